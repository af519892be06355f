// How the planning forms word figures: bounds, savings and numbers of things. The engine's figures are only
// written here, a sign taken off at most.

import type { Bounds, CountBounds, Per } from "perpixel";
import { cellPrice, decimal, usd } from "../format.ts";

export function perName(per: Per | undefined): string {
  return per === "second" ? "a second" : "an image";
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

/** `saves $3`, `costs $3 more`, `costs the same`. */
export function savingWords(saves: string): string {
  if (isNothing(saves)) return "costs the same";
  return isNegative(saves) ? `costs ${usd(magnitude(saves))} more` : `saves ${usd(saves)}`;
}

export function bounds({ low, high, status }: Bounds, one: (text: string) => string = usd): string {
  const about = status === "approximate" ? "≈ " : "";
  return low === high ? about + one(low).replace(/^≈ /, "") : `${one(low)} to ${one(high)}`;
}

export function counts({ low, high }: CountBounds): string {
  return low === high ? decimal(low) : `${decimal(low)} to ${decimal(high)}`;
}

/** For small amounts in sentences; the receipts have all their digits. */
export const small = cellPrice;

export function outputs(made: string): string {
  return made === "1" ? "1 output" : `${decimal(made)} outputs`;
}
