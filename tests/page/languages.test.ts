import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { languages, words } from "../../www/build/words.mjs";
import { day, price, usd } from "../../www/src/format.ts";
import { best, n, speak, t } from "../../www/src/language.ts";
import { launch, open, type Site, serve } from "./support.ts";

const { keys, strange } = words();
/** English words that vendors and catalogs use too, as names of qualities and licences. */
const FOREIGN = ["medium", "open", "closed"];
const placeholders = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();

test("every text of the page can be told from its source", () => {
  expect(strange).toEqual([]);
  expect(keys.size).toBeGreaterThan(400);
});

describe.each([...languages()])("%s", (language, table) => {
  const pairs = Object.entries(table).filter(([key]) => keys.has(key));

  test("says every text, and nothing that is left over", () => {
    expect([...keys.keys()].filter((key) => !Object.hasOwn(table, key))).toEqual([]);
    expect(Object.keys(table).filter((key) => !keys.has(key))).toEqual([]);
    expect(pairs.filter(([, text]) => text.trim() === "")).toEqual([]);
  });

  test("fills in what the English text fills in", () => {
    const other = pairs.filter(([key, text]) => `${placeholders(key)}` !== `${placeholders(text)}`);
    expect(other).toEqual([]);
  });

  test("has all forms of a plural, and in each what the text fills in", () => {
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories.length;
    for (const [key, text] of pairs.filter(([one]) => one.includes("|"))) {
      const said = text.split("|");
      expect(said, key).toHaveLength(forms);
      const [, many = ""] = key.split("|");
      expect(placeholders(said.at(-1) ?? ""), key).toEqual(placeholders(many));
    }
  });

  test("uses the signs of its own typography", () => {
    // Quotation marks of English texts, ASCII ones, and three points.
    const wrong = Object.values(table).filter((text) => /[“][^”„]*”|(?<!=)"|\.\.\.(?!\.)/.test(text));
    expect(wrong).toEqual([]);
  });
});

describe("German", () => {
  beforeAll(() => speak("de"));
  afterAll(() => speak("en"));

  test("figures, dates and plurals are written the German way", () => {
    expect(usd("1234567.5")).toBe("1.234.567,50\u00a0$");
    expect(usd("0.05406")).toBe("0,05406\u00a0$");
    expect(usd("-0.019")).toBe("-0,019\u00a0$");
    expect(price("0")).toBe("kostenlos");
    expect(day("2026-05-24")).toBe("24. Mai 2026");
    expect(n(1, "{count} offer", "{count} offers")).toBe("1 Angebot");
    expect(n(10_000, "{count} offer", "{count} offers")).toBe("10.000 Angebote");
  });

  test("a text that has no translation stays English, and no key is the table's own machinery", () => {
    expect(t("constructor")).toBe("constructor");
    expect(t("nothing of {kind}", { kind: "this" })).toBe("nothing of this");
  });

  test("the first wanted language that there is", () => {
    expect(best(["de-AT", "en"])).toBe("de");
    expect(best(["fr", "de"])).toBe("de");
    expect(best(["fr"])).toBe("en");
    expect(best([])).toBe("en");
  });
});

describe("in the browser", () => {
  let site: Site;
  let browser: Browser;
  let closing: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    [site, browser] = await Promise.all([serve(), launch()]);
  });
  afterEach(async () => {
    for (const close of closing) await close();
    closing = [];
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  async function opened(hash: string, options: Parameters<typeof open>[3] = {}): Promise<Page> {
    const { page, complaints, close } = await open(browser, site, hash, options);
    closing.push(async () => {
      expect(complaints).toEqual([]);
      await close();
    });
    await page.locator(".language:enabled").waitFor();
    return page;
  }

  /** The page's own English texts that stand alone in an element or an attribute; foreign words are not ours. */
  function englishLeft(page: Page, table: Record<string, string>): Promise<string[]> {
    const english = Object.entries(table)
      .filter(([key, text]) => key !== text && !key.includes("{") && key.length > 3)
      .flatMap(([key]) => key.split("|"));
    const shown = [...Object.values(table), ...FOREIGN];
    const ours = english.filter((text) => !shown.includes(text));
    return page.evaluate((texts) => {
      const known = new Set(texts);
      const left = new Set<string>();
      const look = (text: string | null | undefined) => {
        const trimmed = text?.trim();
        if (trimmed && known.has(trimmed)) left.add(trimmed);
      };
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const { parentElement, textContent } = walker.currentNode;
        // What catalogs, providers and the engine say is theirs, in their language.
        if (!parentElement?.closest("[lang=en], code, .figure, .offer-head, .finding")) look(textContent);
      }
      for (const element of document.querySelectorAll("[aria-label], [title], [placeholder]")) {
        for (const name of ["aria-label", "title", "placeholder"]) look(element.getAttribute(name));
      }
      return [...left];
    }, ours);
  }

  test("a choice of German turns the page around, and is kept", async () => {
    const page = await opened("");
    expect(await page.locator("html").getAttribute("lang")).toBe("en");
    await page.locator(".language").selectOption("de");
    await expect.poll(() => page.locator("html").getAttribute("lang")).toBe("de");
    expect(await page.getByLabel("Bilder im Monat").inputValue()).toBe("10.000");
    expect(await page.locator(".sentence").innerText()).toMatch(/^10\.000 Bilder im Monat mit 1024×1024: /);
    expect(await page.locator(".ranking-price").first().innerText()).toMatch(/^(?:≈ )?\d+,\d+\s\$$/);
    expect(await page.locator(".prices thead").innerText()).toContain("Modell");
    expect(await page.locator(".freshness").innerText()).toMatch(/Preise vom \d+\. \S+ 2026 bis/);
    // The choice is none of the address's.
    expect(new URL(page.url()).hash).toBe("");
    await page.reload();
    await page.locator(".language:enabled").waitFor();
    expect(await page.locator("html").getAttribute("lang")).toBe("de");
    expect(await page.getByLabel("Bilder im Monat").inputValue()).toBe("10.000");
    await page.locator(".language").selectOption("en");
    await expect.poll(() => page.locator("html").getAttribute("lang")).toBe("en");
    expect(await page.getByLabel("Images a month").inputValue()).toBe("10,000");
  });

  test("a reader whose browser wants German gets it at once; what is typed the German way is read", async () => {
    const page = await opened("", { locale: "de-DE" });
    expect(await page.locator("html").getAttribute("lang")).toBe("de");
    const field = page.getByLabel("Bilder im Monat");
    await field.fill("20.000");
    await expect.poll(() => page.url()).toContain("n=20000");
    await field.blur();
    expect(await field.inputValue()).toBe("20.000");
    await field.fill("1,000");
    expect(await field.getAttribute("aria-invalid")).toBe("true");
    expect(await page.locator(".estimate .field-note.error").innerText()).toContain("zwei Arten");
  });

  test.each([
    "",
    "#v1?pick=gpt-image-2,flux-2-pro&elo=1300",
    "#v1/estimate",
    "#v1/route",
    "#v1/usage",
    "#v1/catalogs",
  ])("nothing of ours is left in English: %j", async (hash) => {
    const page = await opened(hash, { locale: "de-DE" });
    await page.waitForTimeout(600);
    await page.locator("summary").evaluateAll((all) => {
      for (const summary of all) summary.parentElement?.setAttribute("open", "");
    });
    const table = languages().get("de") ?? {};
    expect(await englishLeft(page, table)).toEqual([]);
  });

  test.each([390, 1280])("at %i px little moves when the German words take over", async (width) => {
    const page = await opened("", { locale: "de-DE", viewport: { width, height: 900 } });
    const shift = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          let total = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries())
              total += (entry as PerformanceEntry & { value: number }).value;
          }).observe({ type: "layout-shift", buffered: true });
          setTimeout(() => resolve(total), 500);
        }),
    );
    // Lines of other lengths move a little of what stands below them; a line more would move all of it.
    expect(shift).toBeLessThan(0.1);
  });

  test.each([320, 390])("at %i px nothing overflows in German", async (width) => {
    for (const hash of [
      "#v1?n=123456789&elo=1300&within=fast&pick=gpt-image-2,flux-2-pro",
      "#v1/route",
      "#v1/catalogs",
    ]) {
      const page = await opened(hash, { locale: "de-DE", viewport: { width, height: 844 } });
      await page.waitForTimeout(400);
      const over = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(over, hash).toBeLessThanOrEqual(0);
    }
  });
});
