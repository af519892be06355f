import type { Catalog, Route } from "perpixel/inline";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { figure, usd } from "../../www/src/format.ts";
import { percentText } from "../../www/src/planning/percent.ts";
import {
  axe,
  CATALOG_TEXT,
  launch,
  type Opened,
  open,
  openLive,
  openView,
  overflow,
  type Site,
  serve,
  shipped,
  today,
} from "./support.ts";

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
afterEach(async () => {
  await opened.close();
  expect(opened.complaints).toEqual([]);
});

async function start(address: string): Promise<Page> {
  opened = await openView(browser, site, address);
  return opened.page;
}

const mix = () => opened.page.locator('section[aria-labelledby="workload-title"]');
const hosting = () => opened.page.locator('section[aria-labelledby="self-hosting-title"]');
const sentence = (part = opened.page.locator("main")) => part.locator(".sentence").first().innerText();
const hash = () => opened.page.evaluate(() => decodeURIComponent(location.hash));
const elo = { minElo: 1200 };

/** Opens a closed part of a form by its words. */
const unfold = (part: ReturnType<typeof mix>, name: string | RegExp) =>
  part.locator("summary", { hasText: name }).first().click();

describe("each view answers at once, and again after every change", () => {
  test("estimate: a mix of models by their score", async () => {
    await start("estimate");
    const lines = [
      { share: "0.8", query: elo },
      { share: "0.2", query: { minElo: 1350 } },
    ];
    const first = api.estimate({ count: 10_000, lines });
    await expect.poll(() => sentence(mix())).toContain(`10,000 outputs cost ${usd(first.total)} a month`);
    await mix().getByLabel("All lines together, a month").fill("20k");
    const second = api.estimate({ count: 20_000, lines });
    await expect.poll(() => sentence(mix())).toContain(`20,000 outputs cost ${usd(second.total)} a month`);
    expect(await hash()).toBe("#v1/estimate?n=20000");
    await mix().getByRole("button", { name: "Remove line 2" }).click();
    const [line] = lines;
    const whole = api.estimate({ count: 20_000, lines: [{ ...line, share: "1" }] });
    await expect.poll(() => sentence(mix())).toContain(`20,000 outputs cost ${usd(whole.total)} a month`);
    expect(await hash()).toBe("#v1/estimate?n=20000&lines=part:100%,elo:1200");
  });

  test("route: whoever is cheapest, with the receipt and what stands around it", async () => {
    const page = await start("route");
    const route = api.route({ job: {} });
    await expect.poll(sentence).toContain(usd(route.billed));
    expect(await page.locator(".receipt tfoot").first().innerText()).toContain(usd(route.billed));
    await page.getByLabel("Model", { exact: true }).fill("flux-2-pro");
    const chosen = api.route({ model: "flux-2-pro" });
    await expect.poll(sentence).toContain(`${usd(chosen.billed)} billed per image`);
    const around = page.locator(".figures", { hasText: "The same model at other settings" });
    const larger = api.quote({ model: "flux-2-pro", count: 1, job: { width: 1536, height: 1024 } });
    const row = around.locator("tbody tr", { hasText: "1536×1024" });
    await expect.poll(() => row.innerText()).toContain(usd(larger.routed?.billed));
    const smaller = around.locator("tbody tr", { hasText: "512×512" });
    expect(await smaller.innerText()).toContain("cheaper");
    expect(await row.innerText()).not.toContain("cheaper");
  });

  test("a job that is changed above is answered anew, in every view", async () => {
    const page = await start("route?model=gpt-image-2");
    const at = (job: object) => api.route({ model: "gpt-image-2", job }) as Route;
    await expect.poll(sentence).toContain(usd(at({}).billed));
    await page.getByLabel("Quality", { exact: true }).selectOption("high");
    expect(at({ quality: "high" }).provider).toBeNull();
    await expect.poll(sentence).toContain("Nobody serves this job");
    const direct = api.quote({ model: "gpt-image-2", count: 1, job: { quality: "high" } }).cheapest;
    expect(await page.locator(".plan-sentence").innerText()).toContain(
      `at ${direct?.provider}: ${figure({ status: direct?.status ?? "unknown", price: direct?.total ?? null }, usd)}`,
    );
    await page.getByRole("link", { name: "Estimate", exact: true }).click();
    expect(await hash()).toBe("#v1/estimate?quality=high");
    await expect.poll(() => sentence(mix())).toContain("10,000 outputs");
  });

  test("what cannot be read keeps its error, and the last answer says that it is a former one", async () => {
    await start("estimate");
    await expect.poll(() => sentence(mix())).toContain("10,000 outputs");
    const before = await sentence(mix());
    await unfold(mix(), "More conditions");
    await mix().getByLabel("Months").fill("many");
    await expect
      .poll(() => mix().locator(".plan-state").innerText())
      .toContain("for what was filled in before");
    expect(await mix().locator(".field-error").innerText()).toContain("A number from 1 to 120");
    expect(await sentence(mix())).toBe(before);
    await mix().getByLabel("Months").fill("2");
    await expect.poll(() => sentence(mix())).toContain("20,000 outputs");
    expect(await mix().locator(".plan-state").innerText()).toBe("");
    // A refusal of the engine is told in the same place.
    await mix().getByLabel("Model", { exact: true }).first().fill("no-such-model");
    await expect.poll(() => mix().locator(".message").innerText()).toContain("no model named no-such-model");
    expect(await mix().locator(".plan-state").innerText()).toContain("for what was filled in before");
  });
});

