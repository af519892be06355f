import { load } from "perpixel/inline";
import { describe, expect, test } from "vitest";
import { NO_TERMS } from "../../www/src/compare/pick.ts";
import { fetchCatalogs } from "../../www/src/engine/catalogs.ts";
import { type Engine, Host, Refused } from "../../www/src/engine/host.ts";
import type { FromHost, ViewRequest } from "../../www/src/engine/protocol.ts";
import { serve } from "../../www/src/engine/serve.ts";
import { CATALOG_TEXT, oneCatalog, shippedFiles } from "./support.ts";

const engine: Engine = { load };
const good = { name: "infr.json", bytes: new TextEncoder().encode(CATALOG_TEXT) };
const html = { name: "page.json", bytes: new TextEncoder().encode("<!doctype html><p>not found") };
const asOf = "2026-06-01";
const request: ViewRequest = {
  job: {},
  query: { sort: "price" },
  count: 12_345,
  terms: { minElo: 1300, within: null, use: "any" },
  budget: null,
  model: "gpt-image-2-medium",
  open: ["p-image-edit", "flux-2-pro"],
  window: [0, 3],
};

describe("the host", () => {
  test("answers a view with what the package says", async () => {
    const host = new Host(engine);
    await host.load({ files: [good], asOf });
    const view = await host.view(request);
    const api = await oneCatalog();
    const rows = api.compare({}, { sort: "price" }).rows;
    expect(view.total).toBe(35);
    expect(view.rows.map(({ id }) => id)).toEqual(rows.slice(0, 3).map(({ model }) => model.id));
    expect(view.dearest).toBe("0.24");
    for (const { id, month: amounts } of view.rows) {
      const quote = api.quote({ model: id, count: 12_345 });
      expect(amounts?.cheapest?.price).toBe(quote.cheapest?.total);
      expect(amounts?.routed?.price).toBe(quote.routed?.billed);
    }
    // Open, but not in the window: nobody sees it.
    expect([...view.details.keys()]).toEqual(["p-image-edit"]);
    expect(view.chosen?.quote.count).toBe("12345");
    for (const { row } of view.answers) expect(row.elo).toBeGreaterThanOrEqual(1300);
  });

  test("names a model that no catalog lists", async () => {
    const host = new Host(engine);
    await host.load({ files: [good], asOf });
    const view = await host.view({ ...request, model: "no-such-model" });
    expect(view.chosen).toBeNull();
    expect(view.chosenProblem?.code).toBe("unknown_model");
    expect(view.total).toBe(35);
  });

  test("refuses a faulty job with the engine's own words", async () => {
    const host = new Host(engine);
    await host.load({ files: [good], asOf });
    const asked = host.view({ ...request, job: { width: 0, height: 5 } });
    await expect(asked).rejects.toMatchObject({ problem: { code: "bad_request" } });
    await expect(asked).rejects.toBeInstanceOf(Refused);
  });

  test("says who sells in credits of unstated price, and takes the reader's price for them alone", async () => {
    const host = new Host(engine);
    const files = shippedFiles();
    const first = await host.load({ files, asOf });
    expect(first.creditless).toEqual(["credits-page"]);
    const clips: ViewRequest = {
      ...request,
      job: { mode: "t2v" },
      query: { modes: ["t2v"] },
      terms: NO_TERMS,
    };
    const before = await host.view({ ...clips, model: null, open: [] });
    expect(before.dearest).toBeNull();
    expect(before.answers).toEqual([]);

    const creditPrices = { "credits-page": "0.01", kie: "99", nobody: "1" };
    const second = await host.load({ files, asOf, creditPrices });
    // Still asked for: the reader may change it.
    expect(second.creditless).toEqual(["credits-page"]);
    const { answers } = await host.view({ ...clips, model: null, open: [] });
    expect(answers[0]?.row).toMatchObject({
      id: "veo-3-lite",
      cheapest: { price: "0.00625", per: "second", total: "0.05" },
    });
    const images = {
      ...request,
      query: { sort: "price", modes: ["t2i", "edit"] },
      window: null,
    } as ViewRequest;
    const priced = await host.view(images);
    await host.load({ files, asOf });
    const stated = await host.view(images);
    const kie = ({ rows }: typeof priced) =>
      rows.map(({ cheapest }) => cheapest?.provider === "kie" && cheapest.price);
    expect(kie(priced).filter(Boolean)).toEqual(kie(stated).filter(Boolean));
  });

  test("tells of sizes that cost less, for open rows and images only", async () => {
    const host = new Host(engine);
    await host.load({ files: shippedFiles(), asOf });
    const open = ["gpt-image-2", "flux-2-pro"];
    const view = await host.view({ ...request, query: { modes: ["t2i", "edit"] }, open, window: null });
    expect([...view.savings.keys()].sort()).toEqual([...open].sort());
    expect(view.savings.get("flux-2-pro")).toEqual([]);
    expect(view.savings.get("gpt-image-2")).toEqual([
      { provider: "openai", size: { width: 1024, height: 1536 }, saves: "0.01152", percent: "21.9" },
    ]);
    const clips = await host.view({
      ...request,
      job: { mode: "t2v" },
      query: { modes: ["t2v"] },
      open: ["veo-3"],
      window: null,
    });
    expect(clips.savings.get("veo-3")).toEqual([]);
  });

  test("sends no list of more models than a choice can hold, and finds them by name", async () => {
    const host = new Host(engine);
    const few = await host.load({ files: [good], asOf });
    expect(few.models).toHaveLength(35);
    const models = Array.from({ length: 501 }, (_, at) => ({
      id: `model-${at}`,
      name: `Model ${at}`,
      modes: ["t2i"],
      offers: [{ provider: "fal", charges: [{ unit: "image", usd: "0.01" }] }],
    }));
    const card = { format: "perpixel/rate-card@1", name: "many", date: "2026-06-30", models };
    const many = { name: "many.json", bytes: new TextEncoder().encode(JSON.stringify(card)) };
    expect((await host.load({ files: [many], asOf })).models).toBeNull();
    const found = await host.answer({ verb: "names", request: { text: "model 50", limit: 2 } });
    expect(found).toMatchObject([{ id: "model-50" }, { id: "model-500" }]);
    const view = await host.view({
      ...request,
      query: { modes: ["t2i"], text: "model 50" },
      window: [0, 10],
    });
    expect([view.total, view.listed]).toEqual([6, 501]);
  });

  test("loads the good catalogs beside a broken one, and names the broken one", async () => {
    const loaded = await new Host(engine).load({ files: [html, good], asOf });
    expect(loaded.info.models).toBe(35);
    expect(loaded.problems).toMatchObject([{ subject: "page.json", code: "not_json" }]);
  });

  test("refuses when no catalog is good", async () => {
    await expect(new Host(engine).load({ files: [html], asOf })).rejects.toMatchObject({
      problem: { subject: "page.json", code: "not_json" },
    });
    await expect(new Host(engine).load({ files: [html, html], asOf })).rejects.toBeInstanceOf(Refused);
  });

  test("keeps the catalogs it has when new ones are refused", async () => {
    const host = new Host(engine);
    await host.load({ files: [good], asOf });
    await expect(host.load({ files: [html], asOf })).rejects.toBeInstanceOf(Refused);
    expect((await host.view(request)).total).toBe(35);
  });

  test("a stopped instance is a fault, not a refusal", async () => {
    const stopped = Object.assign(new Error("stopped"), { name: "PerpixelError", code: "internal" });
    const broken = new Host({ load: () => Promise.reject(stopped) });
    await expect(broken.load({ files: [good] })).rejects.toBe(stopped);
  });
});

