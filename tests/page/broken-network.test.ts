// What a visit meets when the network fails it: each file of the first visit missing, replaced, cut off or never
// arriving, and the server gone between one part and the next. Within five seconds the page says what it is, no figure
// on it is another one than the package's, and what the reader keeps can be saved.

import { readdirSync, readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { firstVisit } from "../../www/build/first-visit.mjs";
import { DIST, launch, live, modelNames, type Opened, open } from "./support.ts";
import { FAULTS, type Fault, type Shown, shownBy, tally, type World, world } from "./world.ts";

const LONG = process.env.PERPIXEL_LONG === "1";
/** A page that is asked every now and then needs a little more than the page itself. */
const DEFINED_MS = 5000;
const BOOK = '{"format":"perpixel/price-book@1","entries":[{"provider":"fal","discount":"0.1"}]}';

let browser: Browser;
let site: World;
let opened: Opened | undefined;
let now: Shown;
let built: Shown;

beforeAll(async () => {
  [browser, now, built] = await Promise.all([launch(), shownBy(DIST), shownBy(DIST, true)]);
});
afterAll(() => browser?.close());
beforeEach(async () => {
  site = await world();
});
afterEach(async () => {
  await opened?.close();
  opened = undefined;
  await site.stop();
});

interface Seen {
  state: "live" | "no catalog" | "no engine" | "late" | null;
  names: string[];
  total: string | null;
  text: string;
  /** A page that waits for its styles is white. */
  painted: boolean;
}

/** What a reader sees, and nothing that is in the document and out of sight. */
function look(page: Page): Promise<Seen> {
  return page.evaluate(() => {
    const seen = (selector: string) =>
      [...document.querySelectorAll<HTMLElement>(selector)].filter((one) =>
        one.checkVisibility({ visibilityProperty: true }),
      );
    const text = document.body?.innerText ?? "";
    const alert = seen("[role=alert]")
      .map((one) => one.innerText)
      .join("\n");
    const isLive = seen(".engine-line").some((one) => one.innerText.includes("Computed in your browser"));
    const names = seen(".prices .model-name").map((one) => one.innerText);
    const painted = performance.getEntriesByName("first-contentful-paint").length > 0;
    let state: "live" | "no catalog" | "no engine" | "late" | null = null;
    if (alert.includes("No catalog could be loaded")) state = "no catalog";
    else if (alert.includes("could not be started")) state = "no engine";
    else if (isLive && names.length > 0) state = "live";
    else if (seen(".late").length > 0) state = "late";
    return { state, names, total: seen(".side-cheapest .side-total")[0]?.innerText ?? null, text, painted };
  });
}

/** Whose figures they are, and that they are right for it. */
function judge({ state, names, total, text }: Seen, why: string): void {
  expect(text.replace("$0.01", ""), why).not.toMatch(/\$NaN|undefined|\$∞|\$0\.01\b.*Log in/);
  if (state === "no catalog") {
    expect(names, why).toEqual([]);
    expect(total, why).toBeNull();
    return;
  }
  const due = state === "live" ? now : built;
  // While the HTML is still read, only the first rows of its table stand there.
  expect(names, why).toEqual(state === "live" ? due.names : due.names.slice(0, names.length));
  if (total !== null) expect(total, why).toBe(due.total);
}

async function defined(page: Page, why: string, from = Date.now()): Promise<Seen> {
  for (;;) {
    const seen = await look(page);
    judge(seen, why);
    if (seen.state && seen.painted) return seen;
    if (Date.now() - from > DEFINED_MS)
      throw new Error(`${why}: after 5 s the page says nothing:\n${seen.text}`);
    await page.waitForTimeout(100);
  }
}

async function visit(hash = ""): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  await context.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, "serviceWorker"));
  const page = await context.newPage();
  opened = { page, complaints: [], close: () => context.close() };
  // A file that never ends keeps the page from being loaded, so nothing later can be waited for.
  await page.goto(site.url + hash, { waitUntil: "commit" });
  return page;
}

const first = [...firstVisit(DIST).keys()].filter((path) => path !== "index.html");
const named = (path: string): RegExp => new RegExp(`^${path.replace(/[.]/g, "\\.")}$`);
const all = first.flatMap((path) => FAULTS.map((fault): [string, Fault] => [path, fault]));
const QUICK: [RegExp, Fault][] = [
  [/page-.*js$/, "silent"],
  [/css$/, "stalled"],
  [/packed\.bin$/, "cut"],
];
const chosen = LONG
  ? all
  : all.filter(([path, fault]) => QUICK.some(([one, how]) => one.test(path) && how === fault));

describe("a file of the first visit", () => {
  test("there is one for each of the quick ones", () => {
    expect(chosen.length).toBe(LONG ? all.length : QUICK.length);
    expect(first.length).toBeGreaterThan(5);
  });

  afterAll(() => tally(`${chosen.length} failing files of a first visit`));

  test.each(chosen)("%s: %s", async (path, fault) => {
    site.faults = [[named(path), fault]];
    const page = await visit();
    const seen = await defined(page, `${path}: ${fault}`);
    // It heals by itself or by a reload, once the server is well.
    site.faults = [];
    await page.reload({ waitUntil: "commit" });
    await live(page);
    judge(await look(page), `${path} after ${fault} (${seen.state})`);
    expect((await look(page)).state).toBe("live");
  });
});

