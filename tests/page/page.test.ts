import type { Catalog, Comparison } from "perpixel/inline";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { figure, usd } from "../../www/src/format.ts";
import {
  column,
  launch,
  live,
  modelNames,
  ONE_CATALOG,
  type Opened,
  oneCatalog,
  openLive,
  rowOf,
  type Site,
  serve,
} from "./support.ts";

let site: Site;
let browser: Browser;
let api: Catalog;
let opened: Opened;

beforeAll(async () => {
  [site, browser, api] = await Promise.all([serve(), launch(), oneCatalog()]);
  site.replace([ONE_CATALOG]);
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});
beforeEach(async () => {
  opened = await openLive(browser, site);
});
afterEach(async () => {
  await opened.close();
  // No console error, no refusal of the policy, no other host, in any of these tests.
  expect(opened.complaints).toEqual([]);
});

const names = ({ rows }: Comparison) => rows.map(({ model }) => model.name);
const head = (name: string) => opened.page.getByRole("columnheader").getByRole("button", { name });
const sorted = () => opened.page.locator("th[aria-sort]").evaluateAll((all) => all.map((th) => th.ariaSort));
/** Ticks a value of a facet. */
async function choose(facet: string, value: string): Promise<void> {
  await opened.page.getByRole("button", { name: /^Filters/ }).click();
  await opened.page.getByRole("group", { name: facet }).getByLabel(value, { exact: true }).check();
}
const firstName = (name: string) =>
  opened.page.waitForFunction(
    (text) => document.querySelector(".prices .model-name")?.textContent === text,
    name,
  );

describe("the figures are the package's own", () => {
  test("prices, providers and monthly cost of every row", async () => {
    const { page } = opened;
    const { rows } = api.compare({}, { sort: "price" });
    expect(await modelNames(page)).toEqual(rows.map(({ model }) => model.name));
    const cheapest = await column(page, "cheapest");
    const routed = await column(page, "routed");
    const monthly = await page.locator(".prices .month").allInnerTexts();
    rows.forEach((row, at) => {
      const offer = row.cheapest === null ? undefined : row.offers[row.cheapest];
      const quote = api.quote({ model: row.model.id, count: 10_000 });
      const shown = (cell: string | undefined) => (cell ?? "").split("\n")[0];
      expect(shown(cheapest[at])).toBe(offer ? figure(offer) : "unknown");
      if (offer) expect(cheapest[at]).toContain(offer.provider);
      expect(shown(routed[at])).toBe(row.routed.billed ? usd(row.routed.billed) : "not routed");
      if (row.routed.provider) expect(routed[at]).toContain(row.routed.provider);
      expect(monthly[2 * at]).toBe(quote.cheapest ? usd(quote.cheapest.total) : "unknown");
      expect(monthly[2 * at + 1]).toBe(quote.routed ? usd(quote.routed.billed) : "not routed");
    });
  });

  test("known ones, written out", async () => {
    const row = rowOf(opened.page, "gpt-image-2 (medium)");
    await expect.poll(() => row.innerText()).toContain("$0.05406");
    expect(await row.innerText()).toContain("$540.60");
    // 0.05 × 1.02 in binary floats is 0.051000000000000004.
    expect(await rowOf(opened.page, "flux-2-flex").innerText()).toContain("$0.051\n");
  });

  test("date, age, sources and findings in the head", async () => {
    const text = await opened.page.locator(".freshness").innerText();
    const [source] = api.info().sources;
    expect(text).toContain("24 May 2026");
    expect(text).toContain(`${source?.ageDays} days old`);
    expect(text).toContain(`${api.findings().length} findings`);
    expect(await opened.page.locator(".freshness .stale").count()).toBe(source?.stale ? 1 : 0);
  });
});

describe("sorting", () => {
  test("by click, both ways, unknown prices last either way", async () => {
    const { page } = opened;
    expect(await sorted()).toEqual(["ascending"]);
    await head("Cheapest").click();
    const down = api.compare({}, { sort: "price", descending: true });
    await firstName(names(down)[0] ?? "");
    expect(await modelNames(page)).toEqual(names(down));
    expect(names(down).at(-1)).toBe("step1x-edit");
    expect(await sorted()).toEqual(["descending"]);
    expect(page.url()).toContain("#v1?dir=desc");
  });

  test("by keyboard", async () => {
    const { page } = opened;
    await head("Elo").focus();
    await page.keyboard.press("Enter");
    const best = api.compare({}, { sort: "elo", descending: true });
    await firstName(names(best)[0] ?? "");
    expect(await modelNames(page)).toEqual(names(best));
    expect(await sorted()).toEqual(["descending"]);
    await page.keyboard.press("Space");
    const worst = api.compare({}, { sort: "elo" });
    await firstName(names(worst)[0] ?? "");
    expect(await sorted()).toEqual(["ascending"]);
  });

  test.each(["Model", "Vendor", "Routed, billed", "Offers", "Licence"])("by %s", async (name) => {
    await head(name).click();
    await expect.poll(() => opened.page.locator("th[aria-sort]").innerText()).toContain(name);
    expect(await sorted()).toHaveLength(1);
    expect(await modelNames(opened.page)).toHaveLength(35);
  });
});

