// The columns of the table: which there are, which are shown and in what order, and how the address keeps that. The
// model comes first and is always shown. What a cell shows is the row's; what it is called, the head's.

import type { Column as ExportColumn } from "perpixel";
import type { Sort } from "../job.ts";
import { msg } from "../language.ts";
import type { Unit } from "./units.ts";

export const COLUMNS = [
  "vendor",
  "modes",
  "elo",
  "cheapest",
  "multiple",
  "routed",
  "cheapestMonth",
  "routedMonth",
  "offers",
  "spread",
  "status",
  "license",
  "weights",
  "source",
  "checked",
  "retires",
] as const satisfies readonly ExportColumn[];
export type ColumnKey = (typeof COLUMNS)[number];

export interface Column {
  key: ColumnKey | "model";
  name: string;
  /** Columns without it are so many times another one, or follow no order of the engine. */
  sort?: Sort;
  /** The direction of the first click: the most wanted first. */
  descendingFirst?: boolean;
  numeric?: boolean;
  /** The fee disclosure stands beside it. */
  billed?: boolean;
}

const LIST: readonly Column[] = [
  { key: "model", name: msg("Model"), sort: "name" },
  { key: "vendor", name: msg("Vendor"), sort: "vendor" },
  { key: "modes", name: msg("Modes") },
  {
    key: "elo",
    name: msg("Elo"),
    sort: "elo",
    descendingFirst: true,
    numeric: true,
  },
  {
    key: "cheapest",
    name: msg("Cheapest"),
    sort: "price",
  },
  { key: "multiple", name: msg("Times the cheapest"), numeric: true },
  {
    key: "routed",
    name: msg("Routed, billed"),
    sort: "routed",
    billed: true,
  },
  { key: "cheapestMonth", name: msg("Month, cheapest"), numeric: true },
  {
    key: "routedMonth",
    name: msg("Month, routed"),
    numeric: true,
    billed: true,
  },
  {
    key: "offers",
    name: msg("Offers"),
    sort: "offers",
    descendingFirst: true,
    numeric: true,
  },
  {
    key: "spread",
    name: msg("Spread"),
    sort: "spread",
    descendingFirst: true,
    numeric: true,
  },
  { key: "status", name: msg("Status") },
  { key: "license", name: msg("Licence"), sort: "license" },
  { key: "weights", name: msg("Weights") },
  { key: "source", name: msg("Source") },
  { key: "checked", name: msg("Read on") },
  { key: "retires", name: msg("Retires") },
];
const BY_KEY = new Map(LIST.map((column) => [column.key, column]));

export const MODEL_COLUMN = LIST[0] as Column;

/** Figures of a month stand in the price columns themselves once that is their unit. */
export function defaultColumns(unit: Unit): readonly ColumnKey[] {
  const months: ColumnKey[] = unit === "month" ? [] : ["cheapestMonth", "routedMonth"];
  return ["vendor", "elo", "cheapest", "routed", ...months, "offers", "license"];
}

export function columnOf(key: ColumnKey): Column {
  return BY_KEY.get(key) ?? MODEL_COLUMN;
}

/** The columns on the screen, in their order. */
export function shownColumns(chosen: readonly ColumnKey[] | null, unit: Unit): readonly Column[] {
  return [MODEL_COLUMN, ...(chosen ?? defaultColumns(unit)).map(columnOf)];
}

export function writeColumns(columns: readonly ColumnKey[]): string {
  return columns.length === 0 ? "none" : columns.join(",");
}

/** `null` where the choice is what would be shown anyway. */
export function chosenColumns(columns: readonly ColumnKey[], unit: Unit): readonly ColumnKey[] | null {
  return writeColumns(columns) === writeColumns(defaultColumns(unit)) ? null : columns;
}
