// The four charts of the page against the engine's own answers: which points, flips and totals they are drawn from,
// what the drawings make of them, and how they are walked along in the browser.

import { type Catalog, load, type Row, type Usd } from "perpixel/inline";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { notesOf as costNotesOf, countsFor } from "../../www/src/charts/cost-volume.tsx";
import { drawing as costDrawing } from "../../www/src/charts/cost-volume-drawing.tsx";
import { offerNames } from "../../www/src/charts/offer-names.ts";
import { drawing as eloDrawing, isPlaced, type Placed } from "../../www/src/charts/price-elo-drawing.tsx";
import { barsOf } from "../../www/src/charts/provider-prices.tsx";
import { numberAxis, spaced } from "../../www/src/charts/scales.ts";
import { notesOf } from "../../www/src/charts/size-sweep.tsx";
import { type ChartPoints, EDGES, type SizeSweep } from "../../www/src/engine/chart-points.ts";
import { Host } from "../../www/src/engine/host.ts";
import type { CostCurve } from "../../www/src/engine/protocol.ts";
import { price, usd } from "../../www/src/format.ts";
import {
  axe,
  CATALOG_TEXT,
  launch,
  ONE_CATALOG,
  oneCatalog,
  openLive,
  openView,
  overflow,
  rowOf,
  type Site,
  serve,
  shipped,
  today,
} from "./support.ts";

let api: Catalog;
let host: Host;
const IMAGES = { modes: ["t2i" as const, "edit" as const] };

beforeAll(async () => {
  api = await oneCatalog();
  host = new Host({ load });
  const bytes = new TextEncoder().encode(CATALOG_TEXT);
  await host.load({ files: [{ name: "infr.json", bytes }], asOf: today() });
});

async function pointsOf(query = {}): Promise<ChartPoints> {
  return (await host.answer({
    verb: "chartPoints",
    request: { job: {}, query: { ...IMAGES, ...query } },
  })) as ChartPoints;
}

async function sweepOf(model: string, query = {}): Promise<SizeSweep> {
  const request = { model, job: {}, query };
  return (await host.answer({ verb: "sizeSweep", request })) as SizeSweep;
}

describe("price against score", () => {
  test("has a point for each row that the filters leave, with the engine's price and frontier", async () => {
    for (const query of [{}, { minElo: 1200 }, { providers: ["fal"] }, { text: "flux" }]) {
      const { points } = await pointsOf(query);
      const { rows } = api.compare({}, { ...IMAGES, ...query });
      expect(points.length).toBe(rows.length);
      rows.forEach(({ model, offers, cheapest, pareto }, at) => {
        const offer = cheapest === null ? null : offers[cheapest];
        expect(points[at]).toMatchObject({ id: model.id, elo: model.elo, pareto });
        expect(points[at]?.price ?? null).toBe(offer?.price ?? null);
        expect(points[at]?.provider ?? null).toBe(offer?.provider ?? null);
      });
    }
  });

  test("draws the frontier larger than the others, and nothing up and to the left of it", async () => {
    const { points } = await pointsOf();
    const placed = points.filter(isPlaced);
    for (const width of [300, 640, 1200]) {
      const chosen: string[] = [];
      const { marks } = eloDrawing(placed, (id) => chosen.push(id), width);
      expect(marks).toHaveLength(placed.length);
      const frontier = marks.filter(({ series }) => series === 0);
      expect(frontier).toHaveLength(points.filter(({ pareto }) => pareto).length);
      for (const top of frontier) {
        const better = marks.filter(({ x, y }) => x <= top.x && y < top.y - 0.01);
        expect(better).toEqual([]);
      }
      expect(Math.min(...frontier.map(({ size }) => size ?? 0))).toBeGreaterThan(
        Math.max(...marks.filter(({ series }) => series !== 0).map(({ size }) => size ?? 0)),
      );
      frontier[0]?.choose?.();
      expect(placed.filter(({ pareto }) => pareto).map(({ id }) => id)).toContain(chosen[0]);
    }
  });

  test("a free model has a place of its own, left of all that cost something", () => {
    const point = (id: string, text: string, elo: number): Placed => ({
      ...{ id, name: id, elo, price: text as Usd, pareto: true },
      ...{ provider: "p", status: "exact", per: "image" },
    });
    const { marks } = eloDrawing([point("paid", "0.01", 1200), point("free", "0", 1100)], () => {}, 640);
    expect(marks.map(({ label }) => label.split(":")[0])).toEqual(["free", "paid"]);
    expect(Number.isFinite(marks[0]?.x)).toBe(true);
    expect(marks[0]?.x ?? 0).toBeLessThan(marks[1]?.x ?? 0);
  });

  test("many models on the frontier have names that keep apart", () => {
    const points = Array.from(
      { length: 40 },
      (_, at): Placed => ({
        ...{ id: `m${at}`, name: `a model of number ${at}`, elo: 1000 + at, pareto: true },
        ...{ price: `0.${String(at + 10)}` as Usd, provider: "p", status: "exact", per: "image" },
      }),
    );
    const { marks, height } = eloDrawing(points, () => {}, 900);
    expect(Math.min(...marks.map(({ y }) => y))).toBeGreaterThan(30);
    expect(height).toBeLessThan(900);
  });
});

