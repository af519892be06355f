// The corpus of hostile inputs for the runners in JavaScript: its cases with their bytes, and what an answer has to
// hold. It knows neither the package nor the page; `tests/hostile.rs` is the same for the native engine.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Finding, Info, Job, PricedOffer, Row, UsageOptions, UsageReport } from "perpixel";

const ROOT = fileURLToPath(new URL(".", import.meta.url));
export const FOLDERS = ["accepted", "accepted-with-finding", "refused"] as const;
/** The day on which every case is asked about. */
export const AS_OF = "2026-06-01";
/** The columns of the exports that cases state. */
export const COLUMNS = ["model", "vendor", "license", "cheapest", "cheapestProvider"] as const;

export type Part =
  | string
  | { repeat: string; times: number; each?: never }
  | { each: string; times: number; repeat?: never };

export interface Expected {
  why: string;
  recipe?: Part[];
  /** How to load: `name` and `format` of a catalog, the options of a log. */
  load?: { name?: string; format?: string } & Omit<UsageOptions, "format">;
  job?: Job;
  code?: string;
  path?: string;
  counts?: number[];
  prices?: string[][];
  routed?: [string, string | null][];
  findings?: string[];
  csv?: string[];
  /** What the page shows of it: search for `find`, and these texts and no other links are there. */
  shown?: { find: string; texts: string[]; links: string[] };
  rows?: [rows: number, priced: number, unpriced: number];
  made?: string;
  total?: string | null;
  reasons?: string[];
  listed?: string[];
  hash?: string;
  written?: string;
  notices?: string[];
  formNotices?: string[];
}

export interface Case {
  /** `folder/kind/name`. */
  place: string;
  folder: (typeof FOLDERS)[number];
  /** What the bytes are made of: the file's, or the recipe's. */
  parts: Part[] | null;
  file: Uint8Array | null;
  expected: Expected;
}

/** Texts, and parts that are repeated, in which `#` may stand for the number of the turn. It stands alone, so that the page can run it. */
export function expand(recipe: Part[]): Uint8Array<ArrayBuffer> {
  const text = recipe.map((part) => {
    if (typeof part === "string") return part;
    if (part.each === undefined) return part.repeat.repeat(part.times);
    return Array.from({ length: part.times }, (_, turn) => part.each.replaceAll("#", String(turn))).join("");
  });
  return new TextEncoder().encode(text.join(""));
}

export function cases(kind: "catalogs" | "logs" | "addresses"): Case[] {
  return FOLDERS.flatMap((folder) => {
    const home = `${ROOT}${folder}/${kind}/`;
    const table = JSON.parse(readFileSync(`${home}EXPECTED.json`, "utf8")) as Record<string, Expected>;
    const stray = readdirSync(home).filter((name) => name !== "EXPECTED.json" && !Object.hasOwn(table, name));
    if (stray.length > 0) throw new Error(`${home} has no line for ${stray}`);
    return Object.entries(table).map(([name, expected]): Case => {
      const place = `${folder}/${kind}/${name}`;
      const parts = expected.recipe ?? (expected.hash === undefined ? null : [expected.hash]);
      const file = parts ? null : new Uint8Array(readFileSync(home + name));
      return { place, folder, parts, file, expected };
    });
  });
}

export const bytesOf = ({ parts, file }: Case) => file ?? expand(parts ?? []);

/** Cases that are known to fail, with why. */
export function open(): Map<string, string> {
  if (!existsSync(`${ROOT}OPEN`)) return new Map();
  const lines = readFileSync(`${ROOT}OPEN`, "utf8").split("\n").filter(Boolean);
  return new Map(lines.map((line) => [line.slice(0, line.indexOf(": ")), line]));
}

export const logCatalog = () => new Uint8Array(readFileSync(`${ROOT}log-catalog.json`));

/** `code /pointer *3` stands for three of them, `code /models/{1..3}/id` for three in a row. */
function findingsOf(list: string[] = []): string[] {
  return list.flatMap((text) => {
    const [, one, times] = /^(.*) \*(\d+)$/.exec(text) ?? [];
    if (one !== undefined) return Array<string>(Number(times)).fill(one);
    const [, head, first, last, tail] = /^(.*)\{(\d+)\.\.(\d+)\}(.*)$/.exec(text) ?? [];
    if (head === undefined) return [text];
    const count = Number(last) - Number(first) + 1;
    return Array.from({ length: count }, (_, turn) => `${head}${Number(first) + turn}${tail}`);
  });
}

