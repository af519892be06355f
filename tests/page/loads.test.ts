// The page's host loads again and again, as it does for each change of what is loaded, with either engine: the module's
// memory stays as large as it was, and the answers stay what they were. The long form (PERPIXEL_LONG) loads ten thousand
// times.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import type { Catalog, LoadOptions, Source } from "perpixel";
import { load } from "perpixel/inline";
import { expect, test } from "vitest";
import { packedCatalogs } from "../../www/build/packed.ts";
import { type Engine, Host } from "../../www/src/engine/host.ts";
import type { LoadRequest } from "../../www/src/engine/protocol.ts";
import { request } from "../../www/src/request.ts";
import { createStore } from "../../www/src/state.ts";
import { shippedFiles } from "./support.ts";

const TIMES = process.env.PERPIXEL_LONG ? 10_000 : 100;
const asOf = "2026-06-01";

interface Binding {
  default(options: { module_or_path: BufferSource }): Promise<unknown>;
  initSync(): { memory: WebAssembly.Memory };
  open(parts: unknown[], options?: LoadOptions): Catalog;
}
const binding = (folder: string): Promise<Binding> =>
  import(fileURLToPath(new URL(`../../pkg/${folder}/perpixel.js`, import.meta.url)));

/** The lean engine without the package's own code around it, which is the same for both. */
async function lean(): Promise<[Engine, Binding, LoadRequest]> {
  const bare = await binding("wasm-lean");
  const module = new URL("../../pkg/wasm-lean/perpixel_bg.wasm", import.meta.url);
  await bare.default({ module_or_path: readFileSync(module) });
  const engine: Engine = {
    async load(sources, options) {
      const list: Source[] = Array.isArray(sources) ? sources : [sources];
      return bare.open(list, options);
    },
  };
  const bytes = new Uint8Array(gunzipSync(await packedCatalogs(shippedFiles())));
  return [engine, bare, { files: [{ name: "packed.bin", bytes }], packed: "https://prices.example/", asOf }];
}

async function whole(): Promise<[Engine, Binding, LoadRequest]> {
  return [{ load }, await binding("wasm"), { files: shippedFiles(), asOf }];
}

test.each([
  ["lean", lean],
  ["whole", whole],
] as const)(
  `${TIMES} loads of the %s engine, one after the other, leave its memory as it was`,
  async (name, make) => {
    const [engine, bare, asked] = await make();
    const host = new Host(engine, name === "lean" ? () => Promise.reject(new Error("not now")) : undefined);
    const view = { ...request(createStore()), window: null };
    const size = () => bare.initSync().memory.buffer.byteLength / 1e6;
    const answer = async () => JSON.stringify({ ...(await host.view(view)), edition: 0 });
    await host.load(asked);
    const first = await answer();
    let settled = 0;
    for (let at = 1; at < TIMES; at += 1) {
      await host.load(asked);
      if (at % 50 === 0) expect((await answer()) === first).toBe(true);
      if (at === Math.floor(TIMES / 10)) settled = size();
    }
    process.stdout.write(
      `${TIMES} loads of the ${name} engine: ${settled.toFixed(1)} MB, then ${size().toFixed(1)} MB\n`,
    );
    // The allocator takes a few pages more where what is free lies apart; what a load left behind would be megabytes.
    expect(size() - settled).toBeLessThan(1);
  },
  60_000 + TIMES * 100,
);
