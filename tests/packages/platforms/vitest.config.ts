// The package under bundlers and platforms that are too big for every run of the tests; .make/test-packages
// installs them.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/packages/platforms/*.test.ts"],
    globalSetup: ["tests/packages/platforms/install.ts"],
    testTimeout: 180_000,
    hookTimeout: 60_000,
  },
});
