// Every payload through every text of every catalog format, of logs and of the price book, in Node: the package reads or
// refuses each, and no export makes more of it than text. CSV cells start no formula, Markdown has no markup and no link, JSON
// gives back what went in, and nothing of a payload becomes part of an object's prototype.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Catalog, Column, UsageReport } from "perpixel";
import { expect, inject, test } from "vitest";
import { csvFaults, markdownFaults } from "../hostile/judges.ts";
import { PAYLOADS } from "../hostile/payloads.ts";
import { repository } from "./install.ts";

const { load, isPerpixelError } = (await import(
  join(inject("installed"), "node-esm/node_modules/perpixel/inline.js")
)) as typeof import("perpixel");

/** Every payload in every place, which takes half a minute; else every eighth, by turns. */
const LONG = process.env.PERPIXEL_LONG === "1";
const read = (path: string) => JSON.parse(readFileSync(join(repository, path), "utf8"));

/** A card with every text that a card can hold. */
const CARD = {
  format: "perpixel/rate-card@1",
  name: "card",
  date: "2026-06-01",
  about: "about",
  url: "https://example.com/",
  providers: [
    { name: "shop", note: "note", url: "https://example.com/p", creditUsd: "0.01", checked: "2026-06-01" },
  ],
  models: [
    {
      id: "model",
      name: "Model",
      vendor: "Vendor",
      license: "license",
      weights: "weights",
      replacement: "next",
      aliases: ["other"],
      modes: ["t2i", "edit"],
      offers: [
        {
          provider: "shop",
          url: "https://example.com/o",
          note: "note",
          variant: "variant",
          upstreamId: "upstream",
          billing: "flat",
          checked: "2026-06-01",
          standard: { quality: "medium" },
          charges: [{ unit: "image", label: "Image", usd: "0.05" }],
          modifiers: [{ when: { batch: true }, multiply: "0.5", label: "Batch" }],
          normalized: { beyond: "approximate", why: "why" },
        },
        { provider: "none", unpriced: "no price" },
      ],
    },
  ],
  aliases: [{ from: "alias", to: "model" }],
  selfHosting: [{ name: "machine", note: "note", usdPerHour: "1", imagesPerHour: "100" }],
  plans: [{ name: "plan", note: "note", model: "model" }],
};

/** A few rows of each format, so that a field is changed where there is one to be compared with. */
function few(document: unknown): unknown {
  if (Array.isArray(document)) return document.slice(0, 2).map(few);
  if (typeof document !== "object" || document === null) return document;
  return Object.fromEntries(
    Object.entries(document)
      .slice(0, 24)
      .map(([key, value]) => [key, few(value)]),
  );
}
const litellm = Object.fromEntries(
  Object.entries(read("tests/formats/litellm/rows.json"))
    .filter(([key]) => /flux|image|imagen/i.test(key))
    .slice(0, 2),
);

/** A document of each format, by the name of the file that it comes as. */
const DOCUMENTS: readonly [format: string, name: string, document: unknown][] = [
  ["rate card", "card.json", CARD],
  ["prices API", "infr.json", few(read("www/catalogs/infr.json"))],
  ["LiteLLM", "litellm.json", litellm],
  ["OpenRouter images", "openrouter.json", few(read("tests/formats/openrouter/image-endpoints.json"))],
  ["OpenRouter videos", "openrouter.json", few(read("tests/formats/openrouter/video-models.json"))],
  ["Vercel", "vercel.json", few(read("tests/formats/vercel/models.json"))],
  ["models.dev", "models-dev.json", few(read("tests/formats/models-dev/api.json"))],
  ["Portkey", "openai.json", few(read("tests/formats/portkey/openai.json"))],
  ["fal", "fal.json", few(read("tests/formats/fal/pricing.json"))],
];

type Path = (string | number)[];

/** Where a document has texts, and names that its author chooses. */
function texts(document: unknown, at: Path = []): { path: Path; key: boolean }[] {
  if (typeof document === "string") return [{ path: at, key: false }];
  if (typeof document !== "object" || document === null) return [];
  const within = Object.entries(document).flatMap(([key, value]) => {
    const path = [...at, Array.isArray(document) ? Number(key) : key];
    return [...(Array.isArray(document) ? [] : [{ path, key: true }]), ...texts(value, path)];
  });
  return within;
}

/** The document with a text, or a name, replaced. */
function changed(document: unknown, path: Path, key: boolean, text: string): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return text;
  if (Array.isArray(document))
    return document.map((one, at) => (at === first ? changed(one, rest, key, text) : one));
  const entries = Object.entries(document as object).map(([name, value]): [string, unknown] => {
    if (name !== first) return [name, value];
    return key && rest.length === 0 ? [text, value] : [name, changed(value, rest, key, text)];
  });
  return Object.fromEntries(entries);
}

const COLUMNS: Column[] = [
  "id",
  "model",
  "vendor",
  "license",
  "weights",
  "cheapest",
  "cheapestProvider",
  "routed",
  "routedProvider",
  "source",
  "checked",
  "url",
];

