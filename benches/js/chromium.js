// One run in headless Chromium: `node chromium.js [--quick] [--only=<group>,…]` writes the figures as JSON to stdout.
// The page is isolated from other origins, because a browser's clock is fine enough only then.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { chromium } from "playwright-core";
import sirv from "sirv";
import { load } from "../../pkg/inline.js";
import { leanCode } from "../../www/build/lean-code.mjs";
import { EMPTY } from "./cold.js";
import { pricesDocument } from "./documents.js";
import { options } from "./options.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const HEADERS = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
  "cross-origin-resource-policy": "same-origin",
  "cache-control": "no-store",
};

async function bundle() {
  const entryPoints = [fileURLToPath(new URL("./page.js", import.meta.url))];
  const { outputFiles } = await build({
    entryPoints,
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
    external: ["/pkg/index.js"],
    logLevel: "warning",
  });
  return outputFiles[0].text;
}

/** The package as the page's build makes it around the lean module. */
function leanFile(path) {
  const file = readFileSync(new URL(`../../pkg/${path}`, import.meta.url));
  if (path.endsWith(".wasm")) return ["application/wasm", file];
  return ["text/javascript", leanCode(path, file.toString())];
}

/** The document of the starts as the lean module opens it. */
async function packed() {
  const shipped = readFileSync(new URL("../../www/catalogs/infr.json", import.meta.url), "utf8");
  const catalog = await load(pricesDocument(shipped, 35).bytes, { asOf: "2026-06-30" });
  return [...catalog.pack()];
}

async function serve() {
  const script = await bundle();
  const made = {
    "/": [
      "text/html",
      '<!doctype html><title>bench</title><link rel="icon" href="data:,"><script type="module" src="/bench.js"></script>',
    ],
    "/bench.js": ["text/javascript", script],
    "/empty.wasm": ["application/wasm", EMPTY],
  };
  const files = sirv(root, { dev: true, etag: false, setHeaders: (response) => setAll(response) });
  const setAll = (response) => {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
  };
  const server = createServer((request, response) => {
    setAll(response);
    const url = request.url ?? "";
    const own = made[url] ?? (url.startsWith("/lean/") && leanFile(url.slice("/lean/".length)));
    if (own) response.writeHead(200, { "content-type": own[0] }).end(own[1]);
    else files(request, response, () => response.writeHead(404).end());
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

const server = await serve();
const browser = await chromium.launch({
  executablePath: process.env.PERPIXEL_CHROMIUM ?? "/usr/bin/chromium",
  args: [
    ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--js-flags=--expose-gc",
  ],
});
try {
  const page = await browser.newPage();
  page.on("console", (message) => process.stderr.write(` ${message.text()}`));
  page.on("pageerror", (error) => process.stderr.write(`\n${error}\n`));
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  await page.waitForFunction("globalThis.bench !== undefined");
  const figures = await page.evaluate((given) => globalThis.bench(given), {
    ...options(process.argv),
    packed: await packed(),
  });
  process.stdout.write(JSON.stringify(figures));
} finally {
  await browser.close();
  server.closeAllConnections();
  server.close();
}
