// The corpus of hostile inputs in Node: each is refused with its code, or gives exactly the counts, prices and findings
// that are stated of it; after each one the same instance of the module reads a sound catalog and gives its figures.
// The addresses are those of the page, whose reader needs no browser.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Catalog, UsageOptions } from "perpixel";
import { expect, inject, test } from "vitest";
import { writeAddress } from "../../www/src/address.ts";
import { readAddress } from "../../www/src/read-address.ts";
import {
  AS_OF,
  bytesOf,
  type Case,
  COLUMNS,
  cases,
  catalogFaults,
  logCatalog,
  logFaults,
  refusalFaults,
  report,
  statedIds,
} from "../hostile/cases.ts";
import { figures } from "./support.ts";

const folder = join(inject("installed"), "node-esm");
const { load, isPerpixelError } = (await import(
  join(folder, "node_modules/perpixel/inline.js")
)) as typeof import("perpixel");
/** Bytes of a log that are pushed at a time: no line ends where they do. */
const PIECE = 997;
const sound = new Uint8Array(await readFile(join(folder, "catalog.json")));

/** Judges an answer or a refusal. All else that is thrown, and a module that has stopped, fails the run. */
async function judged(one: Case, ask: () => Promise<string[]>): Promise<string[]> {
  try {
    return await ask();
  } catch (error) {
    if (!isPerpixelError(error) || error.code === "internal") throw error;
    return refusalFaults(one, error);
  }
}

async function using<T>(catalog: Catalog, work: (catalog: Catalog) => T): Promise<T> {
  try {
    return work(catalog);
  } finally {
    catalog.free();
  }
}

async function soundFigures(): Promise<void> {
  const billed = await using(await load(sound), (catalog) => {
    const { models, offers } = catalog.info();
    const { provider, upstream, billed } = catalog.route({ model: "grok-imagine-quality" });
    return { models, offers, cheapest: upstream, routed: provider, billed };
  });
  expect(billed).toEqual(figures);
}

function catalogAnswer(one: Case, catalog: Catalog): string[] {
  const query = { includeRetired: true, models: statedIds(one) };
  const { rows } = catalog.compare(one.expected.job, query);
  const all = { includeRetired: true };
  const csv = one.expected.csv && catalog.export("csv", undefined, all, { columns: [...COLUMNS] });
  const answer = { info: catalog.info(), findings: catalog.findings(), rows };
  return catalogFaults(one, csv ? { ...answer, csv } : answer);
}

test("every catalog is refused with its code or keeps every figure, and the instance goes on", async () => {
  const faults = new Map<string, string[]>();
  for (const one of cases("catalogs")) {
    const { name = "case.json", format } = one.expected.load ?? {};
    const source = { name, data: bytesOf(one), ...(format === undefined ? {} : { format }) };
    const found = await judged(one, async () =>
      using(await load(source as Parameters<typeof load>[0], { asOf: AS_OF }), (catalog) =>
        catalogAnswer(one, catalog),
      ),
    );
    faults.set(one.place, found);
    await soundFigures();
  }
  expect(report(faults)).toEqual([]);
});

test("every log is refused with its code or priced row by row, in one piece and in many", async () => {
  const catalog = await load(logCatalog(), { asOf: AS_OF });
  const faults = new Map<string, string[]>();
  for (const one of cases("logs")) {
    const bytes = bytesOf(one);
    const options = one.expected.load as UsageOptions | undefined;
    const whole = await judged(one, async () => logFaults(one, catalog.usage(bytes, options)));
    const pieces = await judged(one, async () => {
      const meter = catalog.meter(options);
      try {
        for (let at = 0; at < bytes.length; at += PIECE) meter.push(bytes.subarray(at, at + PIECE));
        return logFaults(one, meter.finish());
      } finally {
        meter.free();
      }
    });
    faults.set(one.place, [...whole, ...pieces.map((fault) => `in pieces: ${fault}`)]);
  }
  expect(report(faults)).toEqual([]);
  await soundFigures();
  catalog.free();
});

test("every address is read or falls back with its notices", () => {
  const faults = new Map<string, string[]>();
  for (const one of cases("addresses")) {
    const { written = "", notices: expected = [] } = one.expected;
    const { address, notices } = readAddress(new TextDecoder().decode(bytesOf(one)));
    const again = writeAddress(address);
    const list = again === written ? [] : [`expected ${written}, written ${again}`];
    const told =
      notices.length === expected.length &&
      notices.every((notice, at) => notice.includes(expected[at] ?? "\0"));
    faults.set(
      one.place,
      told ? list : [...list, `expected ${JSON.stringify(expected)}, found ${JSON.stringify(notices)}`],
    );
  }
  expect(report(faults)).toEqual([]);
});
