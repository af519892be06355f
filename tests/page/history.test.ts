// The price history: what is read from a list of changes and what is refused, which lines a model has, and the
// chart in the browser against the data it is drawn from.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { day, price } from "../../www/src/format.ts";
import { fetchJournal } from "../../www/src/history/fetch.ts";
import { NoHistory, readJournal } from "../../www/src/history/journal.ts";
import { linesOf, stretches } from "../../www/src/history/lines.ts";
import {
  launch,
  openLive,
  type Replacement,
  rowOf,
  type Site,
  serve,
  shippedFiles,
  today,
} from "./support.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const FIXTURE = readFileSync(here("fixtures/changes.json"), "utf8");
const SHIPPED = readFileSync(here("../../www/catalogs/changes.json"), "utf8");

type Change = Record<string, unknown>;
const change = (more: Change = {}): Change => ({
  kind: "appeared",
  model: "m",
  provider: "p",
  before: null,
  after: "0.03",
  per: "image",
  ...more,
});
const entry = (changes: unknown, more: Change = {}) => ({
  date: "2026-05-24",
  source: "one",
  changes,
  ...more,
});
const journal = (...snapshots: unknown[]) => JSON.stringify({ format: "perpixel/changes@1", snapshots });

function refusal(text: string): NoHistory {
  try {
    readJournal(text);
  } catch (error) {
    if (error instanceof NoHistory) return error;
    throw error;
  }
  throw new Error("it was read");
}

describe("the steps of a list of changes", () => {
  const lines = linesOf(readJournal(FIXTURE), ["flux-2-pro"], "image");
  const named = (name: string) => lines.find((line) => line.name === name)?.track;

  test("are one line an offer and source, at the reference job", () => {
    expect(lines.map(({ name }) => name)).toEqual(["bfl · market", "bfl · vendor", "fal", "replicate"]);
    expect(named("fal")?.steps.map(({ date, after, percent }) => [date, after, percent])).toEqual([
      ["2026-03-01", "0.03", null],
      ["2026-04-01", "0.045", "50"],
      ["2026-05-01", "0.02", "-55.6"],
    ]);
    expect(named("bfl · vendor")?.steps).toMatchObject([{ after: "0.0312", unsure: true }]);
  });

  test("run on until today, and have a gap where there is no price", () => {
    const track = named("replicate");
    expect(track && stretches(track, "2026-07-01")).toEqual([
      [
        { date: "2026-03-01", price: "0.04" },
        { date: "2026-05-01", price: "0.04" },
      ],
      [
        { date: "2026-06-01", price: "0.05" },
        { date: "2026-07-01", price: "0.05" },
      ],
    ]);
  });

  test("never run back to a day before the last step", () => {
    const track = named("bfl · market");
    expect(track && stretches(track, "2020-01-01").at(-1)?.at(-1)?.date).toBe("2026-03-01");
  });

  test("are found by any id of the model", () => {
    expect(linesOf(readJournal(FIXTURE), ["merged", "flux-2-pro", "flux-2-pro"], "image")).toHaveLength(4);
    expect(linesOf(readJournal(FIXTURE), ["unheard-of", "__proto__"], "image")).toEqual([]);
  });

  test("of another job are shown where a provider has no other, and the line says which", () => {
    const text = journal(entry([change({ job: "resolution 4K" }), change({ provider: "q" })]));
    expect(linesOf(readJournal(text), ["m"], "image").map(({ name }) => name)).toEqual([
      "p · resolution 4K",
      "q",
    ]);
  });

  test("never mix prices per image and per second", () => {
    const text = journal(
      entry([change(), change({ provider: "q", per: "second" })]),
      entry([change({ kind: "rose", before: "0.03", after: "0.9", per: "second" })], { date: "2026-06-01" }),
    );
    const read = readJournal(text);
    const images = linesOf(read, ["m"], "image");
    expect(images.map(({ track }) => track.steps.map(({ after }) => after))).toEqual([["0.03", null]]);
    expect(linesOf(read, ["m"], "second").map(({ name }) => name)).toEqual(["p", "q"]);
  });

  test("offers that nothing tells apart each go on from their own price", () => {
    const text = journal(
      entry([change({ after: "0.03" }), change({ after: "0.07" })]),
      entry(
        [
          change({ kind: "rose", before: "0.07", after: "0.08" }),
          change({ kind: "fell", before: "0.03", after: "0.02" }),
        ],
        { date: "2026-06-01" },
      ),
    );
    const lines = linesOf(readJournal(text), ["m"], "image");
    expect(lines.map(({ name, track }) => [name, ...track.steps.map(({ after }) => after)])).toEqual([
      ["p", "0.03", "0.02"],
      ["p (2)", "0.07", "0.08"],
    ]);
  });

  test("what appeared where something vanished goes on with its line", () => {
    const swap = [change({ after: "0.05" }), change({ kind: "vanished", before: "0.03", after: null })];
    const text = journal(entry([change()]), entry(swap, { date: "2026-06-01" }));
    const [line, ...others] = linesOf(readJournal(text), ["m"], "image");
    expect(others).toEqual([]);
    expect(line?.track.steps.map(({ after }) => after)).toEqual(["0.03", null, "0.05"]);
  });
});

