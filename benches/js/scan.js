// Two ways to price a CSV log in JavaScript: over the bytes with a table of one's own, as fast as it seems to go, and
// with `split` and a Map. Both take the columns from the header, sum by offer and by day, and tell rows without a price.
// The scanner goes back to text where it meets a quote, and refuses rows of another width, as the engine does.

const SLOTS = 1 << 12;
const [NEWLINE, QUOTE, COMMA, ZERO] = [10, 34, 44, 48];
const COLUMNS = ["date", "model", "provider", "size", "count"];

/** Prices by the bytes `model,provider,size`, with open addressing. */
export function logTable(kinds, size = "1024x1024") {
  const encoder = new TextEncoder();
  const keys = kinds.map(({ model, provider }) => encoder.encode(`${model},${provider},${size},`));
  const offsets = new Uint32Array(keys.length + 1);
  for (const [at, key] of keys.entries()) offsets[at + 1] = offsets[at] + key.length;
  const text = new Uint8Array(offsets[keys.length]);
  const slots = new Int32Array(SLOTS).fill(-1);
  for (const [at, key] of keys.entries()) {
    text.set(key, offsets[at]);
    let slot = slotOf(hashOf(0, key, 0, key.length));
    while (slots[slot] !== -1) slot = (slot + 1) & (SLOTS - 1);
    slots[slot] = at;
  }
  const prices = Float64Array.from(kinds, ({ micro }) => (micro ?? 0) / 1_000_000);
  const missing = Uint8Array.from(kinds, ({ micro }) => Number(micro === null));
  return { offsets, text, slots, prices, missing };
}

const slotOf = (hash) => (hash ^ (hash >>> 15)) & (SLOTS - 1);

function hashOf(start, bytes, from, to) {
  let hash = start;
  for (let at = from; at < to; at += 1) hash = (Math.imul(hash, 31) + bytes[at]) | 0;
  return hash;
}

function sameBytes(bytes, from, text, start, length) {
  for (let at = 0; at < length; at += 1) if (bytes[from + at] !== text[start + at]) return false;
  return true;
}

function headerOf(line) {
  const headers = line.split(",");
  return { places: COLUMNS.map((name) => headers.indexOf(name)), width: headers.length };
}

export function scanCsv(bytes, { offsets, text, slots, prices, missing }) {
  const made = new Float64Array(prices.length);
  const byDay = new Float64Array(32);
  let at = bytes.indexOf(NEWLINE) + 1;
  const { places, width } = headerOf(new TextDecoder().decode(bytes.subarray(0, at - 1)));
  const [date, model, provider, size, count] = places;
  // Where the columns of the key stand side by side, as in most logs, the key is one run of bytes.
  const together = provider === model + 1 && size === provider + 1;
  const ends = new Int32Array(width + 1);
  let unpriced = 0;
  while (at < bytes.length) {
    ends[0] = at;
    let column = 1;
    let byte = bytes[at];
    while (byte !== NEWLINE && byte !== undefined) {
      if (byte === COMMA) {
        if (column < width) ends[column] = at + 1;
        column += 1;
      } else if (byte === QUOTE) throw new Error("a quoted field: this log goes the slow way");
      at += 1;
      byte = bytes[at];
    }
    at += 1;
    if (column !== width || !together) {
      unpriced += 1;
      continue;
    }
    ends[width] = at;
    const from = ends[model];
    const length = ends[size + 1] - from;
    let slot = slotOf(hashOf(0, bytes, from, from + length));
    let kind = slots[slot];
    while (kind !== -1) {
      const start = offsets[kind];
      if (offsets[kind + 1] - start === length && sameBytes(bytes, from, text, start, length)) break;
      slot = (slot + 1) & (SLOTS - 1);
      kind = slots[slot];
    }
    let images = 0;
    for (let digit = ends[count]; digit < ends[count + 1] - 1; digit += 1)
      images = images * 10 + bytes[digit] - ZERO;
    if (kind === -1 || missing[kind] === 1) {
      unpriced += 1;
      continue;
    }
    const day = (bytes[ends[date] + 8] - ZERO) * 10 + bytes[ends[date] + 9] - ZERO;
    made[kind] += images;
    byDay[day] += images * prices[kind];
  }
  let total = 0;
  for (let kind = 0; kind < made.length; kind += 1) total += made[kind] * prices[kind];
  return { total, unpriced, made, byDay };
}

export function splitCsv(bytes, kinds) {
  const prices = new Map(kinds.map(({ model, provider, micro }) => [`${model},${provider}`, micro]));
  const lines = new TextDecoder().decode(bytes).split("\n");
  const { places } = headerOf(lines[0]);
  const sums = new Map();
  const byDay = new Map();
  let total = 0;
  let unpriced = 0;
  for (let at = 1; at < lines.length; at += 1) {
    if (lines[at] === "") continue;
    const fields = lines[at].split(",");
    const key = `${fields[places[1]]},${fields[places[2]]}`;
    const micro = fields[places[3]] === "1024x1024" ? prices.get(key) : undefined;
    if (micro == null) {
      unpriced += 1;
      continue;
    }
    const amount = (micro / 1_000_000) * Number(fields[places[4]]);
    sums.set(key, (sums.get(key) ?? 0) + amount);
    byDay.set(fields[places[0]], (byDay.get(fields[places[0]]) ?? 0) + amount);
    total += amount;
  }
  return { total, unpriced, sums, byDay };
}
