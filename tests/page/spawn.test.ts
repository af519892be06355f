// The two hosts that the messenger starts, against a worker and an engine that the test holds.

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { FromHost, ToHost } from "../../www/src/engine/protocol.ts";
import { spawnInPage, spawnWorker } from "../../www/src/engine/spawn.ts";
import { ENGINE_WORKER, SERVICE_WORKER, trusted } from "../../www/src/trusted.ts";

const heard: unknown[] = [];
const events = {
  message: (message: FromHost) => void heard.push(message),
  failed: (reason: string) => void heard.push(`failed: ${reason}`),
};
const call = { id: 1, call: { verb: "view" } } as unknown as ToHost;

beforeEach(() => {
  heard.length = 0;
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.doUnmock("../../www/src/engine/in-page.ts");
  vi.resetModules();
});

describe("a worker", () => {
  class FakeWorker {
    static last: FakeWorker;
    onmessage: ((event: { data: unknown }) => void) | null = null;
    onmessageerror: (() => void) | null = null;
    onerror: ((event: { message: string; preventDefault(): void }) => void) | null = null;
    readonly did: unknown[] = [];
    constructor(
      readonly url: string,
      readonly options: unknown,
    ) {
      FakeWorker.last = this;
    }
    postMessage(...sent: unknown[]) {
      this.did.push(sent);
    }
    terminate() {
      this.did.push("ended");
    }
  }

  test("is started from the build's address, hears, says, and ends", () => {
    vi.stubGlobal("Worker", FakeWorker);
    const port = spawnWorker(events);
    const worker = FakeWorker.last;
    expect([worker.url, worker.options]).toEqual([ENGINE_WORKER, { type: "module" }]);
    const { buffer } = new Uint8Array([1]);
    port.send(call, [buffer]);
    port.end();
    expect(worker.did).toEqual([[call, [buffer]], "ended"]);
    worker.onmessage?.({ data: { type: "ready" } });
    expect(heard).toEqual([{ type: "ready" }]);
  });

  test("that breaks says so, and the browser's console stays quiet", () => {
    vi.stubGlobal("Worker", FakeWorker);
    spawnWorker(events);
    const preventDefault = vi.fn();
    FakeWorker.last.onerror?.({ message: "gone", preventDefault });
    FakeWorker.last.onerror?.({ message: "", preventDefault });
    FakeWorker.last.onmessageerror?.();
    expect(heard).toEqual([
      "failed: gone",
      "failed: the worker did not start",
      "failed: a message of the worker could not be read",
    ]);
    expect(preventDefault).toHaveBeenCalledTimes(2);
  });
});

describe("on the page's own thread", () => {
  // A module that is fetched comes when it comes.
  const heardOf = (check: () => void) => vi.waitFor(check, { timeout: 20_000 });
  const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

  /** Stands in for the engine; what it is sent is kept, and the test says its answers. */
  function engine() {
    const received: ToHost[] = [];
    let say: (message: FromHost) => void = () => undefined;
    vi.doMock("../../www/src/engine/in-page.ts", () => ({
      inPage: (post: (message: FromHost) => void) => {
        say = post;
        return (message: ToHost) => void received.push(message);
      },
    }));
    return { received, say: (message: FromHost) => say(message) };
  }

  test("hears and says as a worker does", async () => {
    const { received, say } = engine();
    const port = spawnInPage(events);
    port.send(call, []);
    await heardOf(() => expect(received).toEqual([call]));
    say({ type: "ready" });
    expect(heard).toEqual([{ type: "ready" }]);
  });

  test("ended, it is neither heard nor told anything", async () => {
    const { received, say } = engine();
    const port = spawnInPage(events);
    port.send(call, []);
    await heardOf(() => expect(received).toHaveLength(1));
    port.end();
    say({ type: "ready" });
    port.send(call, []);
    await settled();
    expect([received.length, heard]).toEqual([1, []]);
  });

  test("an engine that cannot be fetched is a host that failed", async () => {
    vi.doMock("../../www/src/engine/in-page.ts", () => {
      throw new Error("offline");
    });
    const port = spawnInPage(events);
    port.send(call, []);
    await heardOf(() => expect(heard).toHaveLength(1));
    expect(heard[0]).toMatch(/^failed: .*Error/);
  });
});

describe("the one policy for scripts", () => {
  interface Rules {
    createScriptURL(url: string): string;
  }

  test("where the browser asks for none, an address is itself", () => {
    expect(trusted(ENGINE_WORKER)).toBe(ENGINE_WORKER);
  });

  test("is made once and allows the page's two workers alone", async () => {
    const made: string[] = [];
    vi.stubGlobal("trustedTypes", {
      createPolicy(name: string, rules: Rules) {
        made.push(name);
        return { createScriptURL: (url: string) => `trusted ${rules.createScriptURL(url)}` };
      },
    });
    const { trusted } = await import("../../www/src/trusted.ts");
    expect(trusted(ENGINE_WORKER)).toBe(`trusted ${ENGINE_WORKER}`);
    expect(trusted(SERVICE_WORKER)).toBe("trusted sw.js");
    const evil = () => trusted("https://evil.example/a.js" as typeof SERVICE_WORKER);
    expect(evil).toThrow(TypeError);
    expect(evil).toThrow("only the page's own two workers are allowed");
    expect(made).toEqual(["perpixel"]);
  });
});
