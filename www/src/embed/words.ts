// What a price element says: the figure with its mark, and the words around it. Money is an exact decimal in a
// string and is formatted as such, never computed with.

import type { PricedOffer } from "perpixel";

interface Words {
  loading: string;
  none: string;
  unknown: string;
  rate: string;
  free: string;
  from: string;
  upTo: string;
  image: string;
  second: string;
  at: string;
  read: string;
  more: string;
}

const ENGLISH: Words = {
  loading: "loading the price …",
  none: "no price",
  unknown: "price unknown",
  rate: "rate only",
  free: "free",
  from: "from",
  upTo: "up to",
  image: "per image",
  second: "per second",
  at: "at",
  read: "read",
  more: "details",
};
const GERMAN: Words = {
  loading: "Preis wird geladen …",
  none: "kein Preis",
  unknown: "Preis unbekannt",
  rate: "nur ein Satz",
  free: "kostenlos",
  from: "ab",
  upTo: "bis",
  image: "je Bild",
  second: "je Sekunde",
  at: "bei",
  read: "gelesen am",
  more: "Einzelheiten",
};

/** The locale if it is one, or else the browser's own. */
export function usable(locale: string | null): string {
  const own = new Intl.NumberFormat().resolvedOptions().locale;
  try {
    return Intl.getCanonicalLocales(locale ?? [])[0] ?? own;
  } catch {
    return own;
  }
}

export function words(locale: string): Words {
  return locale.toLowerCase().split("-")[0] === "de" ? GERMAN : ENGLISH;
}

const DECIMAL = /^-?(?:0|[1-9]\d{0,28})(?:\.(\d{1,28}))?$/;
/** All engines that the element runs in print so many fraction digits; no price of a catalog has more. */
const MOST_DIGITS = 20;

/** Every digit of the amount, or `null` for what is no amount. */
export function usd(text: string | null | undefined, locale: string): string | null {
  const parts = typeof text === "string" ? DECIMAL.exec(text) : null;
  if (!parts) return null;
  const digits = parts[1]?.length ?? 0;
  if (digits > MOST_DIGITS) return null;
  const format = new Intl.NumberFormat(locale, {
    style: "currency",
    currency: "USD",
    minimumFractionDigits: Math.max(2, digits),
    maximumFractionDigits: Math.max(2, digits),
  });
  // The standard types take numbers only; strings are formatted digit by digit.
  return format.format(text as `${number}`);
}

export interface Figure {
  /** The price with its mark, or why there is none. */
  text: string;
  priced: boolean;
}

type Priced = Pick<PricedOffer, "status" | "price" | "low" | "high" | "certainty" | "native">;

export function figure(offer: Priced, locale: string): Figure {
  const said = words(locale);
  const amount = (text: string | null | undefined) => {
    if (text && /^-?0(?:\.0*)?$/.test(text)) return said.free;
    return usd(text, locale);
  };
  const marked = (mark: string, text: string | null) => (text === null ? null : `${mark} ${text}`);
  const price = amount(offer.price);
  const [low, high] = [amount(offer.low), amount(offer.high)];
  let text: string | null = null;
  if (offer.status === "exact") text = price;
  else if (offer.status === "approximate") {
    const { certainty } = offer;
    text = marked(certainty === "from" ? said.from : certainty === "upTo" ? said.upTo : "≈", price);
  } else if (offer.status === "range") {
    if (low && high) text = `${low} – ${high}`;
    else text = marked(said.from, low) ?? marked(said.upTo, high);
  } else if (offer.status === "rate-only") return { text: `${said.rate}: ${offer.native}`, priced: false };
  return text === null ? { text: said.unknown, priced: false } : { text, priced: true };
}

/** `2026-05-24` as a date of the locale; `null` for what is no date. */
export function day(date: string | undefined, locale: string): string | null {
  if (!date || !/^\d{4}-\d{2}-\d{2}$/.test(date)) return null;
  const at = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(at.getTime())) return null;
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" }).format(at);
}
