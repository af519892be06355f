// For `page-driver.test.ts` alone, in the copy that `page.mjs` lays: the page's tests take from a stand-in what they take
// from vitest. `tests/page/vitest.config.ts` is the one that checks the page.

import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here("../.."),
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  resolve: {
    alias: [{ find: /^perpixel(\/inline)?$/, replacement: here("../../pkg/inline.js") }],
  },
  plugins: [
    {
      name: "collected-tests",
      enforce: "pre",
      resolveId: (source, importer) =>
        source === "vitest" && importer?.includes("/tests/page/") ? here("page-shim.ts") : null,
    },
  ],
  test: { include: ["tests/mutation/page-driver.test.ts"], pool: "threads", fileParallelism: false },
});
