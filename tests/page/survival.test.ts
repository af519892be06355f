// The page with modules that break when a test asks for it: after each fault it is back with its filters and its last
// good catalogs, and right. The short form breaks it some fifty times, the long one (PERPIXEL_LONG) ten thousand times.

import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import {
  launch,
  live,
  modelNames,
  type Opened,
  open,
  paced,
  type Replacements,
  type Site,
  serve,
} from "./support.ts";
import {
  armable,
  faulty,
  KINDS,
  type Kind,
  LONG,
  MARK,
  type Round,
  rounds,
  type Seen,
  spread,
  typed,
} from "./survival.ts";

const TIMES = Number(process.env.PERPIXEL_FAULTS_IN_ROW ?? (LONG ? 10_000 : 48));
/** Of so many faults one is a loop, which takes the watchdog's five seconds. */
const LOOPS_APART = 200;
const backMs = () => paced(300);
const WATCHDOG_MS = 5000;

/** Of what is slow to set up, the short form tries two. */
const SOME: readonly Kind[] = LONG ? KINDS : ["panic", "memory"];

const FILTERS = "#v1?elo=1100&weights=open,open-nc&sort=name";
const VOLUMES = ["20k", "30k"] as const;

let site: Site;
let browser: Browser;
let opened: Opened;
let page: Page;
let modules: Replacements;
/** What the shipped modules answer to each volume under those filters. */
const right = new Map<string, Seen>();

const volumeField = () => page.getByLabel("Images a month");
const total = () => page.locator(".side-routed .side-total").innerText();

async function start(hash = FILTERS, more: Replacements = [], shipped = false): Promise<void> {
  site.replace(shipped ? more : [...more, ...modules]);
  opened = await open(browser, site);
  await opened.page.context().addInitScript(armable);
  page = opened.page;
  await page.goto("about:blank");
  await page.goto(site.url + hash);
  await live(page);
  await volumeField().focus();
}

beforeAll(async () => {
  [site, browser] = await Promise.all([serve(), launch()]);
  modules = faulty();
  await start(FILTERS, [], true);
  let before = await total();
  for (const volume of VOLUMES) {
    await volumeField().fill(volume);
    await page.locator(".side-routed .side-total").filter({ hasNotText: before }).waitFor();
    before = await total();
    right.set(volume, { total: before, rows: await modelNames(page) });
  }
  await opened.close();
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});
afterEach(() => opened.close());

function round(kind: Round["kind"], at: number): Round {
  const volume = VOLUMES[at % VOLUMES.length] ?? "";
  const expected = right.get(volume);
  if (!expected) throw new Error(`nothing is known of ${volume}`);
  return { kind, volume, expected };
}

function say(what: string, times: number[]): number {
  const { median, most, longest } = spread(times);
  process.stdout.write(
    `${what}: back after ${median} ms (99 of 100 within ${most}, longest ${longest}), ${times.length} times\n`,
  );
  return median;
}

async function filtersHold(): Promise<void> {
  expect(new URL(page.url()).hash.replace(/n=[23]0000&/, "")).toBe(FILTERS);
  // A thread that loops is told to end at once and takes a moment.
  await expect.poll(() => page.workers().length).toBe(1);
  // What the shipped engine leaves of the rows is not all of them.
  expect(right.get("20k")?.rows.length).toBeGreaterThan(3);
  expect(await page.locator(".result-count").first().innerText()).toMatch(/\d/);
}

/** Chooses a file as a catalog of one's own. */
async function added(name: string): Promise<void> {
  await page.getByRole("link", { name: "Catalogs", exact: true }).click();
  const part = page.locator("#sources");
  await part.getByText("Add a catalog of your own").click();
  const buffer = Buffer.from('{"format":"perpixel/rate-card@1","models":[]}');
  await part.locator('input[type="file"]').setInputFiles({ name, mimeType: "application/json", buffer });
  await part.getByRole("button", { name: "Add the catalog" }).click();
}

test(
  `${TIMES} faults in a row: the page is back, with its filters and its catalogs`,
  async () => {
    await start();
    const kinds = Array.from({ length: TIMES }, (_, at) =>
      LONG && at % LOOPS_APART === LOOPS_APART - 1 ? "loop" : (KINDS[at % KINDS.length] ?? "panic"),
    );
    const took = new Map<string, number[]>(KINDS.map((kind) => [kind, []]));
    const session = await page.context().newCDPSession(page);
    const heap = async () => {
      await session.send("HeapProfiler.collectGarbage");
      const { usedSize } = await session.send("Runtime.getHeapUsage");
      return usedSize / 1e6;
    };
    const list = kinds.map(round);
    const piece = Math.min(100, Math.ceil(TIMES / 4));
    let early = 0;
    for (let from = 0; from < TIMES; from += piece) {
      const part = list.slice(from, from + piece);
      const times = await rounds(page, part);
      part.forEach(({ kind }, at) => void took.set(kind, [...(took.get(kind) ?? []), times[at] ?? 0]));
      if (from === 0) early = await heap();
      // Who waits for thousands of them sees how far it is.
      const done = from + part.length;
      if (done % 1000 === 0) process.stdout.write(`${done} of ${TIMES} faults on the page\n`);
    }
    await filtersHold();
    for (const [kind, times] of took) {
      const watched = kind === "loop" ? WATCHDOG_MS : 0;
      expect(
        say(
          kind,
          times.map((time) => time - watched),
        ),
        kind,
      ).toBeLessThanOrEqual(backMs());
    }
    const grown = (await heap()) - early;
    process.stdout.write(`the page's own memory grew by ${grown.toFixed(1)} MB\n`);
    expect(grown).toBeLessThan(8);
  },
  TIMES * 2000,
);

