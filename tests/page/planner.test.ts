import { type Job, load } from "perpixel/inline";
import { describe, expect, test } from "vitest";
import { EngineClient, EngineFault } from "../../www/src/engine/client.ts";
import { Host, Refused } from "../../www/src/engine/host.ts";
import type {
  Around,
  Audited,
  Call,
  CostCurve,
  FromHost,
  Loaded,
  ToHost,
} from "../../www/src/engine/protocol.ts";
import type { PortEvents } from "../../www/src/engine/spawn.ts";
import { CATALOG_TEXT, oneCatalog } from "./support.ts";

const asOf = "2026-06-01";
const bytes = (text: string) => new TextEncoder().encode(text);
const file = { name: "infr.json", bytes: bytes(CATALOG_TEXT) };
const LOG = "model,provider,count\ngpt-image-2-medium,fal,2\ngpt-image-2-medium,fal,3\n";

async function loaded(): Promise<Host> {
  const host = new Host({ load });
  await host.load({ files: [file], asOf });
  return host;
}

describe("the host plans", () => {
  test("with the package's own answers", async () => {
    const host = await loaded();
    const api = await load({ name: file.name, data: file.bytes }, { asOf });
    const route = { model: "gpt-image-2-medium", job: {} };
    expect(await host.answer({ verb: "route", request: route })).toEqual(api.route(route));
    const workload = { lines: [{ model: "gpt-image-2-medium", count: 1000 }] };
    expect(await host.answer({ verb: "estimate", request: workload })).toEqual(api.estimate(workload));
    const machine = { machine: { usdPerMonth: "199" }, against: { usd: "0.04" } };
    expect(await host.answer({ verb: "breakEven", request: machine })).toMatchObject({ from: "4975" });
  });

  test("what stands around a route: other settings that change the price, and larger sizes that cost less", async () => {
    const host = await loaded();
    const api = await load({ name: file.name, data: file.bytes }, { asOf });
    const route = { job: {}, query: {} };
    const model = "flux-2-pro";
    const { neighbours, savings, direct } = (await host.answer({
      verb: "around",
      request: { route, model },
    })) as Around;
    const at = (job: Job) => api.quote({ model, job, count: 1 });
    expect(neighbours[0]).toMatchObject({ change: null, routed: { total: at({}).routed?.billed } });
    const sizes = neighbours.filter(({ change }) => change === "size");
    expect(sizes.length).toBeGreaterThan(1);
    for (const { job, routed, cheapest } of sizes) {
      const quote = at({ width: job.width, height: job.height });
      expect(routed?.total).toBe(quote.routed?.billed);
      expect(cheapest?.total).toBe(quote.cheapest?.total);
      expect(routed?.total).not.toBe(at({}).routed?.billed);
    }
    expect(direct).toBeNull();
    expect(savings).toEqual([]);
    // Where nobody may serve, whoever sells directly is named.
    const only = { ...route, model, policy: { only: ["nobody"] } };
    const around = (await host.answer({ verb: "around", request: { route: only, model } })) as Around;
    const [row] = api.compare({}, { models: [model] }).rows;
    expect(around.direct).toMatchObject({ model, price: row?.offers[row.cheapest ?? -1]?.price });
    expect(around.neighbours[0]?.routed).toBeNull();
  });

  test("costs over volumes are the quotes' own, to the last digit", async () => {
    const host = await loaded();
    const api = await load({ name: file.name, data: file.bytes }, { asOf });
    const counts = [1, 999, 1_000_000];
    const against = { model: "flux-2-pro", job: {} };
    const curve = (await host.answer({
      verb: "costCurve",
      request: {
        job: {},
        counts,
        models: [
          { model: "gpt-image-2-medium" },
          { model: "flux-2-pro", provider: "fal" },
          { model: "flux-2-pro", provider: "x" },
        ],
        selfHost: { machine: { usdPerMonth: "199", imagesPerHour: "1000" }, against },
      },
    })) as CostCurve;
    const cheapest = (count: number) => api.quote({ model: "gpt-image-2-medium", count }).cheapest;
    expect(curve.lines[0]).toMatchObject({
      provider: cheapest(1)?.provider,
      totals: counts.map((count) => cheapest(count)?.total),
    });
    const one = api.price({ model: "flux-2-pro", provider: "fal" });
    expect(curve.lines[1]).toMatchObject({ provider: "fal", status: one.status });
    expect(curve.lines[1]?.totals[0]).toBe(one.price);
    expect(curve.lines[2]).toMatchObject({ provider: "x", status: "unknown", totals: [null, null, null] });
    expect(curve.selfHosted?.totals.map((bounds) => bounds?.high)).toEqual(["199", "199", "398"]);
    const broken = api.breakEven({ machine: { usdPerMonth: "199" }, against });
    expect(curve.selfHosted?.from).toBe(broken.from);
    const models = new Array(5).fill({ model: "flux-2-pro" });
    const many = host.answer({ verb: "costCurve", request: { job: {}, counts, models } });
    await expect(many).rejects.toMatchObject({ problem: { code: "bad_request" } });
  });

  test("the audit, with where both figures stand", async () => {
    const host = await loaded();
    expect(await host.answer({ verb: "audit", request: null })).toEqual({ found: [], total: 0 });
    const card = {
      format: "perpixel/rate-card@1",
      date: "2026-06-01",
      models: [
        {
          id: "flux-2-pro",
          modes: ["t2i"],
          offers: [{ provider: "fal", url: "https://example.com/", charges: [{ unit: "image", usd: "3" }] }],
        },
      ],
    };
    const other = { name: "card.json", bytes: bytes(JSON.stringify(card)) };
    await host.load({ files: [file, other], asOf });
    const { found, total } = (await host.answer({ verb: "audit", request: null })) as Audited;
    expect([found.length, total]).toEqual([1, 1]);
    const { finding, places } = found[0] ?? { finding: null, places: [] };
    expect(finding).toMatchObject({ model: "flux-2-pro", provider: "fal", cause: "cents-and-dollars" });
    expect(places.map(({ source }) => source)).toEqual(finding?.sources);
    const [own, infr] = ["card.json", "infr.json"].map((name) =>
      places.find(({ source }) => source === name),
    );
    expect(own?.url).toBe("https://example.com/");
    expect(infr?.url).toMatch(/^https:/);
  });

  test("a refusal names its form and where", async () => {
    const asked = (await loaded()).answer({ verb: "estimate", request: { lines: [] } });
    await expect(asked).rejects.toBeInstanceOf(Refused);
    await expect(asked).rejects.toMatchObject({ problem: { subject: "workload", code: "bad_request" } });
  });

  test("reads a log in pieces that split anywhere, and the catalog may be replaced meanwhile", async () => {
    const host = await loaded();
    await host.answer({ verb: "usageBegin", request: { meter: 7, options: {} } });
    let rows: unknown;
    for (const byte of bytes(LOG)) {
      rows = await host.answer({ verb: "usagePush", request: { meter: 7, chunk: Uint8Array.of(byte) } });
    }
    expect(rows).toBe(2);
    await host.load({ files: [file], asOf });
    const report = await host.answer({ verb: "usageFinish", request: { meter: 7 } });
    expect(report).toEqual((await oneCatalog()).usage(LOG));
  });

  test("a meter that is finished, cancelled, refused or of another host is lost", async () => {
    const host = await loaded();
    const push = (meter: number, text: string): Call => ({
      verb: "usagePush",
      request: { meter, chunk: bytes(text) },
    });
    const lost = { problem: { subject: "log", code: "log_lost" } };
    await expect(host.answer(push(1, LOG))).rejects.toMatchObject(lost);
    await host.answer({ verb: "usageBegin", request: { meter: 2, options: {} } });
    await host.answer({ verb: "usageCancel", request: { meter: 2 } });
    await host.answer({ verb: "usageCancel", request: { meter: 2 } });
    await expect(host.answer(push(2, LOG))).rejects.toMatchObject(lost);
    await host.answer({ verb: "usageBegin", request: { meter: 3, options: {} } });
    await expect(host.answer(push(3, "a,b\n1,2\n"))).rejects.toMatchObject({
      problem: { code: "wrong_shape" },
    });
    await expect(host.answer(push(3, LOG))).rejects.toMatchObject(lost);
  });

  test("compares another file in the place of a loaded one, both ways", async () => {
    const host = await loaded();
    const newer = { name: "infr-new.json", bytes: bytes(CATALOG_TEXT.replaceAll(/\b0\.05\b/g, "0.06")) };
    const ask = (side: "newer" | "older", replaces: string | null) =>
      host.answer({ verb: "diff", request: { file: newer, replaces, side, request: {} } });
    const rose = await ask("newer", "infr.json");
    const fell = await ask("older", "infr.json");
    expect(rose).toMatchObject({ workload: null });
    const kinds = (diff: unknown) =>
      new Set((diff as { changes: { kind: string }[] }).changes.map(({ kind }) => kind));
    expect(kinds(rose)).toEqual(new Set(["rose"]));
    expect(kinds(fell)).toEqual(new Set(["fell"]));
    expect(await ask("newer", null)).toEqual(rose);
    const broken = { name: "page.json", bytes: bytes("<!doctype html>") };
    const asked = host.answer({
      verb: "diff",
      request: { file: broken, replaces: null, side: "newer", request: {} },
    });
    await expect(asked).rejects.toMatchObject({ problem: { subject: "page.json", code: "not_json" } });
  });
});

