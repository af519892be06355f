import { readdirSync, readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync, gzipSync } from "node:zlib";
import type { Catalog, LoadOptions, Source } from "perpixel";
import { load } from "perpixel/inline";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { firstVisit } from "../../www/build/first-visit.mjs";
import { packedCatalogs } from "../../www/build/packed.ts";
import { type Engine, Host } from "../../www/src/engine/host.ts";
import type { CatalogFile, ViewRequest } from "../../www/src/engine/protocol.ts";
import { wholeEngine } from "../../www/src/engine/upgrade.ts";
import { request } from "../../www/src/request.ts";
import { createStore } from "../../www/src/state.ts";
import {
  CATALOG_TEXT,
  launch,
  modelNames,
  type Opened,
  openLive,
  rowOf,
  type Site,
  serve,
  shippedFiles,
} from "./support.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const LITELLM = {
  "aiml/house-model": {
    litellm_provider: "aiml",
    mode: "image_generation",
    output_cost_per_image: 0.0013,
  },
};

/** The binding as wasm-bindgen writes it; `pkg/core.js` stands around it on the page. */
interface Binding {
  default(options: { module_or_path: BufferSource }): Promise<unknown>;
  open(parts: unknown[], options?: LoadOptions): Catalog;
}

async function leanEngine(): Promise<Engine> {
  const binding: Binding = await import(here("../../pkg/wasm-lean/perpixel.js"));
  await binding.default({ module_or_path: readFileSync(here("../../pkg/wasm-lean/perpixel_bg.wasm")) });
  const list = (sources: Source | Source[]) => (Array.isArray(sources) ? sources : [sources]);
  return {
    load: async (sources, options) => binding.open(list(sources), options),
  };
}

/** Which load an answer comes from is not among the figures. */
const figures = <T extends object>(answer: T): T => ({ ...answer, edition: 0 });

