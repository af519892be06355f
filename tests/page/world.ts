// A server that fails: under one address that stays the same, it answers from one folder or another, and each file
// whole, with an error, cut off, or never to its end. It can be stopped and come back. And what a page of a folder
// must show, as the package computes it.

import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { load } from "perpixel/inline";
import { figure, usd } from "../../www/src/format.ts";
import { DIST, today } from "./support.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const BASE = "/some/sub/path/";

/** `silent`: no answer; `stalled`: half an answer and then nothing; `cut`: half of it and the connection is closed. */
export type Fault = "404" | "500" | "a page" | "other bytes" | "silent" | "stalled" | "cut";
export const FAULTS: readonly Fault[] = ["404", "500", "a page", "other bytes", "silent", "stalled", "cut"];

export interface World {
  url: string;
  folder: string;
  /** What fails, and how. */
  faults: [RegExp, Fault][];
  /** What fails for the service worker's install alone. */
  installFaults: [RegExp, Fault][];
  /** Paths in the order in which they were asked for. */
  asked: string[];
  stop(): Promise<void>;
  /** Listens again, at the same address. */
  resume(): Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = {
  html: "text/html",
  js: "text/javascript",
  css: "text/css",
  json: "application/json",
  wasm: "application/wasm",
  svg: "image/svg+xml",
  png: "image/png",
  webmanifest: "application/manifest+json",
};

function fail(fault: Fault, bytes: Buffer, type: string, response: ServerResponse): void {
  const page = Buffer.from("<!doctype html><title>Log in</title><p>$0.01");
  switch (fault) {
    case "404":
    case "500":
      response.writeHead(Number(fault), { "content-type": "text/html" }).end(page);
      break;
    case "a page":
      response.writeHead(200, { "content-type": "text/html" }).end(page);
      break;
    case "other bytes":
      response.writeHead(200, { "content-type": type }).end(bytes.subarray(0, bytes.length - 1));
      break;
    case "silent":
      break;
    default:
      response.writeHead(200, { "content-type": type, "content-length": bytes.length });
      response.write(bytes.subarray(0, bytes.length >> 1), () => fault === "cut" && response.destroy());
  }
}

export async function world(folder = DIST): Promise<World> {
  let port = 0;
  let server: Server;
  const made: World = {
    url: "",
    folder,
    faults: [],
    installFaults: [],
    asked: [],
    stop() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
    resume: listen,
  };
  async function listen(): Promise<void> {
    server = createServer((request, response) => {
      const address = (request.url ?? "").split("?")[0] ?? "";
      const path = address.startsWith(BASE) ? address.slice(BASE.length) : "../";
      made.asked.push(path);
      const file = join(made.folder, path || "index.html");
      if (path.includes("..") || !existsSync(file)) {
        response.writeHead(404, { "content-type": "text/html" }).end("not here");
        return;
      }
      const type = TYPES[file.split(".").at(-1) ?? ""] ?? "application/octet-stream";
      const faults = request.headers.referer?.endsWith("/sw.js")
        ? [...made.installFaults, ...made.faults]
        : made.faults;
      const fault = faults.find(([pattern]) => pattern.test(path))?.[1];
      const bytes = readFileSync(file);
      if (fault) fail(fault, bytes, type, response);
      else response.writeHead(200, { "content-type": type }).end(bytes);
    });
    await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
    port = (server.address() as AddressInfo).port;
    made.url = `http://127.0.0.1:${port}${BASE}`;
  }
  await listen();
  return made;
}

/** What the page of a folder shows at first: the names of the table, and the default answer's total. */
export interface Shown {
  names: string[];
  total: string;
}

/** `built`: as the HTML has it, of the newest day in the catalogs. */
export async function shownBy(folder: string, built = false): Promise<Shown> {
  const list = JSON.parse(readFileSync(join(folder, "catalogs/index.json"), "utf8")) as {
    catalogs: string[];
  };
  const files = list.catalogs.map((name) => ({ name, data: readFileSync(join(folder, "catalogs", name)) }));
  const dated = await load(files, { asOf: today() });
  const { newest } = dated.info();
  const api = built && newest ? await load(files, { asOf: newest }) : dated;
  const { rows } = api.compare({}, { sort: "price", modes: ["t2i", "edit"] });
  const side = api.quote({ model: rows[0]?.model.id ?? "", count: 10_000 }).cheapest;
  return {
    names: rows.map(({ model }) => model.name),
    total: side ? figure({ status: side.status, price: side.total }, usd) : "unknown",
  };
}

/** A figure for who runs the long form. */
export function tally(text: string): void {
  process.stdout.write(`tally: ${text}\n`);
}

/**
 * Another build of the page, as a later day would make it: its scripts have other names, its cheapest price is another
 * one, and it says that it is the other one.
 */
export async function otherBuild(): Promise<{ dist: string; remove(): void }> {
  const home = mkdtempSync(join(tmpdir(), "perpixel-build-"));
  for (const shared of ["node_modules", "pkg", "docs", "tsconfig.json", "package.json"])
    symlinkSync(here(`../../${shared}`), join(home, shared));
  const root = join(home, "www");
  cpSync(here("../../www"), root, { recursive: true, filter: (path) => !/\/www\/dist/.test(path) });
  const change = (path: string, from: RegExp, to: string) => {
    const text = readFileSync(join(root, path), "utf8");
    const changed = text.replace(from, to);
    if (changed === text) throw new Error(`${path} has nothing to change`);
    writeFileSync(join(root, path), changed);
  };
  change("src/main.tsx", /$/, '\ndocument.documentElement.dataset.build = "other";\n');
  change("src/language.ts", /$/, '\nexport const OTHER = "other";\n');
  const price = /("price_pi": )0\.\d+/g;
  change("catalogs/infr.json", price, "$10.0777");
  // A process of its own: what a test runner sets would make a build for development.
  const vite = here("../../node_modules/vite/bin/vite.js");
  await promisify(execFile)(process.execPath, [vite, "build", root, "--logLevel", "error"], {
    env: { ...process.env, NODE_ENV: "production" },
  });
  return { dist: join(root, "dist"), remove: () => rmSync(home, { recursive: true, force: true }) };
}
