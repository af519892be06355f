// What the reader keeps when the browser's storage fails: full, denied, silent, damaged, changed by another window. The
// page says so within five seconds, its figures are those of what it says is loaded, and all of it can be saved.

import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readBook, writeBook } from "../../www/src/own/book-text.ts";
import { addCatalog, addPrice, BOOK_KEY, card, keptBook, keptCatalogs, listed } from "./kept.ts";
import { launch, live, modelNames, type Opened, openView, rowOf, type Site, serve } from "./support.ts";

const LONG = process.env.PERPIXEL_LONG === "1";
const DEFINED_MS = 5000;

let site: Site;
let browser: Browser;
let opened: Opened;

beforeAll(async () => {
  [site, browser] = await Promise.all([serve(), launch()]);
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});
beforeEach(async () => {
  opened = await openView(browser, site, "catalogs");
});
afterEach(async () => {
  await opened.close();
  expect(opened.complaints.filter((text) => text.startsWith("uncaught"))).toEqual([]);
});

const alertOf = (page: Page, part: string) => page.locator(part).getByRole("alert");

async function saved(page: Page, button: string): Promise<string> {
  const waiting = page.waitForEvent("download");
  await page.getByRole("button", { name: button, exact: true }).first().click();
  return readFileSync(await (await waiting).path(), "utf8");
}

async function seen(page: Page, number: number): Promise<void> {
  await page.getByRole("link", { name: "Compare", exact: true }).click();
  await live(page);
  await rowOf(page, `House ${number}`).waitFor();
  expect(await rowOf(page, `House ${number}`).innerText()).toContain(`$0.00${1000 + number}`);
  await page.getByRole("link", { name: "Catalogs", exact: true }).click();
  await page.locator("#sources").waitFor();
}

