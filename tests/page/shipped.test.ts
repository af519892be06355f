import type { Job, Query } from "perpixel";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { figure, usd } from "../../www/src/format.ts";
import { column, launch, modelNames, openLive, type Site, serve, shipped, today } from "./support.ts";

let site: Site;
let browser: Browser;

beforeAll(async () => {
  [site, browser] = await Promise.all([serve(), launch()]);
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

test.each([
  ["the default job", "", {}, { sort: "price" }, 10_000],
  ["another size", "#v1?size=1920x1080&n=777", { width: 1920, height: 1080 }, { sort: "price" }, 777],
  ["a quality", "#v1?quality=high&sort=name", { quality: "high" }, { sort: "name" }, 10_000],
  [
    "edits",
    "#v1?mode=edit&inputs=3",
    { mode: "edit", inputs: 3 },
    { sort: "price", modes: ["edit"] },
    10_000,
  ],
  ["batch", "#v1?batch=1&dir=desc", { batch: true }, { sort: "price", descending: true }, 10_000],
  [
    "a tier",
    "#v1?size=4K&mode=t2i",
    { mode: "t2i", resolution: "4K" },
    { sort: "price", modes: ["t2i"] },
    10_000,
  ],
  ["video", "#v1?mode=t2v&seconds=5", { mode: "t2v", seconds: 5 }, { sort: "price", modes: ["t2v"] }, 10_000],
] as [string, string, Job, Query, number][])(
  "all that is shipped, for %s, is shown as the package says",
  async (_, hash, job, query, count) => {
    const { page, complaints, close } = await openLive(browser, site, hash);
    const api = await shipped(today());
    const { rows } = api.compare(job, query);
    expect(await modelNames(page)).toEqual(rows.map(({ model }) => model.name));
    const first = (cell: string | undefined) => (cell ?? "").split("\n")[0]?.replace(/ \/s$/, "");
    const cheapest = await column(page, "price");
    const routed = await column(page, "routed");
    const monthly = await page.locator(".prices .month").allInnerTexts();
    rows.forEach((row, at) => {
      const offer = row.cheapest === null ? undefined : row.offers[row.cheapest];
      if (offer) expect(first(cheapest[at])).toBe(figure(offer));
      else expect(cheapest[at]).toMatch(/^(unknown|rate only|not offered)$/);
      const { billed, provider, upstream } = row.routed;
      const serving = row.offers.find((one) => one.provider === provider && one.price === upstream);
      const status = serving?.status ?? "unknown";
      expect(first(routed[at])).toBe(billed ? figure({ status, price: billed }) : "not routed");
      const quote = api.quote({ model: row.model.id, job, count });
      const { cheapest: straight, routed: fee } = quote;
      expect(monthly[2 * at]).toBe(
        straight ? figure({ ...straight, price: straight.total }, usd) : "unknown",
      );
      expect(monthly[2 * at + 1]).toBe(
        fee?.billed ? figure({ ...fee, price: fee.billed }, usd) : "not routed",
      );
    });
    expect(await page.getByRole("alert").count()).toBe(0);
    expect(complaints).toEqual([]);
    await close();
  },
);
