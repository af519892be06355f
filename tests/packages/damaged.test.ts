// What the package does with a module that is not whole: cut off, with a flipped bit, of the wrong type, or where the
// platform runs none. It is an error with a code, never a figure; and once the right module is there the same load
// works. The short form tries some hundred, the long one (PERPIXEL_LONG) thousands.
import { execFile } from "node:child_process";
import { cp, readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, describe, expect, inject, onTestFinished, test, vi } from "vitest";
import { encoded, figures, hashOf, serve, visit } from "./support.ts";

const run = promisify(execFile);
const LONG = Boolean(process.env.PERPIXEL_LONG);
const FLIPS = LONG ? 5_000 : 100;

const installed = join(inject("installed"), "node-esm/node_modules/perpixel");
const project = join(inject("installed"), "node-esm");
const module = await readFile(join(installed, "wasm/perpixel_bg.wasm"));
const bytes = new Uint8Array(await readFile(join(project, "catalog.json")));

/** Where each section of the module begins, and where the last one ends. */
function sections(): number[] {
  const starts: number[] = [];
  let at = 8;
  while (at < module.length) {
    starts.push(at);
    let [size, shift, byte] = [0, 0, 0x80];
    for (at += 1; byte & 0x80; at += 1, shift += 7) {
      byte = module[at] ?? 0;
      size += (byte & 0x7f) * 2 ** shift;
    }
    at += size;
  }
  return [...starts, module.length];
}

/** Lengths of every class: nothing, within the head, at and around each section's edge, halves, all but the last byte. */
function lengths(): number[] {
  const edges = sections().flatMap((edge) => [edge - 1, edge, edge + 1, edge + 3]);
  const halves = Array.from({ length: 20 }, (_, power) => module.length >> power);
  const all = [0, 1, 3, 4, 5, 7, 8, 9, ...edges, ...halves, module.length - 2, module.length - 1];
  return [...new Set(all)].filter((length) => length < module.length).sort((one, other) => one - other);
}

/** The module with one bit flipped; which one follows from the number alone. */
function flipped(at: number): Buffer {
  // A step that shares no factor with the number of bits comes by every bit once before it repeats.
  const bit = (at * 2_654_435_761) % (module.length * 8);
  const copy = Buffer.from(module);
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return copy;
}

/** The engine runs with it as well as ever, and says something else: what no compiler can notice. */
function lying(): Buffer {
  const copy = Buffer.from(module);
  const at = copy.indexOf("the chosen offer is cheaper");
  if (at < 0) throw new Error("the module does not hold the words that this damages");
  copy.write("the chosen offer is dearest", at);
  return copy;
}

describe("fetched", () => {
  let answer: { body: Buffer; type: string };
  let close: () => void;
  let origin = "";
  const plain = globalThis.fetch;

  beforeAll(async () => {
    const server = createServer((_, response) => {
      response.writeHead(200, { "content-type": answer.type }).end(answer.body);
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    close = () => void server.close();
  });
  afterAll(() => close());
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  /** The browser's entry, whose module comes from the server of this test. */
  async function entry(name: string): Promise<typeof import("perpixel")> {
    const copy = join(inject("installed"), `fetched-${name}`);
    await cp(installed, copy, { recursive: true });
    vi.stubGlobal("fetch", (_: URL, options: RequestInit) => plain(origin, options));
    return import(join(copy, "index.js"));
  }

  async function refused(api: typeof import("perpixel"), body: Buffer, what: string): Promise<void> {
    answer = { body, type: "application/wasm" };
    const said = await api.load(bytes).then(
      () => "it was accepted",
      (error) => (api.isPerpixelError(error) ? error.code : String(error)),
    );
    expect(said, what).toBe("module_failed");
  }

  async function works(api: typeof import("perpixel"), type = "application/wasm"): Promise<void> {
    answer = { body: module, type };
    const catalog = await api.load(bytes);
    expect(catalog.route({ model: "grok-imagine-quality" }).billed).toBe(figures.billed);
  }

  test("cut off at any length it is refused, and the whole one works then", async () => {
    const api = await entry("cut");
    expect(lengths().length).toBeGreaterThan(50);
    for (const length of lengths()) await refused(api, module.subarray(0, length), `${length} bytes`);
    await works(api);
  }, 120_000);

  test(
    `with a flipped bit, ${FLIPS} of them, it is refused`,
    async () => {
      const api = await entry("flipped");
      await refused(api, lying(), "another word in its data");
      for (let at = 1; at <= FLIPS; at += 1) await refused(api, flipped(at), `flip ${at}`);
      await refused(api, Buffer.concat([module, Buffer.from([0])]), "a byte more");
      await works(api);
    },
    60_000 + FLIPS * 100,
  );

  test("without the hash the damage would be believed", async () => {
    const copy = join(inject("installed"), "believed");
    await cp(installed, copy, { recursive: true });
    await encoded(lying(), copy);
    const api = (await import(join(copy, "inline.js"))) as typeof import("perpixel");
    const catalog = await api.load(bytes);
    expect(JSON.stringify(catalog.compare()).includes("the chosen offer is dearest")).toBe(true);
  });

  test.each(["application/octet-stream", "text/html", "text/plain", ""])(
    "of the type `%s` it works",
    async (type) => {
      vi.spyOn(console, "warn").mockImplementation(() => undefined);
      await works(await entry(`type-${type.replace("/", "-")}`), type);
      vi.restoreAllMocks();
    },
  );
});

describe("as text", () => {
  test.each<[string, () => Buffer]>([
    ["another word in its data", lying],
    ["a flipped bit", () => flipped(1)],
    ["another flipped bit", () => flipped(77)],
    ["its first half", () => module.subarray(0, module.length >> 1)],
    ["all but its last byte", () => module.subarray(0, -1)],
    ["nothing", () => Buffer.alloc(0)],
  ])("%s is refused", async (what, damaged) => {
    const copy = join(inject("installed"), `text-${what.replaceAll(" ", "-")}`);
    await cp(installed, copy, { recursive: true });
    await encoded(damaged(), copy, hashOf(module));
    const api = (await import(join(copy, "inline.js"))) as typeof import("perpixel");
    for (const _ of [1, 2]) await expect(api.load(bytes)).rejects.toMatchObject({ code: "module_failed" });
  });
});

const SAYS = `
  import { load, isPerpixelError } from "perpixel";
  try {
    await load("{}");
    console.log("it runs");
  } catch (error) {
    console.log(isPerpixelError(error) ? error.code : String(error));
  }
`;

test("a Node without WebAssembly is told", async () => {
  const program = ["--jitless", "--input-type=module", "--eval", SAYS];
  const { stdout } = await run(process.execPath, program, { cwd: project });
  expect(stdout.trim()).toBe("module_failed");
});

test("a browser whose policy runs no module is told", async () => {
  const headers = { "content-security-policy": "script-src 'self' 'unsafe-inline'" };
  const { origin, close } = await serve(join(inject("installed"), "browser-module"), { headers });
  onTestFinished(close);
  expect((await visit(`${origin}/`)).output).toMatchObject({ refused: true, code: "module_failed" });
});

test("a browser without WebAssembly is told", async () => {
  const { origin, close } = await serve(join(inject("installed"), "browser-module"));
  onTestFinished(close);
  const { output } = await visit(`${origin}/`, 20_000, ["--js-flags=--jitless"]);
  expect(output).toMatchObject({ refused: true, code: "module_failed" });
});
