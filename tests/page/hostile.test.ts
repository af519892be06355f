// The corpus of hostile inputs in the real page: catalogs and logs as bytes to its own worker, some catalogs through the
// form where readers add theirs, and addresses as what stands behind `#`. Each has to give what `tests/hostile/` states of
// it; and after all of them the same page, with the same worker, shows the figures that it showed before.

import type { Row, UsageOptions, UsageReport } from "perpixel";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type {
  Call,
  FromHost,
  Loaded,
  Problem,
  ViewAnswer,
  ViewRequest,
} from "../../www/src/engine/protocol.ts";
import {
  AS_OF,
  bytesOf,
  type Case,
  COLUMNS,
  cases,
  catalogFaults,
  expand,
  logCatalog,
  logFaults,
  type Part,
  refusalFaults,
  report,
  statedIds,
} from "../hostile/cases.ts";
import {
  CATALOG_TEXT,
  launch,
  live,
  modelNames,
  ONE_CATALOG,
  type Opened,
  open,
  overflow,
  rowOf,
  type Site,
  serve,
} from "./support.ts";

/** What crosses to the page: a file as base 64, or what it is made of. */
interface Input {
  name: string;
  base64?: string;
  parts?: Part[];
}

/** What the test puts into the page. */
interface Probe {
  expand: typeof expand;
  workers: Worker[];
  ask(call: Call): Promise<FromHost>;
  bytes(input: Input): Uint8Array<ArrayBuffer>;
  /** Set by no one, unless something of a case is run. */
  pwned?: unknown;
}
declare const probe: Probe;

/** Catalogs between two looks at the sound one. */
const BETWEEN = 40;
/** A view whose code is on its way may take its time. */
const LONGEST_MS = 10_000;
const KNOWN = { id: "grok-imagine-quality", offers: 98, models: 35, billed: "0.051" };

let site: Site;
let browser: Browser;
let opened: Opened;
const dialogs: string[] = [];

