// Loads and drops a catalog so many times, never frees one, and says how large the module's memory grew.
import { load } from "perpixel";
import infr from "perpixel/catalogs/infr.json" with { type: "json" };
import { initSync } from "./node_modules/perpixel/wasm/perpixel.js";

const times = 1_500;
const text = JSON.stringify(infr);
for (let i = 0; i < times; i += 1) (await load(text)).compare();
console.log(JSON.stringify({ times, megabytes: initSync().memory.buffer.byteLength / 1e6 }));
