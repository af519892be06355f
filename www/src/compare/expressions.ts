// Bounds of a figure as people write them: `<=0.04`, `>=1200`, `0.01..0.05`, `0.04`. What they wrote becomes bounds, or a
// sentence that says why not. The engine's bounds include their value, so a price strictly below another one cannot
// be asked for, and who writes that is told.

import { t } from "../language.ts";
import { type Bounds, isOpen, OPEN, writeBounds } from "./bounds.ts";
import { readBounds, readScores } from "./read-bounds.ts";

export type Reading = { ok: true; value: Bounds } | { ok: false; error: string };

const NUMBER = /^\$?(0|[1-9]\d{0,8})?(?:\.(\d{1,12}))?$/;

/** The number in one form, so that equal ones are equal texts: `$.040` is `0.04`. */
function plain(text: string): string | null {
  const [, whole, digits] = NUMBER.exec(text.trim()) ?? [];
  if (whole === undefined && digits === undefined) return null;
  const fraction = (digits ?? "").replace(/0+$/, "");
  return fraction === "" ? (whole ?? "0") : `${whole ?? "0"}.${fraction}`;
}

/** In the form of the address; `null` for what is no expression. */
function inForm(typed: string): string | null {
  const [, sign, rest = ""] = /^(<=|>=|=)?(.*)$/.exec(typed) ?? [];
  const parts = sign ? [rest] : rest.split("..");
  const numbers = parts.map((part) => (part.trim() === "" && !sign ? "" : plain(part)));
  if (numbers.includes(null)) return null;
  const text = numbers.join("..");
  if (sign === "<=") return `..${text}`;
  return sign === ">=" ? `${text}..` : text;
}

/** Nothing at all is no bound. */
function read(text: string, from: (text: string) => Bounds | null, advice: string): Reading {
  const typed = text
    .trim()
    .replaceAll("≤", "<=")
    .replaceAll("≥", ">=")
    .replace(/\s*[–…]\s*/, "..");
  if (typed === "") return { ok: true, value: OPEN };
  const strict = /^([<>])(?!=)(.*)$/.exec(typed);
  if (strict) {
    const bound = `${strict[1]}=${plain(strict[2] ?? "") ?? "0.04"}`;
    return { ok: false, error: t("A bound includes its value here: write {bound}.", { bound }) };
  }
  const form = inForm(typed);
  const value = form === null ? null : from(form);
  if (value && !isOpen(value)) return { ok: true, value };
  const [first, second] = form?.split("..") ?? [];
  const swapped = first && second && readBounds(`${second}..${first}`);
  return { ok: false, error: swapped ? t("The first bound is above the second one.") : advice };
}

export function readPrices(text: string): Reading {
  return read(text, readBounds, t("Write <=0.04, >=0.01, 0.01..0.05 or 0.04, with a point and no groups."));
}

export function readElo(text: string): Reading {
  return read(text, readScores, t("Scores are whole numbers: write >=1200, <=1300 or 1200..1300."));
}

/** As the field shows it: `<=0.04`, `>=1200`, `0.01..0.05`, `0.04`. */
export function boundsText(bounds: Bounds): string {
  const { low, high } = bounds;
  if (low === null && high !== null) return `<=${high}`;
  if (high === null && low !== null) return `>=${low}`;
  return writeBounds(bounds);
}
