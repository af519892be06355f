// Copies the catalogs and the schema of rate cards into the built page as they are, under names that stay the
// same from build to build, so that others can fetch them too.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

export function published(root: string, folders: string[]): Plugin {
  return {
    name: "perpixel:published",
    apply: "build",
    generateBundle() {
      for (const { path, source } of publishedFiles(root, folders))
        this.emitFile({ type: "asset", fileName: path, source });
    },
  };
}

export function publishedFiles(root: string, folders: string[]): { path: string; source: Buffer }[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((file) => file.endsWith(".json"))
      .map((name) => ({ path: `${folder}/${name}`, source: readFileSync(join(root, folder, name)) })),
  );
}

/** The catalogs that the page loads, as their list says. */
export function readCatalogs(folder: string): { name: string; bytes: Uint8Array }[] {
  const list = JSON.parse(readFileSync(join(folder, "index.json"), "utf8")) as { catalogs: string[] };
  return list.catalogs.map((name) => ({ name, bytes: new Uint8Array(readFileSync(join(folder, name))) }));
}
