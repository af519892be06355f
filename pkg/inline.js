// The entry for Node, servers, single files and bundlers that ship no asset files: the module is text within
// the JavaScript. `inline.cjs`, for `require`, is built from it.
import { loader } from "./core.js";
import { hasten } from "./quotes.js";
import init, { initSync } from "./wasm/perpixel.js";
import base64 from "./wasm/perpixel_bg.base64.js";
import integrity from "./wasm/perpixel_bg.integrity.js";

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

// A damaged module may run and answer wrongly. It is compiled meanwhile; where a platform has no hash, it is believed.
async function whole(module) {
  const digest = await globalThis.crypto?.subtle?.digest("SHA-256", module);
  if (digest && `sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}` !== integrity) {
    throw new Error("its bytes are not those that this version was built with");
  }
}

async function compiled() {
  const module = bytes();
  const [compiled] = await Promise.all([WebAssembly.compile(module), whole(module)]);
  return compiled;
}

// The module's own start asks what a `Response` is, for which Node would read its whole client for HTTP. A page of an
// older browser may not take the short way.
async function begin() {
  const module = await compiled();
  try {
    initSync({ module });
  } catch {
    await init({ module_or_path: module });
  }
}

export const load = /* @__PURE__ */ loader(begin, hasten);
