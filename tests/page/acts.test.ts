import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { column, launch, type Opened, openLive, type Replacements, type Site, serve } from "./support.ts";

const MISSING: Replacements = [[/\/acts-[\w-]+\.js$/, { status: 404, type: "text/html", body: "not here" }]];
const BLOCKED = { serviceWorkers: "block" } as const;

describe("what a reader's first act needs", () => {
  let site: Site;
  let browser: Browser;
  let opened: Opened | undefined;

  beforeAll(async () => {
    [site, browser] = await Promise.all([serve(), launch()]);
  });
  afterEach(async () => {
    await opened?.close();
    opened = undefined;
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  async function start(replaced: Replacements, hash = ""): Promise<Page> {
    site.replace(replaced);
    opened = await openLive(browser, site, hash, BLOCKED);
    return opened.page;
  }
  const fetched = (page: Page) =>
    page.evaluate(() =>
      performance
        .getEntriesByType("resource")
        .map(({ name }) => name)
        .filter((name) => /\/acts-[\w-]+\.js$/.test(name)),
    );

  test("is fetched with the first key or button that is pressed", async () => {
    const page = await start([]);
    expect(await fetched(page)).toEqual([]);
    await page.keyboard.press("Shift");
    await expect.poll(async () => (await fetched(page)).length).toBeGreaterThan(0);
  });

  test("is there before a link is drawn: its columns have their figures at once", async () => {
    const page = await start([], "#v1?cols=cheapest,multiple,status,weights,source,checked");
    for (const name of ["multiple", "status", "weights", "source", "checked"]) {
      const cells = await column(page, name);
      expect(cells.length).toBeGreaterThan(30);
      expect(cells.filter((text) => text.trim() === "")).toEqual([]);
    }
    expect((await column(page, "multiple"))[0]).toMatch(/^1×/);
  });

  test("that cannot be had leaves the defaults with a notice, and the next link is read", async () => {
    const page = await start(MISSING, "#v1?n=20000");
    expect(await page.locator(".message-notice").innerText()).toContain("The link could not be read");
    expect(await page.getByLabel("Images a month").inputValue()).toBe("10,000");
    site.replace([]);
    await page.evaluate(() => {
      location.hash = "#v1?n=30000";
    });
    await expect.poll(() => page.getByLabel("Images a month").inputValue()).toBe("30,000");
    expect(await page.locator(".message-notice").count()).toBe(0);
  });

  test("that cannot be had is said beside the volume, which is read on the next attempt", async () => {
    const page = await start(MISSING);
    const field = page.getByLabel("Images a month");
    await field.fill("20k");
    const error = page.locator(".estimate .field-note.error");
    await error.waitFor();
    expect(await error.innerText()).toBe("This part could not be fetched.");
    site.replace([]);
    await field.blur();
    expect(await field.inputValue()).toBe("10,000");
    await field.fill("20k");
    await expect.poll(() => page.locator(".sentence").innerText()).toContain("20,000 images");
    expect(await error.count()).toBe(0);
  });

  test("a volume that is typed and left at once is read once its code is here", async () => {
    const page = await start([]);
    const field = page.getByLabel("Images a month");
    await field.evaluate((input: HTMLInputElement) => {
      input.focus();
      input.value = "1.2M";
      input.dispatchEvent(new Event("input", { bubbles: true }));
      input.blur();
    });
    await expect.poll(() => field.inputValue()).toBe("1,200,000");
  });

  test("is there for what else a link may show: terms in the way, a free size", async () => {
    const page = await start([], "#v1?elo=1300&size=1000x900&cols=elo,cheapest,spread");
    await page.getByLabel("Width, px").waitFor();
    await page.locator(".relaxed").waitFor();
    const parts = await page.evaluate(() => {
      const shown = document.querySelectorAll(".relaxed li, [name=width], [name=height]").length;
      return { shown, waiting: document.querySelectorAll("td:empty").length };
    });
    expect(parts.shown).toBeGreaterThan(2);
    expect(parts.waiting).toBe(0);
  });
});
