// Fetches the whole engine, which the lean one of the first visit gives way to once something asks for more than
// a view: planning, or a catalog of another project's format. It knows time and failure, nothing of catalogs.

import { EMPTY, type Engine } from "./ready.ts";
import { Refused } from "./refusal.ts";

/** Fetches the whole engine; called again, it tries again. */
export type Fetch = () => Promise<Engine>;

/** The page waits no longer, because no other call is answered meanwhile. What arrives later serves the next one. */
export const FETCH_MS = 30_000;

function failed(why: string): Refused {
  return new Refused({
    subject: "engine",
    code: "fetch_failed",
    message: `the full price engine, which this needs, cannot be fetched: ${why}`,
    help: "check the connection and try again; the table works without it",
  });
}

/** The module is fetched with the first catalog, so a catalog of nothing tells whether it has come. */
async function started(fetch: Fetch): Promise<Engine> {
  const engine = await fetch();
  (await engine.load(EMPTY)).free();
  return engine;
}

/** The whole engine, ready to load. Refuses with `fetch_failed` where it cannot be had. */
export async function wholeEngine(fetch: Fetch, limitMs = FETCH_MS): Promise<Engine> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(failed(`no answer within ${limitMs / 1000} s`)), limitMs);
  });
  try {
    return await Promise.race([started(fetch), late]);
  } catch (error) {
    if (error instanceof Refused) throw error;
    // A module that was fetched and then stopped is a fault like any other.
    if ((error as { code?: unknown } | null)?.code === "internal") throw error;
    throw failed(error instanceof Error ? error.message : String(error));
  } finally {
    clearTimeout(timer);
  }
}
