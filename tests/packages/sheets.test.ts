// Sheets: columns within the module that the caller fills, what a run says of them, and what becomes of the views when
// the memory grows, when the sheet is freed, and when nobody holds it any more.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { PerpixelError as Refusal, UsageKind } from "perpixel";
import { expect, inject, test } from "vitest";

const folder = join(inject("installed"), "node-esm");
const { load, isPerpixelError } = (await import(
  join(folder, "node_modules/perpixel/inline.js")
)) as typeof import("perpixel");
const bytes = new Uint8Array(await readFile(join(folder, "catalog.json")));
const NONE = -(2n ** 63n);

function refusal(work: () => unknown): Refusal {
  try {
    work();
  } catch (error) {
    if (isPerpixelError(error)) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

const card = (...prices: string[]) =>
  JSON.stringify({
    format: "perpixel/rate-card@1",
    models: prices.map((usd, at) => ({
      id: `model-${at}`,
      modes: ["t2i"],
      offers: [{ provider: "alpha", charges: [{ unit: "image", usd }] }],
    })),
  });
const kinds = (...models: string[]): UsageKind[] => models.map((model) => ({ model }));

test("a sheet prices its rows where they lie, to the digit", async () => {
  const catalog = await load(card("0.04", "0.0055"));
  const sheet = catalog.sheet(kinds("model-0", "model-1", "nobody"), 6);
  sheet.kind().set([0, 1, 2, 1, 0, 7]);
  sheet.count().set([3, 7, 1, 0, 4_294_967_295, 1]);
  expect(sheet.kinds()).toMatchObject([
    { model: "model-0", provider: "alpha", price: "0.04", status: "exact", code: null, reason: null },
    { model: "model-1", provider: "alpha", price: "0.0055" },
    { model: "nobody", provider: null, price: null, status: "unknown", code: "unknown_model" },
  ]);
  expect(sheet.run()).toEqual({
    rows: 6,
    priced: 3,
    unpriced: 3,
    total: "171798691.9585",
    status: "exact",
    scale: 4,
  });
  expect([...sheet.amounts()]).toEqual([1200n, 385n, NONE, NONE, 1_717_986_918_000n, NONE]);
  expect([0, 1, 2, 3, 4, 5].map((row) => sheet.amount(row))).toEqual([
    "0.12",
    "0.0385",
    null,
    null,
    "171798691.8",
    null,
  ]);
  expect(sheet.run(2)).toMatchObject({ rows: 2, total: "0.1585" });
  expect(sheet.run(0)).toMatchObject({ rows: 0, total: null, status: "unknown" });
  // It says the same as the verb for columns that are not within the module.
  const columns = { kinds: kinds("model-0", "model-1", "nobody"), kind: sheet.kind(), count: sheet.count() };
  expect(catalog.usage(columns)).toMatchObject({ total: "171798691.9585", unpriced: 3 });
});

test("amounts that do not fit 64 bits are said as text", async () => {
  const catalog = await load(card("0.0000000000000000003", "900"));
  const sheet = catalog.sheet(kinds("model-0", "model-1"), 2);
  sheet.kind().set([0, 1]);
  sheet.count().fill(2);
  expect(sheet.run()).toMatchObject({ total: "1800.0000000000000000006", scale: null });
  expect([...sheet.amounts()]).toEqual([NONE, NONE]);
  expect([sheet.amount(0), sheet.amount(1)]).toEqual(["0.0000000000000000006", "1800"]);
});

test("options choose the provider of rows that name none", async () => {
  const catalog = await load(bytes);
  const sheet = catalog.sheet(kinds("grok-imagine-quality"), 1, { provider: "xai" });
  expect(sheet.kinds()).toMatchObject([{ provider: "xai", price: "0.05" }]);
});

test("what is no sheet is refused", async () => {
  const catalog = await load(card("1"));
  const one = kinds("model-0");
  for (const rows of [-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, "1" as never, 1n as never]) {
    expect(refusal(() => catalog.sheet(one, rows)).code).toBe("bad_request");
  }
  expect(refusal(() => catalog.sheet(one, 2 ** 26 + 1)).code).toBe("too_large");
  expect(refusal(() => catalog.sheet("x" as never, 1)).code).toBe("bad_request");
  expect(refusal(() => catalog.sheet(one, 1, { provider: "nobody" })).code).toBe("unknown_provider");
  const sheet = catalog.sheet(one, 1);
  expect(refusal(() => sheet.run(2))).toMatchObject({ code: "bad_request", path: "/rows" });
  expect(refusal(() => sheet.run(1n as never)).code).toBe("bad_request");
  expect(refusal(() => sheet.amount(1))).toMatchObject({ code: "bad_request", path: "/row" });
});

test("what was written stays when the memory grows; a view from before is empty", async () => {
  const catalog = await load(card("2"));
  const sheet = catalog.sheet(kinds("model-0"), 1000);
  const before = sheet.count();
  before.fill(3);
  const large = catalog.sheet(kinds("model-0"), 4_000_000);
  expect(before.length).toBe(0);
  expect(sheet.count().every((count) => count === 3)).toBe(true);
  expect(sheet.run().total).toBe("6000");
  large.free();
});

test("a freed sheet refuses, its views reach nothing, and freeing twice is no mistake", async () => {
  const catalog = await load(card("2"));
  const sheet = catalog.sheet(kinds("model-0"), 1000);
  const views = [sheet.kind(), sheet.count(), sheet.amounts()];
  sheet.free();
  sheet.free();
  expect(views.map((view) => view.length)).toEqual([0, 0, 0]);
  expect(refusal(() => sheet.run())).toMatchObject({ code: "freed", message: "this sheet was freed" });
  expect(catalog.info().models).toBe(1);
});

test("a sheet outlives its catalog", async () => {
  const catalog = await load(card("2"));
  const sheet = catalog.sheet(kinds("model-0"), 8);
  catalog.free();
  sheet.count().fill(1);
  expect(sheet.run().total).toBe("16");
});

test("a view keeps its sheet, and without views and names it is collected", async () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const catalog = await load(card("2"));
  const held: { view?: Uint32Array; sheet: WeakRef<object> } = (() => {
    const sheet = catalog.sheet(kinds("model-0"), 8);
    return { view: sheet.count(), sheet: new WeakRef(sheet) };
  })();
  const collected = async () => {
    for (let turn = 0; turn < 20 && held.sheet.deref(); turn += 1) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      collect();
    }
    return held.sheet.deref() === undefined;
  };
  expect(await collected()).toBe(false);
  delete held.view;
  expect(await collected()).toBe(true);
});
