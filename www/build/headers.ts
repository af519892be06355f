// Writes `_headers`, which some static hosts read: the policy of the HTML with what only a header can forbid, who
// may fetch what from elsewhere, and how long each file may be kept. Paths are listed one by one where hosts would
// join the values of two rules that fit.

import type { Plugin } from "vite";
import { POLICY } from "./policy.ts";

/** Powerful features that the page has no use for. Copying a table to the clipboard is one that it has. */
const PERMISSIONS = [
  "accelerometer",
  "camera",
  "display-capture",
  "geolocation",
  "gyroscope",
  "microphone",
  "midi",
  "payment",
  "publickey-credentials-get",
  "serial",
  "usb",
]
  .map((feature) => `${feature}=()`)
  .join(", ");

const EVERYWHERE = {
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Permissions-Policy": PERMISSIONS,
};
export const GUARDED = { "Content-Security-Policy": `${POLICY}; frame-ancestors 'none'` };
/** Asked about on every visit: the copy is used when the host says that it is the same. */
const FRESH = { "Cache-Control": "no-cache" };
/** The name has a hash of the content in it. */
const FOREVER = { "Cache-Control": "public, max-age=31536000, immutable" };
/** What another site's page may load: the element, and what it loads in turn. All of it is public. */
const SHARED = { "Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin" };
/** A copy to keep. Opened from the host it would stand under the page's policy and not its own. */
const KEPT = { "Content-Disposition": 'attachment; filename="perpixel.html"' };

type Rule = [path: string, headers: Record<string, string>];

/** The rules for the built pages of these names. */
export function rules(pages: readonly string[]): Rule[] {
  const addresses = pages.flatMap((page) =>
    // Many hosts also answer without the ending.
    page === "index.html" ? ["/", "/index.html"] : [`/${page}`, `/${page.replace(/\.html$/, "")}`],
  );
  return [
    ["/*", EVERYWHERE],
    ...addresses.map((address): Rule => [address, { ...GUARDED, ...FRESH }]),
    // A worker answers to the policy that comes with its own script.
    ["/assets/*", { ...GUARDED, ...FOREVER, ...SHARED }],
    ["/sw.js", { ...GUARDED, ...FRESH }],
    ["/embed.js", { ...FRESH, ...SHARED }],
    ["/catalogs/*", { ...FRESH, ...SHARED }],
    ["/schema/*", { ...FRESH, ...SHARED }],
    ["/prices.json", { ...FRESH, ...SHARED }],
    ["/perpixel.html", { ...FRESH, ...KEPT }],
    ["/manifest.webmanifest", FRESH],
    ["/llms.txt", FRESH],
  ];
}

export function headers(): Plugin {
  return {
    name: "perpixel:headers",
    apply: "build",
    generateBundle: {
      order: "post",
      handler(_, bundle) {
        const pages = Object.keys(bundle).filter((name) => name.endsWith(".html"));
        const blocks = rules(["embed.html", ...pages.filter((name) => name !== "embed.html")].sort()).map(
          ([path, list]) =>
            `${path}\n${Object.entries(list)
              .map(([name, value]) => `  ${name}: ${value}\n`)
              .join("")}`,
        );
        this.emitFile({ type: "asset", fileName: "_headers", source: blocks.join("") });
      },
    },
  };
}
