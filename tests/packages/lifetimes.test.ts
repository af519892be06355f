// Handles before the first load, after they were freed, and several at once: each call is a refusal with a code or the
// answer of its own catalog, never another's.
import { cp, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Catalog } from "perpixel";
import { describe, expect, inject, test } from "vitest";
import { figures } from "./support.ts";

const installed = join(inject("installed"), "node-esm/node_modules/perpixel");
const bytes = new Uint8Array(await readFile(join(inject("installed"), "node-esm/catalog.json")));
const LOADS = process.env.PERPIXEL_LONG ? 2_000 : 100;

/** A copy of the package that has loaded nothing yet. */
async function fresh(name: string): Promise<typeof import("perpixel")> {
  const copy = join(inject("installed"), `lifetimes-${name}`);
  await cp(installed, copy, { recursive: true });
  return import(join(copy, "inline.js"));
}

type Handle = Record<string, (...args: unknown[]) => unknown>;

/** Every method of a handle's class, by name. */
function methods(kind: { prototype: object }): string[] {
  const own = Object.getOwnPropertyNames(kind.prototype);
  return own.filter((name) => name !== "constructor" && name !== "free" && !name.startsWith("__"));
}

function codeOf(api: typeof import("perpixel"), work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return api.isPerpixelError(error) ? error.code : String(error);
  }
  return "it was answered";
}

describe("before the first load", () => {
  test("every method of every handle refuses, and the first load works then", async () => {
    const api = await fresh("before");
    let tried = 0;
    for (const kind of [api.Catalog, api.UsageMeter, api.UsageSheet, api.Quoter]) {
      const nobody: Handle = Object.create(kind.prototype);
      for (const name of methods(kind)) {
        expect(
          codeOf(api, () => nobody[name]?.()),
          name,
        ).toBe("freed");
        expect(
          codeOf(api, () => nobody[name]?.call({})),
          name,
        ).toBe("bad_request");
        tried += 1;
      }
      expect(() => nobody.free?.()).not.toThrow();
    }
    expect(tried).toBeGreaterThan(20);
    const catalog = await api.load(bytes);
    expect(catalog.route({ model: "grok-imagine-quality" }).billed).toBe(figures.billed);
  });

  test("what needs no module works, and a handle cannot be made by hand", async () => {
    const api = await fresh("by-hand");
    expect(api.compare("0.1", "0.02")).toBe(1);
    const made = () => new (api.Catalog as unknown as new () => Catalog)().info();
    expect(["freed", "bad_request"]).toContain(codeOf(api, made));
  });
});

test("after it was freed every method of every handle refuses, and others are as they were", async () => {
  const api = await fresh("freed");
  const catalog = await api.load(bytes);
  const other = await api.load(bytes);
  const handles = [
    catalog.quoter({ model: "flux-2-pro" }),
    catalog.meter(),
    catalog.sheet([{ model: "flux-2-pro" }], 4),
    catalog,
  ] as unknown as Handle[];
  const table = JSON.stringify(other.compare());
  for (const handle of handles) {
    handle.free?.();
    for (let round = 0; round < 2; round += 1) {
      for (const name of methods(handle.constructor as unknown as { prototype: object })) {
        expect(
          codeOf(api, () => handle[name]?.()),
          name,
        ).toBe("freed");
      }
      handle.free?.();
    }
    // What took the freed one's place is not reached through it.
    const next = await api.load(bytes);
    expect(codeOf(api, () => next.diff(catalog, {}))).toBe(
      handle === handles.at(-1) ? "freed" : "it was answered",
    );
    next.free();
    expect(JSON.stringify(other.compare())).toBe(table);
  }
});

/** A catalog in which one image of a model costs so many cents. */
const priced = (cents: number) => ({
  name: `card-${cents}.json`,
  data: JSON.stringify({
    format: "perpixel/rate-card@1",
    date: "2026-06-01",
    models: [
      {
        id: "mine",
        name: "Mine",
        modes: ["t2i"],
        offers: [
          { provider: "shop", charges: [{ unit: "image", label: "Image", usd: `0.${1000 + cents}` }] },
        ],
      },
    ],
  }),
});

test(`${LOADS} catalogs at once: each answers with its own prices, whichever is freed`, async () => {
  const api = await fresh("at-once");
  const asked = (catalog: Catalog) => catalog.quote({ model: "mine", count: 1 }).cheapest?.price;
  const catalogs = await Promise.all(Array.from({ length: LOADS }, (_, at) => api.load(priced(at))));
  const price = (at: number) => `0.${1000 + at}`.replace(/0+$/, "");
  for (const [at, catalog] of catalogs.entries()) expect(asked(catalog)).toBe(price(at));
  for (const [at, catalog] of catalogs.entries()) if (at % 2 === 0) catalog.free();
  const more = await Promise.all(Array.from({ length: LOADS / 2 }, (_, at) => api.load(priced(LOADS + at))));
  for (const [at, catalog] of [...catalogs].reverse().entries()) {
    const own = LOADS - 1 - at;
    if (own % 2 === 0) expect(codeOf(api, () => asked(catalog))).toBe("freed");
    else expect(asked(catalog)).toBe(price(own));
  }
  for (const [at, catalog] of more.entries()) expect(asked(catalog)).toBe(price(LOADS + at));
});

test("the phases of the last load stand in the user timing, and no others pile up there", async () => {
  const api = await fresh("timing");
  for (let load = 0; load < 3; load += 1) (await api.load(bytes)).free();
  for (const phase of ["perpixel:read", "perpixel:load"]) {
    const [measure, ...others] = performance.getEntriesByName(phase, "measure");
    expect(measure?.duration, phase).toBeGreaterThan(0);
    expect(others).toEqual([]);
  }
});
