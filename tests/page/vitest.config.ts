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
    setupFiles: [here("setup.ts")],
    fileParallelism: false,
    // What is waited for comes at once on a quiet machine; a busy one may take its time and is no failure. What has
    // to be quick is held to a time by its own test.
    testTimeout: 60_000,
    // In CI a browser may be starved of its processor for longer; a test that then fails runs once more, and the
    // output says so.
    retry: process.env.CI ? 1 : 0,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
  },
});
