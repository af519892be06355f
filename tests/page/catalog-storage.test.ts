// What the browser keeps of the reader's own catalogs, in a storage that several windows share: nothing is lost, nothing
// is kept that the reader was told is not, and what is damaged is set aside.

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ASIDE, Browser, CATALOGS, settle, soon } from "./kept-window.ts";

const PATIENCE_MS = 2500;
const SESSION =
  "Your browser does not keep this catalog: it holds until the page is closed. Keep the file to have it again.";
const DAMAGED =
  "A catalog of your own that this browser keeps is damaged. It was set aside and is not loaded.";
const STAYS = "Your browser could not remove it from what it keeps: it will be back after a reload.";
const KEY = "perpixel.catalogs.1";

const file = (name: string, ...bytes: number[]) => ({ name, bytes: new Uint8Array(bytes) });
const FIRST = file("first.json", 1, 2, 3);
const SECOND = file("second.json", 4);
/** The sums as they have always been kept: another reckoning would call all that is kept damaged. */
const FIRST_KEPT = { ...FIRST, id: 1, sum: "3-56cf37ab" };

let browser: Browser;
let here: Awaited<ReturnType<Browser["window"]>>;
let there: Awaited<ReturnType<Browser["window"]>>;

beforeEach(async () => {
  // The storage goes on by itself, what waits for a time does not.
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  browser = new Browser();
  browser.install();
  here = await browser.window();
  there = await browser.window();
});
afterEach(async () => {
  await settle();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  expect(browser.left, "connections that nobody has closed").toBe(0);
});

const names = (files: readonly { name: string }[]) => files.map(({ name }) => name);
/** It is asked for something first. */
const ends = (transaction: IDBTransaction) => queueMicrotask(() => transaction.abort());

describe("keeping", () => {
  test("what is added is read back in every window as it was given", async () => {
    expect(await soon(here.keepCatalog(FIRST))).toBeNull();
    expect(await soon(there.keepCatalog(SECOND))).toBeNull();
    expect(await browser.records()).toEqual([FIRST_KEPT, { ...SECOND, id: 2, sum: expect.any(String) }]);
    const all = { own: [FIRST, SECOND], notice: null };
    expect(await soon(here.openCatalogs([]))).toEqual(all);
    expect(await soon(there.openCatalogs([SECOND]))).toEqual(all);
  });

  test("a change is one transaction, on the disk when it is told to be kept; reading changes nothing", async () => {
    await soon(here.keepCatalog(FIRST));
    expect(browser.begun.map(({ mode, durability }) => [mode, durability])).toEqual([
      ["readwrite", "strict"],
    ]);
    await soon(here.openCatalogs([]));
    expect(browser.begun.slice(1).map(({ mode }) => mode)).toEqual(["readonly"]);
  });

  test("a change is marked before it happens and once it has, each time anew", async () => {
    await soon(here.keepCatalog(FIRST));
    expect(browser.marks).toHaveLength(2);
    const release = await browser.hold();
    const kept = here.keepCatalog(SECOND);
    await settle();
    expect(browser.marks).toHaveLength(3);
    await release();
    expect(await soon(kept)).toBeNull();
    await soon(here.dropCatalog(FIRST.name));
    expect(new Set(browser.marks).size).toBe(5);
  });

  test("what is kept is kept, also where there is no room for the mark that says so", async () => {
    browser.full = () => browser.marks.length > 0;
    expect(await soon(here.keepCatalog(FIRST))).toBeNull();
    expect(await soon(there.openCatalogs([]))).toEqual({ own: [FIRST], notice: null });
    expect(await soon(here.dropCatalog(FIRST.name))).toBeNull();
    expect(await browser.records()).toEqual([]);
  });

  test("without a mark there is nothing, and no database is made to see that", async () => {
    expect(await soon(here.openCatalogs([FIRST]))).toEqual({ own: [], notice: null });
    expect(browser.asked).toBe(0);
  });
});

