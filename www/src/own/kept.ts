// Looks for a price book that the browser keeps. It is all that a first visit pays for price books: what reads one
// is fetched only where there is one.

import type { Override } from "perpixel";
import { t } from "../language.ts";

/** The number is the version of what is kept under it. */
export const BOOK_KEY = "perpixel.price-book.1";

export interface Kept {
  book: Override[];
  /** What the reader must know of it. */
  notice: string | null;
}

export async function keptBook(): Promise<Kept> {
  let text: string | null = null;
  try {
    text = localStorage.getItem(BOOK_KEY);
  } catch {
    // The browser keeps nothing for this page.
  }
  if (text === null) return { book: [], notice: null };
  try {
    return (await import("./book-storage.ts")).openBook(text);
  } catch {
    const notice = t(
      "Your own prices could not be read, so they are not applied. Reload the page to try again.",
    );
    return { book: [], notice };
  }
}
