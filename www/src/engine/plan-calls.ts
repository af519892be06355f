// Planning calls that ask the engine several things at once: what stands around a route, where disagreeing figures
// stand, and costs over volumes. Figures are the engine's; here they are only chosen and put side by side.

import type { Catalog, Job, PricedOffer, Quote, QuoteRequest, RouteRequest } from "perpixel";
import { isVideo, USUAL_SIZES } from "../sizes.ts";
import type {
  Around,
  Audited,
  AuditedFinding,
  AuditPlace,
  CostCurve,
  CurveLine,
  CurveRequest,
  Neighbour,
  Saving,
  Seller,
} from "./protocol.ts";
import { problemOf, Refused } from "./refusal.ts";
import { MOST_SHOWN } from "./shown.ts";

const QUALITIES = ["basic", "low", "medium", "high"];
const CLIP_TIERS = ["480p", "720p", "1080p"] as const;
const STANDARD = [1024, 1024] as const;
/** Sizes on either side of the one asked about. */
const BESIDE = 2;
const MOST_LINES = 4;
const MOST_COUNTS = 200;

type Change = [change: Neighbour["change"], job: Job];

/** The job in the sizes next to its own: of clips in the other tiers, of images in the nearest usual areas. */
function sizes(job: Job, asked: { width: number; height: number }): Job[] {
  const { width: _, height: __, resolution: ___, ...rest } = job;
  if (isVideo(job.mode)) {
    return CLIP_TIERS.filter((tier) => tier !== job.resolution).map((resolution) => ({
      ...rest,
      resolution,
    }));
  }
  const area = asked.width * asked.height;
  const all = [STANDARD, ...USUAL_SIZES]
    .filter(([width, height]) => width !== asked.width || height !== asked.height)
    .sort(([w, h], [x, y]) => w * h - x * y);
  const smaller = all.filter(([width, height]) => width * height < area).slice(-BESIDE);
  const larger = all.filter(([width, height]) => width * height >= area).slice(0, BESIDE);
  return [...smaller, ...larger].map(([width, height]) => ({ ...rest, width, height }));
}

function changes(job: Job, asked: { width: number; height: number }): Change[] {
  const { batch, quality, ...rest } = job;
  const stated = quality === undefined ? {} : { quality };
  return [
    ...sizes(job, asked).map((one): Change => ["size", one]),
    ...QUALITIES.filter((one) => one !== quality).map((one): Change => ["quality", { ...job, quality: one }]),
    ["batch", batch ? { ...rest, ...stated } : { ...job, batch: true }],
  ];
}

function neighbour(change: Neighbour["change"], { job, cheapest, routed }: Quote): Neighbour {
  return {
    change,
    job,
    cheapest: cheapest && { provider: cheapest.provider, status: cheapest.status, total: cheapest.total },
    routed: routed && {
      provider: routed.provider,
      status: routed.status,
      total: routed.billed ?? routed.upstream,
    },
  };
}

function sameTotals(one: Neighbour, other: Neighbour): boolean {
  return one.cheapest?.total === other.cheapest?.total && one.routed?.total === other.routed?.total;
}

/** A setting that changes nothing is no neighbour, and one that nobody sells is none either. */
function neighbours(catalog: Catalog, { job = {}, query, policy }: RouteRequest, model: string): Neighbour[] {
  const one = (wanted: Job) => {
    const request: QuoteRequest = { model, count: 1, job: wanted };
    if (policy) request.policy = policy;
    if (query) request.query = query;
    return catalog.quote(request);
  };
  const own = one(job);
  const found = [neighbour(null, own)];
  for (const [change, wanted] of changes(job, own.job)) {
    try {
      const next = neighbour(change, one(wanted));
      const same = found[0] && sameTotals(next, found[0]);
      if ((next.cheapest || next.routed) && !same) found.push(next);
    } catch (error) {
      // A quality that this model has no word for is refused, and is no neighbour.
      if (!problemOf(error, "route")) throw error;
    }
  }
  return found;
}

