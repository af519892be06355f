// One job: who serves it, at what fee, why not the others, and what constraints cost.

import { JobBar } from "../components/job-bar.tsx";
import { useFields } from "../fields.ts";
import { t } from "../language.ts";
import { RouteForm } from "../planning/route-form.tsx";
import { ROUTE, ROUTE_JUDGES } from "../planning/route-request.ts";
import { Suggestions } from "../planning/suggestions.tsx";

export default function RouteView() {
  const form = useFields(ROUTE, ROUTE_JUDGES);
  return (
    <section class="planning" aria-labelledby="route-title">
      <h2 id="route-title" class="hidden">
        {t("One job")}
      </h2>
      <JobBar legend={t("What is to be made")} />
      <RouteForm form={form} />
      <Suggestions />
    </section>
  );
}
