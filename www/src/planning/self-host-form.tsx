// Running a model oneself against buying its images: the machine, people's work, and what it is compared with.

import type { Job, SelfHost } from "perpixel";
import { useState } from "preact/hooks";
import type { Reading } from "../components/text-field.tsx";
import { toJob } from "../job.ts";
import { visible } from "../names.ts";
import { usePage } from "../state.ts";
import { readPercent } from "./percent.ts";
import { PlanAnswer } from "./plan-answer.tsx";
import { PlanField } from "./plan-field.tsx";
import { PlanForm } from "./plan-form.tsx";
import { optional, readAmount, readCount, readNumber, readRange, valueIn } from "./read.ts";
import { SelfHostAnswer, SelfHostSentence } from "./self-host-answer.tsx";
import { useAsk } from "./use-ask.ts";

const empty = {
  usdPerHour: "",
  usdPerMonth: "",
  imagesPerHour: "",
  utilisation: "",
  hoursPerMonth: "",
  labour: "",
  monthlyHours: "",
  setUpHours: "",
  setUpMonths: "",
  model: "",
  provider: "",
  price: "",
  count: "10,000",
};
type Draft = typeof empty;

const READ: { [F in keyof Draft]?: (text: string) => Reading<string | number | null> } = {
  usdPerHour: optional(readRange),
  usdPerMonth: optional(readRange),
  imagesPerHour: optional(readRange),
  utilisation: optional(readPercent),
  hoursPerMonth: optional(readNumber(1, 744)),
  labour: optional(readRange),
  monthlyHours: optional(readNumber(0, 100_000)),
  setUpHours: optional(readNumber(0, 100_000)),
  setUpMonths: optional(readNumber(1, 120)),
  price: optional(readAmount),
  count: optional(readCount),
};

/** A price or a model, and not both: nobody could tell which of them was meant. */
function readAgainst({ price, model }: Draft): Reading<string | null> {
  if (price.trim() !== "" && model.trim() !== "")
    return { ok: false, error: "A price or a model, not both." };
  return optional(readAmount)(price);
}

/** The request, or `null` where a field cannot be read. */
function selfHostRequest(draft: Draft, job: Job): SelfHost | null {
  if (!readAgainst(draft).ok) return null;
  const values: Partial<Record<keyof Draft, string | number>> = {};
  for (const [field, read] of Object.entries(READ) as [
    keyof Draft,
    (text: string) => Reading<string | number | null>,
  ][]) {
    const reading = read(draft[field]);
    if (!reading.ok) return null;
    const value = valueIn(reading);
    if (value !== undefined) values[field] = value;
  }
  const { usdPerHour, usdPerMonth, imagesPerHour, utilisation, hoursPerMonth } = values;
  const { labour, monthlyHours, setUpHours, setUpMonths, price, count } = values;
  const given = <T extends object>(fields: T) =>
    Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  const request: Record<string, unknown> = {
    machine: given({ usdPerHour, usdPerMonth, imagesPerHour, utilisation, hoursPerMonth }),
  };
  // What is missing beside what is given is the engine's to say.
  const work = given({ usdPerHour: labour, monthlyHours, setUpHours, setUpMonths });
  if (Object.keys(work).length > 0) request.labour = work;
  const model = draft.model.trim() || undefined;
  const provider = draft.provider.trim() || undefined;
  const against = given({ usd: price, model, provider });
  if (Object.keys(against).length > 0) request.against = model ? { ...against, job } : against;
  if (count !== undefined) request.count = count;
  return request as unknown as SelfHost;
}

export function SelfHostForm() {
  const { store } = usePage();
  const [draft, set] = useState(empty);
  const { asked, ask } = useAsk("breakEven");
  const facts = store.loaded.value?.info.selfHosting ?? [];
  const put = (part: Partial<Draft>) => set((before) => ({ ...before, ...part }));
  const send = () => {
    const request = selfHostRequest(draft, toJob(store.address.value.job));
    if (request) void ask(request);
    return request !== null;
  };
  const field = (name: keyof Draft) => ({
    name: `host-${name}`,
    value: draft[name],
    change: (value: string) => put({ [name]: value }),
    ...(READ[name] ? { read: READ[name], numeric: true, width: 12 } : { width: 20 }),
  });
  /** A machine takes the place of the one before; labour is a field of its own. */
  const fill = ({ usdPerHour, usdPerMonth, imagesPerHour, name }: (typeof facts)[number]) =>
    put(
      name === "labour"
        ? { labour: usdPerHour ?? "" }
        : {
            usdPerHour: usdPerHour ?? "",
            usdPerMonth: usdPerMonth ?? "",
            imagesPerHour: imagesPerHour ?? "",
          },
    );
  return (
    <>
      {facts.length > 0 && (
        <div class="plan-prefill">
          <h4>Filled in from the catalogs</h4>
          <ul class="plan-list">
            {facts.map((fact) => (
              <li key={`${fact.source}${fact.name}`}>
                <button type="button" class="plain" onClick={() => fill(fact)}>
                  Use {visible(fact.name)}
                </button>{" "}
                <small>
                  {visible(fact.note, 300)} <span class="muted">({visible(fact.source)})</span>
                </small>
              </li>
            ))}
          </ul>
        </div>
      )}
      <PlanForm label="Self-hosting" submit="Compare with buying" busy={asked.busy} send={send}>
        <fieldset class="plan-fields">
          <legend>Machine</legend>
          <PlanField {...field("usdPerHour")} label="USD an hour" hint="one figure or a range" />
          <PlanField {...field("usdPerMonth")} label="USD a month" />
          <PlanField {...field("imagesPerHour")} label="Images an hour" hint="such as 1200 to 1800" />
          <PlanField {...field("utilisation")} label="Utilisation, %" hint="of its paid hours; empty: 100%" />
          <PlanField {...field("hoursPerMonth")} label="Hours a month" hint="empty: 730" />
        </fieldset>
        <fieldset class="plan-fields">
          <legend>People’s work</legend>
          <PlanField {...field("labour")} label="USD an hour of work" hint="such as 75 to 150" />
          <PlanField {...field("monthlyHours")} label="Hours of work a month" />
          <PlanField {...field("setUpHours")} label="Hours to set it up" />
          <PlanField {...field("setUpMonths")} label="Months to spread them over" hint="empty: 12" />
        </fieldset>
        <fieldset class="plan-fields">
          <legend>Compared with</legend>
          <PlanField
            {...field("price")}
            label="USD an image"
            read={() => readAgainst(draft)}
            hint="or a model of the catalogs:"
          />
          <PlanField {...field("model")} label="Model bought" list="plan-models" />
          <PlanField
            {...field("provider")}
            label="Provider bought from"
            list="plan-providers"
            hint="empty: the cheapest"
          />
          <PlanField {...field("count")} label="Images each month" hint="to compare the two at" />
        </fieldset>
      </PlanForm>
      <PlanAnswer asked={asked} sentence={asked.answer && <SelfHostSentence result={asked.answer} />}>
        {asked.answer && <SelfHostAnswer result={asked.answer} />}
      </PlanAnswer>
    </>
  );
}
