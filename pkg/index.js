// The entry for browsers and their bundlers: the module is a file of its own beside this one, compiled while
// it arrives.
import { loader } from "./core.js";

export { Catalog, Quoter, UsageMeter, UsageSheet } from "./core.js";
export { isPerpixelError, PerpixelError } from "./errors.js";
export { compare, format, toNumber } from "./money.js";

export const load = /* @__PURE__ */ loader(() => new URL("./wasm/perpixel_bg.wasm", import.meta.url));