describe("each form gives the package's figures", () => {
  test.each([
    ["0.04", "4,975"],
    ["$0.08", "2,488"],
  ])("self-hosting: a server of 199 a month against %s breaks even at %s", async (price, images) => {
    await start("estimate?machine=server");
    await hosting().getByLabel("Or USD an image").fill(price);
    await expect.poll(() => sentence(hosting())).toContain(`from ${images} images a month`);
    expect(await hosting().locator(".plan-answer").innerText()).toContain("$199.00 a month");
  });

  test("self-hosting: without anything to compare with, it is the cheapest open model", async () => {
    await start("estimate");
    const query = { ...elo, weights: ["open", "open-nc"] };
    const [line] = api.estimate({ lines: [{ count: 1, query }] }).lines;
    const model = line?.model ?? "";
    const expected = api.breakEven({ machine: { usdPerMonth: "199" }, against: { model, job: {} } });
    const from = Number(expected.from).toLocaleString("en-US");
    await expect.poll(() => sentence(hosting())).toContain(`from ${from} images a month`);
    expect(await sentence(hosting())).toContain(`at ${line?.provider} for ${usd(line?.price)} an image`);
  });

  test("self-hosting: ranges, work and a model of the catalogs; a figure of one's own", async () => {
    await start("estimate");
    await hosting().getByLabel("Machine").selectOption("RTX 4090");
    await unfold(hosting(), "Utilisation");
    await hosting().getByRole("button", { name: "Use labour" }).click();
    await hosting().getByLabel("Utilisation").fill("50");
    await hosting().getByLabel("Model bought").fill("flux-2-pro");
    const ask = (imagesPerHour: string) =>
      api.breakEven({
        machine: { usdPerHour: "~0.69", imagesPerHour, utilisation: "0.5" },
        labour: { usdPerHour: "75 to 150", monthlyHours: 4 },
        against: { model: "flux-2-pro", job: {} },
        count: 10_000,
      });
    const text = (count: string | null) => Number(count).toLocaleString("en-US");
    const said = ({ from, surelyFrom }: ReturnType<typeof ask>) =>
      `from ${text(from)} images a month, surely from ${text(surelyFrom)}`;
    await expect.poll(() => sentence(hosting())).toContain(said(ask("1200 to 1800")));
    await hosting().getByLabel("Images an hour").fill("600");
    await expect.poll(() => sentence(hosting())).toContain(said(ask("600")));
    expect(await hosting().getByLabel("Machine").inputValue()).toBe("own");
    expect(await hash()).toContain("machine=own&hostHour=~0.69&hostRate=600");
    await hosting().getByLabel("Or USD an image").fill("0.04");
    expect(await hosting().locator(".field-error").innerText()).toContain("not both");
  });

  test("workload: receipts, a payment fee and other ways", async () => {
    const lines = "part:80%25,model:google/imagen4-fast~part:20%25,model:google/imagen4";
    await start(`estimate?lines=${lines}&railShare=2.9&compare=flux-2-pro+at+fal`);
    const expected = api.estimate({
      count: 10_000,
      lines: [
        { model: "google/imagen4-fast", share: "0.8" },
        { model: "google/imagen4", share: "0.2" },
      ],
      rail: { share: "0.029" },
      alternatives: [
        { name: "flux-2-pro at fal", model: "flux-2-pro", provider: "fal" },
        { name: "routed", route: true },
      ],
    });
    await expect.poll(() => sentence(mix())).toContain(`10,000 outputs cost ${usd(expected.total)} a month`);
    expect(await mix().locator("summary", { hasText: "More conditions" }).innerText()).toContain("2 set");
    const text = await mix().locator(".plan-answer").innerText();
    expect(text).toContain(`Paying costs ${usd(expected.rail?.cost)}`);
    for (const { total } of expected.alternatives) expect(text).toContain(total ? usd(total) : "unknown");
    await mix().getByText("Receipt of Imagen 4 Fast").click();
    expect(await mix().locator(".receipt tfoot").first().innerText()).toContain(
      usd(expected.lines[0]?.total),
    );
  });

  test("workload: the plan tiers; a line without a price is unknown and never 0", async () => {
    await start("estimate");
    await mix()
      .getByRole("button", { name: /plan tiers/ })
      .click();
    const parts = mix().getByLabel("A month, or share");
    await expect.poll(() => parts.count()).toBe(api.info().plans.length);
    await unfold(mix(), "Name and provider");
    await mix().getByLabel("Provider", { exact: true }).first().fill("credits-page");
    await mix().getByLabel("Model", { exact: true }).first().fill("veo-3-lite");
    await expect.poll(() => sentence(mix())).toContain("The total is unknown");
    const first = mix().locator(".figures").first().locator("tbody tr").first();
    expect(await first.locator("td").nth(4).innerText()).toBe("unknown");
    expect(await mix().locator(".plan-receipts .doubt").first().innerText()).toContain("Free:");
    await mix().getByRole("button", { name: "Remove line 1" }).click();
    await expect.poll(() => sentence(mix())).toContain("3,000 outputs cost $");
  });

  test("route: weighted, with shares, failures and the disclosure", async () => {
    const page = await start("route?model=gpt-image-2&order=weighted");
    await unfold(page.locator("main"), "More conditions");
    await page.getByLabel("Failure rates").fill("vercel 2%\nopenrouter 1 % billed");
    const route = api.route({
      model: "gpt-image-2",
      policy: { order: "weighted" },
      failures: [
        { provider: "vercel", rate: "0.02" },
        { provider: "openrouter", rate: "0.01", billed: "billed" },
      ],
    });
    const answer = page.locator(".plan-answer");
    await expect.poll(() => answer.innerText()).toContain("Under the failure rates");
    expect(await sentence()).toContain(usd(route.billed));
    const text = await answer.innerText();
    expect(text).toContain(route.disclosure);
    const [first] = route.shares ?? [];
    expect(text).toMatch(
      new RegExp(`GPT Image 2\\s+vercel\\s+\\${usd(first?.price)}\\s+${percentText(first?.share ?? "")}`),
    );
    const { status = "unknown", billed = null } = route.expected ?? {};
    expect(text).toContain(figure({ status, price: billed }));
    await page.getByText(/^Why not the/).click();
    expect(await page.locator(".figures").last().locator("tbody tr").count()).toBeGreaterThan(1);
  });

  test("route: over all models, a constraint and what it costs; chosen weights", async () => {
    const page = await start("route?elo=1300");
    const route = api.route({ job: {}, query: { minElo: 1300 } });
    const binding = route.binding?.[0];
    await expect.poll(sentence).toContain(usd(route.billed));
    const text = await page.locator(".plan-answer").innerText();
    expect(text).toContain(`at ${figure(binding?.without ?? { status: "unknown", price: null }, usd)}.`);
    // The cheaper one is approximate, and so is what it would save.
    expect(binding?.without?.status).toBe("approximate");
    expect(text).toContain(`That would save ≈ ${usd(binding?.saves)}.`);
    await page.getByLabel("Closed weights").check();
    const closed = api.route({ job: {}, query: { minElo: 1300, weights: ["closed"] } });
    await expect.poll(sentence).toContain(usd(closed.billed));
    expect(await hash()).toBe("#v1/route?elo=1300&weights=closed");
  });

  test("what changed: a newer file against the loaded one, and the estimate's workload with it", async () => {
    const page = await start("estimate?lines=part:1k,model:grok-imagine-quality,provider:vercel");
    await expect.poll(() => sentence(mix())).toContain("1,000 outputs cost $50.00");
    await page.getByRole("link", { name: "Catalogs", exact: true }).click();
    const part = page.locator("#changes");
    const text = CATALOG_TEXT.replaceAll(/\b0\.05\b/g, "0.06");
    await part
      .getByLabel("A catalog file")
      .setInputFiles({ name: "infr-2026-06.json", mimeType: "application/json", buffer: Buffer.from(text) });
    await expect.poll(() => part.getByLabel("It stands for").inputValue()).toBe("infr.json");
    await part.getByLabel("Tolerated rise").fill("5%");
    await part.getByRole("button", { name: "Compare" }).click();
    await expect.poll(() => sentence(part)).toMatch(/^\d+ changes: \d+ rose\. /);
    const answer = await part.locator(".plan-answer").innerText();
    expect(answer).toContain("The workload goes from $50.00 to $60.00 (+$10.00, 20%)");
    expect(answer).toContain("rose, more than tolerated");
    expect(answer).toContain("+$0.01");
    await part.getByLabel("Its age").selectOption("older");
    await expect.poll(() => part.locator(".plan-state").innerText()).toContain("compare again");
    expect(await hash()).toBe("#v1/catalogs?side=older&standsFor=infr.json&rise=5%");
  });
});

