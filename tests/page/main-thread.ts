// How long the page's own thread is kept from anything else while something goes on. A task is judged by the processor
// time that it takes, which says the same on a busy machine; the time that passed is told beside it.

import type { Browser, Page } from "playwright-core";

export interface Held {
  /** Processor time of the longest task. */
  cpuMs: number;
  /** How long the longest one took by the clock. */
  clockMs: number;
}

interface TraceEvent {
  ph: string;
  name: string;
  pid: number;
  tid: number;
  dur?: number;
  tdur?: number;
  args?: { name?: string };
}

const TASKS = ["RunTask", "ThreadControllerImpl::RunTask"];

/** Records every task of the pages' main threads while the work goes on. */
export async function heldBy(browser: Browser, work: () => Promise<unknown>): Promise<Held> {
  const session = await browser.newBrowserCDPSession();
  const events: TraceEvent[] = [];
  session.on("Tracing.dataCollected", ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  const complete = new Promise((resolve) => session.once("Tracing.tracingComplete", resolve));
  await session.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: { includedCategories: ["toplevel"], excludedCategories: ["*"] },
  });
  try {
    await work();
  } finally {
    await session.send("Tracing.end");
    await complete;
    await session.detach();
  }
  const thread = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`;
  const main = new Set(
    events
      .filter(({ ph, name, args }) => ph === "M" && name === "thread_name" && args?.name === "CrRendererMain")
      .map(thread),
  );
  const tasks = events.filter((one) => one.ph === "X" && TASKS.includes(one.name) && main.has(thread(one)));
  if (tasks.length === 0) throw new Error("the trace holds no task of a page");
  const longest = (field: "dur" | "tdur") => Math.max(...tasks.map((one) => one[field] ?? 0)) / 1000;
  return { cpuMs: longest("tdur"), clockMs: longest("dur") };
}

/** Watches the page's answers to keys and clicks; the result tells the longest delay until one was looked at. */
export async function watchInput(page: Page): Promise<() => Promise<{ events: number; delayMs: number }>> {
  await page.evaluate(() => {
    const input = { events: 0, delay: 0 };
    const seen = (event: Event) => {
      input.events += 1;
      input.delay = Math.max(input.delay, performance.now() - event.timeStamp);
    };
    for (const type of ["keydown", "pointerdown"]) addEventListener(type, seen, { capture: true });
    Object.assign(window, { input });
  });
  return () =>
    page.evaluate(() => {
      const { input } = window as unknown as { input: { events: number; delay: number } };
      return { events: input.events, delayMs: input.delay };
    });
}
