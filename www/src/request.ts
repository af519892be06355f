// What the store asks of the engine, and how a failure of the engine is put into words.

import type { Address } from "./address.ts";
import { toQuery } from "./compare/filter.ts";
import { termsOf } from "./compare/pick.ts";
import { toDisplay } from "./compare/units.ts";
import type { Problem, ViewRequest } from "./engine/protocol.ts";
import { toJob } from "./job.ts";
import { MOST_DRAWN, type Store } from "./state.ts";

export function request(store: Store): ViewRequest {
  const address = store.address.value;
  const display = toDisplay(address.unit, address.volume, address.currency);
  return {
    job: toJob(address.job),
    query: toQuery(address.job.mode, address),
    count: address.volume,
    ...(display ? { display } : {}),
    terms: termsOf(address),
    budget: address.budget,
    model: address.model,
    open: [...store.open.value],
    window: store.allRows.value ? [0, MOST_DRAWN] : store.window.value,
  };
}

/** By what two addresses show the same rows in the same order. */
export function rowsOf({ job, ...address }: Address): string {
  return JSON.stringify([toJob(job), toQuery(job.mode, address), address.credits]);
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
