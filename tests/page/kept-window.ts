// A browser's storage in Node, as several windows of the page share it, and windows whose modules remember what that
// window has done. A test can hold the storage up, end its transactions and look past the page at what is kept.

import { IDBFactory } from "fake-indexeddb";
import { vi } from "vitest";

type Own = typeof import("../../www/src/own/catalog-storage.ts") &
  typeof import("../../www/src/own/open-kept.ts") &
  typeof import("../../www/src/own/kept.ts") &
  typeof import("../../www/src/own/own-turns.ts");

export const CATALOGS = "catalogs";
export const ASIDE = "aside";

/** Lets everything happen that waits for nothing but its turn. */
export async function settle(): Promise<void> {
  for (let round = 0; round < 100; round += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** The same work, which fails where nothing is left that could end it. */
export async function soon<T>(work: Promise<T>): Promise<T> {
  const idle = settle().then(() => {
    throw new Error("it came to no end");
  });
  return Promise.race([work, idle]);
}

export class Browser {
  readonly #databases = new IDBFactory();
  readonly #open = new Set<IDBDatabase>();
  /** What `localStorage` has, by key. */
  readonly texts = new Map<string, string>();
  /** All that was written under the key of the catalogs. */
  readonly marks: string[] = [];
  /** Every transaction that the page has begun. */
  readonly begun: IDBTransaction[] = [];
  /** Whether a write to `localStorage` is refused. */
  full = () => false;
  /** The page's next look into the database waits for this. */
  answers: Promise<void> = Promise.resolve();
  /** Called with a transaction of the page as soon as it is begun. */
  begins: (transaction: IDBTransaction) => void = () => undefined;
  /** How often the page has asked for the database. */
  asked = 0;

  /** What the page of each window reaches. */
  install(): void {
    vi.stubGlobal("indexedDB", { open: (name: string, version: number) => this.#asked(name, version) });
    vi.stubGlobal("localStorage", {
      getItem: (key: string) => this.texts.get(key) ?? null,
      setItem: (key: string, value: string) => {
        if (this.full()) throw new DOMException("full", "QuotaExceededError");
        this.texts.set(key, value);
        if (key === "perpixel.catalogs.1") this.marks.push(value);
      },
      removeItem: (key: string) => this.texts.delete(key),
    });
  }

  /** A window with nothing remembered. */
  async window(): Promise<Own> {
    vi.resetModules();
    const storage = await import("../../www/src/own/catalog-storage.ts");
    const kept = await import("../../www/src/own/kept.ts");
    const turns = await import("../../www/src/own/own-turns.ts");
    return { ...storage, ...kept, ...turns, ...(await import("../../www/src/own/open-kept.ts")) };
  }

  /** How many connections the page has left open. */
  get left(): number {
    return this.#open.size;
  }

  #asked(name: string, version: number): IDBOpenDBRequest {
    this.asked += 1;
    const request = this.#databases.open(name, version);
    const { answers } = this;
    request.addEventListener("success", () => this.#watch(request.result));
    Object.defineProperty(request, "onsuccess", {
      set: (heard: () => void) => request.addEventListener("success", () => void answers.then(heard)),
    });
    return request;
  }

  #watch(db: IDBDatabase): void {
    this.#open.add(db);
    const transaction = db.transaction.bind(db);
    const close = db.close.bind(db);
    db.transaction = (...asked) => {
      const begun = transaction(...asked);
      this.begun.push(begun);
      this.begins(begun);
      return begun;
    };
    db.close = () => {
      this.#open.delete(db);
      close();
    };
  }

  /** The database past the page; `made` makes it where there is none. */
  async past(made?: (db: IDBDatabase) => void, version = 1): Promise<IDBDatabase> {
    const opening = this.#databases.open("perpixel", version);
    return new Promise((resolve, reject) => {
      opening.onupgradeneeded = () => {
        if (made) made(opening.result);
        else opening.transaction?.abort();
      };
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
  }

  /** Changes what is kept, as another window or a fault of the disk would. */
  async write(work: (catalogs: IDBObjectStore, aside: IDBObjectStore) => void): Promise<void> {
    const db = await this.past();
    const transaction = db.transaction([CATALOGS, ASIDE], "readwrite");
    work(transaction.objectStore(CATALOGS), transaction.objectStore(ASIDE));
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
    });
    db.close();
  }

  async records(store = CATALOGS): Promise<unknown[]> {
    const db = await this.past();
    const all = db.transaction(store).objectStore(store).getAll();
    await new Promise((resolve) => {
      all.onsuccess = resolve;
    });
    db.close();
    return all.result;
  }

  /** Begins a transaction that no other one gets past until it is let go. */
  async hold(): Promise<() => Promise<void>> {
    const db = await this.past();
    const reached = globalThis.indexedDB;
    const transaction = db.transaction([CATALOGS, ASIDE], "readwrite");
    const ended = new Promise((resolve) => {
      transaction.oncomplete = resolve;
    });
    let held = true;
    const again = () => {
      // It lasts as long as it is asked for something, but not beyond its test.
      if (held && globalThis.indexedDB === reached)
        transaction.objectStore(CATALOGS).count().onsuccess = again;
    };
    again();
    return async () => {
      held = false;
      await ended;
      db.close();
      await settle();
    };
  }
}
