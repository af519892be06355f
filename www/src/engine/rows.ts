// From the engine's answers to the cells of the table: a row without its offers' receipts is small enough to be
// sent in hundreds. Figures are chosen here, never changed.

import type { PricedOffer, Row, ShownRow } from "perpixel";
import type { CheapestCell, RoutedCell, TableRow } from "./protocol.ts";

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
  if (offer.checked !== undefined) cell.checked = offer.checked;
  if (offer.url !== null) cell.url = offer.url;
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
  const cell: RoutedCell = { provider, billed, status, per: offer.per, stale: offer.stale ?? false };
  if (offer.certainty !== undefined) cell.certainty = offer.certainty;
  return cell;
}

export function tableRow(row: Row, shown?: ShownRow): TableRow {
  const { model } = row;
  const cheapest = row.cheapest === null ? undefined : row.offers[row.cheapest];
  const slim: TableRow = {
    id: model.id,
    name: model.name,
    modes: model.modes,
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
  if (shown) slim.shown = shown;
  if (row.month) slim.month = row.month;
  return slim;
}
