// The entry for Node, servers, single files and bundlers that ship no asset files: the module is text within
// the JavaScript. `inline.cjs`, for `require`, is built from it.
import { loader } from "./core.js";
import base64 from "./wasm/perpixel_bg.base64.js";

export { Catalog, Quoter, UsageMeter } from "./core.js";
export { isPerpixelError, PerpixelError } from "./errors.js";
export { compare, format, toNumber } from "./money.js";

export const load = /* @__PURE__ */ loader(() =>
  WebAssembly.compile(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))),
);
