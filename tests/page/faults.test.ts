import type { Browser } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { day, figure, usd } from "../../www/src/format.ts";
import {
  CATALOG_TEXT,
  launch,
  live,
  modelNames,
  ONE_CATALOG,
  open,
  openLive,
  type Replacements,
  type Site,
  serve,
  shipped,
} from "./support.ts";

let site: Site;
let browser: Browser;

beforeAll(async () => {
  [site, browser] = await Promise.all([serve(), launch()]);
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});
beforeEach(() => site.replace([ONE_CATALOG]));

/** What the build has put into the HTML, as the package says it. */
async function builtFigures() {
  const api = await shipped();
  const { rows } = api.compare({}, { sort: "price", modes: ["t2i", "edit"] });
  const side = api.quote({ model: rows[0]?.model.id ?? "", count: 10_000 }).cheapest;
  return {
    names: rows.map(({ model }) => model.name),
    total: side ? figure({ status: side.status, price: side.total }, usd) : "unknown",
    date: day(api.info().newest) ?? "no date",
  };
}

const HTML = "<!doctype html><title>Not found</title>";

describe("without a catalog there is no price, and the page says why", () => {
  test.each([
    [
      "it is missing",
      [[/infr\.json$/, { status: 404, type: "text/html", body: HTML }]],
      "fetch_failed",
      /404/,
    ],
    ["it is a web page", [[/infr\.json$/, { type: "text/html", body: HTML }]], "not_json", /infr\.json/],
    ["it is cut off", [[/infr\.json$/, { body: CATALOG_TEXT.slice(0, 20_000) }]], "not_json", /infr\.json/],
    [
      "it has another shape",
      [[/infr\.json$/, { body: "[1, 2, 3]" }]],
      /wrong_shape|unknown_format/,
      /infr\.json/,
    ],
    ["it is empty", [[/infr\.json$/, { body: "" }]], "not_json", /infr\.json/],
    ["the list is missing", [[/index\.json$/, { status: 500 }]], "fetch_failed", /500/],
    [
      "the list is a web page",
      [[/index\.json$/, { type: "text/html", body: HTML }]],
      "wrong_shape",
      /index\.json/,
    ],
  ] as [string, Replacements, string | RegExp, RegExp][])("%s", async (_, replaced, code, words) => {
    site.replace([...replaced, ONE_CATALOG]);
    const { page, close } = await open(browser, site);
    const message = page.getByRole("alert");
    await message.waitFor();
    const text = await message.innerText();
    expect(text).toContain("No catalog could be loaded");
    expect(text).toMatch(code);
    expect(text).toMatch(words);
    expect(text).toContain("What to do");
    expect(await page.locator(".table-scroller").innerText()).toContain("There is no catalog");
    // The hint beside the volume says that an amount may stand there too.
    const shown = (await page.locator("body").innerText()).replace("10k, 1.2M or $50", "");
    expect(shown).not.toMatch(/\$\d|\$NaN|undefined/);
    expect(await modelNames(page)).toEqual([]);

    site.replace([ONE_CATALOG]);
    await page.getByRole("button", { name: "Try again" }).click();
    await expect.poll(async () => (await modelNames(page)).length).toBe(35);
    expect(await page.getByRole("alert").count()).toBe(0);
    await close();
  });

  test("a good catalog beside a missing one is still shown", async () => {
    site.replace([[/index\.json$/, { body: '{"catalogs":["infr.json","other.json"]}' }]]);
    const { page, close } = await open(browser, site);
    await expect.poll(async () => (await modelNames(page)).length).toBe(35);
    await live(page);
    expect(await page.getByRole("alert").innerText()).toContain("catalogs/other.json");
    await close();
  });
});

describe("without the engine the figures of the build stay, marked as such", () => {
  test.each([
    ["the module is missing", [[/\.wasm$/, { status: 404, type: "text/html", body: HTML }]]],
    ["the module is a web page", [[/\.wasm$/, { type: "text/html", body: HTML }]]],
    ["the module is damaged", [[/\.wasm$/, { type: "application/wasm", body: "\0asm\x01\0\0\0damaged" }]]],
    ["neither worker nor its stand-in can be had", [[/(?:worker|in-page)-.*\.js$/, { status: 404 }]]],
  ] as [string, Replacements][])("%s", async (_, replaced) => {
    site.replace([...replaced, ONE_CATALOG]);
    const { page, close } = await open(browser, site);
    const message = page.getByRole("alert");
    await message.waitFor();
    expect(await message.innerText()).toContain("The price engine could not be started");
    expect(await page.locator("#app").innerText()).toContain("Computed when the page was built");
    const built = await builtFigures();
    expect(await modelNames(page)).toEqual(built.names);
    expect(await page.locator(".side-cheapest .side-total").innerText()).toBe(built.total);
    expect(await page.getByLabel("Images a month").isDisabled()).toBe(true);

    site.replace([ONE_CATALOG]);
    if (replaced[0]?.[0].test("x.wasm")) {
      await page.getByRole("button", { name: "Try again" }).click();
      await live(page);
      expect(await page.getByRole("alert").count()).toBe(0);
    }
    await close();
  });
});

test("where no worker can be had the page's own thread serves", async () => {
  site.replace([[/worker-.*\.js$/, { status: 404 }], ONE_CATALOG]);
  const { page, close } = await openLive(browser, site);
  await page.getByLabel("Images a month").fill("20k");
  await expect.poll(() => page.locator(".side-routed .side-total").innerText()).toBe("$183.60");
  await close();
});

test("a worker that is gone is replaced, with its catalogs", async () => {
  const { page, close } = await openLive(browser, site);
  // The only worker of the page is ended under it; the watchdog notices the silence.
  const session = await page.context().newCDPSession(page);
  await session.send("Target.setAutoAttach", {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: true,
  });
  expect(page.workers()).toHaveLength(1);
  await page.workers()[0]?.evaluate(() => self.close());
  await page.getByLabel("Images a month").fill("30k");
  await expect
    .poll(() => page.locator(".side-routed .side-total").innerText(), { timeout: 20_000 })
    .toBe("$275.40");
  await close();
});

describe("without JavaScript", () => {
  test("the page still answers", async () => {
    const { page, close } = await open(browser, site, "", { javaScriptEnabled: false });
    const text = await page.locator("body").innerText();
    const built = await builtFigures();
    expect(text).toContain(`10,000 images a month at 1024×1024: ${built.names[0]} at ${built.total}`);
    expect(text).toContain(built.date);
    expect(text).toContain("2% routed + standard fees apply");
    expect(text).toContain("1,048,576 pixels");
    expect(text).toContain("Computed when the page was built");
    expect(await modelNames(page)).toEqual(built.names);
    await page.locator(".side-cheapest summary").click();
    expect(await page.locator(".side-cheapest tfoot td").innerText()).toBe(built.total);
    await close();
  });

  test("nothing in the HTML breaks its own policy", async () => {
    const response = await fetch(site.url);
    const html = await response.text();
    expect(html).toContain("require-trusted-types-for 'script'; trusted-types perpixel");
    expect(html).not.toMatch(/\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)/);
    expect(html).not.toMatch(/(?:src|href)="(?:\/|http:)/);
  });
});
