// What a mix of jobs costs over months and in which other ways, and from what volume a machine of one's own pays.

import { JobBar } from "../components/job-bar.tsx";
import { useFields } from "../fields.ts";
import { t } from "../language.ts";
import { SelfHostForm } from "../planning/self-host-form.tsx";
import { SELF_HOST, SELF_HOST_JUDGES } from "../planning/self-host-request.ts";
import { Suggestions } from "../planning/suggestions.tsx";
import { WorkloadForm } from "../planning/workload-form.tsx";
import { WORKLOAD, WORKLOAD_JUDGES } from "../planning/workload-request.ts";

const FIELDS = { ...WORKLOAD, ...SELF_HOST };
const JUDGES = { ...WORKLOAD_JUDGES, ...SELF_HOST_JUDGES };

export default function EstimateView() {
  const form = useFields(FIELDS, JUDGES);
  return (
    <>
      <section class="planning" aria-labelledby="workload-title">
        <h2 id="workload-title">{t("A mix of jobs")}</h2>
        <JobBar legend={t("What each line makes")} />
        <WorkloadForm form={form} />
      </section>
      <section class="planning" aria-labelledby="self-hosting-title">
        <h2 id="self-hosting-title">{t("Or a machine of one’s own")}</h2>
        <SelfHostForm form={form} />
      </section>
      <Suggestions />
    </>
  );
}
