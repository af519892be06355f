// Quotes that come again with another count go a shorter way: what is kept of them must change nothing that a caller
// can see. The longer way, which keeps nothing, is taken by every request that holds a list.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Catalog, Quote, QuoteRequest } from "perpixel";
import { expect, inject, test } from "vitest";

const folder = join(inject("installed"), "node-esm/node_modules/perpixel");
const { load, isPerpixelError } = (await import(join(folder, "inline.js"))) as typeof import("perpixel");
const read = async (name: string) => new Uint8Array(await readFile(join(folder, `catalogs/${name}.json`)));
const bytes = await read("infr");

const whole = (catalog: Catalog, request: QuoteRequest) =>
  catalog.quote({ ...request, query: { excludeProviders: [] } });

function refused(work: () => unknown) {
  try {
    work();
  } catch (error) {
    if (isPerpixelError(error)) return { ...error, message: error.message };
    throw error;
  }
  throw new Error("nothing was refused");
}

/** Asks until the answer is one that is put together of what is kept. */
function again(catalog: Catalog, request: QuoteRequest): Quote {
  for (let call = 0; call < 3; call += 1) catalog.quote({ ...request, count: 7 });
  return catalog.quote(request);
}

/** A whole number from 1 to 10^12, of any length, the same ones in every run. */
function counts(many: number): number[] {
  let seed = 20_260_630;
  const next = () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed / 2 ** 32;
  };
  return Array.from({ length: many }, () => Math.floor(10 ** (12 * next())));
}

test("a quote that comes again says what the whole one says, in the same order", async () => {
  const jobs: QuoteRequest["job"][] = [
    undefined,
    { width: 1280, height: 768 },
    { seconds: 6, audio: true, mode: "t2v" },
    { batch: true, inputs: 2, quality: "medium" },
  ];
  let priced = 0;
  for (const name of ["infr", "first-party", "kie", "image-api-guide"]) {
    using catalog = await load(await read(name), { asOf: "2026-06-30" });
    for (const { id: model } of catalog.models()) {
      for (const job of jobs) {
        const ask = (count: number): QuoteRequest => (job ? { model, job, count } : { model, count });
        using quoter = catalog.quoter({ model, ...(job && { job }) });
        for (const count of [1, 2, 10, 999, 1000, 1e12, 999_999_999_999, ...counts(6)]) {
          const expected = JSON.stringify(whole(catalog, ask(count)));
          expect(JSON.stringify(catalog.quote(ask(count)))).toBe(expected);
          expect(JSON.stringify(quoter.quote(count))).toBe(expected);
          priced += expected.includes('"total"') ? 1 : 0;
        }
      }
    }
  }
  expect(priced).toBeGreaterThan(2000);
});

test("each answer is a fresh object of plain data, which is the caller's own", async () => {
  using catalog = await load(bytes);
  const request = { model: "gpt-image-2-medium", count: 12 };
  const first = again(catalog, request);
  const before = JSON.stringify(first);
  const second = again(catalog, request);
  const parts = (quote: Quote) => [
    quote,
    quote.job,
    quote.cheapest,
    quote.cheapest?.receipt,
    quote.cheapest?.receipt[0],
    quote.routed,
    quote.routed?.receipt,
    ...(quote.routed?.receipt ?? []),
  ];
  for (const [at, part] of parts(first).entries()) {
    expect(part).toBeTypeOf("object");
    expect(part).not.toBe(parts(second)[at]);
    expect(Object.isFrozen(part)).toBe(false);
    expect(Object.getPrototypeOf(part)).toBe(Array.isArray(part) ? Array.prototype : Object.prototype);
    for (const field of Object.values(Object.getOwnPropertyDescriptors(part as object)))
      expect(field).toMatchObject({ writable: true });
    for (const name of Object.keys(part as object)) Reflect.set(part as object, name, "changed");
  }
  expect(JSON.stringify(again(catalog, request))).toBe(before);
  expect(Object.keys(again(catalog, request))).toEqual(Object.keys(whole(catalog, request)));
});

