// How the page is built: static files that work from any sub-path, with the page prerendered, the policy of
// `build/policy.ts` in the HTML, and the catalogs beside it at addresses that do not change.

import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { published } from "./build/catalogs.ts";
import { headers } from "./build/headers.ts";
import { leanEngine } from "./build/lean.ts";
import { noMarkup } from "./build/no-markup.ts";
import { offline } from "./build/offline.ts";
import { shared, startOf } from "./build/one-chunk.ts";
import { packed } from "./build/packed.ts";
import { policy } from "./build/policy.ts";
import { smallPreload } from "./build/preload.ts";
import { prerendered } from "./build/prerendered.ts";
import { prices } from "./build/prices.ts";
import { reference } from "./build/reference.ts";
import { site } from "./build/site.ts";
import { unstyled } from "./build/unstyled.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here("."),
  base: "./",
  appType: "mpa",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  resolve: {
    alias: [
      { find: /^perpixel$/, replacement: here("../pkg/index.js") },
      { find: /^perpixel\/inline$/, replacement: here("../pkg/inline.js") },
    ],
  },
  server: { fs: { allow: [here("..")] } },
  worker: {
    format: "es",
    plugins: () => [leanEngine()],
    // The entry is one import and nothing imports from it: WebKit evaluates a worker's entry once more when a chunk does.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [{ debugName: "engine", ...startOf(here("src/engine/serve.ts"), "engine") }],
        },
      },
    },
  },
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: ["chrome123", "firefox121", "safari17.5"],
    modulePreload: { polyfill: false },
    // The module must stay a file: inlined it would be fetched as a data URL, which the policy forbids.
    assetsInlineLimit: 0,
    rolldownOptions: {
      checks: { pluginTimings: false },
      output: { codeSplitting: { groups: [startOf(here("src/main.tsx"), "page"), ...shared(here("src/"))] } },
    },
  },
  plugins: [
    leanEngine(),
    noMarkup(),
    smallPreload(),
    published(here("."), ["catalogs", "schema"]),
    packed(here(".")),
    prerendered(here("catalogs")),
    prices(here(".")),
    site(here(".")),
    reference(here(".")),
    unstyled(),
    policy(),
    headers(),
    offline(),
  ],
});
