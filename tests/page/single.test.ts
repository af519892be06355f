// The page as one file, opened from a disk: the same figures, the forms that load later, and not one request.

import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { figure } from "../../www/src/format.ts";
import { column, DIST, launch, live, modelNames, shipped, today } from "./support.ts";

const BUILT = `${DIST}/perpixel.html`;
let browser: Browser;
let folder: string;
let page: Page;
let complaints: string[];
let requests: string[];

beforeAll(async () => {
  if (!existsSync(BUILT)) throw new Error("perpixel.html is missing: build the page first");
  // Alone in a folder: nothing beside it can be of help.
  folder = mkdtempSync(join(tmpdir(), "perpixel single file "));
  copyFileSync(BUILT, join(folder, "a copy.html"));
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  page = await context.newPage();
  complaints = [];
  requests = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => requests.push(request.url()));
});
afterEach(() => page.context().close());

async function openFile(hash = ""): Promise<void> {
  await page.goto(pathToFileURL(join(folder, "a copy.html")).href + hash);
}

/** The page itself, its icon and the worker's script are no requests to anywhere. */
const asked = () => requests.filter((url) => !/^(?:data|blob):/.test(url)).slice(1);

describe("opened from a disk", () => {
  test("shows the package's own figures, with the engine in a worker", async () => {
    await openFile();
    await live(page);
    const api = await shipped({ asOf: today() });
    const { rows } = api.compare({}, { sort: "price", modes: ["t2i", "edit"] });
    expect(await modelNames(page)).toEqual(rows.map(({ model }) => model.name));
    const prices = await column(page, "cheapest");
    rows.forEach((row, at) => {
      const offer = row.cheapest === null ? undefined : row.offers[row.cheapest];
      if (offer) expect(prices[at]?.split("\n")[0]).toBe(figure(offer));
    });
    expect(page.workers()).toHaveLength(1);
    expect(asked()).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test("answers, keeps its state in the address, and goes back", async () => {
    await openFile("#v1?size=2048x2048&model=flux-2-pro");
    await live(page);
    const find = page.getByLabel("Find").first();
    const all = (await modelNames(page)).length;
    await find.fill("kontext");
    await expect.poll(async () => (await modelNames(page)).length).toBeLessThan(all);
    expect(page.url()).toContain("#v1?");
    expect(page.url()).toContain("text=kontext");
    expect(asked()).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test("has the planning forms within it", async () => {
    await openFile("#v1/route");
    await page.getByText("billed per image").first().waitFor();
    expect(asked()).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test("the page's own thread serves where no worker can be had", async () => {
    await page.addInitScript(() => {
      Reflect.set(globalThis, "Worker", function refused() {
        throw new DOMException("no worker here", "SecurityError");
      });
    });
    await openFile();
    await live(page);
    expect((await modelNames(page)).length).toBeGreaterThan(30);
    expect(page.workers()).toHaveLength(0);
    expect(complaints).toEqual([]);
  });

  test("reads without JavaScript", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const plain = await context.newPage();
    await plain.goto(pathToFileURL(join(folder, "a copy.html")).href);
    expect(await plain.locator("body").innerText()).toContain("Computed when the page was built");
    expect((await modelNames(plain)).length).toBeGreaterThan(30);
    await context.close();
  });
});

describe("what is in it", () => {
  const html = existsSync(BUILT) ? readFileSync(BUILT, "utf8") : "";

  test("the module stands in it once", () => {
    // The first bytes of every module, as base64.
    expect(html.match(/AGFzbQEAAAA/g)).toHaveLength(1);
  });

  test("a policy that allows its own script and style, and no request", () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? "";
    expect(policy).toMatch(/script-src 'sha256-[\w+/=]+' 'wasm-unsafe-eval';/);
    expect(policy).toMatch(/style-src 'sha256-[\w+/=]+';/);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("require-trusted-types-for 'script'; trusted-types perpixel");
    expect(policy).not.toMatch(/connect-src|unsafe-inline|'unsafe-eval'|http/);
  });

  test("no link to a file beside it", () => {
    const page = html.slice(0, html.indexOf('<script type="module"'));
    expect(page.match(/(?:href|src)="(?!#|https:|data:)[^"]*"/g) ?? []).toEqual([]);
  });
});
