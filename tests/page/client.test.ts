import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { EngineClient, EngineFault, EngineRefusal, Superseded } from "../../www/src/engine/client.ts";
import type { FromHost, Loaded, ToHost, ViewAnswer, ViewRequest } from "../../www/src/engine/protocol.ts";
import type { PortEvents, Spawn } from "../../www/src/engine/spawn.ts";

const WATCHDOG_MS = 5000;
const START_MS = 30_000;

/** One host whose answers the test gives by hand. */
class FakeHost {
  readonly received: ToHost[] = [];
  ended = false;
  constructor(readonly events: PortEvents) {}

  say(message: FromHost) {
    this.events.message(message);
  }
  ready() {
    this.say({ type: "ready" });
    return this;
  }
  get last(): ToHost {
    const message = this.received.at(-1);
    if (!message) throw new Error("nothing was sent");
    return message;
  }
  answer(value: unknown) {
    this.say({ type: "answer", id: this.last.id, answer: value as ViewAnswer });
  }
}

let hosts: FakeHost[] = [];
const spawn: Spawn = (events) => {
  const host = new FakeHost(events);
  hosts.push(host);
  return {
    send: (message) => void host.received.push(message as ToHost),
    end: () => {
      host.ended = true;
    },
  };
};
function host(at: number): FakeHost {
  const found = hosts[at];
  if (!found) throw new Error(`host ${at} was never started`);
  return found;
}

const files = [{ name: "a.json", bytes: new Uint8Array([1]) }];
const view = (count: number): ViewRequest => ({
  job: {},
  query: {},
  count,
  terms: { minElo: null, within: null, use: "any" },
  budget: null,
  model: null,
  open: [],
  window: null,
});
const verbs = (at: number) => host(at).received.map(({ call }) => call.verb);

beforeEach(() => {
  vi.useFakeTimers();
  hosts = [];
});
afterEach(() => {
  vi.useRealTimers();
});

/** A client whose first host has loaded a catalog. */
async function loaded(): Promise<EngineClient> {
  const client = new EngineClient(spawn);
  const loading = client.load({ files });
  host(0)
    .ready()
    .answer({ info: "first" } as unknown as Loaded);
  await loading;
  return client;
}

test("calls are answered, one at a time", async () => {
  const client = await loaded();
  const first = client.view(view(1));
  expect(verbs(0)).toEqual(["load", "view"]);
  host(0).answer("one");
  expect(await first).toBe("one");
});

test("a refusal is an error with its problem, and the host stays", async () => {
  const client = await loaded();
  const asked = client.view(view(1));
  const problem = { subject: "job", code: "bad_request", message: "no" };
  host(0).say({ type: "refusal", id: host(0).last.id, problem });
  await expect(asked).rejects.toEqual(new EngineRefusal(problem));
  expect(host(0).ended).toBe(false);
  expect(hosts).toHaveLength(1);
});

describe("the latest view wins", () => {
  test("older ones are rejected at once, and those that wait are never sent", async () => {
    const client = await loaded();
    const asked = [client.view(view(1)), client.view(view(2)), client.view(view(3))];
    await expect(asked[0]).rejects.toBeInstanceOf(Superseded);
    await expect(asked[1]).rejects.toBeInstanceOf(Superseded);
    expect(verbs(0)).toEqual(["load", "view"]);
    host(0).answer("stale");
    expect(host(0).last.call).toMatchObject({ request: { count: 3 } });
    host(0).answer("three");
    expect(await asked[2]).toBe("three");
  });

  test("an answer to another call is not taken", async () => {
    const client = await loaded();
    const asked = client.view(view(1));
    host(0).say({ type: "answer", id: 999, answer: "other" as unknown as ViewAnswer });
    host(0).answer("mine");
    expect(await asked).toBe("mine");
  });
});

