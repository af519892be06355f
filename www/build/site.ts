// What the built page says about itself to programs: `llms.txt`, the guides as text, and, where the address of the
// finished site is known (`PERPIXEL_SITE`), the tags that are only valid with a whole address. Without it nothing
// in the build depends on where it will stand.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { HtmlTagDescriptor, Plugin } from "vite";

const GUIDES = ["planning.md", "rate-card.md", "hosting.md", "embed.md"];

/** The address of the finished site with a slash at its end, or `null` where none is named. */
export function siteFrom(environment: NodeJS.ProcessEnv): URL | null {
  const text = environment.PERPIXEL_SITE;
  if (!text) return null;
  const site = URL.canParse(text) ? new URL(text.endsWith("/") ? text : `${text}/`) : null;
  if (!site || !/^https?:$/.test(site.protocol) || site.search || site.hash) {
    throw new Error(`PERPIXEL_SITE is \`${text}\`, which is no address of a site`);
  }
  return site;
}

function tags(site: URL): HtmlTagDescriptor[] {
  const property = (name: string, path: string): HtmlTagDescriptor => ({
    tag: "meta",
    attrs: { property: name, content: new URL(path, site).href },
    injectTo: "head",
  });
  return [
    { tag: "link", attrs: { rel: "canonical", href: site.href }, injectTo: "head" },
    property("og:url", "./"),
    property("og:image", "card.png"),
    { tag: "meta", attrs: { property: "og:image:width", content: "1200" }, injectTo: "head" },
    { tag: "meta", attrs: { property: "og:image:height", content: "630" }, injectTo: "head" },
    { tag: "meta", attrs: { name: "twitter:card", content: "summary_large_image" }, injectTo: "head" },
  ];
}

function llms(site: URL | null): string {
  const link = (title: string, path: string, about: string) =>
    `- [${title}](${site ? new URL(path, site).href : path}): ${about}`;
  return `# perpixel

> What generative images and video cost: prices of models across providers, normalized from every billing unit to one
> exact figure, US dollars per image or per second of video, with the source and the date of each.

The page computes in the reader's browser with WebAssembly; there is no server and nothing to ask it. The figures
below are files. Money is an exact decimal in a string. An unknown price is null with a status, never 0.

## Data

${link("prices.json", "prices.json", "the normalized table: one 1024x1024 image at standard quality, and one second of video; cheapest and routed provider of every model")}
${link("catalogs/index.json", "catalogs/index.json", "the names of the source catalogs beside it, which hold every offer with its source and date")}
${link("schema/rate-card.json", "schema/rate-card.json", "JSON Schema of rate cards, the format of one's own prices")}

## Guides

${link("Hosting", "docs/hosting.md", "what the built files are, the fields of prices.json, headers")}
${link("Embedding", "docs/embed.md", "a price as an element on another page")}
${link("Planning", "docs/planning.md", "the rules of routing, workloads, break-even, usage logs")}
${link("Rate cards", "docs/rate-card.md", "writing a catalog by hand")}
${link("API reference", "docs/api.html", "every function, request and answer of the npm package, with units and errors")}

## Pages

${link("The comparison", "./", "every model and every offer; `#v1?model=<id>&size=<width>x<height>` names a job")}
${link("One file", "perpixel.html", "the same page to keep, which works from a disk")}
`;
}

export function site(root: string, environment: NodeJS.ProcessEnv = process.env): Plugin {
  const address = siteFrom(environment);
  return {
    name: "perpixel:site",
    apply: "build",
    transformIndexHtml: () => (address ? tags(address) : []),
    generateBundle() {
      this.emitFile({ type: "asset", fileName: "llms.txt", source: llms(address) });
      for (const name of GUIDES) {
        const source = readFileSync(join(root, "..", "docs", name));
        this.emitFile({ type: "asset", fileName: `docs/${name}`, source });
      }
    },
  };
}
