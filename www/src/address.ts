// The page's state as the part of the address after `#`: `#v1?mode=edit&n=20000` is the comparison,
// `#v1/route?…` another view. Pure text in, state and notices out. Defaults are left out; a value that is unknown,
// too long or out of range falls back to its default with a notice for the reader, so that a mangled link never
// shows one thing and means another. Job and volume are every view's; the other fields of a view's form are kept
// as they are written, and the view reads them when its code is there.

import type { Mode } from "perpixel";
import { MAX_WITHIN_SECONDS, NO_TERMS, type Terms, USES, type Within } from "./compare/pick.ts";
import { TABLE_DEFAULTS, TABLE_READERS, type TableChoice, tablePairs } from "./compare/table-address.ts";
import { unitFor } from "./compare/units.ts";
import { type CreditPrices, readCredits, writeCredits } from "./credits.ts";
import {
  inMode,
  isVideo,
  type JobChoice,
  MAX_EDGE_PX,
  MAX_INPUTS,
  MAX_SECONDS,
  MODES,
  QUALITIES,
  RESOLUTIONS,
  type Size,
  STANDARD_SIZE,
} from "./job.ts";
import { t } from "./language.ts";
import { visible } from "./names.ts";
import { isPlainBudget, MAX_VOLUME } from "./volume.ts";

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

export interface ReadAddress {
  address: Address;
  notices: string[];
}

const VERSION = "v1";
const LONGEST = 8000;
const LONGEST_VALUE = 200;
/** Of the table's lists. */
const LONGEST_LIST = 2000;
/** A list of lines may stand in one field. */
const LONGEST_FIELD = 4000;
const FIELD_NAME = /^[a-z][A-Za-z0-9-]{0,30}$/;
export const DEFAULT_VOLUME = 10_000;
export const MAX_ELO = 4000;

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

function integer(text: string, least: number, most: number): number | null {
  if (!/^\d{1,10}$/.test(text)) return null;
  const value = Number(text);
  return value >= least && value <= most ? value : null;
}

function oneOf<T extends string>(list: readonly T[], text: string): T | null {
  return list.find((item) => item === text) ?? null;
}

function readSize(text: string): Size | null {
  const tier = oneOf(RESOLUTIONS, text);
  if (tier) return { kind: "tier", resolution: tier };
  const edges = /^(\d{1,5})x(\d{1,5})$/.exec(text);
  const width = edges ? integer(edges[1] ?? "", 1, MAX_EDGE_PX) : null;
  const height = edges ? integer(edges[2] ?? "", 1, MAX_EDGE_PX) : null;
  return width && height ? { kind: "pixels", width, height } : null;
}

function readWithin(text: string): Within | null {
  return oneOf(["fast", "medium"] as const, text) ?? integer(text, 1, MAX_WITHIN_SECONDS);
}

/** Takes what could be read; `null` leaves the default and says that the value cannot be used. */
function take<T>(value: T | null, put: (value: T) => void): boolean {
  if (value === null) return false;
  put(value);
  return true;
}

const put = Object.assign;
type Reader = (address: Address, text: string) => boolean;

const READERS: Record<string, Reader> = {
  mode: (a, text) => take(oneOf(MODES, text), (mode) => put(a.job, { mode })),
  size: (a, text) => take(readSize(text), (size) => put(a.job, { size })),
  quality: (a, text) => take(oneOf(QUALITIES, text), (quality) => put(a.job, { quality })),
  inputs: (a, text) => take(integer(text, 0, MAX_INPUTS), (inputs) => put(a.job, { inputs })),
  batch: (a, text) => take(oneOf(["1"], text), () => put(a.job, { batch: true })),
  seconds: (a, text) => take(integer(text, 1, MAX_SECONDS), (seconds) => put(a.job, { seconds })),
  n: (a, text) => take(integer(text, 1, MAX_VOLUME), (volume) => put(a, { volume })),
  budget: (a, text) => take(isPlainBudget(text) ? text : null, (budget) => put(a, { budget })),
  elo: (a, text) => take(integer(text, 1, MAX_ELO), (minElo) => put(a, { minElo })),
  within: (a, text) => take(readWithin(text), (within) => put(a, { within })),
  use: (a, text) => take(oneOf(USES, text), (use) => put(a, { use })),
  model: (a, text) => take(text === "" ? null : text, (model) => put(a, { model })),
  credit: (a, text) => take(readCredits(text), (credits) => put(a, { credits })),
};
for (const [name, read] of TABLE_READERS) {
  READERS[name] = (a, text) => take(read(text, a), (part) => put(a, part));
}
const NAMES = new Map(Object.entries(READERS));
/** What every view has in common. */
const COMMON = ["mode", "size", "quality", "inputs", "batch", "seconds", "n", "credit"];

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return null;
  }
}

function fits(name: string, value: string): boolean {
  return value.length <= (TABLE_READERS.has(name) ? LONGEST_LIST : LONGEST_VALUE);
}

/** Keeps a field of a form, whose view judges what it says. */
function keep(fields: Record<string, string>, name: string, value: string): boolean {
  if (value.length > LONGEST_FIELD) return false;
  fields[name] = value;
  return true;
}

/** Reads `location.hash`. An empty hash is the default state. */
export function readAddress(hash: string): ReadAddress {
  const address = defaults();
  const notices: string[] = [];
  const text = hash.startsWith("#") ? hash.slice(1) : hash;
  if (text === "") return { address, notices };
  if (text.length > LONGEST) {
    return {
      address,
      notices: [t("The link is too long to be one of this page; the defaults are shown.")],
    };
  }
  const [head = "", ...rest] = text.split("?");
  const [version, place, ...further] = head.split("/");
  const view = place === undefined ? "compare" : oneOf(VIEWS, place);
  if (version !== VERSION || !view || further.length > 0) {
    const form = visible(head, 20);
    return {
      address,
      notices: [
        t("The link is of a form this page does not know (“{form}”); the defaults are shown.", { form }),
      ],
    };
  }
  address.view = view;
  const fields: Record<string, string> = {};
  const seen = new Set<string>();
  for (const pair of rest.join("?").split("&")) {
    if (pair === "") continue;
    const at = pair.indexOf("=");
    const name = at < 0 ? pair : pair.slice(0, at);
    const value = at < 0 ? "" : decode(pair.slice(at + 1));
    const common = view === "compare" || COMMON.includes(name);
    const read = common ? NAMES.get(name) : undefined;
    if (common ? !read : !FIELD_NAME.test(name)) {
      notices.push(unknownName(name));
    } else if (seen.has(name)) {
      notices.push(t("The link sets “{name}” twice; the first one is used.", { name }));
    } else if (
      value === null ||
      !(read ? fits(name, value) && read(address, value) : keep(fields, name, value))
    ) {
      notices.push(unusable(name, value ?? pair));
    }
    seen.add(name);
  }
  address.fields = fields;
  const unit = unitFor(address.unit, isVideo(address.job.mode));
  if (unit !== address.unit) notices.push(unusable("unit", address.unit));
  address.unit = unit;
  return { address, notices };
}

function unusable(name: string, value: string): string {
  const shown = visible(value, 40);
  return t("The link's “{name}” cannot be “{value}”; the default is used.", { name, value: shown });
}

/** The notice about a name that nothing on this page goes by. */
export function unknownName(name: string): string {
  const shown = visible(name, 30);
  return t("The link sets “{name}”, which this page does not know; it is left out.", { name: shown });
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
