// Which rows the table shows and in what order, as the reader chose, and the engine's query that asks for them.

import type { Mode, Query } from "perpixel";
import { modesOf, type Sort } from "../job.ts";
import type { Bounds } from "./bounds.ts";
import type { Facets } from "./facets.ts";

export interface FilterChoice {
  text: string;
  facets: Facets;
  /** Of the row's cheapest price, in USD per image or second. */
  prices: Bounds;
  /** Of the arena score. */
  scores: Bounds;
  sort: Sort;
  descending: boolean;
}

export function toQuery(mode: Mode | null, filter: FilterChoice): Query {
  const { text, facets, prices, scores, sort, descending } = filter;
  const query: Query = { modes: [...modesOf(mode)], sort };
  if (descending) query.descending = true;
  for (const [name, values] of Object.entries(facets)) Object.assign(query, { [name]: values });
  if (prices.low !== null) query.minPrice = prices.low;
  if (prices.high !== null) query.maxPrice = prices.high;
  if (scores.low !== null) query.minElo = Number(scores.low);
  if (scores.high !== null) query.maxElo = Number(scores.high);
  if (text.trim() !== "") {
    query.text = text.trim();
    // Who looks for a retired model by name is told so; nobody else is bothered with it.
    query.includeRetired = true;
  }
  return query;
}
