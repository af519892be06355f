// The content security policy: only this site's own scripts, styles, data and worker, WebAssembly, and one
// Trusted Types policy. It stands in the HTML, so that it holds on any host, and in a `_headers` file for hosts
// that read one, which is the only place where framing can be forbidden.

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

const HEADERS = `/*
  Content-Security-Policy: ${POLICY}; frame-ancestors 'none'
  X-Content-Type-Options: nosniff
  Referrer-Policy: no-referrer
/assets/*
  Cache-Control: public, max-age=31536000, immutable
`;

export function policy(): Plugin {
  return {
    name: "perpixel:policy",
    // The development server injects inline scripts and styles of its own.
    apply: "build",
    transformIndexHtml: {
      order: "post",
      // Before everything that it governs, and after the charset, which must be within the first 1,024 bytes.
      handler: (html) =>
        html.replace(
          /<meta charset="utf-8"\s*\/?>/,
          (charset) => `${charset}\n    <meta http-equiv="Content-Security-Policy" content="${POLICY}" />`,
        ),
    },
    generateBundle() {
      this.emitFile({ type: "asset", fileName: "_headers", source: HEADERS });
    },
  };
}
