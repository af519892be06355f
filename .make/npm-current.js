// Exits with 0 when node_modules holds what package-lock.json asks for, whoever put it there. npm keeps a
// record of what it installed; packages for other platforms are in the lock but not in the record.
import { readFileSync } from "node:fs";

const packages = (file) => {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages;
  } catch {
    return {};
  }
};

const wanted = Object.entries(packages("package-lock.json")).filter(([path]) =>
  path.startsWith("node_modules/"),
);
const installed = packages("node_modules/.package-lock.json");
const current = ([path, { version, optional }]) =>
  path in installed ? installed[path].version === version : optional === true;

process.exitCode = wanted.length > 0 && wanted.every(current) ? 0 : 1;
