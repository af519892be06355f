// The entry for Node, servers, single files and bundlers that ship no asset files: the module is text within
// the JavaScript. `inline.cjs`, for `require`, is built from it.
import { loader } from "./core.js";
import base64 from "./wasm/perpixel_bg.base64.js";

export { Catalog, Quoter, UsageMeter, UsageSheet } from "./core.js";
export { isPerpixelError, PerpixelError } from "./errors.js";
export { compare, format, toNumber } from "./money.js";

// Whatever the platform has for it is many times faster than a string, character by character.
function bytes() {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(base64);
  const { Buffer } = globalThis;
  if (Buffer?.from) return Buffer.from(base64, "base64");
  const text = atob(base64);
  const decoded = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) decoded[at] = text.charCodeAt(at);
  return decoded;
}

export const load = /* @__PURE__ */ loader(() => WebAssembly.compile(bytes()));
