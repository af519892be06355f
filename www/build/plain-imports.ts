// Leaves dynamic imports as they are. Vite's own helper puts links into the document and sends events to it, which a
// guest on another page must not do, and which one file has no use for.

import type { Plugin } from "vite";

export function plainImports(): Plugin {
  return {
    name: "perpixel:plain-imports",
    enforce: "pre",
    load: (id) =>
      id.endsWith("vite/preload-helper.js") ? "export const __vitePreload = (load) => load();" : null,
  };
}
