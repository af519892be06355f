// What is aimed at: ratios of our time to a peer's in the same process, and what must not be exceeded otherwise. A gate
// is to be reached; the other figure is as far as prototypes came. `make bench` prints against it and judges nothing.

/** @typedef {{ row: string, work: string, peer?: string, gate: number, stretch?: number, note?: string }} Goal */

/** @type {Goal[]} */
export const GOALS = [
  { row: "load-35", work: "bytes → ready, 35 models", peer: "JSON.parse", gate: 0.8, stretch: 0.4 },
  { row: "load-3500", work: "bytes → ready, 3,500 models", peer: "JSON.parse", gate: 0.8, stretch: 0.4 },
  { row: "response-35", work: "Response → first rows, 35", peer: "resp.json()", gate: 0.8, stretch: 0.6 },
  {
    row: "response-3500",
    work: "Response → first rows, 3,500",
    peer: "resp.json()",
    gate: 0.8,
    stretch: 0.6,
  },
  { row: "load-35000", work: "bytes → ready, 35,000 models", peer: "JSON.parse", gate: 1, stretch: 0.5 },
  { row: "load-growth", work: "time a model, 35,000 over 3,500", gate: 1.2, note: "(1 is linear)" },
  { row: "quote", work: "quote with receipt", peer: "genai-prices calcPrice", gate: 1 / 3, stretch: 1 / 20 },
  { row: "quote-total", work: "quote total, exact string", peer: "decimal.js", gate: 1, stretch: 0.7 },
  { row: "bulk", work: "10⁶ rows in place", peer: "natural float loop", gate: 0.7, stretch: 0.5 },
  { row: "bulk", work: "10⁶ rows in place", peer: "best float loop", gate: 1.25, stretch: 0.9 },
  { row: "bulk", work: "10⁶ rows in place", peer: "decimal.js", gate: 0.01, stretch: 0.006 },
  { row: "csv", work: "10⁶ rows of CSV", peer: "tuned scanner", gate: 0.42, stretch: 0.28 },
  { row: "csv", work: "10⁶ rows of CSV", peer: "split", gate: 0.1, stretch: 0.06 },
  { row: "sort", work: "sort 35,000, ids out", peer: "objects by float", gate: 0.1, stretch: 0.06 },
  { row: "reprice", work: "5,000 offers at another size", gate: 8, stretch: 4, note: "ms" },
  { row: "start", work: "start, first load and quote", peer: "empty module", gate: 6, stretch: 3.5 },
  { row: "start-lean", work: "the same, lean and packed", peer: "empty module", gate: 6, stretch: 3.5 },
  { row: "memory", work: "memory over bytes, 35,000 models", gate: 2, stretch: 1.3, note: "times" },
];

/** What a browser fetches, in kB with brotli. */
export const SIZE = { gate: 80, stretch: 60 };
