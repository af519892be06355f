// A million rows: in place, as columns and as a CSV file, against loops that a careful JavaScript programmer writes. Every
// one answers the total and how many rows have no price; a sheet and the loop with amounts say what each row costs too, the
// others the sum of each kind of rows.
import Big from "big.js";
import Decimal from "decimal.js";
import { pricesDocument } from "./documents.js";
import { mustBe, ONE, plain } from "./exact.js";
import { usageColumns, usageCsv } from "./log.js";
import { race } from "./measure.js";
import { logTable, scanCsv, splitCsv } from "./scan.js";

const ROWS = 1_000_000;
const CHUNK = 256 * 1024;

/** As one writes it down: a price that may be missing, looked up and asked about in each row. */
function naturalLoop(kind, count, prices) {
  const sums = new Float64Array(prices.length);
  let total = 0;
  let unpriced = 0;
  for (let row = 0; row < kind.length; row += 1) {
    const price = prices[kind[row]];
    if (price === null) {
      unpriced += 1;
      continue;
    }
    const amount = price * count[row];
    sums[kind[row]] += amount;
    total += amount;
  }
  return { total, unpriced, sums };
}

/** Without a branch: a missing price is 0 in one column and 1 in another, and the total comes from the sums. */
function bestLoop(kind, count, prices, missing) {
  const sums = new Float64Array(prices.length);
  let unpriced = 0;
  for (let row = 0; row < kind.length; row += 1) {
    const place = kind[row];
    sums[place] += prices[place] * count[row];
    unpriced += missing[place];
  }
  return { total: sums.reduce((total, amount) => total + amount, 0), unpriced, sums };
}

/** No price in the loop at all: images and rows are counted by kind, 2^32 a row, in four tables by turns. */
function countingLoop(kind, count, micro) {
  const kinds = micro.length;
  const tables = new Float64Array(4 * kinds);
  const ROW = 2 ** 32;
  for (let row = 0; row < kind.length; row += 4) {
    tables[kind[row]] += ROW + count[row];
    tables[kind[row + 1] + kinds] += ROW + count[row + 1];
    tables[kind[row + 2] + 2 * kinds] += ROW + count[row + 2];
    tables[kind[row + 3] + 3 * kinds] += ROW + count[row + 3];
  }
  let total = 0n;
  let unpriced = 0;
  for (const [at, packed] of tables.entries()) {
    const price = micro[at % kinds];
    const rows = Math.floor(packed / ROW);
    if (price === null) unpriced += rows;
    else total += price * BigInt(packed - rows * ROW);
  }
  return { total, unpriced };
}

/** The natural loop, and what each row costs in a column of its own. */
function amountsLoop(kind, count, prices, amounts) {
  let total = 0;
  let unpriced = 0;
  for (let row = 0; row < kind.length; row += 1) {
    const price = prices[kind[row]];
    if (price === null) {
      unpriced += 1;
      amounts[row] = Number.NaN;
      continue;
    }
    amounts[row] = price * count[row];
    total += amounts[row];
  }
  return { total, unpriced, amounts };
}

function exactLoop(kind, count, prices, zero) {
  const sums = prices.map(() => zero);
  let total = zero;
  let unpriced = 0;
  for (let row = 0; row < kind.length; row += 1) {
    const price = prices[kind[row]];
    if (price === null) {
      unpriced += 1;
      continue;
    }
    const amount = price.times(count[row]);
    sums[kind[row]] = sums[kind[row]].plus(amount);
    total = total.plus(amount);
  }
  return { total, unpriced, sums };
}

function verify(report, log) {
  mustBe("the number of rows", report.rows, ROWS);
  mustBe("the number of rows without a price", report.unpriced, log.unpriced);
  mustBe("the total of the log", report.total, log.total);
}

const near = (what, answer, log) => {
  mustBe(`${what}'s rows without a price`, answer.unpriced, log.unpriced);
  if (Math.abs(answer.total / Number(log.total) - 1) > 1e-9)
    throw new Error(`${what} computes ${answer.total}`);
};

function metered(catalog, bytes) {
  const meter = catalog.meter();
  for (let from = 0; from < bytes.length; from += CHUNK) meter.push(bytes.subarray(from, from + CHUNK));
  const report = meter.finish();
  meter.free();
  return report;
}

