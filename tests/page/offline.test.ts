// The page without a network: what one visit keeps, that a version is kept whole or not at all, and that a newer
// one is offered and waits for its reader.

import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  DIST,
  launch,
  live,
  modelNames,
  type Opened,
  open,
  type Replacements,
  type Site,
  serve,
} from "./support.ts";

let browser: Browser;
let site: Site;
let opened: Opened;

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  site = await serve();
});
afterEach(async () => {
  await opened?.close();
  await site.close();
});

const SCRIPT = "text/javascript";
const built = readFileSync(`${DIST}/sw.js`, "utf8");
const html = readFileSync(`${DIST}/index.html`, "utf8");
const notice = (page: Page) => page.locator(".offline-notice");

/** The service worker as the next build would write it, with its own idea of the page's hash if one is given. */
function next(version: string, pageHash = ""): [RegExp, { type: string; body: string }] {
  const text = built.replace(/\b[0-9a-f]{16}\b/, version);
  const body = pageHash ? text.replace(/(\[``,`)sha256-[^`]+/, `$1${pageHash}`) : text;
  expect(body).not.toBe(built);
  return [/sw\.js$/, { type: SCRIPT, body }];
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return `sha256-${Buffer.from(digest).toString("base64")}`;
}

const cacheNames = (page: Page) => page.evaluate(() => caches.keys());
const update = (page: Page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update().catch(() => undefined);
    // An install that fails ends as soon as one file is wrong.
    const { installing } = registration;
    if (!installing) return "none";
    return new Promise<string>((resolve) => {
      const look = () => {
        if (installing.state !== "installing") resolve(installing.state);
      };
      installing.addEventListener("statechange", look);
      look();
    });
  });

async function visit(): Promise<Page> {
  opened = await open(browser, site, "", { serviceWorkers: "allow" });
  const { page } = opened;
  await live(page);
  await expect.poll(() => notice(page).innerText(), { timeout: 20_000 }).toContain("Ready offline");
  return page;
}

describe("after one visit", () => {
  test("the page works with the server gone, with the parts that load later", async () => {
    const page = await visit();
    const names = await modelNames(page);
    expect(names.length).toBeGreaterThan(30);
    await site.close();

    await page.reload();
    await live(page);
    expect(await modelNames(page)).toEqual(names);
    // Said once: this visit is not the first one.
    expect(await notice(page).innerText()).toBe("");
    // Every script there is can be started, the stand-in of the worker and the forms among them.
    const loaded = await page.evaluate(async () => {
      const [name] = await caches.keys();
      const keys = await (await caches.open(name ?? "")).keys();
      const scripts = keys.map(({ url }) => url).filter((url) => /assets\/.*\.js$/.test(url));
      const answers = await Promise.all(scripts.map(async (url) => (await fetch(url)).ok));
      return { scripts: scripts.length, ok: answers.filter((ok) => ok).length };
    });
    expect(loaded.ok).toBe(loaded.scripts);
    expect(loaded.scripts).toBeGreaterThan(8);
    await page.goto(`${site.url}#v1/route`);
    await page.getByText("billed per image").first().waitFor();
    await page.goto(`${site.url}index.html?from=a-link#v1?text=flux`);
    await live(page);
    await expect.poll(async () => (await modelNames(page)).length).toBeLessThan(names.length);
    expect(opened.complaints).toEqual([]);
  });

  test("catalogs come from the network while there is one", async () => {
    const page = await visit();
    site.replace([[/catalogs\/index\.json$/, { body: '{"catalogs":["infr.json"]}' }]]);
    await page.reload();
    await expect.poll(async () => (await modelNames(page)).length).toBe(35);
    // The last answer is what is shown without a network; a login page in its place is not kept.
    site.replace([[/catalogs\/index\.json$/, { type: "text/html", body: "<!doctype html>log in" }]]);
    await page.reload();
    await page.getByRole("alert").waitFor();
    await site.close();
    await page.reload();
    await expect.poll(async () => (await modelNames(page)).length).toBe(35);
  });

  test("caches of others on the same host stay", async () => {
    opened = await open(browser, site, "", { serviceWorkers: "allow" });
    const { page } = opened;
    await page.evaluate(async () => {
      await caches.open("somebody-else");
      await caches.open("perpixel:/another/path/:1");
      await caches.open(`perpixel:${new URL(".", location.href).pathname}:old`);
    });
    await expect.poll(() => notice(page).innerText(), { timeout: 20_000 }).toContain("Ready offline");
    const names = await cacheNames(page);
    expect(names).toContain("somebody-else");
    expect(names).toContain("perpixel:/another/path/:1");
    expect(names.filter((name) => name.startsWith("perpixel:/some/sub/path/:"))).toHaveLength(1);
  });
});

