// Lists and words of what can be chosen that the page shows or reads only once a part of it is opened: the planning
// forms, the filters, an opened row, a link.

import type { Billing, PriceTier, SortKey } from "perpixel";
import { msg } from "./language.ts";

export const WEIGHTS = ["any", "open", "open-nc", "closed"] as const;
export const TIERS = ["any", "budget", "mid", "premium"] as const satisfies readonly (PriceTier | "any")[];
export const BILLINGS = [
  "any",
  "flat",
  "per-megapixel",
  "per-token",
  "per-gpu-second",
  "credits",
] as const satisfies readonly (Billing | "any")[];
export const SORTS = [
  "price",
  "routed",
  "elo",
  "name",
  "vendor",
  "offers",
  "license",
  "spread",
] as const satisfies readonly SortKey[];

export type Sort = (typeof SORTS)[number];

export const TIER_NAMES: Record<(typeof TIERS)[number], string> = {
  any: msg("Any price tier"),
  budget: msg("Budget tier"),
  mid: msg("Mid tier"),
  premium: msg("Premium tier"),
};

export const BILLING_NAMES: Record<Billing, string> = {
  flat: msg("flat"),
  "per-megapixel": msg("per megapixel"),
  "per-token": msg("per token"),
  "per-gpu-second": msg("per GPU second"),
  credits: msg("in credits"),
  "per-second": msg("per second"),
  "per-clip": msg("per clip"),
  "per-request": msg("per request"),
};
