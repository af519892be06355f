// Makes what the package holds and nobody writes by hand: the entry for `require` out of that for `import`, the
// shipped catalogs and the schema of rate cards, and the words that the binding's types lack. Run it from the project's
// folder, once the module is built.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { build } from "vite";

function copy(names, from, to) {
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to);
  for (const name of names) copyFileSync(`${from}/${name}`, `${to}/${name}`);
}

const { catalogs } = JSON.parse(readFileSync("www/catalogs/index.json", "utf8"));
copy(catalogs, "www/catalogs", "pkg/catalogs");
copy(["rate-card.json"], "www/schema", "pkg/schema");

// wasm-bindgen writes these members of every class, and no comment on them.
const types = "pkg/wasm/perpixel.d.ts";
const words = {
  "free(): void;":
    "Gives back what it holds at once. Freeing twice is no mistake; any other call is `freed` then.",
  "[Symbol.dispose](): void;": "The same as `free()`, for a declaration with `using`.",
};
let text = readFileSync(types, "utf8");
for (const [member, sentence] of Object.entries(words)) {
  text = text.replaceAll(`;\n    ${member}`, `;\n    /**\n     * ${sentence}\n     */\n    ${member}`);
}
writeFileSync(types, text);

const [{ output }] = await build({
  root: "pkg",
  configFile: false,
  logLevel: "warn",
  publicDir: false,
  build: {
    write: false,
    minify: false,
    target: "es2022",
    lib: { entry: "inline.js", formats: ["cjs"] },
    rolldownOptions: { checks: { pluginTimings: false } },
  },
});
writeFileSync(
  "pkg/inline.cjs",
  `// Built from inline.js by \`make package\`; do not edit.\n${output[0].code}`,
);
