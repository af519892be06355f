// The price element on somebody else's page: another origin with a strict policy of its own. Its figures are the
// package's, several elements load the engine once, and what cannot be shown is said in words.

import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Catalog, Job } from "perpixel/inline";
import type { Browser, Page } from "playwright-core";
import sirv from "sirv";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { pageHash, Unusable, wanted } from "../../www/src/embed/request.ts";
import { day, figure, usable, usd } from "../../www/src/embed/words.ts";
import { readAddress } from "../../www/src/read-address.ts";
import { allowOrigin } from "./guard.ts";
import { DIST, launch, shipped, today } from "./support.ts";

let browser: Browser;
let api: Catalog;
/** Serves the build to everybody; `broken` answers nothing of the kind. */
let site: Server;
let host: Server;
let broken: RegExp | null = null;
let body = "";
let page: Page;
let complaints: string[];
let requests: string[];

const originOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const listening = (server: Server) =>
  new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));

beforeAll(async () => {
  const files = sirv(DIST, {
    dev: true,
    etag: false,
    setHeaders: (response) => response.setHeader("access-control-allow-origin", "*"),
  });
  site = createServer((request, response) => {
    const path = request.url ?? "";
    if (!path.startsWith("/prices/") || broken?.test(path)) return void response.writeHead(503).end();
    request.url = path.slice("/prices".length);
    files(request, response, () => {
      response.writeHead(404).end();
    });
  });
  host = createServer((_, response) => {
    const from = originOf(site);
    const policy = `default-src 'none'; script-src ${from} 'wasm-unsafe-eval'; connect-src ${from}; require-trusted-types-for 'script'; trusted-types 'none'`;
    response.writeHead(200, {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": policy,
    });
    response.end(
      `<!doctype html><title>Host</title><script type="module" src="${from}/prices/embed.js"></script>${body}`,
    );
  });
  await Promise.all([listening(site), listening(host)]);
  allowOrigin(originOf(site));
  browser = await launch();
  api = await shipped({ asOf: today() });
});
afterAll(async () => {
  await browser?.close();
  for (const server of [site, host]) {
    server?.closeAllConnections();
    server?.close();
  }
});
beforeEach(async () => {
  broken = null;
  const context = await browser.newContext({ locale: "en-US" });
  page = await context.newPage();
  complaints = [];
  requests = [];
  page.on("console", (message) => {
    // The browser asks every host for an icon; this one has none and its policy refuses it.
    if (message.type() === "error" && !message.text().includes("favicon")) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => requests.push(new URL(request.url()).pathname));
});
afterEach(() => page.context().close());

async function show(html: string): Promise<void> {
  body = html;
  await page.goto(originOf(host));
}
const part = (name: string, at = 0) => page.locator("perpixel-price").nth(at).locator(`[part="${name}"]`);

function offerOf(model: string, job: Job = {}, provider?: string) {
  const [row] = api.compare(job, { models: [model], ...(provider ? { providers: [provider] } : {}) }).rows;
  const offer = row && row.cheapest !== null ? row.offers[row.cheapest] : undefined;
  if (!offer) throw new Error(`the shipped catalogs have no price of ${model}`);
  return offer;
}

describe("on another site's page with a strict policy", () => {
  test("shows price, unit, provider, date and a link to the same job", async () => {
    await show('<perpixel-price model="flux-2-pro" size="2048x1024"></perpixel-price>');
    const offer = offerOf("flux-2-pro", { width: 2048, height: 1024 });
    await part("price").waitFor();
    expect(await part("price").innerText()).toBe(figure(offer, "en-US").text);
    expect(await part("about").innerText()).toBe(`per image at ${offer.provider}`);
    expect(await part("date").innerText()).toBe(`, read ${day(offer.checked, "en-US")}`);
    const link = new URL((await part("link").getAttribute("href")) ?? "");
    expect(link.origin + link.pathname).toBe(`${originOf(site)}/prices/`);
    const { address, notices } = readAddress(link.hash);
    expect(notices).toEqual([]);
    expect(address.model).toBe("flux-2-pro");
    expect(address.job.size).toEqual({ kind: "pixels", width: 2048, height: 1024 });
    expect(complaints).toEqual([]);
  });

  test("several share one engine and one reading of the catalogs", async () => {
    const models = ["flux-2-pro", "gpt-image-1-mini", "grok-imagine-quality"];
    await show(models.map((model) => `<p><perpixel-price model="${model}"></perpixel-price></p>`).join(""));
    for (const [at, model] of models.entries()) {
      await part("price", at).waitFor();
      expect(await part("price", at).innerText()).toBe(figure(offerOf(model), "en-US").text);
    }
    const twice = requests.filter((path, at) => requests.indexOf(path) !== at);
    expect(twice).toEqual([]);
    expect(requests.filter((path) => path.endsWith(".wasm"))).toHaveLength(1);
    expect(complaints).toEqual([]);
  });

  test("a changed attribute gives a new figure", async () => {
    await show('<perpixel-price model="flux-2-pro"></perpixel-price>');
    await part("price").waitFor();
    const element = page.locator("perpixel-price");
    await element.evaluate((it) => {
      it.setAttribute("provider", "fal");
      it.setAttribute("size", "2048x2048");
    });
    const dearer = offerOf("flux-2-pro", { width: 2048, height: 2048 }, "fal");
    await expect.poll(() => part("price").innerText()).toBe(figure(dearer, "en-US").text);
    expect(await part("about").innerText()).toContain("at fal");
    await element.evaluate((it) => it.setAttribute("locale", "de"));
    await expect.poll(() => part("about").innerText()).toBe("je Bild bei fal");
    expect(await part("price").innerText()).toBe(figure(dearer, "de").text);
  });

  test("can be styled from outside", async () => {
    await show('<perpixel-price model="flux-2-pro"></perpixel-price>');
    await part("price").waitFor();
    await page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(
        "perpixel-price { --perpixel-price-color: rgb(1, 2, 3) } perpixel-price::part(date) { display: none }",
      );
      document.adoptedStyleSheets = [sheet];
    });
    expect(await part("price").evaluate((it) => getComputedStyle(it).color)).toBe("rgb(1, 2, 3)");
    expect(await part("date").isVisible()).toBe(false);
  });
});

