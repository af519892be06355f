// Reads shipped JavaScript the way an engine does, as a syntax tree, and lists what could make code, markup or a request of
// a text. Two kinds: what is dangerous has no place in what is shipped, with no exception; a power is something that a
// page may need, and each one that is there is named with its reason in `sinks.test.ts`.

import { parseAst, parseSync } from "vite";

export interface Found {
  kind: "dangerous" | "power";
  /** What was found, in a word or two. */
  what: string;
  /** The code around it. */
  where: string;
}

interface Node {
  type: string;
  start: number;
  end: number;
  [key: string]: unknown;
}

/** Names that make markup or code of a text, wherever they stand: as a property, a key, a text or a variable. */
const MARKUP =
  /^(?:innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment|setHTMLUnsafe|parseHTMLUnsafe|parseFromString|DOMParser|XSLTProcessor|createHTMLDocument|srcdoc|dangerouslySetInnerHTML|execCommand)$/;
const CODE = /^(?:eval|Function|execScript|importScripts|GeneratorFunction|AsyncFunction)$/;
const STORES = /^(?:localStorage|sessionStorage|indexedDB|caches|cookieStore)$/;
const TIMERS = /^(?:setTimeout|setInterval|setImmediate|requestAnimationFrame|queueMicrotask)$/;
const LOADERS =
  /^(?:Worker|SharedWorker|XMLHttpRequest|WebSocket|EventSource|RTCPeerConnection|WebTransport|BroadcastChannel)$/;
const SCRIPT_URL = /^\s*(?:javascript|vbscript|data:text\/html|data:[a-z]+\/(?:x-)?javascript)\b/i;
/** Elements that run, frame or embed something, or change what addresses mean. */
const LIVE = /^(?:script|iframe|frame|object|embed|applet|base|meta|portal)$/i;
/** A worker's script, or another one, held in a text. */
const SCRIPT_IN_TEXT = /^(?=[\s\S]{2000})[\s\S]*\bfunction\b[\s\S]*=>/;

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && typeof (value as Node).type === "string";

/** The text of a literal, or of a template without gaps. */
function textOf(node: unknown): string | null {
  if (!isNode(node)) return null;
  if (node.type === "Literal" && typeof node.value === "string") return node.value;
  if (node.type !== "TemplateLiteral" || (node.expressions as Node[]).length > 0) return null;
  const [quasi] = node.quasis as { value: { cooked: string } }[];
  return quasi?.value.cooked ?? null;
}

/** The name of a variable, or of the property that is read of an object. */
function nameOf(node: unknown): string | null {
  if (!isNode(node)) return null;
  if (node.type === "Identifier") return node.name as string;
  if (node.type === "ParenthesizedExpression" || node.type === "ChainExpression")
    return nameOf(node.expression);
  // `(0, eval)(…)` is how a bundler writes an indirect call.
  if (node.type === "SequenceExpression") return nameOf((node.expressions as Node[]).at(-1));
  if (node.type !== "MemberExpression") return null;
  return node.computed ? textOf(node.property) : nameOf(node.property);
}

function objectOf(node: unknown): unknown {
  if (!isNode(node)) return null;
  if (node.type === "ChainExpression" || node.type === "ParenthesizedExpression")
    return objectOf(node.expression);
  return node.type === "MemberExpression" ? node.object : null;
}

const isText = (node: unknown): boolean =>
  isNode(node) &&
  ((node.type === "Literal" && typeof node.value === "string") ||
    node.type === "TemplateLiteral" ||
    (node.type === "BinaryExpression" && node.operator === "+" && (isText(node.left) || isText(node.right))));

type Tell = (kind: Found["kind"], what: string) => void;

