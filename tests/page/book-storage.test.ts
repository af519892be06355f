// What the browser keeps of the price book, against a storage that the test holds: nothing that is not ours is lost.

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { writeBook } from "../../www/src/own/book-text.ts";

const KEY = "perpixel.price-book.1";
const aside = (number: number) => `${KEY}.aside-${number}`;
const MINE = [{ provider: "fal", discount: "0.1" }];
const OTHERS = [{ provider: "replicate", discount: "0.2" }];
const SESSION =
  "Your browser does not keep your prices: they hold until the page is closed. Export them to have them again.";
const UNREAD = "The price book that your browser keeps cannot be read.";

let stored: Map<string, string>;
/** The keys that the storage has no room for; `all` also denies reading. */
let denied: (key: string) => boolean;
let closed: boolean;
// A page of its own for each test: what it wrote last is remembered in the module.
let openBook: typeof import("../../www/src/own/book-storage.ts").openBook;
let keepBook: typeof import("../../www/src/own/book-storage.ts").keepBook;
let latestBook: typeof import("../../www/src/own/book-storage.ts").latestBook;
let anythingKept: typeof import("../../www/src/own/kept.ts").anythingKept;

beforeEach(async () => {
  stored = new Map();
  denied = () => false;
  closed = false;
  const reach = () => {
    if (closed) throw new DOMException("denied", "SecurityError");
  };
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => {
      reach();
      return stored.get(key) ?? null;
    },
    setItem: (key: string, value: string) => {
      reach();
      if (denied(key)) throw new DOMException("full", "QuotaExceededError");
      stored.set(key, value);
    },
    removeItem: (key: string) => {
      reach();
      stored.delete(key);
    },
  });
  vi.resetModules();
  ({ openBook, keepBook, latestBook } = await import("../../www/src/own/book-storage.ts"));
  ({ anythingKept } = await import("../../www/src/own/kept.ts"));
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const all = () => Object.fromEntries(stored);

describe("keeping", () => {
  test("a book is written, changed and, once empty, removed", () => {
    expect(keepBook(MINE)).toBeNull();
    expect(all()).toEqual({ [KEY]: writeBook(MINE) });
    expect(keepBook(OTHERS)).toBeNull();
    expect(all()).toEqual({ [KEY]: writeBook(OTHERS) });
    expect(keepBook([])).toBeNull();
    expect(all()).toEqual({});
    expect(keepBook(MINE)).toBeNull();
    expect(all()).toEqual({ [KEY]: writeBook(MINE) });
  });

  test("a book that was opened here is ours to change", () => {
    stored.set(KEY, writeBook(OTHERS));
    expect(openBook([])).toEqual({ book: OTHERS, notice: null });
    expect(keepBook(MINE)).toBeNull();
    expect(all()).toEqual({ [KEY]: writeBook(MINE) });
  });

  test("another tab's book is set aside, and the reader is told where", () => {
    expect(keepBook(MINE)).toBeNull();
    stored.set(KEY, writeBook(OTHERS));
    expect(keepBook([])).toBe(`Other prices were kept meanwhile; they were set aside as ${aside(1)}.`);
    expect(all()).toEqual({ [aside(1)]: writeBook(OTHERS) });
  });

  test("what was set aside before is not overwritten, and not kept twice", () => {
    stored.set(aside(1), "another text");
    stored.set(KEY, "foreign");
    expect(keepBook(MINE)).toContain(aside(2));
    expect(all()).toEqual({
      [aside(1)]: "another text",
      [aside(2)]: "foreign",
      [KEY]: writeBook(MINE),
    });
    // There is no room for another one, and none is needed.
    denied = (key) => key !== KEY;
    stored.set(KEY, "foreign");
    expect(keepBook(MINE)).toContain(aside(2));
    expect(stored.size).toBe(3);
  });

  test("a book that another tab has taken away is no other book", () => {
    expect(keepBook(MINE)).toBeNull();
    stored.clear();
    expect(keepBook(OTHERS)).toBeNull();
    expect(all()).toEqual({ [KEY]: writeBook(OTHERS) });
  });

  test("where twenty are aside already, nothing is overwritten and the book holds for the session", () => {
    for (let number = 1; number <= 19; number += 1) stored.set(aside(number), `text ${number}`);
    stored.set(KEY, "foreign");
    expect(keepBook(MINE)).toContain(aside(20));
    stored.set(KEY, "one more");
    const before = all();
    expect(keepBook(OTHERS)).toBe(SESSION);
    expect(all()).toEqual(before);
  });

  test("where the storage is full or closed, the book holds for the session and what stands there stays", () => {
    stored.set(KEY, "foreign");
    denied = (key) => key !== KEY;
    expect(keepBook(MINE)).toBe(SESSION);
    expect(all()).toEqual({ [KEY]: "foreign" });
    stored.clear();
    denied = () => true;
    expect(keepBook(MINE)).toBe(SESSION);
    expect(all()).toEqual({});
    closed = true;
    expect(keepBook(MINE)).toBe(SESSION);
  });
});

