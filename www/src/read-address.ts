// Reads the state of the page out of the part of the address after `#`, as `address.ts` writes it. Pure text in, state
// and notices out. A value that is unknown, too long or out of range falls back to its default with a notice for the
// reader, so that a mangled link never shows one thing and means another.

import { type Address, defaults, VERSION, VIEWS } from "./address.ts";
import { MAX_WITHIN_SECONDS, USES, type Within } from "./compare/pick.ts";
import { TABLE_READERS } from "./compare/read-table.ts";
import { unitFor } from "./compare/units.ts";
import { isVideo, MAX_EDGE_PX, MODES, QUALITIES, RESOLUTIONS, type Size } from "./job.ts";
import { t } from "./language.ts";
import { visible } from "./names.ts";
import { readCredits } from "./read-credits.ts";
import { isPlainBudget, MAX_VOLUME } from "./volume.ts";

export interface ReadAddress {
  address: Address;
  notices: string[];
}

const LONGEST = 8000;
const LONGEST_VALUE = 200;
/** Of the table's lists. */
const LONGEST_LIST = 2000;
/** A list of lines may stand in one field. */
const LONGEST_FIELD = 4000;
const FIELD_NAME = /^[a-z][A-Za-z0-9-]{0,30}$/;
const MAX_ELO = 4000;
const MAX_INPUTS = 64;
const MAX_SECONDS = 600;

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
  // Half a surrogate pair is no text, and could not be written into an address again.
  const text = (hash.startsWith("#") ? hash.slice(1) : hash).replace(/\p{Surrogate}/gu, "\ufffd");
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
