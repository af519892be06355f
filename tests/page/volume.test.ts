import { afterAll, describe, expect, test } from "vitest";
import { readCreditPrice, writtenPrice } from "../../www/src/credits.ts";
import { count, usd } from "../../www/src/format.ts";
import { locale, speak } from "../../www/src/language.ts";
import { isBudget, parseBudget, parseVolume } from "../../www/src/volume.ts";

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
  // A comma that parts no group of three can only be a fraction.
  ["1,2M", 1_200_000],
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
  ["1 Mio.", /not a number/],
])("%j is refused", (text, error) => {
  const result = parseVolume(text);
  expect(result.ok ? "" : result.error).toMatch(error);
});

describe("in German", () => {
  test.each([
    ["10.000", 10_000],
    ["1.000", 1000],
    ["1.000.000", 1_000_000],
    ["1,2M", 1_200_000],
    ["1.2M", 1_200_000],
    ["1,2 Mio.", 1_200_000],
    ["0,5 Mrd", 500_000_000],
    ["10 Tsd.", 10_000],
    ["1,500k", 1500],
    ["12.345k", 12_345_000],
    ["1 000 000", 1_000_000],
    ["2 Millionen", 2_000_000],
  ])("%j is %i", (text, count) => expect(parseVolume(text, "de")).toEqual({ ok: true, count }));

  test.each([
    ["1,000", /two ways/],
    ["1,5", /two ways/],
    ["1,000,000", /more than one point/],
    ["1.00", /three digits/],
    ["1 billion", /not a number/],
    ["2b", /not a number/],
    ["0,1234k", /whole number/],
    ["", /number of images/],
  ])("%j is refused", (text, error) => {
    const result = parseVolume(text, "de");
    expect(result.ok ? "" : result.error).toMatch(error);
  });
});

describe("what the page writes in a language is read back in it", () => {
  afterAll(() => speak("en"));
  test.each(["en", "de"] as const)("%s", async (language) => {
    await speak(language);
    for (const volume of [1, 999, 1000, 10_000, 123_456, 1_000_000, 1_000_000_000]) {
      expect(parseVolume(count(volume))).toEqual({ ok: true, count: volume });
    }
    for (const price of ["0.01", "1.5", "1.500", "0.005", "123456.000001", "1000"]) {
      // A price keeps its own digits; one of three decimals may be read as thousands, and is not written so.
      const written = writtenPrice(price, locale());
      expect(readCreditPrice(written, locale())).toBe(price);
    }
  });

  test("a price of a credit that may be thousands is refused where the point parts groups", () => {
    expect(readCreditPrice("1.500", "de-DE")).toBeNull();
    expect(readCreditPrice("0.005", "de-DE")).toBe("0.005");
    expect(readCreditPrice("0,01", "de-DE")).toBe("0.01");
    expect(readCreditPrice("0,01", "en-US")).toBeNull();
  });
});

describe("a budget", () => {
  test.each([
    ["$50", "en", "50"],
    ["$1,250.50", "en", "1250.5"],
    ["50 USD", "en", "50"],
    ["$0.5", "en", "0.5"],
    ["$50,5", "en", "50.5"],
    ["50,00\u00a0$", "de", "50"],
    ["1.250,50 $", "de", "1250.5"],
    ["$1.5", "de", "1.5"],
    ["1.000 $", "de", "1000"],
  ] as const)("%j in %s is %s", (text, language, amount) => {
    expect(isBudget(text)).toBe(true);
    expect(parseBudget(text, language)).toEqual({ ok: true, usd: amount });
  });

  test.each([
    ["$", "en"],
    ["$0", "en"],
    ["$0.00", "en"],
    ["$1.000", "en"],
    ["$-5", "en"],
    ["$10k", "en"],
    ["$1e3", "en"],
    ["$9999999999", "en"],
    ["1,000 $", "de"],
    ["$1 2", "de"],
  ] as const)("%j in %s is refused", (text, language) => {
    expect(isBudget(text)).toBe(true);
    expect(parseBudget(text, language).ok).toBe(false);
  });

  test("a number of images is none", () => expect(isBudget("10k")).toBe(false));

  test.each(["en", "de"] as const)("what the page shows in %s is read back", async (language) => {
    await speak(language);
    for (const amount of ["50", "0.01", "1250.5", "123456789.99"]) {
      expect(parseBudget(usd(amount))).toEqual({ ok: true, usd: amount });
    }
    await speak("en");
  });
});
