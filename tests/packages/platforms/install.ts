// Packs pkg/ and installs the tarball in a copy of each consumer project, beside the installed platforms and
// outside the repository.
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { consumer, pack } from "../install.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The folder in whose node_modules the platforms are. */
    platforms: string;
  }
}

export default async function setup(project: TestProject) {
  const platforms = process.env.PERPIXEL_PLATFORMS;
  if (!platforms) throw new Error("PERPIXEL_PLATFORMS names no folder; run `make test-packages`");
  const folder = await mkdtemp(join(platforms, "run-"));
  const { tarball } = await pack(folder);
  for (const entry of await readdir(import.meta.dirname, { withFileTypes: true })) {
    if (!entry.isDirectory() || entry.name === "node_modules") continue;
    await consumer(join(import.meta.dirname, entry.name), join(folder, entry.name), tarball);
  }
  project.provide("platforms", platforms);
  project.provide("installed", folder);
  return () => rm(folder, { recursive: true, force: true });
}
