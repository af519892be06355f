import type { Billing, Catalog, Job, LoadOptions, Mode, PricedOffer, PriceTier, Query, Row } from "perpixel";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { day, figure, usd } from "../../www/src/format.ts";
import {
  column,
  launch,
  modelNames,
  type Opened,
  openLive,
  rowOf,
  type Site,
  serve,
  shipped,
  today,
} from "./support.ts";

const IMAGES: Mode[] = ["t2i", "edit"];
const CLIPS: Mode[] = ["t2v", "i2v"];
const CREDIT = { "credits-page": "0.01" };

let site: Site;
let browser: Browser;

beforeAll(async () => {
  [site, browser] = await Promise.all([serve(), launch()]);
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

test("what follows from an approximate price says so: the route, its sum, and the offer's", async () => {
  const { page, complaints, close } = await openLive(browser, site, "#v1?size=2048x2048");
  const api = await shipped();
  const model = "grok-imagine-quality";
  const name = "grok-imagine-image-quality";
  const route = api.route({ model, job: { width: 2048, height: 2048 } });
  expect(route.status).toBe("approximate");
  const row = rowOf(page, name);
  await row.getByRole("button", { name, exact: true }).click();
  const billed = `≈ ${usd(route.billed)}`;
  await expect.poll(() => row.locator(".route-head .figure").innerText()).toBe(billed);
  expect(await row.locator(".route tfoot td").innerText()).toBe(billed);
  expect(complaints).toEqual([]);
  await close();
});

test.each([
  ["the default job", "", {}, { sort: "price", modes: IMAGES }, 10_000],
  [
    "another size",
    "#v1?size=1920x1080&n=777",
    { width: 1920, height: 1080 },
    { sort: "price", modes: IMAGES },
    777,
  ],
  ["a quality", "#v1?quality=high&sort=name", { quality: "high" }, { sort: "name", modes: IMAGES }, 10_000],
  [
    "edits",
    "#v1?mode=edit&inputs=3",
    { mode: "edit", inputs: 3 },
    { sort: "price", modes: ["edit"] },
    10_000,
  ],
  [
    "batch",
    "#v1?batch=1&dir=desc",
    { batch: true },
    { sort: "price", descending: true, modes: IMAGES },
    10_000,
  ],
  [
    "a tier",
    "#v1?size=4K&mode=t2i",
    { mode: "t2i", resolution: "4K" },
    { sort: "price", modes: ["t2i"] },
    10_000,
  ],
  ["video", "#v1?mode=t2v&seconds=5", { mode: "t2v", seconds: 5 }, { sort: "price", modes: ["t2v"] }, 10_000],
  [
    "video at the reader's price of a credit",
    "#v1?mode=i2v&n=12345&credit=credits-page:0.01",
    { mode: "i2v" },
    { sort: "price", modes: ["i2v"] },
    12_345,
    CREDIT,
  ],
] as [string, string, Job, Query, number, LoadOptions["creditPrices"]][])(
  "all that is shipped, for %s, is shown as the package says",
  async (_, hash, job, query, count, creditPrices = {}) => {
    const { page, complaints, close } = await openLive(browser, site, hash);
    const api = await shipped({ asOf: today(), creditPrices });
    const video = job.mode === "t2v" || job.mode === "i2v";
    const { rows } = api.compare(job, query);
    expect(await modelNames(page)).toEqual(rows.map(({ model }) => model.name));
    const first = (cell: string | undefined) => (cell ?? "").split("\n")[0]?.replace(/ \/s$/, "");
    const cheapest = await column(page, "cheapest");
    const routed = await column(page, "routed");
    const monthly = await page.locator(".prices .month").allInnerTexts();
    rows.forEach((row, at) => {
      const offer = row.cheapest === null ? undefined : row.offers[row.cheapest];
      if (offer) expect(first(cheapest[at])).toBe(figure(offer));
      else expect(cheapest[at]).toMatch(/^(unknown|rate only|not offered)$/);
      const { billed, provider, upstream } = row.routed;
      const serving = row.offers.find((one) => one.provider === provider && one.price === upstream);
      const status = serving?.status ?? "unknown";
      const sure = serving?.certainty;
      const paid = figure({ status, price: billed, ...(sure ? { certainty: sure } : {}) });
      expect(first(routed[at])).toBe(billed ? paid : "not routed");
      const quote = api.quote({ model: row.model.id, job, count });
      const { cheapest: straight, routed: fee } = quote;
      // "from" and "up to" are the offer's to say.
      const certainty = (one: typeof offer) => (one?.certainty ? { certainty: one.certainty } : {});
      if (straight) {
        const amount = { ...straight, price: straight.total, ...certainty(offer) };
        expect(monthly[2 * at]).toBe(figure(amount, usd));
      } else expect(monthly[2 * at]).toMatch(/^(unknown|rate only|not offered)$/);
      const month = fee?.billed
        ? figure({ ...fee, price: fee.billed, ...certainty(serving) }, usd)
        : "not routed";
      expect(monthly[2 * at + 1]).toBe(month);
      // Beside the price of a second stands that of the clip.
      const clip = figure({ status: offer?.status ?? "unknown", price: offer?.total ?? null });
      if (video && offer?.total) expect(cheapest[at]).toContain(`${clip} a clip`);
    });
    expect(await page.getByRole("alert").count()).toBe(0);
    expect(complaints).toEqual([]);
    await close();
  },
);

/** Opens a page, and closes it after the test even where that fails; nothing may have complained. */
async function opened(hash: string, look: (page: Page) => Promise<void>): Promise<void> {
  const one: Opened = await openLive(browser, site, hash);
  try {
    await look(one.page);
    expect(one.complaints).toEqual([]);
  } finally {
    await one.close();
  }
}

async function detailOf(page: Page, name: string) {
  await page.getByRole("button", { name, exact: true }).click();
  const detail = rowOf(page, name).locator(".detail");
  await detail.waitFor();
  return detail;
}

/** The words of the page for ways to bill. */
const BILLED: Partial<Record<Billing, string>> = {
  flat: "flat",
  "per-megapixel": "per megapixel",
  "per-token": "per token",
  "per-gpu-second": "per GPU second",
  credits: "in credits",
};

async function choose(page: Page, facet: string, value: string): Promise<void> {
  await page.getByRole("button", { name: /^Filters/ }).click();
  await page.getByRole("group", { name: facet }).getByLabel(value, { exact: true }).check();
}

const names = (rows: Row[]) => rows.map(({ model }) => model.name);

function rowWith(api: Catalog, id: string, job: Job = {}): Row {
  const row = api.compare(job, {}).rows.find(({ model }) => model.id === id);
  if (!row) throw new Error(`no row of ${id}`);
  return row;
}

describe("known figures, written out", () => {
  test("tokens and routing at the default job", () =>
    opened("", async (page) => {
      const detail = await detailOf(page, "GPT Image 2");
      expect(await detail.locator(".offer", { hasText: "$5/1M text tokens" }).innerText()).toContain(
        "$0.05268",
      );
      expect(await rowOf(page, "grok-imagine-image-quality").innerText()).toContain("$0.051\n");
    }));

  test("high quality by the job bar", () =>
    opened("", async (page) => {
      await page.getByLabel("Quality", { exact: true }).selectOption("high");
      await expect.poll(() => rowOf(page, "GPT Image 2").innerText()).toContain("$0.21072");
      expect(page.url()).toContain("#v1?quality=high");
    }));

  test("begun megapixels at 2K", () =>
    opened("#v1?size=2K", async (page) => {
      const detail = await detailOf(page, "flux-2-pro");
      const bfl = detail.locator(".offer", { hasText: "$0.03 first + $0.015/MP" }).first();
      expect(await bfl.innerText()).toMatch(/^bfl\s+\$0\.075\s+an image/);
    }));

  test("a second, a clip and ten thousand of them, at a credit for a cent", () =>
    opened("#v1?mode=t2v&credit=credits-page:0.01", async (page) => {
      const row = rowOf(page, "Veo 3");
      expect(await row.locator(".col-cheapest .figure").innerText()).toBe("$0.07875 /s");
      expect(await row.locator(".clip").innerText()).toBe("$0.63 a clip");
      expect(await row.locator(".month").first().innerText()).toBe("$6,300.00");
    }));
});

describe("images and clips never stand in one table", () => {
  test("with no mode chosen there are images only: in the rows, the estimate and the scale", async () => {
    const api = await shipped({ asOf: today(), creditPrices: CREDIT });
    const clips = new Set(names(api.compare({}, { modes: CLIPS }).rows));
    expect(clips.size).toBeGreaterThan(0);
    await opened("#v1?credit=credits-page:0.01", async (page) => {
      for (const name of await modelNames(page)) expect(clips).not.toContain(name);
      for (const name of await page.locator(".ranking-name").allInnerTexts())
        expect(clips).not.toContain(name);
      for (const name of await page.getByLabel("Monthly bill for").locator("option").allInnerTexts()) {
        expect(clips).not.toContain(name);
      }
      expect(await page.locator(".prices").innerText()).not.toContain("/s");
      expect(await page.locator(".prices caption").innerText()).toContain("US dollars per image");
      const shown = api.compare({}, { modes: IMAGES }).total;
      const text = await page.locator(".filter-bar [role=status]").innerText();
      expect(text).toBe(`${shown} of ${shown} image models`);
    });
  });

  test("in a video mode there are clips only, with columns, labels and a sentence of their own", async () => {
    const api = await shipped({ asOf: today(), creditPrices: CREDIT });
    const { rows } = api.compare({ mode: "t2v" }, { modes: ["t2v"], sort: "price" });
    const [first] = rows;
    const month = api.quote({ model: first?.model.id ?? "", job: { mode: "t2v" }, count: 10_000 });
    await opened("#v1?size=2K&model=flux-2-pro&credit=credits-page:0.01", async (page) => {
      await page.getByLabel("Job").selectOption("t2v");
      await expect.poll(() => modelNames(page)).toEqual(names(rows));
      // A tier of images and the bill of an image model went with their mode.
      expect(page.url()).toMatch(/#v1\?mode=t2v&credit=credits-page:0\.01$/);
      expect(
        (await page.locator(".prices thead th").allInnerTexts()).map((text) => text.split("\n")[0]),
      ).toEqual([
        "Model",
        "Vendor",
        "Elo",
        "Cheapest, per second",
        "Routed, billed, per second",
        "Month, cheapest",
        "Month, routed",
        "Offers",
        "Licence",
      ]);
      expect(await page.locator(".prices caption").innerText()).toContain("US dollars per second for");
      expect(await page.locator(".sentence").innerText()).toContain(
        `10,000 clips a month at 1280×720, of standard length: ${first?.model.name} at ${usd(month.cheapest?.total)}`,
      );
      expect(await page.locator(".ranking-by").first().innerText()).toContain("a second at credits-page");
      const twice = api.quote({ model: first?.model.id ?? "", job: { mode: "t2v" }, count: 20_000 });
      await page.getByLabel("Clips a month").fill("20k");
      await expect.poll(() => page.locator(".month").first().innerText()).toBe(usd(twice.cheapest?.total));
    });
  });
});

describe("the price of a credit that no source states", () => {
  test("is asked for, prices the rows, is marked as the reader's, and can be taken back", () =>
    opened("#v1?mode=t2v", async (page) => {
      const price = rowOf(page, "Veo 3").locator(".col-cheapest");
      expect(await price.innerText()).toBe("rate only");
      expect(await page.locator(".sentence").innerText()).toContain("enter below what a credit costs");
      const field = page.getByLabel("USD per credit at credits-page");
      await field.pressSequentially("0.0123");
      await field.press("Backspace");
      await field.press("Backspace");
      await expect.poll(() => price.locator(".figure").innerText()).toBe("$0.07875 /s");
      expect(page.url()).toContain("credit=credits-page:0.01");
      expect(await price.innerText()).toContain("at your price");
      expect(await page.locator(".job-bar").innerText()).toContain("your price");
      expect(await page.locator(".conventions").innerText()).toContain(
        "Figures of credits-page take a credit at $0.01: your price, which no source states.",
      );
      const detail = await detailOf(page, "Veo 3");
      expect(await detail.innerText()).toContain("At your price of $0.01 a credit.");

      await field.fill("nonsense");
      expect(await field.getAttribute("aria-invalid")).toBe("true");
      expect(await price.locator(".figure").innerText()).toBe("$0.07875 /s");
      await field.fill("");
      await expect.poll(() => price.innerText()).toBe("rate only");
      expect(page.url()).not.toContain("credit=");
    }));

  test("comes and goes with Back and Forward", () =>
    opened("#v1?mode=t2v&credit=credits-page:0.01", async (page) => {
      const price = rowOf(page, "Veo 3").locator(".col-cheapest");
      await page.evaluate(() => {
        location.hash = "#v1?mode=t2v&credit=credits-page:0.02";
      });
      await expect.poll(() => price.innerText()).toContain("$0.1575 /s");
      await page.goBack();
      await expect.poll(() => price.innerText()).toContain("$0.07875 /s");
    }));

  test("of a link takes nobody's stated price away, and a hostile one falls back with a notice", () =>
    opened("#v1?credit=kie:99", async (page) => {
      const api = await shipped({ asOf: today() });
      const { rows } = api.compare({}, { modes: IMAGES, sort: "price" });
      expect(await modelNames(page)).toEqual(names(rows));
      expect(await page.locator(".prices").innerText()).not.toContain("at your price");
      expect(await page.getByLabel(/USD per credit/).count()).toBe(1);
      await page.goto(`${site.url}#v1?credit=credits-page:1e9`);
      await expect.poll(() => page.locator(".message-notice").innerText()).toContain("credits-page:1e9");
      expect(await page.getByLabel(/USD per credit/).inputValue()).toBe("");
    }));
});

describe("what is known of an offer", () => {
  test("stands in the opened row: billing, latency, tier, age, variant, note", () =>
    opened("", async (page) => {
      const api = await shipped({ asOf: today() });
      const detail = await detailOf(page, "flux-2-pro");
      const { offers } = rowWith(api, "flux-2-pro");
      for (const [at, offer] of offers.entries()) {
        const text = await detail.locator(".offer").nth(at).innerText();
        for (const fact of factsOf(offer)) expect(text.toLowerCase()).toContain(fact.toLowerCase());
        expect(text.includes("over 90 days old")).toBe(offer.stale ?? false);
      }
      const all = await detail.innerText();
      expect(all).toContain(
        "Billed per megapixel, price known beforehand, fast latency, 3 to 5 s, mid price tier",
      );
    }));

  function factsOf({
    variant,
    note,
    tier,
    latency,
    latencySeconds,
    predictable,
    checked,
  }: PricedOffer): string[] {
    const facts = [variant, note, latencySeconds, day(checked)].filter((fact) => typeof fact === "string");
    if (tier) facts.push(`${tier} price tier`);
    if (latency) facts.push(`${latency} latency`);
    if (predictable !== undefined) facts.push(predictable ? "known beforehand" : "known only afterwards");
    return facts;
  }

  test("a price read long ago carries a mark in the table, in words too", () =>
    opened("", async (page) => {
      const api = await shipped({ asOf: today() });
      const cells = await column(page, "cheapest");
      const { rows } = api.compare({}, { modes: IMAGES, sort: "price" });
      const stale = rows.map(({ cheapest, offers }) => cheapest !== null && offers[cheapest]?.stale === true);
      expect(cells.map((cell) => cell.includes("read more than 90 days ago"))).toEqual(stale);
      expect(await page.locator(".col-cheapest .figure.stale").count()).toBe(stale.filter(Boolean).length);
    }));

  test("a retirement ahead or behind is told; a retired model is found by its name", () =>
    opened("#v1?text=gpt+image+1.5", async (page) => {
      const row = rowOf(page, "GPT Image 1.5");
      const word = today() >= "2026-12-01" ? "retired since" : "retires";
      expect(await row.innerText()).toContain(`${word} 1 December 2026, use gpt-image-2`);
      await page.getByLabel("Find").first().fill("getimg-sdxl");
      const gone = rowOf(page, "SDXL at getimg.ai");
      await expect.poll(() => gone.innerText()).toContain("retired since 28 February 2026");
      expect(await gone.locator(".col-cheapest").innerText()).toBe("retired");
      await page.getByLabel("Find").first().fill("");
      await expect.poll(() => gone.count()).toBe(0);
    }));

  test("another size may cost less, and the row says where and how much", () =>
    opened("#v1?quality=high", async (page) => {
      const detail = await detailOf(page, "GPT Image 2");
      expect(await detail.locator(".saving").allInnerTexts()).toEqual([
        "1024×1536 costs 21.9 % less at openai ($0.04608 saved an image).",
      ]);
      await page.getByLabel("Size").selectOption("1024×1536");
      await expect.poll(() => detail.locator(".saving").count()).toBe(0);
    }));
});

describe("filters of offers", () => {
  test.each(["budget", "mid", "premium"] as PriceTier[])("price tier %s", async (tier) => {
    const api = await shipped({ asOf: today() });
    const kept = api.compare({}, { modes: IMAGES, sort: "price", priceTiers: [tier] }).rows;
    expect(kept.length).toBeGreaterThan(0);
    await opened("", async (page) => {
      await choose(page, "Price tier", tier);
      await expect.poll(() => modelNames(page)).toEqual(names(kept));
      expect(page.url()).toContain(`#v1?tier=${tier}`);
    });
  });

  test.each(["flat", "per-megapixel", "per-token", "per-gpu-second", "credits"] as Billing[])(
    "billing %s: price and month are of the same offer, or there is no month",
    async (billing) => {
      const api = await shipped({ asOf: today() });
      const { rows } = api.compare({}, { modes: IMAGES, sort: "price", billing: [billing] });
      expect(rows.length).toBeGreaterThan(0);
      await opened("#v1?n=1", async (page) => {
        await choose(page, "Billing", BILLED[billing] ?? "");
        await expect.poll(() => modelNames(page)).toEqual(names(rows));
        expect(page.url()).toContain(`billing=${billing}`);
        const prices = await column(page, "cheapest");
        const months = await column(page, "cheapestMonth");
        rows.forEach((row, at) => {
          const offer = row.cheapest === null ? undefined : row.offers[row.cheapest];
          if (!offer) return;
          expect(prices[at]?.split("\n")[0]).toBe(figure(offer));
          // One image a month costs what one image costs.
          const { status, price, low, high, certainty } = offer;
          expect(months[at]).toBe(figure({ status, price, low, high, certainty }, usd));
        });
        await page.getByRole("button", { name: /^Billing.*remove/ }).click();
        await expect.poll(() => page.url()).not.toContain("billing");
      });
    },
  );

  test("seedream's own word for quality can be chosen", async () => {
    const api = await shipped({ asOf: today() });
    const { rows } = api.compare({ quality: "basic" }, { modes: IMAGES, sort: "price" });
    await opened("", async (page) => {
      await page.getByLabel("Quality", { exact: true }).selectOption("basic");
      await expect.poll(() => page.locator(".prices caption").innerText()).toContain("basic quality");
      expect(await modelNames(page)).toEqual(names(rows));
    });
  });
});
