// Reads the table's part of the address, as `table-address.ts` writes it. Each value is read alone; one that cannot be
// used is refused, and the reader is told.

import { day } from "../format.ts";
import { SORTS } from "../terms.ts";
import { COLUMNS, type ColumnKey } from "./columns.ts";
import { readCurrency } from "./currency.ts";
import { SHAPES } from "./facet-names.ts";
import { FACETS, type FacetName, IN_ADDRESS } from "./facets.ts";
import { readBounds, readScores } from "./read-bounds.ts";
import { MAX_PICKED, type TableChoice } from "./table-address.ts";
import { UNITS } from "./units.ts";

const MOST_VALUES = 60;
const LONGEST_FACET = 120;
const LONGEST_TEXT = 200;
const LONGEST_ID = 200;

function unescaped(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** Reads what the address has for one facet; `null` when any part of it cannot be used. */
function readFacet(facet: FacetName, text: string): readonly string[] | null {
  // Links of before, when one value alone could be chosen.
  if (text === "any") return [];
  if (facet === "weights" && text === "open-nc") return ["open", "open-nc"];
  const { words } = SHAPES[facet];
  const values: string[] = [];
  for (const part of text.replace(/,$/, "").split(",")) {
    const value = unescaped(part);
    if (!value || value.length > LONGEST_FACET || values.includes(value)) return null;
    if (words && !Object.hasOwn(words, value)) return null;
    values.push(value);
  }
  return values.length > MOST_VALUES ? null : values;
}

function isColumn(text: string): text is ColumnKey {
  return (COLUMNS as readonly string[]).includes(text);
}

/** Reads a list such as `elo,cheapest`; `none` leaves the model alone. */
function readColumns(text: string): readonly ColumnKey[] | null {
  if (text === "none") return [];
  const keys = text.split(",");
  return keys.every(isColumn) && new Set(keys).size === keys.length ? keys : null;
}

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
  IN_ADDRESS[facet],
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
