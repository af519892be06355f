// Keeps the reader's own catalogs in the browser, each as it was given. One is added or removed in one transaction, so
// that what is found later is all of it or nothing, and two windows do not undo each other's changes. What is damaged
// is set aside, not deleted; where the browser keeps nothing, a catalog still holds for the session.

import { checksumInPieces } from "../checksum.ts";
import type { CatalogFile } from "../engine/protocol.ts";
import { msg, t } from "../language.ts";
import { visible } from "../names.ts";
import { CATALOGS_KEY } from "./kept.ts";

const DATABASE = "perpixel";
const CATALOGS = "catalogs";
const ASIDE = "aside";
const SESSION_ONLY = msg(
  "Your browser does not keep this catalog: it holds until the page is closed. Keep the file to have it again.",
);

/** By their names, what holds in this window alone. */
const unkept = new Set<string>();

interface Opened {
  own: readonly CatalogFile[];
  /** What the reader must know of it. */
  notice: string | null;
}

/** How long a browser may take over its storage. Some never answer. */
const PATIENCE_MS = 2500;

export function inTime<T>(work: Promise<T>): Promise<T> {
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error("no answer")), PATIENCE_MS);
  });
  return Promise.race([work, late]);
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function database(): Promise<IDBDatabase> {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => {
    const store = opening.result.createObjectStore(CATALOGS, { keyPath: "id", autoIncrement: true });
    store.createIndex("name", "name", { unique: true });
    opening.result.createObjectStore(ASIDE, { autoIncrement: true });
  };
  return done(opening);
}

/** One transaction: what `work` asks of it happens whole or not at all, and not after this has given up. */
async function change(work: (transaction: IDBTransaction) => void): Promise<void> {
  let transaction: IDBTransaction | undefined;
  let late = false;
  const changed = async () => {
    const db = await database();
    try {
      await new Promise<void>((resolve, reject) => {
        if (late) return reject(new Error("no answer"));
        transaction = db.transaction([CATALOGS, ASIDE], "readwrite", { durability: "strict" });
        transaction.oncomplete = () => resolve();
        transaction.onabort = () => reject(transaction?.error);
        work(transaction);
      });
    } finally {
      db.close();
    }
  };
  try {
    await inTime(changed());
  } catch (error) {
    late = true;
    try {
      transaction?.abort();
    } catch {
      // It has ended already.
    }
    throw error;
  }
}

/** Other windows hear of it. It is set before a change as well: who dies in between must not hide what there is. */
function mark(): void {
  localStorage.setItem(CATALOGS_KEY, `${Date.now()} ${Math.random()}`);
}

/** What has happened stays so where there is no room for its mark; other windows then see it when they next look. */
function markDone(): void {
  try {
    mark();
  } catch {
    // The mark from before still says that there are catalogs.
  }
}

interface Stored {
  id: IDBValidKey;
  /** Nothing where it is damaged. */
  file: CatalogFile | null;
}

async function read(value: unknown, id: IDBValidKey): Promise<Stored> {
  const { name, bytes, sum } = (value ?? {}) as Partial<Record<string, unknown>>;
  const whole =
    typeof name === "string" && bytes instanceof Uint8Array && (await checksumInPieces(bytes)) === sum;
  return { id, file: whole ? { name, bytes } : null };
}

async function stored(): Promise<Stored[]> {
  const db = await database();
  try {
    const store = db.transaction(CATALOGS).objectStore(CATALOGS);
    const [keys, values] = await Promise.all([done(store.getAllKeys()), done(store.getAll())]);
    return await Promise.all(values.map((value, at) => read(value, keys[at] as IDBValidKey)));
  } finally {
    db.close();
  }
}

/** What is kept, and with it what only this window has. */
export async function openCatalogs(here: readonly CatalogFile[]): Promise<Opened> {
  const alone = here.filter(({ name }) => unkept.has(name));
  if (localStorage.getItem(CATALOGS_KEY) === null) return { own: alone, notice: null };
  const all = await stored();
  const damaged = all.filter(({ file }) => file === null);
  if (damaged.length > 0) await setAside(damaged.map(({ id }) => id));
  const notice =
    damaged.length > 0
      ? t("A catalog of your own that this browser keeps is damaged. It was set aside and is not loaded.")
      : null;
  const files = all.flatMap(({ file }) => (file && !unkept.has(file.name) ? [file] : []));
  return { own: [...files, ...alone], notice };
}

async function setAside(ids: IDBValidKey[]): Promise<void> {
  await change((transaction) => {
    const store = transaction.objectStore(CATALOGS);
    for (const id of ids) {
      const found = store.get(id);
      found.onsuccess = () => {
        transaction.objectStore(ASIDE).add(found.result);
        store.delete(id);
      };
    }
  });
}

/** Keeps a catalog; returns what the reader must know of it. */
export async function keepCatalog({ name, bytes }: CatalogFile): Promise<string | null> {
  try {
    mark();
    const record = { name, bytes, sum: await checksumInPieces(bytes) };
    await change((transaction) => transaction.objectStore(CATALOGS).add(record));
    markDone();
    return null;
  } catch (error) {
    unkept.add(name);
    if ((error as { name?: unknown } | null)?.name !== "ConstraintError") return t(SESSION_ONLY);
    return t("Another window keeps a catalog called {name}, so this one holds until the page is closed.", {
      name: visible(name, 80),
    });
  }
}

export async function dropCatalog(name: string): Promise<string | null> {
  // What never was kept is gone with this window's memory of it.
  if (unkept.delete(name)) return null;
  try {
    await change((transaction) => {
      const store = transaction.objectStore(CATALOGS);
      const found = store.index("name").getKey(name);
      found.onsuccess = () => found.result !== undefined && store.delete(found.result);
    });
    markDone();
    return null;
  } catch {
    return t("Your browser could not remove it from what it keeps: it will be back after a reload.");
  }
}

/** Everything there is, damaged or not, for who wants to save it. */
export async function allBytes(): Promise<CatalogFile[]> {
  const db = await database();
  try {
    const transaction = db.transaction([CATALOGS, ASIDE]);
    const parts = [CATALOGS, ASIDE].map((name) => done(transaction.objectStore(name).getAll()));
    return (await Promise.all(parts)).flat().flatMap((value: unknown) => {
      const { name, bytes } = (value ?? {}) as Partial<Record<string, unknown>>;
      return bytes instanceof Uint8Array ? [{ name: String(name), bytes }] : [];
    });
  } finally {
    db.close();
  }
}
