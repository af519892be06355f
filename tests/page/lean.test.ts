import { readdirSync, readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Catalog, LoadOptions, Source } from "perpixel";
import { load } from "perpixel/inline";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { firstVisit } from "../../www/build/first-visit.mjs";
import { type Engine, Host } from "../../www/src/engine/host.ts";
import type { ViewRequest } from "../../www/src/engine/protocol.ts";
import { wholeEngine } from "../../www/src/engine/upgrade.ts";
import { request } from "../../www/src/request.ts";
import { createStore } from "../../www/src/state.ts";
import {
  CATALOG_TEXT,
  launch,
  modelNames,
  ONE_CATALOG,
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
  part(source: unknown, again: boolean): unknown;
  open(parts: unknown[], options?: LoadOptions): Catalog;
}

async function leanEngine(): Promise<Engine> {
  const binding: Binding = await import(here("../../pkg/wasm-lean/perpixel.js"));
  await binding.default({ module_or_path: readFileSync(here("../../pkg/wasm-lean/perpixel_bg.wasm")) });
  const list = (sources: Source | Source[]) => (Array.isArray(sources) ? sources : [sources]);
  return {
    load: async (sources, options) =>
      binding.open(
        list(sources).map((source) => binding.part(source, false)),
        options,
      ),
  };
}

/** Which load an answer comes from is not among the figures. */
const figures = <T extends object>(answer: T): T => ({ ...answer, edition: 0 });

describe("in Node", () => {
  let engine: Engine;
  const asOf = "2026-06-01";
  const bytes = (text: string) => new TextEncoder().encode(text);
  const infr = { name: "infr.json", bytes: bytes(CATALOG_TEXT) };
  const litellm = { name: "litellm.json", bytes: bytes(JSON.stringify(LITELLM)) };
  const route = { verb: "route", request: { model: "gpt-image-2-medium", job: {} } } as const;
  const never = () => Promise.reject(new TypeError("Failed to fetch"));
  const whole = () => Promise.resolve({ load });

  beforeAll(async () => {
    engine = await leanEngine();
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
    const asked = { ...request(createStore()), ...part };
    const answers = [];
    for (const one of [engine, { load }]) {
      const host = new Host(one);
      const loaded = await host.load({ files: shippedFiles(), asOf });
      expect(loaded.problems).toEqual([]);
      answers.push({ loaded: figures(loaded), view: figures(await host.view(asked)) });
    }
    expect(answers[0]).toEqual(answers[1]);
  });

  test("a price book is the whole engine's; without it the prices are those of the catalogs, and that is said", async () => {
    const priceBook = [{ provider: "fal", discount: "0.1" }];
    const asked = request(createStore());
    const booked = new Host(engine, whole);
    const plain = new Host({ load });
    const loads = [booked, plain].map((host) => host.load({ files: shippedFiles(), asOf, priceBook }));
    expect((await Promise.all(loads)).map(figures)[0]).toEqual(figures(await (loads[1] as Promise<object>)));
    expect(figures(await booked.view(asked))).toEqual(figures(await plain.view(asked)));

    const cut = new Host(engine, never);
    const loaded = await cut.load({ files: shippedFiles(), asOf, priceBook });
    expect(loaded.problems).toMatchObject([{ subject: "price book", code: "fetch_failed" }]);
    const without = new Host(engine);
    await without.load({ files: shippedFiles(), asOf });
    expect(figures(await cut.view(asked))).toEqual(figures(await without.view(asked)));
    await expect(engine.load({ name: "x", data: CATALOG_TEXT }, { priceBook })).rejects.toMatchObject({
      code: "bad_request",
      path: "/priceBook/0",
    });
  });

  test("another project's catalog is refused by the lean engine, with what to do", async () => {
    for (const format of [undefined, "litellm"]) {
      const source = { name: "litellm.json", data: JSON.stringify(LITELLM), ...(format && { format }) };
      await expect(engine.load(source as Source)).rejects.toMatchObject({
        code: "unknown_format",
        message: expect.stringContaining("neither a prices document of infr.sh nor a rate card"),
        help: expect.stringContaining("the full one"),
      });
    }
    // What the full engine refuses is refused in its words once it is there.
    await expect(engine.load({ data: "[]" })).rejects.toMatchObject({ code: "wrong_shape" });
  });

  test("a host upgrades for a plan, once, and keeps its figures", async () => {
    let fetched = 0;
    const host = new Host(engine, () => {
      fetched += 1;
      return whole();
    });
    await host.load({ files: [infr], asOf });
    const asked = { ...request(createStore()), window: null };
    const before = await host.view(asked);
    expect(fetched).toBe(0);
    const api = await load({ name: infr.name, data: infr.bytes }, { asOf });
    for (const _ of [1, 2]) expect(await host.answer(route)).toEqual(api.route(route.request));
    expect(fetched).toBe(1);
    expect(figures(await host.view(asked))).toEqual(figures(before));
  });

  test("a host upgrades for a catalog that the lean engine cannot read, own or shipped", async () => {
    for (const files of [{ files: [infr], own: [litellm] }, { files: [infr, litellm] }]) {
      const loaded = await new Host(engine, whole).load({ ...files, asOf });
      expect(loaded.problems).toEqual([]);
      expect(loaded.info.sources.map(({ format }) => format)).toEqual(["infr", "litellm"]);
    }
  });

  test("where the full engine cannot be had, plans say so and the rest goes on", async () => {
    let fetch: () => Promise<Engine> = never;
    const host = new Host(engine, () => fetch());
    await host.load({ files: [infr], asOf });
    const refusal = { problem: { subject: "engine", code: "fetch_failed" } };
    await expect(host.answer(route)).rejects.toMatchObject(refusal);
    await expect(host.load({ files: [infr], own: [litellm], asOf })).rejects.toMatchObject(refusal);
    expect((await host.view({ ...request(createStore()), window: null })).total).toBeGreaterThan(30);
    const shipped = await host.load({ files: [infr, litellm], asOf });
    expect(shipped.problems.map(({ code }) => code)).toEqual(["unknown_format", "fetch_failed"]);
    fetch = whole;
    expect(await host.answer(route)).toMatchObject({ model: "gpt-image-2-medium" });
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

  beforeAll(async () => {
    [site, browser] = await Promise.all([serve(), launch()]);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  async function start(replaced: Parameters<Site["replace"]>[0] = [ONE_CATALOG]): Promise<Page> {
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
    const icons = /^(?:icon|favicon|apple-touch-icon|manifest)/;
    expect([...paths].filter((path) => !icons.test(path)).sort()).toEqual(
      [...firstVisit(dist).keys()].sort(),
    );
    expect([...paths]).toContain(`assets/${lean}`);
    await context.close();
  });

  const go = (page: Page, view: string) => page.getByRole("link", { name: view, exact: true }).click();

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
    const page = await start([missing, ONE_CATALOG]);
    await go(page, "Route");
    await expect.poll(() => page.locator("main").innerText()).toMatch(/full price engine.*cannot be fetched/);
    await go(page, "Compare");
    await page.getByLabel("Images a month").fill("20k");
    await expect.poll(() => page.locator(".estimate .sentence").innerText()).toContain("20,000 images");
    expect(await modelNames(page)).toHaveLength(35);
    site.replace([ONE_CATALOG]);
    await go(page, "Route");
    await page.getByLabel("Elo of at least").fill("1200");
    await page.locator("main .planning .sentence").first().waitFor();
    await opened.close();
  });
});
