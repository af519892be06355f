// Prints what the built page weighs as a server sends it (brotli) against its budgets, and fails above them.
// Counted is the first visit: what is fetched only in rarer cases is listed apart.

import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";

const dist = fileURLToPath(new URL("../dist/", import.meta.url));
const BUDGETS = { HTML: 15, CSS: 8, JavaScript: 35, wasm: 110, catalogs: 40, all: 150 };
/** Fetched only without a worker, for tables of more than 150 rows, or to plan. */
const RARE = /\/(?:in-page|forms|book-storage|windowed-rows|core|rolldown-runtime)-/;

function kindOf(file) {
  if (file.endsWith(".html")) return "HTML";
  if (file.endsWith(".css")) return "CSS";
  if (file.endsWith(".wasm")) return "wasm";
  if (file.endsWith(".js")) return RARE.test(`/${file}`) ? "rare" : "JavaScript";
  if (file.startsWith("catalogs/")) return "catalogs";
  return "other";
}

const totals = new Map();
const add = (kind, size) => totals.set(kind, (totals.get(kind) ?? 0) + size);

for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile()) continue;
  const file = `${entry.parentPath}/${entry.name}`.slice(dist.length).replace(/^\/+/, "");
  const size = brotliCompressSync(readFileSync(dist + file)).length / 1000;
  const kind = kindOf(file);
  add(kind, size);
  if (kind !== "rare" && kind !== "other") add("all", size);
  console.log(`  ${size.toFixed(1).padStart(6)} kB  ${kind.padEnd(10)}  ${file}`);
}

let over = false;
for (const [kind, budget] of Object.entries(BUDGETS)) {
  const size = totals.get(kind) ?? 0;
  const fits = size <= budget;
  over ||= !fits;
  console.log(`${kind.padEnd(10)} ${size.toFixed(1).padStart(6)} of ${budget} kB${fits ? "" : "  OVER"}`);
}
process.exitCode = over ? 1 : 0;
