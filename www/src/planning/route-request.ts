// From the fields of the route form to the engine's request. Of the policy only what is filled in is sent,
// so that the rest stays as the catalogs state it.

import type { Billing, Job, Policy, Query, RouteRequest } from "perpixel";
import type { Reading } from "../components/text-field.tsx";
import { optional, readAmount, readFailures, readNames, readNumber, readTiers, valueIn } from "./read.ts";

export const routeDraft = {
  model: "",
  minElo: "",
  weights: [] as string[],
  vendors: "",
  providers: "",
  excluded: "",
  maxPrice: "",
  latency: "",
  billing: [] as string[],
  order: "cheapest",
  tiers: "",
  outages: "",
  failures: "",
  direct: "",
};
export type RouteDraft = typeof routeDraft;

export const readElo = optional(readNumber(0, 3000));
export const readSeconds = optional(readNumber(0, 86_400));
export const readLimit = optional(readAmount);

function queryOf(draft: RouteDraft): Query {
  const query: Query = {};
  const minElo = valueIn(readElo(draft.minElo));
  const maxPrice = valueIn(readLimit(draft.maxPrice));
  const seconds = valueIn(readSeconds(draft.latency));
  const names = { vendors: draft.vendors, providers: draft.providers, excludeProviders: draft.excluded };
  if (minElo !== undefined) query.minElo = minElo;
  if (maxPrice !== undefined) query.maxPrice = maxPrice;
  if (seconds !== undefined) query.maxLatencySeconds = seconds;
  for (const [field, text] of Object.entries(names) as [keyof typeof names, string][]) {
    const list = readNames(text);
    if (list.length > 0) query[field] = list;
  }
  if (draft.weights.length > 0) query.weights = draft.weights;
  if (draft.billing.length > 0) query.billing = draft.billing as Billing[];
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
    readElo(draft.minElo),
    readLimit(draft.maxPrice),
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
