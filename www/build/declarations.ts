// Reads what the npm package promises out of its declaration files: every name that can be imported, from where, its
// words and its members. TypeScript itself parses; nothing is compiled or looked up. How it looks is `reference.ts`.

import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import {
  isClassDeclaration,
  isConstructorDeclaration,
  isExportAssignment,
  isExportDeclaration,
  isFunctionDeclaration,
  isInterfaceDeclaration,
  isNamedExports,
  isStringLiteral,
  isTypeAliasDeclaration,
  isVariableStatement,
  type Node,
  type SourceFile,
  type Statement,
  SyntaxKind,
} from "typescript/unstable/ast";
import { createVirtualFileSystem } from "typescript/unstable/fs";
import { API } from "typescript/unstable/sync";

/** Declaration files by their path in the package, and its exports map. */
export interface PackageTypes {
  files: Record<string, string>;
  exports: Record<string, unknown>;
}

export interface Words {
  /** Paragraphs of plain text with `code` and {@link names}. */
  text: string[];
  parameters: [name: string, text: string][];
  returns: string | null;
  throws: string[];
  examples: string[];
}

export interface Member {
  name: string;
  /** The declaration as written, without its words. */
  signature: string;
  words: Words;
}

export interface Declared extends Member {
  kind: "function" | "class" | "interface" | "type" | "value";
  members: Member[];
  /** The module specifiers that it can be imported from. */
  from: string[];
}

/** The two members that wasm-bindgen writes without words. */
const SAID_HERE: Record<string, string> = {
  free: "Frees the memory at once. Every call after it throws a `PerpixelError` of code `freed`.",
  "[Symbol.dispose]": "What `using` calls at the end of its block: the same as `free()`.",
};

/** Reads the declarations of a package in a folder. */
export function packageTypes(folder: string): PackageTypes {
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    files: string[];
    exports: Record<string, unknown>;
  };
  const names = manifest.files.filter((name) => /\.d\.c?ts$/.test(name));
  const files = Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
  return { files, exports: manifest.exports };
}

/** Every specifier that a type can be imported from, with its declaration file. */
export function entries({ exports }: PackageTypes): [specifier: string, file: string][] {
  const types = (value: unknown): string | null => {
    if (typeof value !== "object" || value === null) return null;
    const found = (value as { types?: unknown }).types;
    if (typeof found === "string") return found;
    return Object.values(value).map(types).find(Boolean) ?? null;
  };
  return Object.entries(exports).flatMap(([path, value]): [string, string][] => {
    const file = types(value);
    return file ? [[posix.join("perpixel", path), posix.normalize(file)]] : [];
  });
}

/** What can be imported, in the order of the files. Throws where a public name or member has no words. */
export function declarations(source: PackageTypes): Declared[] {
  const parsed = parse(source.files);
  try {
    const from = new Map<Statement, string[]>();
    for (const [specifier, file] of entries(source))
      for (const statement of exported(file, parsed.files))
        from.set(statement, [...(from.get(statement) ?? []), specifier]);
    const all = [...from].flatMap(([statement, specifiers]) => declared(statement, specifiers) ?? []);
    refuseSilence(all);
    return all;
  } finally {
    parsed.close();
  }
}

function parse(texts: Record<string, string>) {
  const tsconfig = {
    compilerOptions: { noLib: true, noResolve: true, types: [] },
    files: Object.keys(texts),
  };
  const disk = Object.fromEntries(Object.entries(texts).map(([name, text]) => [`/p/${name}`, text]));
  const fs = createVirtualFileSystem({ ...disk, "/p/tsconfig.json": JSON.stringify(tsconfig) });
  const api = new API({ cwd: "/p", fs });
  const project = api.updateSnapshot({ openProjects: ["/p/tsconfig.json"] }).getProjects()[0];
  const files = new Map<string, SourceFile>();
  for (const name of Object.keys(texts)) {
    const file = project?.program.getSourceFile(`/p/${name}`);
    if (!file) throw new Error(`TypeScript does not read ${name}`);
    files.set(name, file);
  }
  return { files, close: () => api.close() };
}

const isExported = (node: Statement) =>
  (node as { modifiers?: readonly Node[] }).modifiers?.some(
    ({ kind }) => kind === SyntaxKind.ExportKeyword,
  ) ?? false;

const nameOf = (node: Node): string => {
  if (isVariableStatement(node)) return nameOf(node.declarationList.declarations[0] as Node);
  const { name } = node as { name?: Node };
  return name ? textOf(name) : "";
};

