// Starts a host for the messenger: a worker where one can be had, the page's own thread where not.

import { ENGINE_WORKER, ENGINE_WORKER_TYPE, trusted } from "../trusted.ts";
import type { FromHost } from "./protocol.ts";

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

export const spawnWorker: Spawn = (events) => {
  const worker = new Worker(trusted(ENGINE_WORKER), { type: ENGINE_WORKER_TYPE });
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
