// The route form's fields as text, and the engine's request made of them. Of the policy only what is filled in is
// sent, so that the rest stays as the catalogs state it.

import type { Billing, Job, Policy, Query, RouteRequest } from "perpixel";
import type { Reading } from "../components/text-field.tsx";
import type { Judges } from "../fields.ts";
import { BILLINGS, WEIGHTS } from "../terms.ts";
import { readList } from "./list-text.ts";
import { optional, readAmount, readFailures, readNames, readNumber, readTiers, valueIn } from "./read.ts";

export const ROUTE = {
  model: "",
  elo: "",
  most: "",
  weights: "",
  latency: "",
  vendors: "",
  providers: "",
  excluded: "",
  billing: "",
  order: "cheapest",
  tiers: "",
  outages: "",
  failures: "",
  direct: "",
};
export type RouteDraft = typeof ROUTE;

export const ORDERS = ["cheapest", "weighted"];
export const readElo = optional(readNumber(0, 3000));
export const readSeconds = optional(readNumber(0, 86_400));
export const readLimit = optional(readAmount);

/** Each of them known, and each once. */
function listOf(text: string, known: readonly string[]): boolean {
  const items = readList(text);
  return items !== null && new Set(items).size === items.length && items.every((one) => known.includes(one));
}

export const ROUTE_JUDGES: Judges<RouteDraft> = {
  elo: (text) => readElo(text).ok,
  most: (text) => readLimit(text).ok,
  latency: (text) => readSeconds(text).ok,
  weights: (text) => listOf(text, WEIGHTS.slice(1)),
  billing: (text) => listOf(text, BILLINGS.slice(1)),
  order: (text) => ORDERS.includes(text),
  failures: (text) => readFailures(text).ok,
};

function queryOf(draft: RouteDraft): Query {
  const query: Query = {};
  const minElo = valueIn(readElo(draft.elo));
  const maxPrice = valueIn(readLimit(draft.most));
  const seconds = valueIn(readSeconds(draft.latency));
  const names = { vendors: draft.vendors, providers: draft.providers, excludeProviders: draft.excluded };
  if (minElo !== undefined) query.minElo = minElo;
  if (maxPrice !== undefined) query.maxPrice = maxPrice;
  if (seconds !== undefined) query.maxLatencySeconds = seconds;
  for (const [field, text] of Object.entries(names) as [keyof typeof names, string][]) {
    const list = readNames(text);
    if (list.length > 0) query[field] = list;
  }
  const weights = readList(draft.weights) ?? [];
  const billing = readList(draft.billing) ?? [];
  if (weights.length > 0) query.weights = weights;
  if (billing.length > 0) query.billing = billing as Billing[];
  return query;
}

function policyOf({ tiers: text, order, outages }: RouteDraft): Policy | null {
  const policy: Policy = {};
  const named = readTiers(text);
  const out = readNames(outages);
  if (named.length > 0) policy.tiers = named;
  if (order === "weighted") policy.order = "weighted";
  if (out.length > 0) policy.outages = out;
  return Object.keys(policy).length > 0 ? policy : null;
}

/** The request, or `null` where a field cannot be read. */
export function routeRequest(draft: RouteDraft, job: Job): RouteRequest | null {
  const failures = readFailures(draft.failures);
  const readings: Reading<unknown>[] = [
    readElo(draft.elo),
    readLimit(draft.most),
    readSeconds(draft.latency),
    failures,
  ];
  if (!failures.ok || readings.some((reading) => !reading.ok)) return null;
  const policy = policyOf(draft);
  const request: RouteRequest = { job, query: queryOf(draft) };
  if (draft.model.trim() !== "") request.model = draft.model.trim();
  if (policy) request.policy = policy;
  if (failures.value.length > 0) request.failures = failures.value;
  if (draft.direct.trim() !== "") request.direct = draft.direct.trim();
  return request;
}
