// The package with a module that breaks when a test asks for it: each fault is an error of its own class, and the next
// load starts afresh and is right. The short form breaks it some hundred times, the long one (PERPIXEL_LONG) ten thousand
// times. The module is built by `.make/faulty`.
import { existsSync } from "node:fs";
import { cp, readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import type { Catalog, PerpixelError as Refusal } from "perpixel";
import { beforeAll, expect, inject, test } from "vitest";
import { repository } from "./install.ts";
import { encoded, figures } from "./support.ts";

const LONG = Boolean(process.env.PERPIXEL_LONG);
const TIMES = Number(process.env.PERPIXEL_FAULTS_IN_ROW ?? (LONG ? 10_000 : 200));
const KINDS = ["panic", "stack", "frames", "memory"] as const;
/** Memory takes a hundred times as long to exhaust as a stack, so it is it less often. */
const kindAt = (at: number) => (at % 16 === 15 ? "memory" : (KINDS[at % 3] ?? "panic"));
/** Begins a text that breaks the instance each time it is read. */
const MARK = "perpixel-fault:";

const installed = join(inject("installed"), "node-esm/node_modules/perpixel");
const broken = join(inject("installed"), "faulty");
const shelf = join(repository, "target/faulty/wasm");
const bytes = new Uint8Array(await readFile(join(inject("installed"), "node-esm/catalog.json")));
let api: typeof import("perpixel");

beforeAll(async () => {
  if (!existsSync(shelf)) throw new Error("there is no module that breaks on demand: run .make/faulty");
  await cp(installed, broken, { recursive: true });
  await encoded(await readFile(join(shelf, "perpixel_bg.wasm")), broken);
  api = await import(join(broken, "inline.js"));
});

async function caught(work: () => unknown): Promise<Refusal> {
  try {
    await work();
  } catch (error) {
    if (api.isPerpixelError(error)) return error;
    throw error;
  }
  throw new Error("nothing broke");
}

const billed = (catalog: Catalog) => catalog.route({ model: "grok-imagine-quality" }).billed;

/** Ways into the module; through each it breaks alike. */
const WAYS: [string, (catalog: Catalog, text: string) => unknown][] = [
  ["a comparison", (catalog, text) => catalog.compare({}, { text })],
  ["a quote", (catalog, text) => catalog.quote({ model: text, count: 1 })],
  ["a route", (catalog, text) => catalog.route({ model: text })],
  ["a load", (_, text) => api.load({ name: text, data: bytes })],
];

test("the glue of the module that breaks is the shipped one's", async () => {
  const [theirs, ours] = await Promise.all(
    [shelf, join(installed, "wasm")].map((folder) => readFile(join(folder, "perpixel.js"), "utf8")),
  );
  expect(theirs).toBe(ours);
});

test.each(KINDS.flatMap((kind) => WAYS.map(([way, ask]) => ({ kind, way, ask }))))(
  "a $kind in $way is an error, old handles refuse, and the next load is right",
  async ({ kind, ask }) => {
    const [catalog, other] = [await api.load(bytes), await api.load(bytes)];
    const meter = other.meter();
    const error = await caught(() => ask(catalog, MARK + kind));
    expect(error).toMatchObject({ code: "internal", help: expect.stringContaining("load") });
    for (const late of [() => catalog.info(), () => other.compare(), () => meter.finish()]) {
      expect((await caught(late)).code).toBe("internal");
    }
    const fresh = await api.load(bytes);
    for (const old of [catalog, other, meter]) old.free();
    expect(billed(fresh)).toBe(figures.billed);
  },
);

test(
  `${TIMES} faults in a row: the answer after each is right, and memory stays flat`,
  async () => {
    const table = JSON.stringify((await api.load(bytes)).compare());
    const times: number[] = [];
    let early = 0;
    for (let at = 0; at < TIMES; at += 1) {
      const catalog = await api.load(bytes);
      const kind = kindAt(at);
      const [, ask] = WAYS[Math.floor(at / KINDS.length) % WAYS.length] ?? [];
      const error = await caught(() => ask?.(catalog, MARK + kind));
      expect(error.code).toBe("internal");
      const began = performance.now();
      const fresh = await api.load(bytes);
      expect(billed(fresh)).toBe(figures.billed);
      times.push(performance.now() - began);
      if (at % 20 === 0) expect(JSON.stringify(fresh.compare())).toBe(table);
      if (at === Math.floor(TIMES / 4)) early = process.memoryUsage().rss;
    }
    const grown = (process.memoryUsage().rss - early) / 1e6;
    times.sort((one, other) => one - other);
    const [half, most] = [0.5, 0.99].map((share) => times[Math.floor(times.length * share)] ?? 0);
    process.stdout.write(
      `${TIMES} faults: right again ${half?.toFixed(1)} ms later (99 of 100 within ${most?.toFixed(0)}), the process grew by ${grown.toFixed(0)} MB\n`,
    );
    expect(most).toBeLessThan(300);
    expect(grown).toBeLessThan(120);
  },
  120_000 + TIMES * 400,
);

test("a loop without end is ended with its thread, and another thread answers", async () => {
  const program = (text: string) => `
    import { parentPort } from "node:worker_threads";
    const { load } = await import(${JSON.stringify(pathToFileURL(join(broken, "inline.js")).href)});
    const catalog = await load(${JSON.stringify(new TextDecoder().decode(bytes))});
    parentPort.postMessage("loaded");
    catalog.compare({}, { text: ${JSON.stringify(text)} });
    parentPort.postMessage(catalog.route({ model: "grok-imagine-quality" }).billed);
  `;
  const thread = (text: string) =>
    new Worker(new URL(`data:text/javascript,${encodeURIComponent(program(text))}`), { execArgv: [] });
  const said = (worker: Worker, count: number) =>
    new Promise<unknown[]>((resolve, reject) => {
      const all: unknown[] = [];
      worker.on("error", reject);
      worker.on("message", (message) => all.push(message) === count && resolve(all));
    });
  const stuck = thread(`${MARK}loop`);
  expect(await said(stuck, 1)).toEqual(["loaded"]);
  const silence = new Promise((late) => setTimeout(late, 300, "silence"));
  expect(await Promise.race([said(stuck, 1), silence])).toBe("silence");
  const began = performance.now();
  await stuck.terminate();
  const other = thread("");
  expect(await said(other, 2)).toEqual(["loaded", figures.billed]);
  process.stdout.write(
    `a loop was ended, and another thread had answered ${(performance.now() - began).toFixed(0)} ms later\n`,
  );
  await other.terminate();
});
