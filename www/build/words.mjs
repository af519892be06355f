// Reads the page's texts out of its source: the literals of `t`, `n`, `tx` and `msg`. Run by itself it prints what
// each language of `src/languages/` lacks, ready to be filled in, and what it has too much; it fails if there is any.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";

const source = fileURLToPath(new URL("../src/", import.meta.url));
const CALL = /(?<![\w.$])(t|n|tx|msg)\(\s*/g;
const LITERAL = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\$]|\\.)*`)$/s;
/** A constant, or a part of one, whose texts `msg` has marked; or a choice between two. */
const CONSTANT =
  /^(?:[^?"]+\?\s*)?[A-Z][A-Z0-9_]*(?:$|[.[])|^[^?"]+\?\s*[A-Z][A-Z0-9_]*\s*:\s*[A-Z][A-Z0-9_]*$/;
/** Variables over such constants, by file: that each is one has been looked at. */
const KNOWN = JSON.parse(readFileSync(new URL("./words.json", import.meta.url), "utf8"));

/** Comments as blanks, so that places stay places. */
function uncommented(text) {
  const blank = (comment) => comment.replace(/[^\n]/g, " ");
  return text.replace(/\/\*[\s\S]*?\*\//g, blank).replace(/^\s*\/\/.*$/gm, blank);
}

/** The arguments of a call that opens before `from`, as source text. */
function args(text, from) {
  const found = [];
  let depth = 0;
  let start = from;
  for (let at = from; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === '"' || sign === "`" || (sign === "'" && depth >= 0)) {
      for (at += 1; at < text.length && text[at] !== sign; at += 1) if (text[at] === "\\") at += 1;
    } else if ("([{".includes(sign)) depth += 1;
    else if (")]}".includes(sign)) {
      if (depth === 0) {
        found.push(text.slice(start, at).trim());
        return found.filter((one) => one !== "");
      }
      depth -= 1;
    } else if (sign === "," && depth === 0) {
      found.push(text.slice(start, at).trim());
      start = at + 1;
    }
  }
  return found;
}

/** The text of a literal; `null` for any other expression. */
function literal(code) {
  if (!code || !LITERAL.test(code)) return null;
  const inner = code.slice(1, -1).replace(/\\(["'`])/g, "$1");
  return JSON.parse(`"${inner.replace(/"/g, '\\"').replace(/\n/g, "\\n")}"`);
}

/** The texts that an expression can be: a literal, or a choice between some. */
function texts(code) {
  const one = literal(code);
  if (one !== null) return [one];
  // What stands before `??` is looked at below.
  const otherwise = /^[^?"]+\?\?\s*("(?:[^"\\]|\\.)*")$/.exec(code ?? "");
  if (otherwise) return [literal(otherwise[1])];
  const choice = /^[^?"]+\?\s*("(?:[^"\\]|\\.)*")\s*:\s*([\s\S]+)$/.exec(code ?? "");
  if (!choice) return null;
  const rest = texts(choice[2].trim());
  return rest && [literal(choice[1]), ...rest];
}

/** Every text of the page, in the order of the files, and the calls whose text cannot be told. */
export function words() {
  const keys = new Map();
  const strange = [];
  const files = readdirSync(source, { recursive: true })
    .filter((name) => /\.tsx?$/.test(name) && name !== "language.ts")
    .sort();
  for (const file of files) {
    const text = uncommented(readFileSync(join(source, file), "utf8"));
    for (const call of text.matchAll(CALL)) {
      const given = args(text, call.index + call[0].length);
      const place = `${file}:${text.slice(0, call.index).split("\n").length}`;
      const put = (key) => keys.set(key, keys.get(key) ?? place);
      if (call[1] === "n") {
        const [one, many] = [literal(given[1]), literal(given[2])];
        if (one === null || many === null) strange.push(`${place}: ${call[0]}${given.join(", ")}`);
        else put(`${one}|${many}`);
        continue;
      }
      const found = texts(given[0]);
      for (const one of found ?? []) put(one);
      const [variable] = (given[0] ?? "").split(/\s*\?\?/);
      const told = found && !given[0].includes("??");
      if (told || (call[1] !== "msg" && (CONSTANT.test(variable) || KNOWN[file]?.includes(variable))))
        continue;
      strange.push(`${place}: ${call[0]}${given[0]}`);
    }
  }
  return { keys, strange };
}

/** The languages beside English, with what each says. */
export function languages() {
  const folder = join(source, "languages");
  return new Map(
    readdirSync(folder)
      .filter((name) => name.endsWith(".json"))
      .map((name) => [name.replace(/\.json$/, ""), JSON.parse(readFileSync(join(folder, name), "utf8"))]),
  );
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const { keys, strange } = words();
  let faults = strange.length;
  for (const one of strange) console.log(`no literal: ${one}`);
  for (const [language, table] of languages()) {
    const missing = [...keys.keys()].filter((key) => !Object.hasOwn(table, key));
    const left = Object.keys(table).filter((key) => !keys.has(key));
    faults += missing.length + left.length;
    console.log(`${language}: ${keys.size} texts, ${missing.length} missing, ${left.length} left over`);
    for (const key of missing) console.log(`  ${JSON.stringify(key)}: "",`);
    for (const key of left) console.log(`  left over: ${JSON.stringify(key)}`);
  }
  process.exitCode = faults > 0 ? 1 : 0;
}
