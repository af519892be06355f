// Fetches the documents that packed catalogs were made of, once as long as the packed file stays the same, and loads
// them with the whole engine, which reads no packed ones.

import { type Fetched, fetchCatalogs } from "./catalogs.ts";
import { readyFrom } from "./loading.ts";
import type { CatalogFile, LoadRequest } from "./protocol.ts";
import type { Engine, Ready } from "./ready.ts";
import { Refused } from "./refusal.ts";

function same(some: CatalogFile[], others: CatalogFile[]): boolean {
  return some.every(({ bytes }, at) => {
    const other = others[at]?.bytes;
    return bytes.length === other?.length && bytes.every((byte, place) => byte === other[place]);
  });
}

class Documents {
  #last: { base: string; packed: CatalogFile[]; fetched: Fetched } | null = null;

  /** A price that changes may leave the packed file as long as it was, so its bytes are compared. */
  async #fetched({ files: packed }: LoadRequest, base: string): Promise<Fetched> {
    const last = this.#last;
    if (last?.base === base && same(last.packed, packed)) return last.fetched;
    const fetched = await fetchCatalogs(base);
    if (fetched.problems.length === 0) this.#last = { base, packed, fetched };
    return fetched;
  }

  async read(engine: Engine, request: LoadRequest, base: string): Promise<Ready> {
    const { files, problems } = await this.#fetched(request, base);
    const [first] = problems;
    if (files.length === 0 && first) throw new Refused(first);
    const ready = await readyFrom(engine, { ...request, files });
    ready.problems.push(...problems);
    return ready;
  }
}

export const documents = new Documents();
