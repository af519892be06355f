// Makes the whole page one HTML file that opens from a disk: every script in one, the engine and the catalogs within
// it, styles beside it. Its policy allows exactly these texts by their hashes, and no request at all. The service
// worker is left out, because a page from a disk can have none.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "vite";
import { publishedFiles } from "./catalogs.ts";
import { plainImports } from "./plain-imports.ts";
import { withPolicy } from "./policy.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const WORKER = "virtual:engine-worker";
const FILES = "virtual:files";
const NOTHING = "virtual:no-service-worker";
const ENGINE = here("../../pkg/inline.js");

/** Every entry of the package is the one that holds its module. */
export const INLINE = [{ find: /^perpixel(\/\w+)?$/, replacement: ENGINE }];

function policyOf(script: string, style: string): string {
  const hash = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  return [
    "default-src 'none'",
    `script-src ${hash(script)} 'wasm-unsafe-eval'`,
    `style-src ${hash(style)}`,
    "img-src data:",
    "worker-src blob:",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types perpixel",
  ].join("; ");
}

/** The engine's worker as one script without the module, which the page hands it. */
async function engineWorker(): Promise<string> {
  const output = await build({
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    resolve: { alias: INLINE },
    plugins: [
      plainImports(),
      {
        name: "perpixel:handed-module",
        enforce: "pre",
        load: (id) => (id.endsWith("perpixel_bg.base64.js") ? "export default self.PERPIXEL_MODULE;" : null),
      },
    ],
    build: {
      write: false,
      target: ["chrome123", "firefox121", "safari17.5"],
      rolldownOptions: {
        input: here("../src/engine/worker.ts"),
        output: { format: "iife", codeSplitting: false },
        checks: { pluginTimings: false },
      },
    },
  });
  const [first] = Array.isArray(output) ? output : [output];
  if (!first || !("output" in first)) throw new Error("the worker of the one-file page was not built");
  return first.output[0].code;
}

/** Puts the parts of the one-file page in the place of those that need a server. */
export function standIns(root: string): Plugin {
  const start = join(root, "src/offline/start.ts");
  const trusted = join(root, "src/trusted.ts");
  return {
    name: "perpixel:stand-ins",
    enforce: "pre",
    async resolveId(id, importer, options) {
      if (id === WORKER || id === FILES) return `\0${id}`;
      const resolved = await this.resolve(id, importer, { ...options, skipSelf: true });
      if (resolved?.id === trusted) return join(root, "src/single/trusted.ts");
      if (resolved?.id === start) return `\0${NOTHING}`;
      return null;
    },
    async load(id) {
      if (id === `\0${WORKER}`) return `export default ${JSON.stringify(await engineWorker())};`;
      if (id === `\0${NOTHING}`) return "export const keepForOffline = () => undefined;";
      if (id === `\0${FILES}`) return `export default ${JSON.stringify(catalogs(root))};`;
      return null;
    },
    transformIndexHtml: {
      order: "pre",
      handler(html) {
        const icon = readFileSync(join(root, "public/icon.svg"), "utf8").replace(/\s*\n\s*/g, "");
        return html
          .replace(/\s*<link rel="(?:manifest|apple-touch-icon)"[^>]*>/g, "")
          .replace(/href="[^"]*icon\.svg"/, () => `href="data:image/svg+xml,${encodeURIComponent(icon)}"`)
          .replace("/src/main.tsx", "/src/single/main.ts");
      },
    },
  };
}

/** The texts as they are: a price is read from its own digits, which writing it anew could change. */
function catalogs(root: string): Record<string, string> {
  const files = publishedFiles(root, ["catalogs"]);
  return Object.fromEntries(files.map(({ path, source }) => [path, source.toString("utf8")]));
}

/** In a script the parser of HTML must meet neither its end nor a comment; both only stand in texts here. */
function inScript(code: string): string {
  const safe = code.replace(/<(?=\/script|!--)/gi, "\\x3C");
  for (const unsafe of ["\r", "\0"])
    if (safe.includes(unsafe)) throw new Error("the script has a character that HTML would change");
  return safe;
}

/** Joins what was built into one file. Everything has to be in it. */
export function oneFile(name: string): Plugin {
  return {
    name: "perpixel:one-file",
    generateBundle: {
      order: "post",
      handler(_, bundle) {
        let html = "";
        let script = "";
        let style = "";
        for (const [file, part] of Object.entries(bundle)) {
          if (part.type === "chunk" && script === "") script = inScript(part.code);
          else if (part.type === "asset" && file.endsWith(".css")) style += part.source;
          else if (part.type === "asset" && file.endsWith(".html")) html = String(part.source);
          else this.error(`${file} is left outside of ${name}`);
          delete bundle[file];
        }
        if (/<\/style/i.test(style)) this.error("the styles would end early");
        const bare = html
          .replace(/\s*<script type="module"[^>]*src="[^"]*"[^>]*><\/script>/, "")
          .replace(/\s*<link rel="(?:stylesheet|modulepreload)"[^>]*>/g, "")
          .replace("</head>", () => `  <style>${style}</style>\n  </head>`)
          .replace("</body>", () => `  <script type="module">${script}</script>\n  </body>`);
        const source = withPolicy(bare, policyOf(script, style));
        if (/<(?:script|link|img)\b[^>]*\s(?:src|href)="(?!data:)/.test(source.replace(script, "")))
          this.error(`${name} would fetch a file`);
        this.emitFile({ type: "asset", fileName: name, source });
      },
    },
  };
}
