// The workload form's fields as text, and the engine's request made of them. The lines are one field of the
// address; its form is `list-text.ts`'s. The total of all lines is the volume that every view has in common.

import type { Alternative, Job, Mode, PlanTier, PriceTier, Workload, WorkloadLine } from "perpixel";
import type { Reading } from "../components/text-field.tsx";
import type { Judges } from "../fields.ts";
import { MODES } from "../job.ts";
import { TIERS } from "../terms.ts";
import { readRecords, writeRecords } from "./list-text.ts";
import { readPercent } from "./percent.ts";
import { optional, readAlternatives, readAmount, readNumber, readPart, valueIn } from "./read.ts";

export interface LineDraft {
  name: string;
  model: string;
  provider: string;
  tier: string;
  elo: string;
  part: string;
  /** A plan may say which kind of job it is; else it is the page's. */
  mode: Mode | "";
}

/** In the order in which they stand in the address. */
const EMPTY: LineDraft = { part: "", model: "", elo: "", tier: "", provider: "", name: "", mode: "" };
const LINE_FIELDS = Object.keys(EMPTY);

export const WORKLOAD = {
  /** Everyday pictures from any good model, and a fifth from one of the best. */
  lines: "part:80%,elo:1200~part:20%,elo:1350",
  months: "1",
  growth: "",
  batched: "",
  attempts: "",
  routed: "",
  railShare: "",
  railFixed: "",
  compare: "",
};
export type WorkloadDraft = typeof WORKLOAD;

const MAX_GROWTH = 1000;
export const readMonths = optional(readNumber(1, 120));
export const readGrowth = optional((text) => readPercent(text, MAX_GROWTH));
export const readShare = optional((text) => readPercent(text));
export const readAttempts = optional(readNumber(1, 1000));
export const readFixed = optional(readAmount);
export const readLineElo = optional(readNumber(0, 3000));

export function emptyLine(): LineDraft {
  return { ...EMPTY };
}

export function linesOf(text: string): LineDraft[] | null {
  const records = readRecords(text, LINE_FIELDS);
  const lines = records?.map((record) => ({ ...EMPTY, ...record }) as LineDraft) ?? [];
  const known = ({ tier, mode }: LineDraft) =>
    (tier === "" || TIERS.some((one) => one === tier)) && (mode === "" || MODES.includes(mode));
  return lines.length > 0 && lines.every(known) ? lines : null;
}

export function linesText(lines: readonly LineDraft[]): string {
  return writeRecords(lines.map((line) => ({ ...line })));
}

/** A thousand a month of each: a mix to start from, for the source states none. */
export function linesOfPlans(plans: readonly PlanTier[]): LineDraft[] {
  return plans.map(({ name, model, mode }) => ({ ...EMPTY, part: "1000", name, model, mode: mode ?? "" }));
}

/** What decides who serves the line: a model, or constraints that choose one. */
export function needsModel(line: LineDraft): boolean {
  return line.model.trim() === "" && line.tier === "" && line.elo.trim() === "";
}

/** What was left empty is told beside its field; what a link has made unreadable is not taken from it. */
function readable(line: LineDraft): boolean {
  return readLineElo(line.elo).ok && (line.part.trim() === "" || readPart(line.part).ok);
}

export const WORKLOAD_JUDGES: Judges<WorkloadDraft> = {
  lines: (text) => linesOf(text)?.every(readable) ?? false,
  months: (text) => readMonths(text).ok,
  growth: (text) => readGrowth(text).ok,
  batched: (text) => readShare(text).ok,
  attempts: (text) => readAttempts(text).ok,
  routed: (text) => text === "1",
  railShare: (text) => readShare(text).ok,
  railFixed: (text) => readFixed(text).ok,
  compare: (text) => readAlternatives(text).ok,
};

function lineOf(line: LineDraft, job: Job): WorkloadLine | null {
  const part = readPart(line.part);
  const elo = readLineElo(line.elo);
  if (!part.ok || !elo.ok || needsModel(line)) return null;
  const made: WorkloadLine = { job: line.mode ? { ...job, mode: line.mode } : job, ...part.value };
  if (line.name.trim() !== "") made.name = line.name.trim();
  if (line.model.trim() !== "") made.model = line.model.trim();
  if (line.provider.trim() !== "") made.provider = line.provider.trim();
  if (elo.value !== null || line.tier !== "") {
    made.query = {
      ...(elo.value === null ? {} : { minElo: elo.value }),
      ...(line.tier === "" ? {} : { priceTiers: [line.tier as PriceTier] }),
    };
  }
  return made;
}

/** Routed and direct stand beside each other unasked: which of the two is cheaper is what people want to know. */
function alternativesOf(asked: readonly Alternative[], routed: boolean): Alternative[] {
  return routed || asked.some(({ route, model, provider }) => route && !model && !provider)
    ? [...asked]
    : [...asked, { name: "routed", route: true }];
}

/** The request, or `null` where a field cannot be read. */
export function workloadOf(draft: WorkloadDraft, job: Job, volume: number): Workload | null {
  const lines = linesOf(draft.lines)?.map((line) => lineOf(line, job)) ?? [null];
  const alternatives = readAlternatives(draft.compare);
  const read = {
    months: readMonths(draft.months),
    growth: readGrowth(draft.growth),
    batchShare: readShare(draft.batched),
    attempts: readAttempts(draft.attempts),
  };
  const rail = { share: readShare(draft.railShare), fixed: readFixed(draft.railFixed) };
  const all: Reading<unknown>[] = [...Object.values(read), ...Object.values(rail)];
  const good = lines.filter((line) => line !== null);
  if (!alternatives.ok || good.length < lines.length || all.some((reading) => !reading.ok)) return null;
  const given = (readings: Record<string, Reading<string | number | null>>) =>
    Object.fromEntries(
      Object.entries(readings).flatMap(([name, reading]) => {
        const value = valueIn(reading);
        return value === undefined ? [] : [[name, value]];
      }),
    );
  const workload: Workload = { lines: good, ...given(read) };
  // Without shares nothing is a part of the total.
  if (good.some((line) => line.share !== undefined)) workload.count = volume;
  if (draft.routed) workload.route = true;
  const paying = given(rail);
  if (Object.keys(paying).length > 0) workload.rail = paying;
  workload.alternatives = alternativesOf(alternatives.value, workload.route ?? false);
  return workload;
}
