// What the facets and their values are called, and how a choice among them changes.

import { msg, t } from "../language.ts";
import { visible } from "../names.ts";
import { BILLING_NAMES } from "../terms.ts";
import type { FacetName, Facets } from "./facets.ts";

interface Shape {
  title: string;
  /** All values that there are, where the engine knows no others, in their order. */
  words?: Readonly<Record<string, string>>;
}

export const SHAPES: Readonly<Record<FacetName, Shape>> = {
  weights: { title: msg("Weights") },
  licenses: { title: msg("Licence") },
  vendors: { title: msg("Vendor") },
  providers: { title: msg("Provider") },
  billing: { title: msg("Billing"), words: BILLING_NAMES },
  priceTiers: {
    title: msg("Price tier"),
    words: { budget: msg("budget"), mid: msg("mid"), premium: msg("premium") },
  },
  latency: {
    title: msg("Latency"),
    words: { fast: msg("fast"), medium: msg("medium"), slow: msg("slow") },
  },
};

const WEIGHTS: Readonly<Record<string, string>> = {
  open: msg("open"),
  "open-nc": msg("open, non-commercial"),
  closed: msg("closed"),
};
/** The word for a value, or the value itself where there is none. */
function wordFor(words: Readonly<Record<string, string>> | undefined, value: string): string {
  const word = words && Object.hasOwn(words, value) ? words[value] : undefined;
  return word ? t(word) : visible(value, 60);
}

export function weightsName(value: string): string {
  return wordFor(WEIGHTS, value);
}

export function valueName(facet: FacetName, value: string): string {
  return facet === "weights" ? weightsName(value) : wordFor(SHAPES[facet].words, value);
}

/** The choice with one value of a facet added, or taken away. */
export function toggled(facets: Facets, facet: FacetName, value: string): Facets {
  const before = facets[facet] ?? [];
  const values = before.includes(value) ? before.filter((one) => one !== value) : [...before, value];
  const { [facet]: _, ...others } = facets;
  return values.length === 0 ? others : { ...others, [facet]: values };
}
