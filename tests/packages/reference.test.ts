// The API reference: everything that the package exports is in it, every address in it leads somewhere, and a
// declaration without words stops the build.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import axe from "axe-core";
import { chromium } from "playwright-core";
import { expect, inject, onTestFinished, test } from "vitest";
import { declarations, type PackageTypes, packageTypes } from "../../www/build/declarations.ts";
import { referencePage } from "../../www/build/reference.ts";
import { repository } from "./install.ts";
import { serve } from "./support.ts";

const installed = join(inject("installed"), "node-esm/node_modules/perpixel");
const types = packageTypes(installed);
const page = referencePage(types, "1.2.3");

/** A package of one declaration file. */
const of = (text: string): PackageTypes => ({
  files: { "index.d.ts": text },
  exports: { ".": { types: "./index.d.ts", default: "./index.js" } },
});

test("what the installed package exports at run time is in it", async () => {
  const names = Object.keys(await import(join(installed, "inline.js")));
  expect(names.length).toBeGreaterThanOrEqual(5);
  for (const name of names) expect(page).toContain(`<h3 id="${name}">`);
});

test("every type and every field of the types is in it", async () => {
  const text = await readFile(join(installed, "types.d.ts"), "utf8");
  const names = [...text.matchAll(/^export (?:interface|type) (\w+)/gm)].map(([, name = ""]) => name);
  expect(names.length).toBeGreaterThan(90);
  for (const name of names) expect(page).toContain(`<h3 id="${name}">`);
  const fields = [...text.matchAll(/^ {2}\w+\??: /gm)].length;
  const shown = declarations(types).filter(({ kind, name }) => kind === "interface" && names.includes(name));
  expect(shown.flatMap(({ members }) => members)).toHaveLength(fields);
});

test("methods come with what they throw, and their types are links", () => {
  expect(page).toContain('<dt id="Catalog.quote">');
  expect(page).toMatch(/id="Catalog\.quote">.*<a href="#QuoteRequest">QuoteRequest<\/a>/);
  expect(page).toMatch(/<p class="throws">Throws a <a href="#PerpixelError">/);
});

test("every place in it has one id, and every link leads to one", () => {
  const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id = ""]) => id);
  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  const links = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id = ""]) => id);
  expect(links.length).toBeGreaterThan(1000);
  for (const link of new Set(links)) expect(ids, link).toContain(link);
});

test("it stands under the page's policy: no script, no style of its own", () => {
  expect(page).toContain("require-trusted-types-for 'script'");
  expect(page).not.toMatch(/<script|<style|\sstyle=|\son\w+=/);
});

test.each([
  ["a type", "export interface A { /** Said. */ a: string }", "`A`"],
  ["a field", "/** Said. */ export interface A {\n  /** Said. */\n  a: string;\n  b: string;\n}", "`A.b`"],
  ["a method", "/** Said. */ export declare class A { b(): void }", "`A.b`"],
  ["a function", "export declare function f(): void;", "`f`"],
  ["a constant", "export declare const c: string;", "`c`"],
])("%s without words is refused by its name", (_, text, name) => {
  expect(() => declarations(of(text))).toThrow(`say nothing about ${name}`);
});

test("what is not exported needs no words, and a private member none either", () => {
  const all = declarations(
    of("interface Own { a: string }\n/** Said. */ export declare class A { private x: Own }"),
  );
  expect(all).toMatchObject([{ name: "A", members: [], from: ["perpixel"] }]);
});

test("what an entry passes on counts, and what it keeps back does not", () => {
  const all = declarations({
    files: {
      "index.d.ts": 'export { A } from "./a.js";\nexport type * from "./b.js";\n',
      "a.d.ts": "/** Said. */ export interface A {}\nexport interface Silent {}\n",
      "b.d.ts": "/** Said. */ export type B = string;\n",
    },
    exports: { "./b": { types: "./b.d.ts" }, ".": { import: { types: "./index.d.ts" } } },
  });
  expect(all.map(({ name, from }) => [name, from])).toEqual([
    ["B", ["perpixel/b", "perpixel"]],
    ["A", ["perpixel"]],
  ]);
  const whole = of("/** Said. */\ndeclare const data: object;\nexport default data;\n");
  expect(declarations(whole)).toMatchObject([{ name: "data", kind: "value", from: ["perpixel"] }]);
});

test("a tag that it cannot show is refused rather than dropped", () => {
  expect(() => declarations(of("/** Said.\n * @internal */\nexport type A = string;"))).toThrow("@internal");
});

test("a person can read it: no violation, no overflow at 320 px, in light and dark", async () => {
  const folder = await mkdtemp(join(tmpdir(), "perpixel-reference-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const looks = ["src/styles/tokens.css", "build/reference.css"];
  const css = await Promise.all(looks.map((path) => readFile(join(repository, "www", path), "utf8")));
  await writeFile(join(folder, "api.html"), page);
  await writeFile(join(folder, "api.css"), css.join("\n"));
  const { origin, close } = await serve(folder);
  onTestFinished(close);
  const browser = await chromium.launch({
    executablePath: process.env.PERPIXEL_CHROMIUM ?? "/usr/bin/chromium",
    chromiumSandbox: process.getuid?.() !== 0,
  });
  onTestFinished(() => browser.close());
  for (const colorScheme of ["light", "dark"] as const) {
    const tab = await browser.newPage({
      colorScheme,
      viewport: { width: 320, height: 900 },
      bypassCSP: true,
    });
    await tab.goto(`${origin}/api.html`);
    expect(await tab.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    await tab.evaluate(axe.source);
    const found = await tab.evaluate(async () => {
      const { axe } = globalThis as unknown as { axe: typeof import("axe-core") };
      const { violations } = await axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag22aa"] });
      return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html} (${nodes.length})`);
    });
    expect(found, colorScheme).toEqual([]);
  }
});
