// Where the prices come from: the catalogs with their dates and faults, where they contradict each other, what
// changed between two, and the reader's own prices.

import { useMemo } from "preact/hooks";
import { FindingsPanel } from "../components/findings-panel.tsx";
import { JobBar } from "../components/job-bar.tsx";
import { useFields } from "../fields.ts";
import { t } from "../language.ts";
import { Audit } from "../own/audit.tsx";
import { CATALOGS, catalogJudges } from "../own/catalog-fields.ts";
import { PriceBook } from "../own/price-book.tsx";
import { Sources } from "../own/sources.tsx";
import { DiffForm } from "../planning/diff-form.tsx";
import { Suggestions } from "../planning/suggestions.tsx";
import { usePage } from "../state.ts";

export default function CatalogsView() {
  const { store } = usePage();
  const loaded = store.loaded.value;
  const judges = useMemo(() => catalogJudges(loaded?.info.sources.map(({ name }) => name) ?? []), [loaded]);
  const form = useFields(CATALOGS, judges);
  const filter = (severity: string, of: string) => {
    form.put({ severity, of, find: "" }, "push");
    document.getElementById("findings")?.focus();
  };
  return (
    <>
      <section class="planning" id="sources" aria-labelledby="sources-title">
        <h2 id="sources-title">{t("Sources")}</h2>
        <Sources filter={filter} />
      </section>
      <FindingsPanel form={form} />
      <section class="planning" id="audit" aria-labelledby="audit-title">
        <h2 id="audit-title">{t("Where sources disagree")}</h2>
        <Audit />
      </section>
      <section class="planning" id="changes" aria-labelledby="changes-title">
        <h2 id="changes-title">{t("What changed")}</h2>
        <JobBar legend={t("Compare the prices of")} />
        <DiffForm form={form} />
      </section>
      <section class="planning" id="book" aria-labelledby="book-title">
        <h2 id="book-title">{t("Your prices")}</h2>
        <PriceBook />
      </section>
      <Suggestions />
    </>
  );
}
