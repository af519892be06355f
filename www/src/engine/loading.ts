// Makes one catalog of the shipped files, the reader's own ones and the price book. A shipped file that is broken
// is left out; an own one that is refused refuses all, so that what was loaded before stays; an entry of the book
// that is refused is left out and told.

import type { Catalog, LoadOptions } from "perpixel";
import type { Usable } from "./book.ts";
import type { CatalogFile, LoadRequest, Problem } from "./protocol.ts";
import { creditlessIn, type Engine, type Good, type Ready, sources } from "./ready.ts";
import { problemOf, Refused, refusing } from "./refusal.ts";

/** One broken catalog must not take the others with it: each is tried alone once all together have failed. */
async function loadGood(
  load: (files: CatalogFile[]) => Promise<Catalog>,
  { files: shipped, own = [] }: LoadRequest,
  problems: Problem[],
): Promise<Good> {
  const files = [...shipped, ...own];
  const subject = files.length === 1 ? (files[0]?.name ?? "catalog") : "catalogs";
  if (files.length === 1) return { files, catalog: await refusing(subject, () => load(files)) };
  try {
    return { files, catalog: await load(files) };
  } catch (error) {
    if (!problemOf(error, "")) throw error;
  }
  for (const file of own) (await refusing(file.name, () => load([file]))).free();
  const good: CatalogFile[] = [];
  for (const file of shipped) {
    try {
      (await load([file])).free();
      good.push(file);
    } catch (error) {
      const problem = problemOf(error, file.name);
      if (!problem) throw error;
      problems.push(problem);
    }
  }
  good.push(...own);
  const first = problems[0];
  if (good.length === 0 && first) throw new Refused(first);
  return { files: good, catalog: await refusing(subject, () => load(good)) };
}

export async function readyFrom(engine: Engine, request: LoadRequest): Promise<Ready> {
  const { asOf, creditPrices = {}, priceBook: book = [] } = request;
  const problems: Problem[] = [];
  const none: Usable = { priceBook: [], refused: [] };
  const { priceBook, refused } =
    book.length === 0 ? none : await (await import("./book.ts")).usable(engine, book);
  const options: LoadOptions = {
    ...(asOf === undefined ? {} : { asOf }),
    ...(priceBook.length === 0 ? {} : { priceBook }),
  };
  const load = (files: CatalogFile[]) => engine.load(sources(files), options);
  const { files, catalog } = await loadGood(load, request, problems);
  const ready = { files, problems, refusedEntries: refused, creditless: creditlessIn(catalog) };
  // A price that nobody lacks is not used, so that no link can put its own in the place of a stated one.
  const used = Object.entries(creditPrices).filter(([provider]) => ready.creditless.includes(provider));
  if (used.length === 0) return { ...ready, catalog, options };
  catalog.free();
  const all = { ...options, creditPrices: Object.fromEntries(used) };
  return {
    ...ready,
    catalog: await refusing("catalogs", () => engine.load(sources(files), all)),
    options: all,
  };
}
