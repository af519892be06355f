// The same failures in another engine, as far as they differ there: what storage keeps, two windows of it, and a page
// whose scripts or engine never come.

import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { launchFirefox } from "./firefox.ts";
import { addCatalog, addPrice, card, keptBook, keptCatalogs, listed } from "./kept.ts";
import { live, type Opened, openView, paced, type Site, serve } from "./support.ts";
import { type World, world } from "./world.ts";

describe.runIf(process.env.PERPIXEL_LONG === "1")("in Firefox", () => {
  let browser: Browser;
  let site: Site;
  let broken: World;
  let opened: Opened | undefined;

  beforeAll(async () => {
    [browser, site, broken] = await Promise.all([launchFirefox(), serve(), world()]);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
    await broken?.stop();
  });
  afterEach(async () => {
    await opened?.close();
    opened = undefined;
  });

  test("own catalogs and prices survive a reload, and another window follows", async () => {
    opened = await openView(browser, site, "catalogs");
    const { page } = opened;
    const other = await page.context().newPage();
    await other.goto(`${site.url}#v1/catalogs`);
    await other.locator("#book").waitFor();
    await addCatalog(page, "mine.json", card(1));
    await expect.poll(() => listed(page)).toEqual(["mine.json"]);
    await addPrice(page, "fal", "10");
    await expect.poll(() => keptBook(page)).toContain("0.1");
    await expect.poll(() => listed(other)).toEqual(["mine.json"]);
    await expect.poll(() => other.locator("#book tbody tr").count()).toBe(1);
    await page.reload();
    await expect.poll(() => listed(page)).toEqual(["mine.json"]);
    expect(await keptCatalogs(page)).toEqual({ "mine.json": card(1) });
    await page.getByRole("button", { name: "Remove mine.json", exact: true }).click();
    await expect.poll(() => listed(other)).toEqual([]);
  });

  test("denied storage is told", async () => {
    opened = await openView(browser, site, "catalogs");
    const { page } = opened;
    await page.addInitScript(() => {
      Object.defineProperty(window, "indexedDB", {
        get() {
          throw new DOMException("no", "SecurityError");
        },
      });
    });
    await page.reload();
    await addCatalog(page, "mine.json", card(2));
    await expect
      .poll(() => page.locator("#sources").getByRole("alert").innerText())
      .toContain("holds until the page is closed");
    expect(await listed(page)).toEqual(["mine.json"]);
  });

  test.each([
    ["scripts", /page-.*js$/],
    ["the engine", /wasm$/],
  ])("%s that never come are told within five seconds, and a reload heals", async (_, file) => {
    broken.faults = [[file, "stalled"]];
    const context = await browser.newContext();
    const page = await context.newPage();
    opened = { page, complaints: [], close: () => context.close() };
    await page.goto(broken.url, { waitUntil: "commit" });
    const late = page.locator(".late");
    await late.waitFor({ timeout: paced(5000) });
    expect(await page.evaluate(() => performance.getEntriesByName("first-contentful-paint").length)).toBe(1);
    broken.faults = [];
    await page.reload({ waitUntil: "commit" });
    await live(page);
    expect(await late.count()).toBe(0);
  });
});
