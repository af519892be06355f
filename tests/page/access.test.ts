import { createRequire } from "node:module";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { CATALOG_TEXT, launch, modelNames, ONE_CATALOG, openLive, type Site, serve } from "./support.ts";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

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

/** Everything that can be opened is open, so that it is checked too. */
async function unfold(page: Page): Promise<void> {
  await page.getByRole("button", { name: "gpt-image-2 (medium)", exact: true }).click();
  await page.locator(".detail").waitFor();
  await page.locator("summary").evaluateAll((all) => {
    for (const summary of all) summary.parentElement?.setAttribute("open", "");
  });
}

interface AxeResult {
  violations: { id: string; nodes: { html: string }[] }[];
}

async function violations(page: Page): Promise<string[]> {
  const result = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run(): Promise<AxeResult> } }).axe.run(),
  );
  return result.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

describe("axe finds nothing", () => {
  test.each([
    ["light", { colorScheme: "light" }],
    ["dark", { colorScheme: "dark" }],
    ["light at 390 px", { colorScheme: "light", viewport: { width: 390, height: 844 } }],
    ["dark at 390 px", { colorScheme: "dark", viewport: { width: 390, height: 844 } }],
  ] as [string, BrowserContextOptions][])("%s", async (_, options) => {
    // The page's policy rightly keeps injected scripts out; only this test lets one in.
    const { page, close } = await openLive(
      browser,
      site,
      "#v1?weights=open-nc&model=gpt-image-2-medium&bad=1",
      {
        ...options,
        bypassCSP: true,
      },
    );
    for (const panel of ["Columns", "Export", "Filters"]) {
      await page.getByRole("button", { name: new RegExp(`^${panel}`) }).click();
    }
    for (const value of ["open", "open, non-commercial"]) {
      await page.getByRole("group", { name: "Weights" }).getByLabel(value, { exact: true }).uncheck();
    }
    await page.getByRole("button", { name: "gpt-image-2 (medium)", exact: true }).waitFor();
    await unfold(page);
    await page.addScriptTag({ path: AXE });
    expect(await violations(page)).toEqual([]);
    await page.getByLabel("Images a month").fill("nonsense");
    await page.getByLabel("Find").first().fill("nothing like this");
    await page.getByText("No model is left").waitFor();
    expect(await violations(page)).toEqual([]);
    await close();
  });
});

test.each([320, 390, 768, 1280])("at %i px the page does not overflow", async (width) => {
  const { page, close } = await openLive(browser, site, "#v1?n=123456789&bad=1", {
    viewport: { width, height: 800 },
  });
  await unfold(page);
  const measured = await page.evaluate(() => ({
    scroll: document.documentElement.scrollWidth,
    client: document.documentElement.clientWidth,
  }));
  expect(measured.scroll).toBeLessThanOrEqual(measured.client);
  await close();
});

test.each([390, 1280])("at %i px nothing moves when the engine takes over", async (width) => {
  site.replace([]);
  const { page, close } = await openLive(browser, site, "", { viewport: { width, height: 900 } });
  const shift = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let total = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries())
            total += (entry as PerformanceEntry & { value: number }).value;
        }).observe({ type: "layout-shift", buffered: true });
        setTimeout(() => resolve(total), 500);
      }),
  );
  expect(shift).toBe(0);
  await close();
});

test("a whole round by keyboard: every control takes the focus and shows it", async () => {
  const { page, complaints, close } = await openLive(browser, site);
  const seen = new Set<string>();
  for (let step = 0; step < 30; step += 1) {
    await page.keyboard.press("Tab");
    const state = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement | null;
      if (!element || element === document.body) return null;
      const style = getComputedStyle(element);
      const name = element.getAttribute("name") ?? element.textContent?.slice(0, 30) ?? "";
      return { name, visible: style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) > 0 };
    });
    expect(state?.visible).toBe(true);
    seen.add(state?.name ?? "");
  }
  for (const name of [
    "volume",
    "elo",
    "model",
    "mode",
    "size",
    "quality",
    "inputs",
    "batch",
    "text",
    "unit",
  ]) {
    expect(seen).toContain(name);
  }
  expect(complaints).toEqual([]);
  await close();
});

describe("a table of 400 models", () => {
  const many = 400;
  function bigCatalog(): string {
    const document = JSON.parse(CATALOG_TEXT) as {
      models: { id: string; name: string }[];
      model_count: number;
    };
    const models = Array.from({ length: many }, (_, at) => {
      const model = document.models[at % document.models.length];
      return { ...model, id: `${model?.id}-${at}`, name: `model number ${at}` };
    });
    return JSON.stringify({ ...document, models, model_count: many });
  }

  test("draws the rows in sight, opens and scrolls, and draws all on request", async () => {
    site.replace([[/infr\.json$/, { body: bigCatalog() }], ONE_CATALOG]);
    const { page, complaints, close } = await openLive(browser, site);
    await expect.poll(async () => (await modelNames(page)).length).toBeLessThan(60);
    const table = page.locator(".prices");
    expect(await table.getAttribute("aria-rowcount")).toBe(String(many + 1));

    const scroller = page.locator(".table-scroller");
    await scroller.evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await expect
      .poll(() => page.locator(".prices tr[aria-rowindex]").last().getAttribute("aria-rowindex"))
      .toBe(String(many + 1));
    // Rows far down have their monthly figures too.
    await expect.poll(() => page.locator(".prices .month").allInnerTexts()).not.toContain("…");

    await scroller.evaluate((element) => element.scrollTo(0, 0));
    await page.locator(".prices .expand").first().click();
    await page.locator(".detail").waitFor();

    await page.getByLabel(/Draw all 400 rows/).check();
    await expect.poll(async () => (await modelNames(page)).length).toBe(many);
    await expect.poll(() => page.locator(".prices .month").allInnerTexts()).not.toContain("…");
    expect(complaints).toEqual([]);
    await close();
  });
});
