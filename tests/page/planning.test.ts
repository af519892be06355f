import { createRequire } from "node:module";
import type { Catalog } from "perpixel/inline";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { figure, usd } from "../../www/src/format.ts";
import { percentText } from "../../www/src/planning/percent.ts";
import {
  CATALOG_TEXT,
  launch,
  type Opened,
  open,
  openLive,
  type Site,
  serve,
  shipped,
  today,
} from "./support.ts";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const PARTS = ["route", "workload", "self-hosting", "usage", "changes"] as const;

let site: Site;
let browser: Browser;
let api: Catalog;
let opened: Opened;

beforeAll(async () => {
  [site, browser, api] = await Promise.all([serve(), launch(), shipped({ asOf: today() })]);
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

/** Opens a part of the section and waits for its form. */
async function form(page: Page, part: (typeof PARTS)[number]) {
  const found = page.locator(`#plan-${part}`);
  await found.locator("> summary").click();
  await found.locator("form").waitFor();
  return found;
}

describe("each form gives the package's figures", () => {
  beforeEach(async () => {
    opened = await openLive(browser, site);
  });
  afterEach(async () => {
    await opened.close();
    expect(opened.complaints).toEqual([]);
  });

  test.each([
    ["0.04", "4,975"],
    ["$0.08", "2,488"],
  ])("self-hosting: a server of 199 a month against %s breaks even at %s", async (price, images) => {
    const part = await form(opened.page, "self-hosting");
    await part.getByRole("button", { name: "Use server" }).click();
    await part.getByLabel("USD an image").fill(price);
    await part.getByRole("button", { name: "Compare with buying" }).click();
    await expect.poll(() => part.locator(".sentence").innerText()).toContain(`from ${images} images a month`);
    expect(await part.locator(".plan-answer").innerText()).toContain("$199.00 a month");
  });

  test("self-hosting: ranges, work and a model of the catalogs", async () => {
    const part = await form(opened.page, "self-hosting");
    await part.getByRole("button", { name: "Use RTX 4090" }).click();
    await part.getByRole("button", { name: "Use labour" }).click();
    await part.getByLabel("Utilisation").fill("50");
    await part.getByLabel("Hours of work a month").fill("4");
    await part.getByLabel("Model bought").fill("flux-2-pro");
    await part.getByLabel("Model bought").press("Enter");
    const expected = api.breakEven({
      machine: { usdPerHour: "~0.69", imagesPerHour: "1200 to 1800", utilisation: "0.5" },
      labour: { usdPerHour: "75 to 150", monthlyHours: 4 },
      against: { model: "flux-2-pro", job: {} },
      count: 10_000,
    });
    const text = (count: string | null) => Number(count).toLocaleString("en-US");
    await expect
      .poll(() => part.locator(".sentence").innerText())
      .toContain(`from ${text(expected.from)} images a month, surely from ${text(expected.surelyFrom)}`);
  });

  test("workload: a mix of 80 to 20, with receipts and the cheapest way", async () => {
    const part = await form(opened.page, "workload");
    await part.getByRole("button", { name: "Add a line" }).click();
    await part.getByLabel("Model", { exact: true }).first().fill("google/imagen4-fast");
    await part.getByLabel("A month, or share").first().fill("80%");
    await part.getByLabel("Model", { exact: true }).last().fill("google/imagen4");
    await part.getByLabel("A month, or share").last().fill("20 %");
    await part.getByLabel("Payment fee, %").fill("2.9");
    await part.getByLabel("Compare with").fill("flux-2-pro at fal");
    await part.getByRole("button", { name: "Estimate the workload" }).click();
    const expected = api.estimate({
      count: 10_000,
      lines: [
        { model: "google/imagen4-fast", share: "0.8" },
        { model: "google/imagen4", share: "0.2" },
      ],
      rail: { share: "0.029" },
      alternatives: [{ name: "flux-2-pro at fal", model: "flux-2-pro", provider: "fal" }],
    });
    await expect
      .poll(() => part.locator(".sentence").innerText())
      .toContain(`10,000 outputs cost ${usd(expected.total)} a month`);
    const text = await part.locator(".plan-answer").innerText();
    expect(text).toContain(`Paying costs ${usd(expected.rail?.cost)}`);
    expect(text).toContain(usd(expected.alternatives[0]?.total));
    await part.getByText("Receipt of Imagen 4 Fast").click();
    expect(await part.locator(".receipt tfoot").first().innerText()).toContain(usd(expected.lines[0]?.total));
  });

  test("workload: the plan tiers, a line without a price is unknown and never 0", async () => {
    const part = await form(opened.page, "workload");
    await part.getByRole("button", { name: /plan tiers/ }).click();
    expect(await part.getByLabel("A month, or share").count()).toBe(api.info().plans.length);
    await part.getByLabel("Provider", { exact: true }).first().fill("credits-page");
    await part.getByLabel("Model", { exact: true }).first().fill("veo-3-lite");
    await part.getByRole("button", { name: "Estimate the workload" }).click();
    await expect.poll(() => part.locator(".sentence").innerText()).toContain("The total is unknown");
    const first = part.locator(".figures").first().locator("tbody tr").first();
    expect(await first.locator("td").last().innerText()).toBe("unknown");
    expect(await part.locator(".plan-receipts .doubt").first().innerText()).toContain("Free:");
    await part.getByRole("button", { name: "Remove line 1" }).click();
    await part.getByRole("button", { name: "Estimate the workload" }).click();
    await expect.poll(() => part.locator(".sentence").innerText()).toContain("3,000 outputs cost $");
  });

  test("route: weighted, with shares, failures and the disclosure", async () => {
    const part = await form(opened.page, "route");
    await part.getByLabel("Model", { exact: true }).fill("gpt-image-2");
    await part.getByLabel("Order").selectOption("weighted");
    await part.getByLabel("Failure rates").fill("vercel 2%\nopenrouter 1 % billed");
    await part.getByRole("button", { name: "Route the job" }).click();
    const route = api.route({
      model: "gpt-image-2",
      policy: { order: "weighted" },
      failures: [
        { provider: "vercel", rate: "0.02" },
        { provider: "openrouter", rate: "0.01", billed: "billed" },
      ],
    });
    await expect.poll(() => part.locator(".sentence").innerText()).toContain(usd(route.billed));
    const text = await part.locator(".plan-answer").innerText();
    expect(text).toContain(route.disclosure);
    expect(text).toContain("How often each is tried first");
    const [first] = route.shares ?? [];
    expect(text).toMatch(
      new RegExp(`GPT Image 2\\s+vercel\\s+\\${usd(first?.price)}\\s+${percentText(first?.share ?? "")}`),
    );
    const { expected } = route;
    expect(text).toContain(
      figure({
        status: expected?.status ?? "unknown",
        price: expected?.billed ?? expected?.perDelivered ?? null,
      }),
    );
    await part.getByText(/^Why not the/).click();
    expect(await part.locator(".figures").last().locator("tbody tr").count()).toBeGreaterThan(1);
  });

  test("route: over all models, a constraint and what it costs", async () => {
    const part = await form(opened.page, "route");
    await part.getByLabel("Elo of at least").fill("1300");
    await part.getByRole("button", { name: "Route the job" }).click();
    const route = api.route({ job: {}, query: { minElo: 1300 } });
    const binding = route.binding?.[0];
    await expect.poll(() => part.locator(".sentence").innerText()).toContain(usd(route.billed));
    expect(await part.locator(".plan-answer").innerText()).toContain(
      `at ${figure(binding?.without ?? { status: "unknown", price: null }, usd)}, saving ${usd(binding?.saves)}`,
    );
    await opened.page.getByLabel("Quality", { exact: true }).selectOption("high");
    await expect.poll(() => part.locator(".doubt").first().innerText()).toContain("have changed since");
  });

  test("what changed: a newer file against the loaded one, and the workload with it", async () => {
    const workload = await form(opened.page, "workload");
    await workload.getByLabel("Model", { exact: true }).fill("grok-imagine-quality");
    await workload.getByLabel("Provider", { exact: true }).fill("vercel");
    await workload.getByLabel("A month, or share").fill("1k");
    const part = await form(opened.page, "changes");
    const text = CATALOG_TEXT.replaceAll(/\b0\.05\b/g, "0.06");
    await part
      .getByLabel("A catalog file")
      .setInputFiles({ name: "infr-2026-06.json", mimeType: "application/json", buffer: Buffer.from(text) });
    expect(await part.getByLabel("It stands for").inputValue()).toBe("infr.json");
    await part.getByLabel("Tolerated rise").fill("5%");
    await part.getByRole("button", { name: "Compare" }).click();
    await expect.poll(() => part.locator(".sentence").innerText()).toMatch(/^\d+ changes: \d+ rose; /);
    const answer = await part.locator(".plan-answer").innerText();
    expect(answer).toContain("The workload goes from $50.00 to $60.00 (+$10.00, 20%)");
    expect(answer).toContain("rose, more than tolerated");
    expect(answer).toContain("+$0.01");
  });

  test("failing input is told beside its field, and the engine's refusal as an alert", async () => {
    const part = await form(opened.page, "self-hosting");
    await part.getByLabel("USD a month").fill("19,9");
    expect(await part.locator(".field-error").innerText()).toContain("Write a point");
    await part.getByRole("button", { name: "Compare with buying" }).click();
    await expect
      .poll(() => opened.page.evaluate(() => document.activeElement?.getAttribute("name")))
      .toBe("host-usdPerMonth");
    await part.getByLabel("USD a month").fill("199");
    await part.getByLabel("USD an image").fill("0.04");
    await part.getByLabel("Model bought").fill("no-such-model");
    expect(await part.locator(".field-error").innerText()).toContain("not both");
    await part.getByLabel("USD an image").fill("");
    await part.getByRole("button", { name: "Compare with buying" }).click();
    await expect
      .poll(() => part.getByRole("alert").innerText())
      .toContain("there is no model named no-such-model");
    const workload = await form(opened.page, "workload");
    await workload.getByRole("button", { name: "Estimate the workload" }).click();
    await expect.poll(() => workload.locator(".field-error").count()).toBe(2);
  });
});

describe("the section", () => {
  test("is fetched only when it is needed, and names of strangers stay text", async () => {
    const hostile = '<img src=x onerror="alert(1)">\u202eevil';
    const document = JSON.parse(CATALOG_TEXT) as { models: { name: string }[] };
    for (const model of document.models) model.name = hostile;
    site.replace([
      [/index\.json$/, { body: '{"catalogs":["infr.json"]}' }],
      [/infr\.json$/, { body: JSON.stringify(document) }],
    ]);
    const { page, complaints, close } = await open(browser, site);
    const fetched = () =>
      page.evaluate(
        () => performance.getEntriesByType("resource").filter(({ name }) => /\/forms-/.test(name)).length,
      );
    await page.getByText("Computed in your browser").waitFor();
    expect(await fetched()).toBe(0);
    const part = await form(page, "route");
    expect(await fetched()).toBe(1);
    await part.getByRole("button", { name: "Route the job" }).click();
    await expect.poll(() => part.locator(".sentence").innerText()).toContain("⟨U+202E⟩evil");
    expect(await page.locator("img").count()).toBe(0);
    expect(complaints).toEqual([]);
    await close();
    site.replace([]);
  });

  test("works by keyboard alone", async () => {
    const { page, close } = await openLive(browser, site);
    await page.locator("#plan-self-hosting > summary").focus();
    await page.keyboard.press("Enter");
    await page.locator("#plan-self-hosting form").waitFor();
    const names: string[] = [];
    for (let step = 0; step < 20; step += 1) {
      await page.keyboard.press("Tab");
      const { name, visible } = await page.evaluate(() => {
        const element = document.activeElement as HTMLElement;
        const style = getComputedStyle(element);
        return {
          name: element.getAttribute("name") ?? element.textContent ?? "",
          visible: style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) > 0,
        };
      });
      expect(visible).toBe(true);
      names.push(name);
      if (name === "host-usdPerMonth") await page.keyboard.type("199");
      if (name === "host-price") await page.keyboard.type("0.04");
      if (name === "Compare with buying") break;
    }
    expect(names).toContain("Use server");
    expect(names.at(-1)).toBe("Compare with buying");
    await page.keyboard.press("Enter");
    await expect.poll(() => page.locator("#plan-self-hosting .sentence").innerText()).toContain("4,975");
    await close();
  });
});

/** Every form open, and answered where an example is at hand. */
async function unfold(page: Page): Promise<void> {
  for (const part of PARTS) await form(page, part);
  await page.getByRole("button", { name: "Use server" }).click();
  await page.getByLabel("USD an image").fill("0.04");
  await page.getByRole("button", { name: "Compare with buying" }).click();
  await page.locator("#plan-route").getByLabel("Failure rates").fill("fal 2%");
  await page.locator("#plan-route").getByLabel("Order").selectOption("weighted");
  await page.getByRole("button", { name: "Route the job" }).click();
  await page.getByRole("button", { name: /plan tiers/ }).click();
  await page.getByLabel("Compare with", { exact: true }).fill("flux-2-pro at fal");
  await page.getByRole("button", { name: "Estimate the workload" }).click();
  await page.getByLabel("Or a log pasted here").fill("model,provider,note\nflux-2-pro,fal,x\nnobody,fal,y\n");
  await page.getByRole("button", { name: "Price the log" }).click();
  const changed = CATALOG_TEXT.replaceAll(/\b0\.05\b/g, "0.06");
  await page
    .getByLabel("A catalog file")
    .setInputFiles({ name: "infr.json", mimeType: "application/json", buffer: Buffer.from(changed) });
  await page.getByRole("button", { name: "Compare", exact: true }).click();
  await expect.poll(() => page.locator("#planning .sentence").count()).toBe(PARTS.length);
  await page.locator("#planning summary").evaluateAll((all) => {
    for (const summary of all) summary.parentElement?.setAttribute("open", "");
  });
}

interface AxeResult {
  violations: { id: string; nodes: { html: string }[] }[];
}

test.each([
  [1280, 768],
  [390, 320],
])(
  "with every form open at %i px, axe finds nothing, and nothing overflows down to %i px",
  async (width, narrow) => {
    // The page's policy rightly keeps injected scripts out; only this test lets one in.
    const options = { viewport: { width, height: 844 }, bypassCSP: true, reducedMotion: "reduce" } as const;
    const { page, close } = await openLive(browser, site, "", options);
    await unfold(page);
    await page.addScriptTag({ path: AXE });
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      const result = await page.evaluate(() =>
        (globalThis as unknown as { axe: { run(where: string): Promise<AxeResult> } }).axe.run("#planning"),
      );
      expect(result.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    }
    for (const each of [width, narrow]) {
      await page.setViewportSize({ width: each, height: 844 });
      const [scroll, client] = await page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        return [scrollWidth, clientWidth];
      });
      expect(scroll).toBeLessThanOrEqual(client ?? 0);
    }
    await close();
  },
);
