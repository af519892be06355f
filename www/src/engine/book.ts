// Which entries of a price book the engine takes. It is fetched with the first book.

import type { Override } from "perpixel";
import type { RefusedEntry } from "./protocol.ts";
import { EMPTY, type Engine } from "./ready.ts";
import { problemOf } from "./refusal.ts";

/** What the engine takes and what it refuses of a book. */
export interface Usable {
  priceBook: Override[];
  refused: RefusedEntry[];
}

/** Finds the entries that the engine takes; each other one with its refusal and its place in the book. */
export async function usable(engine: Engine, book: readonly Override[]): Promise<Usable> {
  const refused: RefusedEntry[] = [];
  let kept = book.map((entry, at) => ({ entry, at }));
  while (kept.length > 0) {
    try {
      const priceBook = kept.map(({ entry }) => entry);
      (await engine.load(EMPTY, { priceBook })).free();
      return { priceBook, refused };
    } catch (error) {
      const problem = problemOf(error, "price book");
      if (!problem) throw error;
      const place = Number(/^\/priceBook\/(\d+)/.exec(problem.path ?? "")?.[1] ?? Number.NaN);
      const one = kept[place];
      // A refusal of no single entry is one of them all.
      for (const { at } of one ? [one] : kept) refused.push({ entry: at, problem });
      kept = one ? kept.filter((other) => other !== one) : [];
    }
  }
  return { priceBook: [], refused };
}
