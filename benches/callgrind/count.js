// Counts the instructions of the native benches under callgrind and prints them next to those in benches/recorded.json,
// so that a slip is seen: `node benches/callgrind/count.js [--record]`. It judges nothing; `--record` writes the counts
// down. They depend on the compiler, which rust-toolchain.toml pins, and hardly on the machine.
import { execFile, execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const root = join(import.meta.dirname, "../..");
const record = join(root, "benches/recorded.json");
const out = join(root, "target/callgrind");

function built() {
  const args = ["bench", "--quiet", "--no-run", "--bench", "instructions", "--message-format=json"];
  const lines = execFileSync("cargo", args, {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  const messages = lines
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  return messages.find(({ executable, target }) => executable && target.name === "instructions").executable;
}

async function count(program, name) {
  const file = join(out, name.replaceAll(/[^a-z0-9]+/gi, "-"));
  const args = ["--tool=callgrind", "--collect-atstart=no", "--toggle-collect=*measured_work*"];
  const run = promisify(execFile)("valgrind", [...args, `--callgrind-out-file=${file}`, program, name]);
  const { stderr } = await run;
  const [, collected] = /Collected : (\d+)/.exec(stderr) ?? [];
  if (!(Number(collected) > 0)) throw new Error(`callgrind counted nothing of \`${name}\`:\n${stderr}`);
  return Number(collected);
}

async function counts(program, names) {
  const found = {};
  const left = [...names];
  const worker = async () => {
    for (let name = left.shift(); name !== undefined; name = left.shift())
      found[name] = await count(program, name);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return Object.fromEntries(names.map((name) => [name, found[name]]));
}

function recorded() {
  try {
    return JSON.parse(readFileSync(record, "utf8"));
  } catch {
    return {};
  }
}

const change = (now, before) => {
  if (before === undefined) return "not recorded";
  const percent = (100 * (now - before)) / before;
  return `${percent < 0 ? "" : "+"}${percent.toFixed(1)} %`;
};

mkdirSync(out, { recursive: true });
const program = built();
const names = execFileSync(program, { encoding: "utf8" }).trim().split("\n");
const now = await counts(program, names);
const before = recorded();
const width = Math.max(...names.map(({ length }) => length));
for (const [name, instructions] of Object.entries(now)) {
  const figure = instructions.toLocaleString("en-US").padStart(15);
  console.log(
    `${name.padEnd(width)} ${figure} instructions  ${change(instructions, before[name]).padStart(12)}`,
  );
}
if (process.argv.includes("--record")) {
  writeFileSync(record, `${JSON.stringify(now, null, 2)}\n`);
  console.log(`recorded in benches/recorded.json`);
}
