// The table's part of the address: filters, unit, currency, columns, order, ticked models, and the day of a shared
// link. Each value is read alone; one that cannot be used is refused, and the reader is told.

import { day } from "../format.ts";
import { SORTS } from "../job.ts";
import { isOpen, OPEN, readBounds, readScores, writeBounds } from "./bounds.ts";
import { type ColumnKey, readColumns, writeColumns } from "./columns.ts";
import { FACETS, readFacet, SHAPES, writeFacet } from "./facets.ts";
import type { FilterChoice } from "./filter.ts";
import { type Currency, readCurrency, UNITS, type Unit, writeCurrency } from "./units.ts";

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
const LONGEST_TEXT = 200;
const LONGEST_ID = 200;

type Read = (text: string, choice: TableChoice) => Partial<TableChoice> | null;

function some<T>(value: T | null | undefined, put: (value: T) => Partial<TableChoice>) {
  return value === null || value === undefined ? null : put(value);
}

function readPick(text: string): string[] | null {
  try {
    const ids = text.split(",").map(decodeURIComponent);
    const good = ids.every((id) => id !== "" && id.length <= LONGEST_ID) && new Set(ids).size === ids.length;
    return good && ids.length <= MAX_PICKED ? ids : null;
  } catch {
    return null;
  }
}

const FACET_READERS: [string, Read][] = FACETS.map((facet) => [
  SHAPES[facet].name,
  (text, { facets }) =>
    some(readFacet(facet, text), (values) =>
      values.length === 0 ? {} : { facets: { ...facets, [facet]: values } },
    ),
]);

/** By name; in this order they are written. */
export const TABLE_READERS: ReadonlyMap<string, Read> = new Map<string, Read>([
  ["text", (text) => (text.length <= LONGEST_TEXT ? { text } : null)],
  ...FACET_READERS,
  ["price", (text) => some(readBounds(text), (prices) => ({ prices }))],
  ["elo-range", (text) => some(readScores(text), (scores) => ({ scores }))],
  [
    "unit",
    (text) =>
      some(
        UNITS.find((unit) => unit === text),
        (unit) => ({ unit }),
      ),
  ],
  ["currency", (text) => some(readCurrency(text), (currency) => ({ currency }))],
  ["cols", (text) => some(readColumns(text), (columns) => ({ columns }))],
  [
    "sort",
    (text) =>
      some(
        SORTS.find((sort) => sort === text),
        (sort) => ({ sort }),
      ),
  ],
  ["dir", (text) => (text === "desc" ? { descending: true } : null)],
  ["pick", (text) => some(readPick(text), (pick) => ({ pick }))],
  ["at", (text) => (/^\d{4}-\d\d-\d\d$/.test(text) && day(text) ? { at: text } : null)],
]);

/** What differs from the defaults, as it is read back. */
export function tablePairs(choice: TableChoice): [name: string, value: string][] {
  const { text, facets, prices, scores, unit, currency, columns, sort, descending, pick, at } = choice;
  const pairs: [string, string][] = [];
  const put = (name: string, value: string | null) => {
    if (value) pairs.push([name, value]);
  };
  put("text", text);
  for (const facet of FACETS) put(SHAPES[facet].name, writeFacet(facets[facet] ?? []));
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
