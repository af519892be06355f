// The helpers for amounts: exact to the last digit, whatever the size, and nothing that is no amount gets through.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, inject, test } from "vitest";

const { compare, format, isPerpixelError, load, toNumber } = (await import(
  join(inject("installed"), "node-esm/node_modules/perpixel/inline.js")
)) as typeof import("perpixel");

/** The same figures in every run: a generator by Marsaglia, as numbers below `limit`. */
function random(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
}

const below = random(2_463_534_242);
const digits = (count: number) => Array.from({ length: count }, () => below(10)).join("");

/** An amount with up to 28 digits on either side, often with zeros that say nothing. */
function amount(): string {
  const whole = below(3) === 0 ? "0" : digits(1 + below(28));
  const fraction = below(3) === 0 ? "" : `.${digits(1 + below(28))}${"0".repeat(below(3))}`;
  return `${below(4) === 0 ? "-" : ""}${whole}${fraction}`;
}

/** What BigInt says of an amount, in units of the 40th decimal place. */
function scaled(text: string): bigint {
  const [whole = "", fraction = ""] = text.replace("-", "").split(".");
  const size = BigInt(whole + fraction.padEnd(40, "0"));
  return text.startsWith("-") ? -size : size;
}

test("comparing agrees with BigInt on 20,000 pairs", () => {
  const seen = new Map<number, number>();
  for (let i = 0; i < 20_000; i += 1) {
    const a = amount();
    // A neighbour shares most of its digits; a stranger is told apart by the first.
    const b = below(2) === 0 ? amount() : `${a}${a.includes(".") ? "" : "."}${digits(below(3) + 1)}`;
    const difference = scaled(a) - scaled(b);
    const expected = difference < 0n ? -1 : difference > 0n ? 1 : 0;
    expect(compare(a, b), `${a} and ${b}`).toBe(expected);
    expect(compare(b, a), `${b} and ${a}`).toBe(0 - expected);
    seen.set(expected, (seen.get(expected) ?? 0) + 1);
  }
  for (const outcome of [-1, 0, 1]) expect(seen.get(outcome) ?? 0).toBeGreaterThan(200);
});

test.each<[string, string, number]>([
  ["1234567890123456789012345678", "1234567890123456789012345679", -1],
  ["0.1234567890123456789012345678", "0.1234567890123456789012345677", 1],
  ["0.10", "0.1", 0],
  ["-0", "0", 0],
  ["-0.00", "0", 0],
  ["007", "7", 0],
  ["10", "9", 1],
  ["-10", "-9", -1],
  ["0.09", "0.1", -1],
])("%s and %s compare as %i", (a, b, expected) => {
  expect(compare(a, b)).toBe(expected);
});

test("amounts sort", () => {
  expect(["10", "9", "0.051", "0.0501", "-1", "0.05"].sort(compare)).toEqual([
    "-1",
    "0.05",
    "0.0501",
    "0.051",
    "9",
    "10",
  ]);
});

test.each<[string, string, string]>([
  ["0.05406", "en-US", "$0.05406"],
  ["0", "en-US", "$0.00"],
  ["-0", "en-US", "$0.00"],
  ["10", "en-US", "$10.00"],
  ["1234.5", "en-US", "$1,234.50"],
  ["-0.00012", "en-US", "-$0.00012"],
  ["1234567890123456789012345678", "en-US", "$1,234,567,890,123,456,789,012,345,678.00"],
  ["0.0000000000000000000000000001", "en-US", "$0.0000000000000000000000000001"],
  ["123456789.1234567890123456789", "en-US", "$123,456,789.1234567890123456789"],
  ["1234.5", "de", "1.234,50\u00a0$"],
  ["1234567.891", "hi-IN-u-nu-deva", "$१२,३४,५६७.८९१"],
])("%s in %s is %s", (usd, locale, written) => {
  expect(format(usd, locale)).toBe(written);
});

test("what is written has the digits of the amount, all of them and no others", () => {
  for (let i = 0; i < 2_000; i += 1) {
    const text = amount();
    const written = format(text, "en-US").replace(/[$,]/g, "");
    expect(scaled(written), text).toBe(scaled(text));
    expect(written.split(".")[1]?.length).toBeGreaterThanOrEqual(2);
  }
});

test("a number is the nearest one, and has lost the rest", () => {
  expect(toNumber("0.05406")).toBe(0.05406);
  expect(toNumber("-2")).toBe(-2);
  expect(toNumber("1234567890123456789012345678")).toBe(Number("1.2345678901234568e27"));
});

test("without a locale it is the platform's", () => {
  expect(format("1234.5")).toBe(format("1234.5", new Intl.NumberFormat().resolvedOptions().locale));
});

test.each([
  ["nothing", ""],
  ["a word", "free"],
  ["an exponent", "1e3"],
  ["a sign of money", "$5"],
  ["groups", "1,000"],
  ["a point at the end", "1."],
  ["a point at the start", ".5"],
  ["a plus", "+1"],
  ["a blank", " 1"],
  ["a line break", "1\n"],
  ["other digits", "५"],
  ["a number", 0.05],
  ["an unknown price", null],
  ["no price", undefined],
])("%s is no amount", (_, text) => {
  for (const ask of [
    () => format(text as string),
    () => compare("1", text as string),
    () => toNumber(text as string),
  ]) {
    let caught: unknown;
    try {
      ask();
    } catch (error) {
      caught = error;
    }
    expect(isPerpixelError(caught) && [caught.code, typeof caught.help]).toEqual(["bad_request", "string"]);
  }
});

test("every amount that the engine answers is one that the helpers take", async () => {
  const catalog = await load(await readFile(join(inject("installed"), "node-esm/catalog.json")));
  const offers = catalog.compare().rows.flatMap((row) => row.offers);
  const prices = offers.flatMap(({ price }) => (price === null ? [] : [price]));
  expect(prices.length).toBeGreaterThan(50);
  for (const price of prices) expect(format(price, "en-US").replace(/[$,]/g, "")).toContain(price);
});
