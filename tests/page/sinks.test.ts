// What is shipped holds nothing that makes code or markup of a text: every script of the built page, of the one-file page, of
// the element for other pages and of the package, with the module's own JavaScript. What a page may need and a stranger could
// misuse is named here with its reason; one that is not named fails, and so does a name that nothing needs any more.

import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { attributesOf, type Found, htmlParts, sinksOf } from "./sinks.ts";
import { DIST } from "./support.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const PKG = `${ROOT}pkg`;

/** What is there, where, and why it can do no harm. The one-file page holds what the page's parts hold. */
const POWERS: readonly [what: string, where: RegExp, why: string][] = [
  [
    "Worker",
    /^(?:page|perpixel\.html)/,
    "the engine's worker, whose one address the Trusted Types policy lets pass",
  ],
  [
    "createScriptURL()",
    /^(?:page|perpixel\.html)/,
    "that policy, in src/trusted.ts and src/single/trusted.ts",
  ],
  [
    "a service worker",
    /^registration/,
    "the page's own, at the other constant address that the policy lets pass",
  ],
  [
    "indexedDB",
    /^(?:catalog-storage|perpixel\.html)/,
    "catalogs of one's own, each with its checksum, read as any catalog",
  ],
  [
    "postMessage to an origin or with a transfer",
    /^(?:page|perpixel\.html)/,
    "to the engine's worker, with the bytes of a file",
  ],
  [
    "localStorage",
    /^(?:page|book-storage|catalog-storage|rescue|perpixel\.html)/,
    "the price book and the chosen language, as JSON that is checked when read; that there are catalogs",
  ],
  ["caches", /^sw\.js/, "the build's own files, by their hashes"],
  [
    "fetch()",
    /^(?:sw\.js|in-page|worker|pkg|embed-pkg|embed-engine|perpixel\.html|index\.js|inline\.cjs|wasm\/perpixel\.js)/,
    "the module and the build's own files; connect-src holds it to this site",
  ],
  [
    "createObjectURL()",
    /^(?:export-panel|catalogs|download|scales|perpixel\.html)/,
    "a file to save, and in the one-file page the engine's worker",
  ],
  [
    ".href is set",
    /^(?:export-panel|catalogs|download|scales|page|embed\.js|perpixel\.html)/,
    "a file to save, the preloading of the build's own files, the element's link to the page",
  ],
  [
    ".src is set",
    /^(?:scales|perpixel\.html)/,
    "a chart as a picture, from a data: address that img-src allows",
  ],
  [".write()", /^(?:scales|perpixel\.html)/, "the clipboard's, of a picture"],
  [
    "an attribute of a name that is not constant",
    /^(?:page|scales|perpixel\.html)/,
    "the view library's, whose names the components state; a chart's colours",
  ],
  [
    "an element of a name that is not constant",
    /^(?:page|scales|perpixel\.html)/,
    "the view library's, whose names the components state; a chart's title",
  ],
  [
    "a call of .constructor",
    /^(?:page|scales|perpixel\.html)/,
    "a component's and a colour's own class, never with a text",
  ],
];

/** What the page's own links lead to: places within it, files beside it, the one checked address. */
const LINKS: readonly string[] = [
  '"./docs/api.html"',
  '"./perpixel.html"',
  '"./prices.json"',
  '"./schema/rate-card.json"',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the text of code
  "{`#${to}`}",
  "{catalogs}",
  "{link.href}",
  '{writeAddress(inView(address, view, left[view])) || "#v1"}',
];

interface Script {
  file: string;
  code: string;
}

const under = (folder: string, ending: RegExp) =>
  (readdirSync(folder, { recursive: true }) as string[])
    .filter((file) => ending.test(file))
    .map((file) => ({ file, text: readFileSync(`${folder}/${file}`, "utf8") }));