describe("opening", () => {
  test("a text of no known form is set aside and told", () => {
    stored.set(KEY, "{broken");
    expect(openBook([])).toEqual({
      book: [],
      notice: `${UNREAD} It was set aside in the browser’s storage as ${aside(1)}.`,
    });
    expect(all()).toEqual({ [aside(1)]: "{broken" });
  });

  test("where it cannot be set aside it is left as it is, and stays when a book is kept", () => {
    stored.set(KEY, "{broken");
    denied = () => true;
    expect(openBook([])).toEqual({ book: [], notice: `${UNREAD} It was left as it is.` });
    expect(all()).toEqual({ [KEY]: "{broken" });
    expect(keepBook(MINE)).toBe(SESSION);
    expect(all()).toEqual({ [KEY]: "{broken" });
  });
});

describe("another window", () => {
  test("its book is what a change here begins with", () => {
    expect(keepBook(MINE)).toBeNull();
    expect(latestBook(MINE)).toEqual(MINE);
    stored.set(KEY, writeBook(OTHERS));
    expect(latestBook(MINE)).toEqual(OTHERS);
    expect(keepBook(MINE)).toBeNull();
    expect(all()).toEqual({ [KEY]: writeBook(MINE) });
    stored.clear();
    expect(latestBook(MINE)).toEqual([]);
  });

  test("where it has changed nothing, the book is the very same and not read again", () => {
    expect(openBook(MINE).book).toBe(MINE);
    expect(keepBook(MINE)).toBeNull();
    expect(openBook(MINE).book).toBe(MINE);
    expect(latestBook(MINE)).toBe(MINE);
    stored.clear();
    expect(openBook(MINE)).toEqual({ book: [], notice: null });
  });

  test("what it leaves that cannot be read, or a closed storage, changes nothing here", () => {
    expect(keepBook(MINE)).toBeNull();
    stored.set(KEY, "{broken");
    expect(latestBook(MINE)).toEqual(MINE);
    closed = true;
    expect(latestBook(MINE)).toEqual(MINE);
  });

  test("it does not take the place of a book that could not be kept", () => {
    denied = () => true;
    expect(keepBook(MINE)).toBe(SESSION);
    denied = () => false;
    stored.set(KEY, writeBook(OTHERS));
    expect(latestBook(MINE)).toEqual(MINE);
    expect(openBook(MINE)).toEqual({ book: MINE, notice: null });
  });
});

describe("at the start", () => {
  test("a closed storage is as good as an empty one", () => {
    expect(anythingKept()).toBe(false);
    stored.set(KEY, writeBook(MINE));
    expect(anythingKept()).toBe(true);
    closed = true;
    expect(anythingKept()).toBe(false);
  });
});
