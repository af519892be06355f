// The page in Firefox: what stands and falls with a browser's own engine, from the first screen to the single file
// and the visit without a network. Each rule of the page is tested in Chromium; here, that it holds elsewhere.

import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Catalog, Query } from "perpixel/inline";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { figure as figureThere } from "../../www/src/embed/words.ts";
import { count, figure, usd } from "../../www/src/format.ts";
import { EXAMPLE_LOG } from "../../www/src/planning/example-log.ts";
import { launchFirefox } from "./firefox.ts";
import { expectFaults } from "./guard.ts";
import {
  column,
  DIST,
  live,
  modelNames,
  type Opened,
  open,
  openLive,
  openView,
  overflow,
  rowOf,
  type Site,
  serve,
  shipped,
  today,
} from "./support.ts";

const IMAGES: Query = { sort: "price", modes: ["t2i", "edit"] };
const VIEWS = ["Compare", "Estimate", "Route", "Usage", "Catalogs"];

let site: Site;
let browser: Browser;
let api: Catalog;
let visits: Opened[] = [];

beforeAll(async () => {
  [site, browser, api] = await Promise.all([serve(), launchFirefox(), shipped({ asOf: today() })]);
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});
afterEach(async () => {
  const complaints = visits.flatMap((one) => one.complaints);
  for (const one of visits) await one.close();
  visits = [];
  // No error, no refusal by the policy, no other host, in any of these tests.
  expect(complaints).toEqual([]);
});

async function visit(opening: Promise<Opened>): Promise<Page> {
  const one = await opening;
  visits.push(one);
  return one.page;
}

const names = (query: Query) => api.compare({}, query).rows.map(({ model }) => model.name);
const shown = (page: Page) => expect.poll(() => modelNames(page));
/** Asked of the page: Firefox reports no step through its history that ends at an address without a hash. */
const address = (page: Page) => expect.poll(() => page.evaluate(() => decodeURIComponent(location.hash)));
const step = (page: Page, by: -1 | 1) => page.evaluate((steps) => history.go(steps), by);
const go = (page: Page, view: string) => page.getByRole("link", { name: view, exact: true }).click();
/** What a plan says; the whole module has to be there first. */
const planned = (page: Page) =>
  expect.poll(() => page.locator("main .planning .sentence").first().innerText(), { timeout: 15_000 });

async function expectOwnFigures(page: Page): Promise<void> {
  const { rows } = api.compare({}, IMAGES);
  expect(rows.length).toBeGreaterThan(30);
  expect(await modelNames(page)).toEqual(rows.map(({ model }) => model.name));
  const cheapest = await column(page, "cheapest");
  rows.forEach((row, at) => {
    const offer = row.cheapest === null ? undefined : row.offers[row.cheapest];
    if (offer) expect(cheapest[at]?.split("\n")[0]).toBe(figure(offer));
    else expect(cheapest[at]).toMatch(/^(unknown|rate only|not offered)$/);
  });
}

