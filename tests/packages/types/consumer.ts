// Compiled, never run: right use that must compile and wrong use that must not.
import {
  type BreakEven,
  Catalog,
  type Comparison,
  type Diff,
  type Estimate,
  isPerpixelError,
  type Job,
  load,
  PerpixelError,
  type Quote,
  type Route,
  type Source,
  type UsageColumns,
  UsageMeter,
  type UsageReport,
  type Workload,
} from "perpixel";
import { load as loadInline } from "perpixel/inline";
import { load as loadWeb } from "perpixel/web";

export async function right(bytes: Uint8Array, response: Response): Promise<string | null> {
  const sources: Source[] = [
    "{}",
    bytes,
    response,
    new URL("https://example.com/catalog.json"),
    { name: "mine", data: bytes },
  ];
  const catalog: Catalog = await load(sources, { asOf: "2026-05-24" });
  const job: Job = { mode: "t2i", width: 1024, height: 1024 };
  const table: Comparison = catalog.compare(job, { sort: "elo", weights: ["open"] });
  const first = table.rows[0]?.cheapest;
  const route: Route = catalog.route({ model: "flux", job });
  const quote: Quote = catalog.quote({ model: "flux", count: 10 });
  const price: string | null = catalog.price({ model: "flux", provider: "fal" }).price;
  const same: (typeof load)[] = [loadInline, loadWeb];
  catalog[Symbol.dispose]();
  catalog.free();
  return [first, same, quote.cheapest?.total, price].length > 0 ? route.billed : null;
}

export function plans(catalog: Catalog, newer: Catalog): (string | null | undefined)[] {
  const workload: Workload = {
    lines: [
      { name: "drafts", query: { minElo: 1200, maxPrice: "0.05" }, share: "0.8" },
      {
        model: "flux",
        provider: "fal",
        job: { quality: "high" },
        share: "0.2",
        batchShare: "0.5",
        route: true,
      },
    ],
    count: 10_000,
    months: 12,
    growth: "0.05",
    rail: { share: "0.029", fixed: "0.3" },
    alternatives: [{ name: "all at fal", provider: "fal" }],
  };
  const estimate: Estimate = catalog.estimate(workload);
  const saved: string | null = estimate.alternatives[0]?.saves ?? estimate.cheapest.saves;
  const own: BreakEven = catalog.breakEven({
    machine: { usdPerHour: "0.59 to 0.79", imagesPerHour: "1500", utilisation: "0.4" },
    labour: { usdPerHour: "75 to 150", monthlyHours: 4 },
    against: { model: "flux" },
    count: 50_000,
  });
  const diff: Diff = catalog.diff(newer, { workload, maxRise: "0.05" });
  const rose: boolean | undefined = diff.workload?.exceeds ?? diff.changes[0]?.exceeds;
  const route: Route = catalog.route({
    query: { minElo: 1200, vendors: ["BFL"] },
    policy: { tiers: [["fal"], ["replicate"]], order: "weighted" },
    failures: [{ provider: "fal", rate: "0.02", billed: "not-billed" }],
  });
  return [
    estimate.total,
    saved,
    own.from,
    String(rose),
    route.expected?.perDelivered,
    route.binding?.[0]?.saves,
  ];
}

export function meters(catalog: Catalog, piece: Uint8Array): UsageReport[] {
  const columns: UsageColumns = {
    kinds: [{ model: "flux", provider: "fal", job: { width: 512, height: 512 }, date: "2026-05-02" }],
    kind: new Uint32Array(3),
    count: Uint32Array.of(1, 2, 3),
  };
  const meter: UsageMeter = catalog.meter({ columns: { model: "endpoint_id" }, withoutProvider: "routed" });
  const rows: number = meter.push(piece);
  const streamed = meter.finish();
  meter[Symbol.dispose]();
  meter.free();
  const whole = [
    catalog.usage("model\nflux\n"),
    catalog.usage(piece, { maxListed: rows }),
    catalog.usage(columns),
  ];
  return [streamed, ...whole];
}

export function caught(error: unknown): string | undefined {
  if (error instanceof PerpixelError) return error.code;
  if (isPerpixelError(error)) return error.path ?? error.help;
  return undefined;
}

export function wrong(catalog: Catalog): void {
  // @ts-expect-error a source is text, bytes, an address or a response
  load(1);
  // @ts-expect-error a catalog comes from load
  new Catalog();
  // @ts-expect-error money is text: it is never computed with in JavaScript
  catalog.route({ model: "flux" }).billed * 2;
  // @ts-expect-error there is no such mode
  catalog.compare({ mode: "text" });
  // @ts-expect-error a quote is for a number of images
  catalog.quote({ model: "flux" });
  // @ts-expect-error there is no such order
  catalog.models({ sort: "beauty" });
  // @ts-expect-error a meter comes from a catalog
  new UsageMeter();
  // @ts-expect-error a meter takes bytes
  catalog.meter().push("model\nflux\n");
  // @ts-expect-error a workload has lines
  catalog.estimate({ count: 10 });
  // @ts-expect-error shares are text: they are never computed with in JavaScript
  catalog.estimate({ lines: [{ model: "flux", share: 0.5 }] });
  // @ts-expect-error the tolerated rise is a share as text
  catalog.diff(catalog, { maxRise: 0.05 });
  // @ts-expect-error what is compared is a catalog
  catalog.diff("{}");
  // @ts-expect-error self-hosting needs a machine
  catalog.breakEven({ count: 10 });
  // @ts-expect-error places are 32 bits wide
  catalog.usage({ kinds: [{ model: "flux" }], kind: [0, 0] });
  // @ts-expect-error there is no such way
  catalog.usage("model\nflux\n", { withoutProvider: "free" });
}
