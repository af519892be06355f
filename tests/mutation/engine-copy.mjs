// The copy of the crate that mutation testing runs in: every fault behind a number, chosen by an environment variable
// when the tests start. A function with faults begins with a choice among its own body with one of them each.

import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** As `Map.groupBy`, which the oldest Node that is supported lacks. */
export function grouped(list, keyOf) {
  const groups = new Map();
  for (const item of list) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

/** Writes a file that differs, so that what is compiled already stays compiled. */
export function put(path, content) {
  const old = statSync(path, { throwIfNoEntry: false }) && readFileSync(path);
  if (old?.equals(Buffer.from(content))) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

/** Where the text of a line and a column, both from 1, begins. */
function offsets(text) {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return ({ line, column }) => starts[line - 1] + column - 1;
}

/** The file with each of the mutants behind its number. A marker on a line of its own tells whose text follows. */
function mutated(text, mutants) {
  const at = offsets(text);
  const functions = grouped(mutants, ({ function: { span } }) => at(span.start));
  let result = text;
  for (const [start, faults] of [...functions].sort(([one], [other]) => other - one)) {
    const end = at(faults[0].function.span.end);
    const name = faults[0].function.function_name.split("::").at(-1);
    const signature = text.slice(start).search(new RegExp(`\\bfn ${name}\\b`)) + start;
    const open = text.indexOf("{", signature) + 1;
    const close = end - 1;
    const arms = faults.map(({ id, span, replacement }) => {
      const body = text.slice(open, at(span.start)) + replacement + text.slice(at(span.end), close);
      return `\n//@${id}\n${id} => return {${body}\n},\n//@end\n`;
    });
    const choice = `match crate::mutant::on() {${arms.join("")}_ => {} }`;
    result = result.slice(0, open) + choice + result.slice(open);
  }
  return result;
}

const SWITCH = `
pub(crate) mod mutant {
    pub(crate) fn on() -> u32 {
        static ON: std::sync::OnceLock<u32> = std::sync::OnceLock::new();
        *ON.get_or_init(|| std::env::var("PERPIXEL_MUTANT").ok().and_then(|id| id.parse().ok()).unwrap_or(0))
    }
}
`;

/** Writes what the crate is made of into the copy's folder, the mutants in it; what it is made of no longer is removed. */
export function lay(root, place, mutants) {
  const laid = new Set();
  const byFile = grouped(mutants, ({ file }) => file);
  const list = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
  for (const file of spawnSync("git", list, { cwd: root, encoding: "utf8" }).stdout.split("\0")) {
    if (file === "" || /^(?:fuzz|pkg|tests\/(?:page|packages|mutation)|www\/(?:src|build))\//.test(file))
      continue;
    if (!statSync(join(root, file), { throwIfNoEntry: false })?.isFile()) continue;
    const bytes = readFileSync(join(root, file));
    const faults = byFile.get(file);
    laid.add(file);
    if (faults) put(join(place, file), mutated(bytes.toString(), faults));
    else put(join(place, file), file === "src/lib.rs" ? bytes.toString() + SWITCH : bytes);
  }
  for (const file of readdirSync(join(place, "src"), { recursive: true })) {
    const path = join("src", file);
    if (file.endsWith(".rs") && !laid.has(path)) rmSync(join(place, path));
  }
}

/** The number of the mutant whose text stands in that line of the copy. */
export function owner(path, line) {
  const lines = readFileSync(path, "utf8").split("\n");
  for (let at = line - 1; at >= 0; at -= 1) {
    const id = /^\/\/@(\w+)$/.exec(lines[at])?.[1];
    if (id) return id === "end" ? null : Number(id);
  }
  return null;
}
