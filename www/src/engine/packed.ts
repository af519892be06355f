// Fetches the catalogs of the first visit: all of them packed in one file, where the list beside the page names such
// a file. Where that cannot be had, the documents are fetched one by one, by code that is fetched for it.

import type { Fetched } from "./catalogs.ts";

/** After this an answer that began is given up too, so that the reader is told and can try again. */
const FETCH_MS = 20_000;
const NAME = /^[\w-][\w.-]*\.bin$/;

export async function fetchPackedCatalogs(base: string, fetcher: typeof fetch = fetch): Promise<Fetched> {
  const get = async (name: string) => {
    const address = new URL(`catalogs/${name}`, base);
    const signal = AbortSignal.timeout(FETCH_MS);
    const response = await fetcher(address, { cache: "no-cache", credentials: "same-origin", signal });
    return response.ok ? response : Promise.reject();
  };
  try {
    const { packed: name } = await (await get("index.json")).json();
    if (NAME.test(name)) {
      const plain = (await get(name)).body?.pipeThrough(new DecompressionStream("gzip"));
      const bytes = new Uint8Array(await new Response(plain).arrayBuffer());
      return { files: [{ name, bytes }], problems: [], packed: true };
    }
  } catch {
    // Whatever it was: the documents may be there, and if not, who fetches them says why.
  }
  try {
    return await (await import("./catalogs.ts")).fetchCatalogs(base, fetcher);
  } catch (error) {
    const problem = { subject: "catalogs/", code: "fetch_failed", message: String(error) };
    return { files: [], problems: [problem], packed: false };
  }
}
