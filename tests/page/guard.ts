// Watches every page that a test opens, in whatever browser: what a policy or Trusted Types refused, in the page, in its
// frames and in its workers, and every request to another origin than that of the page. A test during which there was any
// fails (`setup.ts`), whatever else it looks at. The test server counts what browsers report to it here, too.

import type { Browser, BrowserContext, Frame, Request } from "playwright-core";
import { GUARDED } from "../../www/build/headers.ts";

/** Where the policies of the test server have their violations reported, below the page's folder. */
export const REPORTS = "policy-report";
/** What the page's own listener writes in front of a violation. */
const MARK = "policy violation: ";
/** The words by which the browsers' consoles and errors tell one. */
const TELLS =
  /content[- ]security[- ]policy|trusted ?types?\b|Trusted(?:HTML|Script|ScriptURL)\b|require-trusted-types-for/i;

const seen: string[] = [];
let asked: RegExp[] = [];
let others: string[] = [];

/** All that there was since the last call, less what was asked for. */
export function takeFaults(): string[] {
  return seen.splice(0).filter((text) => !asked.some((pattern) => pattern.test(text)));
}

/** For the rest of a test's file: violations that its tests make on purpose. */
export function expectFaults(...patterns: RegExp[]): void {
  asked = [...asked, ...patterns];
}

/** For the rest of a test's file: an origin of which pages of another one may ask. Embedding is for that. */
export function allowOrigin(origin: string): void {
  others = [...others, origin];
}

/** A policy's report as the browser sends it, in its old form or its new one. */
export function reported(body: string): void {
  seen.push(`reported: ${body.slice(0, 600)}`);
}

/** The policy for what the test server serves, which the browser enforces on workers and reports on. */
export const reportingPolicy = (folder: string) =>
  `${GUARDED["Content-Security-Policy"]}; report-uri ${folder}${REPORTS}`;

/** Where a frame was last sent. Firefox tells what the new document asks for before it tells that the frame has it. */
const sent = new WeakMap<Frame, string>();

function documentOf(frame: Frame): string {
  const url = frame.url();
  return url === "about:blank" ? (sent.get(frame) ?? url) : url;
}

/** Whether the page, or its frame, asks for something that is not of its own origin. */
function foreign(request: Request): boolean {
  const { protocol, origin } = new URL(request.url());
  if (protocol === "data:" || protocol === "blob:") return false;
  if (request.isNavigationRequest()) {
    try {
      sent.set(request.frame(), request.url());
    } catch {
      // The frame is still to come, and what it asks for comes after it.
    }
    // Tests go to addresses of this machine and to files; a page leads nowhere else.
    const { hostname } = new URL(request.url());
    return protocol !== "file:" && hostname !== "127.0.0.1" && hostname !== "localhost";
  }
  if (others.includes(origin)) return false;
  try {
    return new URL(documentOf(request.frame())).origin !== origin || protocol === "file:";
  } catch {
    // A service worker has no frame, and its script is of the page's origin.
    return !request.serviceWorker()?.url().startsWith(`${origin}/`);
  }
}

function listen(mark: string): void {
  addEventListener("securitypolicyviolation", (event) => {
    const { effectiveDirective, blockedURI, sample, documentURI } = event;
    // biome-ignore lint/suspicious/noConsole: the way out of a page that its policy allows
    console.debug(`${mark}${effectiveDirective} refused ${blockedURI} ${sample} on ${documentURI}`);
  });
}

async function guard(context: BrowserContext): Promise<void> {
  const told = (text: string) => {
    if (text.startsWith(MARK) || TELLS.test(text)) seen.push(text);
  };
  context.on("console", (message) => told(message.text()));
  context.on("weberror", (error) => told(String(error.error())));
  context.on("request", (request) => {
    if (foreign(request)) seen.push(`request to ${request.url()}`);
  });
  context.on("page", (page) => {
    page.on("websocket", (socket) => seen.push(`socket to ${socket.url()}`));
  });
  await context.addInitScript(`(${listen.toString()})(${JSON.stringify(MARK)})`);
}

/** The same browser; every context that is opened in it from now on is watched. */
export function watch<B extends Browser>(browser: B): B {
  const open = browser.newContext.bind(browser);
  browser.newContext = async (options) => {
    const context = await open(options);
    await guard(context);
    return context;
  };
  return browser;
}
