// Takes away styles that do not arrive: a browser shows nothing until it has them, and starts no module either. The page
// is then plain, and says by its own words that something is late. What does it cannot be part of the page's script,
// which waits for the styles itself; so it is a file of its own that waits for nothing.

import { createHash } from "node:crypto";
import type { Plugin } from "vite";

/** A little before the words about lateness come into sight. */
const SCRIPT = `setTimeout((l=document.querySelector("[rel=stylesheet]"))=>l.sheet||l.remove(),3500)`;

export function unstyled(): Plugin {
  const fileName = `assets/unstyled-${createHash("sha256").update(SCRIPT).digest("base64url").slice(0, 8)}.js`;
  return {
    name: "perpixel:unstyled",
    apply: "build",
    generateBundle() {
      this.emitFile({ type: "asset", fileName, source: SCRIPT });
    },
    transformIndexHtml: {
      order: "post",
      handler: () => [{ tag: "script", attrs: { async: true, src: `./${fileName}` }, injectTo: "head" }],
    },
  };
}
