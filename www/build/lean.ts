// Offers `perpixel/lean`: the package's own entry and core around the lean module, which makes up for the page's
// first visit. The code is that of the package, read under a query of its own; only the module is another one.

import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const PACKAGE = fileURLToPath(new URL("../../pkg/", import.meta.url));
const QUERY = "?lean";
const ENTRY = `${PACKAGE}index.js${QUERY}`;
const BINDING = `${PACKAGE}wasm-lean/perpixel.js`;

/** `pkg/core.js`, which is the same for both modules, guards other handles too and reads addresses. */
const NOT_LEAN = `
export const UsageMeter = undefined, UsageSheet = undefined, Quoter = undefined;
export function unread() {}
`;

/** The page frees what it loads, so the collector need not be told what a catalog weighs. */
const WEIGHT = `${PACKAGE}weight.js`;
const NO_WEIGHT = "export const weigh = () => {}, unweigh = weigh, settle = weigh;\n";

/** What of quotes is kept, the lean module has no part of. */
const QUOTES = `${PACKAGE}quotes.js`;
const NO_QUOTES = "export const hasten = undefined;\n";

const lean = (code: string) => code.replaceAll("./wasm/", "./wasm-lean/");

/** For the page and, because workers are built apart, for its worker. */
export function leanEngine(): Plugin {
  return {
    name: "perpixel:lean",
    enforce: "pre",
    resolveId(source, importer) {
      if (source === "perpixel/lean") return ENTRY;
      if (!importer?.startsWith(PACKAGE) || !importer.endsWith(QUERY) || !source.startsWith("./")) return;
      return PACKAGE + lean(source).slice("./".length) + QUERY;
    },
    load(id) {
      if (!id.startsWith(PACKAGE) || !id.endsWith(QUERY)) return;
      const file = id.slice(0, -QUERY.length);
      if (!existsSync(file)) this.error(`${file} is missing: run \`make wasm\``);
      if (file === WEIGHT) return NO_WEIGHT;
      if (file === QUOTES) return NO_QUOTES;
      const code = readFileSync(file, "utf8");
      return file === BINDING ? code + NOT_LEAN : lean(code);
    },
  };
}