test.runIf(LONG)(
  "where every catalog stalls, the page is given up after a while and can be tried again",
  async () => {
    site.faults = [[/catalogs\//, "stalled"]];
    const page = await visit();
    expect((await defined(page, "catalogs stalled")).state).toBe("late");
    await page.getByRole("alert").waitFor({ timeout: 55_000 });
    expect((await look(page)).state).toBe("no catalog");
    site.faults = [];
    await page.getByRole("button", { name: "Try again" }).click();
    await expect.poll(() => modelNames(page)).toEqual(now.names);
  },
);

describe("the server is gone", () => {
  const VIEWS = LONG ? ["Estimate", "Route", "Usage", "Catalogs"] : ["Estimate"];

  test.each(VIEWS)("before %s was fetched: it says so, and heals when the server is back", async (view) => {
    const page = await visit();
    await live(page);
    await site.stop();
    const link = page.getByRole("link", { name: view, exact: true });
    await link.click();
    await page.getByText(/a part of the page could not be fetched/).waitFor({ timeout: DEFINED_MS });
    expect(await modelNames(page)).toEqual(now.names);
    await site.resume();
    await link.click();
    await page.locator("main .planning").first().waitFor();
  });

  test("before the view came, but after what reads links: it says so, keeps what was entered, and heals", async () => {
    const page = await visit();
    await live(page);
    await page.getByLabel("Images a month").fill("20k");
    await expect.poll(() => page.evaluate(() => location.hash)).toContain("20000");
    await site.stop();
    await page.getByRole("link", { name: "Estimate", exact: true }).click();
    await page.getByText("This part could not be fetched.").waitFor({ timeout: DEFINED_MS });
    await site.resume();
    await page.getByRole("button", { name: "Try again" }).click();
    await page.locator("main .planning").first().waitFor();
    expect(await page.evaluate(() => location.hash)).toContain("20000");
  });

  test("before any script came: the HTML says so", async () => {
    site.faults = [[/./, "silent"]];
    const page = await visit();
    await site.stop();
    await defined(page, "server stopped after the HTML");
    await site.resume();
  });

  test.runIf(LONG)("at any moment of the load", async () => {
    for (let after = 0; after <= first.length; after += 1) {
      site.asked = [];
      const moment = new Promise<void>((resolve) => {
        const timer = setInterval(() => {
          if (site.asked.length <= after) return;
          clearInterval(timer);
          resolve();
        }, 1);
        setTimeout(() => {
          clearInterval(timer);
          resolve();
        }, 3000);
      });
      const page = await visit();
      await moment;
      await site.stop();
      await defined(page, `server stopped after ${after} files`);
      await opened?.close();
      await site.resume();
    }
  });
});

describe("what needs the whole engine while that never arrives", () => {
  const whole = readdirSync(`${DIST}/assets`).filter(
    (name) => name.endsWith(".wasm") && !first.includes(`assets/${name}`),
  );

  test("a plan says that it is under way, and the table does not show other figures than it says", async () => {
    expect(whole).toHaveLength(1);
    site.faults = [[named(`assets/${whole[0]}`), "stalled"]];
    const page = await visit("#v1/estimate");
    await page
      .locator(".plan-answer[aria-busy=true]")
      .first()
      .waitFor({ timeout: 2 * DEFINED_MS });
    expect(await page.locator("main").innerText()).not.toMatch(/\$\d/);
    await page.getByRole("link", { name: "Compare", exact: true }).click();
    await live(page);
    judge(await look(page), "compare beside a plan that waits");
    await page.getByLabel("Images a month").fill("20k");
    // Until there is an answer to it, the figures before it are marked as such.
    await page.waitForTimeout(1000);
    const total = page.locator(".side-cheapest .side-total");
    const busy = await page.locator("[aria-busy=true]").count();
    if ((await total.count()) > 0 && (await total.innerText()) === now.total) expect(busy).toBeGreaterThan(0);
  });

  test("own prices that cannot be applied are told, and can be exported", async () => {
    site.faults = [[named(`assets/${whole[0]}`), "404"]];
    opened = await open(browser, { ...site, replace: () => undefined, close: site.stop }, "#v1/compare");
    const { page } = opened;
    await page.evaluate((text) => localStorage.setItem("perpixel.price-book.1", text), BOOK);
    await page.reload();
    await page.getByRole("alert").waitFor({ timeout: DEFINED_MS });
    expect(await page.getByRole("alert").innerText()).toContain("your own prices are not applied");
    judge(await look(page), "without the whole engine");
    await page.getByRole("link", { name: "Catalogs", exact: true }).click();
    const waiting = page.waitForEvent("download");
    await page.getByRole("button", { name: "Export as a file" }).click();
    expect(JSON.parse(readFileSync(await (await waiting).path(), "utf8"))).toEqual(JSON.parse(BOOK));
  });

  test("without any engine own prices and catalogs can be exported from the message that says so", async () => {
    site.faults = [[/\.wasm$/, "404"]];
    const page = await visit();
    await page.evaluate((text) => localStorage.setItem("perpixel.price-book.1", text), BOOK);
    await page.reload();
    const waiting = page.waitForEvent("download");
    await page.getByRole("button", { name: "Export the price book" }).click();
    expect(readFileSync(await (await waiting).path(), "utf8")).toBe(BOOK);
    judge(await look(page), "without any engine");
  });
});
