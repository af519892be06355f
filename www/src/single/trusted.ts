// Stands in the place of `src/trusted.ts` in the one-file page: the engine's worker has no address there, so its
// script is put together from what the page holds. The Trusted Types policy lets that one address pass.

import worker from "virtual:engine-worker";
import engine from "../../../pkg/wasm/perpixel_bg.base64.js";

// The module is in the page once: the page's own thread has it from there too, where no worker can be had.
const script = new Blob([`self.PERPIXEL_MODULE="`, engine, `";\n`, worker], { type: "text/javascript" });
export const ENGINE_WORKER = URL.createObjectURL(script);
/** Chromium starts no module from a page on a disk. */
export const ENGINE_WORKER_TYPE: WorkerType = "classic";

interface Policy {
  createScriptURL(url: string): string;
}
interface TrustedTypes {
  createPolicy(name: string, rules: Policy): Policy;
}

let policy: Policy | undefined;

export function trusted(url: string): string {
  const factory = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
  if (!factory) return url;
  policy ??= factory.createPolicy("perpixel", {
    createScriptURL(candidate) {
      if (candidate === ENGINE_WORKER) return candidate;
      throw new TypeError("only the engine's worker is allowed");
    },
  });
  return policy.createScriptURL(url);
}
