// What comes from others, and how much of it: the crates of the module are those that deny.toml names with a reason, no
// npm package that building or testing needs comes from anywhere but the registry or runs anything when it is installed, and
// the built modules name no path of the machine that built them. `.make/supply-chain` is the long form.

import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, inject, test } from "vitest";
import { repository } from "./install.ts";

const run = promisify(execFile);
const read = (path: string) => readFile(join(repository, path), "utf8");
/** The most crates that the module is compiled from, besides our own. */
const MOST = 25;

async function crates(edges: string, ...features: string[]): Promise<string[]> {
  const target = ["--target", "wasm32-unknown-unknown", "--edges", edges, "--prefix", "none"];
  const asked = ["tree", "--locked", ...target, "--format", "{p}", ...features];
  const { stdout } = await run("cargo", asked, { cwd: repository });
  const names = stdout.split("\n").filter(Boolean);
  return [...new Set(names.map((line) => line.split(" ")[0] ?? ""))]
    .filter((name) => name !== "perpixel")
    .sort();
}

/** The two blocks of the list in deny.toml: crate and reason. */
async function listed(): Promise<{ module: Map<string, string>; build: Map<string, string> }> {
  const list = /\nallow = \[\n([\s\S]*?)\n\]/.exec(await read("deny.toml"))?.[1] ?? "";
  const [module = "", build = ""] = list.split("# At build time.");
  const block = (text: string) => {
    const lines = text.split("\n").filter((line) => line.includes("{"));
    return new Map(
      lines.map((line) => {
        const [, name = "", reason = ""] =
          /^ {4}\{ crate = "([\w-]+)", reason = "(.{10,})" \},$/.exec(line) ?? [];
        expect(name, line).not.toBe("");
        return [name, reason];
      }),
    );
  };
  const inModule = block(module);
  expect(inModule.delete("perpixel")).toBe(true);
  return { module: inModule, build: block(build) };
}

test("the crates of the module are the listed ones, each with its reason, and at most 25", async () => {
  const { module, build } = await listed();
  const [compiled, all, lean] = await Promise.all([
    crates("normal,no-proc-macro"),
    crates("normal,build"),
    crates("normal,no-proc-macro", "--no-default-features", "--features", "js"),
  ]);
  expect(compiled).toEqual([...module.keys()].sort());
  expect(all.filter((name) => !compiled.includes(name))).toEqual([...build.keys()].sort());
  expect(compiled.length).toBeLessThanOrEqual(MOST);
  // The lean module has none that the whole one has not.
  expect(lean.filter((name) => !module.has(name))).toEqual([]);
});

test("a native build has none of the binding's crates", async () => {
  const { stdout } = await run("cargo", ["tree", "--locked", "--edges", "normal", "--prefix", "none"], {
    cwd: repository,
  });
  expect(stdout).toContain("rust_decimal");
  expect(stdout).not.toMatch(/wasm-bindgen|js-sys|web-sys|talc/);
});

test("every crate comes from the registry with its checksum", async () => {
  const packages = (await read("Cargo.lock")).split("[[package]]").slice(1);
  expect(packages.length).toBeGreaterThan(40);
  const odd = packages.filter(
    (text) =>
      !/\nsource = "registry\+[^"]+"\nchecksum = "[0-9a-f]{64}"\n/.test(text) &&
      !/\nname = "perpixel"\n/.test(text),
  );
  expect(odd).toEqual([]);
  expect(new Set(packages.map((text) => /\nsource = "([^"]+)"/.exec(text)?.[1]).filter(Boolean)).size).toBe(
    1,
  );
});

interface Locked {
  version?: string;
  integrity?: string;
  resolved?: string;
  link?: boolean;
  inBundle?: boolean;
  hasInstallScript?: boolean;
}

/** Packages that would run something when they are installed, and why that does not matter. */
const SCRIPTS: Readonly<Record<string, string>> = {
  "node_modules/esbuild":
    "looks at its own program, which works without; set-up installs with --ignore-scripts",
  "node_modules/fsevents": "of macOS alone; as above",
};

test("every npm package is locked by a digest, from the registry, and runs nothing when it is installed", async () => {
  const lock = JSON.parse(await read("package-lock.json")) as {
    lockfileVersion: number;
    packages: Record<string, Locked>;
  };
  expect(lock.lockfileVersion).toBe(3);
  const locked = Object.entries(lock.packages).filter(([path]) => path !== "");
  expect(locked.length).toBeGreaterThan(100);
  const odd = locked.filter(([path, one]) => {
    const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
    const file = `/${name}/-/${name.split("/").at(-1)}-${one.version}.tgz`;
    // A lock file may leave addresses out; npm then asks the registry that it is set to.
    const elsewhere =
      one.resolved !== undefined && !(one.resolved.startsWith("https:") && one.resolved.endsWith(file));
    return !/^sha512-[\w+/]{86}==$/.test(one.integrity ?? "") || elsewhere || one.link || one.inBundle;
  });
  expect(odd).toEqual([]);
  const scripts = locked.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => path);
  expect(scripts.filter((path) => !Object.hasOwn(SCRIPTS, path))).toEqual([]);
  expect(await read(".make/setup")).toContain("npm ci --ignore-scripts");
});

test("what is asked of npm is exact, and its own lock agrees", async () => {
  const { devDependencies, ...rest } = JSON.parse(await read("package.json")) as Record<
    string,
    Record<string, string>
  >;
  for (const version of Object.values(devDependencies ?? {})) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  const kinds = ["dependencies", "optionalDependencies", "peerDependencies", "bundleDependencies", "scripts"];
  expect(Object.keys(rest).filter((key) => kinds.includes(key))).toEqual([]);
  const lock = JSON.parse(await read("package-lock.json"));
  expect(lock.packages[""].devDependencies).toEqual(devDependencies);
});

test("the package has no dependency of any kind and no script of any life cycle", async () => {
  const path = join(inject("installed"), "node-esm/node_modules/perpixel/package.json");
  const manifest = JSON.parse(await readFile(path, "utf8"));
  const kinds = /dependenc|^scripts$|^gypfile$|^overrides$|^bundle/i;
  expect(Object.keys(manifest).filter((key) => kinds.test(key))).toEqual([]);
  expect(inject("packed").filter((file) => /\.node$|binding\.gyp$|\.sh$|npm-shrinkwrap/.test(file))).toEqual(
    [],
  );
});

test("the built modules and their JavaScript name no path of a machine", async () => {
  const { stdout } = await run(join(repository, ".make/reproducible"), ["--built"]);
  expect(stdout).toMatch(/result: 4 files of both modules name no path of a machine/);
});
