// The workload form's fields, and the engine's request made of them.

import type { Job, Mode, PlanTier, PriceTier, Workload, WorkloadLine } from "perpixel";
import type { Reading } from "../components/text-field.tsx";
import { readPercent } from "./percent.ts";
import { optional, readAlternatives, readAmount, readCount, readNumber, readPart, valueIn } from "./read.ts";

export interface LineDraft {
  /** Tells lines apart while they are edited. */
  key: number;
  name: string;
  model: string;
  provider: string;
  tier: string;
  minElo: string;
  part: string;
  /** A plan may say which kind of job it is; else it is the page's. */
  mode: Mode | null;
}

export interface WorkloadDraft {
  lines: LineDraft[];
  total: string;
  months: string;
  growth: string;
  batchShare: string;
  attempts: string;
  route: boolean;
  railShare: string;
  railFixed: string;
  alternatives: string;
}

let keys = 0;

export function emptyLine(part = ""): LineDraft {
  keys += 1;
  return { key: keys, name: "", model: "", provider: "", tier: "any", minElo: "", part, mode: null };
}

export function linesOfPlans(plans: PlanTier[]): LineDraft[] {
  return plans.map(({ name, model, mode }) => ({ ...emptyLine("1,000"), name, model, mode: mode ?? null }));
}

export function emptyWorkload(): WorkloadDraft {
  return {
    lines: [emptyLine()],
    total: "10,000",
    months: "1",
    growth: "",
    batchShare: "",
    attempts: "",
    route: false,
    railShare: "",
    railFixed: "",
    alternatives: "",
  };
}

const MAX_GROWTH = 1000;
export const readTotal = optional(readCount);
export const readMonths = optional(readNumber(1, 120));
export const readGrowth = optional((text) => readPercent(text, MAX_GROWTH));
export const readShare = optional((text) => readPercent(text));
export const readAttempts = optional(readNumber(1, 1000));
export const readFixed = optional(readAmount);
export const readLineElo = optional(readNumber(0, 3000));

/** What decides who serves the line: a model, or constraints that choose one. */
export function needsModel(line: LineDraft): boolean {
  return line.model.trim() === "" && line.tier === "any" && line.minElo.trim() === "";
}

function lineOf(line: LineDraft, job: Job): WorkloadLine | null {
  const part = readPart(line.part);
  const elo = readLineElo(line.minElo);
  if (!part.ok || !elo.ok || needsModel(line)) return null;
  const made: WorkloadLine = { job: line.mode ? { ...job, mode: line.mode } : job, ...part.value };
  if (line.name.trim() !== "") made.name = line.name.trim();
  if (line.model.trim() !== "") made.model = line.model.trim();
  if (line.provider.trim() !== "") made.provider = line.provider.trim();
  if (elo.value !== null || line.tier !== "any") {
    made.query = {
      ...(elo.value === null ? {} : { minElo: elo.value }),
      ...(line.tier === "any" ? {} : { priceTiers: [line.tier as PriceTier] }),
    };
  }
  return made;
}

/** The request, or `null` where a field cannot be read. */
export function workloadOf(draft: WorkloadDraft, job: Job): Workload | null {
  const lines = draft.lines.map((line) => lineOf(line, job));
  const alternatives = readAlternatives(draft.alternatives);
  const read = {
    count: readTotal(draft.total),
    months: readMonths(draft.months),
    growth: readGrowth(draft.growth),
    batchShare: readShare(draft.batchShare),
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
  const { count, ...rest } = given(read);
  const workload: Workload = { lines: good, ...rest };
  // Without shares nothing is a part of the total.
  if (count !== undefined && good.some((line) => line.share !== undefined)) workload.count = Number(count);
  if (draft.route) workload.route = true;
  const paying = given(rail);
  if (Object.keys(paying).length > 0) workload.rail = paying;
  if (alternatives.value.length > 0) workload.alternatives = alternatives.value;
  return workload;
}
