// Takes the one way from text to markup out of the view library: its property for raw HTML, which no component here uses
// and Trusted Types would refuse. What is not in the page cannot be reached. The cuts are of the pinned version's text; another
// version in which one of them does not fit ends the build.

import type { Plugin } from "vite";

/** What is taken out, and what stays in its place. */
const CUTS: readonly (readonly [string, string])[] = [
  [`"dangerouslySetInnerHTML"==s?y=k:`, ""],
  [`"dangerouslySetInnerHTML"==s?h=k:`, ""],
  [
    `h?(l||y&&(h.__html==y.__html||h.__html==t.innerHTML)||(t.innerHTML=h.__html),r.__k=[]):(y&&(t.textContent=""),`,
    "(",
  ],
];

export function withoutMarkup(code: string): string {
  let text = code;
  for (const [cut, instead] of CUTS) {
    const parts = text.split(cut);
    if (parts.length !== 2) throw new Error(`preact does not hold \`${cut}\` exactly once`);
    text = parts.join(instead);
  }
  if (/innerHTML/i.test(text)) throw new Error("preact still makes markup of text");
  return text;
}

export function noMarkup(): Plugin {
  return {
    name: "perpixel:no-markup",
    enforce: "pre",
    apply: "build",
    transform: {
      filter: { id: /\/preact\/dist\/preact\.mjs$/ },
      handler: (code) => ({ code: withoutMarkup(code), map: null }),
    },
  };
}