describe("price by size", () => {
  test("has the engine's prices and flips", async () => {
    const sizes = EDGES.map((edge) => ({ width: edge, height: edge }));
    let flips = 0;
    for (const { model } of api.compare({}, IMAGES).rows) {
      const sweep = await sweepOf(model.id);
      const own = api.sweep({ model: model.id, sizes });
      expect(sweep.flips).toEqual(
        own.flips.map(({ to, before, after }) => ({ at: to, before: before[1], after: after[1] })),
      );
      expect(sweep.hints).toHaveLength(own.hints.length);
      own.points.forEach(({ offers }, at) => {
        expect(sweep.offers.map(({ prices }) => prices[at]?.price)).toEqual(offers.map(({ price }) => price));
      });
      flips += sweep.flips.length;
    }
    expect(flips).toBeGreaterThan(0);
  });

  test("follows the filters that concern offers, and no filter of models takes a size away", async () => {
    const sweep = await sweepOf("flux-2-pro", { providers: ["fal"], maxPrice: "0.001", sort: "price" });
    expect(sweep.offers.map(({ provider }) => provider)).toEqual(["fal"]);
    expect(sweep.offers[0]?.prices.filter((one) => one?.price).length).toBeGreaterThan(5);
  });

  const offer = (provider: string, ...prices: (string | null)[]): SizeSweep["offers"][number] => ({
    ...{ provider, variant: null, source: null },
    prices: prices.map((price) => ({
      status: price === null ? "unknown" : "exact",
      price: price as Usd | null,
    })),
  });
  const swept = (one: string | null, other: string | null): SizeSweep => ({
    job: { width: 1024, height: 1024 } as SizeSweep["job"],
    per: "image",
    sizes: [512, 1536].map((edge) => ({ width: edge, height: edge })),
    offers: [offer("bfl", "0.01", one), offer("fal", "0.02", other)],
    flips: [{ at: 1, before: "bfl", after: "fal" }],
    hints: [{ at: 0, instead: 1, provider: "fal", saves: "0.001" as Usd, percent: "12.5" }],
  });

  test.each([
    ["0.09", "0.05", "1: from 1536×1536 on, fal at $0.05 is cheaper than bfl at $0.09."],
    ["0.05", "0.05", "1: from 1536×1536 on, fal at $0.05 costs as little as bfl."],
    [null, "0.05", "1: from 1536×1536 on, fal is the cheapest at $0.05; bfl has no price there."],
  ])("says a flip in words: %s, %s", (one, other, words) => {
    const notes = notesOf(swept(one, other));
    expect(notes[0]).toBe(words);
    expect(notes[1]).toBe("At fal, 1536×1536 costs 12.5 % less than 512×512 ($0.001 saved an image).");
  });
});