describe("a catalog of one's own", () => {
  test.each(LONG ? ["full", "denied", "silent", "without local storage"] : ["full"])(
    "where storage is %s it holds for the session, which is said, and can be exported",
    async (state) => {
      const { page } = opened;
      if (state === "full") {
        // The quota of the browser itself, so that the write is begun and fails.
        const session = await page.context().newCDPSession(page);
        await session.send("Storage.overrideQuotaForOrigin", {
          origin: new URL(site.url).origin,
          quotaSize: 1,
        });
      } else {
        await page.addInitScript((which) => {
          const fail = () => {
            throw new DOMException("no", "SecurityError");
          };
          if (which === "silent") IDBFactory.prototype.open = () => ({}) as IDBOpenDBRequest;
          else
            Object.defineProperty(window, which === "denied" ? "indexedDB" : "localStorage", { get: fail });
        }, state);
        await page.reload();
      }
      const text = card(1, state === "full" ? 200_000 : 0);
      await addCatalog(page, "mine.json", text);
      const alert = alertOf(page, "#sources");
      await alert.waitFor({ timeout: DEFINED_MS + 2000 });
      expect(await alert.innerText()).toContain("holds until the page is closed");
      await seen(page, 1);
      expect(await saved(page, "Export mine.json")).toBe(text);
      await page.reload();
      await page.locator("#sources tbody tr").first().waitFor();
      expect(await listed(page)).toEqual([]);
    },
  );

  test.runIf(LONG)(
    "where the storage has gone silent since, the page starts without it and says so",
    async () => {
      const { page } = opened;
      await addCatalog(page, "mine.json", card(2));
      await expect.poll(() => listed(page)).toEqual(["mine.json"]);
      await expect.poll(() => keptCatalogs(page)).toEqual({ "mine.json": card(2) });
      await page.addInitScript(() => {
        IDBFactory.prototype.open = () => ({}) as IDBOpenDBRequest;
      });
      await page.goto(`${site.url}#v1/compare`);
      await page.reload({ waitUntil: "commit" });
      await page.getByText("could not be read, so they are not loaded").waitFor({ timeout: DEFINED_MS });
      await live(page);
      expect(await modelNames(page)).not.toContain("House 2");
    },
  );

  test.each(LONG ? ["a digit", "the record"] : ["a digit"])(
    "damaged in %s it is set aside, and its price is not shown",
    async (what) => {
      const { page } = opened;
      await addCatalog(page, "mine.json", card(3));
      await expect.poll(() => keptCatalogs(page)).toEqual({ "mine.json": card(3) });
      await page.evaluate(
        (part) =>
          new Promise<void>((resolve) => {
            const opening = indexedDB.open("perpixel");
            opening.onsuccess = () => {
              const transaction = opening.result.transaction("catalogs", "readwrite");
              const store = transaction.objectStore("catalogs");
              const all = store.getAll();
              all.onsuccess = () => {
                const [record] = all.result as {
                  id: number;
                  name: string;
                  bytes: Uint8Array;
                  sum?: string;
                }[];
                if (!record) return;
                const text = new TextDecoder().decode(record.bytes).replace("0.001003", "0.000003");
                record.bytes = new TextEncoder().encode(text);
                if (part === "the record") record.bytes = 5 as never;
                store.put(record);
              };
              transaction.oncomplete = () => {
                opening.result.close();
                resolve();
              };
            };
          }),
        what,
      );
      await page.reload();
      await page.getByText("is damaged. It was set aside").waitFor({ timeout: DEFINED_MS });
      expect(await listed(page)).toEqual([]);
      await page.getByRole("link", { name: "Compare", exact: true }).click();
      await live(page);
      expect(await modelNames(page)).not.toContain("House 3");
      expect(await keptCatalogs(page)).toEqual({});
      // Said once; its name is free again.
      await page.goto(`${site.url}#v1/catalogs`);
      await page.reload();
      await page.locator("#sources tbody tr").first().waitFor();
      expect(await page.getByText("is damaged").count()).toBe(0);
      await addCatalog(page, "mine.json", card(3));
      await expect.poll(() => listed(page)).toEqual(["mine.json"]);
    },
  );

  test("refused when the page opens, it takes nothing with it, and can be exported and removed", async () => {
    const { page } = opened;
    await addCatalog(page, "mine.json", card(4));
    await expect.poll(() => keptCatalogs(page)).toEqual({ "mine.json": card(4) });
    // As a version of the page that reads other formats would find it.
    const text = '{"format":"perpixel/rate-card@99","models":[]}';
    const { checksum } = await import("../../www/src/checksum.ts");
    const bytes = [...Buffer.from(text)];
    await page.evaluate(
      ([numbers, sum]) =>
        new Promise<void>((resolve) => {
          const opening = indexedDB.open("perpixel");
          opening.onsuccess = () => {
            const transaction = opening.result.transaction("catalogs", "readwrite");
            transaction
              .objectStore("catalogs")
              .put({ id: 1, name: "mine.json", bytes: new Uint8Array(numbers as number[]), sum });
            transaction.oncomplete = () => {
              opening.result.close();
              resolve();
            };
          };
        }),
      [bytes, checksum(new Uint8Array(bytes))] as const,
    );
    await page.reload();
    await page.getByText("Kept in this browser, but not loaded").waitFor({ timeout: DEFINED_MS });
    expect(await page.locator(".message-problem").first().innerText()).toContain("mine.json");
    await page.getByRole("link", { name: "Compare", exact: true }).click();
    await live(page);
    expect((await modelNames(page)).length).toBeGreaterThan(30);
    await page.getByRole("link", { name: "Catalogs", exact: true }).click();
    expect(await saved(page, "Export mine.json")).toBe(text);
    await page.getByRole("button", { name: "Remove mine.json", exact: true }).click();
    await expect.poll(() => keptCatalogs(page)).toEqual({});
    await page.reload();
    await page.locator("#sources tbody tr").first().waitFor();
    expect(await page.locator(".message-problem").count()).toBe(0);
  });
});

