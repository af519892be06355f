// Makes one catalog of the shipped files, the reader's own ones and the price book. A shipped file that is broken
// is left out; an own one that is refused refuses all, so that what was loaded before stays; an entry of the book
// that is refused is left out and told.

import type { Catalog, LoadOptions, Source } from "perpixel";
import type { Usable } from "./book.ts";
import type { CatalogFile, LoadRequest, Problem, RefusedEntry } from "./protocol.ts";
import { problemOf, Refused, refusing } from "./refusal.ts";

export interface Engine {
  load(sources: Source | Source[], options?: LoadOptions): Promise<Catalog>;
}

/** The catalogs that could be read, and what they make together. */
interface Good {
  files: CatalogFile[];
  catalog: Catalog;
}

export interface Ready extends Good {
  /** Who sells in credits of unstated price: the rate is known, but not even the whole job has a price. */
  creditless: string[];
  options: LoadOptions;
  problems: Problem[];
  refusedEntries: RefusedEntry[];
}

/** A catalog of nothing: what a price book and a fetched engine are tried on, before anything large is read. */
export const EMPTY = { name: "nothing", data: '{"format":"perpixel/rate-card@1","models":[]}' };

export function sources(files: CatalogFile[]): Source[] {
  return files.map((file) => ({ name: file.name, data: file.bytes }));
}

function creditlessIn(catalog: Catalog): string[] {
  const creditless = new Set<string>();
  for (const { offers } of catalog.compare({}, { billing: ["credits"] }).rows) {
    for (const { provider, code, total } of offers) {
      if (code === "rate_only" && total === undefined) creditless.add(provider);
    }
  }
  return [...creditless];
}

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
