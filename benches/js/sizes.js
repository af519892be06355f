// What a browser fetches of the package: the module, and the JavaScript that it needs, minified as every application
// ships it, both with brotli.
import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";
import { leanCode, leanPath } from "../../www/build/lean-code.mjs";

const pkg = (path) => fileURLToPath(new URL(`../../pkg/${path}`, import.meta.url));
const kilobytes = (bytes) => brotliCompressSync(bytes).length / 1000;

/** The lean module has glue of its own, and the package's code as the page's build makes it. */
const instead = {
  name: "the code around the lean module",
  setup(building) {
    building.onResolve({ filter: /\/wasm\// }, ({ path, resolveDir }) => ({
      path: join(resolveDir, leanPath(path)),
    }));
    building.onLoad({ filter: /\.js$/ }, ({ path }) => ({
      contents: leanCode(relative(pkg("."), path), readFileSync(path, "utf8")),
    }));
  },
};

async function size(folder) {
  const { outputFiles } = await build({
    entryPoints: [pkg("index.js")],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: "es2022",
    logLevel: "error",
    plugins: folder === "wasm-lean" ? [instead] : [],
  });
  const module = kilobytes(readFileSync(pkg(`${folder}/perpixel_bg.wasm`)));
  const glue = kilobytes(outputFiles[0].contents);
  return { module, glue, all: module + glue };
}

export async function sizes() {
  return { whole: await size("wasm"), lean: await size("wasm-lean") };
}
