// Routes one job, to a named model or to whichever meets the constraints, under a policy, outages and failures. It
// answers by itself, with what stands around the route.

import type { RouteRequest } from "perpixel";
import { Choice } from "../components/choice.tsx";
import type { Around, Outcome } from "../engine/protocol.ts";
import type { ShownRoute } from "../engine/shown.ts";
import type { Form } from "../fields.ts";
import { toJob, WEIGHTS_NAMES } from "../job.ts";
import { msg, t } from "../language.ts";
import { type Actions, usePage } from "../state.ts";
import { BILLING_NAMES, BILLINGS, WEIGHTS } from "../terms.ts";
import { readList, writeList } from "./list-text.ts";
import { PlanAnswer } from "./plan-answer.tsx";
import { PlanField, PlanSeveral } from "./plan-field.tsx";
import { LiveForm, More } from "./plan-form.tsx";
import { readFailures } from "./read.ts";
import { RouteAnswer, RouteSentence } from "./route-answer.tsx";
import { ROUTE, type RouteDraft, readElo, readLimit, readSeconds, routeRequest } from "./route-request.ts";
import { useLive } from "./use-live.ts";

const ORDER_NAMES = { cheapest: msg("Cheapest first"), weighted: msg("Weighted") };
const SELDOM = [
  "latency",
  "vendors",
  "providers",
  "excluded",
  "billing",
  "order",
  "tiers",
  "outages",
  "failures",
  "direct",
] as const;

export interface Routed {
  route: ShownRoute;
  around: Around;
}

async function routed(ask: Actions["ask"], request: RouteRequest): Promise<Outcome<Routed>> {
  const route = await ask("route", request);
  if (!route.ok) return route;
  const around = await ask("around", { route: request, model: route.answer.model });
  return around.ok ? { ok: true, answer: { route: route.answer, around: around.answer } } : around;
}

export function RouteForm({ form: { draft, put } }: { form: Form<RouteDraft> }) {
  const { store, act } = usePage();
  const request = routeRequest(draft, toJob(store.address.value.job));
  const live = useLive("route", request, (asked: RouteRequest) => routed(act.ask, asked));
  const text = (name: Exclude<keyof RouteDraft, "weights" | "billing" | "order">) => ({
    name: `route-${name}`,
    value: draft[name],
    change: (value: string) => put({ [name]: value }),
  });
  const several = (name: "weights" | "billing") => ({
    name: `route-${name}`,
    chosen: readList(draft[name]) ?? [],
    change: (chosen: string[]) => put({ [name]: writeList(chosen) }, "push"),
  });
  return (
    <div class="plan-desk">
      <LiveForm label={t("Route a job")}>
        <PlanField
          {...text("model")}
          label={t("Model")}
          list="plan-models"
          hint={t("empty: any model that meets the rest")}
          width={24}
        />
        <div class="plan-pair">
          <PlanField {...text("elo")} label={t("Elo of at least")} read={readElo} numeric width={8} />
          <PlanField {...text("most")} label={t("USD at most")} read={readLimit} numeric width={8} />
        </div>
        <PlanSeveral
          {...several("weights")}
          legend={t("Weights")}
          options={WEIGHTS.filter((one) => one !== "any").map((value) => ({
            value,
            name: value === "open-nc" ? t("Open, non-commercial") : t(WEIGHTS_NAMES[value]),
          }))}
        />
        <More
          label={t("More conditions")}
          set={SELDOM.filter((name) => draft[name].trim() !== ROUTE[name]).length}
        >
          <PlanField
            {...text("latency")}
            label={t("Seconds at most")}
            read={readSeconds}
            hint={t("offers of unstated latency are left out")}
            numeric
            width={8}
          />
          <PlanField {...text("vendors")} label={t("Vendors")} hint={t("names between commas")} width={20} />
          <PlanField
            {...text("providers")}
            label={t("Providers allowed")}
            list="plan-providers"
            hint={t("empty: all")}
            width={20}
          />
          <PlanField {...text("excluded")} label={t("Providers refused")} list="plan-providers" width={20} />
          <PlanSeveral
            {...several("billing")}
            legend={t("Billing")}
            options={BILLINGS.filter((one) => one !== "any").map((value) => ({
              value,
              name: t(BILLING_NAMES[value]),
            }))}
          />
          <Choice
            label={t("Order")}
            name="route-order"
            value={draft.order}
            options={Object.entries(ORDER_NAMES).map(([value, name]) => ({ value, name: t(name) }))}
            change={(order) => put({ order }, "push")}
          />
          <PlanField
            {...text("direct")}
            label={t("Provider to buy from directly")}
            list="plan-providers"
            hint={t("empty: the cheapest")}
            width={20}
          />
          <PlanField
            {...text("outages")}
            label={t("Providers that are out")}
            list="plan-providers"
            hint={t("they serve after all others")}
            width={20}
          />
          <PlanField
            {...text("tiers")}
            label={t("Providers routed to")}
            hint={t("one tier a line, names between commas; empty: as the catalogs’ policy says")}
            lines={3}
            width={26}
          />
          <PlanField
            {...text("failures")}
            label={t("Failure rates")}
            read={readFailures}
            hint={t("one a line: fal 2%, or fal 2% billed")}
            lines={3}
            width={20}
          />
        </More>
      </LiveForm>
      <PlanAnswer live={live} sentence={live.answer && <RouteSentence {...live.answer} />}>
        {live.answer && <RouteAnswer {...live.answer} />}
      </PlanAnswer>
    </div>
  );
}
