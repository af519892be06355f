// Keeps the page for when there is no network. The build hands it the list of the page's files with their hashes;
// an install fetches them all into a cache of its own and counts only when every one of them is right, so a version
// is whole or not there. It takes over when the reader says so, and removes caches of its own kind only.

// The page's type library has no worker scope; this is the part of it that is used here.
interface Extendable extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface FetchAsked extends Extendable {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Scope {
  readonly registration: { readonly scope: string };
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: "install" | "activate", listener: (event: Extendable) => void): void;
  addEventListener(type: "fetch", listener: (event: FetchAsked) => void): void;
  addEventListener(type: "message", listener: (event: MessageEvent<unknown>) => void): void;
}
/** Written in by the build: each file by its path under the page's folder, with its hash where it never changes. */
declare const __FILES__: readonly [path: string, integrity: string][];
declare const __VERSION__: string;

const scope = self as unknown as Scope;
const BASE = new URL(scope.registration.scope);
/** Other copies of this page on the same host have caches too: the path tells them apart. */
const OURS = `perpixel:${BASE.pathname}:`;
const CACHE = OURS + __VERSION__;
const FILES = __FILES__;
const PATHS = new Set(FILES.map(([path]) => path));
const FOLDER = "catalogs/";
const LIST = `${FOLDER}index.json`;
/** How long the network may take to answer while there is a copy. */
const PATIENCE_MS = 3000;

const address = (path: string) => new URL(path, BASE).href;

/** Whether it is the file that was asked for, and not what a host or a network answers in its place, or half of it. */
function isSound(path: string, { ok, headers }: Response, bytes: ArrayBuffer): boolean {
  if (!ok || (path !== "" && /html/.test(headers.get("content-type") ?? ""))) return false;
  if (!path.endsWith(".json")) return true;
  try {
    JSON.parse(new TextDecoder().decode(bytes));
    return true;
  } catch {
    return false;
  }
}

async function fetchWhole(path: string, integrity: string): Promise<[string, Response]> {
  // A name with a hash in it may come from the browser's own cache; any other is asked for anew.
  const cache = path.startsWith("assets/") ? "default" : "no-cache";
  const init: RequestInit = { cache, credentials: "same-origin" };
  const response = await fetch(address(path), integrity ? { ...init, integrity } : init);
  const { status, statusText, headers } = response;
  // The bytes are waited for here, so that a broken connection is noticed before anything is kept. The copy is
  // no redirected answer, which a browser would refuse to show as a page.
  const bytes = await response.arrayBuffer();
  if (!isSound(path, response, bytes)) throw new Error(`${path}: the server answers ${status}`);
  return [address(path), new Response(bytes, { status, statusText, headers })];
}

async function install(): Promise<void> {
  try {
    const files = await Promise.all(FILES.map(([path, integrity]) => fetchWhole(path, integrity)));
    const cache = await caches.open(CACHE);
    await Promise.all(files.map(([url, response]) => cache.put(url, response)));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

async function activate(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await scope.clients.claim();
}

/** A file of this version. It is fetched only where the browser has thrown the copy away. */
async function kept(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  return (await cache.match(address(path))) ?? fetch(request);
}

/** What is published with the page and may be replaced without it. */
const isData = (path: string) => path.endsWith(".json") || path.startsWith(FOLDER);

/** Other catalogs are listed: fetches all that is kept of them anew, so that without a network they fit each other. */
async function follow(): Promise<void> {
  const paths = [...PATHS].filter((path) => path.startsWith(FOLDER));
  const files = await Promise.all(paths.map((path) => fetchWhole(path, "")));
  const cache = await caches.open(CACHE);
  await Promise.all(files.map(([url, response]) => cache.put(url, response)));
}

async function fetchData(path: string, request: Request, event: FetchAsked): Promise<Response> {
  const answer = await fetch(request, { cache: "no-cache" });
  const cache = await caches.open(CACHE);
  const found = await cache.match(address(path));
  if (answer.status >= 500 && found) return found;
  // An answer counts once it is here: one that breaks off, or stops coming, is none.
  const bytes = await answer.arrayBuffer();
  const { status, statusText, headers } = answer;
  const whole = () => new Response(bytes, { status, statusText, headers });
  if (!isSound(path, answer, bytes)) return whole();
  event.waitUntil(cache.put(address(path), whole()));
  if (path === LIST && found && (await found.text()) !== new TextDecoder().decode(bytes))
    event.waitUntil(follow().catch(() => undefined));
  return whole();
}

/** Data: the newest there is, and the last copy without a network. */
async function newest(path: string, request: Request, event: FetchAsked): Promise<Response> {
  const copy = async () => (await caches.open(CACHE)).match(address(path));
  const network = fetchData(path, request, event);
  const late = new Promise<Response>((resolve) => {
    setTimeout(async () => {
      const found = await copy();
      if (found) resolve(found);
    }, PATIENCE_MS);
  });
  try {
    return await Promise.race([network, late]);
  } catch (error) {
    const found = await copy();
    if (found) return found;
    throw error;
  }
}

scope.addEventListener("install", (event) => event.waitUntil(install()));
scope.addEventListener("activate", (event) => event.waitUntil(activate()));
scope.addEventListener("message", (event) => {
  if (event.data === "take-over") void scope.skipWaiting();
});
scope.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== BASE.origin || !url.pathname.startsWith(BASE.pathname))
    return;
  const path = url.pathname.slice(BASE.pathname.length);
  if (request.mode === "navigate") {
    // The page alone: other documents beside it are not kept.
    if (path === "" || path === "index.html") event.respondWith(kept("", request));
  } else if (isData(path)) {
    event.respondWith(newest(path, request, event));
  } else if (PATHS.has(path)) {
    event.respondWith(kept(path, request));
  }
});