test("served, it tells answers, refusals and faults apart", async () => {
  const said: FromHost[] = [];
  const handle = serve(engine, (message) => void said.push(message));
  await handle({ id: 1, call: { verb: "view", request } });
  await handle({ id: 2, call: { verb: "load", request: { files: [html] } } });
  await handle({ id: 3, call: { verb: "load", request: { files: [good] } } });
  expect(said.map(({ type }) => type)).toEqual(["ready", "fault", "refusal", "answer"]);
});

describe("fetching catalogs", () => {
  const base = "https://example.com/some/sub/path/";
  type Answers = Record<string, [status: number, body: string] | "offline">;
  const fetcher = (answers: Answers) =>
    (async (url: URL) => {
      const answer = answers[url.href.slice(base.length)] ?? [404, "not here"];
      if (answer === "offline") throw new TypeError("Failed to fetch");
      return new Response(answer[1], { status: answer[0] });
    }) as unknown as typeof fetch;
  const list = (...names: string[]): [number, string] => [200, JSON.stringify({ catalogs: names })];

  test("reads what the list names, beside the page", async () => {
    const got = await fetchCatalogs(
      base,
      fetcher({ "catalogs/index.json": list("a.json"), "catalogs/a.json": [200, "{}"] }),
    );
    expect(got.problems).toEqual([]);
    expect(got.files.map(({ name, bytes }) => [name, new TextDecoder().decode(bytes)])).toEqual([
      ["a.json", "{}"],
    ]);
  });

  test.each([
    ["the list is missing", {}, "fetch_failed"],
    ["the list is a web page", { "catalogs/index.json": [200, "<!doctype html>"] }, "wrong_shape"],
    ["the list has another shape", { "catalogs/index.json": [200, "[]"] }, "wrong_shape"],
    ["the list is empty", { "catalogs/index.json": list() }, "wrong_shape"],
    ["a name leads elsewhere", { "catalogs/index.json": list("../a.json") }, "wrong_shape"],
    ["a name is an address", { "catalogs/index.json": list("https://evil.example/a.json") }, "wrong_shape"],
    ["the server is away", { "catalogs/index.json": "offline" }, "fetch_failed"],
    ["the catalog is missing", { "catalogs/index.json": list("a.json") }, "fetch_failed"],
  ] as [string, Answers, string][])("%s", async (_, answers, code) => {
    const { files, problems } = await fetchCatalogs(base, fetcher(answers));
    expect(files).toEqual([]);
    expect(problems).toMatchObject([{ code, help: expect.any(String) }]);
  });

  test("one missing catalog leaves the other", async () => {
    const answers: Answers = {
      "catalogs/index.json": list("a.json", "b.json"),
      "catalogs/b.json": [200, "{}"],
    };
    const { files, problems } = await fetchCatalogs(base, fetcher(answers));
    expect(files.map(({ name }) => name)).toEqual(["b.json"]);
    expect(problems).toMatchObject([{ subject: "catalogs/a.json", code: "fetch_failed" }]);
  });
});
