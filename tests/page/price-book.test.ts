import { readFileSync } from "node:fs";
import { load, type Override } from "perpixel/inline";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { cellPrice } from "../../www/src/format.ts";
import { NEW_ENTRY, readEntry, wording } from "../../www/src/own/book-entry.ts";
import { joined, MOST_ENTRIES, readBook, writeBook } from "../../www/src/own/book-text.ts";
import {
  axe,
  CATALOG_TEXT,
  launch,
  live,
  ONE_CATALOG,
  type Opened,
  openView,
  overflow,
  rowOf,
  type Site,
  serve,
  today,
} from "./support.ts";

const KEY = "perpixel.price-book.1";
const MODEL = "flux-2-pro";

let site: Site;
let browser: Browser;
let opened: Opened;

beforeAll(async () => {
  [site, browser] = await Promise.all([serve(), launch()]);
  site.replace([ONE_CATALOG]);
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

const part = () => opened.page.locator("#book");
const said = () => part().getByRole("status").innerText();
const table = () => part().getByRole("table");
const kept = () => opened.page.evaluate((key) => localStorage.getItem(key), KEY);
const keep = (text: string) =>
  opened.page.evaluate(([key, value]) => localStorage.setItem(key, value), [KEY, text] as const);

async function start(options: BrowserContextOptions = {}): Promise<void> {
  opened = await openView(browser, site, "catalogs", options);
}

async function go(view: "Compare" | "Catalogs"): Promise<void> {
  await opened.page.getByRole("link", { name: view, exact: true }).click();
  await (view === "Compare" ? live(opened.page) : part().waitFor());
}

async function add(fields: Record<string, string>, kind = "discount"): Promise<void> {
  await part().getByLabel("It is a").selectOption(kind);
  for (const [label, text] of Object.entries(fields)) {
    await part().getByLabel(label, { exact: true }).fill(text);
  }
  await part().getByRole("button", { name: "Add the price" }).click();
}

/** What the package says that the model costs under a book. */
async function cheapest(priceBook: Override[]) {
  const api = await load({ name: "infr.json", data: CATALOG_TEXT }, { asOf: today(), priceBook });
  const row = api.compare({}, { models: [MODEL] }).rows[0];
  const offer = row?.offers[row.cheapest ?? -1];
  if (!row || !offer?.price) throw new Error("the model has no price");
  return { name: row.model.name, offer, cell: cellPrice(offer.price) };
}

describe("in the browser", () => {
  beforeEach(() => start());
  afterEach(async () => {
    await opened.close();
    expect(opened.complaints).toEqual([]);
  });

  test("a discount changes the price and its receipt, survives a reload, and is removed", async () => {
    const { page } = opened;
    const before = await cheapest([]);
    const after = await cheapest([{ provider: before.offer.provider, model: MODEL, discount: "0.155" }]);
    expect(after.cell).not.toBe(before.cell);
    const row = () => rowOf(page, before.name);
    const price = () => row().locator(".col-cheapest, .col-price").first().innerText();
    await go("Compare");
    await expect.poll(price).toContain(before.cell);

    await go("Catalogs");
    await add({ Provider: before.offer.provider, Model: MODEL, "How much": "15.5%", Note: "contract 7" });
    await expect.poll(said).toBe("The price is listed below.");
    expect(await table().innerText()).toMatch(/15\.5% off.*contract 7\s+taken/s);
    expect(await part().getByLabel("Provider", { exact: true }).inputValue()).toBe("");
    await go("Compare");
    await expect.poll(price).toContain(after.cell);
    await page.reload();
    await live(page);
    await expect.poll(price).toContain(after.cell);
    await row().getByRole("button", { name: before.name, exact: true }).click();
    const offer = row().locator(".offer", { has: page.getByText("own price", { exact: true }) });
    await offer.getByText("Receipt").click();
    const receipt = await offer.locator(".receipt").innerText();
    expect(after.offer.receipt.length).toBeGreaterThan(before.offer.receipt.length);
    for (const { label } of after.offer.receipt) expect(receipt).toContain(label);
    expect(await row().getByText("own price", { exact: true }).count()).toBe(1);

    await go("Catalogs");
    await part().getByRole("button", { name: "Remove price 1" }).click();
    await expect.poll(said).toBe("The price is removed.");
    await go("Compare");
    await expect.poll(price).toContain(before.cell);
    expect(await kept()).toBeNull();
  });

  test("what the engine refuses stands beside the list and is not applied; what fits nothing is told", async () => {
    await add({ "How much": "1" });
    await expect.poll(() => part().locator(".field-error").count()).toBeGreaterThan(0);
    await add({ Provider: "fal", Model: MODEL, "How much": "15", From: "2026-06-02", Until: "2026-06-01" });
    await expect.poll(said).toBe("The price is listed below.");
    await add({ Provider: "nobody", Model: "no-such", "How much": "$0.02" }, "image");
    await expect.poll(() => table().innerText()).toContain("fits no offer");
    const rows = await table().locator("tbody tr").allInnerTexts();
    expect(rows).toHaveLength(2);
    expect(rows[0]).toContain("Not applied: ");
    expect(rows[1]).toContain("$0.02 an image");
    expect(rows[1]).not.toContain("Not applied");
  });

  test("an entry that is refused stays in the form", async () => {
    const full = Array.from({ length: MOST_ENTRIES }, (_, at) => ({ provider: `p${at}`, discount: "0.1" }));
    await keep(writeBook(full));
    await opened.page.reload();
    await table().waitFor();
    await add({ Provider: "fal", "How much": "10", Note: "contract 7" });
    await expect.poll(() => part().getByRole("alert").innerText()).toContain("nothing is added");
    expect(await part().getByLabel("Note", { exact: true }).inputValue()).toBe("contract 7");
  });

  test("export, and import of the same file", async () => {
    await add({ Provider: "fal", "How much": "10" });
    await expect.poll(said).toBe("The price is listed below.");
    const waiting = opened.page.waitForEvent("download");
    await part().getByRole("button", { name: "Export as a file" }).click();
    const download = await waiting;
    expect(download.suggestedFilename()).toBe(`perpixel-price-book-${today()}.json`);
    const text = readFileSync(await download.path(), "utf8");
    expect(readBook(text)).toEqual([{ provider: "fal", discount: "0.1" }]);
    await part().getByRole("button", { name: "Remove price 1" }).click();
    await expect.poll(() => table().count()).toBe(0);
    const choose = (content: string) =>
      part()
        .getByLabel("Import a price book")
        .setInputFiles({ name: "book.json", mimeType: "application/json", buffer: Buffer.from(content) });
    await choose("[]");
    await expect.poll(() => part().getByRole("alert").innerText()).toContain("book.json is no price book");
    await choose(text);
    await expect.poll(() => table().innerText()).toContain("10% off");
    await choose(text);
    await expect.poll(said).toContain("are added");
    expect(await table().locator("tbody tr").count()).toBe(1);
    expect(await kept()).toBe(text);
  });

  test.each(["{broken", "[]", '{"format":"perpixel/price-book@1","entries":[5]}'])(
    "a kept book that is no book is set aside: %s",
    async (text) => {
      const { page } = opened;
      await keep(text);
      await page.reload();
      await page.getByText("cannot be read. It was set aside").waitFor();
      expect(await page.evaluate((key) => localStorage.getItem(`${key}.aside-1`), KEY)).toBe(text);
      expect(await kept()).toBeNull();
      await add({ Provider: "fal", "How much": "10" });
      await expect.poll(kept).toContain('"0.1"');
    },
  );

  test("what another tab kept meanwhile stays beside what is added here; what it cannot read is set aside", async () => {
    await keep(writeBook([{ provider: "bfl", discount: "0.5" }]));
    await add({ Provider: "fal", "How much": "10" });
    await expect.poll(said).toBe("The price is listed below.");
    const both = writeBook([
      { provider: "bfl", discount: "0.5" },
      { provider: "fal", discount: "0.1" },
    ]);
    expect(await kept()).toBe(both);
    const unknown = '{"format":"perpixel/price-book@2"}';
    await keep(unknown);
    await add({ Provider: "kie", "How much": "10" });
    await expect.poll(() => part().getByRole("alert").innerText()).toContain(`${KEY}.aside-1`);
    expect(await opened.page.evaluate((key) => localStorage.getItem(`${key}.aside-1`), KEY)).toBe(unknown);
    expect(await kept()).toContain('"kie"');
  });

  test.each(["full", "denied"])("where storage is %s the book holds for the session", async (state) => {
    const { page } = opened;
    await page.addInitScript((which) => {
      const fail = () => {
        throw new DOMException("no", "QuotaExceededError");
      };
      if (which === "full") Storage.prototype.setItem = fail;
      else Object.defineProperty(window, "localStorage", { get: fail });
    }, state);
    await page.reload();
    await part().waitFor();
    await add({ Provider: "fal", "How much": "10" });
    await expect.poll(() => part().getByRole("alert").innerText()).toContain("until the page is closed");
    expect(await table().innerText()).toContain("10% off");
  });
});

describe("axe finds nothing, and nothing overflows", () => {
  test.each([
    ["light", 1280],
    ["dark", 1280],
    ["light", 390],
    ["dark", 390],
    ["light", 320],
  ] as const)("%s at %i px", async (colorScheme, width) => {
    await start({ colorScheme, viewport: { width, height: 844 }, bypassCSP: true });
    const { page } = opened;
    await add({ Provider: "fal", "How much": "10", Note: "x".repeat(90) });
    await expect.poll(() => table().innerText()).toContain("10% off");
    await part()
      .getByLabel("Import a price book")
      .setInputFiles({ name: "no.json", mimeType: "text/plain", buffer: Buffer.from("") });
    await part().getByRole("alert").waitFor();
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    expect(await axe(page)).toEqual([]);
    await opened.close();
  });
});

test("entries are read to the last digit, and read out again", () => {
  const draft = { ...NEW_ENTRY, model: "m", amount: "0.1" };
  expect(readEntry(draft)).toEqual({ model: "m", discount: "0.001" });
  expect(readEntry({ ...draft, kind: "image" })).toBeNull();
  const price = {
    ...draft,
    kind: "clip",
    provider: " p ",
    amount: "1,200.50",
    until: "2026-06-30",
    note: " n ",
  };
  const entry = { provider: "p", model: "m", usd: "1200.50", unit: "clip", until: "2026-06-30", note: "n" };
  expect(readEntry(price)).toEqual(entry);
  expect(readEntry({ ...price, until: "2026-02-30" })).toBeNull();
  expect(wording({ discount: "0.001" })).toBe("0.1% off");
  expect(wording(entry as Override)).toBe("$1,200.50 a clip");
  expect(wording({ usd: "\u202e1" })).toBe("⟨U+202E⟩1 an image");
  expect(joined([{ model: "m" }], [{ model: "m" }, { model: "n" }])).toHaveLength(2);
  expect(readBook(writeBook([{ model: "m" }]))).toEqual([{ model: "m" }]);
});