describe("in Node", () => {
  let engine: Engine;
  let packed: CatalogFile[];
  let asked: string[];
  const asOf = "2026-06-01";
  const litellm = { name: "litellm.json", bytes: new TextEncoder().encode(JSON.stringify(LITELLM)) };
  const route = { verb: "route", request: { model: "gpt-image-2-medium", job: {} } } as const;
  const never = () => Promise.reject(new TypeError("Failed to fetch"));
  const whole = () => Promise.resolve({ load });
  const documents = shippedFiles();
  const all = () =>
    load(
      documents.map(({ name, bytes }) => ({ name, data: bytes })),
      { asOf },
    );
  // Each test lies elsewhere, because what was fetched once is kept.
  let base = "";
  let places = 0;
  /** As the page asks: the packed file, and where the documents are. */
  const first = () => ({ files: packed, packed: base, asOf });

  beforeAll(async () => {
    engine = await leanEngine();
    packed = [{ name: "packed.bin", bytes: new Uint8Array(gunzipSync(await packedCatalogs(documents))) }];
  });
  beforeEach(() => {
    places += 1;
    base = `https://prices.example/${places}/`;
    asked = [];
    vi.stubGlobal("fetch", async (url: URL) => {
      const path = url.href.slice(`${base}catalogs/`.length);
      asked.push(path);
      return new Response(readFileSync(here(`../../www/catalogs/${path}`)));
    });
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  const views: [string, Partial<ViewRequest>][] = [
    ["the page as it opens", {}],
    ["every row open", { open: ["gpt-image-2", "flux-2-pro", "p-image-edit"], window: null }],
    ["a large size and a batch", { job: { width: 2048, height: 1536, batch: true }, count: 7 }],
    [
      "a quality and inputs",
      { job: { mode: "edit", quality: "low", inputs: 3 }, query: { modes: ["edit"] } },
    ],
    ["clips", { job: { mode: "t2v", resolution: "1080p", seconds: 7.5 }, query: { modes: ["t2v"] } }],
    ["filters", { query: { sort: "value", descending: true, billing: ["per-token"], text: "gpt" } }],
    ["a model that is not there", { model: "no-such-model" }],
  ];

  test.each(views)("both engines answer alike: %s", async (_, part) => {
    const view = { ...request(createStore()), ...part };
    const lean = new Host(engine, never);
    const other = new Host({ load });
    const loaded = figures(await lean.load(first()));
    expect(loaded).toEqual(figures(await other.load({ files: documents, asOf })));
    expect(loaded.problems).toEqual([]);
    expect(loaded.findings.length).toBeGreaterThan(10);
    expect(figures(await lean.view(view))).toEqual(figures(await other.view(view)));
    expect(asked).toEqual([]);
  });

  test("a price book is the whole engine's; without it the prices are those of the catalogs, and that is said", async () => {
    const priceBook = [{ provider: "fal", discount: "0.1" }];
    const view = request(createStore());
    const booked = new Host(engine, whole);
    const plain = new Host({ load });
    const loaded = figures(await booked.load({ ...first(), priceBook }));
    expect(loaded).toEqual(figures(await plain.load({ files: documents, asOf, priceBook })));
    expect(figures(await booked.view(view))).toEqual(figures(await plain.view(view)));

    const cut = new Host(engine, never);
    const { problems } = await cut.load({ ...first(), priceBook });
    expect(problems).toMatchObject([{ subject: "price book", code: "fetch_failed" }]);
    const without = new Host(engine, never);
    await without.load(first());
    expect(figures(await cut.view(view))).toEqual(figures(await without.view(view)));
  });

  test.each([
    ["prices of one's own", { priceBook: [{ provider: "fal", discount: "0.1" }] }],
    ["a price of credits", { creditPrices: { kie: "0.005" } }],
  ])("the lean engine refuses %s rather than leave them out", async (_, options) => {
    const [file] = packed;
    const source = { name: "packed.bin", data: file?.bytes ?? "" };
    await expect(engine.load(source, options as LoadOptions)).rejects.toMatchObject({ code: "bad_request" });
  });

  test("a price of credits is the whole engine's too", async () => {
    const host = new Host(engine, whole);
    const loaded = await host.load({ ...first(), creditPrices: { kie: "0.005" } });
    const plain = new Host({ load });
    const same = await plain.load({ files: documents, asOf, creditPrices: { kie: "0.005" } });
    expect(figures(loaded)).toEqual(figures(same));
  });

  test("documents are refused by the lean engine, with what to do", async () => {
    for (const data of [CATALOG_TEXT, "[]", JSON.stringify(LITELLM)]) {
      await expect(engine.load({ name: "some.json", data })).rejects.toMatchObject({
        code: "unknown_format",
        message: expect.stringContaining("no packed catalog of this version"),
        help: expect.stringContaining("documents"),
      });
    }
  });

  test("a host upgrades for a plan, once, and keeps its figures", async () => {
    let fetched = 0;
    const host = new Host(engine, () => {
      fetched += 1;
      return whole();
    });
    await host.load(first());
    const view = { ...request(createStore()), window: null };
    const before = await host.view(view);
    expect(fetched).toBe(0);
    const api = await all();
    for (const _ of [1, 2]) expect(await host.answer(route)).toEqual(api.route(route.request));
    expect(fetched).toBe(1);
    expect(asked).toEqual(["index.json", ...documents.map(({ name }) => name)]);
    expect(figures(await host.view(view))).toEqual(figures(before));
    // Another load asks for the same documents again and need not fetch them; once others are packed it has to.
    await host.load({ ...first(), own: [litellm] });
    expect(asked).toHaveLength(documents.length + 1);
    const [file] = packed;
    const bytes = new Uint8Array(file?.bytes ?? []);
    bytes[bytes.length - 1] = 255 - (bytes.at(-1) ?? 0);
    await host.load({ ...first(), files: [{ name: "packed.bin", bytes }], own: [litellm] });
    expect(asked).toHaveLength(2 * (documents.length + 1));
  });

  test("a host upgrades for a catalog of one's own, and for packed ones that it cannot open", async () => {
    const own = await new Host(engine, whole).load({ ...first(), own: [litellm] });
    expect(own.problems).toEqual([]);
    expect(own.info.sources.map(({ format }) => format)).toContain("litellm");
    for (const bytes of [new Uint8Array(), new TextEncoder().encode("perpixel/packed 0.0.1 other\n")]) {
      base += "more/";
      const loaded = await new Host(engine, whole).load({
        ...first(),
        files: [{ name: "packed.bin", bytes }],
      });
      expect(loaded.problems).toEqual([]);
      expect(loaded.info.sources).toHaveLength(documents.length);
    }
  });

  test("a document that is missing is told, and the others are read", async () => {
    const answer = globalThis.fetch;
    vi.stubGlobal("fetch", async (url: URL) =>
      url.href.endsWith("kie.json") ? new Response("", { status: 404 }) : answer(url),
    );
    const host = new Host(engine, whole);
    const loaded = await host.load({ ...first(), own: [litellm] });
    expect(loaded.problems).toMatchObject([{ subject: "catalogs/kie.json", code: "fetch_failed" }]);
    expect(loaded.info.sources).toHaveLength(documents.length);
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
    base += "elsewhere/";
    await expect(new Host(engine, whole).load({ ...first(), own: [litellm] })).rejects.toMatchObject({
      problem: { subject: "catalogs/index.json", code: "fetch_failed" },
    });
  });

  test("where the full engine cannot be had, plans say so and the rest goes on", async () => {
    let fetch: () => Promise<Engine> = never;
    const host = new Host(engine, () => fetch());
    await host.load(first());
    const refusal = { problem: { subject: "engine", code: "fetch_failed" } };
    await expect(host.answer(route)).rejects.toMatchObject(refusal);
    await expect(host.load({ ...first(), own: [litellm] })).rejects.toMatchObject(refusal);
    expect((await host.view({ ...request(createStore()), window: null })).total).toBeGreaterThan(30);
    fetch = whole;
    expect(await host.answer(route)).toMatchObject({ model: "gpt-image-2" });
    await expect(wholeEngine(() => new Promise(() => undefined), 20)).rejects.toMatchObject(refusal);
  });
});

describe("in the browser", () => {
  const dist = here("../../www/dist/");
  const modules = readdirSync(`${dist}assets`)
    .filter((name) => name.endsWith(".wasm"))
    .sort((one, other) => statSync(`${dist}assets/${one}`).size - statSync(`${dist}assets/${other}`).size);
  const [lean = "", full = ""] = modules;
  const missing = [new RegExp(`${full}$`), { status: 404, type: "text/html", body: "not here" }] as [
    RegExp,
    { status: number; type: string; body: string },
  ];
  let site: Site;
  let browser: Browser;
  let opened: Opened;
  let fetched: string[];
  /** One catalog alone, packed and not. */
  let one: Parameters<Site["replace"]>[0];

  beforeAll(async () => {
    [site, browser] = await Promise.all([serve(), launch()]);
    const packed = await packedCatalogs([
      { name: "infr.json", bytes: new TextEncoder().encode(CATALOG_TEXT) },
    ]);
    one = [
      [/index\.json$/, { body: '{"catalogs":["infr.json"],"packed":"packed.bin"}' }],
      [/packed\.bin$/, { type: "application/octet-stream", body: packed }],
    ];
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  async function start(replaced: Parameters<Site["replace"]>[0] = one): Promise<Page> {
    site.replace(replaced);
    // A service worker fetches the rest for later; here counts what the page itself waits for.
    opened = await openLive(browser, site, "", { serviceWorkers: "block" });
    fetched = [];
    opened.page.on("request", (sent) => fetched.push(sent.url().slice(site.url.length)));
    return opened.page;
  }
  const wasm = () => fetched.filter((path) => path.endsWith(".wasm"));

  beforeEach(() => expect(modules).toHaveLength(2));

  test("a first visit fetches what the sizes count, and the lean module alone", async () => {
    const context = await browser.newContext({ serviceWorkers: "block" });
    const page = await context.newPage();
    site.replace([]);
    const paths = new Set<string>();
    page.on("request", (sent) => paths.add(sent.url().slice(site.url.length) || "index.html"));
    await page.goto(site.url);
    await page.getByText("Computed in your browser").waitFor();
    await page.waitForLoadState("networkidle");
    // What keeps the page for later begins when all is drawn and idle.
    const beside = /^(?:icon|favicon|apple-touch-icon|manifest|assets\/registration-)/;
    expect([...paths].filter((path) => !beside.test(path)).sort()).toEqual(
      [...firstVisit(dist).keys()].sort(),
    );
    expect([...paths]).toContain(`assets/${lean}`);
    await context.close();
  });

  const go = (page: Page, view: string) => page.getByRole("link", { name: view, exact: true }).click();

  test("where the packed catalogs are missing or of another version, the documents are read", async () => {
    for (const answer of [
      { status: 404, type: "text/html", body: "not here" },
      { type: "application/octet-stream", body: gzipSync("perpixel/packed 0.0.1 other\n") },
      { type: "application/octet-stream", body: "no gzip" },
    ]) {
      await start([[/packed\.bin$/, answer], ...one]);
      expect(await modelNames(opened.page)).toHaveLength(35);
      expect(opened.complaints.filter((text) => !/404/.test(text))).toEqual([]);
      await opened.close();
    }
  });

  test("a plan fetches the full module and is answered", async () => {
    const page = await start();
    await go(page, "Route");
    await page.locator("main .planning .sentence").first().waitFor();
    expect(wasm()).toEqual([`assets/${full}`]);
    expect(opened.complaints).toEqual([]);
    await opened.close();
  });

  test("a catalog of LiteLLM's, pasted, fetches the full module and is read", async () => {
    const page = await start();
    await go(page, "Catalogs");
    const part = page.locator("#sources");
    await part.getByText("Add a catalog of your own").click();
    await part.getByLabel("Or a catalog pasted here").fill(JSON.stringify(LITELLM));
    await part.getByRole("button", { name: "Add the catalog" }).click();
    await part.getByRole("row", { name: /LiteLLM/i }).waitFor();
    await go(page, "Compare");
    await rowOf(page, "aiml/house-model").or(rowOf(page, "house-model")).waitFor();
    expect(wasm()).toEqual([`assets/${full}`]);
    await opened.close();
  });

  test("without the full module a plan says so, the table works, and the next plan tries again", async () => {
    const page = await start([missing, ...one]);
    await go(page, "Route");
    await expect.poll(() => page.locator("main").innerText()).toMatch(/full price engine.*cannot be fetched/);
    await go(page, "Compare");
    await page.getByLabel("Images a month").fill("20k");
    await expect.poll(() => page.locator(".estimate .sentence").innerText()).toContain("20,000 images");
    expect(await modelNames(page)).toHaveLength(35);
    site.replace(one);
    await go(page, "Route");
    await page.getByLabel("Elo of at least").fill("1200");
    await page.locator("main .planning .sentence").first().waitFor();
    await opened.close();
  });
});
