// From the attributes of a price element to the engine's job, and to the page's address for the same job. Values
// come from a stranger's HTML: what cannot be read is told, never replaced by something else.

import type { Job, Mode, Resolution } from "perpixel";

export const ATTRIBUTES = ["model", "size", "quality", "provider", "mode", "locale"] as const;
export type Attributes = Readonly<Record<(typeof ATTRIBUTES)[number], string | null>>;

export interface Wanted {
  model: string;
  provider: string | null;
  job: Job;
}

/** What of the attributes cannot be used. */
export class Unusable extends Error {}

const MODES: readonly string[] = ["t2i", "edit", "t2v", "i2v"] satisfies Mode[];
const TIERS: readonly string[] = ["0.5K", "1K", "2K", "4K", "480p", "720p", "1080p"] satisfies Resolution[];
const LONGEST = 200;

function filled(text: string | null): string | null {
  const trimmed = text?.trim() ?? "";
  return trimmed === "" ? null : trimmed.slice(0, LONGEST);
}

export function wanted(attributes: Attributes): Wanted {
  const model = filled(attributes.model);
  if (!model) throw new Unusable("the attribute `model` is missing");
  const job: Job = {};
  const mode = filled(attributes.mode);
  if (mode) {
    if (!MODES.includes(mode)) throw new Unusable(`\`mode\` is one of ${MODES.join(", ")}, not \`${mode}\``);
    job.mode = mode as Mode;
  }
  const size = filled(attributes.size);
  if (size) {
    const pixels = /^([1-9]\d{0,4})[x×]([1-9]\d{0,4})$/.exec(size);
    if (pixels) {
      job.width = Number(pixels[1]);
      job.height = Number(pixels[2]);
    } else if (TIERS.includes(size)) job.resolution = size as Resolution;
    else throw new Unusable(`\`size\` is like 1024x1024 or one of ${TIERS.join(", ")}, not \`${size}\``);
  }
  const quality = filled(attributes.quality);
  if (quality) job.quality = quality;
  return { model, provider: filled(attributes.provider), job };
}

/** The page's state for the model and the job; `mode` is the model's own where none was asked for. */
export function pageHash({ model, job }: Wanted, mode: Mode | null): string {
  const size = job.resolution ?? (job.width ? `${job.width}x${job.height}` : null);
  const pairs = [
    ["mode", job.mode ?? mode],
    ["size", size],
    ["quality", job.quality ?? null],
    ["model", model],
  ];
  const said = pairs.flatMap(([name, value]) => (value ? [`${name}=${encodeURIComponent(value)}`] : []));
  return `#v1?${said.join("&")}`;
}
