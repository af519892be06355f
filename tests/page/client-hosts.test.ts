// The messenger's hosts: what each is sent and lent, how long it may be silent, and what becomes of calls whose host is
// gone. `client.test.ts` has the calls themselves.

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { EngineClient, EngineFault, EngineRefusal, Superseded } from "../../www/src/engine/client.ts";
import type { FromHost, ToHost, ViewRequest } from "../../www/src/engine/protocol.ts";
import type { PortEvents, Spawn } from "../../www/src/engine/spawn.ts";

interface Host {
  kind: string;
  events: PortEvents;
  received: ToHost[];
  lent: Transferable[][];
  ended: boolean;
}

let hosts: Host[] = [];
const spawning =
  (kind: string): Spawn =>
  (events) => {
    const host: Host = { kind, events, received: [], lent: [], ended: false };
    hosts.push(host);
    return {
      send: (message, transfer) => {
        host.received.push(message as ToHost);
        host.lent.push(transfer);
      },
      end: () => {
        host.ended = true;
      },
    };
  };
const worker = spawning("worker");

function at(place: number): Host {
  const host = hosts[place];
  if (!host) throw new Error(`host ${place} was never started`);
  return host;
}
function say(place: number, message: object) {
  at(place).events.message({ id: at(place).received.at(-1)?.id, ...message } as FromHost);
}
const answer = (place: number, value: unknown) => say(place, { type: "answer", answer: value });
const verbs = (place: number) => at(place).received.map(({ call }) => call.verb);

const files = [{ name: "a.json", bytes: new Uint8Array([1]) }];
const view = { count: 1 } as ViewRequest;
const chunk = () => new Uint8Array([1, 2, 3]);

beforeEach(() => {
  vi.useFakeTimers();
  hosts = [];
});
afterEach(() => void vi.useRealTimers());

async function loaded(client = new EngineClient(worker)): Promise<EngineClient> {
  const loading = client.load({ files });
  say(0, { type: "ready" });
  answer(0, "loaded");
  await loading;
  return client;
}

/** How a call ended, for calls that nobody waits for in the test. */
function outcome(call: Promise<unknown>): { said?: unknown } {
  const ended: { said?: unknown } = {};
  call.then(
    (value) => Object.assign(ended, { said: value }),
    (error: unknown) => Object.assign(ended, { said: error }),
  );
  return ended;
}

describe("what a host is sent", () => {
  test("calls have numbers of their own, and a piece of a log is lent", async () => {
    const client = await loaded();
    const piece = chunk();
    const pushed = client.plan("usagePush", { meter: 1, chunk: piece });
    expect(at(0).received.map(({ id }) => id)).toEqual([1, 2]);
    expect(at(0).received[1]).toEqual({
      id: 2,
      call: { verb: "usagePush", request: { meter: 1, chunk: piece } },
    });
    expect(at(0).lent).toEqual([[], [piece.buffer]]);
    answer(0, "counted");
    expect(await pushed).toBe("counted");
  });

  test("questions of the forms wait for their turn, and none takes another's place", async () => {
    const client = await loaded();
    const first = client.plan("route", { model: "a" } as never);
    const second = client.plan("route", { model: "b" } as never);
    const shown = client.view(view);
    expect(verbs(0)).toEqual(["load", "route"]);
    answer(0, "one");
    answer(0, "two");
    answer(0, "three");
    expect([await first, await second, await shown]).toEqual(["one", "two", "three"]);
    expect(verbs(0)).toEqual(["load", "route", "route", "view"]);
  });

  test("a view leaves a load alone, and a load a view", async () => {
    const client = await loaded();
    const loading = client.load({ files });
    const shown = client.view(view);
    const again = client.load({ files });
    answer(0, "one");
    answer(0, "two");
    answer(0, "three");
    expect([await loading, await shown, await again]).toEqual(["one", "two", "three"]);
  });

  test("an answer that nobody waits for is not heard", async () => {
    const client = await loaded();
    answer(0, "again");
    const shown = client.view(view);
    answer(0, "mine");
    expect(await shown).toBe("mine");
  });
});

