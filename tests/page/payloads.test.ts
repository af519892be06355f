// Every payload through every text that the page shows: rate cards and the prices API with it in all their texts, the names
// of sources, the price book, logs and addresses, in every view, with everything unfolded, and every text that the page hands
// out. No element comes of it, no dialog, no navigation, no request and no script; what is copied stays text.

import { Buffer } from "node:buffer";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { csvFaults, markdownFaults } from "../hostile/judges.ts";
import { PAYLOADS } from "../hostile/payloads.ts";
import { launch, live, type Opened, open, type Replacements, type Site, serve } from "./support.ts";

/** All of them, which takes two to ten minutes; else some of every kind. */
const LONG = process.env.PERPIXEL_LONG === "1";
const some = (every: number) => PAYLOADS.filter((_, at) => LONG || at % every === 0).map(({ text }) => text);
/** Fewer than the rows from which on the table shows only those in sight. */
const MOST = 80;
/** How many sources are listed together. */
const AT_ONCE = 60;
const chosen = some(4);
const BATCHES = LONG ? [chosen.slice(0, MOST), chosen.slice(MOST)] : [chosen];
const KINDS = BATCHES.flatMap((list, at): [string, string, string[]][] => [
  [`rate card ${at + 1}`, JSON.stringify(card(list)), list],
  [`prices API ${at + 1}`, JSON.stringify(pricesApi(list)), list],
]);
const CARD = JSON.stringify(card(chosen.slice(0, MOST)));

/** A rate card with a model for each text, which stands wherever a card may hold one. */
function card(list: readonly string[]) {
  return {
    format: "perpixel/rate-card@1",
    date: "2026-06-01",
    about: list[0],
    name: list[1],
    providers: list.map((text) => ({ name: text, note: text, url: text })),
    models: list.map((text, at) => ({
      id: text,
      name: text,
      vendor: text,
      license: text,
      replacement: text,
      aliases: [`${text} too`],
      elo: 1000 + at,
      modes: ["t2i", "edit"],
      offers: [
        {
          provider: text,
          url: text,
          note: text,
          variant: text,
          upstreamId: text,
          charges: [{ unit: "image", label: text, usd: `0.0${at + 1}` }],
          modifiers: [{ when: { batch: true }, multiply: "0.5", label: text }],
          standard: { quality: text },
        },
        { provider: "another", unpriced: text },
        { provider: "third", url: text, charges: [{ unit: text, usd: text }] },
        { provider: "fourth", charges: [{ unit: "image", label: text, usd: "0.5" }], [text]: text },
      ],
    })),
    aliases: list.map((text) => ({ from: `${text} as well`, to: text })),
    selfHosting: list.map((text) => ({ name: text, note: text, usdPerHour: "1", imagesPerHour: "100" })),
    plans: list.map((text) => ({ name: text, note: text, model: text })),
    claims: list.map((text) => ({ model: text, usd: "0.9" })),
  };
}

/** The document of the prices API with them. */
function pricesApi(list: readonly string[]) {
  return {
    ok: true,
    updated: "2026-06-01T00:00:00Z",
    source: list[0],
    notes: list[1],
    fee_rate: 0.02,
    fee_disclosure: list[2],
    fee_disclosure_long: list[3],
    model_count: list.length,
    models: list.map((text, at) => ({
      id: text,
      name: text,
      vendor: text,
      elo: 1000 + at,
      modality: ["t2i", "edit"],
      license: text,
      weights: "open",
      providers: [
        { name: text, price_pi: 0.01, unit: "image", url: text, model_id: text, note: text },
        { name: "another", price_pi: 0.02, unit: text, url: text },
        { name: `${text} 2`, price_pi: text, unit: "image", url: `https://example.com/${at}` },
      ],
    })),
  };
}

let site: Site;
let browser: Browser;
let opened: Opened;
const dialogs: string[] = [];

beforeAll(async () => {
  [site, browser] = await Promise.all([serve(), launch()]);
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});
afterEach(() => opened?.close());

const one = (body: string): Replacements => [
  [/index\.json$/, { body: '{"catalogs":["infr.json"]}' }],
  [/infr\.json$/, { body }],
];

