// Writes `docs/api.html`: the reference of the npm package, one page made of its declaration files, for reading in a
// browser without scripts. What is public and what its words are is told by `declarations.ts`.

import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import type { Plugin } from "vite";
import {
  type Declared,
  declarations,
  entries,
  type Member,
  type PackageTypes,
  packageTypes,
  type Words,
} from "./declarations.ts";
import { POLICY, withPolicy } from "./policy.ts";

const SECTIONS: [kind: Declared["kind"], title: string, about: string][] = [
  ["function", "Functions", "Where everything starts, and what helps with the answers."],
  ["value", "Constants", "Values to import."],
  ["class", "Classes", "What the functions give. None is made with new."],
  [
    "interface",
    "Requests and answers",
    "Plain objects: what goes in, and what comes out. A property with a question mark may be left out.",
  ],
  ["type", "Values", "Words and strings with a meaning."],
];

const plain = (text: string) =>
  text.replace(
    /[&<>"]/g,
    (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign] ?? sign,
  );

const anchor = (type: string, member?: string) =>
  [type, member?.replace(/[^\w]/g, "")].filter(Boolean).join(".");

/** A signature with its type names linked. Words in quotes are values and stay as they are. */
function code(text: string, known: ReadonlySet<string>, own: string): string {
  return text
    .split(/("[^"\n]*")/)
    .map((part, index) =>
      index % 2 === 1
        ? `<span class="word">${plain(part)}</span>`
        : plain(part).replace(/\b[A-Z]\w*\b/g, (name) =>
            known.has(name) && name !== own ? `<a href="#${anchor(name)}">${name}</a>` : name,
          ),
    )
    .join("");
}

/** What words may link to: every place of the page, the declaration that they stand in, and the place itself. */
interface Scope {
  places: ReadonlySet<string>;
  own: string;
  here: string;
}

/** A sentence of a doc comment: `code` and {@link Name}. A word means the member beside it before anything else. */
function prose(text: string, { places, own, here }: Scope): string {
  return text
    .split(/(`[^`]*`|\{@link [^}\s]+\})/)
    .map((part) => {
      const word = /^(?:`([^`]*)`|\{@link (\S+)\})$/.exec(part)?.slice(1).find(Boolean);
      if (word === undefined) return plain(part);
      const inner = `<code>${plain(word)}</code>`;
      const name = word.replace(/\(\)$/, "");
      const place = [`${own}.${name}`, name].find((one) => places.has(one));
      return place && place !== here && place !== own ? `<a href="#${place}">${inner}</a>` : inner;
    })
    .join("");
}

function said({ text, parameters, returns, throws, examples }: Words, scope: Scope): string {
  return [
    ...text.map((paragraph) => {
      const warns = /^Throws /.test(paragraph);
      return `<p${warns ? ' class="throws"' : ""}>${prose(paragraph, scope)}</p>`;
    }),
    ...parameters.map(([name, about]) => `<p><code>${plain(name)}</code>: ${prose(about, scope)}</p>`),
    ...(returns ? [`<p>Returns ${prose(returns, scope)}</p>`] : []),
    ...throws.map((what) => `<p class="throws">Throws a ${prose(what, scope)}</p>`),
    ...examples.map((example) => `<pre class="example" tabindex="0"><code>${plain(example)}</code></pre>`),
  ].join("\n");
}

function memberHtml(type: string, { name, signature, words }: Member, places: ReadonlySet<string>): string {
  const id = anchor(type, name);
  return `<dt id="${id}"><a class="here" href="#${id}" aria-label="${plain(`${type}.${name}`)}">#</a><code>${code(signature, places, "")}</code></dt>
<dd>${said(words, { places, own: type, here: id })}</dd>`;
}

function declaredHtml(one: Declared, places: ReadonlySet<string>, users: readonly string[]): string {
  const { name, kind, signature, words, members, from } = one;
  const id = anchor(name);
  // A module's own members need no head that repeats its name, unless it says more than that.
  const head = /^(?:class|interface) \w+$/.test(signature)
    ? ""
    : `<pre class="signature" tabindex="0"><code>${code(signature, places, name)}</code></pre>`;
  const where =
    from.length > 0 && kind !== "interface" && kind !== "type"
      ? `<p class="from">From ${from.map((path) => `<code>${plain(path)}</code>`).join(", ")}</p>`
      : "";
  const used =
    users.length > 0
      ? `<p class="used">In ${users.map((user) => `<a href="#${anchor(user)}">${user}</a>`).join(", ")}</p>`
      : "";
  const list =
    members.length > 0
      ? `<dl>${members.map((member) => memberHtml(name, member, places)).join("\n")}</dl>`
      : "";
  return `<section aria-labelledby="${id}">
<h3 id="${id}"><a class="here" href="#${id}" aria-label="${name}">#</a>${name} <span class="kind">${kind}</span></h3>
${[head, said(words, { places, own: name, here: id }), list, where, used].filter(Boolean).join("\n")}
</section>`;
}

/** Which declarations name each of the known types. */
function usersOf(all: readonly Declared[], known: ReadonlySet<string>): Map<string, string[]> {
  const users = new Map<string, string[]>();
  for (const { name, signature, members } of all) {
    const text = [signature, ...members.map((member) => member.signature)]
      .join("\n")
      .replace(/"[^"\n]*"/g, "");
    for (const used of new Set(text.match(/\b[A-Z]\w*\b/g)))
      if (used !== name && known.has(used)) users.set(used, [...(users.get(used) ?? []), name]);
  }
  return users;
}

/** The page, for a version of the package. */
export function referencePage(source: PackageTypes, version: string): string {
  const all = declarations(source);
  const known = new Set(all.map(({ name }) => name));
  const places = new Set(
    all.flatMap(({ name, members }) => [name, ...members.map((member) => anchor(name, member.name))]),
  );
  const users = usersOf(all, known);
  const sections = SECTIONS.map(([kind, title, about]) => ({
    title,
    about,
    id: `section-${kind}`,
    members: all.filter((one) => one.kind === kind),
  })).filter(({ members }) => members.length > 0);
  const contents = sections
    .map(
      ({ title, id, members }) =>
        `<li><a href="#${id}">${title}</a><ul>${members
          .map(({ name }) => `<li><a href="#${anchor(name)}">${name}</a></li>`)
          .join("")}</ul></li>`,
    )
    .join("\n");
  const body = sections
    .map(
      ({ title, about, id, members }) =>
        `<h2 id="${id}">${title}</h2>\n<p>${about}</p>\n${members
          .map((one) => declaredHtml(one, places, users.get(one.name) ?? []))
          .join("\n")}`,
    )
    .join("\n");
  const typed = entries(source).map(([path]) => path);
  const files = Object.keys(source.exports)
    .map((path) => posix.join("perpixel", path))
    .filter((path) => !typed.includes(path));
  const list = (paths: readonly string[]) => paths.map((path) => `<code>${plain(path)}</code>`).join(", ");
  return withPolicy(
    `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>API reference of perpixel ${plain(version)}</title>
    <meta name="description" content="Every function, class, request and answer of the npm package perpixel, with units and errors." />
    <link rel="icon" href="../icon.svg" type="image/svg+xml" />
    <link rel="stylesheet" href="./api.css" />
  </head>
  <body>
<a class="skip" href="#content">To the reference</a>
<header>
<p><a href="../index.html">perpixel</a></p>
<h1>API reference</h1>
<p>The npm package <code>perpixel</code> ${plain(version)}: everything that can be imported from ${list(typed)}. Beside
these it holds the files ${list(files)}.</p>
<p>Money is US dollars as an exact decimal in a string. A mistake throws; “no” is a value with a reason; a price that nobody
knows is null, never 0.</p>
</header>
<nav aria-label="Contents"><details open><summary>Contents</summary><ul>
${contents}
</ul></details></nav>
<main id="content">
${body}
</main>
  </body>
</html>
`,
    POLICY,
  );
}

/** Puts the reference and its looks beside the page's guides. */
export function reference(root: string): Plugin {
  return {
    name: "perpixel:reference",
    apply: "build",
    generateBundle() {
      const folder = join(root, "../pkg");
      const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
        version: string;
      };
      this.emitFile({
        type: "asset",
        fileName: "docs/api.html",
        source: referencePage(packageTypes(folder), version),
      });
      const looks = ["src/styles/tokens.css", "build/reference.css"].map((path) =>
        readFileSync(join(root, path), "utf8"),
      );
      this.emitFile({ type: "asset", fileName: "docs/api.css", source: looks.join("\n") });
    },
  };
}
