// The page in WebKitGTK: the first screen with the package's own figures, a plan, a catalog of one's own, the one-file
// page, and the policy in force with nothing that it refused and no request to another host. Where there is no WebKitGTK
// these tests are left out, and say so.

import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Catalog, Query } from "perpixel/inline";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { POLICY } from "../../www/build/policy.ts";
import { figure, usd } from "../../www/src/format.ts";
import { REPORTS, takeFaults } from "./guard.ts";
import { DIST, type Site, serve, shipped, today } from "./support.ts";
import { findWebKit, launchWebKit, type WebKit } from "./webkit.ts";

const places = findWebKit();
if ("missing" in places) {
  process.stdout.write(`left out: the page in WebKitGTK, because there is no ${places.missing} here\n`);
}

const IMAGES: Query = { sort: "price", modes: ["t2i", "edit"] };
const CARD = JSON.stringify({
  format: "perpixel/rate-card@1",
  date: "2026-06-01",
  models: [
    {
      id: "house-model",
      name: "House <img src=http://other.invalid/x onerror=alert(1)>",
      modes: ["t2i"],
      offers: [{ provider: "our-shop", charges: [{ unit: "image", label: "Image", usd: "0.0017" }] }],
    },
  ],
});

describe.skipIf("missing" in places)("in WebKitGTK", () => {
  let site: Site;
  let api: Catalog;
  let browser: WebKit;

  beforeAll(async () => {
    if ("missing" in places) return;
    [site, api, browser] = await Promise.all([serve(), shipped({ asOf: today() }), launchWebKit(places)]);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  /** Goes to an address as a new visit, and hears of what goes wrong from then on. */
  async function visit(hash = ""): Promise<void> {
    await browser.go("about:blank");
    await browser.go(site.url + hash);
    await listen();
  }
  const listen = () =>
    browser.run(() => {
      const heard: string[] = [];
      Object.assign(globalThis, { heard });
      addEventListener("securitypolicyviolation", (event) =>
        heard.push(`policy: ${event.effectiveDirective}`),
      );
      addEventListener("error", (event) => heard.push(`error: ${event.message}`));
      addEventListener("unhandledrejection", (event) => heard.push(`rejected: ${event.reason}`));
      globalThis.alert = (text) => void heard.push(`alert: ${text}`);
    });
  const heard = () => browser.run(() => (globalThis as unknown as { heard: string[] }).heard);
  const live = () =>
    browser.until("the engine", async () =>
      (await browser.texts(".engine-line"))[0]?.includes("Computed in your browser"),
    );
  const says = (css: string, text: string) =>
    browser.until(`${css} saying ${text}`, async () => (await browser.texts(css))[0]?.includes(text));
  async function quiet(): Promise<void> {
    expect(await heard()).toEqual([]);
    expect(browser.foreign).toEqual([]);
    const asked = await browser.run(() => performance.getEntriesByType("resource").map(({ name }) => name));
    expect(asked.filter((url) => !/^(?:data|blob):/.test(url) && !url.startsWith(site.url))).toEqual([]);
  }

  test("the first screen has the package's own figures", async () => {
    await visit();
    await live();
    const { rows } = api.compare({}, IMAGES);
    expect(rows.length).toBeGreaterThan(30);
    expect(await browser.texts(".prices .model-name")).toEqual(rows.map(({ model }) => model.name));
    const cheapest = await browser.texts(".prices > tbody > tr:not(.detail-row) > .col-cheapest");
    rows.forEach((row, at) => {
      const offer = row.cheapest === null ? undefined : row.offers[row.cheapest];
      if (offer) expect(cheapest[at]?.split("\n")[0]).toBe(figure(offer));
      else expect(cheapest[at]).toMatch(/^(unknown|rate only|not offered)$/);
    });
    const [first] = rows;
    const quote = api.quote({ model: first?.model.id ?? "", count: 10_000 });
    expect((await browser.texts(".sentence"))[0]).toContain(usd(quote.cheapest?.total));
    await quiet();
  });

  test("a plan is computed by the whole module", async () => {
    await visit("#v1/estimate");
    const lines = [
      { share: "0.8", query: { minElo: 1200 } },
      { share: "0.2", query: { minElo: 1350 } },
    ];
    const { total } = api.estimate({ count: 10_000, lines });
    await says("main .planning .sentence", `10,000 outputs cost ${usd(total)} a month`);
    await visit("#v1/route");
    await says("main .planning .sentence", usd(api.route({ job: {} }).billed));
    await quiet();
  });

  test("a catalog that is pasted joins the table, and its name is text", async () => {
    await visit("#v1/catalogs");
    await browser.click("#sources summary");
    // Typed into the field at once: key by key a browser without a keyboard takes seconds for it.
    await browser.until("the field", () =>
      browser.run(() => document.querySelector("#sources textarea") !== null),
    );
    await browser.run((text) => {
      const field = document.querySelector<HTMLTextAreaElement>("#sources textarea");
      if (!field) return;
      field.value = text;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }, CARD);
    await browser.click("#sources form button[type=submit]");
    await says("#sources [role=status]", "pasted catalog is loaded");
    await browser.run(() => {
      location.hash = "#v1?text=house";
    });
    await browser.until("its row", async () => (await browser.texts(".prices .model-name")).length === 1);
    expect(await browser.texts(".prices .model-name")).toEqual([
      "House <img src=http://other.invalid/x onerror=alert(1)>",
    ]);
    expect(await browser.run(() => document.querySelectorAll("#app :is(img, script, iframe)").length)).toBe(
      0,
    );
    await quiet();
  });

  test("the one-file page opens from a disk", async () => {
    const folder = mkdtempSync(join(tmpdir(), "perpixel webkit "));
    try {
      copyFileSync(`${DIST}/perpixel.html`, join(folder, "a copy.html"));
      await browser.go(pathToFileURL(join(folder, "a copy.html")).href);
      await listen();
      await live();
      const { rows } = api.compare({}, IMAGES);
      expect(await browser.texts(".prices .model-name")).toEqual(rows.map(({ model }) => model.name));
      expect(await heard()).toEqual([]);
      expect(browser.foreign).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("its worker is held to the policy too", async () => {
    const name = readdirSync(`${DIST}/assets`).find((file) => /^worker-.*\.js$/.test(file)) ?? "";
    const own = readFileSync(`${DIST}/assets/${name}`, "utf8");
    // WebKitGTK reports nothing of what a worker is refused, so the worker itself has to say it.
    const say = `(word) => fetch("../${REPORTS}", { method: "POST", body: word })`;
    const body = `const say = ${say};
      fetch("http://other.invalid/c").then(() => say("answered"), () => say("refused"));${own}`;
    // An origin of its own: the browser has kept the sound script of the other one.
    const fresh = await serve();
    try {
      fresh.replace([[/assets\/worker-[^/]*\.js$/, { type: "text/javascript", body }]]);
      await browser.go(fresh.url);
      await live();
      await browser.until("what it was told", async () => takeFaults().includes("reported: refused"));
      expect(browser.foreign).toEqual([]);
    } finally {
      await fresh.close();
    }
  });

  test("the policy of the build is in force, and what it forbids is seen here", async () => {
    await visit();
    await live();
    const meta = "meta[http-equiv=Content-Security-Policy]";
    expect(await browser.run((css) => document.querySelector<HTMLMetaElement>(css)?.content, meta)).toBe(
      POLICY,
    );
    expect(takeFaults()).toEqual([]);
    const refused = await browser.run(() => {
      const tried: string[] = [];
      const attempt = (name: string, work: () => void) => {
        try {
          work();
          tried.push(`${name} passed`);
        } catch (error) {
          tried.push(`${name}: ${(error as Error).name}`);
        }
      };
      attempt("markup", () => document.body.insertAdjacentHTML("beforeend", "<p>from text</p>"));
      attempt("code", () => Reflect.construct(Function, ["return 1"])());
      attempt("worker", () => new Worker("other.js"));
      return tried;
    });
    expect(refused).toEqual(["markup: TypeError", "code: EvalError", "worker: TypeError"]);
    await browser.run(() =>
      fetch("http://other.invalid/")
        .catch(() => undefined)
        .then(() => null),
    );
    await browser.until("the event", async () => (await heard()).includes("policy: connect-src"));
    const reports: string[] = [];
    await browser.until("the report", async () => {
      reports.push(...takeFaults());
      return reports.some((text) => text.includes("connect-src"));
    });
    expect(browser.foreign).toEqual([]);
    // The proxy does see what goes elsewhere.
    await browser.go("http://other.invalid/seen").catch(() => undefined);
    await browser.until("the proxy", async () =>
      browser.foreign.splice(0).join().includes("other.invalid/seen"),
    );
    await new Promise((late) => setTimeout(late, 300));
    takeFaults();
  });
});
