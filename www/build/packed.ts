// Puts the listed catalogs into the built page a second time, as the engine read and joined them: the first visit
// opens these bytes and needs no reader. They are made by the module that comes from the same source as the one that
// opens them, and are compressed here, because many hosts compress only what they know by its name.

import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync, gzipSync } from "node:zlib";
import type { Plugin } from "vite";
import { checksum } from "../src/checksum.ts";
import { readCatalogs } from "./catalogs.ts";

const LIST = "catalogs/index.json";
/** A name that no host takes for something to unpack by itself. */
const NAME = "packed.bin";

/** The catalogs as `catalog.pack()` gives them, which is not part of the package's interface. */
export async function packedCatalogs(catalogs: { name: string; bytes: Uint8Array }[]): Promise<Buffer> {
  const entry = fileURLToPath(new URL("../../pkg/inline.js", import.meta.url));
  const { load } = (await import(entry)) as typeof import("perpixel/inline");
  const catalog = await load(catalogs.map(({ name, bytes }) => ({ name, data: bytes })));
  return gzipSync((catalog as unknown as { pack(): Uint8Array }).pack(), { level: 9 });
}

export function packed(root: string): Plugin {
  return {
    name: "perpixel:packed",
    apply: "build",
    async generateBundle(_, bundle) {
      const list = bundle[LIST];
      if (list?.type !== "asset") this.error(`${LIST} is not among the built files`);
      const documents = readCatalogs(join(root, "catalogs"));
      const source = await packedCatalogs(documents);
      this.emitFile({ type: "asset", fileName: `catalogs/${NAME}`, source });
      const stated = JSON.parse(Buffer.from(list.source).toString("utf8"));
      // The packed file counts as the page opens it, because a host may compress it in a way of its own.
      const files = [...documents, { name: NAME, bytes: gunzipSync(source) }];
      const sums = Object.fromEntries(files.map(({ name, bytes }) => [name, checksum(bytes)]));
      list.source = `${JSON.stringify({ ...stated, packed: NAME, sums }, null, 2)}\n`;
    },
  };
}