async function start(catalog: string, hash = "", book?: string): Promise<Page> {
  site.replace(one(catalog));
  dialogs.length = 0;
  opened = await open(browser, site, "#v1/none", { permissions: ["clipboard-read", "clipboard-write"] });
  const { page } = opened;
  page.on("dialog", (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  page.on("popup", (popup) => dialogs.push(`a window: ${popup.url()}`));
  if (book) await page.evaluate((text) => localStorage.setItem("perpixel.price-book.1", text), book);
  await page.evaluate((to) => {
    location.hash = to;
  }, hash || "#v1");
  await page.reload();
  return page;
}

/** What in the document is not the page's own. */
function strangers(): string[] {
  const faults: string[] = [];
  const never =
    "pwned-element,[data-pwned],iframe,frame,object,embed,base,img,image,video,audio,source,math,marquee,foreignObject,use,animate,template,form[action],a[ping],[srcdoc],[formaction],[http-equiv]:not(meta)";
  for (const it of document.querySelectorAll(never)) faults.push(`an element: ${it.outerHTML.slice(0, 200)}`);
  for (const it of document.querySelectorAll("body :is(script, style, link, meta)")) {
    if (it.localName !== "script" || it.textContent) faults.push(`an element: ${it.outerHTML.slice(0, 200)}`);
  }
  for (const it of document.querySelectorAll<HTMLLinkElement | HTMLScriptElement>("link, script")) {
    const address = it instanceof HTMLLinkElement ? it.href : it.src;
    if (!address.startsWith(`${location.origin}/`)) faults.push(`an address: ${address}`);
  }
  if (document.querySelectorAll("meta[http-equiv]").length !== 1) faults.push("another meta");
  for (const it of document.querySelectorAll("*")) {
    for (const { name, value } of it.attributes) {
      if (/^on/i.test(name)) faults.push(`a handler: ${name}=${value}`);
      if (name === "style" && /url|import|expression/i.test(value)) faults.push(`a style: ${value}`);
    }
  }
  for (const it of document.querySelectorAll<HTMLAnchorElement>("a[href]")) {
    const { protocol, origin, username, password, port, href } = new URL(it.href);
    if (origin === location.origin) continue;
    const plain =
      protocol === "https:" && username + password + port === "" && /noopener.*noreferrer/.test(it.rel);
    if (!plain) faults.push(`a link: ${href}`);
  }
  if (Reflect.get(globalThis, "pwned") !== undefined) faults.push("it ran");
  if (Reflect.get({}, "polluted") !== undefined) faults.push("a prototype was changed");
  return faults;
}

async function clean(page: Page, where: string): Promise<void> {
  expect(await page.evaluate(strangers), where).toEqual([]);
  expect(page.url().startsWith(`${site.url}#`) || page.url() === site.url, page.url()).toBe(true);
  expect(dialogs, where).toEqual([]);
  expect(opened.complaints, where).toEqual([]);
}

/** Opens all that can be unfolded, and what comes with it. */
async function unfold(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let turn = 0; turn < 4; turn += 1) {
      const closed = [...document.querySelectorAll<HTMLDetailsElement>("main details:not([open])")];
      if (closed.length === 0) return;
      for (const it of closed) it.querySelector("summary")?.click();
      await new Promise((drawn) => setTimeout(drawn, 150));
    }
  });
}

const go = (page: Page, hash: string) =>
  page.evaluate((to) => {
    location.hash = to;
  }, hash);
const pause = (page: Page, ms: number) =>
  page.evaluate((time) => new Promise((done) => setTimeout(done, time)), ms);

/** Every row's detail, one after the other, as a reader would open them. */
async function everyDetail(page: Page): Promise<number> {
  return page.evaluate(async () => {
    let shown = 0;
    for (const name of document.querySelectorAll<HTMLElement>(".prices .model-name")) {
      name.click();
      const began = performance.now();
      while (!document.querySelector(".detail .offers") && performance.now() - began < 5_000)
        await new Promise((drawn) => setTimeout(drawn, 10));
      for (const it of document.querySelectorAll<HTMLElement>(".detail details:not([open]) > summary"))
        it.click();
      if (document.querySelector(".detail .offers")) shown += 1;
      await new Promise((drawn) => setTimeout(drawn));
      name.click();
      await new Promise((drawn) => setTimeout(drawn));
    }
    return shown;
  });
}

