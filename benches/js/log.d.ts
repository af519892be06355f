// What `log.js` offers, for the tests that are in TypeScript.

import type { MadeModel } from "./documents.js";

export interface UsageColumns {
  kinds: { model: string; provider: string; micro: number | null }[];
  kind: Uint32Array;
  count: Uint32Array;
  /** Rows whose model there is not. */
  unpriced: number;
  /** USD for all others, exactly. */
  total: string;
}

export function usageColumns(models: MadeModel[], rows: number): UsageColumns;

export function usageCsv(columns: UsageColumns): Uint8Array;
