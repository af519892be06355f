// How figures are written. Money arrives as an exact decimal in a string and leaves as text: it is checked
// against the decimal grammar, then handed to `Intl.NumberFormat` as that string, so that no digit passes
// through a binary float; fraction digits are copied, for `Intl` keeps no more than twenty of them in every engine
// that the page runs in. Nothing in this file adds, multiplies or rounds an amount for further use.

import type { Certainty, Status } from "perpixel";

const DECIMAL = /^-?(?:0|[1-9]\d{0,28})(?:\.\d{1,28})?$/;
const LOCALE = "en-US";
/** Fraction digits up to which a table cell shows a figure in full. */
const FULL_DIGITS = 7;

export const UNKNOWN = "unknown";
export const RATE_ONLY = "rate only";
export const RETIRED = "retired";
export const NOT_OFFERED = "not offered";
export const NOT_ROUTED = "not routed";
export const NOT_QUOTED = "not quoted";

const short = new Intl.NumberFormat(LOCALE, {
  style: "currency",
  currency: "USD",
  minimumSignificantDigits: 2,
  maximumSignificantDigits: 6,
});
const integer = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 });
const longDate = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });

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
  const [whole = "0", fraction = ""] = text.replace("-", "").split(".");
  const digits = fraction.padEnd(least, "0");
  return write(integer, whole) + (digits === "" ? "" : `.${digits}`);
}

/** The amount with every digit it has, at least two after the point: `"0.05406"` is `$0.05406`. */
export function usd(text: string | null | undefined): string {
  if (!isDecimal(text)) return UNKNOWN;
  return `${text.startsWith("-") ? "-" : ""}$${grouped(text, 2)}`;
}

/** A price of one thing: as `usd`, but a price of zero reads "free". */
export function price(text: string | null | undefined): string {
  if (!isDecimal(text)) return UNKNOWN;
  return isZero(text) ? "free" : usd(text);
}

/** For narrow cells: in full up to seven fraction digits, beyond that six significant ones after "≈". */
export function cellPrice(text: string | null | undefined): string {
  if (!isDecimal(text)) return UNKNOWN;
  if (fractionDigits(text) <= FULL_DIGITS) return price(text);
  return `≈ ${write(short, text)}`;
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
  return integer.format(value);
}

/** `1 model`, `2 models`. */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
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
      return isDecimal(price) ? one(price) : UNKNOWN;
    case "approximate":
      if (!isDecimal(price)) return UNKNOWN;
      if (certainty === "from") return `from ${one(price)}`;
      if (certainty === "upTo") return `up to ${one(price)}`;
      return `≈ ${one(price).replace(/^≈ /, "")}`;
    case "range":
      if (isDecimal(low) && isDecimal(high)) return `${one(low)} – ${one(high)}`;
      if (isDecimal(low)) return `from ${one(low)}`;
      return isDecimal(high) ? `up to ${one(high)}` : UNKNOWN;
    case "rate-only":
      return RATE_ONLY;
    default:
      return UNKNOWN;
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
  return number === null ? null : longDate.format(new Date(number * 86_400_000));
}
