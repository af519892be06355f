// What is asked and answered about models side by side, part of what crosses between the page and the host.

import type { Job, JobAnswer, LatencyClass, Mode, Resolution, Status, Usd } from "perpixel";
import type { CheapestCell, TableRow } from "./protocol.ts";

/** Models to stand side by side. */
export interface TrayRequest {
  models: string[];
  /** Of the table that they were ticked in. */
  modes: Mode[];
  job: Job;
  count: number;
  /** What else they are priced for. */
  tiers: Resolution[];
  qualities: string[];
}

export interface TrayCell {
  price: CheapestCell;
  /** How many times the cheapest of the line it costs. */
  multiple: string | null;
  /** Nothing in the line costs less. */
  best: boolean;
  /** The price is the same whatever this line asks for. */
  unaffected: boolean;
}

/** One way to have the job made, for each of the models. */
export interface TrayLine {
  kind: "size" | "batch" | "quality";
  /** The tier or the quality; empty where there is but one such line. */
  name: string;
  cells: (TrayCell | null)[];
}

/** A monthly amount and how far it can be relied on. */
export interface Amount {
  status: Status;
  price: Usd;
}

export interface TrayModel {
  row: TableRow;
  monthly: { cheapest: Amount | null; routed: Amount | null };
  latency?: LatencyClass;
  latencySeconds?: string;
  /** Where the cheapest and the routed price are stated. */
  sources: { provider: string; source: string; url: string | null; checked: string | null }[];
}

export interface Tray {
  job: JobAnswer;
  count: number;
  models: TrayModel[];
  /** Those that no catalog lists for this job. */
  missing: string[];
  /** The job itself. */
  now: (TrayCell | null)[];
  lines: TrayLine[];
}
