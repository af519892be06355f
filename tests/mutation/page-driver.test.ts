// Runs the collected tests of one group with one fault after the other, in one process: the first test that fails ends
// a fault's turn. Only tests that reach a fault are run, all of them where it is reached as a module is loaded. Each
// outcome is a line of a file; the process that started this one watches it, for a fault may hang it.

import { appendFileSync, readFileSync } from "node:fs";
import { test as run, vi } from "vitest";
import { type Collected, fresh } from "./page-shim.ts";

interface Plan {
  tests: string[];
  /** Numbers of the faults, in Stryker's own form. */
  faults: string[];
  outcomes: string;
}

interface Coverage {
  static: Record<string, number>;
  perTest: Record<string, Record<string, number>>;
}
interface Switch {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  mutantCoverage?: Coverage;
  hitCount?: number;
  hitLimit?: number;
}

/** How long a test may take: a test whose fault keeps it waiting for ever says nothing else. */
const SILENT_MS = 5000;
const FIRST_SILENT_MS = 120_000;
const HITS = 1_000_000;
const { setTimeout: later, clearTimeout: never } = globalThis;
const plan = JSON.parse(readFileSync(process.env.PERPIXEL_PLAN ?? "", "utf8")) as Plan;
const faults: Switch = {};
Object.assign(globalThis, { __stryker__: faults });

async function collected(): Promise<Collected[]> {
  vi.resetModules();
  const registry = fresh();
  for (const path of plan.tests) {
    // What stands around the tests of one file is not around those of the next.
    registry.suites = [{ before: [], after: [] }];
    await import(/* @vite-ignore */ path);
  }
  return registry.tests;
}

/** Whether the test passes; one that comes to no end is no pass. */
async function passes({ run }: Collected, limitMs: number): Promise<"passed" | "failed" | "silent"> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<"silent">((resolve) => {
    timer = later(() => resolve("silent"), limitMs);
  });
  const ended = run().then(
    () => "passed" as const,
    () => "failed" as const,
  );
  const outcome = await Promise.race([ended, silence]);
  never(timer);
  if (outcome === "silent") {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  }
  return outcome;
}

run("faults", { timeout: 3_600_000 }, async () => {
  const reached: Coverage = { static: {}, perTest: {} };
  const limits = new Map<string, number>();
  faults.mutantCoverage = reached;
  for (const test of await collected()) {
    faults.currentTestId = test.id;
    const began = performance.now();
    const outcome = await passes(test, FIRST_SILENT_MS);
    limits.set(test.id, Math.max(SILENT_MS, 5 * (performance.now() - began)));
    if (outcome !== "passed") throw new Error(`test ${test.id} ${outcome} without a fault`);
  }
  faults.currentTestId = undefined;
  appendFileSync(plan.outcomes, "ready\n");
  for (const fault of plan.faults) {
    appendFileSync(plan.outcomes, `begin ${fault}\n`);
    let outcome = "NoCoverage";
    const anywhere = fault in reached.static;
    Object.assign(faults, { activeMutant: fault, hitCount: 0, hitLimit: HITS });
    try {
      for (const test of await collected()) {
        if (!anywhere && !(fault in (reached.perTest[test.id] ?? {}))) continue;
        outcome = "Survived";
        const said = await passes(test, limits.get(test.id) ?? SILENT_MS);
        if (said === "passed") continue;
        outcome = said === "failed" ? "Killed" : "Timeout";
        break;
      }
    } catch {
      // A module or its tests cannot even be loaded.
      outcome = "Killed";
    }
    faults.activeMutant = undefined;
    appendFileSync(plan.outcomes, `${outcome} ${fault}\n`);
  }
  appendFileSync(plan.outcomes, "end\n");
});