describe("comparing", () => {
  test("the first screen answers without the engine, and then with its figures", async () => {
    site.replace([[/\.wasm$/, { hangs: true }]]);
    const page = await visit(open(browser, site));
    expect(await page.locator(".sentence").innerText()).toContain("10,000 images a month");
    expect(await page.locator(".engine-line").innerText()).not.toContain("Computed in your browser");
    site.replace([]);
    await page.reload();
    await live(page);
    await expectOwnFigures(page);
    const [first] = api.compare({}, IMAGES).rows;
    const { cheapest } = api.quote({ model: first?.model.id ?? "", count: 10_000 });
    expect(await page.locator(".sentence").innerText()).toContain(usd(cheapest?.total));
  });

  test("sorting by click and by key changes the table and the address; Back undoes it", async () => {
    const page = await visit(openLive(browser, site));
    const head = (name: string) => page.getByRole("columnheader").getByRole("button", { name });
    await head("Cheapest").click();
    await shown(page).toEqual(names({ ...IMAGES, descending: true }));
    await address(page).toBe("#v1?dir=desc");
    await head("Elo").focus();
    await page.keyboard.press("Enter");
    await shown(page).toEqual(names({ ...IMAGES, sort: "elo", descending: true }));
    expect(await page.locator("th[aria-sort]").getAttribute("aria-sort")).toBe("descending");
    await step(page, -1);
    await shown(page).toEqual(names({ ...IMAGES, descending: true }));
    await step(page, -1);
    await shown(page).toEqual(names(IMAGES));
    await address(page).toBe("");
    await step(page, 1);
    await shown(page).toEqual(names({ ...IMAGES, descending: true }));
  });

  test("filters keep what they say, in a link too", async () => {
    const page = await visit(openLive(browser, site));
    await page.getByRole("button", { name: /^Filters/ }).click();
    await page.getByRole("group", { name: "Weights" }).getByLabel("open", { exact: true }).check();
    const kept = names({ ...IMAGES, weights: ["open"] });
    await shown(page).toEqual(kept);
    await address(page).toBe("#v1?weights=open");
    await page.getByLabel("Find").first().fill("flux");
    const found = names({ ...IMAGES, weights: ["open"], text: "flux" });
    expect(found.length).toBeLessThan(kept.length);
    await shown(page).toEqual(found);
    await address(page).toContain("text=flux");
    await page.reload();
    await live(page);
    await shown(page).toEqual(found);
  });

  test("the volume and the size re-price every row", async () => {
    const page = await visit(openLive(browser, site));
    await page.getByLabel("Images a month").fill("1.2M");
    await page.getByLabel("Size").selectOption("1920×1080");
    const job = { width: 1920, height: 1080 };
    const { rows } = api.compare(job, IMAGES);
    await shown(page).toEqual(rows.map(({ model }) => model.name));
    const [first] = rows;
    const { cheapest } = api.quote({ model: first?.model.id ?? "", job, count: 1_200_000 });
    await expect.poll(() => page.locator(".sentence").innerText()).toContain(usd(cheapest?.total));
    await address(page).toBe("#v1?size=1920x1080&n=1200000");
  });

  test("a row opens to its offers, each with its figure and its receipt", async () => {
    const page = await visit(openLive(browser, site));
    const row = api.compare({}, IMAGES).rows.find(({ model }) => model.id === "gpt-image-2");
    const name = row?.model.name ?? "";
    const button = page.getByRole("button", { name, exact: true });
    await button.focus();
    await page.keyboard.press("Enter");
    const offers = rowOf(page, name).locator(".detail .offer");
    await expect.poll(() => offers.count()).toBe(row?.offers.length);
    for (const [at, offer] of (row?.offers ?? []).entries()) {
      expect(await offers.nth(at).innerText()).toContain(figure(offer));
    }
    await offers.first().getByText("Receipt").click();
    const receipt = row?.offers[0]?.price;
    expect(await offers.first().locator("tfoot td").innerText()).toBe(usd(receipt));
  });

  test("the chart has every model with a score and a price, and tells each by the keyboard", async () => {
    const page = await visit(openLive(browser, site));
    await page.getByText("Chart of price against score").click();
    const stops = page.locator(".chart-part .chart-stop");
    const { rows } = api.compare({}, IMAGES);
    const placed = rows.filter(({ model, cheapest }) => model.elo !== null && cheapest !== null);
    expect(placed.length).toBeGreaterThan(20);
    await expect.poll(() => stops.count()).toBe(placed.length);
    await stops.first().focus();
    const label = (await stops.first().getAttribute("aria-label")) ?? "";
    expect(label).not.toBe("");
    expect(await page.locator(".chart-part .chart-readout").first().innerText()).toContain(label);
  });
});

describe("the other views", () => {
  test("each opens and answers, and planning fetches the whole module", async () => {
    const page = await visit(openLive(browser, site));
    const modules: string[] = [];
    page.on("request", (sent) => {
      if (sent.url().endsWith(".wasm")) modules.push(sent.url());
    });
    const nav = page.locator("nav a");
    expect((await nav.allInnerTexts()).slice(0, VIEWS.length)).toEqual(VIEWS);

    await go(page, "Estimate");
    const lines = [
      { share: "0.8", query: { minElo: 1200 } },
      { share: "0.2", query: { minElo: 1350 } },
    ];
    const estimate = api.estimate({ count: 10_000, lines });
    await planned(page).toContain(`10,000 outputs cost ${usd(estimate.total)} a month`);
    expect(modules).toHaveLength(1);

    await go(page, "Route");
    await planned(page).toContain(usd(api.route({ job: {} }).billed));
    await page.getByLabel("Model", { exact: true }).fill("flux-2-pro");
    const { billed } = api.route({ model: "flux-2-pro" });
    await planned(page).toContain(`${usd(billed)} billed per image`);

    await go(page, "Usage");
    await page.getByRole("button", { name: "Load the example" }).click();
    const report = api.usage(EXAMPLE_LOG);
    const priced = `cost ${usd(report.total)} for ${count(Number(report.made))}`;
    await planned(page).toContain(priced);

    await go(page, "Catalogs");
    await expect.poll(() => page.locator(".finding").count()).toBeGreaterThan(0);
    await go(page, "Compare");
    await live(page);
    await expectOwnFigures(page);
    // Once for all of them.
    expect(modules).toHaveLength(1);
  });

  test("a catalog of one's own, from a file, is priced among the others", async () => {
    const page = await visit(openView(browser, site, "catalogs"));
    const part = page.locator("#sources");
    await part.getByText("Add a catalog of your own").click();
    const card = {
      format: "perpixel/rate-card@1",
      date: "2026-06-01",
      models: [
        {
          id: "house-model",
          modes: ["t2i"],
          offers: [{ provider: "our-shop", charges: [{ unit: "image", usd: "0.00017" }] }],
        },
      ],
    };
    const buffer = Buffer.from(JSON.stringify(card));
    await part
      .locator('input[type="file"]')
      .setInputFiles({ name: "card.json", mimeType: "application/json", buffer });
    await part.getByRole("button", { name: "Add the catalog" }).click();
    await part.getByRole("row", { name: /card\.json/ }).waitFor();
    await go(page, "Compare");
    await expect.poll(() => rowOf(page, "house-model").innerText()).toContain("$0.00017");
  });
});

