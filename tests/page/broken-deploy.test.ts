// The page under a service worker while what is published changes: an install with each file broken in turn, an old
// version before a new server and back, versions that come one after the other. The page works all the time, never mixes
// scripts of two builds nor figures of two sets of catalogs, says nothing false, and the next visit heals.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { filesToKeep } from "../../www/build/offline.ts";
import { addPrice, BOOK_KEY } from "./kept.ts";
import { DIST, launch, live, modelNames } from "./support.ts";
import { type Fault, otherBuild, type Shown, shownBy, tally, type World, world } from "./world.ts";

const LONG = process.env.PERPIXEL_LONG === "1";
const FAULTS: readonly Fault[] = ["404", "500", "a page", "other bytes", "cut"];
/** A service worker that a test has seen is kept by the browser, some 15 MB each, for as long as its window is open. */
const AT_ONCE = 40;

let browser: Browser;
let site: World;
let context: BrowserContext;
let build: Awaited<ReturnType<typeof otherBuild>> | undefined;
let other: string;
/** What the two builds show. */
let ours: Shown;
let theirs: Shown;

beforeAll(async () => {
  [browser, build] = await Promise.all([launch(), otherBuild()]);
  other = build.dist;
  [ours, theirs] = [await shownBy(DIST), await shownBy(other)];
}, 180_000);
afterAll(async () => {
  build?.remove();
  await browser?.close();
});
beforeEach(async () => {
  site = await world();
  context = await newContext();
});
afterEach(async () => {
  await context.close();
  await site.stop();
});

const newContext = () => browser.newContext({ viewport: { width: 1280, height: 900 } });

const cacheNames = (page: Page) =>
  page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith("perpixel:")).sort());

/** Which build a script is of, where only one of them has it. */
const assets = (folder: string) =>
  filesToKeep(folder)
    .map(([path]) => path)
    .filter((path) => path.startsWith("assets/"));

async function shows(page: Page): Promise<Shown> {
  await live(page);
  return {
    names: await modelNames(page),
    total: await page.locator(".side-cheapest .side-total").innerText(),
  };
}

/** Opens the page and notes what it loads, its workers' files too. */
async function visit(hash = ""): Promise<{ page: Page; loaded: Set<string> }> {
  const page = await context.newPage();
  const loaded = new Set<string>();
  page.on("request", (request) => loaded.add(request.url().slice(site.url.length)));
  await page.goto(site.url + hash);
  return { page, loaded };
}

function ofOneBuild(loaded: Set<string>): void {
  const [here, there] = [assets(DIST), assets(other)];
  const only = (some: string[], others: string[]) =>
    some.filter((path) => loaded.has(path) && !others.includes(path));
  const [mine, foreign] = [only(here, there), only(there, here)];
  expect(Math.min(mine.length, foreign.length), `${mine} and ${foreign}`).toBe(0);
  expect(mine.length + foreign.length).toBeGreaterThan(0);
}

/** Until the service worker has tried to install, and what came of it. */
function installed(page: Page): Promise<string> {
  return page.evaluate(async () => {
    for (let waited = 0; waited < 20_000; waited += 50) {
      const registration = await navigator.serviceWorker.getRegistration();
      if (registration?.waiting) return "waiting";
      if (registration?.active?.state === "activated" && !registration.installing) return "active";
      if (waited > 3000 && !registration) return "none";
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return "slow";
  });
}

/** Asks for a newer version, and waits for what comes of it. */
function update(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update().catch(() => undefined);
    const worker = registration.installing ?? registration.waiting;
    if (!worker) return "none";
    return new Promise<string>((resolve) => {
      const look = () => worker.state !== "installing" && resolve(worker.state);
      worker.addEventListener("statechange", look);
      look();
    });
  });
}

describe("a first install with one file broken", () => {
  const files = filesToKeep(DIST).map(([path]) => path);
  /** Data has no hash in the list: a changed digit of it is another state, not a broken file. */
  const breakable = (path: string, fault: Fault) => fault !== "other bytes" || !path.startsWith("catalogs/");
  const all = files.flatMap((path) =>
    FAULTS.filter((fault) => breakable(path, fault)).map((fault): [string, Fault] => [path, fault]),
  );
  const turns = LONG ? all : all.filter((_, at) => at % 127 === 7);

  test(`${turns.length} times: nothing is kept, the page works and says nothing false, and a later visit heals`, {
    timeout: 60_000 + turns.length * 15_000,
  }, async () => {
    expect(new Set(turns.map(([path]) => path)).size).toBe(LONG ? files.length : turns.length);
    let page = await context.newPage();
    for (const [at, [path, fault]] of turns.entries()) {
      if (at > 0 && at % AT_ONCE === 0) {
        await context.close();
        context = await newContext();
        page = await context.newPage();
      }
      const why = `${path || "index.html"}: ${fault}`;
      const broken = new RegExp(`^${path.replace(/[.]/g, "\\.")}$`);
      site.installFaults = [[broken, fault]];
      site.asked = [];
      await page.goto(`${site.url}?${encodeURIComponent(why)}`);
      expect(await shows(page), why).toEqual(ours);
      await expect.poll(() => site.asked.includes("sw.js"), { message: why }).toBe(true);
      await expect
        .poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), {
          message: why,
        })
        .toBe(0);
      expect(await cacheNames(page), why).toEqual([]);
      expect(await page.locator(".offline-notice").innerText(), why).toBe("");
    }
    tally(`${turns.length} broken installs`);
    site.installFaults = [];
    await page.goto(site.url);
    expect(await shows(page)).toEqual(ours);
    await page.getByText("Ready offline").waitFor();
    await site.stop();
    await page.reload();
    expect(await shows(page)).toEqual(ours);
    await site.resume();
  });
});