const documents = under(DIST, /\.html$/);
/** Short names of files, whatever their hash. */
const short = (file: string) => file.replace(/^assets\//, "").replace(/-[\w-]{8}\.js$/, ".js");

const page: Script[] = [
  ...under(DIST, /\.js$/).map(({ file, text }) => ({ file: short(file), code: text })),
  ...documents.flatMap(({ file, text }) => htmlParts(text).scripts.map((code) => ({ file, code }))),
];
const { files } = JSON.parse(readFileSync(`${PKG}/package.json`, "utf8")) as { files: string[] };
const packed: Script[] = files
  .filter((file) => /\.c?js$/.test(file))
  .map((file) => ({ file, code: readFileSync(`${PKG}/${file}`, "utf8") }));
/** The command line runs in Node, which has files, and writes where it is told to. */
const isCommand = (file: string) => /^cli(?:\/|\.)/.test(file);

const found = [...page, ...packed].flatMap(({ file, code }) =>
  sinksOf(code).map((one) => ({ file, ...one })),
);

test("0 dangerous sinks in the shipped JavaScript, the module's own included", () => {
  expect(page.length).toBeGreaterThan(40);
  expect(packed.map(({ file }) => file)).toContain("wasm/perpixel.js");
  expect(page.map(({ file }) => file)).toEqual(
    expect.arrayContaining(["sw.js", "embed.js", "perpixel.html"]),
  );
  expect(found.filter(({ kind }) => kind === "dangerous")).toEqual([]);
});

test("what a page may need is there for a named reason, and no reason is left over", () => {
  const powers = found.filter(({ kind, file }) => kind === "power" && !isCommand(file));
  const reasonOf = (one: Found & { file: string }) =>
    POWERS.find(([what, where]) => what === one.what && where.test(one.file));
  expect(powers.filter((one) => !reasonOf(one))).toEqual([]);
  const used = new Set(powers.map(reasonOf));
  expect(POWERS.filter((reason) => !used.has(reason))).toEqual([]);
});

test("the documents have no script but the one that its policy names by hash, no handler, no style, no live address", () => {
  expect(documents.length).toBeGreaterThan(3);
  for (const { file, text } of documents) {
    const { elements, scripts } = htmlParts(text);
    expect(scripts.length, file).toBe(file === "perpixel.html" ? 1 : 0);
    const odd = elements.filter(
      ({ name, attributes }) =>
        /^(?:iframe|frame|object|embed|base|form)$/.test(name) &&
        (name !== "form" || attributes.some(([key]) => key === "action")),
    );
    expect(odd, file).toEqual([]);
    const attributes = elements.flatMap(({ name, attributes }) =>
      attributes.map(([key, value]) => ({ name, key, value })),
    );
    expect(attributes.length, file).toBeGreaterThan(20);
    expect(
      attributes.filter(({ key }) => /^(?:on.*|style|srcdoc|formaction|ping)$/.test(key)),
      file,
    ).toEqual([]);
    const live = attributes.filter(
      ({ key, value }) =>
        /^(?:href|src|srcset|poster|data|xlink:href)$/.test(key) &&
        !/^(?:https:\/\/|#|\.{0,2}\/|[\w.-]+(?:[/#?]|$)|data:image\/svg\+xml,)/.test(value),
    );
    expect(live, file).toEqual([]);
  }
});

test("components state what they show: no raw markup, no handler or style of text, no address past the one check", () => {
  const sources = under(`${ROOT}www/src`, /\.tsx$/);
  expect(sources.length).toBeGreaterThan(60);
  const list = sources.flatMap(({ file, text }) => attributesOf(text).map((one) => ({ file, ...one })));
  expect(list.length).toBeGreaterThan(500);
  const odd = list.filter(
    ({ name, value }) =>
      /^(?:dangerouslySetInnerHTML|innerHTML|outerHTML|srcdoc|formaction|formAction|ping|srcset|ref-.*)$/.test(
        name,
      ) ||
      (/^on/i.test(name) && !value.startsWith("{")) ||
      // Set property by property, as the policy allows.
      (name === "style" && !value.startsWith("{{")),
  );
  expect(odd).toEqual([]);
  // What the two kinds of field have in common is stated a few lines above them.
  const given = list.filter(({ name }) => name === "...");
  expect(given.filter(({ file, value }) => `${file} ${value}` !== "planning/plan-field.tsx common")).toEqual(
    [],
  );
  // A stranger's address passes `safeHref` alone, whose answer is called `link`. All others are the page's own.
  const links = new Set(
    list.filter(({ name }) => /^(?:href|src|xlink:href|action)$/.test(name)).map(({ value }) => value),
  );
  expect([...links].sort()).toEqual(LINKS);
});

test("each of them is seen where it stands", () => {
  const kinds = (code: string) => sinksOf(code).filter(({ kind }) => kind === "dangerous");
  for (const code of [
    "a.innerHTML = b",
    "a['outerHTML'] = b",
    "a[`innerHTML`] += b",
    "a.insertAdjacentHTML('beforeend', b)",
    "document.createRange().createContextualFragment(a)",
    "new DOMParser()",
    "eval(a)",
    "(0, eval)(a)",
    "const e = globalThis.eval; e = window['eval']; e(eval)",
    "new Function(a)",
    "Function('return this')()",
    "a.constructor.constructor(b)()",
    "a.constructor('alert(1)')()",
    "setTimeout('a()', 1)",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the text of code
    "setInterval(`a(${b})`)",
    "a.href = 'javascript:alert(1)'",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the text of code
    "a.href = ` JavaScript:${b}`",
    "a.src = 'data:text/html,x'",
    "a.setAttribute('onclick', b)",
    "a.setAttribute('style', b)",
    "a.onclick = 'b()'",
    "a.srcdoc = b",
    "h('iframe', { srcdoc: b })",
    "document.createElement('script')",
    "postMessage(a, '*')",
    "a.postMessage(b, { targetOrigin: '*' })",
    "document.domain = a",
    "document.cookie = a",
    "location = a",
    "location.href = a",
    "location.assign(a)",
    "window.open(a)",
    "open(a)",
    "importScripts(a)",
    "policy.createHTML(a)",
    "document.execCommand('insertHTML', false, a)",
    `const worker = ${JSON.stringify(`function a() { eval(b) }; ${" ".repeat(2000)} (() => a())()`)}`,
  ])
    expect(kinds(code), code).not.toEqual([]);
  const powers = (code: string) => sinksOf(code).map(({ what }) => what);
  expect(powers("import(a)")).toEqual(["import() of an address that is not constant"]);
  expect(powers("document.write(a)")).toEqual([".write()"]);
  expect(powers("new Worker(URL.createObjectURL(a))")).toEqual(["Worker", "createObjectURL()"]);
  expect(powers("a.setAttribute(b, c)")).toHaveLength(1);
  expect(
    powers("import('./a.js'); a.textContent = b; setTimeout(() => a(), 1); new this.constructor(a)"),
  ).toEqual(["a call of .constructor"]);
});
