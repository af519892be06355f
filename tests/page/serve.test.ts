// What a host says behind its port, against an engine that the test holds: beats while it works, then one answer.

import type { Catalog } from "perpixel";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Host } from "../../www/src/engine/host.ts";
import type { FromHost, ToHost } from "../../www/src/engine/protocol.ts";
import type { Engine } from "../../www/src/engine/ready.ts";
import { BEAT_MS, serve } from "../../www/src/engine/serve.ts";

let said: FromHost[] = [];
const post = (message: FromHost) => void said.push(message);
const load = (id: number): ToHost => ({
  id,
  call: { verb: "load", request: { files: [{ name: "a.json", bytes: new Uint8Array([1]) }] } },
});

beforeEach(() => {
  vi.useFakeTimers();
  said = [];
});
afterEach(() => void vi.useRealTimers());

/** An engine whose one answer the test gives. */
function held() {
  let settle: { resolve(catalog: Catalog): void; reject(error: unknown): void } | undefined;
  let heard: () => void = () => undefined;
  /** What reads documents is fetched first, which takes a time that no timer of the test tells. */
  const asked = new Promise<void>((resolve) => {
    heard = resolve;
  });
  const engine: Engine = {
    load: () =>
      new Promise((resolve, reject) => {
        settle = { resolve, reject };
        heard();
      }),
  };
  return { engine, asked, reject: (error: unknown) => settle?.reject(error) };
}

test("it is ready at once, and beats each second while a call waits", async () => {
  const { engine, asked, reject } = held();
  const handle = serve(engine, post);
  expect(said).toEqual([{ type: "ready" }]);
  const done = handle(load(7));
  await asked;
  await vi.advanceTimersByTimeAsync(BEAT_MS - 1);
  expect(said).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(2 * BEAT_MS);
  expect(said.slice(1)).toEqual([
    { type: "beat", id: 7 },
    { type: "beat", id: 7 },
  ]);
  reject(new Error("unreachable"));
  await done;
  expect(said.at(-1)).toEqual({ type: "fault", id: 7, message: "unreachable" });
  const before = said.length;
  await vi.advanceTimersByTimeAsync(10 * BEAT_MS);
  expect(said).toHaveLength(before);
  expect(vi.getTimerCount()).toBe(0);
});

test("a call that waits for more than a minute stops beating, so that the page gives it up", async () => {
  const { engine } = held();
  void serve(engine, post)(load(1));
  await vi.advanceTimersByTimeAsync(200 * BEAT_MS);
  expect(said.filter(({ type }) => type === "beat")).toHaveLength(60);
  expect(vi.getTimerCount()).toBe(0);
});

test("an answer carries the number of its call and what the host says", async () => {
  const answers = vi.spyOn(Host.prototype, "answer").mockResolvedValue("loaded" as never);
  await serve(held().engine, post)(load(9));
  expect(said).toEqual([{ type: "ready" }, { type: "answer", id: 9, answer: "loaded" }]);
  expect(answers).toHaveBeenCalledWith(load(9).call);
  answers.mockRestore();
});

test("a refusal carries its problem, a fault its words", async () => {
  const refused = Object.assign(new Error("no"), { name: "PerpixelError", code: "not_json" });
  await serve({ load: () => Promise.reject(refused) }, post)(load(1));
  expect(said.at(-1)).toEqual({
    type: "refusal",
    id: 1,
    problem: { subject: "a.json", code: "not_json", message: "no" },
  });
  await serve({ load: () => Promise.reject("a text") }, post)(load(2));
  expect(said.at(-1)).toEqual({ type: "fault", id: 2, message: "a text" });
});
