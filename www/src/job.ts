// What the reader chose to have made, and its translation into the engine's job and query. Choices keep their
// defaults as plain values so that the address can leave them out; the engine fills in what a job omits.

import type { Job, JobAnswer, Mode, Query, Resolution, SortKey } from "perpixel";

export const MODES = ["t2i", "edit", "t2v", "i2v"] as const satisfies readonly Mode[];
export const RESOLUTIONS = [
  "0.5K",
  "1K",
  "2K",
  "4K",
  "480p",
  "720p",
  "1080p",
] as const satisfies readonly Resolution[];
export const QUALITIES = ["low", "medium", "high"] as const;
export const WEIGHTS = ["any", "open", "open-nc", "closed"] as const;
export const SORTS = [
  "price",
  "routed",
  "elo",
  "name",
  "vendor",
  "offers",
  "license",
] as const satisfies readonly SortKey[];

export const MAX_EDGE_PX = 16_384;
export const MAX_INPUTS = 64;
export const MAX_SECONDS = 600;

export type Sort = (typeof SORTS)[number];
export type Weights = (typeof WEIGHTS)[number];
export type Size =
  /** The model's own: 1024×1024 for an image. */
  | { kind: "standard" }
  | { kind: "pixels"; width: number; height: number }
  | { kind: "tier"; resolution: Resolution };

export interface JobChoice {
  mode: Mode | null;
  size: Size;
  quality: string | null;
  /** Input images; `null` takes the mode's own number. */
  inputs: number | null;
  batch: boolean;
  /** Seconds of video; `null` leaves it to the engine. */
  seconds: number | null;
}

export interface FilterChoice {
  text: string;
  weights: Weights;
  sort: Sort;
  descending: boolean;
}

export const STANDARD_SIZE: Size = { kind: "standard" };

export const MODE_NAMES: Record<Mode, string> = {
  t2i: "Text to image",
  edit: "Image edit",
  t2v: "Text to video",
  i2v: "Image to video",
};

export const WEIGHTS_NAMES: Record<Weights, string> = {
  any: "Any weights",
  open: "Open weights",
  "open-nc": "Open, also non-commercial",
  closed: "Closed weights",
};

export function isVideo(mode: Mode | null | undefined): boolean {
  return mode === "t2v" || mode === "i2v";
}

export function toJob(choice: JobChoice): Job {
  const job: Job = {};
  if (choice.mode) job.mode = choice.mode;
  if (choice.size.kind === "tier") job.resolution = choice.size.resolution;
  else if (choice.size.kind === "pixels") {
    job.width = choice.size.width;
    job.height = choice.size.height;
  }
  if (choice.quality) job.quality = choice.quality;
  if (choice.inputs !== null) job.inputs = choice.inputs;
  if (choice.batch) job.batch = true;
  if (choice.seconds !== null && isVideo(choice.mode)) job.seconds = choice.seconds;
  return job;
}

export function toQuery(mode: Mode | null, filter: FilterChoice): Query {
  const query: Query = { sort: filter.sort };
  if (filter.descending) query.descending = true;
  if (mode) query.modes = [mode];
  if (filter.weights === "open-nc") query.weights = ["open", "open-nc"];
  else if (filter.weights !== "any") query.weights = [filter.weights];
  if (filter.text.trim() !== "") query.text = filter.text.trim();
  return query;
}

/** What the engine priced, in words: `1024×1024, high quality, 2 input images, batch`. */
export function jobName(job: JobAnswer): string {
  const parts = [`${job.width}×${job.height}`];
  if (job.seconds) parts.push(`${job.seconds} s`);
  if (job.quality) parts.push(`${job.quality} quality`);
  if (job.inputs !== undefined) parts.push(job.inputs === 1 ? "1 input image" : `${job.inputs} input images`);
  if (job.batch) parts.push("batch");
  return parts.join(", ");
}