function judgeCall(node: Node, own: ReadonlySet<string>, tell: Tell): void {
  const name = nameOf(node.callee) ?? "";
  const args = node.arguments as Node[];
  const [first, second] = args;
  // `"".constructor.constructor("…")` is how code is made of a text without naming what makes it.
  if (name === "constructor") {
    const code = isText(first) || nameOf(objectOf(node.callee)) === "constructor";
    tell(code ? "dangerous" : "power", "a call of .constructor");
  }
  if (CODE.test(name)) tell("dangerous", `a call of ${name}`);
  if (TIMERS.test(name) && isText(first)) tell("dangerous", `${name} of a text`);
  if (name === "writeln" || name === "write") tell("power", ".write()");
  if (name === "postMessage" && args.length > 1) {
    const wide = textOf(second) === "*" || JSON.stringify(second).includes('"targetOrigin"');
    tell(
      wide ? "dangerous" : "power",
      wide ? "a message to any origin" : "postMessage to an origin or with a transfer",
    );
  }
  if (/^(?:setAttribute|setAttributeNS)$/.test(name)) {
    const attribute = textOf(name === "setAttribute" ? first : second);
    if (attribute === null) tell("power", "an attribute of a name that is not constant");
    else if (/^(?:on.*|style|srcdoc|src|href|xlink:href|action|formaction|http-equiv)$/i.test(attribute))
      tell("dangerous", `the attribute ${attribute}`);
  }
  if (/^createElement(?:NS)?$/.test(name)) {
    const element = textOf(name === "createElement" ? first : second);
    if (element === null) tell("power", "an element of a name that is not constant");
    else if (LIVE.test(element)) tell("dangerous", `a ${element} element`);
  }
  if (LOADERS.test(name)) tell("power", name);
  if (/^(?:createObjectURL|fetch|sendBeacon|createScriptURL)$/.test(name)) tell("power", `${name}()`);
  const object = nameOf(objectOf(node.callee));
  if (
    name === "open" &&
    ((object === null && !own.has(name)) || /^(?:window|self|globalThis|document)$/.test(object ?? ""))
  )
    tell("dangerous", "another window");
  if (name === "register" && object === "serviceWorker") tell("power", "a service worker");
  if (/^(?:createHTML|createScript)$/.test(name)) tell("dangerous", `${name} of a Trusted Types policy`);
  if (/^(?:assign|replace)$/.test(name) && object === "location") tell("dangerous", "a navigation");
}

function judge(node: Node, parent: Node | null, own: ReadonlySet<string>, tell: Tell): void {
  switch (node.type) {
    case "CallExpression":
    case "NewExpression":
      judgeCall(node, own, tell);
      break;
    case "ImportExpression":
      if (textOf(node.source) === null) tell("power", "import() of an address that is not constant");
      break;
    case "AssignmentExpression": {
      const target = node.left as Node;
      const name = nameOf(target) ?? "";
      if (name === "location") tell("dangerous", "a navigation");
      if (target.type !== "MemberExpression") break;
      if (/^on[a-z]+$/.test(name) && isText(node.right)) tell("dangerous", `${name} set to a text`);
      const object = nameOf(target.object);
      if (name === "href" && object === "location") tell("dangerous", "a navigation");
      else if (/^(?:src|href|action|formAction)$/.test(name)) tell("power", `.${name} is set`);
      if (name === "cookie" || (name === "domain" && object === "document"))
        tell("dangerous", `.${name} is set`);
      break;
    }
    case "Identifier": {
      const name = node.name as string;
      if (MARKUP.test(name)) tell("dangerous", name);
      // Its own property of the same name is something else, and `Function` alone is asked what it is an instance of.
      if (CODE.test(name) && !(parent?.type === "MemberExpression" && parent.property === node))
        tell("dangerous", name);
      if (STORES.test(name) || name === "cookie") tell("power", name);
      break;
    }
    case "Literal":
    case "TemplateElement": {
      const text = node.type === "Literal" ? node.value : (node.value as { cooked: string }).cooked;
      if (typeof text !== "string") break;
      if (MARKUP.test(text) || CODE.test(text)) tell("dangerous", `the text ${text}`);
      if (SCRIPT_URL.test(text)) tell("dangerous", "an address that is script or a document");
      break;
    }
    case "DebuggerStatement":
    case "WithStatement":
      tell("dangerous", node.type);
      break;
  }
}