describe("what is no list of changes is refused, with the place", () => {
  test.each([
    ["a page of HTML", "<!doctype html><title>Not here</title>", "no JSON"],
    ["nothing", "", "no JSON"],
    ["another version", '{"format":"perpixel/changes@2","snapshots":[]}', "format"],
    ["a catalog", '{"format":"perpixel/rate-card@1","models":[]}', "format"],
    ["a list", "[]", "/"],
    ["null", "null", "/"],
    ["no snapshots", '{"format":"perpixel/changes@1"}', "/snapshots"],
    ["snapshots that are a text", '{"format":"perpixel/changes@1","snapshots":"x"}', "/snapshots"],
    ["a day that is none", journal(entry([], { date: "2026-02-30" })), "/snapshots/0/date"],
    ["a day with a time", journal(entry([], { date: "2026-02-20T00:00:00Z" })), "/snapshots/0/date"],
    ["days that go back", journal(entry([]), entry([], { date: "2026-01-01" })), "/snapshots/1/date"],
    ["a source without end", journal(entry([], { source: "x".repeat(65) })), "/snapshots/0/source"],
    ["changes that are an object", journal(entry({})), "/snapshots/0/changes"],
    ["a number for a price", journal(entry([change({ after: 0.03 })])), "/snapshots/0/changes/0/after"],
    ["NaN", journal(entry([change({ after: "NaN" })])), "/snapshots/0/changes/0/after"],
    ["1e400", journal(entry([change({ after: "1e400" })])), "/snapshots/0/changes/0/after"],
    ["a negative price", journal(entry([change({ after: "-1" })])), "/snapshots/0/changes/0/after"],
    ["an empty price", journal(entry([change({ after: "" })])), "/snapshots/0/changes/0/after"],
    ["a price left out", journal(entry([change({ after: undefined })])), "/snapshots/0/changes/0/after"],
    ["a kind that is none", journal(entry([change({ kind: "constructor" })])), "/snapshots/0/changes/0/kind"],
    ["a unit that is none", journal(entry([change({ per: "pixel" })])), "/snapshots/0/changes/0/per"],
    [
      "a percentage in words",
      journal(entry([change({ percent: "<b>9" })])),
      "/snapshots/0/changes/0/percent",
    ],
    ["no model", journal(entry([change({ model: undefined })])), "/snapshots/0/changes/0/model"],
    [
      "a name without end",
      journal(entry([change({ provider: "x".repeat(501) })])),
      "/snapshots/0/changes/0/provider",
    ],
    [
      "a vanished price that is there",
      journal(entry([change({ kind: "vanished" })])),
      "/snapshots/0/changes/0/after",
    ],
    ["a rise from nothing", journal(entry([change({ kind: "rose" })])), "/snapshots/0/changes/0"],
    [
      "too many alike",
      journal(entry(Array.from({ length: 101 }, () => change()))),
      "/snapshots/0/changes/100",
    ],
  ])("%s", (_, text, part) => {
    const { sentence, values } = refusal(text);
    expect(values.place ?? sentence).toContain(part);
  });

  test("a hundred thousand changes are read in no quadratic time", () => {
    const many = Array.from({ length: 100_000 }, (_, at) =>
      change({ model: `m${at % 5000}`, variant: `v${at}` }),
    );
    const text = journal(entry(many));
    const start = performance.now();
    const { tracks } = readJournal(text);
    expect(performance.now() - start).toBeLessThan(5000);
    expect(tracks.size).toBe(5000);
    expect(linesOf({ snapshots: 1, tracks }, ["m7"], "image")).toHaveLength(20);
  });
});