describe("a version is kept whole or not at all", () => {
  const worker = /assets\/worker-.*\.js$/;
  test.each([
    ["a file is missing", [[worker, { status: 404 }]]],
    ["a file is another one", [[worker, { type: SCRIPT, body: "postMessage('wrong')" }]]],
    [
      "the page is of another version",
      [[/path\/$/, { type: "text/html", body: html.replace("<title>", "<title>Other ") }]],
    ],
    ["a catalog is missing", [[/kie\.json$/, { status: 500 }]]],
  ] as [string, Replacements][])("%s", async (_, wrong) => {
    const page = await visit();
    const before = await cacheNames(page);
    // The browser's own cache has the good file; a new version's would have a new name.
    const session = await page.context().newCDPSession(page);
    await session.send("Network.clearBrowserCache");
    site.replace([next("0000000000000001"), ...wrong]);
    expect(await update(page)).toBe("redundant");
    expect(await cacheNames(page)).toEqual(before);
    expect(await page.getByText("A new version is ready").count()).toBe(0);
    await site.close();
    await page.reload();
    await live(page);
    expect(await page.title()).not.toContain("Other");
  });

  test("a first install that fails leaves nothing, and the page works", async () => {
    site.replace([[/in-page-.*\.js$/, { status: 404 }]]);
    opened = await open(browser, site, "", { serviceWorkers: "allow" });
    const { page } = opened;
    await live(page);
    await expect
      .poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), {
        timeout: 20_000,
      })
      .toBe(0);
    expect(await cacheNames(page)).toEqual([]);
    expect(await notice(page).innerText()).toBe("");
  });
});

describe("a newer version", () => {
  const newer = html.replace("<title>", "<title>Newer ");

  test("is offered, waits, and takes over when the reader says so", async () => {
    const page = await visit();
    site.replace([
      next("0000000000000002", await sha256(newer)),
      [/path\/$/, { type: "text/html", body: newer }],
    ]);
    expect(await update(page)).toBe("installed");
    const offer = page.getByText("A new version is ready");
    await offer.waitFor();
    await page.getByRole("button", { name: "Later" }).click();
    expect(await offer.count()).toBe(0);

    // Not forced: the version that was there answers, and says again that there is a newer one.
    await page.reload();
    await live(page);
    expect(await page.title()).not.toContain("Newer");
    await offer.waitFor();
    await page.getByRole("button", { name: "Reload" }).click();
    await expect.poll(() => page.title()).toContain("Newer");
    await live(page);
    const ours = (await cacheNames(page)).filter((name) => name.startsWith("perpixel:"));
    expect(ours).toEqual(["perpixel:/some/sub/path/:0000000000000002"]);
    expect(await notice(page).innerText()).toBe("");
    expect(opened.complaints).toEqual([]);
  });

  test("another window is told, and keeps what it shows", async () => {
    const page = await visit();
    const other = await page.context().newPage();
    await other.goto(site.url);
    await live(other);
    site.replace([
      next("0000000000000003", await sha256(newer)),
      [/path\/$/, { type: "text/html", body: newer }],
    ]);
    await update(page);
    await page.getByRole("button", { name: "Reload" }).click();
    await expect.poll(() => page.title()).toContain("Newer");
    await other.getByText("A new version is ready").waitFor();
    expect(await other.title()).not.toContain("Newer");
    await other.getByRole("button", { name: "Reload" }).click();
    await expect.poll(() => other.title()).toContain("Newer");
  });
});