describe("without a price it says why", () => {
  test.each([
    ['model="no-such-model"', "no price: no catalog lists “no-such-model”"],
    ['model="flux-2-pro" provider="nobody"', "no price: “nobody” does not sell it"],
    ["", "no price: the attribute “model” is missing"],
    ['model="flux-2-pro" size="huge"', "no price: “size” is like 1024x1024"],
    ['model="community-model"', "rate only: "],
    ['model="flux-2-pro" mode="t2v"', "price unknown: "],
  ])("%s", async (attributes, words) => {
    await show(`<perpixel-price ${attributes}>fallback</perpixel-price>`);
    await expect
      .poll(() => page.locator("perpixel-price").locator("[part]").first().innerText())
      .toContain(words);
    expect(await page.locator("perpixel-price").getAttribute("aria-busy")).toBe(null);
    expect(complaints).toEqual([]);
  });

  test("what stands between the tags is shown while it loads and when nothing can be had", async () => {
    broken = /catalogs/;
    await show(
      '<perpixel-price model="flux-2-pro">see the list</perpixel-price><perpixel-price model="flux-2-pro"></perpixel-price>',
    );
    expect(await page.locator("body").innerText()).toContain("see the list");
    await expect
      .poll(() => page.locator("perpixel-price").nth(1).locator("[part]").innerText())
      .toBe("no price");
    expect(await page.locator("body").innerText()).toContain("see the list");
    // The next to ask tries again.
    broken = null;
    await page
      .locator("perpixel-price")
      .first()
      .evaluate((it) => it.setAttribute("locale", "en"));
    await expect.poll(() => part("price").innerText()).toContain("$");
  });
});

test("the page that shows it keeps its own policy, in both widths", async () => {
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 800 });
    await page.goto(`${originOf(site)}/prices/embed.html`);
    const elements = page.locator("perpixel-price");
    await expect
      .poll(() => elements.locator('[part="price"], [part="none"]').count())
      .toBe(await elements.count());
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
  expect(complaints).toEqual([]);
});

describe("its words", () => {
  test("an amount keeps every digit, and what is none is not shown as one", () => {
    expect(usd("0.0123456789", "en-US")).toBe("$0.0123456789");
    expect(usd("1234.5", "de")).toBe("1.234,50\u00a0$");
    for (const text of ["", "abc", "1e3", "NaN", null, undefined]) expect(usd(text, "en")).toBe(null);
  });

  test.each([
    [{ status: "exact", price: "0.03" }, "$0.03"],
    [{ status: "exact", price: "0" }, "free"],
    [{ status: "approximate", price: "0.03" }, "≈ $0.03"],
    [{ status: "approximate", price: "0.03", certainty: "from" }, "from $0.03"],
    [{ status: "range", price: null, low: "0.01", high: "0.02" }, "$0.01 – $0.02"],
    [{ status: "range", price: null, high: "0.02" }, "up to $0.02"],
    [{ status: "unknown", price: null }, "price unknown"],
    [{ status: "exact", price: "x" }, "price unknown"],
  ] as const)("%j reads %s", (offer, text) => {
    expect(figure({ native: "", ...offer } as Parameters<typeof figure>[0], "en-US").text).toBe(text);
  });

  test("an unusable locale falls back", () => {
    expect(usable("not a locale!")).toBe(usable(null));
    expect(usable("de-AT")).toBe("de-AT");
  });
});

describe("its attributes", () => {
  const none = { model: null, size: null, quality: null, provider: null, mode: null, locale: null };

  test("become the page's address, which the page reads without a complaint", () => {
    const want = wanted({ ...none, model: "a/b c&d", size: "2K", quality: "high", mode: "edit" });
    const { address, notices } = readAddress(pageHash(want, null));
    expect(notices).toEqual([]);
    expect(address.model).toBe("a/b c&d");
    expect(address.job).toMatchObject({
      mode: "edit",
      quality: "high",
      size: { kind: "tier", resolution: "2K" },
    });
  });

  test.each([
    { model: " " },
    { model: "m", size: "0x5" },
    { model: "m", size: "big" },
    { model: "m", mode: "x" },
  ])("%j cannot be used", (some) => {
    expect(() => wanted({ ...none, ...some })).toThrow(Unusable);
  });
});
