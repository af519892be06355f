// Reads the prices of credits out of the address, as `credits.ts` writes them.

import type { UsdInput } from "perpixel";
import { type CreditPrices, isCreditPrice } from "./credits.ts";

/** Reads what `writeCredits` wrote; `null` when any part of it cannot be used. */
export function readCredits(text: string): CreditPrices | null {
  const prices = new Map<string, UsdInput>();
  for (const pair of text.split(",")) {
    const parts = /^([^:]+):([\d.]+)$/.exec(pair);
    const provider = parts?.[1] ? unescaped(parts[1]) : null;
    const price = parts?.[2] ?? "";
    if (!provider || prices.has(provider) || !isCreditPrice(price)) return null;
    prices.set(provider, price);
  }
  return Object.fromEntries(prices);
}

function unescaped(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