describe("what only this window has", () => {
  const taken = (name: string) =>
    `Another window keeps a catalog called ${name}, so this one holds until the page is closed.`;
  const mine = file(FIRST.name, 9);

  test("a name that another window has taken", async () => {
    await soon(there.keepCatalog(FIRST));
    expect(await soon(here.keepCatalog(mine))).toBe(taken("first.json"));
    expect(await browser.records()).toEqual([FIRST_KEPT]);
    // Each window has its own one, beside all else that is kept.
    await soon(there.keepCatalog(SECOND));
    expect(await soon(here.openCatalogs([mine]))).toEqual({ own: [SECOND, mine], notice: null });
    expect(await soon(there.openCatalogs([FIRST]))).toEqual({ own: [FIRST, SECOND], notice: null });
    // Removing it removes nothing of the other window's.
    expect(await soon(here.dropCatalog(mine.name))).toBeNull();
    expect(await soon(here.openCatalogs([]))).toEqual({ own: [FIRST, SECOND], notice: null });
    expect(names(await soon(here.allBytes()))).toEqual([FIRST.name, SECOND.name]);
  });

  test("a name that is taken is shown for what it is, and not at any length", async () => {
    for (const [name, shown] of [
      [`${"n".repeat(80)}m`, `${"n".repeat(80)}…`],
      ["a\u202eb", "a⟨U+202E⟩b"],
    ] as const) {
      await soon(there.keepCatalog(file(name, 1)));
      expect(await soon(here.keepCatalog(file(name, 2)))).toBe(taken(shown));
    }
  });

  test("where no database can be had it holds for the session, and is forgotten once it is removed", async () => {
    vi.stubGlobal("indexedDB", undefined);
    expect(await soon(here.keepCatalog(FIRST))).toBe(SESSION);
    await expect(soon(here.openCatalogs([FIRST]))).rejects.toThrow();
    await expect(soon(here.allBytes())).rejects.toThrow();
    browser.texts.clear();
    expect(await soon(here.openCatalogs([FIRST, SECOND]))).toEqual({ own: [FIRST], notice: null });
    expect(await soon(there.openCatalogs([FIRST]))).toEqual({ own: [], notice: null });
    expect(await soon(here.dropCatalog(FIRST.name))).toBeNull();
    expect(await soon(here.openCatalogs([FIRST]))).toEqual({ own: [], notice: null });
    // From now on it is one that was kept, as far as this window knows.
    expect(await soon(here.dropCatalog(FIRST.name))).toBe(STAYS);
  });

  test("where nothing can be marked, nothing is kept that no window would find", async () => {
    browser.full = () => true;
    expect(await soon(here.keepCatalog(FIRST))).toBe(SESSION);
    expect(browser.asked).toBe(0);
  });

  test("a transaction that the browser ends without a word", async () => {
    await soon(here.keepCatalog(SECOND));
    browser.begins = ends;
    expect(await soon(here.keepCatalog(FIRST))).toBe(SESSION);
    expect(await soon(here.dropCatalog(SECOND.name))).toBe(STAYS);
    expect(names((await browser.records()) as { name: string }[])).toEqual([SECOND.name]);
  });
});

describe("removing", () => {
  test("what is removed is gone in every window, and only that", async () => {
    await soon(here.keepCatalog(FIRST));
    await soon(here.keepCatalog(SECOND));
    expect(await soon(there.dropCatalog(FIRST.name))).toBeNull();
    expect(await soon(here.openCatalogs([FIRST, SECOND]))).toEqual({ own: [SECOND], notice: null });
    expect(await browser.records(ASIDE)).toEqual([]);
  });

  test("what another window has removed already is no failure", async () => {
    await soon(here.keepCatalog(FIRST));
    await soon(there.dropCatalog(FIRST.name));
    expect(await soon(here.dropCatalog(FIRST.name))).toBeNull();
    expect(await browser.records()).toEqual([]);
    expect(await soon(here.keepCatalog(FIRST))).toBeNull();
  });
});

describe("what is damaged", () => {
  test.each([
    { ...FIRST_KEPT, bytes: new Uint8Array([1, 2, 4]) },
    { ...FIRST_KEPT, bytes: new Uint8Array([1, 2]) },
    { ...FIRST_KEPT, bytes: "123" },
    { ...FIRST_KEPT, name: 7 },
    { ...FIRST_KEPT, sum: undefined },
    { id: 1 },
  ])("it is set aside as it is, and told once (%#)", async (record) => {
    await soon(here.keepCatalog(FIRST));
    await soon(here.keepCatalog(SECOND));
    await browser.write((catalogs) => catalogs.put(record));
    expect(await soon(there.openCatalogs([]))).toEqual({ own: [SECOND], notice: DAMAGED });
    expect(await browser.records(ASIDE)).toEqual([record]);
    expect(names((await browser.records()) as { name: string }[])).toEqual([SECOND.name]);
    expect(await soon(here.openCatalogs([FIRST, SECOND]))).toEqual({ own: [SECOND], notice: null });
    // Its name is free again.
    expect(await soon(here.keepCatalog(FIRST))).toBeNull();
  });

  test("several are set aside together", async () => {
    for (const catalog of [FIRST, SECOND]) await soon(here.keepCatalog(catalog));
    await browser.write((catalogs) => {
      catalogs.put({ id: 1, name: "a" });
      catalogs.put({ id: 2, name: "b" });
    });
    expect(await soon(here.openCatalogs([]))).toEqual({ own: [], notice: DAMAGED });
    expect(await browser.records(ASIDE)).toEqual([
      { id: 1, name: "a" },
      { id: 2, name: "b" },
    ]);
    expect(await browser.records()).toEqual([]);
  });

  test("two windows that find it at once set it aside once", async () => {
    await soon(here.keepCatalog(FIRST));
    await browser.write((catalogs) => catalogs.put({ ...FIRST_KEPT, sum: "" }));
    const both = await soon(Promise.all([here.openCatalogs([]), there.openCatalogs([])]));
    expect(both).toEqual([
      { own: [], notice: DAMAGED },
      { own: [], notice: DAMAGED },
    ]);
    expect(await soon(here.allBytes())).toEqual([FIRST]);
  });

  test("where it cannot be set aside it stays", async () => {
    await soon(here.keepCatalog(FIRST));
    const damaged = { ...FIRST_KEPT, sum: "" };
    await browser.write((catalogs) => catalogs.put(damaged));
    browser.begins = (transaction) => {
      if (transaction.mode === "readwrite") ends(transaction);
    };
    await expect(soon(here.openCatalogs([]))).rejects.toBeNull();
    expect(await browser.records()).toEqual([damaged]);
    expect(await browser.records(ASIDE)).toEqual([]);
  });

  test("a database of another form or a later one is left as it is", async () => {
    browser.texts.set(KEY, "1");
    (await browser.past((db) => db.createObjectStore(CATALOGS))).close();
    expect(await soon(here.keepCatalog(FIRST))).toBe(SESSION);
    await expect(soon(here.allBytes())).rejects.toThrow();
    (await browser.past((db) => db.createObjectStore("later"), 2)).close();
    expect(await soon(there.keepCatalog(FIRST))).toBe(SESSION);
    expect(await soon(there.dropCatalog(SECOND.name))).toBe(STAYS);
    await expect(soon(there.allBytes())).rejects.toMatchObject({ name: "VersionError" });
    await expect(soon(there.openCatalogs([]))).rejects.toMatchObject({ name: "VersionError" });
  });
});

