// A reader's own things in a page under test: a catalog that tells itself apart by number, and what the browser keeps.

import type { Page } from "playwright-core";

export const BOOK_KEY = "perpixel.price-book.1";

/** A rate card of one model at a price of its own; `padding` makes it as long as real ones are. */
export function card(number: number, padding = 0): string {
  const model = {
    id: `house-${number}`,
    name: `House ${number}`,
    modes: ["t2i", "edit"],
    offers: [
      {
        provider: "our-shop",
        billing: "flat",
        charges: [{ unit: "image", label: "Image", usd: `0.00${1000 + number}` }],
      },
    ],
  };
  const about = "x".repeat(padding);
  return JSON.stringify({ format: "perpixel/rate-card@1", date: "2026-06-01", about, models: [model] });
}

/** The texts of the kept catalogs by their names, read past the page. */
export function keptCatalogs(page: Page, store = "catalogs"): Promise<Record<string, string>> {
  return page.evaluate(
    (from) =>
      new Promise<Record<string, string>>((resolve) => {
        const opening = indexedDB.open("perpixel");
        // There is nothing yet, and looking must not make it.
        opening.onupgradeneeded = () => opening.transaction?.abort();
        opening.onerror = () => resolve({});
        opening.onsuccess = () => {
          const db = opening.result;
          const all = db.transaction(from).objectStore(from).getAll();
          all.onsuccess = () => {
            db.close();
            const pairs = (all.result as { name: string; bytes: Uint8Array }[]).map(({ name, bytes }) => [
              name,
              new TextDecoder().decode(bytes),
            ]);
            resolve(Object.fromEntries(pairs));
          };
        };
      }),
    store,
  );
}

export const keptBook = (page: Page) => page.evaluate((key) => localStorage.getItem(key), BOOK_KEY);

export async function addPrice(page: Page, provider: string, percent: string): Promise<void> {
  const part = page.locator("#book");
  await part.getByLabel("Provider", { exact: true }).fill(provider);
  await part.getByLabel("How much", { exact: true }).fill(percent);
  await part.getByRole("button", { name: "Add the price" }).click();
}

/** Chooses the file and presses the button; what comes of it is the caller's to wait for. */
export async function addCatalog(page: Page, name: string, text: string): Promise<void> {
  const part = page.locator("#sources");
  const more = part.locator("details.plan-more");
  if ((await more.getAttribute("open")) === null) await more.locator("summary").click();
  await part
    .getByLabel("A file, chosen or dropped here")
    .setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });
  await part.getByRole("button", { name: "Add the catalog" }).click();
}

/** The names under which the page lists the reader's own catalogs as loaded. */
export async function listed(page: Page): Promise<string[]> {
  const rows = page.locator("#sources tbody tr", { has: page.getByText("yours", { exact: true }) });
  return rows.locator("b").allInnerTexts();
}
