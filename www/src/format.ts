// How figures are written. Money arrives as an exact decimal in a string and leaves as text: it is checked
// against the decimal grammar, then handed to `Intl.NumberFormat` as that string, so that no digit passes
// through a binary float; fraction digits are copied, for `Intl` keeps no more than twenty of them in every engine
// that the page runs in. Nothing in this file adds, multiplies or rounds an amount for further use.

import type { Certainty, Status } from "perpixel";
import { integer, locale, msg, t } from "./language.ts";

const DECIMAL = /^-?(?:0|[1-9]\d{0,28})(?:\.\d{1,28})?$/;
/** Fraction digits up to which a table cell shows a figure in full. */
const FULL_DIGITS = 7;

/** The states that are no price, in English; `t` says them in the reader's language. */
export const UNKNOWN = msg("unknown");
export const RATE_ONLY = msg("rate only");
export const RETIRED = msg("retired");
export const NOT_OFFERED = msg("not offered");
export const NOT_ROUTED = msg("not routed");
export const NOT_QUOTED = msg("not quoted");

/** Made once for each locale and currency: making a format costs more than a thousand uses of it. */
function perLocale<T>(make: (locale: string, currency: string) => T): (currency?: string) => T {
  const made = new Map<string, T>();
  return (currency = "USD") => {
    const key = `${locale()} ${currency}`;
    const kept = made.get(key);
    if (kept !== undefined) return kept;
    const fresh = make(locale(), currency);
    made.set(key, fresh);
    return fresh;
  };
}

const short = perLocale(
  (locale, currency) =>
    new Intl.NumberFormat(locale, {
      style: "currency",
      currency,
      currencyDisplay: "narrowSymbol",
      minimumSignificantDigits: 2,
      maximumSignificantDigits: 6,
    }),
);
const whole = perLocale((locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }));
// Days of English texts are written day first, which no reader can mistake.
const longDate = perLocale(
  (locale) =>
    new Intl.DateTimeFormat(locale === "en-US" ? "en-GB" : locale, { dateStyle: "long", timeZone: "UTC" }),
);

/** How the language writes an amount: what stands before and after its digits, and between whole and fraction. */
const amountParts = perLocale((locale, currency) => {
  // Two digits after the point whatever the currency, so that the parts can be told apart.
  const digits = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  const options = { style: "currency", currency, currencyDisplay: "narrowSymbol", ...digits } as const;
  const parts = new Intl.NumberFormat(locale, options).formatToParts(1.5);
  const text = (from: number, to: number) =>
    parts
      .slice(from, to)
      .map(({ value }) => value)
      .join("");
  const first = parts.findIndex(({ type }) => type === "integer");
  const last = parts.findIndex(({ type }) => type === "fraction");
  const point = parts.find(({ type }) => type === "decimal")?.value ?? ".";
  return { before: text(0, first), after: text(last + 1, parts.length), point };
});

/** Whether `text` is a decimal in plain notation, the only form of a figure that is printed. */
export function isDecimal(text: unknown): text is string {
  return typeof text === "string" && DECIMAL.test(text);
}

function isZero(text: string): boolean {
  return /^-?0(?:\.0*)?$/.test(text);
}

function fractionDigits(text: string): number {
  const point = text.indexOf(".");
  return point < 0 ? 0 : text.length - point - 1;
}

// The standard types `format` for numbers only up to ES2022; strings are formatted digit by digit.
function write(format: Intl.NumberFormat, text: string): string {
  return format.format(text as `${number}`);
}

/** Groups the whole part and copies the fraction, filled up to `least` digits. */
function grouped(text: string, least: number): string {
  const [units = "0", fraction = ""] = text.replace("-", "").split(".");
  const digits = fraction.padEnd(least, "0");
  return write(whole(), units) + (digits === "" ? "" : amountParts().point + digits);
}

/** The amount with every digit it has, at least two after the point: `"0.05406"` is `$0.05406`. */
export function usd(text: string | null | undefined): string {
  return money(text, "USD");
}

/** As `usd`, of another currency by its code. */
export function money(text: string | null | undefined, currency: string): string {
  if (!isDecimal(text)) return t(UNKNOWN);
  const { before, after } = amountParts(currency);
  return `${text.startsWith("-") ? "-" : ""}${before}${grouped(text, 2)}${after}`;
}

/** A price of one thing: as `usd`, but a price of zero reads "free". */
export function price(text: string | null | undefined): string {
  return priceIn(text, "USD");
}

function priceIn(text: string | null | undefined, currency: string): string {
  if (!isDecimal(text)) return t(UNKNOWN);
  return isZero(text) ? t("free") : money(text, currency);
}

/** For narrow cells: in full up to seven fraction digits, beyond that six significant ones after "≈". */
export function cellPrice(text: string | null | undefined): string {
  return cellPriceIn(text, "USD");
}

/** As `cellPrice`, of another currency by its code. */
export function cellPriceIn(text: string | null | undefined, currency: string): string {
  if (!isDecimal(text)) return t(UNKNOWN);
  if (fractionDigits(text) <= FULL_DIGITS) return priceIn(text, currency);
  return `≈ ${write(short(currency), text)}`;
}

/** A bare decimal such as a quantity, grouped: `"10000"` is `10,000`. What is no decimal stays as it is. */
export function decimal(text: string): string {
  if (!isDecimal(text)) return text;
  return `${text.startsWith("-") ? "-" : ""}${grouped(text, 0)}`;
}

/** A ratio that the engine computed: `"1.76"` is `1.76×`. */
export function times(text: string | null | undefined): string {
  return isDecimal(text) ? `${decimal(text)}×` : "";
}

export function count(value: number): string {
  return integer(value);
}

export interface Figure {
  status: Status;
  price: string | null;
  low?: string | undefined;
  high?: string | undefined;
  certainty?: Certainty | undefined;
}

/** A price or amount as far as it is known: exact, approximate, bounded, a range, rate only or unknown. */
export function figure(
  { status, price, low, high, certainty }: Figure,
  one: (text: string) => string = cellPrice,
): string {
  switch (status) {
    case "exact":
      return isDecimal(price) ? one(price) : t(UNKNOWN);
    case "approximate":
      if (!isDecimal(price)) return t(UNKNOWN);
      if (certainty === "from") return t("from {price}", { price: one(price) });
      if (certainty === "upTo") return t("up to {price}", { price: one(price) });
      return `≈ ${one(price).replace(/^≈ /, "")}`;
    case "range":
      if (isDecimal(low) && isDecimal(high)) return `${one(low)} – ${one(high)}`;
      if (isDecimal(low)) return t("from {price}", { price: one(low) });
      return isDecimal(high) ? t("up to {price}", { price: one(high) }) : t(UNKNOWN);
    case "rate-only":
      return t(RATE_ONLY);
    default:
      return t(UNKNOWN);
  }
}

const DATE = /^(\d{4})-(\d{2})-(\d{2})/;

function dayNumber(date: string): number | null {
  const parts = DATE.exec(date);
  if (!parts) return null;
  const ms = Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]));
  const back = new Date(ms).toISOString().slice(0, 10);
  return back === parts[0] ? ms / 86_400_000 : null;
}

/** `2026-05-24` as `24 May 2026`; `null` for what is no date. */
export function day(date: string | null | undefined): string | null {
  const number = date ? dayNumber(date) : null;
  return number === null ? null : longDate().format(new Date(number * 86_400_000));
}