describe("filtering", () => {
  test("by text, with a chip that takes it away", async () => {
    const { page } = opened;
    await page.getByLabel("Find").first().fill("flux kontext");
    const kept = api.compare({}, { sort: "price", text: "flux kontext" });
    await expect.poll(() => modelNames(page)).toEqual(names(kept));
    expect(await page.locator(".filter-bar [role=status]").innerText()).toBe(
      `${kept.total} of 35 image models`,
    );
    await page.getByRole("button", { name: /flux kontext.*remove/ }).click();
    await expect.poll(async () => (await modelNames(page)).length).toBe(35);
    expect(await page.getByLabel("Find").first().inputValue()).toBe("");
  });

  test("by mode and weights", async () => {
    const { page } = opened;
    await page.getByLabel("Job").selectOption("t2i");
    await choose("Weights", "open");
    const kept = api.compare({ mode: "t2i" }, { sort: "price", modes: ["t2i"], weights: ["open"] });
    await expect.poll(() => modelNames(page)).toEqual(names(kept));
    expect(await page.locator(".filter-bar .chips li").count()).toBe(2);
    expect(page.url()).toContain("#v1?mode=t2i&weights=open");
  });

  test("down to nothing tells what to take away", async () => {
    const { page } = opened;
    await page.getByLabel("Find").first().fill("no such model");
    await page.getByText("No model is left").waitFor();
    await page.getByRole("button", { name: /^Without/ }).click();
    await expect.poll(async () => (await modelNames(page)).length).toBe(35);
  });
});

describe("a row opens", () => {
  test("to its offers, a receipt that adds up, links and the route", async () => {
    const { page } = opened;
    const button = page.getByRole("button", { name: "gpt-image-2 (medium)", exact: true });
    expect(await button.getAttribute("aria-expanded")).toBe("false");
    await button.focus();
    await page.keyboard.press("Enter");
    const detail = rowOf(page, "gpt-image-2 (medium)").locator(".detail");
    await detail.waitFor();
    expect(await button.getAttribute("aria-expanded")).toBe("true");

    const row = api.compare({}, {}).rows.find(({ model }) => model.id === "gpt-image-2-medium");
    const offers = detail.locator(".offer");
    expect(await offers.count()).toBe(row?.offers.length);
    for (const [at, offer] of (row?.offers ?? []).entries()) {
      const text = await offers.nth(at).innerText();
      expect(text).toContain(offer.provider);
      expect(text).toContain(figure(offer));
      expect(text).toContain(offer.native);
      if (offer.note) expect(text).toContain(offer.note);
      const link = offers.nth(at).locator("a");
      expect(await link.getAttribute("href")).toBe(offer.url);
      expect(await link.innerText()).toBe(new URL(offer.url ?? "").hostname);
      expect(await link.getAttribute("rel")).toBe("noopener noreferrer nofollow ugc");
    }
    await offers.nth(0).getByText("Receipt").click();
    expect(await offers.nth(0).locator("tfoot td").innerText()).toBe("$0.053");

    const route = detail.locator(".route");
    expect(await route.locator("tbody td:last-child").allInnerTexts()).toEqual(["$0.053", "$0.00106"]);
    expect(await route.locator("tfoot td").innerText()).toBe("$0.05406");
    expect(await route.innerText()).toContain("2% routed + standard fees apply");
    expect(await route.locator(".refused li").count()).toBe(row?.routed.refused.length);
    expect(await route.innerText()).toContain("costs $0.019 more");
    // The price may be another model's, and the reader is told.
    expect(await offers.nth(3).innerText()).toContain("may be another model");

    await button.click();
    await detail.waitFor({ state: "detached" });
  });

  test("and says what is unknown", async () => {
    await opened.page.getByRole("button", { name: "step1x-edit", exact: true }).click();
    const text = await rowOf(opened.page, "step1x-edit").locator(".detail").innerText();
    expect(text).toContain("The source lists this offer without a price.");
    expect(text).not.toContain("$");
  });
});