test("an endless loop is ended by the watchdog", async () => {
  await start();
  const [time = 0] = await rounds(page, [round("loop", 0)]);
  expect(say("loop, after the watchdog", [time - WATCHDOG_MS])).toBeLessThanOrEqual(backMs());
  await filtersHold();
});

test("a question that always breaks the engine is answered by that, and the next one as ever", async () => {
  await start();
  const stopped = page.getByText("the price engine stopped on this request");
  const find = page.getByLabel("Find");
  const times: number[] = [];
  for (const [at, kind] of SOME.entries()) {
    const { volume, expected } = round(kind, at);
    await find.fill(MARK + kind);
    await stopped.waitFor();
    expect(await page.locator(".table-scroller").innerText()).toContain("engine_stopped");
    await volumeField().fill(volume);
    await stopped.waitFor();
    times.push(await typed(page, "text", "", expected.total));
    expect(await modelNames(page)).toEqual(expected.rows);
  }
  expect(say("after a question that always breaks it", times)).toBeLessThanOrEqual(backMs());
  await filtersHold();
});

test("a catalog of one's own that breaks the engine is told, and the last good ones stay", async () => {
  await start();
  for (const [at, kind] of SOME.entries()) {
    const { volume, expected } = round(kind, at);
    await added(MARK + kind);
    await page.locator("#sources").getByText("the price engine stopped on this request").first().waitFor();
    await page.getByRole("link", { name: "Compare", exact: true }).click();
    await volumeField().fill(volume);
    await expect.poll(total).toBe(expected.total);
    expect(await modelNames(page)).toEqual(expected.rows);
  }
});

test("with a catalog of one's own, which the whole engine reads again, it is back as well", async () => {
  await start();
  await added("mine.json");
  await page.locator("#sources").getByRole("row", { name: "mine.json" }).waitFor();
  await page.getByRole("link", { name: "Compare", exact: true }).click();
  await volumeField().focus();
  const times = await rounds(page, [...SOME, ...SOME].map(round));
  expect(say("with a catalog of one's own", times)).toBeLessThanOrEqual(backMs());
  await page.getByRole("link", { name: "Catalogs", exact: true }).click();
  await page.locator("#sources").getByRole("row", { name: "mine.json" }).waitFor();
});

test("a plan that breaks the whole engine is answered, and so is the table after it", async () => {
  await start();
  for (const kind of SOME) {
    await page.getByRole("link", { name: "Route", exact: true }).click();
    const sentence = page.locator("main .planning .sentence").first();
    await sentence.waitFor();
    const before = await sentence.innerText();
    await page.evaluate((text) => {
      (globalThis as { perpixelArmed?: string }).perpixelArmed = text;
    }, MARK + kind);
    await page.getByLabel("Elo of at least").fill("1200");
    await expect.poll(() => page.evaluate(() => "perpixelArmed" in globalThis)).toBe(false);
    await page.getByLabel("Elo of at least").fill("");
    await expect.poll(() => sentence.innerText()).toBe(before);
    await page.getByRole("link", { name: "Compare", exact: true }).click();
    await volumeField().focus();
    expect(await rounds(page, [round(kind, 0), round(kind, 1)])).toHaveLength(2);
  }
});

test("without a worker the page's own thread is back as well", async () => {
  await start(FILTERS, [[/worker-.*\.js$/, { status: 404 }]]);
  const times: number[] = [];
  for (const [at, kind] of [...SOME, ...SOME].entries()) {
    const { volume, expected } = round(kind, at);
    await page.evaluate((fault) => {
      // Asked once, as it is read.
      Object.defineProperty(Date.prototype, "perpixelFault", {
        configurable: true,
        get() {
          Reflect.deleteProperty(Date.prototype, "perpixelFault");
          return fault;
        },
      });
    }, kind);
    times.push(await typed(page, "volume", volume, expected.total));
    expect(await page.evaluate(() => "perpixelFault" in Date.prototype)).toBe(false);
    expect(await modelNames(page)).toEqual(expected.rows);
  }
  expect(say("on the page's own thread", times)).toBeLessThanOrEqual(backMs());
});
