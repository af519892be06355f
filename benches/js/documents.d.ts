// What `documents.js` offers, for the tests that are in TypeScript.

/** A model of a made document, with its prices in micro-dollars. */
export interface MadeModel {
  id: string;
  offers: { provider: string; unit: string; micro: number | null }[];
  routed: string | null;
}

export function pricesDocument(
  shipped: string,
  count: number,
): { text: string; bytes: Uint8Array; models: MadeModel[] };

export function numbers(seed: number): (below: number) => number;
