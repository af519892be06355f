// The recipes of docs/recipes/, and the examples of docs/migration.md, do what they say: their files and commands are taken out of the text, run with the
// packed package in a folder outside the repository, and must print what the text prints. There is no second copy.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, inject, onTestFinished, test } from "vitest";
import { repository } from "./install.ts";

const run = promisify(execFile);
const docs = join(repository, "docs/recipes");
const index = await readFile(join(docs, "README.md"), "utf8");
const recipes = (await readdir(docs)).filter((name) => name.endsWith(".md") && name !== "README.md").sort();

interface Block {
  language: string;
  /** The file that the block is, where it names one. */
  file: string | undefined;
  text: string;
}

function blocks(markdown: string): Block[] {
  return [...markdown.matchAll(/^```(\w+)(?: (\S+))?\n(.*?)^```$/gms)].map(
    ([, language = "", file, text = ""]) => ({
      language,
      file,
      text,
    }),
  );
}

/** What a reader would run, and what they would see. */
function commands(markdown: string): string[] {
  return blocks(markdown)
    .filter(({ language, file }) => language === "sh" && !file)
    .map(({ text }) => text);
}

/** Runs a script as a reader's shell does: what it prints and what it complains about, in one. */
async function shell(script: string, cwd: string): Promise<string> {
  const { PATH, HOME, TMPDIR } = process.env;
  const { stdout } = await run("bash", ["-c", `exec 2>&1\n${script}`], {
    cwd,
    env: { PATH, HOME, TMPDIR, NO_COLOR: "1", npm_config_offline: "true", npm_config_loglevel: "error" },
  });
  return stdout;
}

/** A folder with the installed package, as a reader has it after the index's first commands. */
async function workplace(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "perpixel-recipe-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const installed = join(inject("installed"), "node-esm");
  await cp(join(installed, "node_modules"), join(folder, "node_modules"), {
    recursive: true,
    verbatimSymlinks: true,
  });
  await writeFile(join(folder, "package.json"), '{ "type": "module" }\n');
  for (const name of ["react", "react-dom", "vite"])
    await symlink(join(repository, "node_modules", name), join(folder, "node_modules", name));
  await symlink("../vite/bin/vite.js", join(folder, "node_modules/.bin/vite"));
  for (const script of commands(index)) await shell(script, folder);
  return folder;
}

let texts: Map<string, string>;
beforeAll(async () => {
  const read = recipes.map(async (name) => [name, await readFile(join(docs, name), "utf8")] as const);
  texts = new Map(await Promise.all(read));
});

test("the index names every recipe", () => {
  expect([...index.matchAll(/\]\(([^)]+\.md)\)/g)].map(([, name]) => name).sort()).toEqual(recipes);
  expect(recipes).toHaveLength(6);
});

test("the README and the guides link to files that are there", async () => {
  const guides = (await readdir(join(repository, "docs"), { recursive: true })).filter((name) =>
    name.endsWith(".md"),
  );
  for (const page of ["README.md", ...guides.map((name) => join("docs", name))]) {
    const text = (await readFile(join(repository, page), "utf8")).replace(/^```.*?^```$/gms, "");
    for (const [, link = ""] of text.matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g))
      expect(existsSync(join(repository, page, "..", link)), `${page}: ${link}`).toBe(true);
  }
});

/** Does in an empty folder what a text says, and compares. */
async function follow(text: string): Promise<void> {
  const folder = await workplace();
  for (const { file, text: content } of blocks(text)) {
    if (!file) continue;
    await mkdir(join(folder, file, ".."), { recursive: true });
    await writeFile(join(folder, file), content);
  }
  const printed: string[] = [];
  for (const script of commands(text)) printed.push(await shell(script, folder));
  const said = blocks(text).filter(({ language }) => language === "text");
  expect(said.length).toBeGreaterThan(0);
  expect(printed.join("")).toBe(said.map((block) => block.text).join(""));
}

test("the examples for those who come from other calculators print what they say", async () => {
  await follow(await readFile(join(repository, "docs/migration.md"), "utf8"));
});

describe.each(recipes)("%s", (name) => {
  test("prints what it says", () => follow(texts.get(name) ?? ""));

  test("says what it does, and what to beware of", () => {
    const text = texts.get(name) ?? "";
    expect(text).toMatch(/^# \S.*\n\n\S/);
    expect(text.split("\n## Pitfalls\n\n")[1]?.match(/^- /gm)?.length).toBeGreaterThanOrEqual(3);
    // Every block is a file, a command, its output, or a workflow to copy.
    for (const { language, file } of blocks(text))
      expect(file !== undefined || ["sh", "text", "yaml"].includes(language), language).toBe(true);
  });
});