beforeAll(async () => {
  [site, browser] = await Promise.all([serve(), launch()]);
  site.replace([ONE_CATALOG]);
  opened = await open(browser, site);
  const { page } = opened;
  page.on("dialog", (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  // The page's own worker is reached by keeping what its constructor gives. The page asks by lower numbers, and passes
  // over answers to others.
  await page.addInitScript(() => {
    const workers: Worker[] = [];
    const Native = Worker;
    globalThis.Worker = new Proxy(Native, {
      construct(target, given) {
        const worker = Reflect.construct(target, given) as Worker;
        workers.push(worker);
        return worker;
      },
    });
    let id = 1_000_000_000;
    const ask = (call: Call) =>
      new Promise<FromHost>((resolve) => {
        id += 1;
        const own = id;
        const worker = workers.at(-1);
        const listen = ({ data }: MessageEvent<FromHost>) => {
          if (data.type === "ready" || data.type === "beat" || data.id !== own) return;
          worker?.removeEventListener("message", listen);
          resolve(data);
        };
        worker?.addEventListener("message", listen);
        worker?.postMessage({ id: own, call });
      });
    const bytes = ({ base64, parts }: Input) =>
      parts ? probe.expand(parts) : Uint8Array.from(atob(base64 ?? ""), (letter) => letter.charCodeAt(0));
    Object.assign(globalThis, { probe: { workers, ask, bytes } });
  });
  await page.addInitScript(`globalThis.probe.expand = ${expand.toString()}`);
  await page.goto(site.url);
  await live(page);
});
afterAll(async () => {
  await opened?.close();
  await browser?.close();
  await site?.close();
});

const inputOf = (one: Case, name: string): Input =>
  one.parts ? { name, parts: one.parts } : { name, base64: Buffer.from(bytesOf(one)).toString("base64") };
const SOUND: Input = { name: "infr.json", parts: [CATALOG_TEXT] };

interface Answer {
  problem?: Problem;
  fault?: string;
  loaded?: Pick<Loaded, "info" | "findings">;
  rows?: Row[];
  csv?: string;
}

/** Loads the input alone and asks for the rows of these models, all within the page. */
function answerOf(
  input: Input,
  ids: string[],
  asOf: string,
  more: { job?: ViewRequest["job"]; columns?: string[] },
) {
  return opened.page.evaluate(
    async ([one, open, day, { job = {}, columns }]): Promise<Answer> => {
      const request = { files: [], own: [{ name: one.name, bytes: probe.bytes(one) }], asOf: day };
      const said = await probe.ask({ verb: "load", request });
      if (said.type === "refusal") return { problem: said.problem };
      if (said.type !== "answer") return { fault: JSON.stringify(said) };
      const { info, findings } = said.answer as Loaded;
      const query = { includeRetired: true };
      const terms = { minElo: null, within: null, use: "any" } as const;
      const view = {
        job,
        query: { ...query, models: open },
        count: 1,
        terms,
        budget: null,
        model: null,
        open,
        window: null,
      };
      const seen = await probe.ask({ verb: "view", request: view });
      if (seen.type !== "answer") return { fault: JSON.stringify(seen) };
      const rows = [...(seen.answer as ViewAnswer).details.values()];
      const short = findings.map(
        ({ code, path, message }) => ({ code, path, message }) as (typeof findings)[number],
      );
      if (!columns) return { loaded: { info, findings: short }, rows };
      const display = { columns } as { columns: NonNullable<import("perpixel").Display["columns"]> };
      const table = await probe.ask({ verb: "export", request: { format: "csv", job: {}, query, display } });
      if (table.type !== "answer") return { fault: JSON.stringify(table) };
      return { loaded: { info, findings: short }, rows, csv: table.answer as unknown as string };
    },
    [input, ids, asOf, more] as const,
  );
}

/** The same worker has the known figures of the sound catalog. */
async function soundFigures(): Promise<void> {
  const { loaded, rows } = await answerOf(SOUND, [KNOWN.id], AS_OF, {});
  const { models, offers } = loaded?.info ?? {};
  expect({ id: KNOWN.id, offers, models, billed: rows?.[0]?.routed.billed }).toEqual(KNOWN);
  expect(await opened.page.evaluate(() => probe.workers.length)).toBe(1);
}

/** Nothing of a case was run, asked for or complained about. */
async function untouched(): Promise<void> {
  expect(
    await opened.page.evaluate(() => [Reflect.get(globalThis, "pwned"), Reflect.get({}, "polluted")]),
  ).toEqual([undefined, undefined]);
  expect(dialogs).toEqual([]);
  expect(opened.complaints).toEqual([]);
}

test("every catalog is refused with its code or keeps every figure, and the worker goes on", async () => {
  const faults = new Map<string, string[]>();
  // A format cannot be named in the page.
  const list = cases("catalogs").filter(({ expected }) => expected.load?.format === undefined);
  for (const [at, one] of list.entries()) {
    const { job, csv, load } = one.expected;
    const more = { ...(job ? { job } : {}), ...(csv ? { columns: [...COLUMNS] } : {}) };
    const answer = await answerOf(inputOf(one, load?.name ?? "case.json"), statedIds(one), AS_OF, more);
    const { problem, loaded, rows = [] } = answer;
    if (loaded) {
      const table = answer.csv === undefined ? {} : { csv: answer.csv };
      faults.set(one.place, catalogFaults(one, { ...loaded, rows, ...table }));
    } else {
      faults.set(one.place, problem ? refusalFaults(one, problem) : [`the worker failed: ${answer.fault}`]);
    }
    if (at % BETWEEN === 0) await soundFigures();
  }
  await soundFigures();
  expect(report(faults)).toEqual([]);
  await untouched();
}, 180_000);

test("every log is refused with its code or priced row by row", async () => {
  const faults = new Map<string, string[]>();
  const base64 = Buffer.from(logCatalog()).toString("base64");
  const { loaded } = await answerOf({ name: "log-catalog.json", base64 }, [], AS_OF, {});
  expect(loaded?.info.models).toBe(7);
  for (const [at, one] of cases("logs").entries()) {
    const said = await opened.page.evaluate(
      async ([input, meter, options]): Promise<{
        problem?: Problem;
        report?: UsageReport;
        fault?: string;
      }> => {
        const begun = await probe.ask({ verb: "usageBegin", request: { meter, options } });
        if (begun.type === "refusal") return { problem: begun.problem };
        const bytes = probe.bytes(input);
        for (let from = 0; from < bytes.length; from += 100_003) {
          const chunk = bytes.slice(from, from + 100_003);
          const pushed = await probe.ask({ verb: "usagePush", request: { meter, chunk } });
          if (pushed.type === "refusal") return { problem: pushed.problem };
        }
        const ended = await probe.ask({ verb: "usageFinish", request: { meter } });
        if (ended.type === "refusal") return { problem: ended.problem };
        if (ended.type !== "answer") return { fault: JSON.stringify(ended) };
        return { report: ended.answer as UsageReport };
      },
      [inputOf(one, "log"), 1_000_000 + at, (one.expected.load ?? {}) as UsageOptions] as const,
    );
    if (said.report) faults.set(one.place, logFaults(one, said.report));
    else
      faults.set(one.place, said.problem ? refusalFaults(one, said.problem) : [`it failed: ${said.fault}`]);
  }
  expect(report(faults)).toEqual([]);
  await soundFigures();
  await untouched();
}, 180_000);

test("catalogs that readers add are shown for what they are: no markup, no links but plain ones", async () => {
  const { page } = opened;
  const sources = page.locator("#sources");
  const list = cases("catalogs").filter(({ expected }) => expected.shown);
  expect(list.length).toBeGreaterThan(3);
  await page.getByRole("link", { name: "Catalogs", exact: true }).click();
  await sources.getByText("Add a catalog of your own").click();
  for (const [at, one] of list.entries()) {
    const name = `own-${at}.json`;
    const file = { name, mimeType: "application/json", buffer: Buffer.from(bytesOf(one)) };
    await sources.getByLabel("A file, chosen or dropped here").setInputFiles(file);
    await sources.getByRole("button", { name: "Add the catalog" }).click();
    await expect.poll(() => sources.getByRole("status").innerText()).toContain(`${name} is loaded`);
  }
  for (const one of list) {
    const { find, texts, links } = one.expected.shown ?? { find: "", texts: [], links: [] };
    await page.evaluate((text) => {
      location.hash = `#v1?text=${text}`;
    }, find);
    await expect.poll(async () => (await modelNames(page)).length, { message: one.place }).toBe(1);
    await page.locator(".prices .model-name").click();
    await page.locator(".detail .offers").waitFor();
    const body = await page.locator("#app").innerText();
    for (const text of texts) expect(body, one.place).toContain(text);
    const hrefs = await page
      .locator(".detail .offers a")
      .evaluateAll((all) => all.map((a) => a.getAttribute("href")));
    expect(hrefs, one.place).toEqual(links);
    expect(
      await page.locator("#app :is(script, iframe, object, embed, img, [onerror], [onload])").count(),
    ).toBe(0);
    expect(await overflow(page), one.place).toBeLessThanOrEqual(0);
    await untouched();
  }
  await page.evaluate(() => {
    location.hash = "#v1/catalogs";
  });
  // One after the other: rows move up, and a click is not to meet the next one's button.
  for (const at of list.keys()) {
    await sources.getByRole("button", { name: `Remove own-${at}.json` }).click();
    await expect.poll(() => sources.getByRole("status").innerText()).toBe(`own-${at}.json is removed.`);
  }
  await expect.poll(() => sources.getByRole("button", { name: /^Remove/ }).count()).toBe(0);
}, 120_000);

/** Runs in the page: opens the address, and waits until its notices are the expected ones, or long enough. */
async function shownAt([hash, expected, most]: readonly [string, string[], number]) {
  const go = (to: string) =>
    new Promise<void>((done) => {
      const before = location.hash;
      addEventListener("hashchange", () => done(), { once: true });
      location.hash = to;
      if (location.hash === before) done();
    });
  // What is there before must not be taken for the answer.
  await go("#v1?before=1");
  await go(hash);
  const began = performance.now();
  for (;;) {
    await new Promise((drawn) => setTimeout(drawn));
    const notices = [...document.querySelectorAll(".message-notice li")].map(
      (item) => item.textContent ?? "",
    );
    const fits =
      notices.length === expected.length && notices.every((text, at) => text.includes(expected[at] ?? "\0"));
    const link = document.querySelector(".view-nav [data-name=Estimate]")?.getAttribute("href");
    if (fits || performance.now() - began > most) return { fits, notices, link };
  }
}

test("every address is shown, or falls back with its notices", async () => {
  const { page } = opened;
  const faults = new Map<string, string[]>();
  for (const one of cases("addresses")) {
    const { written = "", formNotices = [] } = one.expected;
    const notices = [...(one.expected.notices ?? []), ...formNotices];
    const found = await page.evaluate(shownAt, [
      new TextDecoder().decode(bytesOf(one)),
      notices,
      LONGEST_MS,
    ] as const);
    // What all views have in common stands in the links to them.
    const common = /^(?:mode|size|quality|inputs|batch|seconds|n|credit)=/;
    const kept = (written.split("?")[1] ?? "").split("&").filter((pair) => common.test(pair));
    const link = kept.length === 0 ? "#v1/estimate" : `#v1/estimate?${kept.join("&")}`;
    const told = found.fits
      ? []
      : [`expected ${JSON.stringify(notices)}, found ${JSON.stringify(found.notices)}`];
    faults.set(
      one.place,
      found.link === link ? told : [...told, `expected ${link}, the link is ${found.link}`],
    );
  }
  expect(report(faults)).toEqual([]);
  await untouched();
}, 180_000);

test("afterwards the same page has its known figures", async () => {
  const { page } = opened;
  await page.evaluate(() => {
    location.hash = "#v1";
  });
  await expect.poll(async () => (await modelNames(page)).length).toBe(KNOWN.models);
  expect(await rowOf(page, "grok-imagine-image-quality").innerText()).toContain("$0.051");
  await soundFigures();
  await untouched();
});
