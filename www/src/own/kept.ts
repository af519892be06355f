// Looks for what the browser keeps of the reader's own: a price book and catalogs. It is all that a first visit pays
// for them: what reads them is fetched only where there is something.

import { t } from "../language.ts";
import type { Page } from "../state.ts";

/** The number is the version of what is kept under it. */
export const BOOK_KEY = "perpixel.price-book.1";
/** Says that there are catalogs in the storage for large things; changes whenever they do. */
export const CATALOGS_KEY = "perpixel.catalogs.1";

export function anythingKept(): boolean {
  try {
    return (localStorage.getItem(BOOK_KEY) ?? localStorage.getItem(CATALOGS_KEY)) !== null;
  } catch {
    // The browser keeps nothing for this page.
    return false;
  }
}

/** Reads what is kept into the page's supplies; once it is `live`, all is computed with it. */
export async function readKept(page: Page, live: boolean): Promise<void> {
  try {
    await (await import("./open-kept.ts")).openKept(page, live);
  } catch {
    page.act.notice(
      t("Your own prices and catalogs could not be read, so they are not applied. Reload the page."),
    );
  }
}

/** Calls back when another window of the page has changed what is kept, or may have while this one was put away. */
export function watchKept(changed: () => void): void {
  // Of everything on this host; without a key it is all of it.
  addEventListener("storage", ({ key }) => /^(perpixel|null)/.test(`${key}`) && changed());
  addEventListener("pageshow", ({ persisted }) => persisted && changed());
}
