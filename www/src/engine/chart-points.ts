// What the charts draw: every row that the filters leave, as one point without its offers, and one model's offers over
// sizes. Figures are the engine's; here they are only chosen and put side by side.

import type { Catalog, Job, JobAnswer, Per, Query, Size, Status, Usd } from "perpixel";

export interface PricePoint {
  id: string;
  name: string;
  elo: number | null;
  /** No other row is both at least as good and at least as cheap. */
  pareto: boolean;
  /** Of the cheapest offer; `null` where none has a price. */
  provider: string | null;
  status: Status | null;
  price: Usd | null;
  per: Per | null;
}

export interface ChartPoints {
  job: JobAnswer;
  points: PricePoint[];
}

/** One offer's price at one size. */
export interface SweptPrice {
  status: Status;
  price: Usd | null;
}

export interface SweptOffer {
  provider: string;
  /** Tells offers of one provider apart. */
  variant: string | null;
  /** The name of the source that states it. */
  source: string | null;
  /** One for each size. */
  prices: (SweptPrice | null)[];
}

export interface SizeSweep {
  job: JobAnswer;
  per: Per;
  sizes: Size[];
  offers: SweptOffer[];
  /** From the size at this place on, another provider is the cheapest. */
  flips: { at: number; before: string; after: string }[];
  /** Sizes, by their places, that cost less than a smaller one at the same provider. */
  hints: { at: number; instead: number; provider: string; saves: Usd; percent: string }[];
}

export interface ChartPlans {
  chartPoints: { request: { job: Job; query: Query }; answer: ChartPoints };
  /** Of one model; of the query, only what it says of offers plays a part. */
  sizeSweep: { request: { model: string; job: Job; query: Query }; answer: SizeSweep };
}

export type ChartCall = {
  [V in keyof ChartPlans]: { verb: V; request: ChartPlans[V]["request"] };
}[keyof ChartPlans];

const FINE = 128;
const COARSE = 256;
/** Edges of the squares that are priced: fine where most images are made, coarse above. */
export const EDGES: readonly number[] = [...steps(256, 2048, FINE), ...steps(2048 + COARSE, 4096, COARSE)];

function steps(from: number, to: number, step: number): number[] {
  return Array.from({ length: (to - from) / step + 1 }, (_, at) => from + at * step);
}

export function chartAnswer(catalog: Catalog, call: ChartCall): ChartPoints | SizeSweep {
  if (call.verb === "chartPoints") return chartPoints(catalog, call.request.job, call.request.query);
  const { model, job, query } = call.request;
  return sizeSweep(catalog, model, job, query);
}

export function chartPoints(catalog: Catalog, job: Job, query: Query): ChartPoints {
  const { job: asked, rows } = catalog.compare(job, query);
  const points = rows.map(({ model, offers, cheapest, pareto }): PricePoint => {
    const { id, name, elo } = model;
    const offer = cheapest === null ? undefined : offers[cheapest];
    const { provider = null, status = null, price = null, per = null } = offer ?? {};
    return { id, name, elo, pareto, provider, status, price, per };
  });
  return { job: asked, points };
}

/** What a query says of offers, without what it says of models: a size may not move the model out of the chart. */
function ofOffers({
  providers,
  excludeProviders,
  billing,
  latency,
  predictable,
  includeRetired,
}: Query): Query {
  const all = { providers, excludeProviders, billing, latency, predictable, includeRetired };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

export function sizeSweep(catalog: Catalog, model: string, job: Job, query: Query): SizeSweep {
  const { width: _, height: __, resolution: ___, ...rest } = job;
  const sizes = EDGES.map((edge) => ({ width: edge, height: edge }));
  const conditions = ofOffers(query);
  const { points, flips, hints } = catalog.sweep({ model, job: rest, sizes, query: conditions });
  const { job: asked, rows } = catalog.compare(job, { ...conditions, models: [model] });
  const listed = rows[0]?.offers ?? [];
  const offers = (points[0]?.offers ?? []).map(({ provider }, place): SweptOffer => {
    const same = listed[place]?.provider === provider ? listed[place] : undefined;
    return {
      provider,
      variant: same?.variant ?? null,
      source: same?.source ?? null,
      prices: points.map((point) => {
        const one = point.offers[place];
        return one ? { status: one.status, price: one.price } : null;
      }),
    };
  });
  return {
    job: asked,
    per: listed[0]?.per ?? "image",
    sizes,
    offers,
    flips: flips.map(({ to, before, after }) => ({ at: to, before: before[1], after: after[1] })),
    hints: hints.map(({ at, instead, provider, saves, percent }) => ({
      at,
      instead,
      provider,
      saves,
      percent,
    })),
  };
}
