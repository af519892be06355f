// How the page takes over what the browser keeps of the reader's own: at the start by itself, later through the engine
// and only where something has changed.

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Problem } from "../../www/src/engine/protocol.ts";
import { writeBook } from "../../www/src/own/book-text.ts";
import { BOOK_KEY } from "../../www/src/own/kept.ts";
import { type Actions, createStore, type Page, type Supplies } from "../../www/src/state.ts";
import { Browser, settle, soon } from "./kept-window.ts";

const UNREAD = "The catalogs of your own that this browser keeps could not be read, so they are not loaded.";
const file = (name: string, ...bytes: number[]) => ({ name, bytes: new Uint8Array(bytes) });
const FIRST = file("first.json", 1, 2, 3);
const SECOND = file("second.json", 4);
const BOOK = [{ provider: "fal", discount: "0.1" }];

let browser: Browser;
let here: Awaited<ReturnType<Browser["window"]>>;
let there: Awaited<ReturnType<Browser["window"]>>;
let page: Page;
let notices: string[];
/** Everything that the engine was asked to compute with. */
let supplied: Supplies[];
let refused: Problem | null;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  browser = new Browser();
  browser.install();
  here = await browser.window();
  there = await browser.window();
  [notices, supplied, refused] = [[], [], null];
  const store = createStore();
  const act: Pick<Actions, "notice" | "supply"> = {
    notice: (text) => void notices.push(text),
    supply: async (change) => {
      const next = change(store.supplies.value);
      supplied.push(next);
      if (!refused) store.supplies.value = next;
      return refused;
    },
  };
  // All else that a reader can do is none of this.
  page = { store, act: act as Actions };
});
afterEach(async () => {
  await settle();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  expect(browser.left, "connections that nobody has closed").toBe(0);
});

const has = (supplies: Supplies) => {
  page.store.supplies.value = supplies;
};
const keepsBook = () => {
  browser.texts.set(BOOK_KEY, writeBook(BOOK));
};

describe("at the start", () => {
  test("what is kept is had, and nothing is computed for it yet", async () => {
    await soon(there.keepCatalog(FIRST));
    keepsBook();
    await soon(here.openKept(page, false));
    expect(page.store.supplies.value).toEqual({ own: [FIRST], book: BOOK });
    expect([supplied, notices]).toEqual([[], []]);
  });

  test("it waits for no turn: what has one may wait for the start", async () => {
    await soon(there.keepCatalog(FIRST));
    void here.inTurn(() => new Promise(() => undefined));
    await soon(here.openKept(page, false));
    expect(page.store.supplies.value.own).toEqual([FIRST]);
  });

  test("what is damaged is told, catalogs before the book", async () => {
    await soon(there.keepCatalog(FIRST));
    await browser.write((catalogs) => catalogs.clear());
    await browser.write((catalogs) => catalogs.put({ id: 1 }));
    browser.texts.set(BOOK_KEY, "{broken");
    await soon(here.openKept(page, false));
    expect(page.store.supplies.value).toEqual({ own: [], book: [] });
    expect(notices).toEqual([
      "A catalog of your own that this browser keeps is damaged. It was set aside and is not loaded.",
      expect.stringContaining("The price book that your browser keeps cannot be read."),
    ]);
  });

  test("catalogs that cannot be read are told, and the book is had without them", async () => {
    await soon(there.keepCatalog(FIRST));
    keepsBook();
    vi.stubGlobal("indexedDB", undefined);
    await soon(here.openKept(page, false));
    expect(page.store.supplies.value).toEqual({ own: [], book: BOOK });
    expect(notices).toEqual([UNREAD]);
  });

  test("a storage that never answers does not keep the page from starting", async () => {
    await soon(there.keepCatalog(FIRST));
    let answer: () => void = () => undefined;
    browser.answers = new Promise((resolve) => {
      answer = resolve;
    });
    const opened = here.openKept(page, false);
    await settle();
    expect(notices).toEqual([]);
    vi.advanceTimersByTime(2500);
    await soon(opened);
    expect(notices).toEqual([UNREAD]);
    // What it says after that is not taken any more.
    answer();
    await settle();
    expect(page.store.supplies.value).toEqual({ own: [], book: [] });
  });
});

