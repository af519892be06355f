// The watch over the pages itself: it sees what each policy refuses, in a page and in its worker, and a request to another
// origin, in Chromium and in Firefox. Without this, no violation over a whole run would mean nothing.

import { readdirSync, readFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { POLICY } from "../../www/build/policy.ts";
import { launchFirefox } from "./firefox.ts";
import { takeFaults } from "./guard.ts";
import { DIST, launch, type Opened, openLive, type Site, serve } from "./support.ts";

let site: Site;
beforeAll(async () => {
  site = await serve();
});
afterAll(() => site?.close());

describe.each([
  ["Chromium", launch],
  ["Firefox", launchFirefox],
] as const)("in %s", (_name, start) => {
  let browser: Browser;
  let opened: Opened;
  beforeAll(async () => {
    browser = await start();
  });
  afterAll(() => browser?.close());
  afterEach(() => opened.close());

  /** What was seen so far; it is kept until it holds all that is waited for. */
  async function sees(...patterns: RegExp[]): Promise<void> {
    const faults: string[] = [];
    const missing = () => {
      faults.push(...takeFaults());
      return patterns.filter((pattern) => !faults.some((text) => pattern.test(text))).map(String);
    };
    await expect.poll(missing, { timeout: 10_000, message: "not seen" }).toEqual([]);
    // What the browser says of it late is not to fail the next test.
    await new Promise((quiet) => setTimeout(quiet, 300));
    takeFaults();
  }

  test("text that would become elements, a style, a foreign picture and script", async () => {
    opened = await openLive(browser, site);
    await opened.page.evaluate(() => {
      const made = (name: string, set: (it: HTMLElement) => void) => {
        const element = document.createElement(name);
        set(element);
        document.body.append(element);
      };
      try {
        document.body.innerHTML = "<p>from text</p>";
      } catch {}
      made("style", (it) => {
        it.textContent = "body { display: none }";
      });
      made("img", (it) => it.setAttribute("src", "http://other.invalid/a.png"));
      made("div", (it) => it.setAttribute("style", "color: red"));
      made("iframe", (it) => it.setAttribute("src", "http://other.invalid/"));
      void fetch("http://other.invalid/b").catch(() => {});
    });
    await sees(
      /^policy violation: require-trusted-types-for/,
      /^policy violation: style-src-elem/,
      /^policy violation: style-src-attr/,
      /^policy violation: img-src refused http:\/\/other\.invalid/,
      /^policy violation: (?:frame|default)-src/,
      /^policy violation: connect-src/,
      /^reported: .*require-trusted-types-for/,
      /^reported: .*img-src/,
    );
  });

  test("none of it in any document of the build", async () => {
    opened = await openLive(browser, site);
    for (const path of ["embed.html", "docs/api.html"]) {
      await opened.page.goto(site.url + path, { waitUntil: "load" });
      expect(await opened.page.locator("h1").count(), path).toBe(1);
      const policies = opened.page.locator("meta[http-equiv=Content-Security-Policy]");
      expect(await policies.getAttribute("content"), path).toBe(POLICY);
    }
    await opened.page.locator("body").click();
    expect(opened.complaints).toEqual([]);
  });

  test("what a worker is refused", async () => {
    const name = readdirSync(`${DIST}/assets`).find((file) => /^worker-.*\.js$/.test(file)) ?? "";
    const own = readFileSync(`${DIST}/assets/${name}`, "utf8");
    const body = `fetch("http://other.invalid/c").catch(() => {});${own}`;
    site.replace([[/assets\/worker-[^/]*\.js$/, { type: "text/javascript", body }]]);
    opened = await openLive(browser, site);
    await sees(/^reported: .*connect-src/);
  });

  test("a request that no policy refuses, to another origin", async () => {
    const other = await serve();
    opened = await openLive(browser, site);
    const bare = await opened.page.context().newPage();
    await bare.goto(`${site.url}llms.txt`);
    await bare.evaluate((url) => fetch(url, { mode: "no-cors" }).catch(() => {}), `${other.url}llms.txt`);
    await other.close();
    await sees(/^request to .*llms\.txt$/);
  });
});
