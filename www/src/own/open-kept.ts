// Reads what the browser keeps of the reader's own, at the start and whenever another window has changed it.

import { checksumInPieces } from "../checksum.ts";
import type { CatalogFile } from "../engine/protocol.ts";
import { t } from "../language.ts";
import type { Page } from "../state.ts";
import { openBook } from "./book-storage.ts";
import { inTime, openCatalogs } from "./catalog-storage.ts";
import { inTurn } from "./own-turns.ts";

/** The same value where nothing has changed, so that nothing is computed anew. */
async function same(own: readonly CatalogFile[], here: readonly CatalogFile[]): Promise<boolean> {
  const sums = (files: readonly CatalogFile[]) =>
    Promise.all(files.map(async ({ name, bytes }) => [name, await checksumInPieces(bytes)]));
  return JSON.stringify(await sums(own)) === JSON.stringify(await sums(here));
}

/** What only this window has stays beside what is kept. */
export function openKept(page: Page, live: boolean): Promise<void> {
  // At the start nobody else changes anything, and what waits for a turn would wait for the start.
  return live ? inTurn(() => read(page, true)) : read(page, false);
}

async function read({ store, act }: Page, live: boolean): Promise<void> {
  const here = store.supplies.value;
  const all = [...here.own, ...(here.idle ?? [])];
  const { book, notice } = openBook(here.book);
  let own: readonly CatalogFile[] = all;
  try {
    const opened = await inTime(openCatalogs(all));
    if (opened.notice !== null) act.notice(opened.notice);
    own = opened.own;
  } catch {
    act.notice(
      t("The catalogs of your own that this browser keeps could not be read, so they are not loaded."),
    );
  }
  if (!live) store.supplies.value = { own, book };
  else if (book !== here.book || !(await same(own, all))) {
    const problem = await act.supply(() => ({ own, book }));
    if (problem) act.notice(problem.message);
  }
  if (notice !== null) act.notice(notice);
}
