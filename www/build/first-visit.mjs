// Which files of a built page a first visit fetches: the HTML, what it names, what those scripts import, the worker
// that they start with its own imports and module, and the listed catalogs. It is read from the emitted files, so
// that a new import counts at once; `tests/page/lean.test.ts` holds it to what a browser fetches.

import { readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { parseAst } from "vite";

/** Every node of a syntax tree. */
function* nodes(node) {
  if (Array.isArray(node)) for (const one of node) yield* nodes(one);
  else if (node && typeof node === "object") {
    if (typeof node.type === "string") yield node;
    for (const value of Object.values(node)) yield* nodes(value);
  }
}

const textOf = (node) =>
  node?.type === "Literal" && typeof node.value === "string"
    ? node.value
    : node?.type === "TemplateLiteral" && node.expressions.length === 0
      ? node.quasis[0].value.cooked
      : null;

/** What a script imports, and which files beside it its texts name. Imports on demand count as neither. */
function facts(code) {
  const imports = [];
  const named = [];
  const onDemand = new Set();
  for (const node of nodes(parseAst(code))) {
    if (/^(?:Import|Export(?:Named|All))Declaration$/.test(node.type) && node.source) {
      imports.push(node.source.value);
    } else if (node.type === "ImportExpression") {
      onDemand.add(node.source);
    } else if (node.type === "FunctionDeclaration" && node.id?.name.startsWith("__vite__mapDeps")) {
      for (const inner of nodes(node)) onDemand.add(inner);
    }
  }
  for (const node of nodes(parseAst(code))) {
    const text = textOf(node);
    if (text !== null && /^[\w./-]+\.(?:js|wasm)$/.test(text)) named.push(text);
  }
  const later = new Set([...onDemand].map(textOf));
  return { imports, named: named.filter((text) => !later.has(text) && !imports.includes(text)) };
}

/** The files of the first visit by their paths in the folder, with their kinds. */
export function firstVisit(folder) {
  const visit = new Map();
  const read = (file) => readFileSync(join(folder, file), "utf8");
  const exists = (file) => {
    try {
      read(file);
      return true;
    } catch {
      return false;
    }
  };
  const script = (file) => {
    if (visit.has(file)) return;
    visit.set(file, "JavaScript");
    const { imports, named } = facts(read(file));
    for (const source of imports) script(posix.join(dirname(file), source));
    for (const name of named) {
      // Workers are named from the page's folder, modules from the script's.
      const near = [posix.join(dirname(file), name), name].find(exists);
      if (near?.endsWith(".wasm")) visit.set(near, "wasm");
      else if (near?.startsWith("assets/worker-")) script(near);
    }
  };
  visit.set("index.html", "HTML");
  for (const [tag] of read("index.html").matchAll(/<(?:script|link)\b[^>]*>/g)) {
    const address = /\s(?:src|href)="(?:\.\/)?([^":]+)"/.exec(tag)?.[1];
    if (!address) continue;
    if (/\brel="stylesheet"/.test(tag)) visit.set(address, "CSS");
    else if (/^<script|\brel="modulepreload"/.test(tag)) script(address);
  }
  const list = "catalogs/index.json";
  visit.set(list, "catalogs");
  const { catalogs, packed } = JSON.parse(read(list));
  for (const name of packed ? [packed] : catalogs) visit.set(`catalogs/${name}`, "catalogs");
  return visit;
}
