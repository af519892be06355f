// Catalogs that nobody frees: a loop that loads, compares and drops them must not grow. Each holds about 200 kB
// within the module, so that 1,500 of them would be 290 MB and 10,000 of them 1,950 MB.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, inject, onTestFinished, test } from "vitest";
import { serve, visit } from "./support.ts";

const run = promisify(execFile);
const TIMES = Number(process.env.PERPIXEL_LOADS ?? (process.env.PERPIXEL_LONG ? 10_000 : 1_500));
const MEGABYTES = 96;

type Grown = { times: number; megabytes: number };

function judge(platform: string, { times, megabytes }: Grown): void {
  process.stdout.write(
    `${times} catalogs dropped in ${platform}: the module has ${megabytes.toFixed(0)} MB\n`,
  );
  expect(times).toBe(TIMES);
  expect(megabytes).toBeLessThan(MEGABYTES);
}

test.each([
  ["Node", [], []],
  ["Node with --expose-gc", ["--expose-gc"], []],
  ["Node, and freed", [], ["free"]],
])(
  "%s keeps its size",
  async (platform, flags, how) => {
    const cwd = join(inject("installed"), "node-esm");
    const { stdout } = await run(process.execPath, [...flags, "memory.js", String(TIMES), ...how], { cwd });
    const grown = JSON.parse(stdout);
    judge(platform, grown);
    // What is freed at once leaves nothing: not a page more than after the first tenth.
    if (how.length > 0) expect(grown.late).toBe(0);
  },
  300_000,
);

test("Chromium keeps its size", async () => {
  const { origin, close } = await serve(join(inject("installed"), "browser-module"));
  onTestFinished(close);
  const { output } = await visit(`${origin}/memory.html?times=${TIMES}`, 240_000);
  judge("Chromium", output as Grown);
}, 300_000);
