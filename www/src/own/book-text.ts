// The price book as text, in the browser's storage and in exported files. Only its form is checked here; whether an
// entry can be used is the engine's to say.

import type { Override } from "perpixel";

const FORM = "perpixel/price-book@1";
export const MOST_ENTRIES = 1000;
const MOST_CHARACTERS = 1_000_000;

function isEntry(value: unknown): value is Override {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((field) => typeof field === "string");
}

/** The entries of a book; `null` for any other text. */
export function readBook(text: string): Override[] | null {
  if (text.length > MOST_CHARACTERS) return null;
  try {
    const book = JSON.parse(text) as { format?: unknown; entries?: unknown } | null;
    if (book?.format !== FORM || !Array.isArray(book.entries)) return null;
    const { entries } = book;
    return entries.length <= MOST_ENTRIES && entries.every(isEntry) ? entries : null;
  } catch {
    return null;
  }
}

export function writeBook(entries: readonly Override[]): string {
  return `${JSON.stringify({ format: FORM, entries }, null, 2)}\n`;
}

/** The entries with those of another book that are not among them yet. */
export function joined(entries: readonly Override[], others: readonly Override[]): Override[] {
  const all = new Map([...entries, ...others].map((entry) => [JSON.stringify(entry), entry]));
  return [...all.values()];
}
