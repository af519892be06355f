// How the page is built as one HTML file: `make single`. Its mode is `single`, which the page's own code may ask
// for where it would otherwise name a file beside it.

import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { noMarkup } from "./no-markup.ts";
import { plainImports } from "./plain-imports.ts";
import { prerendered } from "./prerendered.ts";
import { INLINE, oneFile, standIns } from "./single.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here(".."),
  base: "./",
  mode: "single",
  appType: "mpa",
  publicDir: false,
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  resolve: { alias: INLINE },
  build: {
    outDir: "dist-single",
    emptyOutDir: true,
    target: ["chrome123", "firefox121", "safari17.5"],
    modulePreload: false,
    cssCodeSplit: false,
    // It is large because all is in it.
    chunkSizeWarningLimit: 4000,
    rolldownOptions: { output: { codeSplitting: false }, checks: { pluginTimings: false } },
  },
  plugins: [
    noMarkup(),
    plainImports(),
    standIns(here("..")),
    prerendered(here("../catalogs")),
    oneFile("perpixel.html"),
  ],
});
