// Loads, compares and drops a catalog so many times, never frees one, and says how large the module's memory grew.
import { readFile } from "node:fs/promises";
import { load } from "perpixel";
import { initSync } from "./node_modules/perpixel/wasm/perpixel.js";

const times = Number(process.argv[2]);
const bytes = await readFile(new URL("catalog.json", import.meta.url));
for (let i = 0; i < times; i += 1) (await load(bytes)).compare();
console.log(JSON.stringify({ times, megabytes: initSync().memory.buffer.byteLength / 1e6 }));
