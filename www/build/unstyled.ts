// Asks anew for styles that do not arrive, in a way that nothing waits for: a browser shows nothing until it has those
// of the HTML, and starts no module either. The page is then plain until they come, and says by its own words that
// something is late. What does it cannot be part of the page's script, which waits for the styles itself; so it is a
// file of its own. Firefox goes on waiting for the first answer.

import { createHash } from "node:crypto";
import type { Plugin } from "vite";

/** A little before the words about lateness come into sight. */
const SCRIPT = `setTimeout((l=document.querySelector("[rel=stylesheet]"))=>l.sheet||l.replaceWith(l.cloneNode()),3500)`;

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
