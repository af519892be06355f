// Fetches the documents that packed catalogs were made of, once as long as the packed file stays the same, and loads
// them with the whole engine, which reads no packed ones.

import { checksum } from "../checksum.ts";
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

/** Whether they are what the packed catalogs were made of, as far as the list says. */
function ofOneState(packed: CatalogFile[], { files, sums }: Fetched): boolean {
  return !sums || [...packed, ...files].every(({ name, bytes }) => sums[name] === checksum(bytes));
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

  /**
   * Where what they give will stand beside figures of the packed catalogs (`beside`), they must be the same: all of them,
   * and of the same state. The page may be older than what was published since.
   */
  async read(engine: Engine, request: LoadRequest, base: string, beside = false): Promise<Ready> {
    const fetched = await this.#fetched(request, base);
    const { files, problems } = fetched;
    const [first] = problems;
    if (first && (files.length === 0 || beside)) throw new Refused(first);
    if (beside && !ofOneState(request.files, fetched)) {
      this.#last = null;
      throw new Refused({
        subject: "catalogs/",
        code: "fetch_failed",
        message: "the catalogs beside the page are no longer those of the figures that it shows",
        help: "reload the page",
      });
    }
    const ready = await readyFrom(engine, { ...request, files });
    ready.problems.push(...problems);
    return ready;
  }
}

export const documents = new Documents();
