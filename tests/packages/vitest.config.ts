// The package as its users get it: packed, installed outside the repository, run by the platforms it is for.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/packages/*.test.ts"],
    globalSetup: ["tests/packages/install.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
