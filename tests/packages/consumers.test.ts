// Each consumer project, run for real by its platform; all must print the same figures.
import { execFile } from "node:child_process";
import { readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { build as esbuild } from "esbuild";
import { build, createServer } from "vite";
import { expect, inject, onTestFinished, test } from "vitest";
import { repository } from "./install.ts";
import { figures, serve, visit } from "./support.ts";
import { imports, judgeCost, weigh } from "./weight.ts";

const run = promisify(execFile);
const project = (name: string) => join(inject("installed"), name);

async function served(...args: Parameters<typeof serve>) {
  const server = await serve(...args);
  onTestFinished(server.close);
  return server;
}

test("Node runs it as a module", async () => {
  const { stdout } = await run(process.execPath, ["main.js"], { cwd: project("node-esm") });
  expect(JSON.parse(stdout)).toEqual(figures);
});

test("Node runs it by require", async () => {
  const { stdout } = await run(process.execPath, ["main.js"], { cwd: project("node-cjs") });
  expect(JSON.parse(stdout)).toEqual(figures);
});

test("what asks for a browser's form by require gets one that it can run", async () => {
  const browser = ["--conditions=browser", "main.js"];
  const { stdout } = await run(process.execPath, browser, { cwd: project("node-cjs") });
  expect(JSON.parse(stdout)).toEqual(figures);
});

test("import and require in one application know each other's errors", async () => {
  const { stdout } = await run(process.execPath, ["both.js"], { cwd: project("node-cjs") });
  const { names, known, inline } = JSON.parse(stdout);
  expect(names[0]).toBe(names[1]);
  expect({ known, inline }).toEqual({ known: true, inline: true });
});

test("the shipped catalogs and the schema are imports, and say the same as their bytes", async () => {
  const { catalogs } = JSON.parse(await readFile(join(repository, "www/catalogs/index.json"), "utf8"));
  const { stdout } = await run(process.execPath, ["data.js", ...catalogs], { cwd: project("node-esm") });
  expect(JSON.parse(stdout)).toEqual({
    models: figures.models,
    offers: figures.offers,
    sources: catalogs.length,
    same: true,
    priced: expect.any(Number),
    schema: "perpixel rate card",
  });
});

/** The examples of the package's README, as it is installed. */
async function examples(): Promise<string[]> {
  const readme = await readFile(join(project("node-esm"), "node_modules/perpixel/README.md"), "utf8");
  return [...readme.matchAll(/```js\n(.*?)```/gs)].map(([, example = ""]) => example);
}

test("the three lines that the README begins with print what they say", async () => {
  const [start = ""] = await examples();
  await writeFile(join(project("node-esm"), "start.js"), start);
  const { stdout } = await run(process.execPath, ["start.js"], { cwd: project("node-esm") });
  expect(stdout.trimEnd()).toBe(/console\.log\(.*\); \/\/ (.*)/.exec(start)?.[1]);
});

test("Node runs the example of the package's README", async () => {
  const [, example = ""] = await examples();
  await writeFile(join(project("node-esm"), "readme.js"), example);
  const { stdout } = await run(process.execPath, ["readme.js"], { cwd: project("node-esm") });
  const lines = stdout.trimEnd().split("\n");
  expect(lines).toHaveLength(figures.models + 1);
  expect(lines.at(-1)).toBe(`${figures.routed} ${figures.billed}`);
});

test("the README's example of catalogs by their bytes says how many", async () => {
  const example = (await examples()).find((text) => text.includes("import.meta.resolve")) ?? "";
  const head = 'import { readFile } from "node:fs/promises";\nimport { load } from "perpixel";\n';
  await writeFile(join(project("node-esm"), "catalogs.js"), head + example);
  const { stdout } = await run(process.execPath, ["catalogs.js"], { cwd: project("node-esm") });
  expect(stdout.trimEnd()).toBe("3");
});

test("the README's further examples print what they say", async () => {
  const readme = await readFile(join(project("node-esm"), "node_modules/perpixel/README.md"), "utf8");
  const [, planning = ""] = /\n## Planning\n(.*?)\n## /s.exec(readme) ?? [];
  const examples = [...planning.matchAll(/```js\n(.*?)```/gs)].map(([, example]) => `{\n${example}}\n`);
  const said = [...planning.matchAll(/console\.log\(.*\); \/\/ (.*)/g)].map(([, figures]) => figures);
  const head =
    'import { readFile } from "node:fs/promises";\nimport { load } from "perpixel";\n' +
    'const catalog = await load(await readFile("catalog.json"));\n';
  await writeFile(join(project("node-esm"), "planning.js"), head + examples.join(""));
  const { stdout } = await run(process.execPath, ["planning.js"], { cwd: project("node-esm") });
  expect(said).toHaveLength(6);
  expect(stdout.trimEnd().split("\n")).toEqual(said);
});

test("a plain page runs it by import map, and compiles while it loads", async () => {
  const { origin, requests } = await served(project("browser-module"));
  const { output, console } = await visit(`${origin}/`);
  expect(output).toEqual(figures);
  expect(console).toEqual([]);
  expect(requests.filter((path) => path.endsWith(".wasm"))).toHaveLength(1);
  expect(requests.filter((path) => path.includes("base64"))).toEqual([]);
});

test("a server that sends the wrong type for .wasm only slows it down", async () => {
  const { origin } = await served(project("browser-module"), { mime: "application/octet-stream" });
  const { output } = await visit(`${origin}/`);
  expect(output).toEqual(figures);
});

test("a module that is not there is an error with a remedy", async () => {
  const { origin } = await served(project("browser-module"), { without: "perpixel_bg.wasm" });
  const { output } = await visit(`${origin}/`);
  expect(output).toMatchObject({
    refused: true,
    code: "module_failed",
    help: expect.stringContaining("perpixel/inline"),
  });
});

test("Vite bundles it with one .wasm and nothing to configure", async () => {
  const root = project("vite");
  await build({ root, configFile: false, logLevel: "error", base: "./" });
  const assets = await readdir(join(root, "dist/assets"));
  expect(assets.filter((name) => name.endsWith(".wasm"))).toHaveLength(1);

  // From a folder that the build knew nothing of, without the sources beside it.
  await rename(join(root, "dist"), join(inject("installed"), "moved"));
  const { origin } = await served(inject("installed"));
  const { output, console } = await visit(`${origin}/moved/`);
  expect(output).toEqual(figures);
  expect(console).toEqual([]);
});

test("Vite takes only what is used", async () => {
  const root = project("vite");
  for (const [what, code] of Object.entries(imports)) {
    await writeFile(join(root, `${what}.js`), code);
    await build({
      root,
      configFile: false,
      logLevel: "error",
      build: { outDir: `cost-${what}`, rolldownOptions: { input: join(root, `${what}.js`) } },
    });
    judgeCost("Vite", what, await weigh(join(root, `cost-${what}`)));
  }
});

test("esbuild takes only what is used", async () => {
  const root = project("esbuild");
  await writeFile(join(root, "helpers.js"), imports.helpers.replace("perpixel", "perpixel/inline"));
  await esbuild({
    absWorkingDir: root,
    entryPoints: ["helpers.js"],
    outdir: "cost",
    bundle: true,
    minify: true,
    format: "esm",
  });
  judgeCost("esbuild", "helpers", await weigh(join(root, "cost")));
});

test("Vite serves it while developing, with nothing to configure", async () => {
  const server = await createServer({
    root: project("vite"),
    configFile: false,
    logLevel: "error",
    server: { port: 0 },
  });
  onTestFinished(() => server.close());
  await server.listen();
  const { output } = await visit(server.resolvedUrls?.local[0] ?? "");
  expect(output).toEqual(figures);
});

test("esbuild bundles the inline entry into one file", async () => {
  const root = project("esbuild");
  await esbuild({
    absWorkingDir: root,
    entryPoints: ["main.js"],
    outdir: "dist",
    bundle: true,
    minify: true,
    format: "esm",
  });
  expect(await readdir(join(root, "dist"))).toEqual(["main.js"]);
  const { origin } = await served(root);
  const { output, console } = await visit(`${origin}/`);
  expect(output).toEqual(figures);
  expect(console).toEqual([]);
});

const nodeTypes = ["--types", "node", "--typeRoots", join(repository, "node_modules/@types")];

test.each([
  ["Node's resolution", ["."]],
  ["a bundler's resolution", [".", "--module", "ESNext", "--moduleResolution", "bundler"]],
  ["Node's types and no browser's", [".", "--lib", "ES2022", ...nodeTypes]],
  ["require", ["tsconfig.cjs.json"]],
])("strict TypeScript accepts right use and refuses wrong use, with %s", async (_, flags) => {
  const tsc = join(repository, "node_modules/typescript/bin/tsc");
  const { stdout } = await run(process.execPath, [tsc, "-p", ...flags], { cwd: project("types") }).catch(
    (e) => e,
  );
  expect(stdout).toBe("");
});
