// How the element for other pages is built into the folder of the page: `embed.js` at an address that stays the same,
// its engine beside the page's own assets, and the page that shows it. It is a build of its own so that the page's
// chunks are not cut to fit it.

import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { leanEngine } from "./lean.ts";
import { plainImports } from "./plain-imports.ts";
import { policy } from "./policy.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here(".."),
  base: "./",
  appType: "mpa",
  publicDir: false,
  resolve: { alias: [{ find: /^perpixel$/, replacement: here("../../pkg/index.js") }] },
  build: {
    outDir: "dist",
    emptyOutDir: false,
    target: ["chrome123", "firefox121", "safari17.5"],
    modulePreload: false,
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: { embed: here("../src/embed/embed.ts"), page: here("../embed.html") },
      output: {
        entryFileNames: ({ name }) => (name === "embed" ? "embed.js" : "assets/embed-[name]-[hash].js"),
        chunkFileNames: "assets/embed-[name]-[hash].js",
        // The modules have the names that the page's build gives them: they are the same files.
        assetFileNames: ({ names: [name] }) =>
          name?.endsWith(".wasm") ? "assets/[name]-[hash][extname]" : "assets/embed-[name]-[hash][extname]",
      },
    },
  },
  plugins: [plainImports(), leanEngine(), policy()],
});