describe("the estimate", () => {
  test("follows the volume, to the last digit", async () => {
    const { page } = opened;
    const field = page.getByLabel("Images a month");
    for (const [text, count] of [
      ["123,457", 123_457],
      ["1.2M", 1_200_000],
      ["7", 7],
    ] as const) {
      await field.fill(text);
      const [first] = api.compare({}, { sort: "price" }).rows;
      const quote = api.quote({ model: first?.model.id ?? "", count });
      await expect
        .poll(() => page.locator(".side-cheapest .side-total").innerText())
        .toBe(usd(quote.cheapest?.total));
      expect(await page.locator(".side-routed .side-total").innerText()).toBe(usd(quote.routed?.billed));
      expect(await page.locator(".sentence").innerText()).toContain(usd(quote.cheapest?.total));
      const monthly = api.quote({ model: "gpt-image-2-medium", count });
      const cells = await rowOf(page, "gpt-image-2 (medium)").locator(".month").allInnerTexts();
      expect(cells).toEqual([usd(monthly.cheapest?.total), usd(monthly.routed?.billed)]);
    }
    await field.blur();
    expect(await field.inputValue()).toBe("7");
  });

  test("says beside the field what cannot be read, and keeps the last figures", async () => {
    const { page } = opened;
    const field = page.getByLabel("Images a month");
    const before = await page.locator(".sentence").innerText();
    await field.fill("1.000");
    await expect.poll(() => field.getAttribute("aria-invalid")).toBe("true");
    expect(await page.locator(".estimate .field-note.error").innerText()).toContain("two ways");
    expect(await page.locator(".sentence").innerText()).toBe(before);
    await field.blur();
    expect(await field.inputValue()).toBe("10,000");
  });

  test("follows the score and the chosen model; each total opens to its receipt", async () => {
    const { page } = opened;
    await page.getByLabel("Arena score (Elo)").selectOption("1400");
    await expect
      .poll(() => page.locator(".sentence").innerText())
      .toContain("gpt-image-2 (medium) at $340.00");
    await page.getByLabel("Monthly bill for").selectOption("nano-banana-pro-4k");
    await expect.poll(() => page.locator(".side-routed .side-total").innerText()).toBe("$3,060.00");
    await page.locator(".side-routed summary").click();
    const sums = page.locator(".side-routed .receipt");
    expect(await sums.locator("tbody td:last-child").allInnerTexts()).toEqual(["$3,000.00", "$60.00"]);
    expect(await sums.locator("tfoot td").innerText()).toBe("$3,060.00");
    expect(await page.locator(".side-routed .disclosure").innerText()).toBe(
      "2% routed + standard fees apply",
    );
  });
});

test("the job re-prices every row", async () => {
  const { page } = opened;
  await page.getByLabel("Size").selectOption("1920×1080");
  const job = { width: 1920, height: 1080 };
  const { rows } = api.compare(job, { sort: "price" });
  await expect.poll(() => modelNames(page)).toEqual(rows.map(({ model }) => model.name));
  const cells = await column(page, "cheapest");
  rows.forEach((row, at) => {
    const offer = row.cheapest === null ? undefined : row.offers[row.cheapest];
    if (offer) expect(cells[at]?.split("\n")[0]).toBe(figure(offer));
  });
  expect(await page.locator(".prices caption").innerText()).toContain("1920×1080");
  await page.getByLabel("Size").selectOption("free");
  await page.getByLabel("Width, px").fill("640");
  await expect.poll(() => page.locator(".prices caption").innerText()).toContain("640×1080");
});

describe("the address is the state", () => {
  test("Back and Forward undo and redo, and a link restores", async () => {
    const { page } = opened;
    await choose("Weights", "open");
    await expect.poll(async () => (await modelNames(page)).length).toBeLessThan(35);
    const kept = (await modelNames(page)).length;
    await page.getByLabel("Size").selectOption("512×512");
    await expect.poll(() => page.locator(".prices caption").innerText()).toContain("512×512");
    await page.goBack();
    await expect.poll(() => page.locator(".prices caption").innerText()).toContain("1024×1024");
    await page.goBack();
    await expect.poll(async () => (await modelNames(page)).length).toBe(35);
    expect(new URL(page.url()).hash).toBe("");
    await page.goForward();
    await expect.poll(async () => (await modelNames(page)).length).toBe(kept);
    await page.reload();
    await live(page);
    expect((await modelNames(page)).length).toBe(kept);
  });

  test("hostile values fall back, with a notice", async () => {
    const { page } = opened;
    await page.goto(`${site.url}#v1?n=-5&sort=%3Cimg+src%3Dx%3E&weights=open`);
    await live(page);
    await expect.poll(() => page.locator(".message-notice li").count()).toBe(2);
    expect(await page.locator(".message-notice").innerText()).toContain("<img src=x>");
    expect(await page.getByLabel("Images a month").inputValue()).toBe("10,000");
    await page.getByRole("button", { name: "Dismiss" }).click();
    expect(await page.locator(".message-notice").count()).toBe(0);
  });

  test("jumping to a part of the page leaves it alone", async () => {
    const { page } = opened;
    await choose("Weights", "open");
    await page.getByRole("link", { name: "Skip to the content" }).press("Enter");
    expect(new URL(page.url()).hash).toBe("#v1?weights=open");
  });
});

test("findings are listed with place and remedy, and can be filtered", async () => {
  const { page } = opened;
  await page.getByRole("link", { name: /findings/ }).click();
  const all = api.findings();
  await page.getByRole("button", { name: /^Show \d+ more/ }).click();
  await expect.poll(() => page.locator(".finding").count()).toBe(all.length);
  await page.getByLabel("Show").selectOption("warning");
  const warnings = all.filter(({ severity }) => severity === "warning");
  await expect.poll(() => page.locator(".finding").count()).toBe(warnings.length);
  const text = await page.locator(".finding").first().innerText();
  for (const part of [warnings[0]?.code, warnings[0]?.path]) expect(text).toContain(part);
});
