// The guided pick: the cheapest models that meet the reader's terms, and for each term that stands in the way of
// a cheaper one, who would answer without it. Every comparison is the engine's; here is only chosen what to ask.

import type { Catalog, Job, Mode, Quote, Row, UsdInput } from "perpixel";
import { NO_TERMS, offerQuery, type Term, type Terms, termsInForce, termsQuery } from "../compare/pick.ts";
import type { Answer, Pick, Relaxed } from "./protocol.ts";
import { tableRow } from "./rows.ts";

const ANSWERS = 3;

export interface PickRequest {
  job: Job;
  modes: Mode[] | undefined;
  count: number;
  terms: Terms;
  budget: UsdInput | null;
}

export function pick(catalog: Catalog, request: PickRequest): Pick {
  const { rows, total } = compared(catalog, request, request.terms, ANSWERS);
  const answers = rows.flatMap((row) => answerOf(catalog, row, request, request.terms));
  const relaxed = termsInForce(request.terms).flatMap((term) =>
    relaxing(catalog, request, term, answers[0] ?? null),
  );
  return { answers, meeting: total, relaxed, budget: request.budget };
}

/** What the amounts of one model are at these terms. */
export function quoteAt(catalog: Catalog, model: string, { job, count, terms, budget }: PickRequest): Quote {
  const spent = budget === null ? {} : { budget };
  return catalog.quote({ model, job, count, query: offerQuery(terms), ...spent });
}

function compared(catalog: Catalog, { job, modes }: PickRequest, terms: Terms, limit: number) {
  return catalog.compare(job, { ...termsQuery(terms), ...(modes ? { modes } : {}), sort: "price", limit });
}

function answerOf(catalog: Catalog, row: Row, request: PickRequest, terms: Terms): Answer[] {
  const offer = row.cheapest === null ? undefined : row.offers[row.cheapest];
  if (!offer) return [];
  const quote = quoteAt(catalog, row.model.id, { ...request, terms });
  const answer: Answer = { row: tableRow(row), quote };
  if (offer.latency) answer.latency = offer.latency;
  if (offer.latencySeconds) answer.latencySeconds = offer.latencySeconds;
  return [answer];
}

/** The answer without one term, where it is another one. */
function relaxing(catalog: Catalog, request: PickRequest, term: Term, first: Answer | null): Relaxed[] {
  const terms = { ...request.terms, [term]: NO_TERMS[term] };
  const [row] = compared(catalog, request, terms, 1).rows;
  const [answer] = row ? answerOf(catalog, row, request, terms) : [];
  if (!answer) return [];
  const before = first?.row.cheapest;
  const after = answer.row.cheapest;
  if (first?.row.id === answer.row.id && before?.price === after?.price) return [];
  return [{ term, answer, multiple: multipleOf(catalog, request, terms, first, answer) }];
}

/** How many times the other answer's price the first one's is, where both stand in one comparison of the engine. */
function multipleOf(
  catalog: Catalog,
  { job }: PickRequest,
  terms: Terms,
  first: Answer | null,
  other: Answer,
): string | null {
  if (!first) return null;
  const models = [first.row.id, other.row.id];
  const { rows } = catalog.compare(job, { ...offerQuery(terms), models });
  const row = rows.find(({ model }) => model.id === first.row.id);
  const offer = row?.cheapest == null ? undefined : row.offers[row.cheapest];
  // Without a limit on latency the model may itself be cheaper elsewhere: then it is another price's ratio.
  return row && offer?.price === first.row.cheapest?.price ? row.multiple : null;
}
