import { readFileSync } from "node:fs";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readCatalog } from "../../www/src/own/catalog-file.ts";
import {
  axe,
  launch,
  live,
  modelNames,
  ONE_CATALOG,
  type Opened,
  openView,
  overflow,
  rowOf,
  type Site,
  serve,
  today,
} from "./support.ts";

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

const part = () => opened.page.locator("#sources");
const add = () => part().getByRole("button", { name: "Add the catalog" }).click();
const said = () => part().getByRole("status").innerText();
const file = (name: string, text: string) => ({
  name,
  mimeType: "application/json",
  buffer: Buffer.from(text),
});

async function start(options: BrowserContextOptions = {}): Promise<void> {
  opened = await openView(browser, site, "catalogs", options);
  await part().getByText("Add a catalog of your own").click();
}

async function go(view: "Compare" | "Catalogs"): Promise<void> {
  await opened.page.getByRole("link", { name: view, exact: true }).click();
  if (view === "Compare") return live(opened.page);
  await part().getByText("Add a catalog of your own").click();
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
    await go("Compare");
    const before = await modelNames(page);
    await go("Catalogs");
    await drop("card.json", CARD);
    await add();
    await expect.poll(said).toContain("card.json is loaded");
    const row = part().getByRole("row", { name: /^card\.json yours/ });
    expect(await row.innerText()).toMatch(/rate card\s+1 June 2026\s.*1\s+1\s/s);

    const findings = page.locator("#findings");
    await row
      .getByRole("button", { name: /warning.*of card\.json/ })
      .first()
      .click();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("findings");
    const source = findings.getByLabel("Of", { exact: true });
    expect(await source.inputValue()).toBe("card.json");
    expect(await findings.getByLabel("Show").inputValue()).toBe("warning");
    expect(await page.evaluate(() => location.hash)).toBe("#v1/catalogs?severity=warning&of=card.json");
    await findings.getByLabel("Show").selectOption("");
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

    await go("Compare");
    await rowOf(page, SHOWN_NAME).waitFor();
    expect(await rowOf(page, SHOWN_NAME).innerText()).toContain("$0.0017");
    await go("Catalogs");
    await part().getByRole("button", { name: "Remove card.json" }).click();
    await expect.poll(said).toBe("card.json is removed.");
    expect(await row.count()).toBe(0);
    // The filter for what is gone goes with it.
    await expect.poll(() => source.inputValue()).toBe("");
    await go("Compare");
    await expect.poll(() => modelNames(page)).toEqual(before);
  });

  test("a refused file is told and changes nothing; a second one of the same name gets another", async () => {
    const { page } = opened;
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
    const sources = part().locator("tbody tr");
    expect(await sources.count()).toBe(1);
    expect(await page.locator(".message-problem").count()).toBe(1);
    await part().getByRole("button", { name: "Take the file away" }).click();

    await paste(CARD, "infr.json");
    await expect.poll(said).toContain("infr.json (2) is loaded");
    expect(await alert.count()).toBe(0);
    await paste("{}", "broken");
    await expect.poll(() => alert.innerText()).toContain("broken");
    await go("Compare");
    await rowOf(page, SHOWN_NAME).waitFor();
    // The job is computed with it, and so is another price of a credit.
    await page.getByLabel("Images a month").fill("20k");
    await rowOf(page, SHOWN_NAME).waitFor();
    // It is kept, with its name, and handed back as it was given.
    await page.reload();
    await live(page);
    await rowOf(page, SHOWN_NAME).waitFor();
    await go("Catalogs");
    const waiting = page.waitForEvent("download");
    await part().getByRole("button", { name: "Export infr.json (2)" }).click();
    const download = await waiting;
    expect(download.suggestedFilename()).toBe(`perpixel-catalog-${today()}.json`);
    expect(readFileSync(await download.path(), "utf8")).toBe(CARD);
    await part().getByRole("button", { name: "Remove infr.json (2)" }).click();
    await expect.poll(said).toBe("infr.json (2) is removed.");
    await page.reload();
    await part().getByText("Add a catalog of your own").waitFor();
    expect(await part().getByText("yours").count()).toBe(0);
  });

  test("a source of one's own that contradicts another is found by the audit", async () => {
    const audit = opened.page.locator("#audit");
    await expect.poll(() => audit.locator(".sentence").innerText()).toContain("Fewer than two sources");
    const card = JSON.parse(CARD) as { models: { id: string; name: string; offers: object[] }[] };
    const [model] = card.models;
    if (!model) throw new Error("the card has no model");
    model.id = "flux-2-pro";
    model.offers = [
      {
        provider: "bfl",
        url: "https://example.com/prices",
        charges: [{ unit: "image", label: "Image", usd: "3" }],
      },
    ];
    await paste(JSON.stringify(card), "cents");
    await expect
      .poll(() => audit.locator(".sentence").innerText())
      .toContain("1 price is stated differently");
    expect(await audit.locator(".sentence").innerText()).toContain("$2.97");
    const text = await audit.locator("tbody tr").innerText();
    expect(text).toMatch(
      /bfl\s+\$3\.00\s.*cents, 1 June 2026 · example\.com\s.*\$0\.03\s.*infr\.json.*100×/s,
    );
    expect(text).toContain("cents were taken for dollars");
    const link = audit.getByRole("link", { name: "example.com" });
    expect(await link.getAttribute("href")).toBe("https://example.com/prices");
    expect(await link.getAttribute("rel")).toContain("noopener");
  });
});

test("where no catalog was shipped, one's own is enough", async () => {
  site.replace([[/index\.json$/, { status: 404 }]]);
  await start();
  await opened.page.getByText("No catalog could be loaded").waitFor();
  await paste(CARD, "mine");
  await part()
    .getByRole("row", { name: /^mine yours/ })
    .waitFor();
  await go("Compare");
  await rowOf(opened.page, SHOWN_NAME).waitFor();
  expect(await opened.page.getByLabel("Images a month").isEnabled()).toBe(true);
  await go("Catalogs");
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
    await part().getByText("yours").waitFor();
    await paste("no JSON");
    await part().getByRole("alert").waitFor();
    await page.locator("#findings").getByLabel("Find").fill("no finding says this");
    await page.getByText("No findings match.").waitFor();
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    expect(await axe(page)).toEqual([]);
    await opened.close();
  });
});

test("a file over the engine's limit is not read", async () => {
  const large = { name: "large.json", size: 64 * 1024 * 1024 + 1 } as File;
  const outcome = await readCatalog(large, "", []);
  expect(outcome).toMatchObject({ ok: false, problem: { subject: "large.json", code: "too_large" } });
});
