// Fetches the documents that packed catalogs were made of, once for each packed file, and loads them with the whole
// engine, which reads no packed ones.

import { type Fetched, fetchCatalogs } from "./catalogs.ts";
import { type Engine, type Ready, readyFrom } from "./loading.ts";
import type { LoadRequest } from "./protocol.ts";
import { Refused } from "./refusal.ts";

class Documents {
  #last: { of: string; fetched: Fetched } | null = null;

  /** What is packed anew has other bytes, and most likely another number of them. */
  async #fetched({ files }: LoadRequest, base: string): Promise<Fetched> {
    const of = `${base} ${files.map(({ bytes }) => bytes.length)}`;
    if (this.#last?.of !== of) {
      const fetched = await fetchCatalogs(base);
      if (fetched.problems.length > 0) return fetched;
      this.#last = { of, fetched };
    }
    return this.#last.fetched;
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
