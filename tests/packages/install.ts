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
const projects = ["node-esm", "browser-module", "vite", "types"];

declare module "vitest" {
  interface ProvidedContext {
    /** The folder that holds the installed consumer projects. */
    installed: string;
    /** What the tarball holds, by path. */
    packed: string[];
  }
}

export default async function setup(project: TestProject) {
  const folder = await mkdtemp(join(tmpdir(), "perpixel-packages-"));
  const pack = await run("npm", ["pack", "./pkg", "--json", "--pack-destination", folder], {
    cwd: repository,
  });
  const [{ filename, files }] = JSON.parse(pack.stdout);

  for (const name of projects) {
    const target = join(folder, name);
    await cp(join(here, name), target, { recursive: true });
    await cp(join(repository, "www/catalogs/infr.json"), join(target, "catalog.json"));
    await run(
      "npm",
      ["install", "--offline", "--ignore-scripts", "--no-audit", "--no-fund", join(folder, filename)],
      {
        cwd: target,
      },
    );
  }

  project.provide("installed", folder);
  project.provide("packed", files.map((file: { path: string }) => file.path).sort());
  return () => rm(folder, { recursive: true, force: true });
}
