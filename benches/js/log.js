// Makes a usage log: as CSV of about 50 bytes a row, and as columns. One row in fifty names a model that there is not,
// so that whoever reads it has to tell apart what has no price.

import { numbers } from "./documents.js";
import { ONE, plain } from "./exact.js";
import { priceOf } from "./oracle.js";

const DAYS = 30;
const MOST_IMAGES = 12;
const MICRO = ONE / 1_000_000n;

/** Every offer of the document that has a price, then as many that do not exist as make one row in fifty. */
function kindsOf(models) {
  const kinds = models.flatMap(({ id, offers }) =>
    offers.flatMap((offer) => {
      const price = priceOf(offer);
      return price === null ? [] : [{ model: id, provider: offer.provider, micro: Number(price / MICRO) }];
    }),
  );
  const absent = Math.max(1, Math.round(kinds.length / 49));
  for (let at = 0; at < absent; at += 1)
    kinds.push({ model: `unlisted-${at}`, provider: "fal", micro: null });
  return kinds;
}

/** So many rows: the place of each row's kind and its count, and what they come to, exactly. */
export function usageColumns(models, rows) {
  const kinds = kindsOf(models);
  const next = numbers(20_260_630);
  const kind = new Uint32Array(rows);
  const count = new Uint32Array(rows);
  const made = new Array(kinds.length).fill(0);
  let unpriced = 0;
  for (let row = 0; row < rows; row += 1) {
    kind[row] = next(kinds.length);
    count[row] = 1 + next(MOST_IMAGES);
    made[kind[row]] += count[row];
    if (kinds[kind[row]].micro === null) unpriced += 1;
  }
  const total = kinds.reduce((sum, { micro }, at) => sum + BigInt(micro ?? 0) * BigInt(made[at]), 0n);
  return { kinds, kind, count, unpriced, total: plain(total * MICRO) };
}

/** The same rows as a CSV file, spread over the days of a month. */
export function usageCsv({ kinds, kind, count }) {
  const encoder = new TextEncoder();
  const days = Array.from({ length: DAYS }, (_, day) => `2026-06-${String(day + 1).padStart(2, "0")}`);
  const rows = kinds.map(({ model, provider }) => `,${model},${provider},1024x1024,`);
  const bytes = new Uint8Array(32 + kind.length * 96);
  let end = encoder.encodeInto("date,model,provider,size,count\n", bytes).written;
  // Encoded in pieces, since one string of all rows would take a second copy of everything.
  for (let from = 0; from < kind.length; from += 10_000) {
    let piece = "";
    const to = Math.min(kind.length, from + 10_000);
    for (let row = from; row < to; row += 1) {
      piece += `${days[Math.floor((row * DAYS) / kind.length)]}${rows[kind[row]]}${count[row]}\n`;
    }
    end += encoder.encodeInto(piece, bytes.subarray(end)).written;
  }
  return bytes.slice(0, end);
}
