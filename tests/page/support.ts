// A server for the built page under a sub-path, whose answers a test may replace, a browser, and the package's
// own answers to compare the page's figures with.

import { existsSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { availableParallelism, loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { type Catalog, type LoadOptions, load } from "perpixel/inline";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import sirv from "sirv";
import { REPORTS, reported, reportingPolicy, watch } from "./guard.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
/** Another build than the usual one may be named, to try one without touching what others serve. */
export const DIST = process.env.PERPIXEL_DIST ?? here("../../www/dist");
const BASE = "/some/sub/path/";

export interface Replacement {
  status?: number;
  type?: string;
  body?: string | Uint8Array;
  headers?: Record<string, string>;
  /** Never answers. */
  hangs?: boolean;
}

/** What to answer instead of the file, by the end of its path. */
export type Replacements = [RegExp, Replacement][];

export interface Site {
  url: string;
  replace(list: Replacements): void;
  close(): Promise<void>;
}

/** What every running server answered when the test began, so that a test that stops early spoils no other. */
const standing = new Map<Site, Replacements>();
const sites = new Map<Site, () => Replacements>();

export function rememberAnswers(): void {
  for (const [site, now] of sites) standing.set(site, now());
}

export function restoreAnswers(): void {
  for (const site of sites.keys()) site.replace(standing.get(site) ?? []);
}

export async function serve(): Promise<Site> {
  if (!existsSync(`${DIST}/index.html`)) throw new Error("www/dist is missing: build the page first");
  const files = sirv(DIST, {
    dev: true,
    etag: false,
    // Documents are held to the policy in their HTML, and what breaks it is reported as well; scripts bring the policy
    // that their workers are held to.
    setHeaders(response, path) {
      const suffix = path.endsWith(".js") ? "" : "-Report-Only";
      if (suffix === "" || /(?:\.html|\/)$/.test(path))
        response.setHeader(`Content-Security-Policy${suffix}`, reportingPolicy(BASE));
    },
  });
  let replacements: Replacements = [];
  const server: Server = createServer((request, response) => {
    const path = (request.url ?? "").split("?")[0] ?? "";
    if (!path.startsWith(BASE)) {
      response.writeHead(404).end();
      return;
    }
    if (path === BASE + REPORTS) {
      let body = "";
      request.setEncoding("utf8").on("data", (part: string) => {
        body += part;
      });
      request.on("end", () => {
        reported(body);
        response.writeHead(204).end();
      });
      return;
    }
    const replaced = replacements.find(([pattern]) => pattern.test(path))?.[1];
    if (replaced?.hangs) return;
    if (replaced) {
      const { status = 200, type = "application/json", body = "", headers } = replaced;
      if (path.endsWith(".js")) response.setHeader("Content-Security-Policy", reportingPolicy(BASE));
      response.writeHead(status, { "content-type": type, ...headers }).end(body);
      return;
    }
    request.url = path.slice(BASE.length - 1);
    files(request, response, () => {
      response.writeHead(404, { "content-type": "text/html" }).end("not here");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const site: Site = {
    url: `http://127.0.0.1:${port}${BASE}`,
    replace(list) {
      replacements = list;
    },
    close() {
      sites.delete(site);
      standing.delete(site);
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  sites.set(site, () => replacements);
  return site;
}

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const QUIET = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

export function launch(...further: string[]): Promise<Browser> {
  const executablePath = process.env.PERPIXEL_CHROMIUM ?? PLACES.find((place) => existsSync(place));
  if (!executablePath) throw new Error("no Chromium was found: set PERPIXEL_CHROMIUM to its path");
  // Root cannot use Chromium's sandbox.
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const args = [...QUIET, ...sandbox, "--disable-dev-shm-usage", ...further];
  return chromium.launch({ executablePath, args }).then(watch);
}

export interface Opened {
  page: Page;
  /** Console errors and warnings, uncaught errors, requests to other hosts. */
  complaints: string[];
  close(): Promise<void>;
}

export async function open(
  browser: Browser,
  site: Site,
  hash = "",
  options: BrowserContextOptions = {},
): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  // A page that is kept for later would answer from its copy where a test replaces what the server answers.
  if (options.serviceWorkers !== "allow") {
    await context.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, "serviceWorker"));
  }
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(`uncaught: ${error.message}`));
  page.on("request", (request) => {
    if (!request.url().startsWith(site.url)) complaints.push(`request to ${request.url()}`);
  });
  await page.goto(site.url + hash);
  return { page, complaints, close: () => context.close() };
}

/** So long with a processor to spare. Where more wants to run than there are processors, everything takes that much longer. */
export function paced(milliseconds: number): number {
  return milliseconds * Math.max(1, (loadavg()[0] ?? 0) / availableParallelism());
}

/** Waits until the engine has drawn the page. */
export async function live(page: Page): Promise<void> {
  await page.locator(".engine-line", { hasText: "Computed in your browser" }).waitFor();
}

/** Opens the page and waits for the engine. */
export async function openLive(...args: Parameters<typeof open>): Promise<Opened> {
  const opened = await open(...args);
  await live(opened.page);
  return opened;
}

/** Opens another view than the first, by its address after `#v1/`, and waits until its code is there. */
export async function openView(
  browser: Browser,
  site: Site,
  address: string,
  options: BrowserContextOptions = {},
): Promise<Opened> {
  const opened = await open(browser, site, `#v1/${address}`, options);
  await opened.page.locator("main .planning").first().waitFor();
  return opened;
}

/** Axe's findings on the whole page. The page's policy rightly keeps it out, so the test has to bypass that. */
export async function axe(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: createRequire(import.meta.url).resolve("axe-core/axe.min.js") });
  return page.evaluate(async () => {
    interface Axe {
      run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
    }
    const { violations } = await (globalThis as unknown as { axe: Axe }).axe.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  });
}

/** How much wider the page is than what it is shown in. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
}

const CATALOGS = here("../../www/catalogs/");
export const CATALOG_TEXT = readFileSync(`${CATALOGS}infr.json`, "utf8");

/** One catalog alone, so that known figures stay known whatever else is shipped. */
export const ONE_CATALOG: [RegExp, Replacement] = [/index\.json$/, { body: '{"catalogs":["infr.json"]}' }];

/** Today as the page reads it, in the time zone of this machine. */
export function today(): string {
  const now = new Date();
  const two = (part: number) => String(part).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** The package's own view of that one catalog. */
export function oneCatalog(): Promise<Catalog> {
  return load({ name: "infr.json", data: CATALOG_TEXT }, { asOf: today() });
}

/** All that is shipped, as the page fetches it. */
export function shippedFiles(): { name: string; bytes: Uint8Array }[] {
  const list = JSON.parse(readFileSync(`${CATALOGS}index.json`, "utf8")) as { catalogs: string[] };
  return list.catalogs.map((name) => ({ name, bytes: new Uint8Array(readFileSync(CATALOGS + name)) }));
}

/** The package's own view of all that is shipped, on a day or on the newest day in it. */
export async function shipped(options: LoadOptions = {}): Promise<Catalog> {
  const sources = shippedFiles().map(({ name, bytes }) => ({ name, data: bytes }));
  const dated = await load(sources, options);
  const newest = dated.info().newest;
  return options.asOf || !newest ? dated : load(sources, { ...options, asOf: newest });
}

/** The texts of one column of the table, by the column's class. */
export function column(page: Page, name: string): Promise<string[]> {
  return page.locator(`.prices > tbody > tr:not(.detail-row) > .col-${name}`).allInnerTexts();
}

export function modelNames(page: Page): Promise<string[]> {
  return page.locator(".prices .model-name").allInnerTexts();
}

/** The table's row of a model, by its name. */
export function rowOf(page: Page, name: string) {
  return page.locator(".prices > tbody", { has: page.getByRole("button", { name, exact: true }) });
}
