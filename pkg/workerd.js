// The entry for Cloudflare's workers, which compile no module while they run: there an import of the file is the
// compiled module.
import { loader } from "./core.js";
import { hasten } from "./quotes.js";
import init from "./wasm/perpixel.js";
import module from "./wasm/perpixel_bg.wasm";

export { Catalog, Quoter, UsageMeter, UsageSheet } from "./core.js";
export { isPerpixelError, PerpixelError } from "./errors.js";
export { compare, format, toNumber } from "./money.js";

export const load = /* @__PURE__ */ loader(() => init({ module_or_path: module }), hasten);
