// Saving is interrupted: the page's process crashes, or the whole browser is killed, at some moment after the button was
// pressed. What the browser then keeps is what was kept before or what was to be kept, whole, and the page shows the
// figures of exactly that.

import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { readBook } from "../../www/src/own/book-text.ts";
import { addCatalog, addPrice, BOOK_KEY, card, keptCatalogs, listed } from "./kept.ts";
import { live, modelNames, paced, type Site, serve } from "./support.ts";
import { tally } from "./world.ts";

const LONG = process.env.PERPIXEL_LONG === "1";
const TIMES = LONG ? 100 : 5;
/** One of so many kills takes the whole browser; the others take the page's process. */
const BROWSER_EVERY = 5;

let site: Site;
let profile: string;
let process_: ChildProcess;
let browser: Browser | undefined;
let context: BrowserContext;

beforeAll(async () => {
  site = await serve();
});
afterAll(() => site?.close());
beforeEach(() => {
  profile = mkdtempSync(join(tmpdir(), "perpixel-killed-"));
});
afterEach(async () => {
  await end();
  rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
});

/** A browser that was killed may leave its profile so that the next one does not answer at first. */
async function begin(): Promise<void> {
  for (let left = 4; ; left -= 1) {
    try {
      await launched();
      return;
    } catch (error) {
      await end();
      if (left === 0) throw error;
    }
  }
}

/** A browser of its own process group, whose profile outlives it. */
async function launched(): Promise<void> {
  const place = [process.env.PERPIXEL_CHROMIUM ?? "", "/usr/bin/chromium", "/usr/bin/google-chrome"].find(
    existsSync,
  );
  if (!place) throw new Error("no Chromium was found: set PERPIXEL_CHROMIUM to its path");
  const flags = [
    "--headless=new",
    "--remote-debugging-port=0",
    `--user-data-dir=${profile}`,
    "--no-first-run",
  ];
  flags.push("--disable-background-networking", "--disable-component-update", "--disable-sync");
  flags.push("--disable-dev-shm-usage", "--disable-gpu", "--hide-crash-restore-bubble");
  if (process.getuid?.() === 0) flags.push("--no-sandbox");
  const started = spawn(place, flags, { detached: true, stdio: ["ignore", "ignore", "pipe"] });
  process_ = started;
  const address = await new Promise<string>((resolve, reject) => {
    let said = "";
    started.stderr?.on("data", (part) => {
      said += part;
      const found = /DevTools listening on (ws:\S+)/.exec(said);
      if (found?.[1]) resolve(found[1]);
    });
    started.on("exit", () => reject(new Error(`the browser did not start: ${said}`)));
  });
  browser = await chromium.connectOverCDP(address, { timeout: 8000 });
  context = browser.contexts()[0] as BrowserContext;
}

/** Kills the browser with all its processes, which have their group for themselves. */
async function killBrowser(): Promise<void> {
  const gone = new Promise((resolve) => process_.once("exit", resolve));
  process.kill(-(process_.pid as number), "SIGKILL");
  await gone;
  await browser?.close().catch(() => undefined);
}

async function end(): Promise<void> {
  if (process_ && process_.exitCode === null && process_.signalCode === null) await killBrowser();
}

async function openPage(): Promise<Page> {
  const page = await context.newPage();
  await page.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, "serviceWorker"));
  await page.goto(`${site.url}#v1/catalogs`);
  await page.locator("#sources tbody tr").first().waitFor();
  return page;
}

/** The renderer of the page ends where it stands. */
async function crash(page: Page): Promise<void> {
  const session = await context.newCDPSession(page);
  const crashed = page.waitForEvent("crash");
  void session.send("Page.crash").catch(() => undefined);
  await crashed;
  await page.close().catch(() => undefined);
}

interface State {
  /** The text of the book, or nothing. */
  book: string | null;
  catalogs: Record<string, string>;
}

const bookOf = (page: Page) => page.evaluate((key) => localStorage.getItem(key), BOOK_KEY);

async function kept(page: Page): Promise<State> {
  return { book: await bookOf(page), catalogs: await keptCatalogs(page) };
}

/** What the browser keeps; the page has to show just that. */
async function found(page: Page, why: string): Promise<State> {
  const state = await kept(page);
  const entries = state.book === null ? [] : readBook(state.book);
  expect(entries, `${why}: a book that is none`).not.toBeNull();
  await expect.poll(() => page.locator("#book tbody tr").count(), { message: why }).toBe(entries?.length);
  await expect
    .poll(async () => (await listed(page)).sort(), { message: why })
    .toEqual(Object.keys(state.catalogs).sort());
  expect(await page.getByText(/is damaged|cannot be read|could not be read/).count(), why).toBe(0);
  return state;
}

/** Moments spread over a save and a little more, always the same ones. */
const moment = (turn: number, saveMs: number) => ((turn * 0.618_034) % 1) * 1.3 * saveMs;

/** What is written takes some time, so that it can be interrupted. */
const large = (turn: number) => card(turn, 1_500_000);

