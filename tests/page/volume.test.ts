import { expect, test } from "vitest";
import { parseVolume } from "../../www/src/volume.ts";

test.each([
  ["10000", 10_000],
  ["10k", 10_000],
  ["10 K", 10_000],
  ["1.2M", 1_200_000],
  ["1.2 million", 1_200_000],
  ["0.5k", 500],
  ["1.234567m", 1_234_567],
  ["1,000,000", 1_000_000],
  ["1 000 000", 1_000_000],
  ["1\u00a0000\u00a0000", 1_000_000],
  ["1_000_000", 1_000_000],
  ["1'000'000", 1_000_000],
  ["12,345k", 12_345_000],
  ["1b", 1_000_000_000],
  ["1000000000", 1_000_000_000],
  ["  7  ", 7],
  ["007", 7],
  ["1.500k", 1500],
  // 1.1 × 1,000,000 is 1100000.0000000001 in floats.
  ["1.1M", 1_100_000],
  ["4.35k", 4350],
])("%j is %i", (text, count) => expect(parseVolume(text)).toEqual({ ok: true, count }));

test.each([
  ["", /number of images/],
  ["abc", /not a number/],
  ["-5", /not a number/],
  ["1e5", /not a number/],
  ["10kk", /not a number/],
  ["1.000", /two ways/],
  ["1.000.000", /more than one point/],
  ["1,00", /three digits/],
  ["1,0000", /three digits/],
  ["1,000 000", /three digits/],
  ["10,k", /three digits/],
  [".5k", /before the point/],
  ["5.k", /after the point/],
  ["1.2345k", /whole number/],
  ["0.0001k", /whole number/],
  ["0", /at least 1/],
  ["0k", /at least 1/],
  ["1000000001", /At most/],
  ["2b", /At most/],
  ["9".repeat(400), /At most/],
  ["١٠", /not a number/],
])("%j is refused", (text, error) => {
  const result = parseVolume(text);
  expect(result.ok ? "" : result.error).toMatch(error);
});
