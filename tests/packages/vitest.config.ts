// The package as its users get it: packed, installed outside the repository, run by the platforms it is for.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ["*.test.ts"],
    globalSetup: ["install.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