describe("an old version before a new server", () => {
  async function first(): Promise<Page> {
    const { page } = await visit();
    expect(await shows(page)).toEqual(ours);
    expect(await installed(page)).toBe("active");
    return page;
  }

  test("the figures are those of one set of catalogs, also once documents are read, and the scripts of one build", async () => {
    expect(theirs.names).not.toEqual(ours.names);
    await first();
    site.folder = other;
    const { page: next, loaded } = await visit();
    // Scripts are the old ones, the catalogs what the server has now: all of them or none.
    expect(await next.locator("html").getAttribute("data-build")).toBeNull();
    expect(await shows(next)).toEqual(theirs);
    await next.getByRole("link", { name: "Estimate", exact: true }).click();
    await next.locator(".plan-answer[aria-busy=false]").first().waitFor();
    await next.getByRole("link", { name: "Compare", exact: true }).click();
    expect(await shows(next)).toEqual(theirs);
    ofOneBuild(loaded);
    // Without a network the copies fit each other as well.
    await site.stop();
    const { page: offline, loaded: kept } = await visit();
    expect(await shows(offline)).toEqual(theirs);
    await offline.getByRole("link", { name: "Estimate", exact: true }).click();
    await offline.locator(".plan-answer[aria-busy=false]").first().waitFor();
    expect(await offline.locator("main").innerText()).not.toContain("fetch_failed");
    ofOneBuild(kept);
    await site.resume();
  });

  test("a page that was open while the catalogs changed does not mix them", async () => {
    // No worker stands between, so that the page meets the server as it is.
    await context.close();
    context = await browser.newContext({ serviceWorkers: "block", viewport: { width: 1280, height: 900 } });
    const { page } = await visit();
    expect(await shows(page)).toEqual(ours);
    // The catalogs alone: the scripts of the page are still there.
    const texts = new Map<string, Buffer>();
    for (const name of ["index.json", "infr.json", "packed.bin"])
      texts.set(`catalogs/${name}`, readFileSync(join(other, "catalogs", name)));
    await page.route(/catalogs\/[^/]+$/, (route) => {
      const body = texts.get(new URL(route.request().url()).pathname.split("/").slice(-2).join("/"));
      return body ? route.fulfill({ body, contentType: "application/json" }) : route.fallback();
    });
    await page.getByRole("link", { name: "Estimate", exact: true }).click();
    await page.getByText("no longer those of the figures").first().waitFor();
    expect(await page.locator("main").innerText()).not.toMatch(/\$0\.0777/);
    await page.getByRole("link", { name: "Compare", exact: true }).click();
    expect(await shows(page)).toEqual(ours);
    await page.reload();
    expect(await shows(page)).toEqual(theirs);
  });

  test("the new one is offered, taken, and the old one again; each is whole, and the price book stays", async () => {
    const page = await first();
    await addOwn(page);
    const book = await page.evaluate((key) => localStorage.getItem(key), BOOK_KEY);
    expect(book).toContain("0.1");
    for (const folder of LONG ? [other, DIST, other, DIST] : [other, DIST]) {
      site.folder = folder;
      await page.goto(`${site.url}#v1/compare`);
      await live(page);
      expect(await update(page)).toBe("installed");
      const loaded = new Set<string>();
      const note = (request: { url(): string }) => loaded.add(request.url().slice(site.url.length));
      await page.getByText("A new version is ready").waitFor();
      page.on("request", note);
      await page.getByRole("button", { name: "Reload" }).click();
      await expect
        .poll(() => page.locator("html").getAttribute("data-build"))
        .toBe(folder === other ? "other" : null);
      await live(page);
      page.off("request", note);
      ofOneBuild(loaded);
      expect(await cacheNames(page)).toHaveLength(1);
      expect(await page.evaluate((key) => localStorage.getItem(key), BOOK_KEY)).toBe(book);
      await page.getByRole("link", { name: "Catalogs", exact: true }).click();
      await expect.poll(() => page.locator("#book tbody tr").count()).toBe(1);
    }
  });

  test.runIf(LONG)(
    "half a deploy changes nothing: new HTML with old scripts, and new scripts with old HTML",
    { timeout: 900_000 },
    async () => {
      const page = await first();
      const before = await cacheNames(page);
      site.folder = other;
      const mine = assets(DIST);
      const fresh = assets(other).filter((path) => !mine.includes(path));
      expect(fresh.length).toBeGreaterThan(3);
      for (const path of LONG ? fresh : fresh.slice(0, 2)) {
        site.faults = [[new RegExp(`^${path.replace(/[.]/g, "\\.")}$`), "404"]];
        expect(await update(page), path).toBe("redundant");
        expect(await cacheNames(page), path).toEqual(before);
        expect(await page.getByText("A new version is ready").count(), path).toBe(0);
      }
      await page.reload();
      await live(page);
      expect(await page.locator("html").getAttribute("data-build")).toBeNull();
      site.faults = [];
      expect(await update(page)).toBe("installed");
      await page.getByText("A new version is ready").waitFor();
    },
  );
});

async function addOwn(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Catalogs", exact: true }).click();
  await page.locator("#book").waitFor();
  await addPrice(page, "fal", "10");
  await expect.poll(() => page.evaluate((key) => localStorage.getItem(key), BOOK_KEY)).toContain("0.1");
}
