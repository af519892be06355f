// The table's part of the address: filters, unit, currency, columns, order, ticked models, and the day of a shared
// link. It is read by `read-table.ts`.

import { isOpen, OPEN, writeBounds } from "./bounds.ts";
import { type ColumnKey, writeColumns } from "./columns.ts";
import { FACETS, IN_ADDRESS, writeFacet } from "./facets.ts";
import type { FilterChoice } from "./filter.ts";
import { type Currency, type Unit, writeCurrency } from "./units.ts";

export interface TableChoice extends FilterChoice {
  /** In what the figures are. */
  unit: Unit;
  currency: Currency | null;
  /** The columns after the model; `null` takes the usual ones. */
  columns: readonly ColumnKey[] | null;
  /** Ids of the models that are ticked to stand side by side. */
  pick: readonly string[];
  /** The day of the prices that a shared link was made with. */
  at: string | null;
}

export const TABLE_DEFAULTS: TableChoice = {
  text: "",
  facets: {},
  prices: OPEN,
  scores: OPEN,
  unit: "each",
  currency: null,
  columns: null,
  sort: "price",
  descending: false,
  pick: [],
  at: null,
};

export const MAX_PICKED = 4;
/** What differs from the defaults, as it is read back. */
export function tablePairs(choice: TableChoice): [name: string, value: string][] {
  const { text, facets, prices, scores, unit, currency, columns, sort, descending, pick, at } = choice;
  const pairs: [string, string][] = [];
  const put = (name: string, value: string | null) => {
    if (value) pairs.push([name, value]);
  };
  put("text", text);
  for (const facet of FACETS) put(IN_ADDRESS[facet], writeFacet(facets[facet] ?? []));
  put("price", isOpen(prices) ? null : writeBounds(prices));
  put("elo-range", isOpen(scores) ? null : writeBounds(scores));
  put("unit", unit === "each" ? null : unit);
  put("currency", currency && writeCurrency(currency));
  put("cols", columns && writeColumns(columns));
  put("sort", sort === "price" ? null : sort);
  put("dir", descending ? "desc" : null);
  put("pick", pick.map(encodeURIComponent).join(","));
  put("at", at);
  return pairs;
}
