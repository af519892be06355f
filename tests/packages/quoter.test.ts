// The narrow calls: a quoter's totals, and the order of models as numbers. Both say what the broad calls say, refuse
// what these refuse, and are handles like any other.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Code } from "perpixel";
import { expect, inject, test } from "vitest";

const folder = join(inject("installed"), "node-esm");
const { load, isPerpixelError } = (await import(
  join(folder, "node_modules/perpixel/inline.js")
)) as typeof import("perpixel");
const bytes = new Uint8Array(await readFile(join(folder, "catalog.json")));

function refused(work: () => unknown): { code: Code; path?: string } {
  try {
    work();
  } catch (error) {
    if (isPerpixelError(error)) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

test("a quoter says for any count what a quote says", async () => {
  using catalog = await load(bytes);
  let priced = 0;
  for (const { id: model } of catalog.models()) {
    using quoter = catalog.quoter({ model, job: { width: 1280, height: 768 } });
    for (const count of [1, 3, 1000, 987_654_321, 1e12]) {
      const quote = catalog.quote({ model, count, job: { width: 1280, height: 768 } });
      expect(quoter.quote(count)).toEqual(quote);
      expect(quoter.total(count)).toBe(quote.cheapest?.total ?? null);
      expect(quoter.billed(count)).toBe(quote.routed?.billed ?? null);
      priced += quote.cheapest ? 1 : 0;
    }
  }
  expect(priced).toBeGreaterThan(50);
});

test("a quoter refuses what is no count, and a request that a quote refuses", async () => {
  using catalog = await load(bytes);
  const model = "flux-2-pro";
  using quoter = catalog.quoter({ model });
  const counts = [0, -1, 1.5, 1e12 + 1, Number.NaN, Number.POSITIVE_INFINITY, "3", 3n, null, undefined, {}];
  for (const count of counts as number[]) {
    for (const call of ["total", "billed", "quote"] as const)
      expect(refused(() => quoter[call](count))).toMatchObject({ code: "bad_request", path: "/count" });
  }
  expect(quoter.total(2)).not.toBeNull();
  expect(refused(() => catalog.quoter({ model: "no-such-model" })).code).toBe("unknown_model");
  expect(refused(() => catalog.quoter({ model, job: { width: 1 } })).path).toBe("/job/height");
  expect(refused(() => catalog.quoter(undefined as never)).code).toBe("bad_request");
});

test("a quoter outlives its catalog, and refuses once it is freed", async () => {
  const catalog = await load(bytes);
  const model = "flux-2-pro";
  const quoter = catalog.quoter({ model });
  const total = quoter.total(7);
  catalog.free();
  expect(quoter.total(7)).toBe(total);
  quoter.free();
  quoter.free();
  expect(refused(() => quoter.total(7)).code).toBe("freed");
  expect(refused(() => catalog.order()).code).toBe("freed");
});

test.each([
  {},
  { sort: "price" },
  { sort: "price", descending: true, offset: 2, limit: 9 },
  { sort: "price", includeRetired: true, modes: ["t2i"] },
  { sort: "elo", descending: true, minElo: 1000 },
] as const)("the order by %j names the rows of the table", async (query) => {
  using catalog = await load(bytes);
  const ids = catalog.ids();
  for (const job of [undefined, { width: 1536, height: 1024 }]) {
    const order = catalog.order(job, query as Parameters<typeof catalog.order>[1]);
    expect(order).toBeInstanceOf(Uint32Array);
    const rows = catalog.compare(job, query as Parameters<typeof catalog.compare>[1]).rows;
    expect(Array.from(order, (place) => ids[place])).toEqual(rows.map(({ model }) => model.id));
  }
});