describe("the address is the state", () => {
  test.each([
    [
      "estimate?n=20000&lines=part:1k,model:flux-2-pro~part:2k,elo:1300,name:a!,b!:c&months=3&growth=5&routed=1",
      "months",
    ],
    ["estimate?machine=own&hostMonth=250&workHours=4&workRate=75+to+150&buyPrice=0.04", "hostMonth"],
    [
      "route?model=flux-2-pro&weights=open,closed&billing=flat&order=weighted&failures=fal+2%25%0Abfl+1%25",
      "order",
    ],
    ["usage?without=routed&model=flux-2-pro&columns=model:+endpoint", "without"],
    ["catalogs?severity=warning&of=infr.json&find=price&side=older&standsFor=infr.json&rise=5%25", "rise"],
  ])("%s survives a reload", async (address, field) => {
    const page = await start(address);
    const values = () =>
      page
        .locator("main")
        .evaluate((main) =>
          [...main.querySelectorAll<HTMLInputElement>("input:not([type=file]), select, textarea")].map(
            ({ name, type, value, checked }) => [name, type === "checkbox" ? checked : value],
          ),
        );
    const before = await values();
    expect(await hash()).toContain(field);
    // A change that is taken back writes the address anew.
    const first = await page.evaluate(() => location.hash);
    await page.getByRole("link", { name: "Compare", exact: true }).click();
    const back = page.locator(".view-nav a", {
      hasText: address.split("?")[0]?.replace(/^./, (c) => c.toUpperCase()) ?? "",
    });
    expect(await back.getAttribute("href")).toBe(first);
    await back.click();
    await page.locator("main .planning").first().waitFor();
    expect(await values()).toEqual(before);
    expect(await page.locator(".message-notice").count()).toBe(0);
  });

  test.each([
    ["estimate?lines=part:80%25,evil:1", "lines", "#v1/estimate"],
    ["estimate?lines=part:lots,elo:1200&months=2", "lines", "#v1/estimate?months=2"],
    ["estimate?lines=tier:golden", "lines", "#v1/estimate"],
    ["estimate?months=-1", "months", "#v1/estimate"],
    ["estimate?hostMonth=%3Cscript%3E", "hostMonth", "#v1/estimate"],
    ["route?weights=open,stolen", "weights", "#v1/route"],
    ["route?order=constructor", "order", "#v1/route"],
    ["route?elo=1300&toString=1", "toString", "#v1/route?elo=1300"],
    ["usage?without=nothing", "without", "#v1/usage"],
    ["catalogs?severity=fatal", "severity", "#v1/catalogs"],
    ["catalogs?of=no-such.json", "of", "#v1/catalogs"],
  ])("%s falls back with a notice", async (address, field, clean) => {
    const page = await start(address);
    await expect.poll(() => page.locator(".message-notice").innerText()).toContain(`“${field}”`);
    await expect.poll(hash).toBe(clean);
    expect(await page.locator(".field-error").count()).toBe(0);
  });

  test("Back and Forward go through choices, not through what was typed", async () => {
    const page = await start("route");
    await page.getByLabel("Elo of at least").fill("1300");
    await page.getByLabel("Open weights").check();
    await page.getByLabel("Closed weights").check();
    expect(await hash()).toBe("#v1/route?elo=1300&weights=open,closed");
    await page.goBack();
    await expect.poll(() => page.getByLabel("Closed weights").isChecked()).toBe(false);
    const open = api.route({ job: {}, query: { minElo: 1300, weights: ["open"] } });
    await expect.poll(sentence).toContain(usd(open.billed));
    await page.goBack();
    await expect.poll(() => page.getByLabel("Open weights").isChecked()).toBe(false);
    expect(await page.getByLabel("Elo of at least").inputValue()).toBe("1300");
    await page.goForward();
    await expect.poll(() => page.getByLabel("Open weights").isChecked()).toBe(true);
    await expect.poll(sentence).toContain(usd(open.billed));
  });
});

