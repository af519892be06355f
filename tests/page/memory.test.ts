// What the page holds on to: however often its reader changes something, as much as before. Counted are the objects
// that are left after the garbage has been collected, of the page's own thread and not of the engine's.

import type { Browser, CDPSession, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { launch, live, type Opened, open, type Site, serve } from "./support.ts";

const TIMES = 20;

let site: Site;
let browser: Browser;
let opened: Opened;
let page: Page;
let session: CDPSession;

beforeAll(async () => {
  [site, browser] = await Promise.all([serve(), launch()]);
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});
beforeEach(async () => {
  opened = await open(browser, site, "#v1?elo=1100&weights=open,open-nc&sort=name");
  page = opened.page;
  await live(page);
  session = await page.context().newCDPSession(page);
});
afterEach(() => opened.close());

/** How many objects there are of a kind, or derived from it. */
async function count(kind: "Map" | "Object"): Promise<number> {
  await session.send("HeapProfiler.collectGarbage");
  const { result } = await session.send("Runtime.evaluate", {
    expression: `${kind}.prototype`,
    objectGroup: "count",
  });
  const { objects } = await session.send("Runtime.queryObjects", {
    prototypeObjectId: result.objectId ?? "",
    objectGroup: "count",
  });
  const length = await session.send("Runtime.callFunctionOn", {
    objectId: objects.objectId ?? "",
    functionDeclaration: "function () { return this.length; }",
    returnByValue: true,
  });
  await session.send("Runtime.releaseObjectGroup", { objectGroup: "count" });
  return Number(length.result.value);
}

/** By how many of each kind there are more after an act has been done many times than after a few. */
async function grown(act: (time: number) => Promise<void>): Promise<{ maps: number; objects: number }> {
  // What is fetched and kept once comes with the first few.
  for (let time = 0; time < 4; time++) await act(time);
  const before = { maps: await count("Map"), objects: await count("Object") };
  for (let time = 0; time < TIMES; time++) await act(time);
  const after = { maps: await count("Map"), objects: await count("Object") };
  // Otherwise nothing was counted.
  expect(before.objects).toBeGreaterThan(1000);
  return { maps: after.maps - before.maps, objects: after.objects - before.objects };
}

/** Has another volume answered. */
async function volume(time: number): Promise<void> {
  const total = page.locator(".side-routed .side-total");
  const before = await total.innerText();
  await page.getByLabel("Images a month").fill(time % 2 ? "30k" : "20k");
  await expect.poll(() => total.innerText()).not.toBe(before);
}

test(`after ${TIMES} views the page holds the last one alone`, async () => {
  const { maps, objects } = await grown(volume);
  process.stdout.write(`after ${TIMES} views: ${maps} more maps, ${objects} more objects\n`);
  expect(maps).toBeLessThan(4);
  expect(objects).toBeLessThan(500);
});

test(`a row that is opened and closed ${TIMES} times leaves nothing`, async () => {
  const row = page.locator(".prices > tbody").first();
  const { maps, objects } = await grown(async () => {
    await row.locator("button.expand").click();
    await row.locator(".detail-row table").first().waitFor({ state: "attached" });
    await row.locator("button.expand").click();
    await row.locator(".detail-row").waitFor({ state: "detached" });
  });
  process.stdout.write(`after ${TIMES} openings: ${maps} more maps, ${objects} more objects\n`);
  expect(maps).toBeLessThan(4);
  expect(objects).toBeLessThan(500);
});
