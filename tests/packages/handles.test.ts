// What the package's own JavaScript does: sources in, errors of one class, handles that refuse when they
// must, and recovery after a trap.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Catalog, PerpixelError as Refusal, Source } from "perpixel";
import { expect, inject, onTestFinished, test } from "vitest";
import { figures, serve } from "./support.ts";

const folder = join(inject("installed"), "node-esm");
const { load, isPerpixelError, PerpixelError } = (await import(
  join(folder, "node_modules/perpixel/inline.js")
)) as typeof import("perpixel");
const bytes = new Uint8Array(await readFile(join(folder, "catalog.json")));
const text = new TextDecoder().decode(bytes);

async function refusal(work: () => unknown): Promise<Refusal> {
  try {
    await work();
  } catch (error) {
    if (isPerpixelError(error)) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

const billed = (catalog: Catalog) => catalog.route({ model: "grok-imagine-quality" }).billed;

/** Exhausts the stack inside the module: the one way to trap it that needs no mistake in it. */
function trap(catalog: Catalog): Refusal {
  let caught: unknown;
  const dive = (): void => {
    try {
      dive();
    } catch {
      // From the bottom upwards: the first frame that leaves room to enter the module, and not enough to
      // finish, traps it.
    }
    if (isPerpixelError(caught)) return;
    try {
      catalog.compare();
    } catch (error) {
      caught = error;
    }
  };
  dive();
  if (!isPerpixelError(caught)) throw new Error("the module did not trap");
  return caught;
}

test.each<[string, () => Source | Source[]]>([
  ["text", () => text],
  ["bytes", () => bytes],
  ["a response", () => new Response(text)],
  ["a named source", () => ({ name: "mine", data: bytes, format: "infr" })],
  ["a list", () => [text]],
])("loads %s", async (_, source) => {
  const catalog = await load(source());
  expect(catalog.info()).toMatchObject({ models: figures.models, offers: figures.offers });
  expect(billed(catalog)).toBe(figures.billed);
});

test("loads an address", async () => {
  const server = await serve(folder);
  onTestFinished(server.close);
  const catalog = await load(new URL("catalog.json", server.origin));
  expect(billed(catalog)).toBe(figures.billed);
});

test("merges several sources", async () => {
  const other = { models: [{ id: "only-here", name: "Only here", providers: [] }] };
  const catalog = await load([bytes, { name: "second", data: JSON.stringify(other), format: "infr" }]);
  expect(catalog.info().models).toBe(figures.models + 1);
  expect(catalog.info().sources).toHaveLength(2);
});

test("an address that answers with an error is refused", async () => {
  const server = await serve(folder);
  onTestFinished(server.close);
  const error = await refusal(() => load(new URL("no-such-file.json", server.origin)));
  expect(error.code).toBe("fetch_failed");
  expect(error.message).toContain("404");
});

test("an address where nobody answers is refused", async () => {
  const server = await serve(folder);
  await server.close();
  expect((await refusal(() => load(new URL("catalog.json", server.origin)))).code).toBe("fetch_failed");
});

test.each<[string, string | Uint8Array, string]>([
  ["garbage", "garbage", "not_json"],
  ["nothing", "", "not_json"],
  ["bytes that are no text", Uint8Array.of(0x7b, 0xff, 0xfe, 0x7d), "not_utf8"],
  ["JSON of another shape", "[1, 2, 3]", "wrong_shape"],
])("%s is a refusal of its own class", async (_, source, code) => {
  const error = await refusal(() => load(source));
  expect(error).toBeInstanceOf(PerpixelError);
  expect(error).toBeInstanceOf(Error);
  expect(error).toMatchObject({ name: "PerpixelError", code });
  expect(String(error)).toBe(`PerpixelError: ${error.message}`);
  expect(error.stack).toContain("handles.test");
});

test("what is no source is refused", async () => {
  expect((await refusal(() => load(1 as never))).code).toBe("bad_request");
});

test("a question that cannot be answered is refused and leaves the catalog usable", async () => {
  const catalog = await load(bytes);
  expect((await refusal(() => catalog.route({ model: "no-such-model" }))).code).toBe("unknown_model");
  expect(billed(catalog)).toBe(figures.billed);
});

test("a freed catalog refuses, and freeing twice is no mistake", async () => {
  const catalog = await load(bytes);
  const other = await load(bytes);
  catalog.free();
  catalog.free();
  for (const ask of [() => catalog.info(), () => catalog.compare(), () => billed(catalog)]) {
    expect(await refusal(ask)).toMatchObject({ code: "freed", help: expect.any(String) });
  }
  expect(billed(other)).toBe(figures.billed);
});

test("a method that lost its catalog says so", async () => {
  const { info } = await load(bytes);
  expect((await refusal(() => info())).code).toBe("bad_request");
});

test("leaving its block frees a catalog, where the engine knows of that", async () => {
  expect(Symbol.dispose).toBeDefined();
  const catalog = await load(bytes);
  catalog[Symbol.dispose]();
  expect((await refusal(() => catalog.info())).code).toBe("freed");
});

const log = new TextEncoder().encode("model,provider,count\ngrok-imagine-quality,xai,40\n");

test("a meter takes a log in pieces, and starts anew once it has answered", async () => {
  const catalog = await load(bytes);
  const meter = catalog.meter();
  for (let round = 0; round < 2; round += 1) {
    for (const byte of log) meter.push(Uint8Array.of(byte));
    expect(meter.finish()).toMatchObject({ rows: 1, priced: 1, total: "2" });
  }
  expect((await refusal(() => meter.finish())).code).toBe("wrong_shape");
});

test("a freed meter refuses, and freeing twice is no mistake", async () => {
  const catalog = await load(bytes);
  const meter = catalog.meter();
  meter.free();
  meter.free();
  for (const ask of [() => meter.push(log), () => meter.finish()]) {
    expect(await refusal(ask)).toMatchObject({ code: "freed", help: expect.any(String) });
  }
  expect(catalog.usage(log).total).toBe("2");
});

test("leaving its block frees a meter", async () => {
  const meter = (await load(bytes)).meter();
  meter[Symbol.dispose]();
  expect((await refusal(() => meter.finish())).code).toBe("freed");
});

test("a meter outlives its catalog", async () => {
  const catalog = await load(bytes);
  const meter = catalog.meter();
  meter.push(log);
  catalog.free();
  meter.push(new TextEncoder().encode("grok-imagine-quality,xai,2\n"));
  expect(meter.finish()).toMatchObject({ rows: 2, total: "2.1" });
  expect((await refusal(() => catalog.meter())).code).toBe("freed");
});

test("a method that lost its meter says so, and a log of which nothing is known is refused", async () => {
  const meter = (await load(bytes)).meter();
  const { finish } = meter;
  expect((await refusal(() => finish())).code).toBe("bad_request");
  const nothingKnown = new TextEncoder().encode("a,b\n1,2\n");
  expect((await refusal(() => meter.push(nothingKnown))).code).toBe("wrong_shape");
});

test("a meter of a stopped instance refuses, and never touches the next one", async () => {
  const catalog = await load(bytes);
  const meter = catalog.meter();
  meter.push(log);
  trap(catalog);
  const fresh = await load(bytes);
  for (const ask of [() => meter.push(log), () => meter.finish()]) {
    expect((await refusal(ask)).code).toBe("internal");
  }
  meter.free();
  expect(fresh.usage(log).total).toBe("2");
});

test("a million rows as columns are priced to the last digit", async () => {
  const catalog = await load(bytes);
  const rows = 1_000_000;
  const kinds = [
    { model: "grok-imagine-quality", provider: "xai", date: "2026-05-02" },
    { model: "flux-2-klein-9b", provider: "fal", job: { width: 1024, height: 1024 } },
    { model: "no-such-model" },
  ];
  const kind = Uint32Array.from({ length: rows }, (_, row) => (row === 0 ? 2 : row % 2));
  const count = new Uint32Array(rows).fill(3);
  const report = catalog.usage({ kinds, kind, count });
  // 500,000 odd rows are the klein, 499,999 even ones the grok; three outputs each.
  expect(report).toMatchObject({ rows, priced: rows - 1, unpriced: 1, made: "2999997", total: "88499.85" });
  expect(report.byModel.map(({ total }) => total)).toEqual(["74999.85", "13500"]);
  expect(report.reasons).toMatchObject([{ rows: 1, code: "unknown_model" }]);
  const uneven = { kinds, kind, count: count.subarray(1) };
  expect((await refusal(() => catalog.usage(uneven))).code).toBe("bad_request");
});

test("a trap is an error, old handles refuse, and the next load starts afresh", async () => {
  const first = await load(bytes);
  const second = await load(bytes);
  expect(trap(first)).toMatchObject({ code: "internal", help: expect.stringContaining("load") });
  for (const old of [first, second]) {
    expect((await refusal(() => old.info())).code).toBe("internal");
  }
  const fresh = await load(bytes);
  first.free(); // its address now means something else, and must not be freed
  expect(billed(fresh)).toBe(figures.billed);
  expect((await refusal(() => second.info())).code).toBe("internal");
});

test("a load that is under way while the module traps still ends well", async () => {
  let feed: ReadableStreamDefaultController<Uint8Array> | undefined;
  const start = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    feed = controller;
  };
  const slow = load(new Response(new ReadableStream({ start })));
  trap(await load(bytes));
  const fresh = load(bytes);
  feed?.enqueue(bytes);
  feed?.close();
  expect(billed(await slow)).toBe(figures.billed);
  expect(billed(await fresh)).toBe(figures.billed);
});

test("a hundred traps later the figures are the same", async () => {
  for (let i = 0; i < 100; i += 1) trap(await load(bytes));
  expect(billed(await load(bytes))).toBe(figures.billed);
});
