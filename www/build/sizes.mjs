// Prints what the built page weighs as a server sends it (brotli) against its budgets, and fails above them.
// Counted is the first visit, as first-visit.mjs finds it; what is fetched on demand is listed apart as later.

import { readdirSync, readFileSync } from "node:fs";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { firstVisit } from "./first-visit.mjs";

const dist = process.argv[2] ?? fileURLToPath(new URL("../dist/", import.meta.url));
/** The most that each kind may weigh, in kB. */
const CEILINGS = { HTML: 15, CSS: 8, JavaScript: 35, wasm: 110, catalogs: 40, all: 150 };
/** What is aimed at, where that is less. */
const BUDGETS = { wasm: 80 };

const visit = firstVisit(dist);
const totals = new Map();
const add = (kind, size) => totals.set(kind, (totals.get(kind) ?? 0) + size);
const later = [];

for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile()) continue;
  const file = relative(dist, `${entry.parentPath}/${entry.name}`).replaceAll("\\", "/");
  const size = brotliCompressSync(readFileSync(`${dist}/${file}`)).length / 1000;
  const kind = visit.get(file);
  const line = `  ${size.toFixed(1).padStart(6)} kB  ${(kind ?? "later").padEnd(10)}  ${file}`;
  if (!kind) {
    later.push(line);
    continue;
  }
  add(kind, size);
  add("all", size);
  console.log(line);
}
console.log(later.join("\n"));

let over = false;
for (const [kind, ceiling] of Object.entries(CEILINGS)) {
  const size = totals.get(kind) ?? 0;
  const budget = BUDGETS[kind];
  over ||= size > ceiling;
  const limits = budget ? `budget ${budget}, ceiling ${ceiling}` : `ceiling ${ceiling}`;
  const verdict = size > ceiling ? "  OVER" : budget && size > budget ? "  above the budget" : "";
  console.log(`${kind.padEnd(10)} ${size.toFixed(1).padStart(6)} kB (${limits})${verdict}`);
}
process.exitCode = over ? 1 : 0;