describe("price by provider", () => {
  test("has a bar for every offer with a figure, cheapest first", () => {
    for (const row of api.compare({}, IMAGES).rows) {
      const bars = barsOf(row);
      const figures = row.offers.filter(({ price, low, high }) => price ?? low ?? high);
      expect(bars).toHaveLength(figures.length);
      bars.slice(1).forEach(({ to }, at) => {
        expect(to).toBeGreaterThanOrEqual(bars[at]?.from || bars[at]?.to || 0);
      });
      if (row.cheapest !== null)
        expect(bars.find(({ cheapest }) => cheapest)?.offer).toBe(row.offers[row.cheapest]);
    }
  });

  test("a range runs from its lower to its upper bound, an unknown price has no bar", () => {
    const [row] = api.compare({}, { models: ["flux-2-pro"] }).rows as [Row];
    const offer = row.offers[0] as Row["offers"][number];
    const offers = [
      { ...offer, status: "range" as const, price: null, low: "0.02" as Usd, high: "0.08" as Usd },
      { ...offer, status: "unknown" as const, price: null },
    ];
    const bars = barsOf({ ...row, offers, cheapest: null });
    expect(bars.map(({ from, to, written }) => [from, to, written])).toEqual([[0.02, 0.08, "$0.02 – $0.08"]]);
  });

  test("names tell offers of one provider apart", () => {
    const fal = { provider: "fal" };
    expect(offerNames([fal, { ...fal, variant: "turbo" }])).toEqual(["fal", "fal · turbo"]);
    const sourced = [
      { ...fal, source: "a.json" },
      { ...fal, source: "b.json" },
      { ...fal, source: "b.json" },
    ];
    expect(offerNames(sourced)).toEqual(["fal · a", "fal · b", "fal · b (2)"]);
  });
});

describe("cost against volume", () => {
  const selfHost = {
    machine: { usdPerMonth: "300", imagesPerHour: "20 to 30" },
    against: { model: "flux-2-pro" },
  };

  test("asks at the break-even and on both sides of where a machine is added", () => {
    const result = api.breakEven({ ...selfHost, count: 10_000 });
    const counts = countsFor(result, 10_000);
    expect(counts.length).toBeLessThanOrEqual(200);
    expect(counts).toEqual([...new Set(counts)].sort((one, other) => one - other));
    for (const text of [result.from, result.surelyFrom, "10000"]) expect(counts).toContain(Number(text));
    const full = Number(result.capacity?.low);
    expect(counts).toContain(full);
    expect(counts).toContain(full + 1);
  });

  test.each([
    [null, 1],
    ["999999999999", 1_000_000_000],
    ["7", 3],
  ])("asks no more than the engine takes: break-even %s", (from, count) => {
    const capacity = { low: "0.5", high: "1" };
    const counts = countsFor({ ...api.breakEven(selfHost), from, surelyFrom: from, capacity }, count);
    expect(counts.length).toBeLessThanOrEqual(200);
    expect(counts.every((one) => Number.isInteger(one) && one >= 1 && one <= 1_000_000_000_000)).toBe(true);
  });

  test("is drawn from the engine's totals", async () => {
    const counts = [1, 5000, 12_000, 20_000, 20_001];
    const request = { job: {}, counts, models: [{ model: "gpt-image-2-medium" }], selfHost };
    const curve = (await host.answer({ verb: "costCurve", request })) as CostCurve;
    const bought = curve.selfHosted?.bought ?? [];
    counts.forEach((count, at) => {
      const { atCount } = api.breakEven({ ...selfHost, count });
      expect(curve.selfHosted?.totals[at]).toEqual(atCount?.selfHosted);
      expect(bought[at]).toBe(atCount?.bought);
    });
    const { marks } = costDrawing(curve, [{ name: "bought", totals: bought }], "own", 900);
    const label = `bought: ${usd(bought[2])} for 12,000 images a month`;
    expect(marks.map((mark) => mark.label)).toContain(label);
    const heights = marks.filter(({ series }) => series === 1).map(({ y }) => y);
    expect(heights).toEqual([...heights].sort((one, other) => other - one));
  });
});

