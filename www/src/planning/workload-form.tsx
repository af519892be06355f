// Estimates a workload: lines with their monthly counts, growth, batch share, repeats, paying, and other ways to
// buy the same. The last readable workload is kept for the comparison of catalogs.

import type { Signal } from "@preact/signals";
import type { Workload } from "perpixel";
import { useEffect, useState } from "preact/hooks";
import { toJob } from "../job.ts";
import { visible } from "../names.ts";
import { usePage } from "../state.ts";
import { PlanAnswer } from "./plan-answer.tsx";
import { PlanCheck, PlanField } from "./plan-field.tsx";
import { PlanForm } from "./plan-form.tsx";
import { readAlternatives } from "./read.ts";
import { useAsk } from "./use-ask.ts";
import { EstimateAnswer, EstimateSentence } from "./workload-answer.tsx";
import { WorkloadLines } from "./workload-lines.tsx";
import {
  emptyLine,
  emptyWorkload,
  linesOfPlans,
  readAttempts,
  readFixed,
  readGrowth,
  readMonths,
  readShare,
  readTotal,
  type WorkloadDraft,
  workloadOf,
} from "./workload-request.ts";

export function WorkloadForm({ workload }: { workload: Signal<Workload | null> }) {
  const { store } = usePage();
  const [draft, set] = useState(emptyWorkload);
  const { asked, ask } = useAsk("estimate");
  const plans = store.loaded.value?.info.plans ?? [];
  const job = store.address.value.job;
  useEffect(() => {
    workload.value = workloadOf(draft, toJob(job));
  }, [workload, draft, job]);
  const put = (part: Partial<WorkloadDraft>) => set((before) => ({ ...before, ...part }));
  const send = () => {
    const request = workloadOf(draft, toJob(store.address.value.job));
    if (request) void ask(request);
    return request !== null;
  };
  const text = (name: Exclude<keyof WorkloadDraft, "lines" | "route">) => ({
    name: `work-${name}`,
    value: draft[name],
    change: (value: string) => put({ [name]: value }),
  });
  return (
    <>
      <PlanForm label="Workload" submit="Estimate the workload" busy={asked.busy} send={send}>
        <p class="muted">
          A line without a model gets the cheapest one of its tier or score; beside a model, they say what may
          stand in for it. Size and quality are those of the job above.
        </p>
        <WorkloadLines lines={draft.lines} change={(lines) => put({ lines })} />
        <p class="plan-buttons">
          <button type="button" class="plain" onClick={() => put({ lines: [...draft.lines, emptyLine()] })}>
            Add a line
          </button>
          {plans.length > 0 && (
            <button type="button" class="plain" onClick={() => put({ lines: linesOfPlans(plans) })}>
              Use the plan tiers of {sourcesOf(plans)}
            </button>
          )}
        </p>
        <div class="plan-fields">
          <PlanField
            {...text("total")}
            label="All lines together, a month"
            read={readTotal}
            hint="what shares are of"
            numeric
            width={12}
          />
          <PlanField {...text("months")} label="Months" read={readMonths} numeric width={5} />
          <PlanField {...text("growth")} label="Growth a month, %" read={readGrowth} numeric width={6} />
          <PlanField
            {...text("batchShare")}
            label="Through batch, %"
            read={readShare}
            hint="of the jobs"
            numeric
            width={6}
          />
          <PlanField
            {...text("attempts")}
            label="Made for one accepted"
            read={readAttempts}
            hint="empty: 1"
            numeric
            width={6}
          />
          <PlanField
            {...text("railShare")}
            label="Payment fee, %"
            read={readShare}
            hint="shown beside the total"
            numeric
            width={6}
          />
          <PlanField
            {...text("railFixed")}
            label="Payment fee, USD a month"
            read={readFixed}
            numeric
            width={8}
          />
          <PlanCheck
            label="Routed, with its fee"
            name="work-route"
            checked={draft.route}
            change={(route) => put({ route })}
          />
        </div>
        <PlanField
          {...text("alternatives")}
          label="Compare with"
          read={readAlternatives}
          hint="one a line: flux-2-pro, flux-2-pro at fal, at fal, or routed"
          lines={3}
          width={32}
        />
      </PlanForm>
      <PlanAnswer asked={asked} sentence={asked.answer && <EstimateSentence estimate={asked.answer} />}>
        {asked.answer && <EstimateAnswer estimate={asked.answer} />}
      </PlanAnswer>
    </>
  );
}

/** `KIE’s sheet` for the shipped catalog of plans; other files by their name. */
function sourcesOf(plans: { source: string }[]): string {
  const names = new Set(plans.map(({ source }) => (source === "kie.json" ? "KIE’s sheet" : source)));
  return visible([...names].join(", "));
}
