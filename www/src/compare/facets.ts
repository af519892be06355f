// The facets of the table: by what rows can be picked out besides their text and figures, which values of each are
// chosen, and how the address writes them. The counts are the engine's; what the facets and their values are called is
// `facet-names.ts`, which comes with the first panel or chip that shows them.

import type { Query } from "perpixel";

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

export const IN_ADDRESS: Readonly<Record<FacetName, string>> = {
  weights: "weights",
  licenses: "license",
  vendors: "vendor",
  providers: "provider",
  billing: "billing",
  priceTiers: "tier",
  latency: "latency",
};

export function writeFacet(values: readonly string[]): string {
  const text = values.map(encodeURIComponent).join(",");
  return text === "open-nc" ? "open-nc," : text;
}
