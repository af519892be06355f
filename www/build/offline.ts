// Writes `sw.js`, the service worker with the list of what it keeps. The list is made of the files as they lie in
// the finished folder, so that no hash can differ from what is served. Kept is the page and all that it may load
// later; what stands beside it for others (guides, the table as JSON, the download, the element) is not.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "vite";

const SOURCE = fileURLToPath(new URL("../src/offline/service-worker.ts", import.meta.url));
const KEPT = /^(?:index\.html$|assets\/(?!embed-)|catalogs\/|icon|manifest\.webmanifest$)/;
/** Data may be replaced in a published folder, so it is not held to a hash. */
const REPLACEABLE = /^catalogs\//;

const integrity = (bytes: Uint8Array) => `sha256-${createHash("sha256").update(bytes).digest("base64")}`;

/** The files that the page needs without a network: path under its folder, and hash or nothing. */
export function filesToKeep(folder: string): [path: string, integrity: string][] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, "/").length).replaceAll("\\", "/"))
    .filter((path) => KEPT.test(path))
    .sort()
    .map((path) => [
      // The page goes by its folder: some hosts answer its file name with a redirect.
      path === "index.html" ? "" : path,
      REPLACEABLE.test(path) ? "" : integrity(readFileSync(join(folder, path))),
    ]);
}

async function compile(folder: string): Promise<string> {
  const files = filesToKeep(folder);
  // Replaced catalogs count as well: they are what the first visit without a network shows.
  const state = [
    readFileSync(SOURCE),
    ...files.map(([path]) => readFileSync(join(folder, path || "index.html"))),
  ];
  const version = createHash("sha256");
  for (const bytes of state) version.update(bytes);
  const output = await build({
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    define: {
      __FILES__: JSON.stringify(files),
      __VERSION__: JSON.stringify(version.digest("hex").slice(0, 16)),
    },
    build: {
      write: false,
      target: ["chrome123", "firefox121", "safari17.5"],
      // A classic script: service workers that are modules came to Firefox late.
      rolldownOptions: { input: SOURCE, output: { format: "iife" } },
    },
  });
  const [first] = Array.isArray(output) ? output : [output];
  if (!first || !("output" in first)) throw new Error("the service worker was not built");
  return first.output[0].code;
}

export function offline(): Plugin {
  return {
    name: "perpixel:offline",
    apply: "build",
    writeBundle: {
      order: "post",
      sequential: true,
      async handler({ dir }) {
        if (!dir) throw new Error("the build has no folder to keep");
        writeFileSync(join(dir, "sw.js"), await compile(dir));
      },
    },
  };
}
