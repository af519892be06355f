// Routes one job: to a named model or to whichever meets the constraints, under a policy, outages and failures.

import { useState } from "preact/hooks";
import { Choice } from "../components/choice.tsx";
import { BILLING_NAMES, BILLINGS, toJob, WEIGHTS, WEIGHTS_NAMES } from "../job.ts";
import { usePage } from "../state.ts";
import { PlanAnswer } from "./plan-answer.tsx";
import { PlanField, PlanSeveral } from "./plan-field.tsx";
import { PlanForm } from "./plan-form.tsx";
import { readFailures } from "./read.ts";
import { RouteAnswer, RouteSentence } from "./route-answer.tsx";
import {
  type RouteDraft,
  readElo,
  readLimit,
  readSeconds,
  routeDraft,
  routeRequest,
} from "./route-request.ts";
import { useAsk } from "./use-ask.ts";

const WEIGHTS_OPTIONS = WEIGHTS.filter((one) => one !== "any").map((one) => ({
  value: one,
  name: one === "open-nc" ? "Open, non-commercial" : WEIGHTS_NAMES[one],
}));
const BILLING_OPTIONS = BILLINGS.filter((one) => one !== "any").map((one) => ({
  value: one,
  name: BILLING_NAMES[one],
}));
const ORDERS = [
  { value: "cheapest", name: "Cheapest first" },
  { value: "weighted", name: "Weighted" },
];

export function RouteForm() {
  const { store } = usePage();
  const [draft, set] = useState(routeDraft);
  const { asked, ask } = useAsk("route");
  const put = (part: Partial<RouteDraft>) => set((before) => ({ ...before, ...part }));
  const send = () => {
    const request = routeRequest(draft, toJob(store.address.value.job));
    if (request) void ask(request);
    return request !== null;
  };
  const text = (name: keyof RouteDraft) => ({
    name: `route-${name}`,
    value: draft[name] as string,
    change: (value: string) => put({ [name]: value }),
  });
  return (
    <>
      <PlanForm label="Route a job" submit="Route the job" busy={asked.busy} send={send}>
        <div class="plan-fields">
          <PlanField
            {...text("model")}
            label="Model"
            list="plan-models"
            hint="empty: any model that meets the rest"
            width={24}
          />
          <PlanField {...text("minElo")} label="Elo of at least" read={readElo} numeric width={8} />
          <PlanField {...text("maxPrice")} label="USD at most" read={readLimit} numeric width={8} />
          <PlanField
            {...text("latency")}
            label="Seconds at most"
            read={readSeconds}
            hint="offers of unstated latency are left out"
            numeric
            width={8}
          />
          <PlanField {...text("vendors")} label="Vendors" hint="names between commas" width={20} />
          <PlanField
            {...text("providers")}
            label="Providers allowed"
            list="plan-providers"
            hint="empty: all"
            width={20}
          />
          <PlanField {...text("excluded")} label="Providers refused" list="plan-providers" width={20} />
        </div>
        <PlanSeveral
          legend="Weights"
          name="route-weights"
          options={WEIGHTS_OPTIONS}
          chosen={draft.weights}
          change={(weights) => put({ weights })}
        />
        <PlanSeveral
          legend="Billing"
          name="route-billing"
          options={BILLING_OPTIONS}
          chosen={draft.billing}
          change={(billing) => put({ billing })}
        />
        <div class="plan-fields">
          <Choice
            label="Order"
            name="route-order"
            value={draft.order}
            options={ORDERS}
            change={(order) => put({ order })}
          />
          <PlanField
            {...text("tiers")}
            label="Providers routed to"
            hint="one tier a line, names between commas; empty: as the catalogs’ policy says"
            lines={3}
            width={26}
          />
          <PlanField
            {...text("outages")}
            label="Providers that are out"
            list="plan-providers"
            hint="they serve after all others"
            width={20}
          />
          <PlanField
            {...text("failures")}
            label="Failure rates"
            read={readFailures}
            hint="one a line: fal 2%, or fal 2% billed"
            lines={3}
            width={20}
          />
          <PlanField
            {...text("direct")}
            label="Provider to buy from directly"
            list="plan-providers"
            hint="empty: the cheapest"
            width={20}
          />
        </div>
      </PlanForm>
      <PlanAnswer asked={asked} sentence={asked.answer && <RouteSentence route={asked.answer} />}>
        {asked.answer && <RouteAnswer route={asked.answer} />}
      </PlanAnswer>
    </>
  );
}
