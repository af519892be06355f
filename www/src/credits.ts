// What the reader says one credit costs, for providers whose price of a credit no source states, and how the
// address keeps it: `credits-page:0.01,other:0.2`. Prices stay the text that was entered; nothing is computed.

import type { UsdInput } from "perpixel";

/** USD for one credit, by provider. */
export type CreditPrices = Readonly<Record<string, UsdInput>>;

const PRICE = /^(?:0|[1-9]\d{0,5})(?:\.\d{1,6})?$/;

/** Whether `text` is a plain decimal above zero with at most six digits after the point. */
export function isCreditPrice(text: string): boolean {
  return PRICE.test(text) && /[1-9]/.test(text);
}

/**
 * A price as it was typed, as the plain decimal that is kept; `null` where it is none. Where the language parts
 * fractions by a comma, `1.500` may mean a thousand and a half as well, and is none.
 */
export function readCreditPrice(text: string, locale: string): UsdInput | null {
  const comma = decimalSign(locale) === ",";
  if (comma && /^[1-9]\d{0,2}\.\d{3}$/.test(text)) return null;
  const plain = comma ? text.replace(",", ".") : text;
  return isCreditPrice(plain) ? plain : null;
}

/** A price as the field shows it: in the language's own writing, without groups, so that it reads back. */
export function writtenPrice(price: UsdInput, locale: string): string {
  return price.replace(".", decimalSign(locale));
}

function decimalSign(locale: string): string {
  const parts = new Intl.NumberFormat(locale).formatToParts(1.5);
  return parts.find(({ type }) => type === "decimal")?.value ?? ".";
}

/** The price that was given for a provider. */
export function creditAt(prices: CreditPrices, provider: string): UsdInput | null {
  return Object.hasOwn(prices, provider) ? (prices[provider] ?? null) : null;
}

/** The prices with one of them set, or taken away by `null`. */
export function withCredit(prices: CreditPrices, provider: string, price: UsdInput | null): CreditPrices {
  const others = Object.entries(prices).filter(([name]) => name !== provider);
  return Object.fromEntries(price === null ? others : [...others, [provider, price]]);
}

export function writeCredits(prices: CreditPrices): string {
  return Object.entries(prices)
    .map(([provider, price]) => `${encodeURIComponent(provider)}:${price}`)
    .join(",");
}
