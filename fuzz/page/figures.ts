// What the screen shows of an amount, read again by its digits, is the amount, or it is marked as rounded; and what is
// not nothing is never shown as nothing. In both languages, in dollars and in another currency.

import { cellPrice, cellPriceIn, decimal, figure, money, price, times, usd } from "../../www/src/format.ts";
import { speak } from "../../www/src/language.ts";
import type { Chance } from "./chance.ts";

const DIGITS = "0123456789".split("");

/** An amount as the engine prints it: no zeros that say nothing, at most 28 places and 29 digits before them. */
function amount(chance: Chance): string {
  const units = (chance.below(3) === 0 ? "0" : chance.row(DIGITS, 13) || "0").replace(/^0+(?=\d)/, "");
  const places = ("0".repeat(chance.below(2) * chance.below(17)) + chance.row(DIGITS, 12)).replace(/0+$/, "");
  const text = places === "" ? units : `${units}.${places}`;
  return chance.below(4) === 0 && /[1-9]/.test(text) ? `-${text}` : text;
}

export interface Input {
  text: string;
  language: "en" | "de";
  currency: string;
}

export const runs = 100_000;

export function input(chance: Chance): Input {
  const language = chance.of(["en", "de"] as const);
  return { text: amount(chance), language, currency: chance.of(["USD", "EUR", "JPY", "KWD"]) };
}

/** The decimal that a text of that language spells, and whether it says that it is rounded. */
function read(text: string, language: string): { value: string; rounded: boolean } | null {
  const rounded = text.startsWith("≈ ");
  const group = language === "de" ? "." : ",";
  const bare = text
    .replace("≈ ", "")
    .replace(/US\$|[$€¥×]|[A-Z]{3}/g, "")
    .replace(/[\s\u00a0\u202f]/g, "")
    .replaceAll(group, "")
    .replace(",", ".");
  if (!/^-?\d+(?:\.\d+)?$/.test(bare)) return null;
  const plain = bare.includes(".") ? bare.replace(/\.?0+$/, "") : bare;
  return { value: plain === "-0" ? "0" : plain, rounded };
}

/** Whether two decimals differ by at most one in their fifth significant digit. */
function near(one: string, other: string): boolean {
  const scaled = (text: string) => {
    const [whole = "", fraction = ""] = text.split(".");
    return BigInt(whole + fraction.padEnd(30, "0"));
  };
  const [a, b] = [scaled(one), scaled(other)];
  const apart = a > b ? a - b : b - a;
  return apart * 100_000n <= (a < 0n ? -a : a);
}

/** What is wrong with the texts of an amount, if anything. */
export async function fault({ text, language, currency }: Input): Promise<string | null> {
  await speak(language);
  const free = text === "0";
  const shown: [what: string, text: string][] = [
    ["usd", usd(text)],
    ["money", money(text, currency)],
    ["decimal", decimal(text)],
    ["times", times(text)],
    ["cellPrice", cellPrice(text)],
    ["cellPriceIn", cellPriceIn(text, currency)],
    ["exact", figure({ status: "exact", price: text })],
    ["approximate", figure({ status: "approximate", price: text })],
    ["price", price(text)],
  ];
  for (const [what, written] of shown) {
    if (free && ["free", "kostenlos", "gratis"].includes(written.replace("≈ ", ""))) continue;
    const back = read(written, language);
    if (!back) return `${what}: “${written}” is no figure`;
    if (back.value === text) continue;
    if (!back.rounded) return `${what}: ${text} is shown as “${written}” and not marked as rounded`;
    if (!near(text, back.value)) return `${what}: ${text} is shown as “${written}”`;
    if (/^-?0(?:\.0*)?$/.test(back.value)) return `${what}: ${text} is shown as nothing`;
  }
  return null;
}
