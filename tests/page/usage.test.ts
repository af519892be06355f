import type { Catalog } from "perpixel/inline";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { count, usd } from "../../www/src/format.ts";
import { EXAMPLE_LOG } from "../../www/src/planning/example-log.ts";
import { launch, type Opened, openView, type Site, serve, shipped, today } from "./support.ts";

const ROWS = 1_000_000;
const BLOCK = 10_000;

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
beforeEach(async () => {
  opened = await openView(browser, site, "usage");
});
afterEach(async () => {
  await opened.close();
  expect(opened.complaints).toEqual([]);
});

const part = () => opened.page.locator("main .planning");
const send = () => part().getByRole("button", { name: "Price the log" }).click();
const sentence = () => part().locator(".sentence").innerText();
const file = (name: string, text: string) => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) });

/** A file of many rows, made on the page of one block repeated, as if it had been chosen. */
async function chooseMany(page: Page, rows: number): Promise<void> {
  await page.evaluate(
    ([rows, block]) => {
      const line = (at: number) =>
        `flux-2-pro,fal,${(at % 5) + 1},1024x1024,2026-05-${String((at % 28) + 1).padStart(2, "0")}\n`;
      const some = Array.from({ length: block }, (_, at) => line(at)).join("");
      const parts = ["model,provider,count,size,date\n", ...new Array<string>(rows / block).fill(some)];
      const data = new DataTransfer();
      data.items.add(new File(parts, "million.csv"));
      const input = document.querySelector<HTMLInputElement>('input[name="usage-file"]');
      if (!input) throw new Error("there is no field for a file");
      input.files = data.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    },
    [rows, BLOCK] as const,
  );
}

const SMALL =
  "\ufeffmodel;provider;count;size;date;who\r\n" +
  "gpt-image-2;openai;3;1024x1024;2026-05-01;<b>x</b>\r\n" +
  "flux-2-pro;;2;;2026-06-02;y\r\n" +
  'flux-2-pro;"broken;1;;2026-06-03;z\r\n';

test("a small file with a mark at its start, semicolons and a broken row", async () => {
  await part().getByLabel("A file, chosen or dropped here").setInputFiles(file("small.csv", SMALL));
  await send();
  const report = api.usage(SMALL);
  expect(report.priced).toBe(2);
  await expect
    .poll(sentence)
    .toContain(`The 2 priced rows of small.csv cost ${usd(report.total)} for 5 outputs`);
  expect(await sentence()).toContain("1 row has no price and is not in it");
  const text = await part().locator(".plan-answer").innerText();
  const named = api.models().filter(({ id }) => report.byModel.some(({ name }) => name === id));
  const models = report.byModel.map((sum) => ({
    ...sum,
    name: named.find(({ id }) => id === sum.name)?.name ?? sum.name,
  }));
  for (const { name, total } of [...models, ...report.byProvider, ...report.byMonth]) {
    expect(text).toMatch(new RegExp(`${name}\\s+1\\s+\\d\\s+\\${usd(total)}`));
  }
  expect(text).toContain("1 row names no provider");
  expect(text).toContain("Columns that play no part: who.");
  expect(text).toContain(usd(report.alternatives[0]?.total));
  await part().getByText("The rows without a price").click();
  expect(await part().locator(".plan-answer").innerText()).toMatch(/\b3\s+/);
});

test("a pasted log, with columns and a provider that its headers do not tell", async () => {
  const log = "endpoint,n\nflux-2-pro,4\n";
  await part().getByLabel("Or a log pasted here").fill(log);
  await part().getByText("What the log leaves open").click();
  await part()
    .getByLabel(/^Columns/)
    .fill("model: endpoint\ncount = n");
  await part().getByLabel("Provider of rows that name none").fill("fal");
  await send();
  const report = api.usage(log, { columns: { model: "endpoint", count: "n" }, provider: "fal" });
  await expect
    .poll(sentence)
    .toContain(`The 1 priced row of the pasted text cost ${usd(report.total)} for 4`);
  // What is filled in beside the log is part of the address, and the answer says when it has changed.
  await part().getByLabel("Without a provider, rows cost").selectOption("unpriced");
  await expect.poll(() => part().locator(".plan-state").innerText()).toContain("price the log again");
  expect(await opened.page.evaluate(() => location.hash)).toBe(
    "#v1/usage?without=unpriced&provider=fal&columns=model:+endpoint%0Acount+%3D+n",
  );
});

