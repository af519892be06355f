// Fetches the price history that stands beside the catalogs, when somebody asks for it: its name is in the list of
// catalogs. A file that is too large is given up while it is read.

import { catalogList, isFileName } from "../engine/catalogs.ts";
import { msg } from "../language.ts";
import { type Journal, NoHistory, readJournal } from "./journal.ts";

const MEBIBYTES = 16;

async function cappedText(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let left = MEBIBYTES * 2 ** 20;
  let text = "";
  for (;;) {
    const part = await reader?.read();
    if (!part || part.done) return text + decoder.decode();
    left -= part.value.byteLength;
    if (left < 0) {
      await reader?.cancel();
      throw new NoHistory(msg("The price history is larger than {size} MiB, so it is not read."), {
        size: MEBIBYTES,
      });
    }
    text += decoder.decode(part.value, { stream: true });
  }
}

/** The history of the page's catalogs; `null` where the list of catalogs names none. */
export async function fetchJournal(base: string, fetcher: typeof fetch = fetch): Promise<Journal | null> {
  let response: Response;
  try {
    const { history } = await catalogList(base, fetcher);
    if (history === undefined) return null;
    if (!isFileName(history)) {
      throw new NoHistory(msg("The list of catalogs names a price history that is no file beside it."));
    }
    const address = new URL(`catalogs/${history}`, base);
    response = await fetcher(address, { cache: "no-cache", credentials: "same-origin" });
    if (response.ok) return readJournal(await cappedText(response));
  } catch (error) {
    if (error instanceof NoHistory) throw error;
    throw new NoHistory(msg("The price history cannot be fetched: no answer from the server."));
  }
  throw new NoHistory(msg("The price history cannot be fetched: the server answers {status}."), {
    status: String(response.status),
  });
}

let kept: Promise<Journal | null> | null = null;

/** Fetched once for all rows; what failed is tried anew the next time. */
export function journalOnce(base: string): Promise<Journal | null> {
  kept ??= fetchJournal(base).catch((error: unknown) => {
    kept = null;
    throw error;
  });
  return kept;
}
