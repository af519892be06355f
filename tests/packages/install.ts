// Packs pkg/ and installs the tarball in a copy of each consumer project, in a folder outside the repository,
// so that nothing is found by way of the repository's own node_modules. No registry is asked: the package has
// no dependencies.
import { execFile } from "node:child_process";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { TestProject } from "vitest/node";

const run = promisify(execFile);
const here = import.meta.dirname;
export const repository = join(here, "../..");
const projects = ["node-esm", "node-cjs", "browser-module", "vite", "esbuild", "types"];

declare module "vitest" {
  interface ProvidedContext {
    /** The folder that holds the installed consumer projects. */
    installed: string;
    /** What the tarball holds, by path. */
    packed: string[];
    /** The tarball itself. */
    tarball: string;
  }
}

/** Packs pkg/ into a folder: the tarball, and the paths within it. */
export async function pack(folder: string): Promise<{ tarball: string; files: string[] }> {
  const asked = ["pack", "./pkg", "--json", "--pack-destination", folder];
  const { stdout } = await run("npm", asked, { cwd: repository });
  const [{ filename, files }] = JSON.parse(stdout);
  return { tarball: join(folder, filename), files: files.map((file: { path: string }) => file.path).sort() };
}

/** Copies a consumer project and installs the tarball in the copy. */
export async function consumer(project: string, target: string, tarball: string): Promise<void> {
  await cp(project, target, { recursive: true });
  await cp(join(repository, "www/catalogs/infr.json"), join(target, "catalog.json"));
  const quiet = ["--offline", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock"];
  await run("npm", ["install", ...quiet, tarball], { cwd: target });
}

export default async function setup(project: TestProject) {
  const folder = await mkdtemp(join(tmpdir(), "perpixel-packages-"));
  const { tarball, files } = await pack(folder);
  for (const name of projects) await consumer(join(here, name), join(folder, name), tarball);

  project.provide("installed", folder);
  project.provide("tarball", tarball);
  project.provide("packed", files);
  return () => rm(folder, { recursive: true, force: true });
}
