// The entry for browsers and their bundlers: the module is a file of its own beside this one, compiled while
// it arrives. It is held to its hash: a damaged one may run and answer wrongly, and so may that of another version.
import { loader } from "./core.js";
import { hasten } from "./quotes.js";
import init from "./wasm/perpixel.js";
import integrity from "./wasm/perpixel_bg.integrity.js";

export { Catalog, Quoter, UsageMeter, UsageSheet } from "./core.js";
export { isPerpixelError, PerpixelError } from "./errors.js";
export { compare, format, toNumber } from "./money.js";

const begin = async () =>
  init({ module_or_path: await fetch(new URL("./wasm/perpixel_bg.wasm", import.meta.url), { integrity }) });

export const load = /* @__PURE__ */ loader(begin, hasten);
