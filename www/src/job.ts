// What the reader chose to have made, and its translation into the engine's job and query. Choices keep their
// defaults as plain values so that the address can leave them out; the engine fills in what a job omits.

import type { Job, JobAnswer, Mode, Resolution } from "perpixel";
import { msg, n, t } from "./language.ts";
import { isVideo, USUAL_SIZES } from "./sizes.ts";
import type { Sort, WEIGHTS } from "./terms.ts";

export type { Sort };
export { isVideo };

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
export const MAX_EDGE_PX = 16_384;

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

export const STANDARD_SIZE: Size = { kind: "standard" };

const SIZE_NAMES = [
  msg("small square"),
  msg("portrait"),
  msg("landscape"),
  msg("HD"),
  msg("Full HD"),
  msg("large square"),
];
/** The usual sizes of images beside the standard one, with their names. */
export const SIZES: readonly [width: number, height: number, name: string][] = USUAL_SIZES.map(
  ([width, height], at) => [width, height, SIZE_NAMES[at] ?? ""],
);

export const MODE_NAMES: Record<Mode, string> = {
  t2i: msg("Text to image"),
  edit: msg("Image edit"),
  t2v: msg("Text to video"),
  i2v: msg("Image to video"),
};

export const WEIGHTS_NAMES: Readonly<Record<(typeof WEIGHTS)[number], string>> = {
  any: msg("Any weights"),
  open: msg("Open weights"),
  "open-nc": msg("Open, also non-commercial"),
  closed: msg("Closed weights"),
};

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

/** What the engine priced, in words: `1024×1024, high quality, 2 input images, batch`. */
export function jobName(job: JobAnswer): string {
  const parts = [`${job.width}×${job.height}`];
  if (job.seconds) parts.push(t("{seconds} s", { seconds: job.seconds }));
  else if (isVideo(job.mode)) parts.push(t("of standard length"));
  if (job.quality) parts.push(t("{quality} quality", { quality: job.quality }));
  if (job.inputs !== undefined) parts.push(n(job.inputs, "{count} input image", "{count} input images"));
  if (job.batch) parts.push(t("batch"));
  return parts.join(", ");
}
