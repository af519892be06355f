// Puts a new version into everything that states one: Cargo.toml, both Cargo.lock, pkg/package.json and the heading in
// CHANGELOG.md, all or none. It commits, tags and publishes nothing; docs/versioning.md says what comes after it.
//
//   release.js <version> [--dry-run]   writes the version, or says what it would write
//   release.js --check [<tag>]         whether all of them agree, with each other and with a tag such as v1.2.3
//   release.js --notes <version>       prints what the changelog says of a version
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const SEMVER =
  /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-((?:0|[1-9]\d*|\d*[a-z][\da-z]*)(?:\.(?:0|[1-9]\d*|\d*[a-z][\da-z]*))*))?$/;
const HEADING = /^## (\S+) \(\d{4}-\d{2}-\d{2}\)$/gm;

/** Where a version stands: the file, and what surrounds it. */
const PLACES = {
  "Cargo.toml": /^(\[package\]\nname = "perpixel"\nversion = ")([^"]+)(")/m,
  "Cargo.lock": /^(\[\[package\]\]\nname = "perpixel"\nversion = ")([^"]+)(")/m,
  "examples/datafusion/Cargo.lock": /^(\[\[package\]\]\nname = "perpixel"\nversion = ")([^"]+)(")/m,
  "pkg/package.json": /^( {2}"version": ")([^"]+)(",)$/m,
};

class Refusal extends Error {}

const read = (path) => readFileSync(join(root, path), "utf8");

function refuse(message) {
  throw new Refusal(message);
}

function parts(version) {
  const [, major, minor, patch, before] = SEMVER.exec(version) ?? [];
  if (major === undefined) refuse(`\`${version}\` is no version such as 1.2.3 or 1.2.3-beta.1`);
  return { numbers: [major, minor, patch].map(BigInt), before: before?.split(".") };
}

const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/** Which of two versions comes later, by the rules of semver.org: 1.0.0-beta.2 before 1.0.0-beta.11 before 1.0.0. */
function compareVersions(a, b) {
  const [left, right] = [parts(a), parts(b)];
  for (const [index, number] of left.numbers.entries()) {
    const order = compare(number, right.numbers[index]);
    if (order !== 0) return order;
  }
  if (!left.before || !right.before) return compare(!left.before, !right.before);
  for (const [index, one] of left.before.entries()) {
    const other = right.before[index];
    if (other === undefined) return 1;
    const [number, otherNumber] = [/^\d+$/.test(one), /^\d+$/.test(other)];
    const order =
      number && otherNumber
        ? compare(BigInt(one), BigInt(other))
        : number !== otherNumber
          ? compare(!number, !otherNumber)
          : compare(one, other);
    if (order !== 0) return order;
  }
  return compare(left.before.length, right.before.length);
}

/** The version that all files state, and those that the changelog says were released, newest first. */
function state() {
  const stated = Object.entries(PLACES).map(([path, place]) => [
    path,
    place.exec(read(path))?.[2] ?? refuse(`${path} states no version of perpixel where one is expected`),
  ]);
  const [[, current]] = stated;
  if (stated.some(([, version]) => version !== current))
    refuse(`the versions differ: ${stated.map(([path, version]) => `${path} ${version}`).join(", ")}`);
  const released = [...read("CHANGELOG.md").matchAll(HEADING)].map(([, version]) => version);
  if (released.length > 0 && released[0] !== current)
    refuse(
      `the versions differ: the files say ${current}, the newest heading of CHANGELOG.md says ${released[0]}`,
    );
  return { current, released };
}

/** What the changelog says under a heading. */
function section(heading) {
  const sections = read("CHANGELOG.md").split(/^## /m);
  const found = sections.find((text) => text.split(/[ \n]/, 1)[0] === heading);
  return found?.slice(found.indexOf("\n")).trim();
}

const git = (...args) => execFileSync("git", args, { cwd: root, encoding: "utf8" }).trimEnd();

function release(version, dry) {
  const { current, released } = state();
  const order = compareVersions(version, current);
  // The first version of all stands in the files from the start.
  if (order < 0 || (order === 0 && released.length > 0)) refuse(`${version} is not greater than ${current}`);
  if (git("tag", "--list", `v${version}`)) refuse(`there is a tag v${version} already`);
  const dirt = git("status", "--porcelain");
  if (dirt) refuse(`the working tree has changes that are not committed:\n${dirt}`);
  if (!section("Unreleased")) refuse("CHANGELOG.md has nothing under `## Unreleased` to release");

  const day = new Date().toISOString().slice(0, 10);
  const next = Object.entries(PLACES).map(([path, place]) => [
    path,
    read(path).replace(place, `$1${version}$3`),
  ]);
  next.push([
    "CHANGELOG.md",
    read("CHANGELOG.md").replace(/^## Unreleased$/m, `## Unreleased\n\n## ${version} (${day})`),
  ]);
  for (const [path, text] of next) {
    if (!dry) writeFileSync(join(root, path), text);
    console.log(`${dry ? "would write" : "wrote"} ${version} into ${path}`);
  }
  if (!dry)
    console.log(
      `\nnext: make test, then\n  git commit -am "Release ${version}" && git tag -a v${version} -m v${version}\n` +
        `  git push --atomic origin HEAD v${version}`,
    );
}

function check(tag) {
  const { current, released } = state();
  if (tag === undefined) return console.log(`${current} everywhere`);
  if (tag !== `v${current}`) refuse(`the tag is ${tag}, the files say ${current}`);
  if (!released.includes(current)) refuse(`CHANGELOG.md has no heading for ${current}`);
  console.log(`${current} everywhere, as the tag says`);
}

try {
  const args = process.argv.slice(2);
  const dry = args.includes("--dry-run");
  const [first, second, ...more] = args.filter((one) => one !== "--dry-run");
  if (more.length > 0) refuse("too many arguments");
  if (first === "--check") check(second || undefined);
  else if (first === "--notes")
    console.log(section(second ?? "") || refuse(`CHANGELOG.md says nothing of ${second}`));
  else if (!first || second) refuse("say which version: make release VERSION=1.2.3");
  else release(first, dry);
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  console.error(`release: ${error.message}`);
  process.exitCode = 1;
}