test("what is refused is refused as before, however often the rest was asked for", async () => {
  using catalog = await load(bytes);
  const model = "gpt-image-2-medium";
  again(catalog, { model, count: 3 });
  again(catalog, { model, count: 3, job: { width: 512, height: 512 } });
  for (const count of [
    0,
    -1,
    1.5,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    1e12 + 1,
    "x",
    3n,
    null,
    undefined,
  ]) {
    const request = { model, count } as QuoteRequest;
    expect(refused(() => catalog.quote(request))).toEqual(refused(() => whole(catalog, request)));
  }
  const refuse = (request: unknown, path: string) =>
    expect(refused(() => catalog.quote(request as QuoteRequest))).toMatchObject({
      code: "bad_request",
      path,
    });
  refuse(Object.defineProperty({ model, count: 3 }, "modle", { value: 1, enumerable: false }), "/modle");
  refuse({ model, count: 3, job: { widht: 512 } }, "/job/widht");
  refuse({ model, count: 3, job: { width: 512 } }, "/job/height");
  refuse({ count: 3 }, "/model");
  for (const request of [undefined, null, 3, "model", [model, 3], () => model])
    expect(refused(() => catalog.quote(request as never)).code).toBe("bad_request");
  const throwing = Object.defineProperty({ model }, "count", {
    enumerable: true,
    get() {
      throw new Error("mine");
    },
  });
  expect(refused(() => catalog.quote(throwing as QuoteRequest)).code).toBe("bad_request");
  expect(refused(() => catalog.quote({ model: "no-such-model", count: 3 })).code).toBe("unknown_model");
  expect(refused(() => catalog.quote({ model: "no-such-model", count: 3 })).code).toBe("unknown_model");
});

test("a request that says another thing each time it is read leaves nothing behind", async () => {
  using catalog = await load(bytes);
  const models = ["gpt-image-2-medium", "grok-imagine-quality"];
  let reads = 0;
  const fickle = {
    get model() {
      reads += 1;
      return models[reads % 2];
    },
    count: 5,
  };
  for (let call = 0; call < 20; call += 1) catalog.quote(fickle as QuoteRequest);
  for (const model of models) {
    expect(again(catalog, { model, count: 5 }).model).toBe(model);
    expect(again(catalog, { model, count: 5 })).toEqual(whole(catalog, { model, count: 5 }));
  }
});

test("fields that differ in any way are different requests", async () => {
  using catalog = await load(bytes);
  const model = "gpt-image-2-medium";
  const requests: QuoteRequest[] = [
    { model, count: 4 },
    { count: 4, model },
    { model, count: 4, batch: true },
    { model, count: 4, batch: false },
    { model, count: 4, job: { quality: "medium" } },
    { model, count: 4, job: { quality: "high" } },
    { model, count: 4, job: { width: 512, height: 1024 } },
    { model, count: 4, job: { height: 512, width: 1024 } },
    { model, count: 4, job: { width: 5121, height: 24 } },
    { model, count: 4, policy: { feeRate: "0.05" } },
    { model, count: 4, policy: { maxPrice: "0.01" } },
    { model, count: 4, budget: "10" },
    { model, count: 4, rail: { share: "0.029", fixed: "0.30" } },
  ];
  for (let round = 0; round < 4; round += 1)
    for (const request of requests) expect(catalog.quote(request)).toEqual(whole(catalog, request));
});

test("a catalog keeps some requests, and forgets them with its freeing", async () => {
  const catalog = await load(bytes);
  const model = "gpt-image-2-medium";
  const sizes = Array.from({ length: 300 }, (_, at) => ({ width: 256 + at, height: 512 }));
  for (let round = 0; round < 3; round += 1)
    for (const job of sizes.slice(0, 100 * (round + 1)))
      expect(catalog.quote({ model, count: 9, job }).job).toMatchObject(job);
  again(catalog, { model, count: 2 });
  const quoter = catalog.quoter({ model });
  for (let call = 0; call < 4; call += 1) quoter.quote(2);
  catalog.free();
  expect(refused(() => catalog.quote({ model, count: 2 })).code).toBe("freed");
  expect(quoter.quote(2)).toMatchObject({ model, count: "2" });
  quoter.free();
  expect(refused(() => quoter.quote(2)).code).toBe("freed");
});

test("a memory that grows takes nothing away", async () => {
  using catalog = await load(bytes);
  const request = { model: "gpt-image-2-medium", count: 12_345 };
  const expected = again(catalog, request);
  for (let size = 1; size <= 4; size += 1) {
    using sheet = catalog.sheet([{ model: request.model }], size << 20);
    expect(sheet.kind().length).toBe(size << 20);
    expect(catalog.quote(request)).toEqual(expected);
  }
});

test("an instance that has stopped gives no quotes, and the next one its own", async () => {
  const request = { model: "gpt-image-2-medium", count: 12_345 };
  const first = await load(bytes);
  const expected = again(first, request);
  let caught: unknown;
  const dive = (): void => {
    try {
      dive();
    } catch {
      // From the bottom upwards, until there is room to enter the module and not enough to finish.
    }
    if (isPerpixelError(caught)) return;
    try {
      first.compare();
    } catch (error) {
      caught = error;
    }
  };
  dive();
  expect(caught).toMatchObject({ code: "internal" });
  expect(refused(() => first.quote(request)).code).toBe("internal");
  const second = await load(bytes);
  expect(again(second, request)).toEqual(expected);
  expect(again(second, { ...request, count: 3 })).toEqual(whole(second, { ...request, count: 3 }));
  first.free();
  second.free();
});
