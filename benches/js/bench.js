// `make bench`: the whole of it three times in Node and in headless Chromium, each time in a fresh process; then sizes,
// and LiteLLM where its Python is there. `--quick` is one short run, `--only=<group>,…` some groups. It prints tables,
// keeps them in target/bench/, and fails only where a result is wrong.
import { execFile, execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { median } from "./measure.js";
import { options } from "./options.js";
import { combined, goalTable, otherTable, pythonTable, sizeTable } from "./report.js";
import { sizes } from "./sizes.js";

const root = join(import.meta.dirname, "../..");
const out = join(root, "target/bench");
const python = join(root, "target/litellm/bin/python");
const { quick, only } = options(process.argv);
const RUNS = quick ? 1 : 3;
const PLATFORMS = { Node: ["--expose-gc", "benches/js/node.js"], Chromium: ["benches/js/chromium.js"] };

async function run(script) {
  const child = promisify(execFile)(process.execPath, [...script, ...process.argv.slice(2)], {
    cwd: root,
    maxBuffer: 1 << 24,
  });
  child.child.stderr.pipe(process.stderr);
  return JSON.parse((await child).stdout);
}

/** LiteLLM and we in turn, each in its own language; `null` where it is not installed. */
function litellm() {
  if (!existsSync(python)) return null;
  const file = join(out, "litellm.json");
  const runs = Array.from({ length: RUNS }, () => {
    const script = ["benches/python/litellm_images.py", "tests/formats/litellm/oracle.json"];
    const quiet = { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], maxBuffer: 1 << 24 };
    writeFileSync(file, execFileSync(python, script, quiet));
    const ours = JSON.parse(
      execFileSync(process.execPath, ["benches/js/litellm.js", file], { ...quiet, stdio: "pipe" }),
    );
    return { ours, ...JSON.parse(readFileSync(file, "utf8")) };
  });
  const calculators = runs[0].calculators.map(({ name }, at) => ({
    name,
    us: median(runs.map((one) => one.calculators[at].us)),
  }));
  return {
    rows: runs[0].ours.rows,
    differing: runs[0].ours.differing,
    ours: median(runs.map(({ ours }) => ours.us)),
    calculators,
  };
}

mkdirSync(out, { recursive: true });
const [loadBefore] = loadavg();
const runs = Object.fromEntries(Object.keys(PLATFORMS).map((name) => [name, []]));
for (let turn = 1; turn <= RUNS; turn += 1) {
  for (const [name, script] of Object.entries(PLATFORMS)) {
    process.stderr.write(`run ${turn} of ${RUNS}, ${name}:`);
    const began = performance.now();
    runs[name].push(await run(script));
    process.stderr.write(` (${((performance.now() - began) / 1000).toFixed(0)} s)\n`);
  }
}

const [cpu] = cpus();
const machine = `${cpus().length} × ${cpu.model}, Node ${process.versions.node}, load ${loadBefore.toFixed(1)} before`;
const parts = [`${machine}; ${RUNS === 1 ? "one run" : `median of ${RUNS} runs`}`];
if (loadBefore > cpus().length) parts.push("The machine was busy with other things: the figures say little.");
const figures = Object.fromEntries(Object.entries(runs).map(([name, all]) => [name, combined(all)]));
for (const [name, all] of Object.entries(figures)) {
  parts.push(`## ${name}`, goalTable(all), otherTable(all));
}
const weighed = await sizes();
parts.push("## Sizes, with brotli", sizeTable(weighed));
const theirs = only ? null : litellm();
if (theirs) {
  const other = theirs.differing.length;
  parts.push(`## LiteLLM in Python, ${theirs.rows} rows of its map`, pythonTable(theirs));
  if (other > 0) parts.push(`Its image cost calculator prices ${other} of them otherwise than the map says.`);
} else
  parts.push("LiteLLM was not run: its Python is not in target/litellm, or only some groups were asked for.");
const text = `${parts.filter((part) => part !== "").join("\n\n")}\n`;
writeFileSync(
  join(out, "figures.json"),
  `${JSON.stringify({ figures, sizes: weighed, litellm: theirs }, null, 1)}\n`,
);
writeFileSync(join(out, "report.md"), text);
process.stdout.write(`\n${text}`);
