// The self-hosting form's fields as text, and the engine's request made of them. While no figures of one's own are
// chosen, a machine's stand as a catalog states them.

import type { Job, SelfHost, SelfHostingFact } from "perpixel";
import type { Reading } from "../components/text-field.tsx";
import type { Judges } from "../fields.ts";
import { t } from "../language.ts";
import { readPercent } from "./percent.ts";
import { optional, readAmount, readNumber, readRange, valueIn } from "./read.ts";

export const SELF_HOST = {
  /** Name of a machine of the catalogs, or `own`; the first that is rented by the month where empty. */
  machine: "",
  hostHour: "",
  hostMonth: "",
  hostRate: "",
  hostUse: "",
  hostHours: "",
  workRate: "",
  workHours: "",
  setUpHours: "",
  setUpMonths: "",
  buyModel: "",
  buyProvider: "",
  buyPrice: "",
};
export type SelfHostDraft = typeof SELF_HOST;
export const OWN = "own";

type Read = (text: string) => Reading<string | number | null>;
export const READ: { readonly [F in keyof SelfHostDraft]?: Read } = {
  hostHour: optional(readRange),
  hostMonth: optional(readRange),
  hostRate: optional(readRange),
  hostUse: optional((text) => readPercent(text)),
  hostHours: optional(readNumber(1, 744)),
  workRate: optional(readRange),
  workHours: optional(readNumber(0, 100_000)),
  setUpHours: optional(readNumber(0, 100_000)),
  setUpMonths: optional(readNumber(1, 120)),
  buyPrice: optional(readAmount),
};

export const SELF_HOST_JUDGES: Judges<SelfHostDraft> = Object.fromEntries(
  Object.entries(READ).map(([name, read]) => [name, (text: string) => read(text).ok]),
);

/** What people's work costs is no machine. */
export function machines(facts: readonly SelfHostingFact[]): SelfHostingFact[] {
  return facts.filter(({ name }) => name !== "labour" && name !== OWN);
}

export function machineOf({ machine }: SelfHostDraft, facts: readonly SelfHostingFact[]) {
  if (machine === OWN) return undefined;
  const all = machines(facts);
  // One by the hour costs nothing while it is not used, so there would be little to break even with.
  const usual = all.find(({ usdPerMonth }) => usdPerMonth) ?? all[0];
  return all.find(({ name }) => name === machine) ?? usual;
}

/** The figures of the machine: a catalog's, or one's own. */
export function figuresOf(draft: SelfHostDraft, facts: readonly SelfHostingFact[]) {
  const fact = machineOf(draft, facts);
  if (!fact) return { hostHour: draft.hostHour, hostMonth: draft.hostMonth, hostRate: draft.hostRate };
  return {
    hostHour: fact.usdPerHour ?? "",
    hostMonth: fact.usdPerMonth ?? "",
    hostRate: fact.imagesPerHour ?? "",
  };
}

/** A price or a model, and not both: nobody could tell which of them was meant. */
export function readAgainst({ buyPrice, buyModel }: SelfHostDraft): Reading<string | null> {
  if (buyPrice.trim() !== "" && buyModel.trim() !== "")
    return { ok: false, error: t("A price or a model, not both.") };
  return optional(readAmount)(buyPrice);
}

const given = <T extends object>(fields: T) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

/** The request, or `null` where a field cannot be read. `facts` fill in the machine that is chosen. */
export function selfHostRequest(
  draft: SelfHostDraft,
  facts: readonly SelfHostingFact[],
  job: Job,
  count: number,
): SelfHost | null {
  if (!readAgainst(draft).ok) return null;
  const texts = { ...draft, ...figuresOf(draft, facts) };
  const values: Partial<Record<keyof SelfHostDraft, string | number>> = {};
  for (const [field, read] of Object.entries(READ) as [keyof SelfHostDraft, Read][]) {
    const reading = read(texts[field]);
    if (!reading.ok) return null;
    const value = valueIn(reading);
    if (value !== undefined) values[field] = value;
  }
  const request: Record<string, unknown> = {
    machine: given({
      usdPerHour: values.hostHour,
      usdPerMonth: values.hostMonth,
      imagesPerHour: values.hostRate,
      utilisation: values.hostUse,
      hoursPerMonth: values.hostHours,
    }),
    count,
  };
  // What is missing beside what is given is the engine's to say.
  const work = given({
    usdPerHour: values.workRate,
    monthlyHours: values.workHours,
    setUpHours: values.setUpHours,
    setUpMonths: values.setUpMonths,
  });
  if (Object.keys(work).length > 0) request.labour = work;
  const model = draft.buyModel.trim() || undefined;
  const provider = draft.buyProvider.trim() || undefined;
  const against = given({ usd: values.buyPrice, model, provider });
  if (Object.keys(against).length > 0) request.against = model ? { ...against, job } : against;
  return request as unknown as SelfHost;
}
