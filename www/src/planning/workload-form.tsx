// A workload: how many a month in which lines, and behind a fold how it grows, is batched, repeated and paid for.
// It answers by itself.

import type { Workload } from "perpixel";
import { TextField } from "../components/text-field.tsx";
import type { Form } from "../fields.ts";
import { count } from "../format.ts";
import { toJob } from "../job.ts";
import { t } from "../language.ts";
import { visible } from "../names.ts";
import { usePage } from "../state.ts";
import { PlanAnswer } from "./plan-answer.tsx";
import { PlanCheck, PlanField } from "./plan-field.tsx";
import { LiveForm, More } from "./plan-form.tsx";
import { readAlternatives, readCount } from "./read.ts";
import { useLive } from "./use-live.ts";
import { EstimateAnswer, EstimateSentence } from "./workload-answer.tsx";
import { WorkloadLines } from "./workload-lines.tsx";
import {
  emptyLine,
  type LineDraft,
  linesOf,
  linesOfPlans,
  linesText,
  readAttempts,
  readFixed,
  readGrowth,
  readMonths,
  readShare,
  WORKLOAD,
  type WorkloadDraft,
  workloadOf,
} from "./workload-request.ts";

/** More would not fit into a link. */
const MOST_LINES = 20;

export function WorkloadForm({ form: { draft, put } }: { form: Form<WorkloadDraft> }) {
  const { store, act } = usePage();
  const { job, volume } = store.address.value;
  const plans = store.loaded.value?.info.plans ?? [];
  const live = useLive("estimate", workloadOf(draft, toJob(job), volume), (request: Workload) =>
    act.ask("estimate", request),
  );
  const lines = linesOf(draft.lines) ?? linesOf(WORKLOAD.lines) ?? [];
  const change = (next: readonly LineDraft[], step?: "push" | "replace") =>
    put({ lines: linesText(next) }, step);
  const text = (name: Exclude<keyof WorkloadDraft, "lines" | "routed">) => ({
    name: `work-${name}`,
    value: draft[name],
    change: (value: string) => put({ [name]: value }),
  });
  const { lines: _, ...conditions } = draft;
  const set = Object.entries(conditions).filter(
    ([name, value]) => value.trim() !== "" && value !== WORKLOAD[name as keyof WorkloadDraft],
  ).length;
  return (
    <div class="plan-desk">
      <LiveForm label={t("Workload")}>
        <TextField
          label={t("All lines together, a month")}
          name="work-total"
          shown={count(volume)}
          read={readCount}
          change={(value) => act.go({ volume: value }, "replace")}
          hint={t("what the shares are of")}
          width={12}
        />
        <WorkloadLines lines={lines} change={change} />
        <p class="plan-buttons">
          <button
            type="button"
            class="plain plan-add"
            disabled={lines.length >= MOST_LINES}
            onClick={() => change([...lines, emptyLine()], "push")}
          >
            {t("Add a line")}
          </button>
          {plans.length > 0 && (
            <button type="button" class="plain" onClick={() => change(linesOfPlans(plans), "push")}>
              {t("Use the plan tiers of {source}", { source: sourcesOf(plans) })}
            </button>
          )}
        </p>
        <More label={t("More conditions")} set={set}>
          <PlanField {...text("months")} label={t("Months")} read={readMonths} numeric width={5} />
          <PlanField {...text("growth")} label={t("Growth a month, %")} read={readGrowth} numeric width={6} />
          <PlanField
            {...text("batched")}
            label={t("Through batch, %")}
            read={readShare}
            hint={t("of the jobs")}
            numeric
            width={6}
          />
          <PlanField
            {...text("attempts")}
            label={t("Made for one accepted")}
            read={readAttempts}
            hint={t("empty: 1")}
            numeric
            width={6}
          />
          <PlanField
            {...text("railShare")}
            label={t("Payment fee, %")}
            read={readShare}
            hint={t("shown beside the total")}
            numeric
            width={6}
          />
          <PlanField
            {...text("railFixed")}
            label={t("Payment fee, USD a month")}
            read={readFixed}
            numeric
            width={8}
          />
          <PlanCheck
            label={t("Routed, with its fee")}
            name="work-routed"
            checked={draft.routed === "1"}
            change={(routed) => put({ routed: routed ? "1" : "" }, "push")}
          />
          <PlanField
            {...text("compare")}
            label={t("Compare with")}
            read={readAlternatives}
            hint={t("one a line: flux-2-pro, flux-2-pro at fal, at fal, or routed")}
            lines={3}
            width={32}
          />
        </More>
      </LiveForm>
      <PlanAnswer live={live} sentence={live.answer && <EstimateSentence estimate={live.answer} />}>
        {live.answer && <EstimateAnswer estimate={live.answer} />}
      </PlanAnswer>
    </div>
  );
}

/** `KIE’s sheet` for the shipped catalog of plans; other files by their name. */
function sourcesOf(plans: readonly { source: string }[]): string {
  const names = new Set(plans.map(({ source }) => (source === "kie.json" ? t("KIE’s sheet") : source)));
  return visible([...names].join(", "));
}
