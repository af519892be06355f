import { expect, test } from "vitest";
import {
  creditAt,
  isCreditPrice,
  readCreditPrice,
  withCredit,
  writeCredits,
  writtenPrice,
} from "../../www/src/credits.ts";
import { readCredits } from "../../www/src/read-credits.ts";

test.each([
  ["0.01", true],
  ["1", true],
  ["123456", true],
  ["123456.123456", true],
  ["0.000001", true],
  ["10", true],
  ["0", false],
  ["0.0", false],
  ["1234567", false],
  ["0.0000001", false],
  ["01", false],
  ["1.", false],
  [".5", false],
  ["-1", false],
  ["1 ", false],
  ["x1", false],
])("%j is a price of a credit: %s", (text, good) => expect(isCreditPrice(text)).toBe(good));

test("a price is read and shown in the language's own writing", () => {
  expect(readCreditPrice("1.500", "en-US")).toBe("1.500");
  expect(readCreditPrice("1,5", "en-US")).toBeNull();
  expect(readCreditPrice("1,5", "de-DE")).toBe("1.5");
  expect(readCreditPrice("1.5", "de-DE")).toBe("1.5");
  // A thousand and a half, or one and a half?
  for (const text of ["1.500", "12.500", "123.500"]) expect(readCreditPrice(text, "de-DE")).toBeNull();
  expect(readCreditPrice("1234.500", "de-DE")).toBe("1234.500");
  expect(readCreditPrice("0.500", "de-DE")).toBe("0.500");
  expect(readCreditPrice("1.5000", "de-DE")).toBe("1.5000");
  expect(readCreditPrice("free", "de-DE")).toBeNull();
  expect(writtenPrice("0.01", "en-US")).toBe("0.01");
  expect(writtenPrice("0.01", "de-DE")).toBe("0,01");
});

test("prices are found, set and taken away by provider", () => {
  const prices = { a: "1", b: "2" };
  expect(creditAt(prices, "a")).toBe("1");
  expect(creditAt(prices, "c")).toBeNull();
  expect(creditAt(prices, "constructor")).toBeNull();
  expect(withCredit(prices, "b", "3")).toEqual({ a: "1", b: "3" });
  expect(withCredit(prices, "c", "3")).toEqual({ a: "1", b: "2", c: "3" });
  expect(withCredit(prices, "a", null)).toEqual({ b: "2" });
  expect(prices).toEqual({ a: "1", b: "2" });
});

test("prices are written and read back, whatever the provider is called", () => {
  const prices = { a: "0.01", "b, c:d %": "12" };
  expect(writeCredits(prices)).toBe("a:0.01,b%2C%20c%3Ad%20%25:12");
  expect(readCredits(writeCredits(prices))).toEqual(prices);
  const own = readCredits("__proto__:5");
  expect(Object.getPrototypeOf(own)).toBe(Object.prototype);
  expect(Object.entries(own ?? {})).toEqual([["__proto__", "5"]]);
});

test.each(["", "a", ":1", "a:", "a:0", "a:1,a:2", "a:1,", "a:b:1", "xa:1y", "a:1 ", "%E0%A4:1", "a:1\nb"])(
  "%j is none",
  (text) => expect(readCredits(text)).toBeNull(),
);