function exportFaults(catalog: Catalog): string[] {
  const all = { includeRetired: true };
  const display = { columns: COLUMNS };
  const rows = catalog.compare({}, all).rows;
  const table = JSON.parse(catalog.export("json", {}, all, display)) as { rows: Record<string, unknown>[] };
  const list = Array.isArray(table) ? table : table.rows;
  const ids = list.map(({ id }) => id);
  const same = JSON.stringify(ids) === JSON.stringify(rows.map(({ model }) => model.id));
  return [
    ...csvFaults(catalog.export("csv", {}, all, display)),
    ...markdownFaults(catalog.export("markdown", {}, all, display)),
    ...(same ? [] : [`JSON lists ${JSON.stringify(ids).slice(0, 200)}`]),
  ];
}

test("there are at least 100 payloads, no two alike", () => {
  expect(PAYLOADS.length).toBeGreaterThanOrEqual(100);
  expect(new Set(PAYLOADS.map(({ text }) => text)).size).toBe(PAYLOADS.length);
});

test("what judges the exports sees a formula, markup and a link", () => {
  expect(csvFaults("a,b\r\n=1,2\r\n")).toHaveLength(1);
  expect(csvFaults('a,b\r\n" @x",2\r\n')).toHaveLength(1);
  expect(csvFaults("a,b\r\n1,2,3\r\n")).toHaveLength(1);
  expect(csvFaults("a,b\r\n-1.5,'=2\r\n")).toEqual([]);
  const table = (cell: string) => `| a |\n| --- |\n| ${cell} |\n`;
  for (const cell of ["<b>", "[a](b)", "https://a", "a | b", "`a`", "www.a", "\\\\<b>"])
    expect(markdownFaults(table(cell)), cell).not.toEqual([]);
  expect(markdownFaults(table("\\<b\\> a\\|b https\\://a"))).toEqual([]);
});

test.each(DOCUMENTS)(
  "%s: every payload in every text is read or refused, and exports stay text",
  async (...given) => {
    const [, name, document] = given;
    const whole = await load({ name, data: JSON.stringify(document) }, { asOf: "2026-06-01" });
    expect(whole.info().models).toBeGreaterThan(0);
    whole.free();
    const places = texts(document);
    expect(places.length).toBeGreaterThan(5);
    let loaded = 0;
    const faults: string[] = [];
    let tried = 0;
    for (const [turn, { path, key }] of places.entries()) {
      // The quick form puts every payload somewhere, and some everywhere.
      const some = LONG ? PAYLOADS : PAYLOADS.filter((_, at) => (at + turn) % 8 === 0);
      for (const { text } of some) {
        tried += 1;
        const data = JSON.stringify(changed(document, path, key, text));
        try {
          const catalog = await load({ name, data }, { asOf: "2026-06-01" });
          loaded += 1;
          for (const fault of exportFaults(catalog))
            faults.push(`${path.join("/")} ${JSON.stringify(text).slice(0, 80)}: ${fault.slice(0, 200)}`);
          catalog.free();
        } catch (error) {
          if (!isPerpixelError(error) || error.code === "internal") throw error;
        }
      }
    }
    expect(faults.slice(0, 10)).toEqual([]);
    expect(loaded).toBeGreaterThan(tried / 2);
    expect(Reflect.get({}, "polluted")).toBeUndefined();
  },
  120_000,
);

test("logs: every payload as a column, a model, a provider and a date is told or passed over, never taken", async () => {
  const catalog = await load({ name: "card.json", data: JSON.stringify(CARD) }, { asOf: "2026-06-01" });
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const heads = ["model", "provider", "count", "date"];
  for (const { text } of PAYLOADS) {
    for (const at of heads.keys()) {
      const row = ["model", "shop", "1", "2026-06-01"];
      const sound = row.join(",");
      row[at] = quoted(text);
      const csv = `${heads.join(",")}\n${row.join(",")}\n${sound}\n`;
      const report: UsageReport = catalog.usage(csv, { format: "csv" });
      expect(report.rows, text).toBe(2);
      expect(report.priced, text).toBeGreaterThan(0);
      expect(JSON.parse(JSON.stringify(report))).toEqual(report);
    }
    // A line break within the name of a column is refused.
    if (!/[\r\n]/.test(text)) {
      const odd = [...heads, quoted(text)].join(",");
      const log = `${odd}\nmodel,shop,1,2026-06-01,${quoted(text)}\n`;
      expect(catalog.usage(log, { format: "csv" }).priced, text).toBe(1);
    }
    const line = JSON.stringify({ model: text, [text]: text, count: 1 });
    const lines = catalog.usage(`${line}\n${JSON.stringify({ model: "model", count: 1 })}\n`, {
      format: "json-lines",
    });
    expect(lines.rows, text).toBe(2);
  }
  catalog.free();
});

test("the price book: every payload as a name and a note is kept as text or refused", async () => {
  const data = JSON.stringify(CARD);
  for (const { text } of PAYLOADS) {
    for (const entry of [
      { provider: text, discount: "0.1", note: text },
      { provider: "shop", model: text, usd: "0.01", unit: "image" as const },
      { provider: "shop", model: "model", usd: "0.01", unit: "image" as const, note: text },
    ]) {
      try {
        const catalog = await load({ name: "card.json", data }, { asOf: "2026-06-01", priceBook: [entry] });
        expect(exportFaults(catalog), text).toEqual([]);
        catalog.free();
      } catch (error) {
        if (!isPerpixelError(error) || error.code === "internal") throw error;
      }
    }
  }
});
