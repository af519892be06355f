// What a loaded engine is: a catalog with what it was made of. The packed catalogs of the first visit become one here;
// documents, the reader's own ones and price books need `loading.ts`, which is fetched for them.

import type { Catalog, LoadOptions, Source } from "perpixel";
import type { CatalogFile, LoadRequest, Problem, RefusedEntry } from "./protocol.ts";
import { refusing } from "./refusal.ts";

export interface Engine {
  load(sources: Source | Source[], options?: LoadOptions): Promise<Catalog>;
}

/** The catalogs that could be read, and what they make together. */
export interface Good {
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

/** Of the offers in credits alone, for a large catalog has many others. */
export function creditlessIn(catalog: Catalog): string[] {
  const creditless = new Set<string>();
  for (const { offers } of catalog.compare({}, { billing: ["credits"] }).rows) {
    for (const { provider, code, total } of offers) {
      if (code === "rate_only" && total === undefined) creditless.add(provider);
    }
  }
  return [...creditless];
}

/** The packed catalogs and nothing besides. */
export async function readyFromPacked(engine: Engine, { files, asOf }: LoadRequest): Promise<Ready> {
  const options = asOf === undefined ? {} : { asOf };
  const catalog = await refusing(files[0]?.name ?? "", () => engine.load(sources(files), options));
  return { files, catalog, options, creditless: creditlessIn(catalog), problems: [], refusedEntries: [] };
}
