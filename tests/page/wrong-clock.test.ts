// The browser's clock is years off. Dates, ages and figures are those of the day that the clock says, as the package
// computes them for it; where it says no day at all, the page still has a state of its own.

import { load, type Override } from "perpixel/inline";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { figure, usd } from "../../www/src/format.ts";
import { writeBook } from "../../www/src/own/book-text.ts";
import { BOOK_KEY } from "./kept.ts";
import { launch, type Opened, open, type Site, serve, shippedFiles } from "./support.ts";

const LONG = process.env.PERPIXEL_LONG === "1";
const DEFINED_MS = 5000;
const BOOK: Override[] = [
  { provider: "fal", discount: "0.5", from: "2000-01-01", until: "2000-12-31" },
  { provider: "fal", discount: "0.25", from: "2150-01-01" },
];

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
afterEach(() => opened?.close());

const YEARS = LONG
  ? ["1970-01-01", "1999-12-31", "2000-06-01", "2020-02-29", "2038-01-20", "2199-12-31", "9999-12-31"]
  : ["1970-01-01"];

async function visit(time: number, book: readonly Override[]): Promise<void> {
  opened = await open(browser, site);
  const { page } = opened;
  await page.evaluate(([key, text]) => localStorage.setItem(key, text), [BOOK_KEY, writeBook(book)] as const);
  // Only the clock's face is turned: timers go on as they do on such a machine.
  await page.addInitScript((wrong) => {
    const Right = Date;
    const ahead = wrong - Right.now();
    class Wrong extends Right {
      constructor(...given: [] | [number]) {
        if (given.length === 0) super(Right.now() + ahead);
        else super(...given);
      }
      static override now = () => Right.now() + ahead;
    }
    globalThis.Date = Wrong as DateConstructor;
  }, time);
  await page.reload({ waitUntil: "commit" });
}

const state = () =>
  opened.page.evaluate(() => ({
    live: document.querySelector(".engine-line")?.textContent?.includes("Computed in your browser") ?? false,
    alert: [...document.querySelectorAll<HTMLElement>("[role=alert]")].map((one) => one.innerText).join("\n"),
  }));

test.each(YEARS)("on %s", async (asOf) => {
  await visit(new Date(`${asOf}T12:00:00`).getTime(), BOOK);
  const { page } = opened;
  await expect.poll(async () => (await state()).live, { timeout: 2 * DEFINED_MS }).toBe(true);
  const sources = shippedFiles().map(({ name, bytes }) => ({ name, data: bytes }));
  const api = await load(sources, { asOf, priceBook: BOOK });
  const { rows } = api.compare({}, { sort: "price", modes: ["t2i", "edit"] });
  expect(await page.locator(".prices .model-name").allInnerTexts()).toEqual(
    rows.map(({ model }) => model.name),
  );
  const side = api.quote({ model: rows[0]?.model.id ?? "", count: 10_000 }).cheapest;
  const due = side ? figure({ status: side.status, price: side.total }, usd) : "unknown";
  expect(await page.locator(".side-cheapest .side-total").innerText()).toBe(due);
  // Prices from the future have no age, and none is negative.
  const freshness = await page.locator(".freshness").innerText();
  expect(freshness).not.toMatch(/-\d|NaN|undefined|Invalid/);
  const ages = api.info().sources.flatMap(({ ageDays }) => (ageDays === null ? [] : [ageDays]));
  if (asOf < "2026") expect(freshness).not.toMatch(/check before you rely/);
  else expect(freshness).toContain(`up to ${Math.max(...ages).toLocaleString("en-US")} days old, check`);
  await page.getByRole("link", { name: "Catalogs", exact: true }).click();
  const list = page.locator("#sources tbody");
  await list.waitFor();
  expect(await list.innerText()).not.toMatch(/\s-\d/);
  if (asOf < "2026") expect(await list.innerText()).toContain("after today, by this device’s clock");
  // What is kept is as it was.
  expect(await page.evaluate((key) => localStorage.getItem(key), BOOK_KEY)).toBe(writeBook(BOOK));
});

const NO_DAYS: [string, number][] = [
  ["in the year 12026", Date.UTC(12_026, 0, 1)],
  ["before the year 0", Date.UTC(-5, 0, 1)],
];

test.each(LONG ? NO_DAYS : NO_DAYS.slice(0, 1))(
  "a clock %s is told, without figures, and the price book can be exported",
  async (_, time) => {
    await visit(time, BOOK);
    const { page } = opened;
    // No price is in force on a day that is none, so none is shown, with the reason.
    await expect.poll(async () => (await state()).alert, { timeout: 2 * DEFINED_MS }).toContain("is no date");
    expect(await page.locator(".prices .model-name").count()).toBe(0);
    expect((await page.locator("body").innerText()).replace("10k, 1.2M or $50", "")).not.toMatch(
      /\$\d|Invalid Date|undefined/,
    );
    const waiting = page.waitForEvent("download");
    await page.getByRole("link", { name: "Catalogs", exact: true }).click();
    await page.getByRole("button", { name: "Export as a file" }).click();
    expect((await waiting).suggestedFilename()).toMatch(/^perpixel-price-book-[\w-]+\.json$/);
    expect(await page.evaluate((key) => localStorage.getItem(key), BOOK_KEY)).toBe(writeBook(BOOK));
  },
);
