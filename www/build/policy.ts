// The content security policy: only this site's own scripts, styles, data and workers, WebAssembly, and one
// Trusted Types policy. It stands in the HTML, so that it holds on any host; what only a host's headers can say is
// written by `headers.ts`, from the same constant.

import type { Plugin } from "vite";

const DIRECTIVES = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types perpixel",
];
export const POLICY = DIRECTIVES.join("; ");

/** Puts a policy before everything that it governs, and after the charset, which must be within the first 1,024 bytes. */
export function withPolicy(html: string, policy: string): string {
  const charset = /<meta charset="utf-8"\s*\/?>/;
  if (!charset.test(html)) throw new Error("the HTML does not state its charset, so its policy has no place");
  return html.replace(
    charset,
    (meta) => `${meta}\n    <meta http-equiv="Content-Security-Policy" content="${policy}" />`,
  );
}

export function policy(): Plugin {
  return {
    name: "perpixel:policy",
    // The development server injects inline scripts and styles of its own.
    apply: "build",
    transformIndexHtml: { order: "post", handler: (html) => withPolicy(html, POLICY) },
  };
}
