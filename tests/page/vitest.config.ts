// Tests of the page: its pure parts in Node, and the built page in a real browser. One file at a time, because
// the browser wants the processor for itself. The page must be built first.

import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here("../.."),
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  resolve: {
    alias: [{ find: /^perpixel(\/inline)?$/, replacement: here("../../pkg/inline.js") }],
  },
  test: {
    include: ["tests/page/**/*.test.ts"],
    fileParallelism: false,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 5_000 } },
  },
});
