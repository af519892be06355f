// What changed: another catalog file against the loaded ones, and what that does to the workload of the estimate.

import { useId, useState } from "preact/hooks";
import { Choice } from "../components/choice.tsx";
import type { Form } from "../fields.ts";
import { toJob } from "../job.ts";
import { t } from "../language.ts";
import { visible } from "../names.ts";
import type { CatalogsDraft } from "../own/catalog-fields.ts";
import { usePage } from "../state.ts";
import { DiffAnswer, DiffSentence } from "./diff-answer.tsx";
import { readRise } from "./diff-request.ts";
import { PlanAnswer } from "./plan-answer.tsx";
import { PlanField } from "./plan-field.tsx";
import { PlanForm } from "./plan-form.tsx";
import { valueIn } from "./read.ts";
import { useAsk } from "./use-ask.ts";
import { keptWorkload } from "./workload-kept.ts";

const ALL = "";

export function DiffForm({ form: { draft, put } }: { form: Form<CatalogsDraft> }) {
  const { store } = usePage();
  const id = useId();
  const [file, setFile] = useState<File | null>(null);
  const [tried, setTried] = useState(false);
  const { side, rise } = draft;
  const job = toJob(store.address.value.job);
  const workload = keptWorkload(store);
  const sources = (store.loaded.value?.info.sources ?? []).filter(({ format }) => format !== "price-book");
  const replaces = sources.some(({ name }) => name === draft.standsFor) ? draft.standsFor : ALL;
  const settings = JSON.stringify([side, replaces, rise, job, workload, file?.name, file?.lastModified]);
  const { asked, ask } = useAsk("diff", settings);
  const missing = tried && !file;

  const choose = (chosen: File | null) => {
    setFile(chosen);
    // `infr.json` and `infr-2026-06.json` are most likely the same source.
    const stem = (name: string) => name.replace(/\.json$/, "");
    const same = sources.find(({ name }) => chosen?.name.startsWith(stem(name)));
    if (chosen) put({ standsFor: same?.name ?? ALL });
  };
  const send = () => {
    setTried(true);
    const most = readRise(rise);
    if (!file || !most.ok) return false;
    void compare(file, valueIn(most));
    return true;
  };
  const compare = async (chosen: File, maxRise: string | undefined) => {
    const request = {
      job,
      ...(workload ? { workload } : {}),
      ...(maxRise === undefined ? {} : { maxRise }),
    };
    const bytes = new Uint8Array(await chosen.arrayBuffer());
    await ask({
      file: { name: chosen.name, bytes },
      replaces: replaces === ALL ? null : replaces,
      side: side === "older" ? "older" : "newer",
      request,
    });
  };
  return (
    <>
      <PlanForm label={t("What changed")} submit={t("Compare")} busy={asked.busy} send={send}>
        <div class="plan-fields">
          <div class={missing ? "field field-error" : "field"}>
            <label for={id}>{t("A catalog file")}</label>
            <input
              id={id}
              name="diff-file"
              type="file"
              accept=".json,application/json"
              aria-invalid={missing ? "true" : undefined}
              aria-describedby={`${id}-note`}
              onChange={(event) => choose(event.currentTarget.files?.[0] ?? null)}
            />
            <span id={`${id}-note`} class={missing ? "field-note error" : "field-note"} aria-live="polite">
              {missing ? t("Choose a file.") : t("a prices document or a rate card")}
            </span>
          </div>
          <Choice
            label={t("Its age")}
            name="diff-side"
            value={side}
            options={[
              { value: "newer", name: t("It is newer") },
              { value: "older", name: t("It is older") },
            ]}
            change={(value) => put({ side: value }, "push")}
          />
          <Choice
            label={t("It stands for")}
            name="diff-replaces"
            value={replaces}
            options={[
              { value: ALL, name: t("all loaded catalogs") },
              ...sources.map(({ name }) => ({ value: name, name: visible(name) })),
            ]}
            change={(value) => put({ standsFor: value }, "push")}
          />
          <PlanField
            label={t("Tolerated rise, %")}
            name="diff-rise"
            value={rise}
            change={(value) => put({ rise: value })}
            read={readRise}
            hint={t("larger ones are marked")}
            numeric
            width={6}
          />
        </div>
        <p class="muted">
          {workload
            ? t("The workload of the estimate is compared too.")
            : t("The workload of the estimate cannot be read, so it is not compared.")}
        </p>
      </PlanForm>
      <PlanAnswer
        live={asked}
        formerNote={t("The settings or the catalogs have changed since: compare again.")}
        sentence={asked.answer && <DiffSentence diff={asked.answer} />}
      >
        {asked.answer && <DiffAnswer diff={asked.answer} />}
      </PlanAnswer>
    </>
  );
}
