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
    stale: offer.stale ?? false,
    source: offer.source,
    path: offer.path,
  };
  if (offer.certainty !== undefined) cell.certainty = offer.certainty;
  if (offer.total !== undefined) cell.total = offer.total;
  if (offer.low !== undefined) cell.low = offer.low;
  if (offer.high !== undefined) cell.high = offer.high;
  if (offer.note !== undefined) cell.note = offer.note;
  return cell;
}

function unpriced(row: Row): TableRow["unpriced"] {
  if (row.cheapest !== null) return null;
  if (row.offers.length === 0) return "not-offered";
  if (row.offers.every((offer) => offer.code === "retired")) return "retired";
  return row.offers.some((offer) => offer.status === "rate-only") ? "rate-only" : "unknown";
}

function routedCell({ routed, offers }: Row): RoutedCell | null {
  const { provider, upstream, billed, status } = routed;
  const offer = offers.find((one) => one.provider === provider && one.price === upstream);
  if (!offer || provider === null || billed === null || status === null) return null;
  return { provider, billed, status, per: offer.per, stale: offer.stale ?? false };
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
    multiple: row.multiple,
    cheapest: cheapest ? cheapestCell(cheapest) : null,
    unpriced: unpriced(row),
    routed: routedCell(row),
    unrouted: row.routed.reason,
  };
  if (model.retires) slim.retires = model.retires;
  if (model.replacement) slim.replacement = model.replacement;
  return slim;
}

/**
 * The monthly amounts of a row, each only where the quote is for the very price that the row shows: a filter of
 * offers narrows a row, and a quote knows no filter.
 */
export function monthlyCell(row: Row, { cheapest, routed }: Quote): MonthlyCell {
  const offer = row.cheapest === null ? undefined : row.offers[row.cheapest];
  const same = cheapest && cheapest.provider === offer?.provider && cheapest.price === offer.price;
  const served = routed && routed.provider === row.routed.provider && routed.price === row.routed.upstream;
  return {
    cheapest: same ? { status: cheapest.status, price: cheapest.total } : null,
    routed: served && routed.billed ? { status: routed.status, price: routed.billed } : null,
  };
}
