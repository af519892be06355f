// What the page's tests take from vitest while faults are put in: its own expectations and stand-ins, but tests that
// are only collected here, so that `page-driver.test.ts` can run them again and again in one process.

import { expect, vi } from "../../node_modules/vitest/dist/index.js";

type Run = (...values: never[]) => unknown;
type Hook = () => unknown;

interface Suite {
  before: Hook[];
  after: Hook[];
}

export interface Collected {
  /** Its place among all tests, the same each time they are collected. */
  id: string;
  run: () => Promise<void>;
}

interface Registry {
  suites: Suite[];
  tests: Collected[];
}

// The tests' modules are loaded anew for each fault, and this one with them.
const place = globalThis as { faultsRegistry?: Registry };
export function fresh(): Registry {
  place.faultsRegistry = { suites: [], tests: [] };
  return place.faultsRegistry;
}
function registry(): Registry {
  return place.faultsRegistry ?? fresh();
}

/** As vitest's `each`: a row that is a list is the values, another one the only value. */
function each(one: (name: string, run: Run) => void) {
  return (rows: readonly unknown[]) => (name: string, run: Run) => {
    for (const row of rows) {
      const values = (Array.isArray(row) ? row : [row]) as never[];
      one(name, () => run(...values));
    }
  };
}

function addSuite(_: string, run: Run): void {
  const { suites } = registry();
  suites.push({ before: [], after: [] });
  run();
  suites.pop();
}

function addTest(_: string, run: Run): void {
  const { suites, tests } = registry();
  const around = [...suites];
  tests.push({
    id: String(tests.length),
    run: async () => {
      try {
        for (const { before } of around) for (const hook of before) await hook();
        await run();
      } finally {
        for (const { after } of around.toReversed()) for (const hook of after) await hook();
      }
    },
  });
}

export const describe = Object.assign(addSuite, { each: each(addSuite) });
export const test = Object.assign(addTest, { each: each(addTest) });
export const beforeEach = (hook: Hook) => void registry().suites.at(-1)?.before.push(hook);
export const afterEach = (hook: Hook) => void registry().suites.at(-1)?.after.push(hook);
export { expect, vi };
