// Reading what is typed into the planning forms: amounts, ranges, hours, names, and lines of a text. Amounts stay
// text from the field to the engine.

import type { Alternative, FailureRate } from "perpixel";
import type { Reading } from "../components/text-field.tsx";
import { t } from "../language.ts";
import { parseVolume } from "../volume.ts";
import { readPercent } from "./percent.ts";

const AMOUNT = /^(\d{1,15}|\d{1,3}(?:,\d{3})+)(?:\.(\d{1,18}))?$/;

function refuse(error: string): { ok: false; error: string } {
  return { ok: false, error };
}

/** Nothing typed is nothing asked. */
export function optional<T>(read: (text: string) => Reading<T>): (text: string) => Reading<T | null> {
  return (text) => (text.trim() === "" ? { ok: true, value: null } : read(text));
}

/** The value of a text that may be empty; `undefined` where it is empty or cannot be read. */
export function valueIn<T>(reading: Reading<T | null>): T | undefined {
  return reading.ok && reading.value !== null ? reading.value : undefined;
}

function plain(text: string): string | null {
  const parts = AMOUNT.exec(text.trim().replace(/^\$\s*/, ""));
  if (!parts) return null;
  const whole = (parts[1] ?? "").replaceAll(",", "").replace(/^0+(?=\d)/, "");
  return parts[2] === undefined ? whole : `${whole}.${parts[2]}`;
}

/** `0.04`, `$0.04`, `1,200` as a plain decimal. */
export function readAmount(text: string): Reading<string> {
  const value = plain(text);
  if (value !== null) return { ok: true, value };
  return refuse(
    /\d,\d/.test(text) ? t("Write a point: 0.04.") : t("An amount in plain digits, such as 0.04."),
  );
}

/** One figure or two: `1500`, `~0.69`, `1200 to 1800`, `75–150`. */
export function readRange(text: string): Reading<string> {
  const trimmed = text.trim();
  const about = /^(?:~|≈|about\s)\s*/i.exec(trimmed)?.[0] ?? "";
  const parts = trimmed
    .slice(about.length)
    .split(/\s*(?:\bto\b|–|-)\s*/)
    .map(plain);
  const [low, high] = parts;
  if (parts.length <= 2 && low && high !== null) {
    return { ok: true, value: high === undefined ? (about && "~") + low : `${low} to ${high}` };
  }
  if (/\d,\d/.test(trimmed)) return refuse(t("Write a point: 0.69."));
  return refuse(t("A figure or a range, such as 75 or 75 to 150."));
}

/** A plain number that is no money: hours, seconds, attempts. */
export function readNumber(least: number, most: number): (text: string) => Reading<number> {
  return (text) => {
    const trimmed = text.trim();
    const value = /^\d{1,9}(?:\.\d{1,4})?$/.test(trimmed) ? Number(trimmed) : Number.NaN;
    if (value >= least && value <= most) return { ok: true, value };
    return refuse(t("A number from {least} to {most}.", { least, most }));
  };
}

export function readCount(text: string): Reading<number> {
  const result = parseVolume(text);
  return result.ok ? { ok: true, value: result.count } : result;
}

export type Part = { count: number } | { share: string };

/** A number a month, or with a percent sign a share of the total. */
export function readPart(text: string): Reading<Part> {
  if (text.trim().endsWith("%")) {
    const share = readPercent(text);
    return share.ok ? { ok: true, value: { share: share.value } } : share;
  }
  const result = readCount(text);
  return result.ok ? { ok: true, value: { count: result.value } } : result;
}

/** Names between commas or line ends, each once. */
export function readNames(text: string): string[] {
  const names = text.split(/[,\n]/).map((name) => name.trim());
  return [...new Set(names.filter((name) => name !== ""))];
}

function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

const BILLED = ["not-billed", "refunded", "billed"] as const;
const FAILURE = /^(.+?)(?:\s*[:=]\s*|\s+)([\d.,]+\s*%?)(?:\s+(not[ -]billed|refunded|billed))?$/i;

/** Lines such as `fal 2%` or `replicate 0.5% billed`. */
export function readFailures(text: string): Reading<FailureRate[]> {
  const rates: FailureRate[] = [];
  for (const line of linesOf(text)) {
    const parts = FAILURE.exec(line);
    const [, provider, percent, word] = parts ?? [];
    if (!provider || !percent)
      return refuse(
        t("“{line}”: write a provider and a percentage, such as fal 2%.", { line: line.slice(0, 40) }),
      );
    const rate = readPercent(percent);
    if (!rate.ok) return refuse(`“${line.slice(0, 40)}”: ${rate.error}`);
    const billed = BILLED.find((one) => one === word?.toLowerCase().replace(" ", "-"));
    rates.push({ provider, rate: rate.value, ...(billed ? { billed } : {}) });
  }
  return { ok: true, value: rates };
}

const ALTERNATIVE = /^(.*?)(?:(?:^|\s+)at\s+(.+?))?(\s*,\s*routed)?$/i;

/** Lines such as `flux-2-pro`, `flux-2-pro at fal`, `at fal`, `routed`. */
export function readAlternatives(text: string): Reading<Alternative[]> {
  const all: Alternative[] = [];
  for (const line of linesOf(text)) {
    const [, model = "", provider, routed] = ALTERNATIVE.exec(line) ?? [];
    if (line.toLowerCase() === "routed") all.push({ name: "routed", route: true });
    else {
      const one: Alternative = { name: line };
      if (model !== "") one.model = model;
      if (provider) one.provider = provider;
      if (routed) one.route = true;
      all.push(one);
    }
  }
  return all.length <= 20 ? { ok: true, value: all } : refuse(t("At most 20 alternatives, one a line."));
}

/** Tiers of providers: a line each, names between commas. */
export function readTiers(text: string): string[][] {
  return linesOf(text).map(readNames);
}
