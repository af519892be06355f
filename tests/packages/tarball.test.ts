// What is in the tarball, no more and no less, and what its package.json promises.
import { access, constants, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";
import { expect, inject, test } from "vitest";
import { repository } from "./install.ts";

const installed = join(inject("installed"), "node-esm/node_modules/perpixel");
const manifest = JSON.parse(await readFile(join(installed, "package.json"), "utf8"));

const index = JSON.parse(await readFile(join(repository, "www/catalogs/index.json"), "utf8"));
const catalogs: string[] = index.catalogs.toSorted();

test("the tarball holds the entries, the module, the types, the shipped catalogs and the licences", () => {
  expect(inject("packed")).toEqual([
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    ...catalogs.map((name) => `catalogs/${name}`),
    "cli.js",
    "cli/change-list.js",
    "cli/decimal.js",
    "cli/download.js",
    "cli/guards.js",
    "cli/input.js",
    "cli/judgement.js",
    "cli/options.js",
    "cli/prices.js",
    "cli/print.js",
    "cli/refresh.js",
    "cli/refusal.js",
    "cli/sources.js",
    "cli/store.js",
    "cli/usage.js",
    "core.js",
    "errors.js",
    "index.d.cts",
    "index.d.ts",
    "index.js",
    "inline.cjs",
    "inline.d.ts",
    "inline.js",
    "money.js",
    "package.json",
    "quotes.js",
    "schema/rate-card.json",
    "sources.js",
    "types.d.ts",
    "wasm/perpixel.d.ts",
    "wasm/perpixel.js",
    "wasm/perpixel_bg.base64.js",
    "wasm/perpixel_bg.integrity.js",
    "wasm/perpixel_bg.wasm",
    "weight.js",
    "workerd.js",
  ]);
});

test("every path of the exports map is packed", () => {
  const paths = (value: unknown): string[] =>
    typeof value === "string" ? [value] : Object.values(value as object).flatMap(paths);
  for (const path of paths(manifest.exports)) {
    const name = path.replace("./", "");
    if (!name.includes("*")) expect(inject("packed")).toContain(name);
    else expect(inject("packed").some((one) => one.startsWith(name.split("*")[0] ?? ""))).toBe(true);
  }
});

test("types come first in each branch of the exports map", () => {
  const branches = (value: object): object[] => [value, ...Object.values(value).flatMap(nested)];
  const nested = (value: unknown) => (typeof value === "object" && value ? branches(value) : []);
  const typed = nested(manifest.exports).filter((branch) => "types" in branch);
  expect(typed.length).toBeGreaterThan(6);
  for (const branch of typed) expect(Object.keys(branch)[0]).toBe("types");
});

test("the entry for require is the one for import, to the last name", async () => {
  const required = Object.keys(createRequire(join(installed, "package.json"))("./inline.cjs"));
  const imported = Object.keys(await import(join(installed, "inline.js")));
  expect(required.toSorted()).toEqual(imported.toSorted());
});

test("the shipped catalogs are those of the page, byte for byte", async () => {
  for (const name of catalogs) {
    const [ours, theirs] = await Promise.all(
      [join(installed, "catalogs", name), join(repository, "www/catalogs", name)].map((path) =>
        readFile(path),
      ),
    );
    expect(ours?.equals(theirs ?? Buffer.alloc(0)), name).toBe(true);
  }
});

test("every file that its JavaScript imports is packed, and the rest is Node's own", async () => {
  for (const path of inject("packed").filter((path) => /^cli/.test(path))) {
    const text = await readFile(join(installed, path), "utf8");
    for (const [, from = ""] of text.matchAll(/ from "(.*?)";/g)) {
      const target = from.startsWith(".") ? join(path, "..", from) : from;
      expect(from.startsWith("node:") || inject("packed").includes(target), `${path}: ${from}`).toBe(true);
    }
  }
});

test("the command line can be run where it is installed", async () => {
  expect(manifest.bin).toEqual({ perpixel: "./cli.js" });
  expect(await readFile(join(installed, "cli.js"), "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);
  await access(join(installed, "../.bin/perpixel"), constants.X_OK);
});

test("nothing comes with it and nothing runs at install", () => {
  expect(manifest.dependencies ?? {}).toEqual({});
  expect(manifest.scripts ?? {}).toEqual({});
});

test("package and crate have one version", async () => {
  const crate = await readFile(join(repository, "Cargo.toml"), "utf8");
  expect(/^version = "(.+)"$/m.exec(crate)?.[1]).toBe(manifest.version);
});

test("the module as text is the module", async () => {
  const text = await readFile(join(installed, "wasm/perpixel_bg.base64.js"), "utf8");
  const bytes = await readFile(join(installed, "wasm/perpixel_bg.wasm"));
  expect(Buffer.from(/"(.*)"/.exec(text)?.[1] ?? "", "base64").equals(bytes)).toBe(true);
});

test("what its README says that it weighs is so, to a twentieth", async () => {
  const readme = await readFile(join(installed, "README.md"), "utf8");
  const paragraph = readme.split("\n\n").find((part) => part.startsWith("**What it weighs.**")) ?? "";
  const told = [...paragraph.matchAll(/([\d,.]+) kB/g)].map(([, figure]) =>
    Number(figure?.replaceAll(",", "")),
  );
  const weight = (bytes: Uint8Array) => [bytes.length / 1000, brotliCompressSync(bytes).length / 1000];
  const minified = async (code: string) => {
    const stdin = { contents: code, resolveDir: installed };
    const { outputFiles } = await build({
      stdin,
      bundle: true,
      minify: true,
      write: false,
      format: "esm",
      target: "es2022",
    });
    return outputFiles[0]?.contents ?? new Uint8Array();
  };
  const module = await readFile(join(installed, "wasm/perpixel_bg.wasm"));
  const [glue, text, money] = await Promise.all([
    minified(`export * from "./index.js"`),
    minified(`export * from "./inline.js"`),
    minified(`export { compare, format, toNumber } from "./index.js"`),
  ]);
  const sizes = [...weight(module), ...weight(glue), ...weight(text), money.length / 1000];
  expect(told).toEqual(
    sizes.map((size, at) => (Math.abs((told[at] ?? 0) - size) < size / 20 ? told[at] : size)),
  );
});
