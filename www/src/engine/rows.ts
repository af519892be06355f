// From the engine's answers to the cells of the table: a row without its offers' receipts is small enough to be
// sent in hundreds. Figures are chosen here, never changed.

import type { PricedOffer, Quote, Row } from "perpixel";
import type { CheapestCell, MonthlyCell, RoutedCell, TableRow } from "./protocol.ts";

export function cheapestCell(offer: PricedOffer): CheapestCell {
  const cell: CheapestCell = {
    provider: offer.provider,
    status: offer.status,
    price: offer.price,
    per: offer.per,
    source: offer.source,
    path: offer.path,
  };
  if (offer.certainty !== undefined) cell.certainty = offer.certainty;
  if (offer.low !== undefined) cell.low = offer.low;
  if (offer.high !== undefined) cell.high = offer.high;
  if (offer.note !== undefined) cell.note = offer.note;
  return cell;
}

function unpriced(row: Row): TableRow["unpriced"] {
  if (row.cheapest !== null) return null;
  if (row.offers.length === 0) return "not-offered";
  return row.offers.some((offer) => offer.status === "rate-only") ? "rate-only" : "unknown";
}

function routedCell({ routed, offers }: Row): RoutedCell | null {
  const { provider, upstream, billed } = routed;
  const offer = offers.find((one) => one.provider === provider && one.price === upstream);
  if (!offer || provider === null || billed === null) return null;
  return { provider, billed, status: offer.status, per: offer.per };
}

export function tableRow(row: Row): TableRow {
  const { model } = row;
  const cheapest = row.cheapest === null ? undefined : row.offers[row.cheapest];
  const slim: TableRow = {
    id: model.id,
    name: model.name,
    vendor: model.vendor,
    elo: model.elo,
    license: model.license,
    weights: model.weights,
    pareto: row.pareto,
    offers: row.offers.length,
    spread: row.spread,
    cheapest: cheapest ? cheapestCell(cheapest) : null,
    unpriced: unpriced(row),
    routed: routedCell(row),
    unrouted: row.routed.reason,
  };
  if (model.retires) slim.retires = model.retires;
  if (model.replacement) slim.replacement = model.replacement;
  return slim;
}

export function monthlyCell({ cheapest, routed }: Quote): MonthlyCell {
  return {
    cheapest: cheapest && { status: cheapest.status, price: cheapest.total },
    routed: routed?.billed ? { status: routed.status, price: routed.billed } : null,
  };
}
