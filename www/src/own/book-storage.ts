// Keeps the price book in the browser. Other windows of the page write there too: what they wrote is taken over
// before a change. What stands there and is of no known form is set aside under another key first; where the browser
// keeps nothing, the book still holds for the session.

import type { Override } from "perpixel";
import { msg, t } from "../language.ts";
import { readBook, writeBook } from "./book-text.ts";
import { BOOK_KEY } from "./kept.ts";

const MOST_ASIDE = 20;
const SESSION_ONLY = msg(
  "Your browser does not keep your prices: they hold until the page is closed. Export them to have them again.",
);

/** The text that this page read or wrote last: another one there is somebody else's. */
let known: string | null = null;
/** The book of this window could not be kept, so nothing that is kept may take its place. */
let alone = false;

interface Opened {
  book: readonly Override[];
  /** What the reader must know of it. */
  notice: string | null;
}

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

/** The book that is kept; what this window has, where that is the same or could not be kept. */
export function openBook(here: readonly Override[]): Opened {
  const text = localStorage.getItem(BOOK_KEY);
  if (text === known || alone) return { book: here, notice: null };
  const book = text === null ? [] : readBook(text);
  if (book) {
    known = text;
    return { book, notice: null };
  }
  const key = setAside(text ?? "");
  if (key) localStorage.removeItem(BOOK_KEY);
  known = key ? null : text;
  const where = key
    ? t("It was set aside in the browser’s storage as {key}.", { key })
    : t("It was left as it is.");
  const unread = t("The price book that your browser keeps cannot be read.");
  return { book: [], notice: `${unread} ${where}` };
}

/** What a change begins with: another window may have made one that has not been heard of yet. */
export function latestBook(here: readonly Override[]): readonly Override[] {
  try {
    const text = localStorage.getItem(BOOK_KEY);
    if (text === known || alone) return here;
    const book = text === null ? [] : readBook(text);
    if (!book) return here;
    known = text;
    return book;
  } catch {
    return here;
  }
}

/** Keeps the book; returns what the reader must know of it. */
export function keepBook(book: readonly Override[]): string | null {
  alone = true;
  try {
    const there = localStorage.getItem(BOOK_KEY);
    const foreign = there !== null && there !== known;
    const key = foreign ? setAside(there) : null;
    if (foreign && !key) return t(SESSION_ONLY);
    const text = book.length === 0 ? null : writeBook(book);
    if (text === null) localStorage.removeItem(BOOK_KEY);
    else localStorage.setItem(BOOK_KEY, text);
    known = text;
    alone = false;
    return key ? t("Other prices were kept meanwhile; they were set aside as {key}.", { key }) : null;
  } catch {
    return t(SESSION_ONLY);
  }
}