describe("saving all there is", () => {
  test("what is kept and what is set aside, damaged or not", async () => {
    await soon(here.keepCatalog(FIRST));
    const bytes = new Uint8Array([7]);
    await browser.write((catalogs, aside) => {
      catalogs.put({ id: 5, name: 8, bytes });
      catalogs.put({ id: 6, name: "no bytes" });
      aside.put({ name: "aside.json", bytes });
      aside.put(undefined);
    });
    expect(await soon(here.allBytes())).toEqual([FIRST, { name: "8", bytes }, { name: "aside.json", bytes }]);
  });

  test("it is nothing where nothing was kept", async () => {
    expect(await soon(here.allBytes())).toEqual([]);
  });
});

describe("turns", () => {
  test("each begins once all before it are done, also after one that fails", async () => {
    const log: string[] = [];
    const step = (name: string) => {
      let end: () => void = () => undefined;
      const ended = new Promise<void>((resolve) => {
        end = resolve;
      });
      const work = async () => {
        log.push(`${name} begins`);
        await ended;
        log.push(`${name} ends`);
        if (name === "b") throw new Error("b failed");
        return name;
      };
      return { work, end: () => end() };
    };
    const steps = ["a", "b", "c"].map(step);
    const all = Promise.allSettled(steps.map(({ work }) => here.inTurn(work)));
    await settle();
    expect(log).toEqual(["a begins"]);
    for (const { end } of steps) {
      end();
      await settle();
    }
    expect(log).toEqual(["a begins", "a ends", "b begins", "b ends", "c begins", "c ends"]);
    expect(await soon(all)).toEqual([
      { status: "fulfilled", value: "a" },
      { status: "rejected", reason: new Error("b failed") },
      { status: "fulfilled", value: "c" },
    ]);
  });
});

describe("patience", () => {
  /** What comes of the work, once it has waited as long as a browser may take and not before. */
  async function outOfPatience<T>(work: Promise<T>): Promise<T> {
    const over = vi.fn();
    work.then(over, over);
    await settle();
    vi.advanceTimersByTime(PATIENCE_MS - 1);
    await settle();
    expect(over).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    return soon(work);
  }

  test("what answers in time is taken, what does not is given up", async () => {
    expect(await soon(here.inTime(Promise.resolve("here")))).toBe("here");
    await expect(soon(here.inTime(Promise.reject(new Error("refused"))))).rejects.toThrow("refused");
    await expect(outOfPatience(here.inTime(new Promise(() => undefined)))).rejects.toThrow(/^no answer$/);
  });

  test("a transaction that comes too late keeps nothing", async () => {
    await soon(here.keepCatalog(FIRST));
    const release = await browser.hold();
    expect(await outOfPatience(here.keepCatalog(SECOND))).toBe(SESSION);
    expect(await outOfPatience(here.dropCatalog(FIRST.name))).toBe(STAYS);
    await release();
    expect(await browser.records()).toEqual([FIRST_KEPT]);
    expect(await soon(here.openCatalogs([FIRST, SECOND]))).toEqual({ own: [FIRST, SECOND], notice: null });
    expect(await soon(there.openCatalogs([]))).toEqual({ own: [FIRST], notice: null });
  });

  test("a database that opens too late is asked for nothing", async () => {
    await soon(here.keepCatalog(FIRST));
    browser.begun.length = 0;
    let answer: () => void = () => undefined;
    browser.answers = new Promise((resolve) => {
      answer = resolve;
    });
    expect(await outOfPatience(here.keepCatalog(SECOND))).toBe(SESSION);
    answer();
    await settle();
    expect(browser.begun).toEqual([]);
    expect(await browser.records()).toEqual([FIRST_KEPT]);
  });
});