async function press(page: Page, what: "book" | "catalog", turn: number): Promise<void> {
  if (what === "book") await addPrice(page, "fal", `${(turn % 90) + 1}.${turn}`);
  else await addCatalog(page, `card-${turn}.json`, large(turn));
}

/** How long a save takes here, from the button to what is kept. */
async function saveMs(page: Page, what: "book" | "catalog"): Promise<number> {
  const before = JSON.stringify(await kept(page));
  await press(page, what, 0);
  const from = Date.now();
  await expect.poll(async () => JSON.stringify(await kept(page)), { interval: 10 }).not.toBe(before);
  return Date.now() - from;
}

test(`killed ${TIMES} times in the middle of a save, the price book and the catalogs are the old or the new whole`, {
  timeout: 60_000 + TIMES * 20_000,
}, async () => {
  await begin();
  let page = await openPage();
  const books = [(await kept(page)).book];
  const times = { book: await saveMs(page, "book"), catalog: await saveMs(page, "catalog") };
  let before = await found(page, "before the first kill");
  books.push(before.book);
  const count = { old: 0, new: 0 };
  for (let turn = 1; turn <= TIMES; turn += 1) {
    const what = turn % 2 === 0 ? "book" : "catalog";
    await press(page, what, turn);
    await page.waitForTimeout(moment(turn, times[what]));
    const whole = turn % BROWSER_EVERY === 0;
    if (whole) {
      await killBrowser();
      await begin();
    } else {
      await crash(page);
    }
    page = await openPage();
    const why = `after kill ${turn} (${what})`;
    const now = await found(page, why);
    // One step further, or where it was.
    const added = { ...before.catalogs, [`card-${turn}.json`]: large(turn) };
    const grown = Object.keys(now.catalogs).length > Object.keys(before.catalogs).length;
    expect(now.catalogs, why).toEqual(grown && what === "catalog" ? added : before.catalogs);
    // The browser itself writes its small storage every few seconds, so that its end may take back the last books.
    const longer = what === "book" && !books.includes(now.book);
    if (longer) {
      const entries = readBook(now.book ?? "") ?? [];
      expect(entries.slice(0, -1), why).toEqual(readBook(before.book ?? "") ?? []);
      expect(entries.at(-1), why).toMatchObject({
        provider: "fal",
        discount: /^0\.\d+$/.exec(String(entries.at(-1)?.discount))?.[0],
      });
      books.push(now.book);
    } else if (whole) expect(books, why).toContain(now.book);
    else expect(now.book, why).toBe(before.book);
    count[grown || longer ? "new" : "old"] += 1;
    before = await tidied(page, now);
  }
  await page.getByRole("link", { name: "Compare", exact: true }).click();
  await live(page);
  const houses = (await modelNames(page)).filter((name) => name.startsWith("House "));
  const numbers = Object.keys(before.catalogs).map((name) => `House ${/\d+/.exec(name)?.[0]}`);
  expect(houses.sort()).toEqual(numbers.sort());
  tally(`${TIMES} kills: ${count.old} times the old state, ${count.new} times the new one`);
});

/** Few catalogs at a time, so that each turn is like the others. */
async function tidied(page: Page, { book, catalogs }: State): Promise<State> {
  const [first = "", ...others] = Object.keys(catalogs);
  if (others.length < 2) return { book, catalogs };
  await page.getByRole("button", { name: `Remove ${first}`, exact: true }).click();
  await expect.poll(async () => Object.keys(await keptCatalogs(page))).toEqual(others);
  return { book, catalogs: Object.fromEntries(others.map((name) => [name, catalogs[name] ?? ""])) };
}

test.runIf(LONG)(
  "a profile whose storage files are garbage opens with the shipped figures, within five seconds",
  async () => {
    await begin();
    const page = await openPage();
    const shipped = await page.locator("#sources tbody tr").count();
    await addPrice(page, "fal", "10");
    await addCatalog(page, "mine.json", card(1));
    // It is listed as soon as it is loaded, and kept a moment later.
    await expect.poll(() => keptCatalogs(page)).toEqual({ "mine.json": card(1) });
    await killBrowser();
    let damaged = 0;
    for (const folder of ["IndexedDB", "Local Storage"]) {
      const root = join(profile, "Default", folder);
      for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile() || !/\.(log|ldb)$|^MANIFEST|^CURRENT/.test(entry.name)) continue;
        const file = join(entry.parentPath, entry.name);
        const bytes = readFileSync(file).map((byte, at) => (at % 7 === 3 ? byte ^ 0x5a : byte));
        writeFileSync(file, bytes);
        damaged += 1;
      }
    }
    expect(damaged).toBeGreaterThan(2);
    await begin();
    const again = await context.newPage();
    await again.goto(site.url);
    await again
      .locator(".engine-line", { hasText: "Computed in your browser" })
      .waitFor({ timeout: paced(5000) });
    await again.goto(`${site.url}#v1/catalogs`);
    await again.locator("#sources tbody tr").first().waitFor();
    expect(await again.locator("#sources tbody tr").count()).toBe(shipped);
    // It can be used again.
    await addPrice(again, "fal", "10");
    await expect.poll(() => bookOf(again)).toContain("0.1");
  },
);
