// What an answer comes to, in words: its cost of a month, or what a budget buys.

import type { QuoteSide } from "perpixel";
import type { Answer } from "../engine/protocol.ts";
import { figure, UNKNOWN, usd } from "../format.ts";
import { n, t } from "../language.ts";

export function monthly({ quote }: Answer): string {
  const { cheapest } = quote;
  return cheapest ? figure({ status: cheapest.status, price: cheapest.total }, usd) : t(UNKNOWN);
}

/** How much the budget buys at the cheapest offer. */
export function bought(side: Pick<QuoteSide, "status" | "affords"> | null, video: boolean): string {
  if (!side?.affords) return t(UNKNOWN);
  // A number of things, and no money: it may be a number here.
  const made = Number(side.affords);
  const text = video ? n(made, "{count} clip", "{count} clips") : n(made, "{count} image", "{count} images");
  return side.status === "exact" ? text : `≈ ${text}`;
}
