// The page's address: whatever stands behind `#` is read without a throw, and what was read, written and read again is
// the same state without a notice. Texts are put together from the names and values that the page knows, from values of
// every wrong kind, and from pieces that mean something in an address.

import { type Address, switchMode, VIEWS, writeAddress } from "../../www/src/address.ts";
import { judged } from "../../www/src/fields.ts";
import { MODES } from "../../www/src/job.ts";
import { readAddress } from "../../www/src/read-address.ts";
import type { Chance } from "./chance.ts";

/** Beyond it the page refuses a link as a whole. */
const LONGEST = 8000;

const NAMES = [
  ...[
    "mode",
    "size",
    "quality",
    "inputs",
    "batch",
    "seconds",
    "n",
    "budget",
    "elo",
    "within",
    "use",
    "model",
  ],
  ...["credit", "text", "weights", "license", "vendor", "provider", "billing", "tier", "latency", "price"],
  ...["elo-range", "unit", "currency", "cols", "sort", "dir", "pick", "at"],
];
const VALUES = [
  ...[
    "t2i",
    "edit",
    "t2v",
    "i2v",
    "1024x1024",
    "16384x1",
    "16385x1",
    "0x0",
    "4K",
    "720p",
    "basic",
    "high",
    "1",
    "0",
  ],
  ...[
    "64",
    "65",
    "600",
    "20000",
    "1000000000",
    "1000000001",
    "00",
    "-1",
    "1e3",
    "50",
    "0.01",
    "0.001",
    "fast",
    "30",
  ],
  ...[
    "open",
    "open-nc",
    "open-nc,",
    "open,open",
    "apache-2.0",
    "any",
    "flat,credits",
    "credits-page:0.01",
    "a:0,b:1",
  ],
  ...[
    "a%3Ab:0.2",
    "..0.04",
    "0.05..0.01",
    "1200..",
    "1..2..3",
    "each",
    "clip",
    "megapixel",
    "EUR:0.92",
    "USD:1",
  ],
  ...[
    "elo,cheapest",
    "none",
    "elo,elo",
    "price",
    "desc",
    "flux,%2C,x",
    "a,a",
    "2026-05-24",
    "2026-02-30",
    "%",
    "%zz",
  ],
  ...[
    "%E2%80%AE",
    "%00",
    "__proto__",
    "constructor",
    "+",
    "%2B",
    "%26",
    "=",
    "%F0%9F%98%80",
    "%ED%A0%80",
    "",
  ],
];
const PIECES = [
  "#",
  "v1",
  "v2",
  "/",
  "?",
  "&",
  "=",
  "%",
  "+",
  ",",
  ":",
  "..",
  "compare",
  "route",
  "estimate",
  "\u202e",
  "é",
];

const FIELDS = ["__proto__", "constructor", "toString", "lines-1", "policy", "count", "x", "é"];
const HEADS = ["", ...VIEWS.map((view) => `/${view}`), "/x"];

function value(chance: Chance): string {
  const kind = chance.below(24);
  if (kind < 14) return chance.of(VALUES);
  if (kind < 17) return encodeURIComponent(chance.characters(12));
  if (kind < 20) return chance.characters(12);
  if (kind < 23) return String(chance.below(2_000_000_000));
  return chance.of(["a", "b", "%", "é", ","]).repeat(chance.below(chance.below(8) === 0 ? 4100 : 250));
}

function built(chance: Chance): string {
  const pairs: string[] = [];
  for (let count = chance.below(7); count > 0; count -= 1) {
    pairs.push(`${chance.of(chance.below(8) === 0 ? FIELDS : NAMES)}=${value(chance)}`);
  }
  return `#v1${chance.of(HEADS)}?${pairs.join("&")}`;
}

/** As a browser hands it over: what is no ASCII is escaped. */
function fromBar(text: string): string {
  return new URL(`https://page.example/#${text.replace(/^#/, "")}`).hash;
}

export interface Input {
  text: string;
  mode: (typeof MODES)[number] | null;
}

export const runs = 2_000_000;

export function input(chance: Chance): Input {
  let text = chance.below(16) === 0 ? chance.characters(40) : built(chance);
  while (chance.below(2) === 0) text = chance.mangled(text, PIECES);
  if (chance.below(2) === 0) text = fromBar(text);
  return { text, mode: chance.of([null, ...MODES]) };
}

function same(one: Address, other: Address): boolean {
  // Keys and values as they stand, whatever the order of keys.
  const ordered = (_: string, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part;
  return JSON.stringify(one, ordered) === JSON.stringify(other, ordered);
}

/** What is wrong with the text, if anything. */
export function fault({ text, mode }: Input): string | null {
  const { address, notices } = readAddress(text);
  if (Object.getPrototypeOf(address.fields) !== Object.prototype) return "the fields have another prototype";
  const { good, unknown, unusable } = judged(
    address.fields,
    { policy: "", count: "1" },
    { count: (text) => text !== "0" },
  );
  if (Object.keys(good).length + unknown.length + unusable.length !== Object.keys(address.fields).length) {
    return "a field is lost";
  }
  if (notices.some((notice) => /\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u.test(notice)))
    return "a notice hides text";
  for (const state of [address, { ...address, ...switchMode(address, mode) }]) {
    const written = writeAddress(state);
    // A text that was never in an address bar may grow by its escapes.
    if (written.length > LONGEST) continue;
    const again = readAddress(written);
    if (again.notices.length > 0)
      return `what is written is not understood: ${again.notices[0]} (${written})`;
    if (!same(again.address, state)) return `what is written reads otherwise: ${written}`;
    if (writeAddress(again.address) !== written) return `it is written otherwise: ${written}`;
  }
  return null;
}
