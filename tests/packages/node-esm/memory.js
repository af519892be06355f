// Loads, compares and drops a catalog so many times, and says how large the module's memory grew, and by how much after
// the first tenth. It frees none, unless it is asked to.
import { readFile } from "node:fs/promises";
import { load } from "perpixel";
import { initSync } from "./node_modules/perpixel/wasm/perpixel.js";

const times = Number(process.argv[2]);
const freed = process.argv[3] === "free";
const bytes = await readFile(new URL("catalog.json", import.meta.url));
const size = () => initSync().memory.buffer.byteLength / 1e6;
let early = 0;
for (let i = 0; i < times; i += 1) {
  const catalog = await load(bytes);
  catalog.compare();
  if (freed) catalog.free();
  if (i === Math.floor(times / 10)) early = size();
}
console.log(JSON.stringify({ times, megabytes: size(), late: size() - early }));
