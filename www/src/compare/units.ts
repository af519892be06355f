// In what the table shows its figures: for how much of the output, and in which currency. The engine makes the
// figures; here are the names, the address's form, and what of it goes into a request.

import type { Display } from "perpixel";
import { msg, t } from "../language.ts";

export const UNITS = ["each", "clip", "thousand", "megapixel", "month"] as const;
export type Unit = (typeof UNITS)[number];

/** Another currency at the reader's own rate. */
export interface Currency {
  /** ISO 4217. */
  readonly code: string;
  /** How many of it one US dollar is, as entered. */
  readonly perUsd: string;
}

const NAMES: Readonly<Record<"image" | "clip", Partial<Record<Unit, string>>>> = {
  image: {
    each: msg("per image"),
    thousand: msg("per 1,000 images"),
    megapixel: msg("per megapixel"),
    month: msg("per month"),
  },
  clip: {
    each: msg("per second"),
    clip: msg("per clip"),
    thousand: msg("per 1,000 clips"),
    month: msg("per month"),
  },
};

export function unitsOf(video: boolean): readonly Unit[] {
  return UNITS.filter((unit) => NAMES[video ? "clip" : "image"][unit]);
}

/** The unit where there is such a one for what is made; else each. */
export function unitFor(unit: Unit, video: boolean): Unit {
  return unitsOf(video).includes(unit) ? unit : "each";
}

export function unitName(unit: Unit, video: boolean): string {
  return t(NAMES[video ? "clip" : "image"][unit] ?? "");
}

export function writeCurrency({ code, perUsd }: Currency): string {
  return `${code}:${perUsd}`;
}

/** What is asked of the engine; `undefined` where figures stay USD per image or second. */
export function toDisplay(unit: Unit, count: number, currency: Currency | null): Display | undefined {
  if (unit === "each" && !currency) return undefined;
  const display: Display = { unit };
  if (unit === "month") display.count = count;
  if (currency) display.currency = { ...currency };
  return display;
}