describe.each(KINDS)("%s", (_name, catalog, list) => {
  test("the table, every detail, the panels, the charts and what is copied", async () => {
    const page = await start(catalog, "#v1?mode=t2i");
    await live(page);
    const rows = page.locator(".prices .model-name");
    await expect.poll(() => rows.count()).toBeGreaterThan(list.length * 0.8);
    const total = await rows.count();
    await clean(page, "the table");
    expect(await everyDetail(page)).toBe(total);
    for (const name of ["Filters", "Columns", "Export"]) {
      await page
        .getByRole("button", { name: new RegExp(`^${name}`) })
        .first()
        .click();
      await pause(page, 200);
    }
    await unfold(page);
    await rows.first().click();
    await unfold(page);
    await clean(page, "all unfolded");
    for (const [format, faults] of [
      ["CSV", csvFaults],
      ["Markdown", markdownFaults],
      ["JSON", (text: string) => (JSON.parse(text) ? [] : ["no JSON"])],
    ] as const) {
      await page.getByRole("button", { name: `Copy ${format}`, exact: true }).click();
      await page.getByText(new RegExp(`${format} with .* copied`)).waitFor();
      const text = await page.evaluate(() => navigator.clipboard.readText());
      expect(text.length).toBeGreaterThan(1_000);
      expect(faults(text), format).toEqual([]);
    }
    for (const button of await page.getByRole("button", { name: "Copy as SVG" }).all()) {
      await page.evaluate(() => navigator.clipboard.writeText("nothing yet"));
      await button.click();
      await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(/^<svg/);
      const svg = await page.evaluate(() => navigator.clipboard.readText());
      expect(await svgFaults(svg)).toEqual([]);
    }
    await clean(page, "after copying");
  }, 180_000);

  test("the other views, all unfolded", async () => {
    const book = list.flatMap((text) => [
      { provider: text, discount: "0.1", note: text },
      { model: text, provider: text, usd: "0.01", unit: "image", note: text },
    ]);
    const page = await start(
      catalog,
      "#v1/estimate",
      JSON.stringify({ format: "perpixel/price-book@1", entries: book }),
    );
    for (const view of ["estimate", "route", "usage", "catalogs"]) {
      await go(page, `#v1/${view}`);
      await page.locator("main .planning, main #sources").first().waitFor();
      await pause(page, 500);
      await unfold(page);
      await clean(page, view);
    }
    // One entry of the price book is for each of them, and the findings name many.
    expect(await page.locator("main tbody tr", { hasText: "10% off" }).count()).toBe(list.length);
    await page
      .locator("#findings")
      .getByRole("button", { name: /^Show \d+ more/ })
      .click();
    expect(await page.locator("#findings .finding").count()).toBeGreaterThan(20);
    await clean(page, "all findings");
  }, 120_000);

  test("a log of them, and a picked model of each name", async () => {
    const page = await start(catalog, "#v1/usage");
    const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
    const heads = list.slice(0, 20).filter((text) => !/[\r\n]/.test(text));
    const lines = list.map((text) => ["model", "fal", "1", ...heads.map(() => text)].map(cell).join(","));
    const own = list.map((text) => [text, text, text, ...heads.map(() => text)].map(cell).join(","));
    const log = [["model", "provider", "count", ...heads].map(cell).join(","), ...lines, ...own].join("\n");
    const form = page.locator("main .planning");
    await page
      .locator('input[name="usage-file"]')
      .setInputFiles({ name: `${heads[0]}.csv`, mimeType: "text/csv", buffer: Buffer.from(log) });
    await form.getByRole("button", { name: "Price the log" }).click();
    await form.locator(".sentence").first().waitFor();
    await unfold(page);
    await clean(page, "a log");
    for (const text of list) {
      await go(page, `#v1/route?model=${encodeURIComponent(text)}`);
      await pause(page, 20);
    }
    await pause(page, 300);
    await clean(page, "routes");
  }, 120_000);
});

