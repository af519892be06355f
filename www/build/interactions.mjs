// Prints how long the built page takes from an input to the next paint, and until the table has answered, at a
// quarter of this machine's speed, for the shipped catalogs and for 2,000 models: node interactions.mjs [folder]. Times
// depend on the machine and on what else it does, so they are printed and never judged.

import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import sirv from "sirv";

const dist = process.argv[2] ?? fileURLToPath(new URL("../dist/", import.meta.url));
const BUDGET_MS = 150;
const SLOWDOWN = 4;
const PROVIDERS = ["fal", "replicate", "kie"];

/** A catalog of made-up models, as large as asked. */
function made(models) {
  const offer = (at, place) => ({
    provider: PROVIDERS[place],
    charges: [{ unit: "image", usd: `0.0${((at * 7 + place * 13) % 97) + 1}` }],
  });
  const model = (at) => ({
    id: `model-${at}`,
    name: `Model ${at}`,
    vendor: `Vendor ${at % 40}`,
    modes: ["t2i"],
    elo: 900 + (at % 500),
    offers: PROVIDERS.map((_, place) => offer(at, place)),
  });
  const list = Array.from({ length: models }, (_, at) => model(at));
  return JSON.stringify({
    format: "perpixel/rate-card@1",
    name: "made up",
    date: "2026-06-30",
    models: list,
  });
}

async function serve(catalog) {
  const files = sirv(dist, { dev: true });
  const server = createServer((request, response) => {
    const json = (text) => response.writeHead(200, { "content-type": "application/json" }).end(text);
    if (catalog && request.url?.endsWith("catalogs/index.json")) json('{"catalogs":["made-up.json"]}');
    else if (catalog && request.url?.endsWith("made-up.json")) json(catalog);
    else files(request, response, () => response.writeHead(404).end());
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

const head = (name) => (page) => page.locator("table.prices thead button", { hasText: name }).first().click();
const ACTIONS = [
  ["sort by score", head("Elo")],
  ["sort by price", head("Cheapest")],
  ["type a name", (page) => page.locator("input[name=text]").pressSequentially("12", { delay: 0 })],
  ["clear it", (page) => page.locator("input[name=text]").fill("")],
  ["open a row", (page) => page.locator("table.prices tbody button").nth(2).click()],
  ["tick a row", (page) => page.locator("table.prices tbody input[type=checkbox]").nth(3).click()],
  ["another size", (page) => page.locator("select[name=size]").selectOption({ index: 2 })],
];

async function measure(browser, label, catalog) {
  const server = await serve(catalog);
  const page = await browser.newPage({
    viewport: { width: 1280, height: 900 },
    serviceWorkers: "block",
    locale: "en-US",
  });
  await page.addInitScript(() => {
    window.events = [];
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) window.events.push(duration);
    });
    observer.observe({ type: "event", durationThreshold: 16, buffered: true });
  });
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  await page.locator("select.language:enabled").waitFor();
  await page.evaluate(() => document.querySelector("#comparison").scrollIntoView());
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWDOWN });
  for (const [name, act] of ACTIONS) {
    await page.evaluate(() => {
      window.events = [];
    });
    const began = performance.now();
    await act(page);
    await page.locator("table.prices[aria-busy=true]").waitFor({ state: "detached" });
    const answered = performance.now() - began;
    await page.waitForTimeout(600);
    const painted = await page.evaluate(() => Math.max(0, ...window.events));
    const verdict = painted > BUDGET_MS ? "  above the budget" : "";
    console.log(
      `${label.padEnd(12)} ${name.padEnd(14)} ${painted.toFixed(0).padStart(4)} ms to the paint (budget ${BUDGET_MS}),` +
        ` ${answered.toFixed(0).padStart(4)} ms to the answer${verdict}`,
    );
  }
  await page.close();
  server.close();
}

const browser = await chromium.launch({
  executablePath: process.env.PERPIXEL_CHROMIUM ?? "/usr/bin/chromium",
  args: [...(process.getuid?.() === 0 ? ["--no-sandbox"] : []), "--disable-background-networking"],
});
await measure(browser, "shipped", null);
await measure(browser, "2,000 models", made(2000));
await browser.close();
