// The page's state as the part of the address after `#`: `#v1?mode=edit&n=20000`. Pure text in, state and
// notices out. Defaults are left out; a value that is unknown, too long or out of range falls back to its
// default with a notice for the reader, so that a mangled link never shows one thing and means another.

import type { Mode } from "perpixel";
import { type CreditPrices, readCredits, writeCredits } from "./credits.ts";
import {
  BILLINGS,
  type FilterChoice,
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
  SORTS,
  STANDARD_SIZE,
  TIERS,
  WEIGHTS,
} from "./job.ts";
import { visible } from "./names.ts";
import { MAX_VOLUME } from "./volume.ts";

export interface Address extends FilterChoice {
  job: JobChoice;
  volume: number;
  minElo: number | null;
  /** The model of the estimate; `null` takes the first answer. */
  model: string | null;
  credits: CreditPrices;
}

export interface ReadAddress {
  address: Address;
  notices: string[];
}

const VERSION = "v1";
const LONGEST = 2000;
const LONGEST_VALUE = 200;
export const DEFAULT_VOLUME = 10_000;
export const MAX_ELO = 4000;

export function defaults(): Address {
  return {
    job: { mode: null, size: STANDARD_SIZE, quality: null, inputs: null, batch: false, seconds: null },
    volume: DEFAULT_VOLUME,
    minElo: null,
    model: null,
    text: "",
    weights: "any",
    tier: "any",
    billing: "any",
    credits: {},
    sort: "price",
    descending: false,
  };
}

/** What changes with the mode. A model of images has no bill for clips, so the choice of one ends there. */
export function switchMode({ job }: Address, mode: Mode | null): Partial<Address> {
  const kept = isVideo(mode) === isVideo(job.mode);
  return kept ? { job: inMode(job, mode) } : { job: inMode(job, mode), model: null };
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
  elo: (a, text) => take(integer(text, 1, MAX_ELO), (minElo) => put(a, { minElo })),
  model: (a, text) => take(text === "" ? null : text, (model) => put(a, { model })),
  text: (a, text) => take(text, (words) => put(a, { text: words })),
  weights: (a, text) => take(oneOf(WEIGHTS, text), (weights) => put(a, { weights })),
  tier: (a, text) => take(oneOf(TIERS, text), (tier) => put(a, { tier })),
  billing: (a, text) => take(oneOf(BILLINGS, text), (billing) => put(a, { billing })),
  credit: (a, text) => take(readCredits(text), (credits) => put(a, { credits })),
  sort: (a, text) => take(oneOf(SORTS, text), (sort) => put(a, { sort })),
  dir: (a, text) => take(oneOf(["desc"], text), () => put(a, { descending: true })),
};
const NAMES = new Map(Object.entries(READERS));

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return null;
  }
}

/** Reads `location.hash`. An empty hash is the default state. */
export function readAddress(hash: string): ReadAddress {
  const address = defaults();
  const notices: string[] = [];
  const text = hash.startsWith("#") ? hash.slice(1) : hash;
  if (text === "") return { address, notices };
  if (text.length > LONGEST) {
    return { address, notices: ["The link is too long to be one of this page; the defaults are shown."] };
  }
  const [version, ...rest] = text.split("?");
  if (version !== VERSION) {
    const shown = visible(version, 20);
    return {
      address,
      notices: [`The link is of a form this page does not know (“${shown}”); the defaults are shown.`],
    };
  }
  const seen = new Set<string>();
  for (const pair of rest.join("?").split("&")) {
    if (pair === "") continue;
    const at = pair.indexOf("=");
    const name = at < 0 ? pair : pair.slice(0, at);
    const value = at < 0 ? "" : decode(pair.slice(at + 1));
    const read = NAMES.get(name);
    if (!read)
      notices.push(`The link sets “${visible(name, 30)}”, which this page does not know; it is left out.`);
    else if (seen.has(name)) notices.push(`The link sets “${name}” twice; the first one is used.`);
    else if (value === null || value.length > LONGEST_VALUE || !read(address, value)) {
      notices.push(`The link's “${name}” cannot be “${visible(value ?? pair, 40)}”; the default is used.`);
    }
    seen.add(name);
  }
  return { address, notices };
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
  if (address.minElo !== null) put("elo", address.minElo);
  if (address.model !== null) put("model", address.model);
  if (address.text !== "") put("text", address.text);
  if (address.weights !== "any") put("weights", address.weights);
  if (address.tier !== "any") put("tier", address.tier);
  if (address.billing !== "any") put("billing", address.billing);
  if (Object.keys(address.credits).length > 0) put("credit", writeCredits(address.credits));
  if (address.sort !== "price") put("sort", address.sort);
  if (address.descending) put("dir", "desc");
  return pairs.length === 0
    ? ""
    : `#${VERSION}?${pairs.map(([name, value]) => `${name}=${value}`).join("&")}`;
}