/** A sheet whose columns are filled once; every amount is held to the exact price. */
function filled(catalog, kinds, log) {
  const sheet = catalog.sheet(kinds, ROWS);
  sheet.kind().set(log.kind);
  sheet.count().set(log.count);
  const report = sheet.run();
  verify(report, log);
  const amounts = sheet.amounts();
  const lift = 10n ** BigInt(report.scale);
  for (let row = 0; row < ROWS; row += 997) {
    const { micro } = log.kinds[log.kind[row]];
    const exact = micro === null ? null : (BigInt(micro) * BigInt(log.count[row]) * lift) / 1_000_000n;
    mustBe(`the amount of row ${row}`, amounts[row] === -(2n ** 63n) ? null : amounts[row], exact);
  }
  return sheet;
}

export async function bulk({ perpixel: { load }, shipped, pace }) {
  const { bytes, models } = pricesDocument(shipped, 35);
  const catalog = await load(bytes, { asOf: "2026-06-30" });
  const log = usageColumns(models, ROWS);
  const { kind, count } = log;
  const ours = { kinds: log.kinds.map(({ model, provider }) => ({ model, provider })), kind, count };
  const texts = log.kinds.map(({ micro }) => (micro === null ? null : String(micro / 1_000_000)));
  const given = (make) => texts.map((text) => (text === null ? null : make(text)));
  const [floats, decimals, bigs] = [
    given(Number),
    given((text) => new Decimal(text)),
    given((text) => new Big(text)),
  ];
  const packed = Float64Array.from(floats, (price) => price ?? 0);
  const missing = Uint8Array.from(floats, (price) => (price === null ? 1 : 0));
  const [zero, none] = [new Decimal(0), new Big(0)];

  const amounts = new Float64Array(ROWS);
  const micro = log.kinds.map((one) => (one.micro === null ? null : BigInt(one.micro)));
  verify(catalog.usage(ours), log);
  const sheet = filled(catalog, ours.kinds, log);
  near("the natural loop", naturalLoop(kind, count, floats), log);
  near("the best loop", bestLoop(kind, count, packed, missing), log);
  near("the loop with amounts", amountsLoop(kind, count, floats, amounts), log);
  const counted = countingLoop(kind, count, micro);
  mustBe("the counting loop's rows without a price", counted.unpriced, log.unpriced);
  mustBe("the counting loop's total", plain(counted.total * (ONE / 1_000_000n)), log.total);
  mustBe("decimal.js's total", exactLoop(kind, count, decimals, zero).total.toFixed(), log.total);

  const inPlace = await race(
    [
      { name: "ours", run: () => sheet.run() },
      { name: "natural float loop", run: () => naturalLoop(kind, count, floats) },
      { name: "best float loop", run: () => bestLoop(kind, count, packed, missing) },
      { name: "natural loop with amounts out", run: () => amountsLoop(kind, count, floats, amounts) },
      { name: "exact counting loop", run: () => countingLoop(kind, count, micro) },
      { name: "decimal.js", run: () => exactLoop(kind, count, decimals, zero), rounds: 1 },
      { name: "big.js", run: () => exactLoop(kind, count, bigs, none), rounds: 1 },
    ],
    pace(1),
  );
  sheet.free();
  const columns = await race(
    [
      { name: "ours", run: () => catalog.usage(ours) },
      { name: "natural float loop", run: () => naturalLoop(kind, count, floats) },
      { name: "best float loop", run: () => bestLoop(kind, count, packed, missing) },
      { name: "exact counting loop", run: () => countingLoop(kind, count, micro) },
    ],
    pace(1),
  );

  const csv = usageCsv(log);
  const table = logTable(log.kinds);
  verify(catalog.usage(csv), log);
  verify(metered(catalog, csv), log);
  near("the scanner", scanCsv(csv, table), log);
  near("split", splitCsv(csv, log.kinds), log);
  const file = await race(
    [
      { name: "ours", run: () => catalog.usage(csv) },
      { name: "ours in chunks", run: () => metered(catalog, csv) },
      { name: "tuned scanner", run: () => scanCsv(csv, table) },
      { name: "split", run: () => splitCsv(csv, log.kinds), rounds: 3 },
    ],
    pace(2),
  );
  catalog.free();
  return [
    { row: "bulk", ...inPlace },
    { row: "columns", ...columns },
    { row: "csv", bytes: csv.length, ...file },
  ];
}