describe("the views", () => {
  test("are fetched only when they are opened, and names of strangers stay text", async () => {
    const hostile = '<img src=x onerror="alert(1)">\u202eevil';
    const document = JSON.parse(CATALOG_TEXT) as { models: { name: string }[] };
    for (const model of document.models) model.name = hostile;
    site.replace([
      [/index\.json$/, { body: '{"catalogs":["infr.json"]}' }],
      [/infr\.json$/, { body: JSON.stringify(document) }],
    ]);
    opened = await open(browser, site);
    const { page } = opened;
    const fetched = () =>
      page.evaluate(
        () => performance.getEntriesByType("resource").filter(({ name }) => /\/route-/.test(name)).length,
      );
    await page.getByText("Computed in your browser").waitFor();
    expect(await fetched()).toBe(0);
    await page.getByRole("link", { name: "Route", exact: true }).click();
    await expect.poll(sentence).toContain("⟨U+202E⟩evil");
    await expect.poll(fetched).toBeGreaterThan(0);
    expect(await page.locator("img").count()).toBe(0);
    site.replace([]);
  });

  test("where the whole engine cannot be fetched, a view says so and can be tried again", async () => {
    opened = await openLive(browser, site);
    const { page, complaints } = opened;
    site.replace([[/\.wasm$/, { status: 503 }]]);
    await page.getByRole("link", { name: "Route", exact: true }).click();
    await page.getByText("fetch_failed").waitFor();
    site.replace([]);
    await page.getByRole("button", { name: "Try again" }).click();
    await expect.poll(sentence).toContain("billed per image");
    expect(await page.getByText("fetch_failed").count()).toBe(0);
    expect(complaints.every((one) => one.includes("503"))).toBe(true);
    complaints.length = 0;
  });

  test("work by keyboard alone", async () => {
    const page = await start("estimate");
    await hosting().getByLabel("Machine").focus();
    const names: string[] = [];
    for (let step = 0; step < 12; step += 1) {
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
      if (name === "host-buyPrice") {
        await page.keyboard.type("0.04");
        break;
      }
    }
    expect(names).toContain("host-hostMonth");
    await expect.poll(() => sentence(hosting())).toContain("4,975");
  });
});