describe("before anything is fetched for it", () => {
  test("either key says that there is something", () => {
    expect(here.anythingKept()).toBe(false);
    for (const key of ["perpixel.price-book.1", "perpixel.catalogs.1"]) {
      browser.texts.clear();
      browser.texts.set(key, "");
      expect(here.anythingKept()).toBe(true);
    }
    vi.stubGlobal("localStorage", undefined);
    expect(here.anythingKept()).toBe(false);
  });

  test("what is kept is read, and where that fails it is told", async () => {
    keepsBook();
    await here.readKept(page, false);
    expect(page.store.supplies.value).toEqual({ own: [], book: BOOK });
    await here.readKept(page, true);
    expect(notices).toEqual([]);
    vi.stubGlobal("localStorage", undefined);
    await here.readKept(page, true);
    expect(notices).toEqual([
      "Your own prices and catalogs could not be read, so they are not applied. Reload the page.",
    ]);
  });

  test("another window's change of ours is heard of, and so is a page that comes back", () => {
    const heard = new EventTarget();
    vi.stubGlobal("addEventListener", heard.addEventListener.bind(heard));
    const changed = vi.fn();
    here.watchKept(changed);
    const calls = (type: string, what: object) => {
      changed.mockClear();
      heard.dispatchEvent(Object.assign(new Event(type), what));
      return changed.mock.calls.length;
    };
    expect(calls("storage", { key: "perpixel.catalogs.1" })).toBe(1);
    expect(calls("storage", { key: null })).toBe(1);
    expect(calls("storage", { key: "other" })).toBe(0);
    expect(calls("storage", { key: "other.perpixel" })).toBe(0);
    expect(calls("pageshow", { persisted: true })).toBe(1);
    expect(calls("pageshow", { persisted: false })).toBe(0);
  });
});

describe("while the page lives", () => {
  test("what another window has added is computed with", async () => {
    await soon(there.keepCatalog(FIRST));
    await soon(here.openKept(page, true));
    expect(supplied).toEqual([{ own: [FIRST], book: [] }]);
    expect(page.store.supplies.value).toEqual({ own: [FIRST], book: [] });
    expect(notices).toEqual([]);
  });

  test("where nothing has changed, nothing is computed", async () => {
    await soon(there.keepCatalog(FIRST));
    has({ own: [FIRST], book: [] });
    await soon(here.openKept(page, true));
    // It may be one that was refused.
    has({ own: [], idle: [FIRST], book: [] });
    await soon(here.openKept(page, true));
    expect(supplied).toEqual([]);
  });

  test.each([
    ["other bytes", [file("first.json", 9)]],
    ["another name", [file("other.json", 1, 2, 3)]],
    ["one more", [FIRST, SECOND]],
    ["none", []],
  ])("where this window has %s, it is computed anew", async (_, own) => {
    await soon(there.keepCatalog(FIRST));
    has({ own, book: [] });
    await soon(here.openKept(page, true));
    expect(supplied).toEqual([{ own: [FIRST], book: [] }]);
  });

  test("another book alone is computed with as well", async () => {
    await soon(there.keepCatalog(FIRST));
    has({ own: [FIRST], book: [] });
    keepsBook();
    await soon(here.openKept(page, true));
    expect(supplied).toEqual([{ own: [FIRST], book: BOOK }]);
  });

  test("what could not be kept stays, after what is kept", async () => {
    await soon(there.keepCatalog(FIRST));
    const mine = file("first.json", 9);
    await soon(here.keepCatalog(mine));
    await soon(there.keepCatalog(SECOND));
    has({ own: [], idle: [mine], book: [] });
    await soon(here.openKept(page, true));
    expect(supplied).toEqual([{ own: [SECOND, mine], book: [] }]);
  });

  test("where it cannot be read, what the window has stays as it is", async () => {
    await soon(there.keepCatalog(FIRST));
    vi.stubGlobal("indexedDB", undefined);
    has({ own: [SECOND], book: [] });
    await soon(here.openKept(page, true));
    expect(page.store.supplies.value).toEqual({ own: [SECOND], book: [] });
    expect([supplied, notices]).toEqual([[], [UNREAD]]);
  });

  test("what the engine refuses is told in its words", async () => {
    await soon(there.keepCatalog(FIRST));
    refused = { subject: "first.json", code: "invalid_json", message: "it is no catalog" };
    await soon(here.openKept(page, true));
    expect(notices).toEqual(["it is no catalog"]);
  });

  test("it waits for its turn, and others for it", async () => {
    await soon(there.keepCatalog(FIRST));
    let end: () => void = () => undefined;
    const before = here.inTurn(
      () =>
        new Promise<void>((resolve) => {
          end = resolve;
        }),
    );
    const opened = here.openKept(page, true);
    const seen = here.inTurn(async () => supplied.length);
    await settle();
    expect(browser.asked).toBe(1);
    end();
    await soon(Promise.all([before, opened]));
    expect(await soon(seen)).toBe(1);
  });
});
