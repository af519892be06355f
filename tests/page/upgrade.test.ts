import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Engine } from "../../www/src/engine/ready.ts";
import { problemOf, Refused, refusing } from "../../www/src/engine/refusal.ts";
import { FETCH_MS, wholeEngine } from "../../www/src/engine/upgrade.ts";

const refusal = (why: string) => ({
  subject: "engine",
  code: "fetch_failed",
  message: `the full price engine, which this needs, cannot be fetched: ${why}`,
  help: "check the connection and try again; the table works without it",
});

/** An engine that counts what was loaded and freed. */
function counting() {
  const counts = { loaded: [] as unknown[], freed: 0 };
  const catalog = {
    free: () => {
      counts.freed += 1;
    },
  };
  const engine = {
    load: async (sources: unknown) => {
      counts.loaded.push(sources);
      return catalog;
    },
  } as unknown as Engine;
  return { counts, engine };
}

describe("the whole engine", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test("is tried on a catalog of nothing, which is freed", async () => {
    const { counts, engine } = counting();
    expect(await wholeEngine(async () => engine)).toBe(engine);
    expect(counts).toEqual({
      loaded: [{ name: "nothing", data: '{"format":"perpixel/rate-card@1","models":[]}' }],
      freed: 1,
    });
    expect(vi.getTimerCount()).toBe(0);
  });

  test("is waited for so long and no longer", async () => {
    expect(FETCH_MS).toBe(30_000);
    const never = () => new Promise<Engine>(() => undefined);
    const told = expect(wholeEngine(never)).rejects.toMatchObject({
      problem: refusal("no answer within 30 s"),
    });
    await vi.advanceTimersByTimeAsync(FETCH_MS - 1);
    expect(vi.getTimerCount()).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    await told;
    const soon = expect(wholeEngine(never, 500)).rejects.toMatchObject({
      problem: refusal("no answer within 0.5 s"),
    });
    await vi.advanceTimersByTimeAsync(500);
    await soon;
  });

  test("that cannot be fetched, or does not start, is refused with what to do", async () => {
    const offline = wholeEngine(() => Promise.reject(new TypeError("Failed to fetch")));
    await expect(offline).rejects.toMatchObject({ problem: refusal("Failed to fetch") });
    await expect(offline).rejects.toBeInstanceOf(Refused);
    const said = wholeEngine(() => Promise.reject("offline"));
    await expect(said).rejects.toMatchObject({ problem: refusal("offline") });
    const nothing = wholeEngine(() => Promise.reject(null));
    await expect(nothing).rejects.toMatchObject({ problem: refusal("null") });
    const broken = { load: () => Promise.reject(new Error("no module")) } as unknown as Engine;
    const started = wholeEngine(async () => broken);
    await expect(started).rejects.toMatchObject({ problem: refusal("no module") });
    expect(vi.getTimerCount()).toBe(0);
  });

  test("that was fetched and then stopped is a fault, and a refusal stays what it is", async () => {
    const stopped = Object.assign(new Error("stopped"), { code: "internal" });
    await expect(wholeEngine(() => Promise.reject(stopped))).rejects.toBe(stopped);
    const refused = new Refused({ subject: "a", code: "too_large", message: "no" });
    await expect(wholeEngine(() => Promise.reject(refused))).rejects.toBe(refused);
  });
});

describe("what an engine throws", () => {
  const thrown = (part: object, name = "PerpixelError") => Object.assign(new Error("no"), { name, ...part });

  test("is a problem with all that it says, whatever copy of the package it comes from", () => {
    expect(problemOf(thrown({ code: "not_json", path: "/models/0", help: "mend it" }), "a.json")).toEqual({
      subject: "a.json",
      code: "not_json",
      message: "no",
      path: "/models/0",
      help: "mend it",
    });
    expect(problemOf(thrown({ code: "not_json", path: 5, help: null }), "a.json")).toEqual({
      subject: "a.json",
      code: "not_json",
      message: "no",
    });
  });

  test.each([
    ["another error", thrown({ code: "not_json" }, "TypeError")],
    ["no error", { name: "PerpixelError", code: "not_json", message: "no" }],
    ["nothing", null],
    ["no code", thrown({})],
    ["a stopped instance", thrown({ code: "internal" })],
    ["a module that does not start", thrown({ code: "module_failed" })],
  ])("%s is a fault", async (_, error) => {
    expect(problemOf(error, "a.json")).toBeNull();
    await expect(refusing("a.json", () => Promise.reject(error))).rejects.toBe(error);
  });

  test("is refused under the name of what was asked, and an answer passes", async () => {
    const asked = refusing("a.json", () => Promise.reject(thrown({ code: "not_json" })));
    await expect(asked).rejects.toBeInstanceOf(Refused);
    await expect(asked).rejects.toMatchObject({
      message: "no",
      problem: { subject: "a.json", code: "not_json" },
    });
    const rethrown = refusing("b", () => {
      throw thrown({ code: "too_large" });
    });
    await expect(rethrown).rejects.toMatchObject({ problem: { subject: "b", code: "too_large" } });
    expect(await refusing("a.json", () => 5)).toBe(5);
  });
});
