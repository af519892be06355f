// How the planning forms word figures: bounds, savings and numbers of things. The engine's figures are only
// written here, a sign taken off at most.

import type { Bounds, CountBounds, Per, Status } from "perpixel";
import { cellPrice, decimal, usd } from "../format.ts";
import { n, t } from "../language.ts";

export function perName(per: Per | undefined): string {
  return per === "second" ? t("per second") : t("per image");
}

/** Without its sign, for a sentence that says the direction in words. */
export function magnitude(text: string): string {
  return text.replace(/^-/, "");
}

export function isNegative(text: string): boolean {
  return text.startsWith("-");
}

export function isNothing(text: string): boolean {
  return /^-?0(?:\.0*)?$/.test(text);
}

/** Whether one plain decimal above zero is smaller than another, told by their digits. */
export function isLess(one: string, other: string): boolean {
  const [a = "", fractionA = ""] = one.split(".");
  const [b = "", fractionB = ""] = other.split(".");
  const whole = Math.max(a.length, b.length);
  const [left, right] = [a.padStart(whole, "0"), b.padStart(whole, "0")];
  const part = Math.max(fractionA.length, fractionB.length);
  return left + fractionA.padEnd(part, "0") < right + fractionB.padEnd(part, "0");
}

/** A saving in one of three sentences, which hold `{amount}`: there is no saying "saves -$3". */
export function bySign(
  saves: string,
  { less, more, same }: { less: string; more: string; same: string },
  one: (text: string) => string = usd,
): string {
  if (isNothing(saves)) return t(same);
  return t(isNegative(saves) ? more : less, { amount: one(magnitude(saves)) });
}

/** Writes amounts that follow from several figures: they are as sure as the least sure of these. */
export function following(
  statuses: readonly (Status | null | undefined)[],
  one: (text: string) => string = usd,
): (text: string) => string {
  const exact = statuses.every((status) => status === "exact");
  return (text) => (exact ? one(text) : `≈ ${one(text).replace(/^≈ /, "")}`);
}

export function bounds({ low, high, status }: Bounds, one: (text: string) => string = usd): string {
  const about = status === "approximate" ? "≈ " : "";
  if (low === high) return about + one(low).replace(/^≈ /, "");
  return t("{low} to {high}", { low: one(low), high: one(high) });
}

export function counts({ low, high }: CountBounds): string {
  return low === high ? decimal(low) : t("{low} to {high}", { low: decimal(low), high: decimal(high) });
}

/** For small amounts in sentences; the receipts have all their digits. */
export const small = cellPrice;

/** Counts may be larger than a number holds exactly, so they are written as they come. */
export function outputs(made: string): string {
  return n(made === "1" ? 1 : 2, "{made} output", "{made} outputs", { made: decimal(made) });
}