/** Sizes of at least the same area that cost less at the same offer. */
function savings(catalog: Catalog, { job = {}, query = {} }: RouteRequest, own: Neighbour): Saving[] {
  if (isVideo(job.mode)) return [];
  const { width: _, height: __, resolution: ___, ...rest } = job;
  const usual = [STANDARD, ...USUAL_SIZES].map(([width, height]) => ({ width, height }));
  const all = [{ width: own.job.width, height: own.job.height }, ...usual];
  const model = query.models?.[0];
  const { hints } = catalog.sweep({ sizes: all, job: rest, query, ...(model ? { model } : {}) });
  const found = new Map<string, Saving>();
  for (const { at, instead, provider, saves, percent } of hints) {
    const size = all[instead];
    if (at !== 0 || !size) continue;
    const saving = { provider, size, saves, percent };
    found.set(JSON.stringify(saving), saving);
  }
  return [...found.values()];
}

function cheapestSeller(catalog: Catalog, { job = {}, query = {}, model }: RouteRequest): Seller | null {
  const wanted = {
    ...query,
    ...(model ? { models: [model] } : {}),
    ...(job.mode ? { modes: [job.mode] } : {}),
  };
  const { rows } = catalog.compare(job, { ...wanted, sort: "price", limit: 1 });
  const offer = rows[0]?.offers[rows[0].cheapest ?? -1];
  if (!rows[0] || !offer || offer.price === null) return null;
  const { provider, status, price, per } = offer;
  return { model: rows[0].model.id, provider, status, price, per };
}

export function around(catalog: Catalog, route: RouteRequest, model: string | null): Around {
  const direct = cheapestSeller(catalog, route);
  if (model === null) return { neighbours: [], savings: [], direct };
  const found = neighbours(catalog, route, model);
  const own = found[0];
  const query = { ...route.query, models: [model] };
  return {
    neighbours: found,
    savings: own ? savings(catalog, { ...route, query }, own) : [],
    direct: own?.routed ? null : direct,
  };
}

function place(offers: readonly PricedOffer[], source: string, provider: string, path?: string): AuditPlace {
  const own = offers.filter((one) => one.source === source && one.provider === provider);
  const offer = own.find((one) => one.path === path) ?? own[0];
  return { source, url: offer?.url ?? null, checked: offer?.checked ?? null };
}

export function audited(catalog: Catalog): Audited {
  const all = catalog.audit();
  const found = all.slice(0, MOST_SHOWN).map((finding): AuditedFinding => {
    const { model, provider, sources, source, path } = finding;
    const { rows } = catalog.compare({}, { models: [model], includeRetired: true });
    const offers = rows[0]?.offers ?? [];
    const [one, other] = sources.map((name) =>
      place(offers, name, provider, name === source ? path : undefined),
    );
    const none = { source: "", url: null, checked: null };
    return { finding, places: [one ?? none, other ?? none] };
  });
  return { found, total: all.length };
}

/** A model at one provider is a route that may go nowhere else. */
function total(
  catalog: Catalog,
  job: Job,
  count: number,
  { model, provider }: CurveRequest["models"][number],
) {
  if (provider === undefined) {
    const { cheapest } = catalog.quote({ model, job, count });
    return cheapest && { provider: cheapest.provider, status: cheapest.status, total: cheapest.total };
  }
  const policy = { tiers: [[provider]], only: [provider] };
  const { routed } = catalog.quote({ model, job, count, policy });
  return routed && { provider, status: routed.status, total: routed.upstream };
}

export function costCurve(catalog: Catalog, { job, counts, models, selfHost }: CurveRequest): CostCurve {
  if (models.length > MOST_LINES || counts.length > MOST_COUNTS) {
    throw new Refused({
      subject: "cost curve",
      code: "bad_request",
      message: `at most ${MOST_LINES} models and ${MOST_COUNTS} volumes`,
    });
  }
  const lines = models.map((one): CurveLine => {
    const found = counts.map((count) => total(catalog, job, count, one));
    const known = found.find((point) => point !== null);
    return {
      model: one.model,
      provider: one.provider ?? known?.provider ?? null,
      status: known?.status ?? "unknown",
      totals: found.map((point) => point?.total ?? null),
    };
  });
  if (!selfHost) return { counts, lines, selfHosted: null };
  const points = counts.map((count) => catalog.breakEven({ ...selfHost, count }));
  const first = points[0] ?? catalog.breakEven(selfHost);
  return {
    counts,
    lines,
    selfHosted: {
      totals: points.map(({ atCount }) => atCount?.selfHosted ?? null),
      bought: points.map(({ atCount }) => atCount?.bought ?? null),
      from: first.from,
      surelyFrom: first.surelyFrom,
    },
  };
}
