// What the store asks of the engine, and how a failure of the engine is put into words.

import type { Problem, ViewRequest } from "./engine/protocol.ts";
import { toJob, toQuery } from "./job.ts";
import type { Store } from "./state.ts";

export function request(store: Store): ViewRequest {
  const address = store.address.value;
  return {
    job: toJob(address.job),
    query: toQuery(address.job.mode, address),
    count: address.volume,
    minElo: address.minElo,
    model: address.model,
    open: [...store.open.value],
    window: store.allRows.value ? null : store.window.value,
  };
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

export function stopped(error: unknown): Problem {
  return {
    subject: "engine",
    code: "engine_stopped",
    message: `the price engine stopped on this request: ${reasonOf(error)}`,
    help: "try again, or change the request back",
  };
}
