// Mutation testing of the engine. cargo-mutants says which faults to put in (`.cargo/mutants.toml` says where); here
// they are all put into one copy of the crate, each behind a number, so that the tests are compiled once and run once
// for each fault instead of being compiled for each. The first test that fails ends a fault's run.
//
//   node tests/mutation/engine.mjs <cargo-mutants> [--missed] [--file <part of a path>]
//
// `--missed` runs again what the last run did not catch. It prints a table by module and what was not caught.

import { spawn, spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { grouped, lay, owner, put } from "./engine-copy.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const place = join(root, "target/mutation/engine");
const record = join(root, "target/mutation/engine.json");
const LEAST_PERCENT = 95;
const LEAST_TIMEOUT_MS = 120_000;

/** Tests near a fault find it soonest; then the crate's other ones, then those of the whole. */
const NEAR = ["money::", "rate::", "price::", "route::"];
/** Whose subject is no price: logs, sorting, JSON, what is kept of an answer (all slow), and the package's types. */
const SKIPPED = [
  "usage::",
  "api::order::",
  "source::json::",
  "what_is_kept_changes_no_answer",
  "typescript::",
];
const WHOLE = ["golden", "prices_document", "shipped_catalogs", "audit", "packed", "table", "planning"];

const [tool, ...options] = process.argv.slice(2);
const again = options.includes("--missed");
const part = options.includes("--file") ? options[options.indexOf("--file") + 1] : "";
const { CARGO_TARGET_DIR, ...inherited } = process.env;
const environment = {
  ...inherited,
  CARGO_TARGET_DIR: join(CARGO_TARGET_DIR ?? join(root, "target"), "mutation-build"),
  CARGO_PROFILE_DEV_DEBUG: "0",
  CARGO_PROFILE_TEST_DEBUG: "0",
};

function output(command, parts, folder = root) {
  const run = spawnSync(command, parts, {
    cwd: folder,
    env: environment,
    encoding: "utf8",
    maxBuffer: 1 << 30,
  });
  if (run.error) throw run.error;
  return run;
}

function listed() {
  const list = output(tool, ["mutants", "--list", "--json"]);
  if (list.status !== 0) throw new Error(list.stderr);
  return JSON.parse(list.stdout).map((mutant, at) => ({ ...mutant, id: at + 1 }));
}

/** Compiles all mutants at once; those that the compiler refuses are put aside. Returns the programs of the tests. */
function compiled(mutants, aside) {
  const targets = ["--lib", ...WHOLE.flatMap((name) => ["--test", name])];
  for (;;) {
    lay(
      root,
      place,
      mutants.filter(({ id }) => !aside.has(id)),
    );
    const build = output(
      "cargo",
      ["test", "--no-run", "--offline", "--message-format=json", ...targets],
      place,
    );
    const messages = build.stdout
      .split("\n")
      .filter((line) => line.startsWith("{"))
      .map((line) => JSON.parse(line));
    if (build.status === 0) {
      return new Map(
        messages
          .filter(({ executable, profile }) => executable && profile?.test)
          .map(({ target, executable }) => [target.name, executable]),
      );
    }
    const before = aside.size;
    for (const { message } of messages) {
      if (message?.level !== "error") continue;
      for (const { file_name, line_start, is_primary } of message.spans) {
        const id = is_primary ? owner(join(place, file_name), line_start) : null;
        if (id) aside.add(id);
      }
    }
    if (aside.size === before) throw new Error(`the copy does not compile:\n${build.stderr.slice(-4000)}`);
  }
}

/** Whether the tests pass; the first that fails, a trap, or silence ends them. */
function passes(program, parts, id, limit) {
  return new Promise((resolve) => {
    const env = { ...environment, CARGO_MANIFEST_DIR: place, PERPIXEL_MUTANT: String(id) };
    const run = spawn(program, parts, { cwd: place, env, stdio: ["ignore", "pipe", "ignore"] });
    let outcome;
    const end = (what) => {
      outcome ??= what;
      run.kill("SIGKILL");
    };
    const timer = setTimeout(() => end("timeout"), limit);
    run.stdout.on("data", (data) => / \.\.\. FAILED|test result: FAILED/.test(data) && end("caught"));
    run.on("close", (code) => {
      clearTimeout(timer);
      resolve(outcome ?? (code === 0 ? "missed" : "caught"));
    });
  });
}

const skips = SKIPPED.flatMap((name) => ["--skip", name]);
function stages(programs) {
  const crate = programs.get("perpixel");
  return [
    ["near", crate, NEAR],
    ["crate", crate, [...skips, ...NEAR.flatMap((name) => ["--skip", name])]],
    ...WHOLE.map((name) => [name, programs.get(name), []]),
  ];
}

const known = statSync(record, { throwIfNoEntry: false }) ? JSON.parse(readFileSync(record, "utf8")) : {};
const mutants = listed();
const aside = new Set();
const steps = stages(compiled(mutants, aside));
const limits = new Map();
for (const [name, program, parts] of steps) {
  const began = Date.now();
  if ((await passes(program, parts, 0, 1_200_000)) !== "missed")
    throw new Error(`the tests of \`${name}\` fail without a fault`);
  limits.set(name, Math.max(LEAST_TIMEOUT_MS, 10 * (Date.now() - began)));
  console.log(`${name}: ${((Date.now() - began) / 1000).toFixed(1)} s without a fault`);
}

const outcomes = {};
for (const { id, name, file } of mutants) {
  const before = known[name];
  if (aside.has(id)) outcomes[name] = { file, outcome: "unviable" };
  else if (
    !file.includes(part) ||
    (again && before && before.outcome !== "missed" && before.outcome !== "unviable")
  ) {
    if (before) outcomes[name] = before;
  } else {
    let outcome = "missed";
    let by = "";
    for (const [step, program, parts] of steps) {
      by = step;
      outcome = await passes(program, parts, id, limits.get(step));
      if (outcome !== "missed") break;
    }
    outcomes[name] = outcome === "missed" ? { file, outcome } : { file, outcome, by };
    if (outcome === "missed") console.log(`missed ${name}`);
    put(record, `${JSON.stringify({ ...known, ...outcomes }, null, 1)}\n`);
  }
}
put(record, `${JSON.stringify(outcomes, null, 1)}\n`);

const count = (all, ...kinds) => all.filter(({ outcome }) => kinds.includes(outcome)).length;
const percent = (all) =>
  (100 * count(all, "caught", "timeout")) / Math.max(1, all.length - count(all, "unviable"));
console.log("\nmodule                 mutants  unviable  caught  timeout  missed  caught of viable");
const all = Object.values(outcomes);
for (const [module, ones] of grouped(all, ({ file }) => file)) {
  const columns = [
    ones.length,
    count(ones, "unviable"),
    count(ones, "caught"),
    count(ones, "timeout"),
    count(ones, "missed"),
  ];
  const [total, ...others] = columns.map((figure, at) => String(figure).padStart([7, 8, 6, 7, 6][at]));
  console.log(
    `${module.padEnd(22)} ${total}  ${others.join("  ")}  ${percent(ones).toFixed(1).padStart(6)} %`,
  );
}
for (const [name, { outcome }] of Object.entries(outcomes))
  if (outcome === "missed") console.log(`missed ${name}`);
const left = mutants.length - all.length;
console.log(
  `result: ${count(all, "caught", "timeout")} of ${all.length - count(all, "unviable")} viable mutants of the engine caught, ${percent(all).toFixed(1)} %` +
    (left > 0 ? `, ${left} not run` : ""),
);
process.exitCode = percent(all) >= LEAST_PERCENT && left === 0 ? 0 : 1;
