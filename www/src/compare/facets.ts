// The facets of the table: by what rows can be picked out besides their text and figures, which values of each are
// chosen, and how the address keeps them. The counts are the engine's; the panel that shows them is fetched later.

import type { Query } from "perpixel";
import { BILLING_NAMES } from "../job.ts";
import { msg, t } from "../language.ts";
import { visible } from "../names.ts";

export const FACETS = [
  "weights",
  "licenses",
  "vendors",
  "providers",
  "billing",
  "priceTiers",
  "latency",
] as const satisfies readonly (keyof Query)[];
export type FacetName = (typeof FACETS)[number];
/** The chosen values of each facet; a row that has any of them stays. */
export type Facets = Readonly<Partial<Record<FacetName, readonly string[]>>>;

interface Shape {
  /** In the address. */
  name: string;
  title: string;
  /** All values that there are, where the engine knows no others, in their order. */
  words?: Readonly<Record<string, string>>;
}

export const SHAPES: Readonly<Record<FacetName, Shape>> = {
  weights: { name: "weights", title: msg("Weights") },
  licenses: { name: "license", title: msg("Licence") },
  vendors: { name: "vendor", title: msg("Vendor") },
  providers: { name: "provider", title: msg("Provider") },
  billing: { name: "billing", title: msg("Billing"), words: BILLING_NAMES },
  priceTiers: {
    name: "tier",
    title: msg("Price tier"),
    words: { budget: msg("budget"), mid: msg("mid"), premium: msg("premium") },
  },
  latency: {
    name: "latency",
    title: msg("Latency"),
    words: { fast: msg("fast"), medium: msg("medium"), slow: msg("slow") },
  },
};

const WEIGHTS: Readonly<Record<string, string>> = {
  open: msg("open"),
  "open-nc": msg("open, non-commercial"),
  closed: msg("closed"),
};
const MOST_VALUES = 60;
const LONGEST = 120;

export function valueName(facet: FacetName, value: string): string {
  const words = facet === "weights" ? WEIGHTS : SHAPES[facet].words;
  const word = words && Object.hasOwn(words, value) ? words[value] : undefined;
  return word ? t(word) : visible(value, 60);
}

/** The choice with one value of a facet added, or taken away. */
export function toggled(facets: Facets, facet: FacetName, value: string): Facets {
  const before = facets[facet] ?? [];
  const values = before.includes(value) ? before.filter((one) => one !== value) : [...before, value];
  const { [facet]: _, ...others } = facets;
  return values.length === 0 ? others : { ...others, [facet]: values };
}

function unescaped(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** Reads what the address has for one facet; `null` when any part of it cannot be used. */
export function readFacet(facet: FacetName, text: string): readonly string[] | null {
  // Links of before, when one value alone could be chosen.
  if (text === "any") return [];
  if (facet === "weights" && text === "open-nc") return ["open", "open-nc"];
  const { words } = SHAPES[facet];
  const values: string[] = [];
  for (const part of text.replace(/,$/, "").split(",")) {
    const value = unescaped(part);
    if (!value || value.length > LONGEST || values.includes(value)) return null;
    if (words && !Object.hasOwn(words, value)) return null;
    values.push(value);
  }
  return values.length > MOST_VALUES ? null : values;
}

export function writeFacet(values: readonly string[]): string {
  const text = values.map(encodeURIComponent).join(",");
  return text === "open-nc" ? "open-nc," : text;
}
