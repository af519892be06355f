// What a browser fetches of the package: the module, and the JavaScript that it needs, minified as every application
// ships it, both with brotli.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";

const pkg = (path) => fileURLToPath(new URL(`../../pkg/${path}`, import.meta.url));
const kilobytes = (bytes) => brotliCompressSync(bytes).length / 1000;

/** The lean module has glue of its own, and no part of what is kept of quotes and of what catalogs weigh (www/build/lean.ts). */
const instead = (folder) => ({
  name: "the module's own glue",
  setup(building) {
    building.onResolve({ filter: /\/wasm\/perpixel\.js$/ }, () => ({ path: pkg(`${folder}/perpixel.js`) }));
    if (folder === "wasm") return;
    building.onLoad({ filter: /pkg\/(quotes|weight)\.js$/ }, () => ({
      contents: "export const hasten = undefined, weigh = () => {}, unweigh = weigh, settle = weigh;",
    }));
  },
});

async function size(folder) {
  const { outputFiles } = await build({
    entryPoints: [pkg("index.js")],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: "es2022",
    logLevel: "error",
    plugins: [instead(folder)],
  });
  const module = kilobytes(readFileSync(pkg(`${folder}/perpixel_bg.wasm`)));
  const glue = kilobytes(outputFiles[0].contents);
  return { module, glue, all: module + glue };
}

export async function sizes() {
  return { whole: await size("wasm"), lean: await size("wasm-lean") };
}
