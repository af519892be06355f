// The terms of the guided pick: how good, how fast, and under which rights to the weights. Each is a choice from
// a short list that an address can hold, and here stands what it asks of the engine. No words stand here, so that
// the worker carries none.

import type { Query } from "perpixel";

/** A latency in the source's word, `medium` meaning that or better, or at most so many seconds. */
export type Within = "fast" | "medium" | number;
export const WITHIN_STEPS = ["fast", "medium", 2, 5, 10, 30] as const satisfies readonly Within[];
export const MAX_WITHIN_SECONDS = 3600;

export const USES = ["any", "open", "open-nc", "apache-2.0"] as const;
export type Use = (typeof USES)[number];

export interface Terms {
  minElo: number | null;
  within: Within | null;
  use: Use;
}
export type Term = keyof Terms;

/** The terms at which nothing is asked for. */
export const NO_TERMS: Terms = { minElo: null, within: null, use: "any" };

/** The terms alone, of whatever holds them. */
export function termsOf({ minElo, within, use }: Terms): Terms {
  return { minElo, within, use };
}

/** What the terms ask of offers: a quote knows only these, for its model is given. */
export function offerQuery({ within }: Terms): Query {
  if (within === null) return {};
  if (within === "fast") return { latency: ["fast"] };
  return within === "medium" ? { latency: ["fast", "medium"] } : { maxLatencySeconds: within };
}

export function termsQuery(terms: Terms): Query {
  const query = offerQuery(terms);
  if (terms.minElo !== null) query.minElo = terms.minElo;
  if (terms.use === "apache-2.0") query.licenses = [terms.use];
  else if (terms.use === "open-nc") query.weights = ["open", "open-nc"];
  else if (terms.use !== "any") query.weights = [terms.use];
  return query;
}

/** The terms that ask for something, in the order in which they stand on the page. */
export function termsInForce(terms: Terms): Term[] {
  return (Object.keys(NO_TERMS) as Term[]).filter((term) => terms[term] !== NO_TERMS[term]);
}

/** What is different without one of them. */
export function without(term: Term): Partial<Terms> {
  return { [term]: NO_TERMS[term] };
}
