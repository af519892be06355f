import { createRequire } from "node:module";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readCatalog } from "../../www/src/own/catalog-file.ts";
import {
  launch,
  modelNames,
  ONE_CATALOG,
  type Opened,
  openLive,
  rowOf,
  type Site,
  serve,
} from "./support.ts";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const CARD = JSON.stringify({
  format: "perpixel/rate-card@1",
  date: "2026-06-01",
  models: [
    {
      id: "house-model",
      name: "House model \u202e<img src=x onerror=alert(1)>",
      modes: ["t2i", "edit"],
      offers: [
        {
          provider: "our-shop",
          billing: "flat",
          charges: [{ unit: "image", label: "Image", usd: "0.0017" }],
        },
        { provider: "other-shop", billing: "flat", url: "javascript:alert(1)" },
      ],
    },
  ],
});
const SHOWN_NAME = "House model ⟨U+202E⟩<img src=x onerror=alert(1)>";

let site: Site;
let browser: Browser;
let opened: Opened;

beforeAll(async () => {
  [site, browser] = await Promise.all([serve(), launch()]);
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

const part = () => opened.page.locator("#plan-catalogs");
const add = () => part().getByRole("button", { name: "Add the catalog" }).click();
const said = () => part().getByRole("status").innerText();
const file = (name: string, text: string) => ({
  name,
  mimeType: "application/json",
  buffer: Buffer.from(text),
});

async function start(options: BrowserContextOptions = {}): Promise<void> {
  opened = await openLive(browser, site, "", options);
  await opened.page.locator("#plan-catalogs > summary").click();
  await part().locator("form").waitFor();
}

async function drop(name: string, text: string): Promise<void> {
  await part()
    .locator(".drop")
    .evaluate(
      (element, [fileName, content]) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([content], fileName));
        element.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
      },
      [name, text] as const,
    );
}

async function paste(text: string, name = ""): Promise<void> {
  await part().getByLabel("Or a catalog pasted here").fill(text);
  await part().getByLabel("Name", { exact: true }).fill(name);
  await add();
}

describe("in the browser", () => {
  beforeEach(async () => {
    site.replace([ONE_CATALOG]);
    await start();
  });
  afterEach(async () => {
    await opened.close();
    expect(opened.complaints).toEqual([]);
  });

  test("a dropped rate card: its model is in the table, its findings are filtered, and it is removed", async () => {
    const { page } = opened;
    const before = await modelNames(page);
    await drop("card.json", CARD);
    await add();
    await expect.poll(said).toContain("card.json is loaded");
    await rowOf(page, SHOWN_NAME).waitFor();
    expect(await rowOf(page, SHOWN_NAME).innerText()).toContain("$0.0017");
    const list = part().getByRole("table");
    expect(await list.innerText()).toMatch(/card\.json\s+rate card\s+1 model\s+1 offer\s+\d+ findings?/);

    await page.locator(".findings summary").click();
    const findings = page.locator(".findings");
    const source = findings.getByLabel("Of", { exact: true });
    await source.selectOption("card.json");
    const shown = await findings.locator(".finding").allInnerTexts();
    expect(shown.length).toBeGreaterThan(0);
    for (const text of shown) expect(text).toContain("card.json");
    const option = await source.locator('option[value="card.json"]').textContent();
    expect(option).toBe(`card.json (${shown.length})`);
    const errors = await findings.getByLabel("Show").locator('option[value="error"]').textContent();
    expect(errors).toMatch(/^Errors \(\d+\)$/);
    await findings.getByLabel("Find").fill("no finding says this");
    await findings.getByText("No findings match.").waitFor();
    await findings.getByRole("button", { name: "Show all findings" }).click();
    await expect.poll(() => findings.locator(".finding").count()).toBeGreaterThan(shown.length);
    await source.selectOption("card.json");

    await list.getByRole("button", { name: "Remove card.json" }).click();
    await expect.poll(said).toBe("card.json is removed.");
    await expect.poll(() => modelNames(page)).toEqual(before);
    expect(await list.count()).toBe(0);
    // The filter for what is gone goes with it.
    await expect.poll(() => source.inputValue()).toBe("");
  });

  test("a refused file is told and changes nothing; a second one of the same name gets another", async () => {
    const { page } = opened;
    const before = await modelNames(page);
    await add();
    await expect.poll(() => part().locator(".field-error").innerText()).toContain("Choose a file");
    await part()
      .getByLabel("A file, chosen or dropped here")
      .setInputFiles(file("page.html", "<!doctype html>"));
    await add();
    const alert = part().getByRole("alert");
    await expect.poll(() => alert.innerText()).toContain("not_json");
    expect(await alert.innerText()).toContain("page.html");
    expect(await alert.innerText()).toContain("What to do: check the file with any JSON tool");
    expect(await modelNames(page)).toEqual(before);
    expect(await page.locator(".message-problem").count()).toBe(1);
    await part().getByRole("button", { name: "Take the file away" }).click();

    await paste(CARD, "infr.json");
    await expect.poll(said).toContain("infr.json (2) is loaded");
    expect(await alert.count()).toBe(0);
    await paste("{}", "broken");
    await expect.poll(() => alert.innerText()).toContain("broken");
    await rowOf(page, SHOWN_NAME).waitFor();
    // The job is computed with it, and so is another price of a credit.
    await page.getByLabel("Images a month").fill("20k");
    await expect.poll(() => page.locator(".estimate .sentence").innerText()).toContain("20,000 images");
    await rowOf(page, SHOWN_NAME).waitFor();
    await page.reload();
    await expect.poll(() => modelNames(page)).toEqual(before);
  });
});

