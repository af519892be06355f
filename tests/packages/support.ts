// What several package tests need: a static server, a browser, and the figures that every consumer must
// print.
import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { chromium } from "playwright-core";
import sirv from "sirv";

/** Facts of www/catalogs/infr.json that every consumer prints. */
export const figures = { models: 35, offers: 98, cheapest: "0.05", routed: "vercel", billed: "0.051" };

/** What a module is held to, in the form that `fetch` takes. */
export const hashOf = (module: Uint8Array) =>
  `sha256-${createHash("sha256").update(module).digest("base64")}`;

/** Puts a module into a copy of the package's folder: as a file, as text, and with the hash that is stated of it. */
export async function encoded(module: Buffer, folder: string, hash = hashOf(module)): Promise<void> {
  const put = (name: string, content: string | Buffer) => writeFile(join(folder, "wasm", name), content);
  await put("perpixel_bg.wasm", module);
  await put("perpixel_bg.base64.js", `export default "${module.toString("base64")}";\n`);
  await put("perpixel_bg.integrity.js", `export default "${hash}";\n`);
}

type Served = { origin: string; requests: string[]; close: () => Promise<void> };

/**
 * Serves a folder. `mime` replaces the type of .wasm files, as careless servers do; what ends with `without`
 * is a 404.
 */
export async function serve(
  folder: string,
  options: { mime?: string; without?: string; headers?: Record<string, string> } = {},
): Promise<Served> {
  const requests: string[] = [];
  const files = sirv(folder, {
    dev: true,
    setHeaders: (response, path) => {
      for (const [name, value] of Object.entries(options.headers ?? {})) response.setHeader(name, value);
      if (options.mime && path.endsWith(".wasm")) response.setHeader("content-type", options.mime);
    },
  });
  const server = createServer((request, response) => {
    requests.push(request.url ?? "");
    const missing = () => void response.writeHead(404).end();
    if (options.without && request.url?.endsWith(options.without)) missing();
    else files(request, response, missing);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((closed) => {
      server.close(() => closed());
      server.closeAllConnections();
    });
  return { origin: `http://127.0.0.1:${port}`, requests, close };
}

/** Opens a page that writes JSON into its `<output>`, and returns that, with what the console said. */
export async function visit(
  url: string,
  timeout = 20_000,
  args: string[] = [],
): Promise<{ output: unknown; console: string[] }> {
  const browser = await chromium.launch({
    executablePath: process.env.PERPIXEL_CHROMIUM ?? "/usr/bin/chromium",
    chromiumSandbox: process.getuid?.() !== 0,
    args,
  });
  try {
    const page = await browser.newPage();
    const lines: string[] = [];
    page.on("console", (message) => lines.push(message.text()));
    page.on("pageerror", (error) => lines.push(String(error)));
    await page.goto(url);
    const output = page.locator("output");
    await output
      .and(page.locator(":not(:empty)"))
      .waitFor({ timeout, state: "attached" })
      .catch(() => {
        throw new Error(`${url} printed nothing; its console: ${lines.join(" | ")}`);
      });
    return { output: JSON.parse((await output.textContent()) ?? ""), console: lines };
  } finally {
    await browser.close();
  }
}
