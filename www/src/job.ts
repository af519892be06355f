// What the reader chose to have made, and its translation into the engine's job and query. Choices keep their
// defaults as plain values so that the address can leave them out; the engine fills in what a job omits.

import type { Billing, Job, JobAnswer, Mode, PriceTier, Query, Resolution, SortKey } from "perpixel";

export const MODES = ["t2i", "edit", "t2v", "i2v"] as const satisfies readonly Mode[];
/** What is asked for while no mode is chosen: a price per image and one per second never stand in one table. */
const IMAGE_MODES: readonly Mode[] = ["t2i", "edit"];
export const RESOLUTIONS = [
  "0.5K",
  "1K",
  "2K",
  "4K",
  "480p",
  "720p",
  "1080p",
] as const satisfies readonly Resolution[];
export const QUALITIES = ["basic", "low", "medium", "high"] as const;
export const WEIGHTS = ["any", "open", "open-nc", "closed"] as const;
export const TIERS = ["any", "budget", "mid", "premium"] as const satisfies readonly (PriceTier | "any")[];
export const BILLINGS = [
  "any",
  "flat",
  "per-megapixel",
  "per-token",
  "per-gpu-second",
  "credits",
] as const satisfies readonly (Billing | "any")[];
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
export type TierChoice = (typeof TIERS)[number];
export type BillingChoice = (typeof BILLINGS)[number];
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
  tier: TierChoice;
  billing: BillingChoice;
  sort: Sort;
  descending: boolean;
}

export const STANDARD_SIZE: Size = { kind: "standard" };

/** The usual sizes of images beside the standard one. */
export const SIZES: readonly [width: number, height: number, name: string][] = [
  [512, 512, "small square"],
  [1024, 1536, "portrait"],
  [1536, 1024, "landscape"],
  [1280, 720, "HD"],
  [1920, 1080, "Full HD"],
  [2048, 2048, "large square"],
];

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

export const TIER_NAMES: Record<TierChoice, string> = {
  any: "Any price tier",
  budget: "Budget tier",
  mid: "Mid tier",
  premium: "Premium tier",
};

export const BILLING_NAMES: Record<Billing, string> = {
  flat: "flat",
  "per-megapixel": "per megapixel",
  "per-token": "per token",
  "per-gpu-second": "per GPU second",
  credits: "in credits",
  "per-second": "per second",
  "per-clip": "per clip",
  "per-request": "per request",
};

export function isVideo(mode: Mode | null | undefined): boolean {
  return mode === "t2v" || mode === "i2v";
}

/** The modes that may stand in one table with this one. */
export function modesOf(mode: Mode | null | undefined): readonly Mode[] {
  return mode ? [mode] : IMAGE_MODES;
}

/** The job in another mode. Image and video name their sizes differently, and only clips have a length. */
export function inMode(job: JobChoice, mode: Mode | null): JobChoice {
  return isVideo(mode) === isVideo(job.mode)
    ? { ...job, mode }
    : { ...job, mode, size: STANDARD_SIZE, seconds: null };
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
  const query: Query = { modes: [...modesOf(mode)], sort: filter.sort };
  if (filter.descending) query.descending = true;
  if (filter.weights === "open-nc") query.weights = ["open", "open-nc"];
  else if (filter.weights !== "any") query.weights = [filter.weights];
  if (filter.tier !== "any") query.priceTiers = [filter.tier];
  if (filter.billing !== "any") query.billing = [filter.billing];
  if (filter.text.trim() !== "") {
    query.text = filter.text.trim();
    // Who looks for a retired model by name is told so; nobody else is bothered with it.
    query.includeRetired = true;
  }
  return query;
}

/** What the engine priced, in words: `1024×1024, high quality, 2 input images, batch`. */
export function jobName(job: JobAnswer): string {
  const parts = [`${job.width}×${job.height}`];
  if (job.seconds) parts.push(`${job.seconds} s`);
  else if (isVideo(job.mode)) parts.push("of standard length");
  if (job.quality) parts.push(`${job.quality} quality`);
  if (job.inputs !== undefined) parts.push(job.inputs === 1 ? "1 input image" : `${job.inputs} input images`);
  if (job.batch) parts.push("batch");
  return parts.join(", ");
}
