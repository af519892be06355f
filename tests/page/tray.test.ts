import type { Catalog } from "perpixel/inline";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { count, usd } from "../../www/src/format.ts";
import { launch, openLive, type Site, serve, shipped, today } from "./support.ts";

let site: Site;
let browser: Browser;
let api: Catalog;

beforeAll(async () => {
  [site, browser, api] = await Promise.all([serve(), launch(), shipped({ asOf: today() })]);
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

const opened = (hash: string, options: Parameters<typeof openLive>[3] = {}) =>
  openLive(browser, site, hash, options);

describe("the guided pick", () => {
  test("follows its terms, says what each one costs, and does without it on request", async () => {
    const { page, complaints, close } = await opened("");
    await page.getByLabel("Arena score (Elo)").selectOption("1300");
    await page.locator("[name=use]").selectOption("apache-2.0");
    await expect.poll(() => page.url()).toContain("#v1?elo=1300&use=apache-2.0");
    const query = { modes: ["t2i" as const, "edit" as const], sort: "price" as const, minElo: 1300 };
    const [within] = api.compare({}, { ...query, licenses: ["apache-2.0"] }).rows;
    const [anyone] = api.compare({}, query).rows;
    const total = (model: string | undefined) =>
      usd(api.quote({ model: model ?? "", count: 10_000 }).cheapest?.total);
    await expect
      .poll(() => page.locator(".sentence").innerText())
      .toContain(`${within?.model.name} at ${total(within?.model.id)}`);
    const relaxed = page.locator(".relaxed li");
    expect(await relaxed.count()).toBe(2);
    expect(await relaxed.nth(1).innerText()).toContain(
      `Under any licence: ${anyone?.model.name} at ${total(anyone?.model.id)} a month.`,
    );
    await relaxed.nth(1).getByRole("button").click();
    await expect.poll(() => page.url()).toMatch(/#v1\?elo=1300$/);
    await expect.poll(() => page.locator(".sentence").innerText()).toContain(`${anyone?.model.name} at`);
    expect(complaints).toEqual([]);
    await close();
  });

  test("a budget in the field asks the other way round, and a number turns it back", async () => {
    const { page, complaints, close } = await opened("");
    const field = page.locator("[name=volume]");
    await field.fill("$50");
    await expect.poll(() => page.url()).toContain("#v1?budget=50");
    const [first] = api.compare({}, { modes: ["t2i", "edit"], sort: "price", limit: 1 }).rows;
    const quote = api.quote({ model: first?.model.id ?? "", count: 10_000, budget: "50" });
    const images = `${count(Number(quote.cheapest?.affords))} images`;
    await expect
      .poll(() => page.locator(".sentence").innerText())
      .toContain(`${images} of ${first?.model.name}`);
    expect(await page.locator(".side-cheapest .side-total").innerText()).toContain(images);
    await field.blur();
    expect(await page.getByLabel("Budget a month").inputValue()).toBe("$50.00");
    await field.fill("$1.000");
    expect(await field.getAttribute("aria-invalid")).toBe("true");
    await field.fill("20k");
    await expect.poll(() => page.url()).toMatch(/#v1\?n=20000$/);
    await expect.poll(() => page.locator(".sentence").innerText()).toContain("20,000 images a month");
    expect(complaints).toEqual([]);
    await close();
  });

  test("a limit on latency in the address holds for the bill too", async () => {
    const { page, complaints, close } = await opened("#v1?within=fast&model=flux-2-pro");
    const quote = api.quote({ model: "flux-2-pro", count: 10_000, query: { latency: ["fast"] } });
    expect(await page.locator(".side-cheapest h3").innerText()).toContain("within the limit on latency");
    expect(await page.locator(".side-cheapest .side-total").innerText()).toContain(
      usd(quote.cheapest?.total),
    );
    expect(await page.locator("[name=within]").inputValue()).toBe("fast");
    await page.goto(`${site.url}#v1?within=never&use=mine`);
    await expect.poll(() => page.locator(".message-notice li").count()).toBe(2);
    expect(complaints).toEqual([]);
    await close();
  });

  test.each([
    [1280, 900],
    [390, 844],
  ])("question and answer stand on the first screen of %i × %i", async (width, height) => {
    const { page, close } = await opened("", { viewport: { width, height } });
    for (const part of [".estimate-terms", ".sentence", ".ranking li:first-child .ranking-name"]) {
      const box = await page.locator(part).boundingBox();
      expect((box?.y ?? height) + (box?.height ?? 0), part).toBeLessThanOrEqual(height);
    }
    await close();
  });
});

describe("ticked models", () => {
  const PAIR = "#v1?pick=gpt-image-2,flux-2-pro";

  test("stand side by side with the package's figures, differences marked", async () => {
    const { page, complaints, close } = await opened(PAIR);
    const table = page.locator(".side-by-side");
    await table.waitFor();
    expect(await table.locator("thead th").allInnerTexts()).toEqual([
      expect.stringContaining("GPT Image 2"),
      expect.stringContaining("flux-2-pro"),
    ]);
    const row = (name: string) =>
      table.locator("tr", { has: page.getByRole("rowheader", { name: new RegExp(`^${name}`) }) });
    for (const [at, model] of ["gpt-image-2", "flux-2-pro"].entries()) {
      const quote = api.quote({ model, count: 10_000 });
      const cell = (name: string) => row(name).locator("td").nth(at).innerText();
      expect(await cell("Cheapest")).toContain(usd(quote.cheapest?.price));
      expect(await cell("10,000 images a month, cheapest")).toBe(usd(quote.cheapest?.total));
      expect(await cell("10,000 images a month, routed")).toBe(usd(quote.routed?.billed));
    }
    expect(await row("Cheapest").locator(".best").count()).toBe(1);
    const all = await table.locator("tbody tr").count();
    await page.getByLabel("Only what differs").check();
    const differing = await table.locator("tbody tr").count();
    expect(differing).toBeLessThan(all);
    expect(await table.locator("tbody tr:not(.differs)").count()).toBe(0);
    expect(complaints).toEqual([]);
    await close();
  });

  test("the bar stays in sight, leads to them and takes them off", async () => {
    const { page, complaints, close } = await opened(PAIR);
    const bar = page.locator(".tray-bar");
    await bar.waitFor();
    await page.locator(".prices tbody").nth(3).scrollIntoViewIfNeeded();
    const box = await bar.boundingBox();
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(900);
    const jump = page.getByRole("link", { name: "Compare 2 models" });
    await jump.click();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("side-by-side");
    await page
      .locator(".side-by-side thead")
      .getByRole("button", { name: /GPT Image 2/ })
      .click();
    await expect.poll(() => page.url()).toMatch(/#v1\?pick=flux-2-pro$/);
    expect(await bar.innerText()).toContain("Tick another model");
    expect(await page.locator(".side-by-side").count()).toBe(0);
    await bar.getByRole("button", { name: "Clear" }).click();
    await expect.poll(() => bar.count()).toBe(0);
    expect(new URL(page.url()).hash).toBe("");
    expect(complaints).toEqual([]);
    await close();
  });

  test("a job changes their figures, and what no catalog lists is named", async () => {
    const { page, complaints, close } = await opened(`${PAIR},no-such-model`);
    const price = page.locator(".side-by-side tbody tr").first().locator("td").first();
    await price.waitFor();
    expect(await page.locator(".tray .doubt").innerText()).toContain("no-such-model");
    await page.getByLabel("Quality", { exact: true }).selectOption("high");
    await expect.poll(() => price.innerText()).toContain("$0.21072");
    expect(complaints).toEqual([]);
    await close();
  });

  test.each([320, 390])("at %i px only the table itself scrolls", async (width) => {
    const { page, close } = await opened(PAIR, { viewport: { width, height: 844 } });
    await page.locator(".side-by-side").waitFor();
    const over = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(over).toBeLessThanOrEqual(0);
    await close();
  });
});
