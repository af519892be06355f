// Mutation testing of the page. Stryker's instrumenter puts every fault into a copy of the page's sources, each behind a
// number; `page-driver.test.ts` runs a group's tests with one after the other. This starts it, watches it, and prints a
// table by module, every fault that no test caught, and the line that a long check ends with.
//
//   node tests/mutation/page.mjs [<group>...] [--missed] [--report]
//
// `--missed` runs again what the last run did not catch; `--report` runs nothing.

import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { GROUPS } from "./groups.mjs";

const LEAST_PERCENT = 90;
const HUNG_MS = 120_000;
const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = join(root, "target/mutation");

const options = process.argv.slice(2);
const named = options.filter((option) => !option.startsWith("--"));
const groups = named.length > 0 ? named : Object.keys(GROUPS);
for (const name of groups) if (!Object.hasOwn(GROUPS, name)) throw new Error(`there is no group ${name}`);
const again = options.includes("--missed");
const reportOf = (group) => join(folder, `page-${group}.json`);
const read = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : []);

/** The copy of what the tests need, with the group's modules full of faults; and what those are. */
async function laid(modules, copy) {
  const { createInstrumenter } = await import("@stryker-mutator/instrumenter");
  const { createInjector } = await import("typed-inject");
  const quiet = () => undefined;
  const logger = { isDebugEnabled: () => false, debug: quiet, info: quiet, warn: console.warn };
  const injector = createInjector().provideValue("logger", logger);
  const files = modules.map((module) => {
    const name = join(root, "www/src", module);
    return { name, mutate: true, content: readFileSync(name, "utf8") };
  });
  const asked = { plugins: null, excludedMutations: [], ignorers: [], noHeader: false };
  const instrumented = await injector.injectFunction(createInstrumenter).instrument(files, asked);
  rmSync(copy, { recursive: true, force: true });
  for (const part of ["www/src", "tests/page", "package.json"])
    cpSync(join(root, part), join(copy, part), { recursive: true });
  mkdirSync(join(copy, "tests/mutation"));
  for (const name of ["vitest.config.ts", "page-shim.ts", "page-driver.test.ts"])
    cpSync(join(root, "tests/mutation", name), join(copy, "tests/mutation", name));
  for (const part of ["node_modules", "pkg", "www/catalogs"]) symlinkSync(join(root, part), join(copy, part));
  for (const { name, content } of instrumented.files) writeFileSync(name.replace(root, `${copy}/`), content);
  const source = new Map(files.map(({ name, content }) => [name, content.split("\n")]));
  return instrumented.mutants.map(({ id, fileName, location: { start, end }, mutatorName, replacement }) => {
    const last = start.line === end.line ? end.column : undefined;
    const text = source.get(fileName)[start.line].slice(start.column, last);
    const to = replacement.split("\n")[0];
    const file = fileName.replace(join(root, "www/src/"), "");
    return {
      id,
      file,
      name: `${file}:${start.line + 1}:${start.column + 1} ${mutatorName}: ${text} → ${to}`,
    };
  });
}

/** Runs the driver over these faults until it ends or hangs; the outcomes so far, and the fault that it hung at. */
function driven(copy, tests, faults, outcomes) {
  const plan = join(copy, "plan.json");
  const files = tests.map((name) => join(copy, `tests/page/${name}.test.ts`));
  writeFileSync(plan, JSON.stringify({ tests: files, faults, outcomes }));
  writeFileSync(outcomes, "");
  return new Promise((resolve) => {
    const vitest = join(root, "node_modules/vitest/vitest.mjs");
    const run = spawn(process.execPath, [vitest, "run", "--config", "tests/mutation/vitest.config.ts"], {
      cwd: copy,
      env: { ...process.env, PERPIXEL_PLAN: plan },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let [said, seen, since] = ["", 0, Date.now()];
    for (const stream of [run.stdout, run.stderr]) stream.on("data", (data) => (said += data));
    const watch = setInterval(() => {
      const soFar = readFileSync(outcomes, "utf8");
      const { length } = soFar;
      // What a fault left behind may keep the process from ending by itself.
      if (soFar.endsWith("end\n")) run.kill("SIGKILL");
      else if (length !== seen) [seen, since] = [length, Date.now()];
      else if (Date.now() - since > HUNG_MS) run.kill("SIGKILL");
    }, 1000);
    run.on("close", () => {
      clearInterval(watch);
      const lines = readFileSync(outcomes, "utf8").split("\n");
      if (!lines.includes("ready"))
        throw new Error(`the tests do not run without a fault:\n${said.slice(-3000)}`);
      const known = new Map();
      for (const line of lines) {
        const [word, fault] = line.split(" ");
        if (fault) known.set(fault, word);
      }
      resolve(known);
    });
  });
}

async function ran(group) {
  const { modules, tests } = GROUPS[group];
  const before = new Map(read(reportOf(group)).map(({ name, outcome }) => [name, outcome]));
  const caught = (name) => again && ["Killed", "Timeout"].includes(before.get(name));
  const copy = join(folder, `page-${group}`);
  const all = await laid(modules, copy);
  const outcomes = new Map(
    all.filter(({ name }) => caught(name)).map(({ id, name }) => [id, before.get(name)]),
  );
  let left = all.map(({ id }) => id).filter((id) => !outcomes.has(id));
  while (left.length > 0) {
    for (const [id, word] of await driven(copy, tests, left, join(folder, `page-${group}.txt`)))
      outcomes.set(id, word === "begin" ? "Timeout" : word);
    const rest = left.filter((id) => !outcomes.has(id));
    if (rest.length === left.length) throw new Error(`nothing came of the faults of ${group}`);
    left = rest;
  }
  const report = all.map(({ id, file, name }) => ({ file, name, outcome: outcomes.get(id) }));
  mkdirSync(dirname(reportOf(group)), { recursive: true });
  writeFileSync(reportOf(group), JSON.stringify(report, null, 1));
}

if (!options.includes("--report")) for (const group of groups) await ran(group);

const absent = Object.keys(GROUPS).filter((group) => !existsSync(reportOf(group)));
const faults = Object.keys(GROUPS).flatMap((group) => read(reportOf(group)));
const count = (list, ...words) => list.filter(({ outcome }) => words.includes(outcome)).length;
const line = (name, list) => {
  const share = (100 * count(list, "Killed", "Timeout")) / Math.max(1, list.length);
  const figures = [
    list.length,
    count(list, "Killed"),
    count(list, "Timeout"),
    list.length - count(list, "Killed", "Timeout"),
  ];
  const columns = figures.map((figure) => String(figure).padStart(7)).join(" ");
  return `${name.padEnd(28)}${columns}  ${share.toFixed(1).padStart(5)} %`;
};
console.log("module                       faults  failed  silent  missed  caught");
for (const file of new Set(faults.map(({ file }) => file)))
  console.log(
    line(
      file,
      faults.filter((fault) => fault.file === file),
    ),
  );
for (const { name, outcome } of faults)
  if (!["Killed", "Timeout"].includes(outcome)) console.log(`missed ${name} (${outcome})`);
const caught = count(faults, "Killed", "Timeout");
const share = (100 * caught) / Math.max(1, faults.length);
console.log(
  `result: ${caught} of ${faults.length} faults of the page's modules caught, ${share.toFixed(1)} %` +
    (absent.length > 0 ? `, not run: ${absent.join(", ")}` : ""),
);
process.exitCode = share >= LEAST_PERCENT && absent.length === 0 ? 0 : 1;