/** What in a drawing that stands alone is more than a drawing. A page without a policy reads it. */
async function svgFaults(svg: string): Promise<string[]> {
  const elsewhere = await browser.newPage();
  try {
    return await elsewhere.evaluate((text) => {
      const parsed = new DOMParser().parseFromString(text, "image/svg+xml");
      const drawn = /^(?:svg|g|path|line|rect|circle|text|tspan|title|desc|polyline|polygon)$/;
      return [...parsed.querySelectorAll("*")].flatMap((it) => [
        ...(drawn.test(it.localName) ? [] : [`an element: ${it.localName}`]),
        ...[...it.attributes]
          .filter(
            ({ name, value }) =>
              /^on|href/i.test(name) || /url\(|javascript:/i.test(name === "aria-label" ? "" : value),
          )
          .map(({ name, value }) => `${name}=${value}`),
      ]);
    }, svg);
  } finally {
    await elsewhere.close();
  }
}

test("the name of a source, by which it is shown, listed and removed", async () => {
  const page = await start(CARD, "#v1/catalogs");
  const sources = page.locator("#sources");
  await sources.getByText("Add a catalog of your own").click();
  const small = JSON.stringify({ format: "perpixel/rate-card@1", date: "2026-06-01", models: [{ id: 1 }] });
  // The first of each kind; in the long form all of them.
  const kinds = new Set<string>();
  const names = PAYLOADS.filter(({ kind }) => LONG || (!kinds.has(kind) && kinds.add(kind)));
  const remove = sources.getByRole("button", { name: /^Remove/ });
  // A catalog is made of at most a hundred sources, so they come and go in parts.
  for (let from = 0; from < names.length; from += AT_ONCE) {
    const part = names.slice(from, from + AT_ONCE);
    for (const { text } of part) {
      await sources.getByLabel("Or a catalog pasted here").fill(small);
      await sources.getByLabel("Name", { exact: true }).fill(text);
      await sources.getByRole("button", { name: "Add the catalog" }).click();
      await expect
        .poll(() => sources.getByRole("status").innerText(), { message: text })
        .toContain("is loaded");
      await clean(page, text);
    }
    expect(await remove.count()).toBe(part.length);
    await unfold(page);
    await clean(page, "all sources");
    for (let left = part.length - 1; left >= 0; left -= 1) {
      await remove.first().click();
      await expect.poll(() => remove.count()).toBe(left);
      await expect.poll(() => sources.getByRole("status").innerText()).toContain("is removed");
      await clean(page, "a source less");
    }
  }
}, 300_000);

test("addresses: every payload in every field of every view", async () => {
  const page = await start(CARD, "#v1");
  await live(page);
  const fields = {
    v1: "mode,size,quality,inputs,batch,seconds,n,budget,elo,within,use,model,credit,text,sort,dir,cols,unit,modes,weights,vendors,licenses,providers,tray,at,cur",
    "v1/estimate":
      "lines,name,n,months,growth,batched,attempts,railShare,railFixed,compare,machine,hostHour,hostRate,buyModel,buyPrice",
    "v1/route": "model,provider,not,only,order,policy,fee,mode",
    "v1/usage": "model,provider,columns,without",
    "v1/catalogs": "severity,of,find",
  };
  for (const text of some(8)) {
    const value = encodeURIComponent(text);
    const hashes = Object.entries(fields).map(([view, names]) => {
      const pairs = names.split(",").map((name) => `${name}=${value}`);
      return `#${view}?${pairs.join("&")}&${value}=${value}`;
    });
    await page.evaluate(
      async (all) => {
        for (const hash of all) {
          location.hash = hash;
          await new Promise((drawn) => setTimeout(drawn, 20));
        }
      },
      [...hashes, `#${text}`, `#v1/${value}`],
    );
    await clean(page, text);
  }
  // The page is still there, and in its senses.
  await go(page, "#v1");
  await live(page);
  await expect.poll(() => page.locator(".prices .model-name").count()).toBeGreaterThan(30);
}, 300_000);
