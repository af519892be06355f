// The page's state as the part of the address after `#`: `#v1?mode=edit&n=20000` is the comparison,
// `#v1/route?…` another view. Here is what the state is, and how it is written; defaults are left out. Reading is
// `read-address.ts`, which a visit without such a link does not fetch. Job and volume are every view's; the other
// fields of a view's form are kept as they are written, and the view reads them when its code is there.

import type { Mode } from "perpixel";
import { NO_TERMS, type Terms } from "./compare/pick.ts";
import { TABLE_DEFAULTS, type TableChoice, tablePairs } from "./compare/table-address.ts";
import { unitFor } from "./compare/units.ts";
import { type CreditPrices, writeCredits } from "./credits.ts";
import { inMode, isVideo, type JobChoice, STANDARD_SIZE } from "./job.ts";

export const VIEWS = ["compare", "estimate", "route", "usage", "catalogs"] as const;
export type View = (typeof VIEWS)[number];
/** What is filled in on the form of a view, as text by the field's name; a field at its default is absent. */
export type Fields = Readonly<Record<string, string>>;

export interface Address extends TableChoice, Terms {
  view: View;
  /** Of the view that is shown; the comparison has none. */
  fields: Fields;
  job: JobChoice;
  volume: number;
  /** USD a month to spend, instead of a volume to price. */
  budget: string | null;
  /** The model of the estimate; `null` takes the first answer. */
  model: string | null;
  credits: CreditPrices;
}

/** What an address of this form begins with. */
export const VERSION = "v1";
export const DEFAULT_VOLUME = 10_000;

export function defaults(): Address {
  return {
    view: "compare",
    fields: {},
    job: { mode: null, size: STANDARD_SIZE, quality: null, inputs: null, batch: false, seconds: null },
    volume: DEFAULT_VOLUME,
    budget: null,
    ...NO_TERMS,
    model: null,
    credits: {},
    ...TABLE_DEFAULTS,
  };
}

/** What changes with the mode. A model of images has no bill for clips, so the choices of models end there. */
export function switchMode({ job, unit }: Address, mode: Mode | null): Partial<Address> {
  const kept = isVideo(mode) === isVideo(job.mode);
  if (kept) return { job: inMode(job, mode) };
  return { job: inMode(job, mode), model: null, pick: [], unit: unitFor(unit, isVideo(mode)) };
}

/** Writes the state as a hash, `""` when everything is at its default. */
export function writeAddress(address: Address): string {
  const { job } = address;
  const pairs: [string, string][] = [];
  const put = (name: string, value: string | number) =>
    pairs.push([
      name,
      encodeURIComponent(String(value))
        .replaceAll("%20", "+")
        .replace(/%3A|%2C/g, decodeURIComponent),
    ]);
  if (job.mode) put("mode", job.mode);
  if (job.size.kind === "tier") put("size", job.size.resolution);
  else if (job.size.kind === "pixels") put("size", `${job.size.width}x${job.size.height}`);
  if (job.quality) put("quality", job.quality);
  if (job.inputs !== null) put("inputs", job.inputs);
  if (job.batch) put("batch", 1);
  if (job.seconds !== null) put("seconds", job.seconds);
  if (address.volume !== DEFAULT_VOLUME) put("n", address.volume);
  if (Object.keys(address.credits).length > 0) put("credit", writeCredits(address.credits));
  if (address.view !== "compare") {
    for (const [name, value] of Object.entries(address.fields)) put(name, value);
    return written(`/${address.view}`, pairs);
  }
  if (address.budget !== null) put("budget", address.budget);
  if (address.minElo !== null) put("elo", address.minElo);
  if (address.within !== null) put("within", address.within);
  if (address.use !== "any") put("use", address.use);
  if (address.model !== null) put("model", address.model);
  for (const [name, value] of tablePairs(address)) put(name, value);
  return written("", pairs);
}

function written(place: string, pairs: [string, string][]): string {
  if (pairs.length === 0) return place === "" ? "" : `#${VERSION}${place}`;
  return `#${VERSION}${place}?${pairs.map(([name, value]) => `${name}=${value}`).join("&")}`;
}

/** The address of a view with the job and the volume of this one, and its own form as it was left. */
export function inView(address: Address, view: View, fields: Fields = {}): Address {
  return { ...address, view, fields: view === "compare" ? {} : fields };
}
