// The page's tests that need no browser, for mutation testing alone: Stryker runs those of them that reach a mutant.
// `tests/page/vitest.config.ts` is the one that checks the page.

import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const NAMES = [
  "address",
  "address-limits",
  "book-entry",
  "book-storage",
  "book-text",
  "catalog-file",
  "client",
  "client-hosts",
  "credits",
  "fields",
  "format",
  "links",
  "names",
  "serve",
  "spawn",
  "upgrade",
];

export default defineConfig({
  root: here("../.."),
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  resolve: {
    alias: [{ find: /^perpixel(\/inline)?$/, replacement: here("../../pkg/inline.js") }],
  },
  test: { include: NAMES.map((name) => `tests/page/${name}.test.ts`) },
});