function same(what: string, found: unknown, expected: unknown): string[] {
  const [one, other] = [JSON.stringify(found) ?? "nothing", JSON.stringify(expected) ?? "nothing"];
  return one === other ? [] : [`${what}: expected ${other.slice(0, 300)}, found ${one.slice(0, 300)}`];
}

export interface Refusal {
  code: string;
  path?: string | undefined;
}

/** What differs where a case was refused. */
export function refusalFaults({ expected }: Case, { code, path }: Refusal): string[] {
  if (expected.code === undefined) return [`it was refused with ${code}`];
  const wrong = expected.path === undefined ? [] : same("path", path, expected.path);
  return [...same("code", code, expected.code), ...wrong];
}

export interface Answer {
  info: Pick<Info, "models" | "offers" | "priced" | "unpriced">;
  findings: Pick<Finding, "code" | "path" | "message">[];
  /** The rows that the case states prices or routes of. */
  rows: Pick<Row, "model" | "offers" | "routed">[];
  csv?: string;
}

/** An offer as cases write it: `fal 0.05`, `fal 0.01..0.03`, or `fal ?no_price`. */
function told({ provider, price, low, high, code }: PricedOffer): string {
  if (price !== null) return `${provider} ${price}`;
  return low && high ? `${provider} ${low}..${high}` : `${provider} ?${code ?? "none"}`;
}

/** What turns or hides in a sentence of the engine's, which quotes names and values of strangers. */
const HIDDEN = /[\p{Cc}\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/u;

/** The ids of the models that a case states prices or routes of. */
export function statedIds({ expected: { prices = [], routed = [] } }: Case): string[] {
  return [...new Set([...prices, ...routed].map(([id]) => id ?? ""))];
}

/** What differs where a catalog was read. */
export function catalogFaults({ expected }: Case, { info, findings, rows, csv }: Answer): string[] {
  if (expected.code !== undefined) return ["it was not refused"];
  const { models, offers, priced, unpriced } = info;
  const faults = [
    ...same(
      "findings",
      findings.map(({ code, path }) => `${code} ${path}`.trimEnd()),
      findingsOf(expected.findings),
    ),
    ...same("counts", [models, offers, priced, unpriced], expected.counts),
  ];
  const reasons = rows.flatMap((one) => one.offers.map(({ reason }) => reason ?? ""));
  const unfit = [...findings.map(({ message }) => message), ...reasons].filter((text) => HIDDEN.test(text));
  faults.push(...unfit.map((text) => `a sentence holds what it hides: ${JSON.stringify(text)}`));
  const row = (id: string | undefined) => rows.find(({ model }) => model.id === id);
  for (const stated of expected.prices ?? []) {
    faults.push(...same("prices", [stated[0], ...(row(stated[0])?.offers.map(told) ?? ["?"])], stated));
  }
  for (const stated of expected.routed ?? []) {
    const { provider, billed } = row(stated[0])?.routed ?? { billed: "?" };
    faults.push(...same("routed", [stated[0], billed === null ? null : `${provider} ${billed}`], stated));
  }
  if (expected.csv) {
    const lines = csv?.slice(csv.indexOf("\r\n") + 2);
    faults.push(...same("csv", lines, expected.csv.map((line) => `${line}\r\n`).join("")));
  }
  return faults;
}

/** What differs where a log was read. */
export function logFaults({ expected }: Case, report: UsageReport): string[] {
  if (expected.code !== undefined) return ["it was not refused"];
  const { rows, priced, unpriced, made, total, reasons, listed } = report;
  return [
    ...same("rows", [rows, priced, unpriced], expected.rows),
    ...same("made", made, expected.made),
    ...same("total", total, expected.total),
    ...same(
      "reasons",
      reasons.map((reason) => `${reason.code} ${reason.rows}`),
      expected.reasons ?? [],
    ),
    ...(expected.listed
      ? same(
          "listed",
          listed.map(({ row, code }) => `${row} ${code}`),
          expected.listed,
        )
      : []),
  ];
}

/** The faults of the cases that are not known to fail; the others are printed. */
export function report(faults: Map<string, string[]>): string[] {
  const known = open();
  for (const [place, line] of known) {
    const now = faults.get(place);
    if (now) process.stdout.write(`open: ${line} (${now[0] ?? "it holds now: take it out of OPEN"})\n`);
  }
  return [...faults].flatMap(([place, list]) =>
    known.has(place) ? [] : list.map((fault) => `${place}: ${fault}`),
  );
}