describe("the latest load wins", () => {
  test("one that still waits is never sent, and one that runs is finished", async () => {
    const client = await loaded();
    const runs = client.load({ files, creditPrices: { a: "1" } });
    const waits = client.load({ files, creditPrices: { a: "2" } });
    const last = client.load({ files, creditPrices: { a: "3" } });
    await expect(waits).rejects.toBeInstanceOf(Superseded);
    host(0).answer("one");
    expect(await runs).toBe("one");
    expect(host(0).last.call).toEqual({ verb: "load", request: { files, creditPrices: { a: "3" } } });
    host(0).answer("three");
    expect(await last).toBe("three");
    expect(verbs(0)).toEqual(["load", "load", "load"]);
  });

  test("a view asked after it is answered from it, also by a fresh host", async () => {
    const client = await loaded();
    const loading = client.load({ files, creditPrices: { a: "1" } });
    host(0).answer("priced");
    await loading;
    const asked = client.view(view(7));
    host(0).events.failed("gone");
    host(1).ready();
    expect(host(1).last.call).toEqual({ verb: "load", request: { files, creditPrices: { a: "1" } } });
    host(1).answer("priced again");
    host(1).answer("seven");
    expect(await asked).toBe("seven");
  });
});

describe("a host that fails is replaced once", () => {
  const failures: [string, (at: number) => void][] = [
    ["throws", (at) => host(at).say({ type: "fault", id: host(at).last.id, message: "unreachable" })],
    ["dies", (at) => host(at).events.failed("gone")],
    ["falls silent", () => vi.advanceTimersByTime(WATCHDOG_MS)],
  ];

  test.each(failures)("that %s: the catalogs are loaded again and the call is answered", async (_, fail) => {
    const client = await loaded();
    const asked = client.view(view(7));
    fail(0);
    expect(host(0).ended).toBe(true);
    host(1).ready();
    expect(host(1).last.call).toEqual({ verb: "load", request: { files } });
    host(1).answer("loaded again");
    expect(host(1).last.call).toMatchObject({ verb: "view", request: { count: 7 } });
    host(1).answer("seven");
    expect(await asked).toBe("seven");
  });

  test.each(failures)("that %s twice: the call fails, and the next one starts afresh", async (_, fail) => {
    const client = await loaded();
    const asked = client.view(view(7));
    const settled = expect(asked).rejects.toBeInstanceOf(EngineFault);
    fail(0);
    host(1).ready().answer("loaded again");
    fail(1);
    await settled;
    expect(host(1).ended).toBe(true);

    const again = client.view(view(8));
    host(2).ready();
    expect(verbs(2)).toEqual(["load"]);
    host(2).answer("loaded a third time");
    host(2).answer("eight");
    expect(await again).toBe("eight");
  });

  test("a load that fails is retried with its own catalogs", async () => {
    const client = await loaded();
    const other = [{ name: "b.json", bytes: new Uint8Array([2]) }];
    const loading = client.load({ files: other });
    host(0).events.failed("gone");
    host(1).ready();
    expect(host(1).last.call).toEqual({ verb: "load", request: { files: other } });
    host(1).answer("loaded");
    expect(await loading).toBe("loaded");
  });

  test("a refused catalog does not replace the last good one", async () => {
    const client = await loaded();
    const refused = client.load({ files: [{ name: "bad", bytes: new Uint8Array() }] });
    const problem = { subject: "bad", code: "not_json", message: "no" };
    host(0).say({ type: "refusal", id: host(0).last.id, problem });
    await expect(refused).rejects.toBeInstanceOf(EngineRefusal);
    const asked = client.view(view(1));
    host(0).events.failed("gone");
    host(1).ready();
    expect(host(1).last.call).toEqual({ verb: "load", request: { files } });
    host(1).answer("loaded again");
    host(1).answer("one");
    expect(await asked).toBe("one");
  });

  test("nobody waits for a superseded view any more, so it is not retried", async () => {
    const client = await loaded();
    const first = client.view(view(1));
    const second = client.view(view(2));
    await expect(first).rejects.toBeInstanceOf(Superseded);
    host(0).events.failed("gone");
    host(1).ready().answer("loaded again");
    expect(host(1).last.call).toMatchObject({ request: { count: 2 } });
    host(1).answer("two");
    expect(await second).toBe("two");
  });

  test("messages of an ended host are not heard", async () => {
    const client = await loaded();
    const asked = client.view(view(1));
    host(0).events.failed("gone");
    host(1).ready().answer("loaded again");
    host(0).say({ type: "answer", id: host(1).last.id, answer: "a ghost" as unknown as ViewAnswer });
    host(0).events.failed("again");
    host(1).answer("one");
    expect(await asked).toBe("one");
    expect(hosts).toHaveLength(2);
  });
});

