// What becomes of the package's own code around the lean module: that of the package, told of another module, without
// what only the whole one has. The page's build takes it, and the bench of starts.

/** `pkg/core.js`, which is the same for both modules, guards other handles too and reads addresses. */
const NOT_LEAN = `
export const UsageMeter = undefined, UsageSheet = undefined, Quoter = undefined;
export const part = undefined, unread = undefined;
`;

/** Who uses it frees what it loads, so the collector need not be told what a catalog weighs. */
const NO_WEIGHT = "export const weigh = () => {}, unweigh = weigh, settle = weigh;\n";

/** It is only ever handed bytes. */
const BYTES_ALONE = "export const reader = () => (source) => source;\n";

/** What of quotes is kept, the lean module has no part of. */
const NO_QUOTES = "export const hasten = undefined;\n";

/** The code of that file, by its path within `pkg/`; of one of the binding it is `wasm-lean/`'s own. */
export function leanCode(path, code) {
  if (path === "sources.js") return BYTES_ALONE;
  if (path === "weight.js") return NO_WEIGHT;
  if (path === "quotes.js") return NO_QUOTES;
  if (path === "wasm-lean/perpixel.js") return code + NOT_LEAN;
  return leanPath(code);
}

/** With the lean module wherever the whole one is named. */
export const leanPath = (text) => text.replaceAll("./wasm/", "./wasm-lean/");
