// Keeps the price book in the browser. What stands there and is not ours to overwrite (another tab's, or of no known
// form) is set aside under another key first; where the browser keeps nothing, the book still holds for the session.

import type { Override } from "perpixel";
import { msg, t } from "../language.ts";
import { readBook, writeBook } from "./book-text.ts";
import { BOOK_KEY, type Kept } from "./kept.ts";

const MOST_ASIDE = 20;
const SESSION_ONLY = msg(
  "Your browser does not keep your prices: they hold until the page is closed. Export them to have them again.",
);

/** The text that this page read or wrote last: another one there is somebody else's. */
let known: string | null = null;

/** Returns the key under which the text stands now; `null` where there is no room. */
function setAside(text: string): string | null {
  try {
    for (let number = 1; number <= MOST_ASIDE; number += 1) {
      const key = `${BOOK_KEY}.aside-${number}`;
      const there = localStorage.getItem(key);
      if (there !== null && there !== text) continue;
      if (there === null) localStorage.setItem(key, text);
      return key;
    }
  } catch {
    // Full or denied: there is no other place.
  }
  return null;
}

export function openBook(text: string): Kept {
  const book = readBook(text);
  if (book) {
    known = text;
    return { book, notice: null };
  }
  const key = setAside(text);
  if (key) localStorage.removeItem(BOOK_KEY);
  const where = key
    ? t("It was set aside in the browser’s storage as {key}.", { key })
    : t("It was left as it is.");
  const unread = t("The price book that your browser keeps cannot be read.");
  return { book: [], notice: `${unread} ${where}` };
}

/** Keeps the book; returns what the reader must know of it. */
export function keepBook(book: readonly Override[]): string | null {
  try {
    const there = localStorage.getItem(BOOK_KEY);
    const foreign = there !== null && there !== known;
    const key = foreign ? setAside(there) : null;
    if (foreign && !key) return t(SESSION_ONLY);
    const text = book.length === 0 ? null : writeBook(book);
    if (text === null) localStorage.removeItem(BOOK_KEY);
    else localStorage.setItem(BOOK_KEY, text);
    known = text;
    return key ? t("Other prices were kept meanwhile; they were set aside as {key}.", { key }) : null;
  } catch {
    return t(SESSION_ONLY);
  }
}