describe("the break-even in words", () => {
  const curve = (from: string | null, surelyFrom: string | null, ...low: string[]): CostCurve => ({
    counts: low.map((_, at) => (at + 1) * 1000),
    lines: [],
    selfHosted: {
      totals: low.map((one) => ({ low: one as Usd, high: one as Usd, status: "exact" })),
      bought: low.map((_, at) => String((at + 1) * 10) as Usd),
      from,
      surelyFrom,
    },
  });

  test.each([
    [curve(null, null, "90", "90"), ["A machine of one’s own never costs less than X."]],
    [
      curve("2000", "2000", "20", "20", "20"),
      ["From 2,000 images a month on, a machine of one’s own costs no more than X."],
    ],
    [
      curve("2000", null, "20", "20", "40"),
      [
        "From 2,000 images a month on, a machine of one’s own costs no more than X, in the best case.",
        "Where a machine is added, it costs more again until that one is busy enough.",
      ],
    ],
    [
      curve("2000", "2500", "20", "20", "20"),
      [
        "From 2,000 images a month on, a machine of one’s own may cost no more than X; from 2,500 on it surely does not.",
      ],
    ],
  ])("%#", (one, notes) => expect(costNotesOf(one, "X")).toEqual(notes));

  test("is left out where nothing is compared with", () =>
    expect(costNotesOf(curve(null, null, "1"), undefined)).toEqual([]));
});

test("labels of an axis keep apart whatever its width", () => {
  for (const width of [120, 250, 600, 1200]) {
    const axis = spaced(numberAxis([0.001, 10], { range: [0, width], label: usd, log: true, tight: true }));
    axis.ticks.slice(1).forEach(({ at }, place) => {
      expect(at - (axis.ticks[place]?.at ?? 0)).toBeGreaterThan(40);
    });
  }
});

let site: Site;
let browser: Browser;
beforeAll(async () => {
  [site, browser] = await Promise.all([serve(), launch()]);
});
beforeEach(() => site.replace([ONE_CATALOG]));
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

const part = (page: Page, name: string) => page.locator(".chart-part", { hasText: name });

async function openPart(page: Page, name: string) {
  const found = part(page, name);
  await found.locator("> summary").click();
  await found.locator(".chart-stop").first().waitFor();
  return found;
}

async function openRow(page: Page, name: string): Promise<void> {
  await rowOf(page, name).getByRole("button", { name, exact: true }).click();
  await part(page, "Price by size").waitFor();
}

const SCORES = "Chart of price against score";