/** The statements that a file exports, its own and those that it passes on. */
function exported(path: string, files: Map<string, SourceFile>, seen = new Set<string>()): Statement[] {
  if (seen.has(path)) return [];
  seen.add(path);
  const file = files.get(path);
  if (!file)
    throw new Error(`the exports map or a declaration names ${path}, which is not among the packed files`);
  return file.statements.flatMap((statement): Statement[] => {
    if (isExported(statement)) return [statement];
    if (isExportAssignment(statement))
      return file.statements.filter((one) => nameOf(one) === textOf(statement.expression));
    if (!isExportDeclaration(statement)) return [];
    const { moduleSpecifier, exportClause } = statement;
    const target =
      moduleSpecifier && isStringLiteral(moduleSpecifier)
        ? posix.join(posix.dirname(path), moduleSpecifier.text.replace(/\.(c?)js$/, ".d.$1ts"))
        : path;
    const all =
      target === path
        ? file.statements.filter((one) => nameOf(one) !== "")
        : exported(target, files, exportClause ? new Set() : seen);
    if (!exportClause) return all;
    if (!isNamedExports(exportClause)) return [];
    const wanted = exportClause.elements.map((element) => textOf(element.propertyName ?? element.name));
    return all.filter((one) => wanted.includes(nameOf(one)));
  });
}

interface Documented {
  readonly jsDoc?: readonly Node[];
}

const fileOf = (node: Node): SourceFile => {
  let at: Node = node;
  while (at.parent) at = at.parent;
  return at as SourceFile;
};

/** A node as it is written, without the words before it. */
function textOf(node: Node): string {
  const { text } = fileOf(node);
  return text
    .slice(node.pos, node.end)
    .replace(/^(?:\s|\/\*[\s\S]*?\*\/|\/\/.*)+/, "")
    .trim();
}

function declared(node: Statement, from: string[]): Declared | null {
  const kind = isFunctionDeclaration(node)
    ? "function"
    : isClassDeclaration(node)
      ? "class"
      : isInterfaceDeclaration(node)
        ? "interface"
        : isTypeAliasDeclaration(node)
          ? "type"
          : isVariableStatement(node)
            ? "value"
            : null;
  if (!kind) return null;
  const name = nameOf(node);
  const members: Member[] = [];
  if (isClassDeclaration(node) || isInterfaceDeclaration(node)) {
    for (const member of node.members as readonly Node[]) {
      const modifiers = (member as { modifiers?: readonly Node[] }).modifiers ?? [];
      if (modifiers.some((one) => one.kind === SyntaxKind.PrivateKeyword)) continue;
      const own = isConstructorDeclaration(member) ? "constructor" : nameOf(member);
      members.push({
        name: own,
        signature: signature(member),
        words: words(member, SAID_HERE[own]),
      });
    }
  }
  const head = signature(node)
    .replace(/^export (?:declare )?/, "")
    .replace(/^((?:class|interface) [^{]*)\{[\s\S]*$/, "$1")
    .trim();
  return { name, kind, signature: head, words: words(node), members, from };
}

const signature = (node: Node): string =>
  textOf(node)
    .replace(/[;,]$/, "")
    .replace(/\n {2,4}/g, "\n  ");

/** The words of a declaration: its paragraphs, what it throws, an example. */
function words(node: Node, otherwise?: string): Words {
  const comment = (node as Documented).jsDoc?.at(-1);
  const said: Words = { text: [], parameters: [], returns: null, throws: [], examples: [] };
  if (!comment) return otherwise ? { ...said, text: [otherwise] } : said;
  const lines = fileOf(node)
    .text.slice(comment.pos, comment.end)
    .trim()
    .replace(/^\/\*\*/, "")
    .replace(/\*\/$/, "")
    .split("\n")
    .map((line) => line.replace(/^\s*\* ?/, "").trimEnd());
  const [text = "", ...tags] = lines.join("\n").split(/^\s*@(?=[a-z])/m);
  said.text = paragraphs(text);
  for (const tag of tags) {
    const [, name = "", rest = ""] = /^(\w+)\s*([\s\S]*)$/.exec(tag) ?? [];
    if (name === "example") said.examples.push(rest.replace(/^```\w*\n|```\s*$/g, "").trim());
    else if (name === "throws") said.throws.push(oneLine(rest.replace(/^\{(\w+)\}/, "{@link $1}")));
    else if (name === "returns") said.returns = oneLine(rest);
    else if (name === "param") {
      const [, parameter = "", about = ""] = /^(\w+)\s+(?:-\s+)?([\s\S]*)$/.exec(rest) ?? [];
      said.parameters.push([parameter, oneLine(about)]);
    } else
      throw new Error(
        `the declaration of ${nameOf(node)} has a tag @${name}, which the reference cannot show`,
      );
  }
  return said;
}

const oneLine = (text: string) => text.replace(/\s+/g, " ").trim();
const paragraphs = (text: string) =>
  text
    .split(/\n\s*\n/)
    .map(oneLine)
    .filter(Boolean);

function refuseSilence(all: readonly Declared[]): void {
  const silent = all.flatMap(({ name, words: own, members }) => [
    ...(own.text.length === 0 ? [name] : []),
    ...members.filter((member) => member.words.text.length === 0).map((member) => `${name}.${member.name}`),
  ]);
  if (silent.length > 0)
    throw new Error(
      `the package's declarations say nothing about ${silent.map((name) => `\`${name}\``).join(", ")}`,
    );
}
