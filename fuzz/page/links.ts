// A catalog's URL on its way to a link: it becomes one exactly where a rule of its own says so and a browser's parser
// takes it, it leads where it says, and it stays what it is when it is read again.

import { safeHref } from "../../www/src/links.ts";
import type { Chance } from "./chance.ts";

const PIECES = [
  ...[
    "https://",
    "http://",
    "HTTPS://",
    "https:",
    "javascript:",
    "data:text/html,",
    "//",
    "/",
    "\\",
    "@",
    ":",
    ":8080",
  ],
  ...[
    "fal.ai",
    "a-b.example",
    "xn--80ak6aa92e.com",
    "0x7f.1",
    "127.0.0.1",
    "[::1]",
    "localhost",
    ".",
    "..",
    "-",
    "%2e",
  ],
  ...[
    "?x=1",
    "#z",
    "user",
    "user:pass@",
    " ",
    "\t",
    "\n",
    "\r",
    "\0",
    "é",
    "ａ",
    "。",
    "\u202e",
    "\u00ad",
    "a",
    "%00",
    "~",
  ],
];
export interface Input {
  text: string;
}

export const runs = 10_000_000;

export function input(chance: Chance): Input {
  const kind = chance.below(24);
  if (kind < 10) return { text: `https://${chance.row(PIECES, 6)}` };
  if (kind < 14) return { text: chance.row(PIECES, 6) };
  if (kind < 18) return { text: `https://fal.ai/${chance.characters(20)}` };
  if (kind < 21) return { text: `https://${chance.characters(24)}` };
  if (kind < 23) return { text: chance.mangled(`https://${chance.row(PIECES, 4)}/a-b.c?d=e#f`, PIECES) };
  return { text: `https://fal.ai/${chance.of(["a", '"', "%", "é"]).repeat(2030 + chance.below(6))}` };
}

/** The rule, by hand. */
function allowed(text: string): boolean {
  if (text.length > 2048 || text.slice(0, 8) !== "https://") return false;
  let at = 8;
  while (
    at < text.length &&
    "abcdefghijklmnopqrstuvwxyz0123456789.-".includes((text[at] ?? "").toLowerCase())
  ) {
    if (text.charCodeAt(at) > 0x7f) return false;
    at += 1;
  }
  if (at === 8 || (at < text.length && text[at] !== "/")) return false;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 0x21 || code > 0x7e || code === 0x5c) return false;
  }
  return true;
}

function parsed(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

/** What is wrong with the link, if anything. */
export function fault({ text }: Input): string | null {
  const link = safeHref(text);
  const url = parsed(text);
  if ((link !== null) !== (allowed(text) && url !== null))
    return link ? "it became a link" : "it became no link";
  if (!link || !url) return null;
  if (url.protocol !== "https:" || url.username !== "" || url.password !== "" || url.port !== "") {
    return "it is no plain https address";
  }
  if (link.href !== url.href || link.host !== url.host || link.host === "") return "it leads elsewhere";
  if (link.href.length <= 2048 && safeHref(link.href)?.href !== link.href)
    return "its own address is another link";
  return null;
}
