// Writes the hash of each folder's module as a JavaScript file beside it, in the form that `fetch` takes: node
// integrity.js <folder>...
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";

for (const folder of process.argv.slice(2)) {
  const digest = createHash("sha256")
    .update(readFileSync(`${folder}/perpixel_bg.wasm`))
    .digest("base64");
  writeFileSync(`${folder}/perpixel_bg.integrity.js`, `export default "sha256-${digest}";\n`);
}
