// Starts a host for the messenger: a worker where one can be had, the page's own thread where not. The worker's
// address goes through a Trusted Types policy that lets exactly this one constant pass.

import type { FromHost } from "./protocol.ts";
import workerUrl from "./worker.ts?worker&url";

export interface Port {
  /** What is listed for transfer is handed over instead of copied, where there is another thread. */
  send(message: unknown, transfer: Transferable[]): void;
  end(): void;
}

export interface PortEvents {
  message(message: FromHost): void;
  /** The host cannot run or has died. */
  failed(reason: string): void;
}

export type Spawn = (events: PortEvents) => Port;

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): string };
}

let policy: { createScriptURL(url: string): string } | undefined;

function trusted(url: string): string {
  const factory = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
  if (!factory) return url;
  policy ??= factory.createPolicy("perpixel", {
    createScriptURL(candidate) {
      if (candidate !== workerUrl) throw new TypeError("only the engine's worker is allowed");
      return candidate;
    },
  });
  return policy.createScriptURL(url);
}

export const spawnWorker: Spawn = (events) => {
  const worker = new Worker(trusted(workerUrl), { type: "module" });
  worker.onmessage = (event: MessageEvent<FromHost>) => events.message(event.data);
  worker.onmessageerror = () => events.failed("a message of the worker could not be read");
  worker.onerror = (event) => {
    event.preventDefault();
    events.failed(event.message || "the worker did not start");
  };
  return {
    send: (message, transfer) => worker.postMessage(message, transfer),
    end: () => worker.terminate(),
  };
};

export const spawnInPage: Spawn = (events) => {
  let ended = false;
  const started = import("./in-page.ts").then(({ inPage }) =>
    inPage((message) => {
      if (!ended) events.message(message);
    }),
  );
  started.catch((error: unknown) => events.failed(String(error)));
  return {
    send(message) {
      started.then(
        (send) => ended || send(message as Parameters<typeof send>[0]),
        () => undefined,
      );
    },
    end() {
      ended = true;
    },
  };
};