describe("the watchdog", () => {
  test("is held off by beats, because a slow network is no stuck engine", async () => {
    const client = await loaded();
    const asked = client.view(view(1));
    for (let second = 0; second < 20; second += 1) {
      vi.advanceTimersByTime(1000);
      host(0).say({ type: "beat", id: host(0).last.id });
    }
    expect(host(0).ended).toBe(false);
    host(0).answer("late");
    expect(await asked).toBe("late");
  });

  test("gives a starting host longer", async () => {
    const client = new EngineClient(spawn);
    const loading = client.load({ files });
    vi.advanceTimersByTime(START_MS - 1);
    expect(hosts).toHaveLength(1);
    host(0).ready().answer("loaded");
    expect(await loading).toBe("loaded");
  });

  test("gives large catalogs longer, while they are read and whenever they are asked about", async () => {
    const client = new EngineClient(spawn, { watchdogMs: WATCHDOG_MS });
    const large = [{ name: "large.json", bytes: new Uint8Array(10_000_000) }];
    const loading = client.load({ files: large });
    host(0).ready();
    vi.advanceTimersByTime(WATCHDOG_MS + 9000);
    host(0).answer("loaded");
    await loading;
    const asked = client.view(view(1));
    vi.advanceTimersByTime(WATCHDOG_MS + 9000);
    expect(host(0).ended).toBe(false);
    host(0).answer("late");
    expect(await asked).toBe("late");
    void client.view(view(2)).catch(() => undefined);
    vi.advanceTimersByTime(WATCHDOG_MS + 10_000);
    expect(host(0).ended).toBe(true);
  });

  test("does not run between calls", async () => {
    await loaded();
    vi.advanceTimersByTime(1_000_000);
    expect(host(0).ended).toBe(false);
  });
});

describe("without a worker", () => {
  const refusing: Spawn = () => {
    throw new Error("no workers here");
  };

  test("the fallback serves", async () => {
    const client = new EngineClient(refusing, { fallback: spawn });
    const loading = client.load({ files });
    await vi.advanceTimersByTimeAsync(0);
    host(0).ready().answer("loaded");
    expect(await loading).toBe("loaded");
  });

  test("one that never becomes ready is replaced by the fallback", async () => {
    const dead: Spawn = (events) => {
      queueMicrotask(() => events.failed("the worker did not start"));
      return { send: () => undefined, end: () => undefined };
    };
    const client = new EngineClient(dead, { fallback: spawn });
    const loading = client.load({ files });
    await vi.advanceTimersByTimeAsync(0);
    host(0).ready().answer("loaded");
    expect(await loading).toBe("loaded");
  });

  test("and without a fallback the call fails", async () => {
    const client = new EngineClient(refusing);
    const settled = expect(client.load({ files })).rejects.toBeInstanceOf(EngineFault);
    await vi.advanceTimersByTimeAsync(0);
    await settled;
  });
});

test("ending rejects what is under way", async () => {
  const client = await loaded();
  const asked = client.view(view(1));
  client.end();
  await expect(asked).rejects.toBeInstanceOf(Superseded);
  expect(host(0).ended).toBe(true);
});