/** The names of functions that a script declares or imports: what the browser calls so is out of reach where they stand. */
function functionsOf(tree: Node): ReadonlySet<string> {
  const names = new Set<string>();
  const walk = (node: Node) => {
    if (node.type === "FunctionDeclaration" || node.type === "VariableDeclarator") {
      const name = nameOf(node.id);
      if (name) names.add(name);
    } else if (node.type === "ImportSpecifier") names.add(nameOf(node.local) ?? "");
    for (const value of Object.values(node)) {
      if (Array.isArray(value)) value.filter(isNode).forEach(walk);
      else if (isNode(value)) walk(value);
    }
  };
  walk(tree);
  return names;
}

/** What there is in a script, and in scripts that stand in it as texts. */
export function sinksOf(code: string): Found[] {
  const found: Found[] = [];
  const tree = parseAst(code.replace(/^#!.*/, "")) as unknown as Node;
  const own = functionsOf(tree);
  const walk = (node: Node, parent: Node | null) => {
    judge(node, parent, own, (kind, what) => {
      const where = code.slice(Math.max(0, node.start - 60), node.start + 100).replace(/\s+/g, " ");
      found.push({ kind, what, where });
    });
    const text = textOf(node);
    if (text !== null && SCRIPT_IN_TEXT.test(text)) found.push(...sinksOf(text));
    for (const value of Object.values(node)) {
      if (Array.isArray(value)) {
        for (const one of value) if (isNode(one)) walk(one, node);
      } else if (isNode(value)) walk(value, node);
    }
  };
  walk(tree, null);
  return found;
}

/** Each attribute that a component's source gives to an element of the document: `a href {link.href}`, `input {...common}`. */
export function attributesOf(tsx: string): { element: string; name: string; value: string }[] {
  const { program, errors } = parseSync("component.tsx", tsx);
  if (errors.length > 0) throw new Error(errors[0]?.message);
  const list: { element: string; name: string; value: string }[] = [];
  const walk = (node: Node) => {
    if (node.type === "JSXOpeningElement") {
      const element = String((node.name as Node).name ?? "");
      for (const one of node.attributes as Node[]) {
        if (!/^[a-z]/.test(element)) break;
        const spread = one.type === "JSXSpreadAttribute";
        const name = spread ? "..." : String((one.name as Node).name);
        const value = (spread ? one.argument : one.value) as Node | null;
        list.push({ element, name, value: value ? tsx.slice(value.start, value.end) : "" });
      }
    }
    for (const value of Object.values(node)) {
      if (Array.isArray(value)) value.filter(isNode).forEach(walk);
      else if (isNode(value)) walk(value);
    }
  };
  walk(program as unknown as Node);
  return list;
}

export interface Element {
  name: string;
  attributes: [name: string, value: string][];
}

/** The start tags of an HTML document, and the texts of its inline scripts. It is our own, well-formed output. */
export function htmlParts(html: string): { elements: Element[]; scripts: string[] } {
  const elements: Element[] = [];
  const scripts: string[] = [];
  const tag = /<!--[\s\S]*?-->|<([a-z][a-z0-9-]*)((?:\s+[^\s"'>/=]+(?:="[^"]*")?)*)\s*\/?>/gi;
  for (let match = tag.exec(html); match; match = tag.exec(html)) {
    const [, name, list = ""] = match;
    if (!name) continue;
    const attributes = [...list.matchAll(/([^\s"'>/=]+)(?:="([^"]*)")?/g)].map(
      ([, key = "", value = ""]): [string, string] => [key.toLowerCase(), value],
    );
    elements.push({ name: name.toLowerCase(), attributes });
    if (/^(?:script|style)$/i.test(name)) {
      const end = html.indexOf(`</${name}`, tag.lastIndex);
      const text = html.slice(tag.lastIndex, end);
      if (name.toLowerCase() === "script" && text.trim() !== "") scripts.push(text);
      tag.lastIndex = end;
    }
  }
  return { elements, scripts };
}