const FULL = {
  estimate:
    "estimate?lines=part:1k,model:flux-2-pro~part:2k,elo:1300&months=3&railShare=2.9&compare=flux-2-pro+at+fal&workRate=75+to+150&workHours=4",
  route: "route?model=gpt-image-2&order=weighted&failures=fal+2%25&weights=closed",
  usage: "usage?without=routed",
  catalogs: "catalogs?severity=warning",
};

describe("axe finds nothing, and nothing overflows", () => {
  test.each(
    (Object.keys(FULL) as (keyof typeof FULL)[]).flatMap((view) =>
      [1280, 390].map((width) => [view, width] as const),
    ),
  )("%s at %i px", async (view, width) => {
    const options = { viewport: { width, height: 844 }, bypassCSP: true, reducedMotion: "reduce" } as const;
    opened = await openView(browser, site, FULL[view], options);
    const { page } = opened;
    if (view === "usage") await page.getByRole("button", { name: "Load the example" }).click();
    await page.locator(".sentence b.figure").first().waitFor();
    await page.locator("main summary").evaluateAll((all) => {
      for (const summary of all) summary.parentElement?.setAttribute("open", "");
    });
    await expect.poll(() => page.locator('[aria-busy="true"]').count()).toBe(0);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await axe(page)).toEqual([]);
    }
    for (const each of [width, width === 390 ? 320 : 768]) {
      await page.setViewportSize({ width: each, height: 844 });
      expect(await overflow(page)).toBeLessThanOrEqual(0);
    }
  });
});

test("in another language, figures follow it, and what the engine says is marked as English", async () => {
  const page = await start("route?model=flux-2-pro");
  await expect.poll(sentence).toContain(usd(api.route({ model: "flux-2-pro" }).billed));
  await page.locator("select[name=language]").selectOption("de");
  await expect.poll(() => page.locator("html").getAttribute("lang")).toBe("de");
  await expect.poll(sentence).toContain("0,0306\u00a0$");
  expect(await page.locator('.disclosure [lang="en"]').count()).toBe(1);
  expect(await page.locator('.receipt th [lang="en"]').count()).toBeGreaterThan(0);
  expect(await hash()).toBe("#v1/route?model=flux-2-pro");
});