test("where no catalog was shipped, one's own is enough", async () => {
  site.replace([[/index\.json$/, { status: 404 }]]);
  opened = await openLive(browser, site);
  await opened.page.getByText("No catalog could be loaded").waitFor();
  await opened.page.locator("#plan-catalogs > summary").click();
  await paste(CARD, "mine");
  await rowOf(opened.page, SHOWN_NAME).waitFor();
  expect(await opened.page.getByLabel("Images a month").isEnabled()).toBe(true);
  await part().getByRole("button", { name: "Remove mine" }).click();
  await opened.page.getByText("No catalog could be loaded").waitFor();
  await opened.close();
});

describe("axe finds nothing, and nothing overflows", () => {
  test.each([
    ["light", 1280],
    ["dark", 1280],
    ["light", 390],
    ["dark", 390],
    ["light", 320],
  ] as const)("%s at %i px", async (colorScheme, width) => {
    site.replace([ONE_CATALOG]);
    await start({ colorScheme, viewport: { width, height: 844 }, bypassCSP: true });
    const { page } = opened;
    await paste(CARD, `a-name-without-any-place-to-break-${"x".repeat(80)}`);
    await rowOf(page, SHOWN_NAME).waitFor();
    await paste("no JSON");
    await part().getByRole("alert").waitFor();
    await page.locator(".findings summary").click();
    await page.locator(".findings").getByLabel("Find").fill("no finding says this");
    await page.getByText("No findings match.").waitFor();
    const [scroll, client] = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return [scrollWidth, clientWidth];
    });
    expect(scroll).toBeLessThanOrEqual(client ?? 0);
    await page.addScriptTag({ path: AXE });
    const found = await page.evaluate(async () => {
      interface Axe {
        run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
      }
      const { violations } = await (globalThis as unknown as { axe: Axe }).axe.run();
      return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
    });
    expect(found).toEqual([]);
    await opened.close();
  });
});

test("a file over the engine's limit is not read", async () => {
  const large = { name: "large.json", size: 64 * 1024 * 1024 + 1 } as File;
  const outcome = await readCatalog(large, "", []);
  expect(outcome).toMatchObject({ ok: false, problem: { subject: "large.json", code: "too_large" } });
});
