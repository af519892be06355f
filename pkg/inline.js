// The entry for Node, servers, single files and bundlers that ship no asset files: the module is text within
// the JavaScript.
import { loader } from "./core.js";
import base64 from "./wasm/perpixel_bg.base64.js";

export { Catalog, isPerpixelError, PerpixelError, UsageMeter } from "./core.js";

export const load = loader(() =>
  WebAssembly.compile(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))),
);