describe("how long a host may be silent", () => {
  const silentFor = async (ms: number) => {
    vi.advanceTimersByTime(ms - 1);
    expect(at(0).ended).toBe(false);
    vi.advanceTimersByTime(1);
    expect(at(0).ended).toBe(true);
  };

  test("half a minute to start, five seconds from then on", async () => {
    outcome(new EngineClient(worker).load({ files }));
    await silentFor(30_000);
    hosts = [];
    const client = await loaded();
    outcome(client.view(view));
    await silentFor(5000);
  });

  test("the time begins anew once it is ready, and with each beat of this call", async () => {
    outcome(new EngineClient(worker).load({ files }));
    vi.advanceTimersByTime(29_000);
    say(0, { type: "ready" });
    vi.advanceTimersByTime(4000);
    say(0, { type: "beat" });
    vi.advanceTimersByTime(4000);
    say(0, { type: "beat", id: 99 });
    await silentFor(1000);
  });

  test("as the page wants it", async () => {
    const client = new EngineClient(worker, { watchdogMs: 100, startMs: 300 });
    outcome(client.load({ files }));
    await silentFor(300);
    hosts = [];
    const ready = await loaded(new EngineClient(worker, { watchdogMs: 100 }));
    outcome(ready.view(view));
    await silentFor(100);
  });

  test("a second longer for each megabyte of one's own catalogs", async () => {
    const client = await loaded();
    const own = [
      { name: "a", bytes: new Uint8Array(1_500_000) },
      { name: "b", bytes: new Uint8Array(500_400) },
    ];
    outcome(client.load({ files, own }));
    await silentFor(7000);
    hosts = [];
    const other = await loaded();
    const call = outcome(other.plan("diff", { own } as never));
    await silentFor(5000);
    expect(call).toEqual({});
  });

  test("is said in seconds", async () => {
    const client = await loaded(new EngineClient(worker, { watchdogMs: 1500 }));
    const pushed = outcome(client.plan("usagePush", { meter: 1, chunk: chunk() }));
    await vi.advanceTimersByTimeAsync(1500);
    expect(pushed.said).toEqual(new EngineFault("the engine gave no answer for 1.5 s"));
    const own = [{ name: "a", bytes: new Uint8Array(2_000_000) }];
    const large = outcome(client.load({ files, own }));
    say(1, { type: "ready" });
    await vi.advanceTimersByTimeAsync(3500);
    say(2, { type: "ready" });
    await vi.advanceTimersByTimeAsync(3500);
    expect(large.said).toEqual(new EngineFault("the engine gave no answer for 3.5 s"));
  });

  test("no clock runs once a call has its answer, a host is ready with nothing to do, or all is ended", async () => {
    const client = await loaded();
    expect(vi.getTimerCount()).toBe(0);
    say(0, { type: "ready" });
    expect(vi.getTimerCount()).toBe(0);
    outcome(client.view(view));
    expect(vi.getTimerCount()).toBe(1);
    client.end();
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("a call whose host is gone", () => {
  test.each(["usagePush", "usageFinish"] as const)(
    "%s is not tried again: its log is gone too",
    async (verb) => {
      const client = await loaded();
      const call = outcome(client.plan(verb, { chunk: chunk() } as never));
      at(0).events.failed("gone");
      await vi.advanceTimersByTimeAsync(0);
      expect(call.said).toBeInstanceOf(EngineFault);
      expect(call.said).toEqual(new EngineFault("gone"));
      expect(hosts).toHaveLength(1);
    },
  );

  test("usageBegin is tried again, after the catalogs", async () => {
    const client = await loaded();
    const call = client.plan("usageBegin", {} as never);
    at(0).events.failed("gone");
    expect(verbs(1)).toEqual(["load"]);
    say(1, { type: "ready" });
    answer(1, "loaded");
    answer(1, "begun");
    expect(await call).toBe("begun");
  });

  test("fails with the reason where its catalogs are refused now; those that wait are answered all the same", async () => {
    const client = await loaded();
    const lost = outcome(client.plan("route", {} as never));
    const waits = client.plan("diff", {} as never);
    at(0).events.failed("gone");
    say(1, { type: "refusal", problem: { subject: "a.json", code: "not_json", message: "no" } });
    await vi.advanceTimersByTimeAsync(0);
    expect(lost.said).toEqual(new EngineFault("no"));
    expect(lost.said).not.toBeInstanceOf(EngineRefusal);
    answer(1, "different");
    expect(await waits).toBe("different");
    expect(verbs(1)).toEqual(["load", "diff"]);
  });

  test("fails with the reason where the fresh host breaks over the catalogs", async () => {
    const client = await loaded();
    const lost = outcome(client.view(view));
    at(0).events.failed("gone");
    say(1, { type: "fault", message: "broken again" });
    await vi.advanceTimersByTimeAsync(0);
    expect(lost.said).toEqual(new EngineFault("broken again"));
    expect([hosts.length, at(1).ended]).toEqual([2, true]);
  });

  test("before any catalog was loaded there is nothing to load again", async () => {
    const client = new EngineClient(worker);
    const call = client.plan("diff", {} as never);
    at(0).events.failed("gone");
    expect(verbs(1)).toEqual(["diff"]);
    answer(1, "different");
    expect(await call).toBe("different");
  });

  test("a host that dies with nothing to do is replaced by the next call", async () => {
    const client = await loaded();
    at(0).events.failed("gone");
    expect([hosts.length, at(0).ended]).toEqual([1, true]);
    const shown = client.view(view);
    expect(verbs(1)).toEqual(["load"]);
    answer(1, "loaded");
    answer(1, "shown");
    expect(await shown).toBe("shown");
  });

  test("a fresh host has its time to start again", async () => {
    const client = await loaded();
    outcome(client.view(view));
    at(0).events.failed("gone");
    vi.advanceTimersByTime(29_999);
    expect(at(1).ended).toBe(false);
  });
});

describe("the fallback", () => {
  test("takes the place of a host that never was ready, and of no other", async () => {
    const client = await loaded(new EngineClient(worker, { fallback: spawning("page") }));
    const shown = client.view(view);
    at(0).events.failed("gone");
    expect(at(1).kind).toBe("worker");
    say(1, { type: "ready" });
    answer(1, "loaded");
    answer(1, "shown");
    expect(await shown).toBe("shown");
    const again = client.view(view);
    at(1).events.failed("gone");
    expect(at(2).kind).toBe("worker");
    at(2).events.failed("never ready");
    await expect(again).rejects.toEqual(new EngineFault("never ready"));
    const last = client.view(view);
    expect(at(3).kind).toBe("page");
    answer(3, "loaded");
    answer(3, "shown");
    expect(await last).toBe("shown");
  });

  test("where no host can be started at all, the reason is told", async () => {
    const none: Spawn = () => {
      throw new Error("no workers here");
    };
    const call = outcome(new EngineClient(none).load({ files }));
    await vi.advanceTimersByTimeAsync(0);
    expect(call.said).toEqual(new EngineFault("Error: no workers here"));
  });
});

test("ended, every call is told, the running and the waiting, and the host is gone", async () => {
  const client = await loaded();
  const calls = [client.view(view), client.plan("route", {} as never)].map(outcome);
  client.end();
  await vi.advanceTimersByTimeAsync(0);
  for (const { said } of calls) expect(said).toBeInstanceOf(Superseded);
  expect(at(0).ended).toBe(true);
  const shown = outcome(client.view(view));
  expect(verbs(1)).toEqual(["load"]);
  answer(1, "loaded");
  answer(1, "shown");
  await vi.advanceTimersByTimeAsync(0);
  expect(shown.said).toBe("shown");
});

test("the errors say what they are", () => {
  expect(new Superseded().message).toBe("superseded");
  const refusal = new EngineRefusal({ subject: "a", code: "not_json", message: "no" });
  expect([refusal.message, refusal.problem.code]).toEqual(["no", "not_json"]);
});
