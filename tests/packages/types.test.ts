// The types that the package ships: complete in words and closed in values, and free of mistakes that a tool for
// packages knows.
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { expect, inject, test } from "vitest";
import { repository } from "./install.ts";

const run = promisify(execFile);
const installed = join(inject("installed"), "node-esm/node_modules/perpixel");

/**
 * What a declaration file offers and says nothing of. A declaration or member starts a line; the end of its comment
 * is then the line before it. Constructors that are closed, and what only passes names on, need no words.
 */
function undocumented(text: string): string[] {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const offers = /^(?:export (?!type \* |\* |type \{|\{)| {2,4}(?! *\*|private )[\w[].*[;{]$)/;
  return lines.filter((line, at) => {
    if (!offers.test(line) || /^ {2,}(?:path|help|cause)\b.*\)/.test(line)) return false;
    return !/\*\/$/.test(lines[at - 1] ?? "");
  });
}

test("the judgement of comments sees a member without one", () => {
  const text =
    "/** A. */\nexport interface A {\n  /** B. */\n  b: string;\n  c: string;\n}\nexport type D = 1;\n";
  expect(undocumented(text)).toEqual(["  c: string;", "export type D = 1;"]);
});

test.each(["index.d.ts", "types.d.ts", "wasm/perpixel.d.ts"])(
  "every member of %s is documented",
  async (file) => {
    const text = await readFile(join(installed, file), "utf8");
    expect(undocumented(text)).toEqual([]);
  },
);

test("index.d.cts has each value that index.d.ts has", async () => {
  const [cjs = "", esm = "", binding = ""] = await Promise.all(
    ["index.d.cts", "index.d.ts", "wasm/perpixel.d.ts"].map((file) =>
      readFile(join(installed, file), "utf8"),
    ),
  );
  const names = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, name]) => name);
  const declared = names(esm, /^export declare (?:function|class) (\w+)/gm);
  const classes = names(binding, /^export class (\w+)/gm);
  expect(names(cjs, /^export declare const (\w+)/gm).toSorted()).toEqual(
    [...declared, ...classes].toSorted(),
  );
});

test("words that are chosen from a list are typed as that list", async () => {
  const text = await readFile(join(installed, "types.d.ts"), "utf8");
  const unions = [...text.matchAll(/^export type (\w+) = "/gm)].map(([, name]) => name);
  for (const name of [
    "Code",
    "Mode",
    "Format",
    "Status",
    "Per",
    "Severity",
    "OwnUnit",
    "DisplayUnit",
    "SortKey",
  ]) {
    expect(unions).toContain(name);
  }
});

test("publint finds nothing to remark", async () => {
  const { messages, pkg } = await publint({ pkgDir: installed, strict: true, pack: false });
  expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
});

// `perpixel/web` is for browsers, which have no require; the module itself is no JavaScript.
test.each([
  ["strict", [".", "./inline", "./package.json", "./schema/rate-card.json", "./catalogs/infr.json"]],
  ["esm-only", ["./web"]],
])("Are the types wrong? They are not, by the profile %s", async (profile, entries) => {
  const attw = join(repository, "node_modules/@arethetypeswrong/cli/dist/index.js");
  const asked = [inject("tarball"), "--format", "json", "--profile", profile, "--entrypoints", ...entries];
  const { stdout } = await run(process.execPath, [attw, ...asked], { maxBuffer: 1e8 }).catch(
    (error) => error,
  );
  const { analysis, problems } = JSON.parse(stdout);
  expect(Object.keys(analysis.entrypoints)).toEqual(entries);
  const judged = ({ resolutionKind }: { resolutionKind: string }) =>
    profile === "strict" || /esm|bundler/.test(resolutionKind);
  expect(
    Object.values(problems ?? {})
      .flat()
      .filter((problem) => judged(problem as never)),
  ).toEqual([]);
});