describe("how it looks and speaks", () => {
  test("German, chosen and wanted", async () => {
    const page = await visit(openLive(browser, site));
    await page.locator(".language").selectOption("de");
    await expect.poll(() => page.locator("html").getAttribute("lang")).toBe("de");
    expect(await page.getByLabel("Bilder im Monat").inputValue()).toBe("10.000");
    expect(await page.locator(".sentence").innerText()).toMatch(/^10\.000 Bilder im Monat mit 1024×1024: /);
    const wanted = await visit(open(browser, site, "", { locale: "de-DE" }));
    await expect.poll(() => wanted.locator("html").getAttribute("lang")).toBe("de");
    expect(await wanted.getByLabel("Bilder im Monat").inputValue()).toBe("10.000");
  });

  test.each(["", "#v1/estimate", "#v1/route", "#v1/usage", "#v1/catalogs"])(
    "at 390 px nothing overflows: %j",
    async (view) => {
      const page = await visit(open(browser, site, view, { viewport: { width: 390, height: 844 } }));
      await page
        .locator(view ? "main .planning" : ".prices")
        .first()
        .waitFor();
      if (/estimate|route/.test(view)) await planned(page).toContain("$");
      else if (!view) await live(page);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
    },
  );

  describe("where the system is dark", () => {
    let dark: Browser;
    beforeAll(async () => {
      dark = await launchFirefox("dark");
    });
    afterAll(() => dark?.close());

    /** From 0, black, to 255, white. */
    const brightness = (page: Page, property: "background-color" | "color") =>
      page.locator("html").evaluate((html, name) => {
        const parts = getComputedStyle(html).getPropertyValue(name).match(/\d+/g) ?? [];
        return parts.slice(0, 3).reduce((sum, part) => sum + Number(part) / 3, 0);
      }, property);

    test("it is dark, and light elsewhere", async () => {
      const [day, night] = await Promise.all([
        visit(openLive(browser, site)),
        visit(openLive(dark, site, "", { colorScheme: "dark" })),
      ]);
      expect(await brightness(day, "background-color")).toBeGreaterThan(200);
      expect(await brightness(day, "color")).toBeLessThan(80);
      expect(await brightness(night, "background-color")).toBeLessThan(60);
      expect(await brightness(night, "color")).toBeGreaterThan(180);
    });
  });
});

describe("without a server", () => {
  test("offline after one visit", async () => {
    const own = await serve();
    try {
      const page = await visit(openLive(browser, own, "", { serviceWorkers: "allow" }));
      const notice = page.locator(".offline-notice");
      await expect.poll(() => notice.innerText(), { timeout: 20_000 }).toContain("Ready offline");
      await own.close();
      await page.reload();
      await live(page);
      await expectOwnFigures(page);
      await go(page, "Route");
      await planned(page).toContain(usd(api.route({ job: {} }).billed));
    } finally {
      await own.close();
    }
  });

  describe("the single file", () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), "perpixel in firefox "));
      copyFileSync(`${DIST}/perpixel.html`, join(folder, "a copy.html"));
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    test("has the same figures, its worker and the planning forms", async () => {
      const url = pathToFileURL(join(folder, "a copy.html")).href;
      const disk: Site = { ...site, url };
      const page = await visit(openLive(browser, disk));
      await expectOwnFigures(page);
      await page.getByLabel("Find").first().fill("kontext");
      await shown(page).toEqual(names({ ...IMAGES, text: "kontext" }));
      await address(page).toBe("#v1?text=kontext");
      await go(page, "Route");
      await planned(page).toContain(usd(api.route({ job: {} }).billed));
    });
  });
});

test("the element for other pages shows the package's prices", async () => {
  const page = await visit(open(browser, site, "embed.html"));
  const elements = page.locator("perpixel-price");
  await elements.first().locator('[part="price"]').waitFor();
  const model = (await elements.first().getAttribute("model")) ?? "";
  const [row] = api.compare({}, { models: [model] }).rows;
  const offer = row && row.cheapest !== null ? row.offers[row.cheapest] : undefined;
  expect(offer).toBeDefined();
  if (offer) {
    expect(await elements.first().locator('[part="price"]').innerText()).toBe(
      figureThere(offer, "en-US").text,
    );
  }
});

test("what the policy forbids is refused, and seen by these tests", async () => {
  expectFaults(/insertAdjacentHTML|require-trusted-types-for|style-src/);
  const one = await openLive(browser, site);
  const refused = await one.page.evaluate(() => {
    try {
      document.body.insertAdjacentHTML("beforeend", "<p>from text</p>");
    } catch (error) {
      return (error as Error).name;
    }
    return "nothing";
  });
  expect(refused).toBe("TypeError");
  await expect.poll(() => one.complaints.join()).toContain("require-trusted-types-for");
  await one.page.evaluate(() => {
    const style = document.createElement("style");
    style.textContent = "body { display: none }";
    document.head.append(style);
  });
  await expect.poll(() => one.complaints.join()).toContain("style-src");
  await one.close();
});
