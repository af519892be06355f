// Running a model oneself against buying its images: the machine, people's work, and what it is compared with.
// Without a price or a model it is compared with what a machine could take the place of: the cheapest open model.

import type { BreakEven, Job, SelfHost } from "perpixel";
import { ChartPart } from "../charts/chart-part.tsx";
import { Choice } from "../components/choice.tsx";
import type { Outcome } from "../engine/protocol.ts";
import type { Form } from "../fields.ts";
import { toJob } from "../job.ts";
import { t } from "../language.ts";
import { visible } from "../names.ts";
import { type Actions, usePage } from "../state.ts";
import { PlanAnswer } from "./plan-answer.tsx";
import { PlanField } from "./plan-field.tsx";
import { LiveForm, More } from "./plan-form.tsx";
import { SelfHostAnswer, SelfHostSentence } from "./self-host-answer.tsx";
import {
  figuresOf,
  machineOf,
  machines,
  OWN,
  READ,
  readAgainst,
  type SelfHostDraft,
  selfHostRequest,
} from "./self-host-request.ts";
import { useLive } from "./use-live.ts";

/** What people mean by good when they say nothing of it. */
const OPEN = { weights: ["open", "open-nc"], minElo: 1200 };
const MACHINE = ["hostHour", "hostMonth", "hostRate"] as const;
const SELDOM = [
  "hostUse",
  "hostHours",
  "workRate",
  "workHours",
  "setUpHours",
  "setUpMonths",
  "buyProvider",
] as const;

const costVolume = () => import("../charts/cost-volume.tsx").then(({ CostVolume }) => CostVolume);

interface Asked {
  request: SelfHost;
  job: Job;
}

/** Names the cheapest open model where the request names nothing to compare with. */
async function compare(ask: Actions["ask"], { request, job }: Asked): Promise<Outcome<BreakEven>> {
  if (request.against?.usd !== undefined || request.against?.model) return ask("breakEven", request);
  const found = await ask("estimate", { lines: [{ count: 1, query: OPEN, job }] });
  const model = found.ok ? found.answer.lines[0]?.model : null;
  if (!model) return ask("breakEven", request);
  return ask("breakEven", { ...request, against: { ...request.against, model, job } });
}

export function SelfHostForm({ form: { draft, put } }: { form: Form<SelfHostDraft> }) {
  const { store, act } = usePage();
  const facts = store.loaded.value?.info.selfHosting ?? [];
  const job = toJob(store.address.value.job);
  const request = selfHostRequest(draft, facts, job, store.address.value.volume);
  const live = useLive("breakEven", request && { request, job }, (asked: Asked) => compare(act.ask, asked));
  const fact = machineOf(draft, facts);
  const figures = figuresOf(draft, facts);
  const labour = facts.find(({ name, usdPerHour }) => name === "labour" && usdPerHour);
  const field = (name: keyof SelfHostDraft) => ({
    name: `host-${name}`,
    value: draft[name],
    change: (value: string) => put({ [name]: value }),
    ...(READ[name] ? { read: READ[name], numeric: true, width: 12 } : { width: 20 }),
  });
  /** To change one figure of a catalog's machine is to have a machine of one's own. */
  const figure = (name: (typeof MACHINE)[number]) => ({
    ...field(name),
    value: figures[name],
    change: (value: string) => put({ ...figures, [name]: value, machine: OWN }),
  });
  const pick = (machine: string) => {
    const own = machine === OWN;
    const [hostHour, hostMonth, hostRate] = MACHINE.map((name) => (own ? figures[name] : ""));
    put({ machine, hostHour: hostHour ?? "", hostMonth: hostMonth ?? "", hostRate: hostRate ?? "" }, "push");
  };
  const options = [
    ...machines(facts).map(({ name }) => ({ value: name, name: visible(name, 60) })),
    { value: OWN, name: t("Own figures") },
  ];
  return (
    <div class="plan-desk">
      <LiveForm label={t("Self-hosting")}>
        <Choice
          label={t("Machine")}
          name="host-machine"
          value={fact?.name ?? OWN}
          options={options}
          change={pick}
        />
        <div class="plan-pair">
          <PlanField {...figure("hostHour")} label={t("USD an hour")} hint={t("one figure or a range")} />
          <PlanField {...figure("hostMonth")} label={t("USD a month")} />
          <PlanField {...figure("hostRate")} label={t("Images an hour")} hint={t("such as 1200 to 1800")} />
        </div>
        {fact && (
          <p class="muted">
            <small>
              {t("As {source} states it.", { source: visible(fact.source) })}{" "}
              <span lang="en">{visible(fact.note, 300)}</span>
            </small>
          </p>
        )}
        <fieldset class="plan-pair">
          <legend>{t("Compared with")}</legend>
          <PlanField
            {...field("buyModel")}
            label={t("Model bought")}
            list="plan-models"
            hint={t("empty: the cheapest open one")}
          />
          <PlanField {...field("buyPrice")} label={t("Or USD an image")} read={() => readAgainst(draft)} />
        </fieldset>
        <More
          label={t("Utilisation and people’s work")}
          set={SELDOM.filter((name) => draft[name].trim() !== "").length}
        >
          <PlanField
            {...field("hostUse")}
            label={t("Utilisation, %")}
            hint={t("of its paid hours; empty: 100%")}
          />
          <PlanField {...field("hostHours")} label={t("Hours a month")} hint={t("empty: 730")} />
          <PlanField {...field("workRate")} label={t("USD an hour of work")} hint={t("such as 75 to 150")} />
          <PlanField {...field("workHours")} label={t("Hours of work a month")} />
          <PlanField {...field("setUpHours")} label={t("Hours to set it up")} />
          <PlanField
            {...field("setUpMonths")}
            label={t("Months to spread them over")}
            hint={t("empty: 12")}
          />
          <PlanField
            {...field("buyProvider")}
            label={t("Provider bought from")}
            list="plan-providers"
            hint={t("empty: the cheapest")}
          />
          {labour?.usdPerHour && (
            <p>
              <button
                type="button"
                class="plain"
                onClick={() =>
                  put({ workRate: labour.usdPerHour ?? "", workHours: draft.workHours || "4" }, "push")
                }
              >
                {t("Use labour of {source}", { source: visible(labour.source) })}
              </button>{" "}
              <small lang="en">{visible(labour.note, 300)}</small>
            </p>
          )}
        </More>
      </LiveForm>
      <PlanAnswer live={live} sentence={live.answer && <SelfHostSentence result={live.answer} />}>
        {live.answer && <SelfHostAnswer result={live.answer} labour={request?.labour !== undefined} />}
        {live.answer && request && (
          <ChartPart
            name={t("Cost against volume")}
            load={costVolume}
            with={{ request, job, result: live.answer }}
          />
        )}
      </PlanAnswer>
    </div>
  );
}
