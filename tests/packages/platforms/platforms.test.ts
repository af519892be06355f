// Each platform runs its consumer project for real; all must print the same figures as the engine elsewhere.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, inject, onTestFinished, test } from "vitest";
import { figures, serve, visit } from "../support.ts";
import { imports, judgeCost, weigh } from "../weight.ts";

const run = promisify(execFile);
const platforms = inject("platforms");
const require = createRequire(join(platforms, "package.json"));
const project = (name: string) => join(inject("installed"), name);
const program = (name: string) => join(platforms, "node_modules/.bin", name);

/** What webpack and Rspack share of their interfaces, as far as it is used here. */
type Bundler = (
  options: object,
  done: (error: Error | null, stats?: { hasErrors(): boolean; toString(): string }) => void,
) => void;

const bundlers: [string, () => Bundler | Promise<Bundler>][] = [
  ["webpack", () => require("webpack")],
  ["Rspack", async () => (await import(require.resolve("@rspack/core"))).rspack],
];

/** Bundles a script for production without a line of configuration. */
async function bundled(bundler: Bundler, root: string, entry: string, folder: string): Promise<string> {
  const path = join(root, folder);
  await new Promise<void>((done, fail) => {
    bundler({ mode: "production", context: root, entry: `./${entry}`, output: { path } }, (error, stats) => {
      if (error || !stats || stats.hasErrors()) fail(error ?? new Error(String(stats)));
      else done();
    });
  });
  return path;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}

/** Asks until a server that was just started answers. */
async function answer(url: string, server: ChildProcess): Promise<string> {
  for (let tries = 0; tries < 300; tries += 1) {
    if (server.exitCode !== null) throw new Error(`the server ended with ${server.exitCode}`);
    const response = await fetch(url).catch(() => null);
    if (response?.ok) return response.text();
    if (response) throw new Error(`${response.status}: ${await response.text()}`);
    await new Promise((later) => setTimeout(later, 100));
  }
  throw new Error(`${url} does not answer`);
}

/** Starts a server, and ends it with all that it started: some programs are wrappers, which end alone. */
function started(command: string, args: string[], cwd: string): ChildProcess {
  const server = spawn(command, args, { cwd, stdio: ["ignore", "inherit", "inherit"], detached: true });
  onTestFinished(async () => {
    if (server.exitCode !== null || server.pid === undefined) return;
    const ended = once(server, "exit");
    process.kill(-server.pid);
    await ended;
  });
  return server;
}

test.each(bundlers)("%s bundles it with one .wasm and nothing to configure", async (name, bundler) => {
  const folder = await bundled(await bundler(), project(name.toLowerCase()), "main.js", "dist");
  expect((await readdir(folder)).filter((file) => file.endsWith(".wasm"))).toHaveLength(1);
  const page =
    '<!doctype html><link rel="icon" href="data:,"><output></output><script src="main.js"></script>';
  await writeFile(join(folder, "index.html"), page);
  const { origin, close } = await serve(folder);
  onTestFinished(close);
  const { output, console } = await visit(`${origin}/`);
  expect(output).toEqual(figures);
  expect(console).toEqual([]);
});

test.each(bundlers)("%s takes only what is used", async (name, bundler) => {
  const root = project(name.toLowerCase());
  for (const [what, code] of Object.entries(imports)) {
    await writeFile(join(root, `${what}.js`), code);
    judgeCost(name, what, await weigh(await bundled(await bundler(), root, `${what}.js`, `dist-${what}`)));
  }
});

test.each([
  ["Turbopack", []],
  ["webpack", ["--webpack"]],
])("Next runs it on the server and in the browser, built by %s", async (_, flags) => {
  const root = project("next");
  const next = join(platforms, "node_modules/next/dist/bin/next");
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" } as const;
  await run(process.execPath, [next, "build", ...flags], { cwd: root, env });
  const client = await readdir(join(root, ".next/static"), { recursive: true });
  expect(client.filter((file) => file.endsWith(".wasm"))).toHaveLength(1);
  const port = await freePort();
  const server = started(process.execPath, [next, "start", "--port", String(port)], root);
  const url = `http://127.0.0.1:${port}/`;
  const html = await answer(url, server);
  const [, rendered = ""] = /<pre>(.*?)<\/pre>/.exec(html) ?? [];
  expect(JSON.parse(rendered.replaceAll("&quot;", '"'))).toEqual(figures);
  expect((await visit(url)).output).toEqual(figures);
});

test("Deno runs it without a permission", async () => {
  const args = ["run", "--no-prompt", "--no-remote", "main.js"];
  const { stdout } = await run(program("deno"), args, { cwd: project("deno") });
  expect(JSON.parse(stdout)).toEqual(figures);
});

test("Bun runs it", async () => {
  const { stdout } = await run(program("bun"), ["main.js"], { cwd: project("bun") });
  expect(JSON.parse(stdout)).toEqual(figures);
});

test.each([
  ["Deno", "deno", ["run", "--no-prompt", "memory.js"]],
  ["Bun", "bun", ["memory.js"]],
])("%s keeps its size when nobody frees a catalog", async (platform, name, args) => {
  const { stdout } = await run(program(name), args, { cwd: project(name) });
  const { times, megabytes } = JSON.parse(stdout);
  process.stdout.write(
    `${times} catalogs dropped in ${platform}: the module has ${megabytes.toFixed(0)} MB\n`,
  );
  expect(megabytes).toBeLessThan(96);
});

test("workerd runs it, with the module as a module", async () => {
  const root = project("workerd");
  const { build } = require("esbuild") as typeof import("esbuild");
  // As Cloudflare's own tool bundles: the module is no text, its import stays, and the file is handed over.
  await build({
    absWorkingDir: root,
    entryPoints: ["main.js"],
    outdir: "dist",
    bundle: true,
    format: "esm",
    conditions: ["workerd", "worker", "browser"],
    loader: { ".wasm": "copy" },
  });
  const [wasm, ...others] = (await readdir(join(root, "dist"))).filter((file) => file.endsWith(".wasm"));
  expect(others).toEqual([]);
  await writeFile(
    join(root, "config.capnp"),
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = (
    compatibilityDate = "2026-01-01",
    modules = [
      (name = "main.js", esModule = embed "dist/main.js"),
      (name = "${wasm}", wasm = embed "dist/${wasm}"),
    ],
  ))],
  sockets = [(name = "http", http = (), service = "main")],
);
`,
  );
  const port = await freePort();
  const server = started(
    program("workerd"),
    ["serve", "config.capnp", `--socket-addr=http=127.0.0.1:${port}`],
    root,
  );
  expect(JSON.parse(await answer(`http://127.0.0.1:${port}/`, server))).toEqual(figures);
});
