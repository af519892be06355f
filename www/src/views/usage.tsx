// What a log of past requests cost, row by row. Rows state their own jobs, so the page's job plays no part.

import { useFields } from "../fields.ts";
import { t } from "../language.ts";
import { Suggestions } from "../planning/suggestions.tsx";
import { UsageForm } from "../planning/usage-form.tsx";
import { USAGE, USAGE_JUDGES } from "../planning/usage-request.ts";

export default function UsageView() {
  const form = useFields(USAGE, USAGE_JUDGES);
  return (
    <section class="planning" aria-label={t("Usage log")}>
      <UsageForm form={form} />
      <Suggestions />
    </section>
  );
}
