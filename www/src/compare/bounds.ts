// Bounds of a figure as the address has them: `..0.04`, `1200..`, `0.01..0.05`, `0.04`. A bound stays the text that was
// entered. `read-bounds.ts` reads them back; how people write them is `expressions.ts`.

/** Decimals in plain notation; `null` where that side is open. */
export interface Bounds {
  readonly low: string | null;
  readonly high: string | null;
}

export const OPEN: Bounds = { low: null, high: null };

export function isOpen({ low, high }: Bounds): boolean {
  return low === null && high === null;
}

export function writeBounds({ low, high }: Bounds): string {
  return low === high ? (low ?? "") : `${low ?? ""}..${high ?? ""}`;
}
