// Writes the module as base64 in a JavaScript file, for platforms that ship no asset files: node inline.js
// <module> <output>
import { readFileSync, writeFileSync } from "node:fs";

const [module, output] = process.argv.slice(2);
writeFileSync(output, `export default "${readFileSync(module).toString("base64")}";\n`);