describe("the client", () => {
  interface Started {
    events: PortEvents;
    sent: ToHost[];
    transfers: Transferable[][];
  }
  async function client() {
    const hosts: Started[] = [];
    const engine = new EngineClient((events) => {
      const started: Started = { events, sent: [], transfers: [] };
      hosts.push(started);
      return {
        send: (message, transfer) => {
          started.sent.push(message as ToHost);
          started.transfers.push(transfer);
        },
        end: () => undefined,
      };
    });
    const at = (index: number) => {
      const found = hosts[index];
      if (!found) throw new Error(`host ${index} was never started`);
      const say = (message: Omit<FromHost, "id">) =>
        found.events.message({ id: found.sent.at(-1)?.id ?? 0, ...message } as FromHost);
      return { ...found, say, verbs: () => found.sent.map(({ call }) => call.verb) };
    };
    const loading = engine.load({ files: [file] });
    at(0).say({ type: "ready" });
    at(0).say({ type: "answer", answer: {} as Loaded } as FromHost);
    await loading;
    return { engine, at };
  }

  test("hands the bytes of a log over", async () => {
    const { engine, at } = await client();
    const chunk = bytes("abc");
    const pushing = engine.plan("usagePush", { meter: 1, chunk });
    expect(at(0).transfers).toEqual([[], [chunk.buffer]]);
    at(0).say({ type: "answer", answer: 5 } as unknown as FromHost);
    expect(await pushing).toBe(5);
  });

  test("never sends a piece twice: a host that dies with it takes the reading along", async () => {
    const { engine, at } = await client();
    const pushing = engine.plan("usagePush", { meter: 1, chunk: bytes("abc") });
    at(0).events.failed("gone");
    await expect(pushing).rejects.toBeInstanceOf(EngineFault);
    const routing = engine.plan("route", { model: "a" });
    at(1).say({ type: "ready" });
    at(1).say({ type: "answer", answer: {} as Loaded } as FromHost);
    expect(at(1).verbs()).toEqual(["load", "route"]);
    at(1).say({ type: "answer", answer: "routed" } as unknown as FromHost);
    expect(await routing).toBe("routed");
  });

  test("asks anything else once more on a fresh host, with the catalogs before it", async () => {
    const { engine, at } = await client();
    const asked = engine.plan("estimate", { lines: [] });
    at(0).events.failed("gone");
    at(1).say({ type: "ready" });
    at(1).say({ type: "answer", answer: {} as Loaded } as FromHost);
    expect(at(1).verbs()).toEqual(["load", "estimate"]);
    at(1).say({ type: "answer", answer: "estimated" } as unknown as FromHost);
    expect(await asked).toBe("estimated");
  });
});
