// The fields of the catalogs' view as text: how findings are filtered, and how two catalogs are compared. Files, one's
// own catalogs and the price book are no part of the address.

import type { Severity } from "perpixel";
import type { Judges } from "../fields.ts";
import { readRise } from "../planning/diff-request.ts";

export const SEVERITIES = ["error", "warning", "info"] as const satisfies readonly Severity[];

export const CATALOGS = { severity: "", of: "", find: "", side: "newer", standsFor: "", rise: "" };
export type CatalogsDraft = typeof CATALOGS;

/** `sources` are the names of what is loaded: a filter for anything else would show nothing. */
export function catalogJudges(sources: readonly string[]): Judges<CatalogsDraft> {
  return {
    severity: (text) => SEVERITIES.some((one) => one === text),
    of: (text) => sources.includes(text),
    side: (text) => text === "newer" || text === "older",
    standsFor: (text) => sources.includes(text),
    rise: (text) => readRise(text).ok,
  };
}