describe("fetching it", () => {
  const base = "https://example.com/some/sub/path/";
  const fetcher = (answers: Record<string, string | Response>) => {
    const asked: string[] = [];
    const get = (async (url: URL) => {
      const path = url.href.slice(base.length);
      asked.push(path);
      const answer = answers[path];
      if (answer === undefined) return new Response("not here", { status: 404 });
      return typeof answer === "string" ? new Response(answer) : answer;
    }) as unknown as typeof fetch;
    return { asked, get };
  };
  const list = (history?: unknown) => JSON.stringify({ catalogs: ["a.json"], history });

  test("asks for what the list names", async () => {
    const { asked, get } = fetcher({ "catalogs/index.json": list("h.json"), "catalogs/h.json": FIXTURE });
    expect((await fetchJournal(base, get))?.snapshots).toBe(5);
    expect(asked).toEqual(["catalogs/index.json", "catalogs/h.json"]);
  });

  test("an older list names none", async () => {
    const { get } = fetcher({ "catalogs/index.json": list() });
    expect(await fetchJournal(base, get)).toBeNull();
  });

  const endless = () =>
    new Response(
      new ReadableStream({
        pull(controller) {
          controller.enqueue(new Uint8Array(2 ** 20).fill(32));
        },
      }),
    );
  test.each([
    [
      "a name that leads elsewhere",
      { "catalogs/index.json": list("../../secret.json") },
      "no file beside it",
    ],
    [
      "a name that is an address",
      { "catalogs/index.json": list("https://evil.example/h.json") },
      "no file beside it",
    ],
    ["a name that is none", { "catalogs/index.json": list(7) }, "no file beside it"],
    ["a file that is missing", { "catalogs/index.json": list("h.json") }, "the server answers"],
    ["a server that is away", {}, "no answer"],
    [
      "a file without end",
      { "catalogs/index.json": list("h.json"), "catalogs/h.json": endless() },
      "larger than",
    ],
  ] as [string, Record<string, string | Response>, string][])("refuses %s", async (_, answers, words) => {
    await expect(fetchJournal(base, fetcher(answers).get)).rejects.toThrow(words);
  });
});

describe("the shipped history", () => {
  const { snapshots } = JSON.parse(SHIPPED) as {
    snapshots: { source: string; date: string; sha256: string; changes: { after: string | null }[] }[];
  };

  test("ends with the catalogs that are shipped, byte for byte: no price in it is without provenance", () => {
    const files = new Map(shippedFiles().map(({ name, bytes }) => [name, bytes]));
    const newest = new Map(snapshots.map((one) => [one.source, one]));
    expect(newest.size).toBeGreaterThanOrEqual(4);
    for (const [source, { sha256 }] of newest) {
      const bytes = files.get(`${source}.json`);
      expect(bytes && createHash("sha256").update(bytes).digest("hex"), source).toBe(sha256);
    }
  });

  test("is read, and is no catalog of the page", () => {
    expect(readJournal(SHIPPED).tracks.size).toBeGreaterThan(50);
    expect(shippedFiles().map(({ name }) => name)).not.toContain("changes.json");
  });
});

let site: Site;
let browser: Browser;
const WITH_HISTORY: [RegExp, Replacement] = [
  /index\.json$/,
  { body: '{"catalogs":["infr.json"],"history":"changes.json"}' },
];
const CHANGES = (body: string, more: Replacement = {}): [RegExp, Replacement] => [
  /changes\.json$/,
  { body, ...more },
];

beforeAll(async () => {
  [site, browser] = await Promise.all([serve(), launch()]);
});
beforeEach(() => site.replace([WITH_HISTORY, CHANGES(FIXTURE)]));
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

async function openHistory(page: Page): Promise<void> {
  await rowOf(page, "flux-2-pro").getByRole("button", { name: "flux-2-pro", exact: true }).click();
  await page.locator(".history > summary").click();
}

