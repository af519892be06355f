// The entry for browsers and their bundlers: the module is a file of its own beside this one, compiled while
// it arrives.
import { loader } from "./core.js";

export { Catalog, isPerpixelError, PerpixelError, UsageMeter } from "./core.js";

export const load = loader(() => new URL("./wasm/perpixel_bg.wasm", import.meta.url));
