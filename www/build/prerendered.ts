// Puts the page, drawn with the shipped catalogs, into the HTML: it reads without the engine and without
// JavaScript. The figures come from the package's own Node entry, through the code that serves the worker.

import { fileURLToPath } from "node:url";
import { type Plugin, runnerImport } from "vite";
import { readCatalogs } from "./catalogs.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const PLACE = "<!--page-->";

export function prerendered(folder: string): Plugin {
  let mode = "production";
  return {
    name: "perpixel:prerendered",
    apply: "build",
    configResolved(config) {
      mode = config.mode;
    },
    transformIndexHtml: {
      order: "pre",
      async handler(html) {
        if (!html.includes(PLACE)) this.error(`index.html has no ${PLACE}`);
        const page = await draw(folder, mode);
        if (/\sstyle=/.test(page))
          this.error("the prerendered page has a style attribute, which its policy forbids");
        return html.replace(PLACE, () => page);
      },
    },
  };
}

async function draw(folder: string, mode: string): Promise<string> {
  const { module } = await runnerImport<typeof import("../src/prerender.tsx")>(here("../src/prerender.tsx"), {
    configFile: false,
    mode,
    root: here(".."),
    logLevel: "warn",
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  });
  const { load } = (await import(here("../../pkg/inline.js"))) as typeof import("perpixel/inline");
  return module.prerender({ load }, readCatalogs(folder));
}