describe("in the browser", () => {
  test("nothing of it is fetched before it is opened", async () => {
    const asked: string[] = [];
    const { page, close } = await openLive(browser, site);
    page.on("request", (request) => asked.push(request.url().split("/").at(-1) ?? ""));
    await rowOf(page, "flux-2-pro").getByRole("button", { name: "flux-2-pro", exact: true }).click();
    await page.locator(".history > summary").waitFor();
    // The row's own code is fetched with it, and what any first act may need.
    expect(asked.filter((name) => !/^(?:row-detail|acts|rolldown-runtime)-/.test(name))).toEqual([]);
    await page.locator(".history > summary").click();
    await page.locator(".history .chart").waitFor();
    expect(asked).toContain("changes.json");
    expect(asked.some((name) => /^price-history-.*\.js$/.test(name))).toBe(true);
    await close();
  });

  test("the lines step where the data says", async () => {
    const { page, complaints, close } = await openLive(browser, site);
    await openHistory(page);
    await page.locator(".chart-stop").first().waitFor();
    const paths = await page
      .locator(".chart-line")
      .evaluateAll((all) => all.map((one) => one.getAttribute("d") ?? ""));
    // bfl twice, fal, and replicate with a gap.
    expect(paths).toHaveLength(5);
    const points = (path = "") =>
      [...path.matchAll(/(-?[\d.]+),(-?[\d.]+)/g)].map((found) => [Number(found[1]), Number(found[2])]);
    const fal = points(paths[2]);
    const [first, last] = [fal[0]?.[0] ?? 0, fal.at(-1)?.[0] ?? 0];
    const DAYS = (date: string) => Date.parse(date) / 86_400_000;
    const x = (date: string) =>
      first + ((DAYS(date) - DAYS("2026-03-01")) / (DAYS(today()) - DAYS("2026-03-01"))) * (last - first);
    // Steps: along to the day, then up or down on it.
    const near = (place: number | undefined, wanted: number) => expect(place).toBeCloseTo(wanted, 0);
    near(fal[1]?.[0], x("2026-04-01"));
    near(fal[2]?.[0], x("2026-04-01"));
    near(fal[3]?.[0], x("2026-05-01"));
    const heights = [...new Set(fal.map(([, y]) => y ?? 0))];
    expect(heights).toHaveLength(3);
    const [at30 = 0, at45 = 0, at20 = 0] = heights;
    expect((at30 - at45) / (at20 - at30)).toBeCloseTo(1.5, 1);
    // The gap of replicate, from 1 May to 1 June.
    near(points(paths[3]).at(-1)?.[0], x("2026-05-01"));
    near(points(paths[4])[0]?.[0], x("2026-06-01"));
    expect(complaints).toEqual([]);
    await close();
  });

  test("the arrow keys walk along every step, and each is read in full", async () => {
    const { page, close } = await openLive(browser, site);
    await openHistory(page);
    const stops = page.locator(".chart-stop");
    await stops.first().waitFor();
    expect(
      await stops.evaluateAll((all) => all.filter((one) => one.getAttribute("tabindex") === "0").length),
    ).toBe(1);
    await page.locator(".history > summary").focus();
    await page.keyboard.press("Tab");
    const read: string[] = [];
    for (let at = 0; at < (await stops.count()); at += 1) {
      read.push(await page.locator(".chart-readout").innerText());
      expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe(read.at(-1));
      await page.keyboard.press("ArrowRight");
    }
    expect(read).toEqual([
      "bfl · market: $0.03, first read on 1 March 2026",
      "bfl · vendor: ≈ $0.0312, first read on 10 April 2026",
      "fal: $0.03, first read on 1 March 2026",
      "fal: $0.045 from 1 April 2026, before $0.03 (+50 %)",
      "fal: $0.02 from 1 May 2026, before $0.045 (-55.6 %)",
      "replicate: $0.04, first read on 1 March 2026",
      "replicate: no price from 1 May 2026",
      "replicate: $0.05 again from 1 June 2026",
    ]);
    await page.keyboard.press("Home");
    expect(await page.locator(".chart-readout").innerText()).toContain("bfl · market");
    await page.keyboard.press("End");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Copy as SVG");
    await close();
  });

  test("pointing near a mark reads it", async () => {
    const { page, close } = await openLive(browser, site);
    await openHistory(page);
    const mark = page.locator(".chart-stop").nth(3);
    await mark.scrollIntoViewIfNeeded();
    const box = await mark.boundingBox();
    await page.mouse.move((box?.x ?? 0) + 9, (box?.y ?? 0) - 4);
    expect(await page.locator(".chart-readout").innerText()).toContain("$0.045 from 1 April 2026");
    await close();
  });

  test("the table lists what the file states", async () => {
    const { page, close } = await openLive(browser, site);
    await openHistory(page);
    await page.locator(".chart-data > summary").click();
    const rows = await page.locator(".chart-data tbody tr").allInnerTexts();
    expect(rows).toHaveLength(8);
    expect(rows.map((row) => row.split("\t"))).toContainEqual([
      day("2026-04-01"),
      "market",
      "fal",
      "reference job",
      "rose",
      price("0.03"),
      price("0.045"),
      "+50 %",
    ]);
    await close();
  });

  test("copied as SVG it stands alone, and as PNG it is a picture", async () => {
    const { page, complaints, close } = await openLive(browser, site, "", {
      permissions: ["clipboard-read", "clipboard-write"],
    });
    await openHistory(page);
    await page.getByRole("button", { name: "Copy as SVG" }).click();
    await page.getByText("Copied as SVG.").waitFor();
    const svg = await page.evaluate(() => navigator.clipboard.readText());
    // The page's own policy rightly lets nothing parse a text.
    const elsewhere = await browser.newPage();
    const parsed = await elsewhere.evaluate((text) => {
      const parsed = new DOMParser().parseFromString(text, "image/svg+xml");
      const attributes = [...parsed.querySelectorAll("*")].flatMap((one) =>
        [...one.attributes].map(({ name, value }) => `${name}=${value}`),
      );
      return {
        root: parsed.documentElement.nodeName,
        errors: parsed.querySelectorAll("parsererror").length,
        attributes,
      };
    }, svg);
    await elsewhere.close();
    expect(parsed).toMatchObject({ root: "svg", errors: 0 });
    const foreign = parsed.attributes.filter(
      (one) => !one.startsWith("xmlns=") && /var\(|url\(|https?:|href|^class|^style|^on|light-dark/.test(one),
    );
    expect(foreign).toEqual([]);
    expect(svg).toMatch(/stroke="rgb\(/);
    expect(svg).toContain("Price history of flux-2-pro");
    await page.getByRole("button", { name: "Copy as PNG" }).click();
    await page.getByText("Copied as PNG.").waitFor();
    const size = await page.evaluate(async () => {
      const [item] = await navigator.clipboard.read();
      const blob = await item?.getType("image/png");
      const bitmap = blob && (await createImageBitmap(blob));
      return [bitmap?.width ?? 0, bitmap?.height ?? 0];
    });
    expect(Math.min(...size)).toBeGreaterThan(400);
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save as PNG" }).click();
    expect((await download).suggestedFilename()).toBe("price-history-of-flux-2-pro.png");
    expect(complaints).toEqual([]);
    await close();
  });

  const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
  test.each([
    ["light", { colorScheme: "light" }],
    ["dark", { colorScheme: "dark" }],
    ["light at 320 px", { colorScheme: "light", viewport: { width: 320, height: 800 } }],
    ["dark at 320 px", { colorScheme: "dark", viewport: { width: 320, height: 800 } }],
  ] as [string, BrowserContextOptions][])(
    "%s: axe finds nothing and nothing overflows",
    async (_, options) => {
      const { page, close } = await openLive(browser, site, "", { ...options, bypassCSP: true });
      await openHistory(page);
      await page.locator(".chart-data > summary").click();
      await page.locator(".chart-stop").first().focus();
      const [scroll, client] = await page.evaluate(() => [
        document.documentElement.scrollWidth,
        document.documentElement.clientWidth,
      ]);
      expect(scroll).toBeLessThanOrEqual(client ?? 0);
      await page.addScriptTag({ path: AXE });
      const found = await page.evaluate(async () => {
        const { axe } = globalThis as unknown as {
          axe: { run(at: string): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
        };
        return (await axe.run(".history")).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
      });
      expect(found).toEqual([]);
      await close();
    },
  );

  test("names with scripts in them stay text", async () => {
    const evil = "<img src=x onerror=alert(1)>\u202e";
    const text = journal(entry([change({ model: "flux-2-pro", provider: evil, variant: evil })]));
    site.replace([WITH_HISTORY, CHANGES(text)]);
    const { page, complaints, close } = await openLive(browser, site);
    await openHistory(page);
    await page.locator(".chart-stop").first().focus();
    expect(await page.locator(".chart-readout").innerText()).toContain(
      "<img src=x onerror=alert(1)>⟨U+202E⟩",
    );
    expect(await page.locator(".history img").count()).toBe(0);
    expect(complaints).toEqual([]);
    await close();
  });

  const alone = async (list: [RegExp, Replacement][], sentence: string) => {
    site.replace(list);
    const { page, close } = await openLive(browser, site);
    await openHistory(page);
    await page.locator(".history").getByText(sentence).waitFor();
    expect(await page.locator(".history .chart-line").count()).toBe(0);
    expect(await page.locator(".history table").innerText()).toContain("24 May 2026");
    await close();
  };

  test.each([
    ["HTML with status 200", CHANGES("<!doctype html>", { type: "text/html" }), "is no JSON"],
    ["another version", CHANGES('{"format":"perpixel/changes@9","snapshots":[]}'), "is not of the format"],
    [
      "a price that is none",
      CHANGES(journal(entry([change({ model: "flux-2-pro", after: "NaN" })]))),
      "at /snapshots/0/changes/0/after",
    ],
    ["a missing file", CHANGES("", { status: 404 }), "the server answers 404"],
    ["a history without the model", CHANGES(journal(entry([change()]))), "does not list this model"],
  ] as [string, [RegExp, Replacement], string][])(
    "%s: said, and the loaded snapshot is shown",
    (_, changes, sentence) => alone([WITH_HISTORY, changes], sentence),
  );

  test("a list that names no history: said, and the loaded snapshot is shown", () =>
    alone([[/index\.json$/, { body: '{"catalogs":["infr.json"]}' }]], "No price history is published"));

  test("after a failure it can be tried again", async () => {
    site.replace([WITH_HISTORY, CHANGES("", { status: 503 })]);
    const { page, close } = await openLive(browser, site);
    await openHistory(page);
    await page.getByText("the server answers 503").waitFor();
    site.replace([WITH_HISTORY, CHANGES(FIXTURE)]);
    await page.locator(".history").getByRole("button", { name: "Try again" }).click();
    await page.locator(".chart-stop").first().waitFor();
    await close();
  });

  test("ten thousand steps are drawn as far as they can be read", async () => {
    const date = (at: number) => new Date(Date.UTC(2000, 0, 1 + at)).toISOString().slice(0, 10);
    const steps = Array.from({ length: 9_000 }, (_, at) => {
      const [before, after] = at % 2 ? ["0.03", "0.04"] : ["0.04", "0.03"];
      const kind = at % 2 ? "rose" : "fell";
      const one =
        at === 0 ? change({ model: "flux-2-pro" }) : change({ model: "flux-2-pro", kind, before, after });
      return entry([one], { date: date(at) });
    });
    site.replace([WITH_HISTORY, CHANGES(journal(...steps))]);
    const { page, complaints, close } = await openLive(browser, site);
    await openHistory(page);
    await page.locator(".chart-stop").first().waitFor();
    expect(await page.locator(".chart-stop").count()).toBeLessThanOrEqual(400);
    await page.getByText("Marks stand at the newest 400 steps.").waitFor();
    expect(await page.locator(".chart-data tbody tr").count()).toBeLessThanOrEqual(500);
    expect(complaints).toEqual([]);
    await close();
  });

  test("the shipped page has a line of every source, up to today", async () => {
    site.replace([]);
    const { page, complaints, close } = await openLive(browser, site);
    await openHistory(page);
    await page.locator(".chart-stop").first().waitFor();
    const names = await page.locator(".chart-name").allTextContents();
    for (const source of ["infr", "first-party", "image-api-guide"]) {
      expect(
        names.some((name) => name.includes(source)),
        source,
      ).toBe(true);
    }
    expect(complaints).toEqual([]);
    await close();
  });
});
