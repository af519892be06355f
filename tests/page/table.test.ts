import type { Catalog, Display, Job, Mode, Query, Row, Shown } from "perpixel";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { boundsText, readElo, readPrices } from "../../www/src/compare/expressions.ts";
import { cellPriceIn, figure, money } from "../../www/src/format.ts";
import {
  column,
  launch,
  live,
  modelNames,
  ONE_CATALOG,
  openLive,
  rowOf,
  type Site,
  serve,
  shipped,
  today,
} from "./support.ts";

const IMAGES: Mode[] = ["t2i", "edit"];

let site: Site;
let browser: Browser;
let api: Catalog;

beforeAll(async () => {
  [site, browser, api] = await Promise.all([serve(), launch(), shipped({ asOf: today() })]);
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

async function opened(
  hash: string,
  look: (page: Page) => Promise<void>,
  options: BrowserContextOptions = {},
): Promise<void> {
  const one = await openLive(browser, site, hash, options);
  try {
    await look(one.page);
    expect(one.complaints).toEqual([]);
  } finally {
    await one.close();
  }
}

const names = (rows: Row[]) => rows.map(({ model }) => model.name);
const panel = (page: Page, name: string) =>
  page.getByRole("button", { name: new RegExp(`^${name}`) }).click();

describe("bounds as people write them", () => {
  test.each([
    ["<=0.04", null, "0.04"],
    [" ≤ 0.04 ", null, "0.04"],
    [">=$0.010", "0.01", null],
    ["0.01..0.05", "0.01", "0.05"],
    ["0.01 – 0.05", "0.01", "0.05"],
    ["..0.05", null, "0.05"],
    ["0.05..", "0.05", null],
    ["0.04", "0.04", "0.04"],
    ["=.04", "0.04", "0.04"],
    ["", null, null],
    // More digits than a binary float has.
    ["<=123456789.123456789012", null, "123456789.123456789012"],
  ])("%j", (text, low, high) => {
    const reading = readPrices(text);
    expect(reading).toEqual({ ok: true, value: { low, high } });
    if (reading.ok) expect(readPrices(boundsText(reading.value))).toEqual(reading);
  });

  test.each([
    ["<0.04", "write <=0.04"],
    ["> 1", "write >=1"],
    ["<", "write <=0.04"],
    ["0.05..0.01", "above the second"],
    ["0,04", "with a point"],
    ["1,000", "with a point"],
    ["1e3", "with a point"],
    ["-1", "with a point"],
    ["cheap", "with a point"],
    ["<=", "with a point"],
    ["..", "with a point"],
    ["1..2..3", "with a point"],
    ["0.1234567890123", "with a point"],
    ["<=0.01..0.02", "with a point"],
  ])("%j is refused", (text, advice) => {
    const reading = readPrices(text);
    expect(reading.ok ? "" : reading.error).toContain(advice);
  });

  test.each([
    [">=1200", "1200", null],
    ["1100..1250", "1100", "1250"],
  ])("scores: %j", (text, low, high) => {
    expect(readElo(text)).toEqual({ ok: true, value: { low, high } });
  });

  test.each([">=1200.5", "..x", "12345..99999"])("no score: %j", (text) => {
    expect(readElo(text).ok).toBe(false);
  });
});

describe("filters", () => {
  test("price and score, with the error beside the field and the rows left as they were", () =>
    opened("", async (page) => {
      await panel(page, "Filters");
      const price = page.getByLabel("Price, USD an image");
      await price.fill("<=0.04");
      const most: Query = { modes: IMAGES, sort: "price", maxPrice: "0.04" };
      await expect.poll(() => modelNames(page)).toEqual(names(api.compare({}, most).rows));
      expect(page.url()).toContain("#v1?price=..0.04");
      await price.fill("<0.04");
      expect(await price.getAttribute("aria-invalid")).toBe("true");
      expect(await page.locator(".filter-panel .error").innerText()).toContain("write <=0.04");
      expect(page.url()).toContain("#v1?price=..0.04");
      await price.blur();
      expect(await price.inputValue()).toBe("<=0.04");

      await page.getByLabel("Arena score, Elo").fill("1200..1300");
      const both = { ...most, minElo: 1200, maxElo: 1300 };
      await expect.poll(() => modelNames(page)).toEqual(names(api.compare({}, both).rows));
      expect(await page.locator(".filter-bar .chips").innerText()).toMatch(
        /Price ≤ 0.04 USD[\s\S]*Elo 1200–1300/,
      );
      await page.getByRole("button", { name: /Price ≤ 0.04.*remove/ }).click();
      const { maxPrice: _, ...score } = both;
      await expect.poll(() => modelNames(page)).toEqual(names(api.compare({}, score).rows));
      expect(await price.inputValue()).toBe("");
    }));

  test("the counts are the engine's; what would leave nothing is 0 and cannot be chosen", () =>
    opened("#v1?price=..0.04&weights=open", async (page) => {
      await panel(page, "Filters");
      // The counts come with the whole engine; until then only what is chosen stands there.
      await page.getByRole("group", { name: "Weights", exact: true }).getByText("closed").waitFor();
      const query: Query = { modes: IMAGES, maxPrice: "0.04", weights: ["open"] };
      const facets = api.facets({}, query);
      let compared = 0;
      for (const [name, field] of FIELDS) {
        const group = page.getByRole("group", { name, exact: true });
        const all = group.getByRole("button", { name: /^All/ });
        if ((await all.count()) > 0) await all.click();
        const values = await group.locator(".facet-value").evaluateAll((rows) =>
          rows.map((row) => ({
            value: row.querySelector("input")?.value ?? "",
            rows: Number.parseInt(row.querySelector(".facet-rows")?.textContent ?? "", 10),
            disabled: row.querySelector("input")?.disabled,
            checked: row.querySelector("input")?.checked,
          })),
        );
        const known = api.facets({}, { modes: IMAGES }).find((one) => one.field === field)?.values ?? [];
        expect(values.map(({ value }) => value).sort()).toEqual(known.map(({ value }) => value).sort());
        const counted = facets.find((one) => one.field === field)?.values ?? [];
        for (const { value, rows, disabled, checked } of values) {
          const count = counted.find((one) => one.value === value)?.rows ?? 0;
          expect([name, value, rows, disabled]).toEqual([name, value, count, count === 0 && !checked]);
          compared += 1;
        }
      }
      expect(compared).toBeGreaterThan(30);
    }));

  const FIELDS = [
    ["Weights", "weights"],
    ["Licence", "licenses"],
    ["Vendor", "vendors"],
    ["Provider", "providers"],
    ["Billing", "billing"],
    ["Price tier", "priceTiers"],
    ["Latency", "latency"],
  ] as const;

  test("several values of one facet, one chip each; Back takes them away one by one", () =>
    opened("", async (page) => {
      await panel(page, "Filters");
      const vendors = page.getByRole("group", { name: "Vendor" });
      await vendors.getByLabel("BFL", { exact: true }).check();
      await vendors.getByLabel("Google", { exact: true }).check();
      const both: Query = { modes: IMAGES, sort: "price", vendors: ["BFL", "Google"] };
      await expect.poll(() => modelNames(page)).toEqual(names(api.compare({}, both).rows));
      expect(page.url()).toContain("#v1?vendor=BFL,Google");
      expect(await page.locator(".filter-bar .chips li").count()).toBe(2);
      await page.goBack();
      const one: Query = { ...both, vendors: ["BFL"] };
      await expect.poll(() => modelNames(page)).toEqual(names(api.compare({}, one).rows));
      expect(await vendors.getByLabel("Google", { exact: true }).isChecked()).toBe(false);
    }));

  test("a long list can be searched", () =>
    opened("", async (page) => {
      await panel(page, "Filters");
      const group = page.getByRole("group", { name: "Provider" });
      await group.getByRole("searchbox").fill("REPL");
      await expect.poll(() => group.locator(".facet-value label").allInnerTexts()).toEqual(["replicate"]);
    }));
});

describe("units and currencies", () => {
  const shown = (one: Shown | null | undefined, code: string, long = false) =>
    one && figure(one, (text) => (long ? money(text, code) : cellPriceIn(text, code)));

  test.each([
    ["#v1?unit=thousand", {}, IMAGES, { unit: "thousand" }, "US dollars per 1,000 images"],
    [
      "#v1?unit=megapixel&size=2048x2048",
      { width: 2048, height: 2048 },
      IMAGES,
      { unit: "megapixel" },
      "per megapixel",
    ],
    ["#v1?unit=month&n=777", {}, IMAGES, { unit: "month", count: 777 }, "per month"],
    [
      "#v1?mode=t2v&unit=clip&seconds=5&credit=credits-page:0.01",
      { mode: "t2v", seconds: 5 },
      ["t2v"],
      { unit: "clip" },
      "per clip",
    ],
    [
      "#v1?mode=i2v&unit=thousand&credit=credits-page:0.01",
      { mode: "i2v" },
      ["i2v"],
      { unit: "thousand" },
      "per 1,000 clips",
    ],
    [
      "#v1?currency=EUR:0.92",
      {},
      IMAGES,
      { unit: "each", currency: { code: "EUR", perUsd: "0.92" } },
      "≈ EUR per image",
    ],
    [
      "#v1?unit=thousand&currency=JPY:151.37",
      {},
      IMAGES,
      { unit: "thousand", currency: { code: "JPY", perUsd: "151.37" } },
      "1 USD = 151.37 JPY",
    ],
  ] as [string, Job, Mode[], Display, string][])("%s", async (hash, job, modes, display, caption) => {
    const own = hash.includes("credit=")
      ? await shipped({ asOf: today(), creditPrices: { "credits-page": "0.01" } })
      : api;
    await opened(hash, async (page) => {
      const query: Query = { modes, sort: "price" };
      const { rows } = own.compare(job, query, display);
      const code = display.currency?.code ?? "USD";
      const { currency } = display;
      const month: Display = {
        unit: "month",
        count: display.count ?? 10_000,
        ...(currency ? { currency } : {}),
      };
      const months = own.compare(job, query, month).rows;
      expect(rows.some((row) => row.shown?.cheapest)).toBe(true);
      expect(await page.locator(".prices caption").innerText()).toContain(caption);
      await page.locator(".unit-line").waitFor();
      expect(await modelNames(page)).toEqual(names(rows));
      const cheapest = await column(page, "cheapest");
      const routed = await column(page, "routed");
      const monthly = await column(page, "cheapestMonth");
      rows.forEach((row, at) => {
        const first = (cell: string | undefined) => cell?.split("\n")[0];
        const [price, billed] = [shown(row.shown?.cheapest, code), shown(row.shown?.routed, code)];
        if (price) expect(first(cheapest[at])).toBe(price);
        else expect(cheapest[at]).toMatch(/^(unknown|rate only|not offered)$/);
        expect(first(routed[at])).toBe(billed ?? "not routed");
        // A column of its own is too much where the price itself is of a month.
        const amount = shown(months[at]?.shown?.cheapest, code, true);
        if (display.unit === "month") expect(monthly).toEqual([]);
        else if (amount) expect(monthly[at]).toBe(amount);
        if (currency && price) expect(price).toMatch(/^(≈|from|up to)|–|free/);
      });
    });
  });

  test("are chosen by hand, and a currency needs both its code and its rate", () =>
    opened("", async (page) => {
      await page.getByLabel("Show figures").selectOption("thousand");
      await expect.poll(() => page.locator(".prices caption").innerText()).toContain("per 1,000 images");
      await panel(page, "Columns");
      await page.getByLabel("Currency code").fill("eur");
      expect(page.url()).not.toContain("currency");
      await page.getByLabel("1 USD in EUR").fill("0,92");
      expect(await page.getByLabel("1 USD in EUR").getAttribute("aria-invalid")).toBe("true");
      await page.getByLabel("1 USD in EUR").fill("0.92");
      await expect.poll(() => page.locator(".prices caption").innerText()).toContain("EUR per 1,000 images");
      expect(page.url()).toContain("unit=thousand&currency=EUR:0.92");
      await page.getByRole("button", { name: "Back to US dollars" }).click();
      await expect.poll(() => page.locator(".prices caption").innerText()).toContain("US dollars per 1,000");
    }));
});

describe("columns", () => {
  const heads = (page: Page) =>
    page.locator(".prices thead th").evaluateAll((all) => all.map((th) => th.className.split(" ")[0]));

  test("are chosen and moved; the model stays; Back undoes", () =>
    opened("", async (page) => {
      const usual = await heads(page);
      await panel(page, "Columns");
      await page.getByRole("checkbox", { name: "Read on" }).check();
      await expect.poll(() => heads(page)).toEqual([...usual, "col-checked"]);
      await page.getByRole("checkbox", { name: "Vendor" }).uncheck();
      await page.getByRole("button", { name: "Move “Cheapest” forward" }).click();
      await expect
        .poll(() => heads(page))
        .toEqual([
          "col-model",
          "col-cheapest",
          "col-elo",
          "col-routed",
          "col-cheapestMonth",
          "col-routedMonth",
          "col-offers",
          "col-license",
          "col-checked",
        ]);
      expect(page.url()).toContain(
        "cols=cheapest,elo,routed,cheapestMonth,routedMonth,offers,license,checked",
      );
      await page.goBack();
      await page.goBack();
      await page.goBack();
      await expect.poll(() => heads(page)).toEqual(usual);
      expect(new URL(page.url()).hash).toBe("");
    }));

  test("all that there are, each with the engine's answer", () =>
    opened(
      "#v1?cols=modes,multiple,spread,status,weights,source,checked,retires&sort=spread&dir=desc",
      async (page) => {
        const { rows } = api.compare({}, { modes: IMAGES, sort: "spread", descending: true });
        expect(await modelNames(page)).toEqual(names(rows));
        const [multiple, spread, source, checked] = await Promise.all(
          ["multiple", "spread", "source", "checked"].map((key) => column(page, key)),
        );
        rows.forEach((row, at) => {
          const offer = row.cheapest === null ? undefined : row.offers[row.cheapest];
          expect(multiple?.[at]).toBe(row.multiple ? `${row.multiple}×` : "unknown");
          expect(spread?.[at]).toBe(row.spread ? `${row.spread}×` : "unknown");
          if (offer) expect(source?.[at]).toContain(offer.source);
          if (offer?.url) expect(source?.[at]).toContain(new URL(offer.url).hostname);
          expect(checked?.[at] === "unknown").toBe(!offer?.checked);
        });
        expect(await page.locator("th[aria-sort]").getAttribute("class")).toContain("col-spread");
      },
    ));
});

describe("export", () => {
  const clipboard: BrowserContextOptions = { permissions: ["clipboard-read", "clipboard-write"] };
  const pasted = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

  /** RFC 4180, without breaks in cells. */
  function csvRows(text: string): string[][] {
    return text
      .trimEnd()
      .split("\r\n")
      .map((line) =>
        [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(([, quoted, plain]) =>
          quoted === undefined ? (plain ?? "") : quoted.replaceAll('""', '"'),
        ),
      );
  }

  /** A figure of the file as the page would write it. */
  function written(digits: string, status: string, code: string, long = false): string | null {
    const one = (text: string) => (long ? money(text, code) : cellPriceIn(text, code));
    const [low = "", high = ""] = digits.split(" to ");
    switch (status) {
      case "exact":
        return one(digits);
      case "approximate":
        return `≈ ${one(digits).replace(/^≈ /, "")}`;
      case "range":
        return `${one(low)} – ${one(high)}`;
      case "from":
      case "up to":
        return `${status} ${one(digits)}`;
      default:
        return null;
    }
  }

  test.each([
    "",
    "#v1?weights=open&sort=elo&dir=desc",
    "#v1?unit=thousand&currency=EUR:0.9217&vendor=BFL,Google",
    "#v1?mode=t2v&n=12345&credit=credits-page:0.01",
    "#v1?cols=routed,cheapest,vendor,license,offers,elo,cheapestMonth",
  ])("CSV is the screen, cell by cell: %s", (hash) =>
    opened(
      hash,
      async (page) => {
        await panel(page, "Export");
        await page.getByRole("button", { name: "Copy CSV" }).click();
        await expect.poll(() => page.locator(".export-panel [role=status]").innerText()).toMatch(/copied/);
        const [head = [], ...lines] = csvRows(await pasted(page));
        const at = (name: string) => head.findIndex((one) => one === name || one.startsWith(`${name},`));
        const keys = await page
          .locator(".prices thead th")
          .evaluateAll((all) => all.map((th) => th.className.split(" ")[0]?.slice(4) ?? ""));
        const screen = await page
          .locator(".prices > tbody > tr:not(.detail-row)")
          .evaluateAll((rows) =>
            rows.map((row) => [...row.children].map((cell) => (cell as HTMLElement).innerText)),
          );
        expect(lines.length).toBe(screen.length);
        // The columns stand in the screen's order.
        const figures: Record<string, string> = {
          cheapest: "cheapest",
          routed: "routed and billed",
          cheapestMonth: "cheapestMonth status",
          routedMonth: "routedMonth status",
        };
        const places = keys.map((key) => at(figures[key] ?? key));
        expect(places).toEqual([...places].sort((one, other) => one - other));
        expect(places).not.toContain(-1);
        const code = /currency=(\w+)/.exec(hash)?.[1] ?? "USD";
        let compared = 0;
        lines.forEach((line, row) => {
          keys.forEach((key, cell) => {
            const text = screen[row]?.[cell] ?? "";
            const [first = "", ...more] = text.split("\n");
            if (key in figures) {
              const status = at(`${key} status`);
              const long = key.endsWith("Month");
              const figureText = written(line[status - 1] ?? "", line[status] ?? "", code, long);
              if (figureText === null) expect(first).toMatch(/^(unknown|rate only|not offered|not routed)$/);
              else expect(first.replace(/ \/s$/, "")).toBe(figureText);
              if (figureText !== null && !long) expect(more).toContain(line[at(`${key}Provider`)]);
            } else if (key === "model") {
              expect(text.split("\n").map((part) => part.trim())).toContain(line[at("model")]);
            } else {
              const value = line[at(key)] ?? "";
              expect(first).toBe(value === "" ? (key === "elo" ? "no score" : "unknown") : value);
            }
            compared += 1;
          });
        });
        expect(compared).toBeGreaterThan(8);
      },
      clipboard,
    ),
  );

  test("JSON and Markdown are the engine's own, of all rows and not of those in sight", () =>
    opened(
      "#v1?sort=elo",
      async (page) => {
        const display: Display = {
          unit: "each",
          count: 10_000,
          columns: [
            "model",
            "vendor",
            "elo",
            "frontier",
            "cheapest",
            "cheapestProvider",
            "routed",
            "routedProvider",
            "cheapestMonth",
            "routedMonth",
            "offers",
            "spread",
            "license",
          ],
        };
        await panel(page, "Export");
        for (const [format, name] of [
          ["json", "JSON"],
          ["markdown", "Markdown"],
        ] as const) {
          const told = page.locator(".export-panel [role=status]");
          await page.getByRole("button", { name: `Copy ${name}` }).click();
          await expect.poll(() => told.innerText()).toContain(`${name} with`);
          expect(await pasted(page)).toBe(api.export(format, {}, { modes: IMAGES, sort: "elo" }, display));
        }
        const saving = page.waitForEvent("download");
        await page.getByRole("button", { name: "Download JSON" }).click();
        expect((await saving).suggestedFilename()).toBe(`perpixel-${api.info().newest}.json`);
      },
      clipboard,
    ));

  test("without leave to copy, the text is there to be copied by hand", () =>
    opened("", async (page) => {
      await page.evaluate(() => {
        navigator.clipboard.writeText = () => Promise.reject(new Error("no"));
      });
      await panel(page, "Export");
      await page.getByRole("button", { name: "Copy Markdown" }).click();
      await expect.poll(() => page.getByLabel("To copy by hand").inputValue()).toContain("| model |");
    }));

  test("a copied link names the day of its prices", () =>
    opened(
      "#v1?weights=open",
      async (page) => {
        await panel(page, "Export");
        await page.getByRole("button", { name: "Copy link" }).click();
        await expect.poll(() => page.locator(".export-panel [role=status]").innerText()).toBe("Link copied.");
        expect(await pasted(page)).toBe(`${site.url}#v1?weights=open&at=${api.info().newest}`);
        await page.goto(await pasted(page));
        await page.reload();
        await live(page);
        expect(await page.locator(".message-notice").count()).toBe(0);
      },
      clipboard,
    ));
});

describe("a link that was made with prices of another day", () => {
  const change = (date: string, after: string, kind: string, before: string | null) => ({
    date,
    source: "infr",
    snapshot: `infr/${date}.json`,
    sha256: "0".repeat(64),
    models: 1,
    offers: 1,
    findings: [],
    changes: [{ kind, model: "flux-2-pro", provider: "fal", before, after, per: "image" }],
  });

  test("says so, and how many prices have changed since", async () => {
    const snapshots = [
      change("2026-01-01", "0.03", "appeared", null),
      change("2026-03-01", "0.04", "rose", "0.03"),
      change("2026-04-01", "0.05", "rose", "0.04"),
    ];
    site.replace([
      [/changes\.json$/, { body: JSON.stringify({ format: "perpixel/changes@1", snapshots }) }],
      [/catalogs\/index\.json$/, { body: '{"catalogs":["infr.json"],"history":"changes.json"}' }],
    ]);
    await opened("#v1?at=2026-02-01&weights=open", async (page) => {
      const notice = page.locator(".message-notice");
      await expect
        .poll(() => notice.innerText())
        .toContain("prices of 1 February 2026; these are of 24 May 2026");
      await expect.poll(() => notice.innerText()).toContain("1 price has changed since");
      expect(await notice.getByRole("link").getAttribute("href")).toBe("#v1/catalogs");
      await notice.getByRole("button", { name: "Dismiss" }).click();
      expect(await notice.count()).toBe(0);
      expect(new URL(page.url()).hash).toBe("#v1?weights=open");
    });
    site.replace([]);
  });

  test("says so without a history, too", async () => {
    site.replace([ONE_CATALOG]);
    await opened("#v1?at=2026-02-01", async (page) => {
      await expect
        .poll(() => page.locator(".message-notice").innerText())
        .toContain("these are of 24 May 2026");
      expect(await page.locator(".message-notice").innerText()).not.toContain("changed");
    });
    site.replace([]);
  });
});

test("four models can be ticked, and no fifth; the address keeps them", () =>
  opened("", async (page) => {
    const ticks = page.locator(".prices .tick input");
    for (const at of [0, 1, 2, 3]) await ticks.nth(at).check();
    const ids = api.compare({}, { modes: IMAGES, sort: "price", limit: 4 }).rows.map(({ model }) => model.id);
    expect(page.url()).toContain(`#v1?pick=${ids.join(",")}`);
    expect(await ticks.nth(4).isDisabled()).toBe(true);
    await ticks.nth(2).uncheck();
    await expect.poll(() => ticks.nth(4).isDisabled()).toBe(false);
    await page.goBack();
    await expect.poll(() => ticks.nth(2).isChecked()).toBe(true);
  }));

test("a long table is drawn block by block once all rows are asked for, and an opened row stays", async () => {
  const models = Array.from({ length: 900 }, (_, at) => ({
    id: `model-${at}`,
    modes: ["t2i"],
    offers: [
      { provider: "somebody", charges: [{ unit: "image", usd: `0.0${String(at + 1).padStart(4, "0")}` }] },
    ],
  }));
  const card = { format: "perpixel/rate-card@1", date: "2026-06-01", models };
  site.replace([
    [/infr\.json$/, { body: JSON.stringify(card) }],
    [/catalogs\/index\.json$/, { body: '{"catalogs":["infr.json"]}' }],
  ]);
  await opened("", async (page) => {
    await page.getByLabel(/Draw all 900 rows/).check();
    await expect.poll(() => page.locator(".prices .expand").count()).toBe(900);
    const row = rowOf(page, "model-7");
    await row.getByRole("button", { name: "model-7", exact: true }).click();
    await row.locator(".detail .offer").waitFor();
    expect(await page.locator(".prices .expand").count()).toBe(900);
    expect(await row.locator(".offer").innerText()).toContain("somebody");
  });
  site.replace([]);
});
