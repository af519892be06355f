// The page with modules that are not whole: cut off, with a flipped bit, of the wrong type, or where the browser runs
// none. The figures of the build stay, marked as such, and where only the whole engine is damaged the table works: never
// a figure of a damaged one. tests/packages/damaged.test.ts tries thousands of them without a page.

import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  launch,
  modelNames,
  ONE_CATALOG,
  open,
  openLive,
  type Replacements,
  type Site,
  serve,
} from "./support.ts";
import { instead, LONG, lean, type Part, whole } from "./survival.ts";

const FLIPS = LONG ? 300 : 1;

let site: Site;
let browser: Browser;

beforeAll(async () => {
  [site, browser] = await Promise.all([serve(), launch()]);
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

/** One bit flipped; which one follows from the number alone. */
function flipped({ bytes }: Part, at: number): Buffer {
  const bit = (at * 2_654_435_761) % (bytes.length * 8);
  const copy = Buffer.from(bytes);
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return copy;
}

/** It runs as well as ever and says something else, which no compiler can notice. */
function lying({ bytes }: Part): Buffer {
  const copy = Buffer.from(bytes);
  const at = copy.indexOf("megapixel");
  if (at < 0) throw new Error("the module does not hold the word that this damages");
  copy.write("megapizel", at);
  return copy;
}

/** The page says that there is no engine, shows what it was built with, and has no control that would do nothing. */
async function builtFiguresStay(answers: Replacements, by = browser): Promise<string> {
  site.replace(answers);
  const { page, close } = await open(by, site);
  const message = page.getByRole("alert");
  await message.waitFor();
  expect(await message.innerText()).toContain("The price engine could not be started");
  expect(await page.locator("#app").innerText()).toContain("Computed when the page was built");
  expect((await modelNames(page)).length).toBeGreaterThan(30);
  expect(await page.getByLabel("Images a month").isDisabled()).toBe(true);
  const said = await message.innerText();
  await close();
  return said;
}

test(
  "a lean module with a flipped bit, or cut off, is not believed",
  async () => {
    const part = lean();
    const damaged = [lying(part), part.bytes.subarray(0, part.bytes.length >> 1)];
    for (let at = 1; at <= FLIPS; at += 1) damaged.push(flipped(part, at));
    for (const bytes of damaged) await builtFiguresStay(instead([{ part, bytes }]));
  },
  60_000 + FLIPS * 3000,
);

test("a whole module that is damaged is not believed: plans say so, and the table works", async () => {
  const part = whole();
  const more = LONG ? [part.bytes.subarray(0, -1), flipped(part, 5)] : [];
  for (const bytes of [lying(part), ...more]) {
    site.replace(instead([{ part, bytes }]));
    const { page, close } = await openLive(browser, site);
    await page.getByRole("link", { name: "Route", exact: true }).click();
    await expect.poll(() => page.locator("main").innerText()).toMatch(/full price engine.*cannot be fetched/);
    await page.getByRole("link", { name: "Compare", exact: true }).click();
    await page.getByLabel("Images a month").fill("20k");
    await expect.poll(() => page.locator(".estimate .sentence").innerText()).toContain("20,000 images");
    await close();
  }
});

test.each(LONG ? ["text/html", "application/octet-stream", "text/plain"] : ["text/html"])(
  "of the type %s both modules work",
  async (type) => {
    const typed = [lean(), whole()].map(({ name, bytes }): Replacements[number] => [
      new RegExp(`${name}$`),
      { type, body: bytes },
    ]);
    site.replace([...typed, ONE_CATALOG]);
    const { page, close } = await openLive(browser, site);
    await page.getByLabel("Images a month").fill("20k");
    await expect.poll(() => page.locator(".side-routed .side-total").innerText()).toBe("$183.60");
    await page.getByRole("link", { name: "Route", exact: true }).click();
    await page.locator("main .planning .sentence").first().waitFor();
    await close();
  },
);

describe("where the browser runs no module", () => {
  test("because it has no WebAssembly", async () => {
    const without = await launch("--js-flags=--jitless");
    const probe = await without.newPage();
    expect(await probe.evaluate(() => typeof WebAssembly)).toBe("undefined");
    expect(await builtFiguresStay([], without)).toContain("WebAssembly");
    await without.close();
  });

  test("because a policy does not allow it", async () => {
    const headers = { "content-security-policy": "script-src 'self'; object-src 'none'" };
    const bare = await serve();
    const asIt = async (path: string) => (await fetch(bare.url + path)).text();
    const index = await asIt("");
    const [, worker = ""] =
      /(worker-[\w-]+\.js)/.exec(await asIt((/assets\/page-[\w-]+\.js/.exec(index) ?? [])[0] ?? "")) ?? [];
    const said = await builtFiguresStay([
      [/\/path\/$/, { type: "text/html", body: index, headers }],
      [new RegExp(`${worker}$`), { type: "text/javascript", body: await asIt(`assets/${worker}`), headers }],
    ]);
    await bare.close();
    expect(said).toMatch(/WebAssembly/);
  });
});
