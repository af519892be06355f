// What the tests of `perpixel refresh` need: a server whose answers they choose, folders of sources, and the
// tool run as a process.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

export type Answer = (response: ServerResponse, request: IncomingMessage) => void;
export type Ran = { code: number | null; signal: NodeJS.Signals | null; stdout: string; stderr: string };

/** A server that answers each path as `answers` says at that time. */
export async function serve(answers: Map<string, Answer>) {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    const answer = answers.get(request.url ?? "");
    if (answer) answer(response, request);
    else response.writeHead(404).end("nothing here");
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const close = () =>
    new Promise<void>((closed) => {
      server.close(() => closed());
      server.closeAllConnections();
    });
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests, close };
}

/** An answer of this text or object. */
export const says =
  (body: string | object, status = 200, headers: Record<string, string> = {}): Answer =>
  (response) =>
    void response.writeHead(status, headers).end(typeof body === "string" ? body : JSON.stringify(body));

export const offer = (provider: string, usd: string, more = {}) => ({
  provider,
  charges: [{ unit: "image", usd }],
  ...more,
});

/** A rate card of models with their offers. */
export const card = (models: Record<string, object[]>, more: object = {}) => ({
  format: "perpixel/rate-card@1",
  name: "card",
  date: "2026-05-01",
  about: "figures of a test",
  models: Object.entries(models).map(([id, offers]) => ({ id, name: id, modes: ["t2i"], offers })),
  ...more,
});

/** Runs the tool; the child is handed out so that it can be killed. */
export function start(bin: string, cwd: string, args: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [bin, ...args], { cwd, env: { ...process.env, ...env } });
  const out = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (text: string) => {
      out[name] += text;
    });
  }
  const ran = new Promise<Ran>((done, failed) => {
    child.on("error", failed);
    child.on("close", (code, signal) => done({ code, signal, ...out }));
  });
  return { child, ran };
}

/** Every file below a folder, by path, with its bytes. */
export async function filesOf(folder: string): Promise<Map<string, Buffer>> {
  const found = new Map<string, Buffer>();
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    found.set(path.slice(folder.length + 1), await readFile(path));
  }
  return found;
}

export const digest = (bytes: Buffer | string) => createHash("sha256").update(bytes).digest("hex");

/** A folder with a `sources.json`. */
export async function project(under: string, settings: object): Promise<string> {
  const folder = await mkdtemp(join(under, "refresh-"));
  await writeFile(join(folder, "sources.json"), JSON.stringify({ folder: "catalogs", ...settings }));
  return folder;
}
