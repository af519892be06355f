// Offers `perpixel/lean`: the package's own entry and core around the lean module, which makes up for the page's
// first visit. The code is that of the package, read under a query of its own; only the module is another one.

import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";
import { leanCode, leanPath } from "./lean-code.mjs";

const PACKAGE = fileURLToPath(new URL("../../pkg/", import.meta.url));
const QUERY = "?lean";
const ENTRY = `${PACKAGE}index.js${QUERY}`;

/** For the page and, because workers are built apart, for its worker. */
export function leanEngine(): Plugin {
  return {
    name: "perpixel:lean",
    enforce: "pre",
    resolveId(source, importer) {
      if (source === "perpixel/lean") return ENTRY;
      if (!importer?.startsWith(PACKAGE) || !importer.endsWith(QUERY) || !source.startsWith("./")) return;
      return PACKAGE + leanPath(source).slice("./".length) + QUERY;
    },
    load(id) {
      if (!id.startsWith(PACKAGE) || !id.endsWith(QUERY)) return;
      const file = id.slice(0, -QUERY.length);
      if (!existsSync(file)) this.error(`${file} is missing: run \`make wasm\``);
      return leanCode(file.slice(PACKAGE.length), readFileSync(file, "utf8"));
    },
  };
}
