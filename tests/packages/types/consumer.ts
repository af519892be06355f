// Compiled, never run: right use that must compile and wrong use that must not.
import {
  type BreakEven,
  Catalog,
  type Code,
  type Comparison,
  compare,
  type Decimal,
  type Diff,
  type Estimate,
  format,
  isPerpixelError,
  type Job,
  load,
  PerpixelError,
  type Quote,
  type Route,
  type Source,
  toNumber,
  type UsageColumns,
  UsageMeter,
  type UsageReport,
  type Usd,
  type Workload,
} from "perpixel";
import infr from "perpixel/catalogs/infr.json" with { type: "json" };
import { load as loadInline } from "perpixel/inline";
import schema from "perpixel/schema/rate-card.json" with { type: "json" };
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

export async function scoped(bytes: Uint8Array): Promise<number> {
  using catalog = await load(bytes);
  using meter = catalog.meter();
  return meter.push(bytes);
}

export async function shipped(): Promise<[Catalog, string]> {
  return [await load(JSON.stringify(infr)), schema.$schema];
}

export function amounts(catalog: Catalog, typed: string): (string | number)[] {
  // A request takes text of any making; only an answer promises that it is an amount.
  const quote = catalog.quote({ model: "flux", count: 10, budget: typed });
  catalog.compare({}, { maxPrice: "0.05", minPrice: quote.cheapest?.price ?? "0" });
  const total: Usd | undefined = quote.cheapest?.total;
  if (total === undefined) return [];
  const text: string = total;
  const dearer: -1 | 0 | 1 = compare(total, "500");
  const sorted: Usd[] = [total].sort(compare);
  return [
    text,
    dearer,
    ...sorted,
    format(total),
    format(total, "de"),
    format(total, ["de", "en"]),
    toNumber(total),
  ];
}

export function codes(code: Code): string {
  switch (code) {
    case "freed":
    case "module_failed":
      return "load it again";
    default:
      return code;
  }
}

export function wrong(catalog: Catalog, typed: string): void {
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
  // @ts-expect-error an unknown price is null, and has to be told apart before it is written
  format(catalog.price({ model: "flux", provider: "fal" }).price);
  // @ts-expect-error not every text is an amount that the engine answered
  const made: Usd = typed;
  // @ts-expect-error amounts are text
  format(0.05);
  // @ts-expect-error amounts are text
  compare("0.05", 0.05);
  // @ts-expect-error a limit is text: a number would have lost its digits already
  catalog.compare({}, { maxPrice: 0.05 });
  // @ts-expect-error a share is no amount of money
  const fee: Usd | null = catalog.info().feeRate;
  // @ts-expect-error an amount of money is no share
  const share: Decimal | null = catalog.route({ model: "flux" }).fee;
  // @ts-expect-error an amount of money is no growth
  catalog.estimate({ lines: [], growth: catalog.quote({ model: "flux", count: 1 }).cheapest?.total ?? "0" });
  // @ts-expect-error there is no such unit
  catalog.compare({}, {}, { unit: "pixel" });
  // @ts-expect-error there is no such code
  if (caught("") === "freed" && codes("frozen")) return;
  // @ts-expect-error an error of the package is caught, not made
  new PerpixelError("freed", "no");
  void [fee, made, share];
}