test.runIf(LONG)(
  "a price book where storage is really full holds for the session, and the one before it stays kept",
  async () => {
    const { page } = opened;
    await addPrice(page, "fal", "10");
    await expect.poll(() => keptBook(page)).toContain("0.1");
    const before = await keptBook(page);
    await page.evaluate(() => {
      for (let size = 2 ** 22; size >= 1; size /= 2) {
        try {
          for (let at = 0; ; at += 1) localStorage.setItem(`filler-${size}-${at}`, "x".repeat(size));
        } catch {
          // Smaller pieces may still fit.
        }
      }
    });
    await addPrice(page, "bfl", "20");
    await expect.poll(() => alertOf(page, "#book").innerText()).toContain("until the page is closed");
    const both = [
      { provider: "fal", discount: "0.1" },
      { provider: "bfl", discount: "0.2" },
    ];
    expect(readBook(await saved(page, "Export as a file"))).toEqual(both);
    expect(await keptBook(page)).toBe(before);
  },
);

describe("two windows", () => {
  async function second(): Promise<Page> {
    const other = await opened.page.context().newPage();
    await other.goto(`${site.url}#v1/catalogs`);
    await other.locator("#book").waitFor();
    return other;
  }
  const discounts = (page: Page) => page.locator("#book tbody tr").count();

  test("a price in one is in the figures of the other, and neither undoes the other's", async () => {
    const { page } = opened;
    const other = await second();
    await page.getByRole("link", { name: "Compare", exact: true }).click();
    await live(page);
    const prices = () => page.locator(".prices").innerText();
    const before = await prices();
    await addPrice(other, "", "");
    await addPrice(other, "fal", "90");
    await expect.poll(prices, { timeout: DEFINED_MS }).not.toBe(before);
    await page.getByRole("link", { name: "Catalogs", exact: true }).click();
    await expect.poll(() => discounts(page)).toBe(1);
    // Both at once.
    await Promise.all([addPrice(page, "bfl", "20"), addPrice(other, "kie", "30")]);
    await expect.poll(() => discounts(page)).toBe(3);
    await expect.poll(() => discounts(other)).toBe(3);
    await page.getByRole("button", { name: "Remove price 1" }).click();
    await expect.poll(() => discounts(other)).toBe(2);
    expect(readBook((await keptBook(page)) ?? "")).toHaveLength(2);
    // The figures of both are those of one book.
    for (const one of [page, other]) {
      await one.getByRole("link", { name: "Compare", exact: true }).click();
      await live(one);
    }
    await expect.poll(prices).toBe(await other.locator(".prices").innerText());
  });

  test("a catalog in one is in the other; what only one window has stays there", async () => {
    const { page } = opened;
    const other = await second();
    await addCatalog(other, "mine.json", card(5));
    await expect.poll(() => listed(page)).toEqual(["mine.json"]);
    await page.evaluate(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException("no", "QuotaExceededError");
      };
    });
    await addPrice(page, "fal", "10");
    await expect.poll(() => alertOf(page, "#book").innerText()).toContain("until the page is closed");
    await addPrice(other, "bfl", "20");
    await other.getByRole("button", { name: "Remove mine.json", exact: true }).click();
    await expect.poll(() => listed(page)).toEqual([]);
    expect(await page.locator("#book tbody").innerText()).toContain("fal");
    expect(await page.locator("#book tbody").innerText()).not.toContain("bfl");
    expect(readBook((await keptBook(other)) ?? "")).toEqual([{ provider: "bfl", discount: "0.2" }]);
  });

  test.runIf(LONG)(
    "a book that nobody can read, put there by another window, is set aside and changes no figure",
    async () => {
      const { page } = opened;
      const other = await second();
      await other.evaluate((key) => localStorage.setItem(key, "{half of a bo"), BOOK_KEY);
      await page.getByText("cannot be read. It was set aside").waitFor({ timeout: DEFINED_MS });
      expect(await page.evaluate((key) => localStorage.getItem(`${key}.aside-1`), BOOK_KEY)).toBe(
        "{half of a bo",
      );
      await other.evaluate(
        ([key, text]) => localStorage.setItem(key ?? "", text ?? ""),
        [BOOK_KEY, writeBook([{ provider: "fal", discount: "0.1" }])],
      );
      await expect.poll(() => discounts(page)).toBe(1);
    },
  );
});