test("the example is loaded by one click, and says what it is", async () => {
  expect(await part().innerText()).toContain("a made-up log");
  await part().getByRole("button", { name: "Load the example" }).click();
  const report = api.usage(EXAMPLE_LOG);
  expect([report.rows, report.unpriced]).toEqual([11, 2]);
  await expect
    .poll(sentence)
    .toContain(
      `The 9 priced rows of the example log cost ${usd(report.total)} for ${count(Number(report.made))}`,
    );
  const text = await part().locator(".plan-answer").innerText();
  expect(text).toContain("Why rows have no price");
  expect(text).toContain("there is flux-2-pro");
  // One of its rows is cheapest at an offer of an approximate price.
  expect(report.cheapest.status).toBe("approximate");
  expect(await sentence()).toContain(`saves ≈ ${usd(report.cheapest.saves)}`);
});

test("a dropped file is taken", async () => {
  await part()
    .locator(".drop")
    .evaluate((element) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(['{"model":"flux-2-pro","provider":"fal"}\n'], "dropped.jsonl"));
      element.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    });
  await expect.poll(() => part().locator(".drop").innerText()).toContain("dropped.jsonl");
  await send();
  await expect.poll(sentence).toContain("The 1 priced row of dropped.jsonl");
});

test("a log that cannot be read is refused in words; without one the field says so", async () => {
  await send();
  await expect.poll(() => part().locator(".field-error").innerText()).toContain("Choose a file");
  await part().getByLabel("Or a log pasted here").fill("a,b\n1,2\n");
  await send();
  await expect.poll(() => part().locator(".message").innerText()).toContain("wrong_shape");
});

// That the page stays responsive meanwhile is `responsive.test.ts`.
test("a million rows: the total is exact", async () => {
  const { page } = opened;
  await chooseMany(page, ROWS);
  await send();
  await expect.poll(sentence, { timeout: 20_000 }).toContain(`The ${count(ROWS)} priced rows of million.csv`);
  const one = api.price({ model: "flux-2-pro", provider: "fal" }).price;
  // 1 + 2 + 3 + 4 + 5 outputs in five rows.
  const outputs = (ROWS / 5) * 15;
  expect(one).toBe("0.03");
  expect(await sentence()).toContain(`cost $90,000.00 for ${count(outputs)} outputs`);
});

test("reading is cancelled and begun again", async () => {
  await chooseMany(opened.page, 2 * ROWS);
  await send();
  await part().getByRole("button", { name: "Cancel" }).click();
  await expect.poll(() => part().locator(".plan-note").innerText()).toBe("Reading was cancelled.");
  expect(await part().locator(".sentence b.figure").count()).toBe(0);
  await part().getByRole("button", { name: "Take the file away" }).click();
  await part().getByLabel("Or a log pasted here").fill("model,provider\nflux-2-pro,fal\n");
  await send();
  await expect.poll(sentence).toContain("cost $0.03 for 1 output.");
});

test("an engine that dies in the middle is started anew, and the log has to be read again", async () => {
  const { page } = opened;
  await chooseMany(page, 2 * ROWS);
  await page.evaluate(() => {
    const send = Worker.prototype.postMessage;
    let pieces = 0;
    Worker.prototype.postMessage = function (this: Worker, ...args: unknown[]) {
      const [message] = args as [{ call: { verb: string } }];
      if (message.call.verb === "usagePush") pieces += 1;
      if (pieces === 5) {
        Worker.prototype.postMessage = send;
        this.terminate();
        this.onerror?.(new ErrorEvent("error", { message: "gone", cancelable: true }));
        return;
      }
      Reflect.apply(send, this, args);
    };
  });
  await send();
  await expect
    .poll(() => part().locator(".message").innerText())
    .toContain("read the log again from its start");
  await send();
  await expect.poll(sentence, { timeout: 20_000 }).toContain("The 2,000,000 priced rows");
});