describe("in the browser", () => {
  test("nothing of a chart is fetched before it is opened", async () => {
    const asked: string[] = [];
    const { page, complaints, close } = await openLive(browser, site);
    page.on("request", (request) => asked.push(request.url().split("/").at(-1) ?? ""));
    await part(page, SCORES).waitFor();
    expect(asked).toEqual([]);
    await openPart(page, SCORES);
    expect(asked.some((name) => /^price-elo-.*\.js$/.test(name))).toBe(true);
    expect(asked.some((name) => /perpixel_bg/.test(name))).toBe(false);
    expect(complaints).toEqual([]);
    await close();
  });

  test("the chart of scores follows the filters, counts what it cannot show, and opens a row by keyboard", async () => {
    const { page, complaints, close } = await openLive(browser, site);
    const chart = await openPart(page, SCORES);
    const rows = api.compare({}, { ...IMAGES, sort: "price" }).rows;
    const placed = rows.filter(({ model, cheapest }) => model.elo !== null && cheapest !== null);
    await expect.poll(() => chart.locator(".chart-stop").count()).toBe(placed.length);
    const priceless = rows.filter(({ cheapest }) => cheapest === null).length;
    expect(priceless).toBe(1);
    expect(await chart.locator("figcaption").innerText()).toContain("1 model with a score has no price.");
    expect(await chart.locator("figcaption").innerText()).toContain("For 1024×1024; newest prices of");

    await chart.locator(".chart-stop").first().focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("End");
    const label = (await page.locator(":focus").getAttribute("aria-label")) ?? "";
    const last = placed.at(-1) as Row;
    expect(label).toContain(price(last.offers[last.cheapest ?? 0]?.price));
    expect(await chart.locator(".chart-readout").innerText()).toContain(label);
    const name = label.split(":")[0] ?? "";
    await page.keyboard.press("Enter");
    await rowOf(page, name).locator(".detail").waitFor();
    await expect.poll(() => page.locator(":focus").innerText()).toBe(name);

    await page.locator('input[name="text"]').fill("flux");
    const left = api
      .compare({}, { ...IMAGES, text: "flux", includeRetired: true })
      .rows.filter(({ model, cheapest }) => model.elo !== null && cheapest !== null);
    await expect.poll(() => chart.locator(".chart-stop").count()).toBe(left.length);
    expect(complaints).toEqual([]);
    await close();
  });

  test("models without a score are counted in a sentence", async () => {
    site.replace([]);
    const all = await shipped({ asOf: today() });
    const scoreless = all.compare({}, IMAGES).rows.filter(({ model }) => model.elo === null).length;
    expect(scoreless).toBeGreaterThan(1);
    const { page, close } = await openLive(browser, site);
    const chart = await openPart(page, SCORES);
    expect(await chart.locator("figcaption").innerText()).toContain(`${scoreless} models have no score.`);
    await close();
  });

  test("a click on a mark opens its row", async () => {
    const { page, close } = await openLive(browser, site);
    const chart = await openPart(page, SCORES);
    const mark = chart.locator(".chart-stop").last();
    const name = ((await mark.getAttribute("aria-label")) ?? "").split(":")[0] ?? "";
    await mark.click();
    await rowOf(page, name).locator(".detail").waitFor();
    await close();
  });

  test("an opened row shows its prices by provider and by size", async () => {
    const { page, complaints, close } = await openLive(browser, site);
    await openRow(page, "flux-2-flex");
    const [row] = api.compare({}, { models: ["flux-2-flex"] }).rows as [Row];
    const providers = await openPart(page, "Price by provider");
    expect(await providers.locator(".chart-bar").count()).toBe(barsOf(row).length);
    await providers.locator(".chart-data > summary").click();
    for (const offer of row.offers) {
      expect(await providers.locator("tbody").innerText()).toContain(price(offer.price));
    }
    const sizes = await openPart(page, "Price by size");
    const sweep = await sweepOf("flux-2-flex");
    expect(await sizes.locator(".chart-notes li").allInnerTexts()).toEqual(notesOf(sweep));
    expect(await sizes.locator(".chart-flip").count()).toBe(sweep.flips.length);
    expect(complaints).toEqual([]);
    await close();
  });

  test("the break-even stands in the drawing and in words", async () => {
    const { page, complaints, close } = await openView(browser, site, "estimate?machine=own&hostMonth=199");
    const chart = await openPart(page, "Cost against volume");
    const words = await page.locator(".plan-sentence", { hasText: "Breaks even from" }).innerText();
    const from = /from ([\d,]+) images/.exec(words)?.[1] ?? "none";
    expect(await chart.locator(".chart-notes").innerText()).toContain(`From ${from} images a month on`);
    expect(await chart.locator("svg").innerHTML()).toContain(`breaks even: ${from}`);
    const labels = await chart
      .locator(".chart-stop")
      .evaluateAll((all) => all.map((one) => one.getAttribute("aria-label")));
    expect(labels.some((label) => label?.includes(`for ${from} images`))).toBe(true);
    expect(complaints).toEqual([]);
    await close();
  });

  test.each([
    ["light", { colorScheme: "light" }],
    ["dark at 320 px", { colorScheme: "dark", viewport: { width: 320, height: 800 } }],
    ["forced colours", { forcedColors: "active" }],
  ] as [string, BrowserContextOptions][])(
    "%s: axe finds nothing and nothing overflows",
    async (_, options) => {
      const compare = await openLive(browser, site, "", { ...options, bypassCSP: true });
      await openPart(compare.page, SCORES);
      await openRow(compare.page, "flux-2-flex");
      await openPart(compare.page, "Price by provider");
      await openPart(compare.page, "Price by size");
      expect(await overflow(compare.page)).toBeLessThanOrEqual(0);
      expect(await axe(compare.page)).toEqual([]);
      await compare.close();
      const address = "estimate?machine=own&hostMonth=300&hostRate=20%20to%2030";
      const estimate = await openView(browser, site, address, { ...options, bypassCSP: true });
      await openPart(estimate.page, "Cost against volume");
      expect(await overflow(estimate.page)).toBeLessThanOrEqual(0);
      expect(await axe(estimate.page)).toEqual([]);
      await estimate.close();
    },
  );
});
