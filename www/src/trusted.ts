// The page's only Trusted Types policy: scripts are started from exactly two addresses, both constants of the
// build. The engine's worker and the service worker are the only scripts that the page starts by address.

import workerUrl from "./engine/worker.ts?worker&url";

export const ENGINE_WORKER = workerUrl;
export const ENGINE_WORKER_TYPE: WorkerType = "module";
/** Beside the page, because a service worker reaches no further than its own folder. */
export const SERVICE_WORKER = "sw.js";

interface Policy {
  createScriptURL(url: string): string;
}
interface TrustedTypes {
  createPolicy(name: string, rules: Policy): Policy;
}

let policy: Policy | undefined;

/** The address as a value that may start a script, where the browser asks for one. */
export function trusted(url: typeof ENGINE_WORKER | typeof SERVICE_WORKER): string {
  const factory = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
  if (!factory) return url;
  policy ??= factory.createPolicy("perpixel", {
    createScriptURL(candidate) {
      if (candidate === ENGINE_WORKER || candidate === SERVICE_WORKER) return candidate;
      throw new TypeError("only the page's own two workers are allowed");
    },
  });
  return policy.createScriptURL(url);
}
