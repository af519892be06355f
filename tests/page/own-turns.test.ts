// What the reader does while something of his own is still being kept or read: nothing that was typed, added or removed
// meanwhile may be lost. Keeping is held up by a transaction of the test's own, so that what follows surely comes between.

import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { addCatalog, addPrice, card, keptCatalogs, listed } from "./kept.ts";
import { launch, live, ONE_CATALOG, type Opened, openView, type Site, serve } from "./support.ts";

let site: Site;
let browser: Browser;
let opened: Opened;
let page: Page;
let sources: Locator;

beforeAll(async () => {
  [site, browser] = await Promise.all([serve(), launch()]);
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});
beforeEach(async () => {
  site.replace([ONE_CATALOG]);
  opened = await openView(browser, site, "catalogs");
  ({ page } = opened);
  sources = page.locator("#sources");
  // From here on there is a storage that can be held.
  await addCatalog(page, "first.json", card(1));
  await expect.poll(said).toContain("first.json is loaded");
});
afterEach(async () => {
  await opened.close();
  expect(opened.complaints).toEqual([]);
});

const said = () => sources.getByRole("status").innerText();
const text = () => sources.getByLabel("Or a catalog pasted here");
const add = () => sources.getByRole("button", { name: "Add the catalog" });

interface Held {
  release?: () => void;
}

/**
 * Nothing else is read from the kept catalogs, nor written to them, until it is let go. Then there is one more, as if
 * another window had added it: the first one under another name.
 */
async function hold(): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const opening = indexedDB.open("perpixel");
        opening.onsuccess = () => {
          const db = opening.result;
          const transaction = db.transaction("catalogs", "readwrite");
          const store = transaction.objectStore("catalogs");
          transaction.oncomplete = () => db.close();
          let held = true;
          // A transaction lasts as long as it is asked for something.
          const again = () => {
            const asked = store.getAll();
            asked.onsuccess = () => {
              if (held) return again();
              const { bytes, sum } = asked.result[0];
              store.add({ name: "other.json", bytes, sum });
            };
          };
          again();
          (globalThis as Held).release = () => {
            held = false;
          };
          resolve();
        };
      }),
  );
}

const release = () => page.evaluate(() => (globalThis as Held).release?.());

/** As far as it comes while the storage is held: the page may rightly wait with it. */
async function unlessItWaits(seen: Locator, timeout = 500): Promise<void> {
  await seen.waitFor({ timeout }).catch(() => undefined);
}

/** Another window says that what is kept has changed, and this one has begun to read it. */
async function hearOfAnother(): Promise<void> {
  const other = await page.context().newPage();
  await other.goto(`${site.url}catalogs/index.json`);
  await page.evaluate(() =>
    addEventListener("storage", () => Object.assign(globalThis, { heard: true }), { once: true }),
  );
  await other.evaluate(() => localStorage.setItem("perpixel.catalogs.1", "another window's"));
  await page.waitForFunction(() => "heard" in globalThis);
  await other.close();
}

/** Through what may still be under way: the page is asked for another view and for this one again. */
async function settled(): Promise<void> {
  await page.getByRole("link", { name: "Compare", exact: true }).click();
  await live(page);
  await page.getByRole("link", { name: "Catalogs", exact: true }).click();
  await sources.getByText("infr.json").first().waitFor();
}

test("what is pasted while the catalog before is still being kept stays in the form", async () => {
  await hold();
  await addCatalog(page, "second.json", card(2));
  await sources.getByRole("row", { name: /^second\.json yours/ }).waitFor();
  await text().fill("no JSON");
  await text().evaluate((field) => Object.assign(globalThis, { field }));
  await release();
  await expect.poll(said).toContain("second.json is loaded");
  expect(await text().inputValue()).toBe("no JSON");
  // It is the same field, and whoever types in it goes on typing.
  expect(await text().evaluate((field) => field === document.activeElement)).toBe(true);
  await add().click();
  await expect.poll(() => sources.getByRole("alert").innerText()).toContain("not_json");
});

test("a form that was taken is empty, and does not ask for what it has just got", async () => {
  await add().click();
  await expect.poll(() => sources.locator(".field-error").count()).toBe(1);
  await text().fill(card(2));
  await add().click();
  await expect.poll(said).toContain("pasted catalog is loaded");
  await expect.poll(() => text().inputValue()).toBe("");
  expect(await sources.locator(".field-error").count()).toBe(0);
});

test("a catalog that is added while this window reads what another one kept is not dropped", async () => {
  await hold();
  await hearOfAnother();
  await addCatalog(page, "second.json", card(2));
  await unlessItWaits(sources.getByRole("row", { name: /^second\.json yours/ }));
  await release();
  await expect.poll(said).toContain("second.json is loaded");
  await settled();
  expect(await listed(page)).toContain("second.json");
});

test("a catalog that is removed while this window reads what another one kept does not come back", async () => {
  await hold();
  await hearOfAnother();
  await sources.getByRole("button", { name: "Remove first.json" }).click();
  await unlessItWaits(sources.getByText("first.json is removed."));
  await release();
  await expect.poll(said).toBe("first.json is removed.");
  await settled();
  expect(await listed(page)).not.toContain("first.json");
  expect(Object.keys(await keptCatalogs(page))).toEqual(["other.json"]);
});

test("a catalog that is removed while it is still being kept does not come back with a reload", async () => {
  // A long one is looked through in pieces before it is kept; between them the page rests, here until it is let go.
  await page.evaluate(() => {
    const waiting: (() => void)[] = [];
    const later = globalThis.setTimeout;
    globalThis.setTimeout = ((work: () => void, delay?: number) =>
      delay === undefined ? waiting.push(work) : later(work, delay)) as typeof setTimeout;
    (globalThis as Held).release = () => {
      globalThis.setTimeout = later;
      for (const work of waiting) later(work);
    };
  });
  await addCatalog(page, "second.json", card(2, 5 << 20));
  await sources.getByRole("button", { name: "Remove second.json" }).click();
  await unlessItWaits(sources.getByText("second.json is removed."), 1500);
  await release();
  await expect.poll(said).toBe("second.json is removed.");
  await settled();
  await page.reload();
  await sources.getByText("first.json").first().waitFor();
  expect(await listed(page)).toEqual(["first.json"]);
});

test("a price that is added meanwhile is not lost with the next one", async () => {
  const book = page.locator("#book");
  await hold();
  await hearOfAnother();
  await addPrice(page, "infr", "10");
  await unlessItWaits(book.getByText("The price is listed below."));
  await release();
  await expect.poll(() => book.getByRole("status").innerText()).toBe("The price is listed below.");
  await settled();
  await addPrice(page, "fal", "20");
  await expect.poll(() => book.getByRole("status").innerText()).toBe("The price is listed below.");
  expect(await book.locator("tbody tr").count()).toBe(2);
});

test("what the browser would have kept only after the page gave up is not kept behind its back", async () => {
  await hold();
  await addCatalog(page, "late.json", card(2));
  await sources.getByText("it holds until the page is closed").waitFor();
  await release();
  await settled();
  await expect.poll(async () => Object.keys(await keptCatalogs(page))).toContain("other.json");
  expect(Object.keys(await keptCatalogs(page))).not.toContain("late.json");
  await sources.getByRole("button", { name: "Remove late.json" }).click();
  await page.reload();
  await sources.getByText("first.json").first().waitFor();
  expect(await listed(page)).not.toContain("late.json");
});
