// Runs the page's targets: `node fuzz/page/run.mjs [address links figures] [--runs 5000] [--seconds 60] [--seed 1]`. Each
// is bundled from the page's own sources, given random inputs, and prints one line: executions, executions a second,
// peak RSS, the slowest input, the result. What is found wrong is shrunk and ends the run with 1.

import { fork } from "node:child_process";
import { mkdirSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";

const TARGETS = ["address", "links", "figures"];
/** An input that takes longer is a hang. */
const SLOWEST_MS = 2000;
const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = `${root}target/fuzz-page`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: "string" },
    seconds: { type: "string" },
    seed: { type: "string" },
    only: { type: "string" },
  },
});

async function run(name) {
  const outfile = `${folder}/${name}.mjs`;
  await build({
    stdin: {
      contents: `export * from "./${name}.ts"; export * from "./chance.ts";`,
      resolveDir: `${root}fuzz/page`,
    },
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    jsx: "automatic",
    jsxImportSource: "preact",
    logLevel: "error",
  });
  const target = await import(pathToFileURL(outfile).href);
  const most = values.seconds ? Number.POSITIVE_INFINITY : Number(values.runs ?? target.runs);
  const end = performance.now() + (values.seconds ? Number(values.seconds) * 1000 : Number.POSITIVE_INFINITY);
  const seed = Number(values.seed ?? Date.now() % 2_147_483_647);
  const chance = new target.Chance(seed);
  let slowest = 0;
  let executions = 0;
  let found = null;
  const began = performance.now();
  while (executions < most && performance.now() < end && !found) {
    const input = target.input(chance);
    const start = performance.now();
    const fault = await told(target, input);
    const took = performance.now() - start;
    slowest = Math.max(slowest, took);
    executions += 1;
    if (fault !== null) found = await least(target, input);
    else if (took > SLOWEST_MS) found = { input, fault: `it took ${Math.round(took)} ms` };
  }
  const rate = Math.round(executions / ((performance.now() - began) / 1000));
  const rss = Math.round(process.resourceUsage().maxRSS / 1024);
  const result = found ? "FAULT" : "ok";
  console.log(
    `${name.padEnd(22)} ${executions} executions, ${rate}/s, ${rss} MB, slowest ${(slowest / 1000).toFixed(2)} s, seed ${seed}: ${result}`,
  );
  if (!found) return;
  console.log(`  ${JSON.stringify(found.input)}\n  ${found.fault}`);
  process.exitCode = 1;
}

/** What is wrong with an input; a throw is wrong too. */
async function told(target, input) {
  try {
    const fault = target.fault(input);
    return fault instanceof Promise ? await fault : fault;
  } catch (error) {
    return `it throws: ${error.stack}`;
  }
}

/** The input with as much of its text taken away as leaves something wrong. */
async function least(target, input) {
  let kept = input;
  for (let size = input.text.length; size >= 1; size = Math.floor(size / 2)) {
    for (let at = 0; at + size <= kept.text.length; ) {
      const text = kept.text.slice(0, at) + kept.text.slice(at + size);
      if ((await told(target, { ...kept, text })) === null) at += size;
      else kept = { ...kept, text };
    }
  }
  return { input: kept, fault: await told(target, kept) };
}

/** Each target in a process of its own, so that its memory is its own. */
async function runAll() {
  const names = positionals.length > 0 ? positionals : TARGETS;
  for (const name of names) {
    if (!TARGETS.includes(name))
      throw new Error(`there is no target \`${name}\`; there are ${TARGETS.join(", ")}`);
    const more = ["runs", "seconds", "seed"]
      .filter((name) => values[name])
      .map((name) => `--${name}=${values[name]}`);
    const code = await new Promise((done) => {
      fork(new URL(import.meta.url), [`--only=${name}`, ...more]).on("exit", done);
    });
    if (code !== 0) process.exitCode = 1;
  }
}

mkdirSync(folder, { recursive: true });
await (values.only ? run(values.only) : runAll());
