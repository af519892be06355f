import { describe, expect, test } from "vitest";
import {
  cellPrice,
  count,
  day,
  decimal,
  figure,
  isDecimal,
  price,
  times,
  usd,
} from "../../www/src/format.ts";

describe("money", () => {
  test.each([
    ["0.05406", "$0.05406"],
    ["0.051", "$0.051"],
    ["540.6", "$540.60"],
    ["1234567.5", "$1,234,567.50"],
    ["0", "$0.00"],
    ["0.0000000000000000000000000001", "$0.0000000000000000000000000001"],
    ["79228162514264337593543950335", "$79,228,162,514,264,337,593,543,950,335.00"],
    // Both are beyond what a binary float can hold.
    ["9007199254740993", "$9,007,199,254,740,993.00"],
    ["0.1000000000000000055", "$0.1000000000000000055"],
    ["-0.019", "-$0.019"],
  ])("%s is %s", (text, shown) => expect(usd(text)).toBe(shown));

  test.each([
    "",
    "abc",
    "1e400",
    "1e-3",
    "NaN",
    "Infinity",
    ".5",
    "5.",
    "00.1",
    "+1",
    " 1",
    "1,000",
    "0x10",
    "١",
  ])("%j is no figure", (text) => {
    expect(isDecimal(text)).toBe(false);
    expect(usd(text)).toBe("unknown");
    expect(price(text)).toBe("unknown");
    expect(cellPrice(text)).toBe("unknown");
  });

  test("what is missing is unknown, never zero", () => {
    expect(usd(null)).toBe("unknown");
    expect(price(undefined)).toBe("unknown");
  });

  test("zero is free, and nothing else is", () => {
    expect(price("0")).toBe("free");
    expect(price("0.00")).toBe("free");
    expect(price("0.0000000001")).toBe("$0.0000000001");
  });

  test("a cell shortens long figures, keeps their significant digits and says so", () => {
    expect(cellPrice("0.0000123")).toBe("$0.0000123");
    expect(cellPrice("0.00001234567")).toBe("≈ $0.0000123457");
    expect(cellPrice("0.0000000001")).toBe("≈ $0.00000000010");
  });
});

describe("figures by status", () => {
  test.each([
    [{ status: "exact", price: "0.03" }, "$0.03"],
    [{ status: "approximate", price: "0.03" }, "≈ $0.03"],
    [{ status: "approximate", price: "0.123456789" }, "≈ $0.123457"],
    [{ status: "range", price: null, low: "0.01", high: "0.02" }, "$0.01 – $0.02"],
    [{ status: "range", price: null, low: "0.01" }, "from $0.01"],
    [{ status: "range", price: null, high: "0.02" }, "up to $0.02"],
    [{ status: "range", price: null }, "unknown"],
    [{ status: "rate-only", price: null }, "rate only"],
    [{ status: "unknown", price: null }, "unknown"],
    [{ status: "exact", price: null }, "unknown"],
    [{ status: "exact", price: "0" }, "free"],
  ] as const)("%j is %s", (given, shown) => expect(figure(given)).toBe(shown));
});

describe("other figures", () => {
  test("quantities are grouped, fractions stay", () => {
    expect(decimal("10000")).toBe("10,000");
    expect(decimal("1.048576")).toBe("1.048576");
    expect(decimal("15/14")).toBe("15/14");
  });
  test("multiples", () => {
    expect(times("1.76")).toBe("1.76×");
    expect(times("nonsense")).toBe("");
  });
  test("counts", () => {
    expect(count(1_000_000)).toBe("1,000,000");
  });
  test("dates", () => {
    expect(day("2026-05-24")).toBe("24 May 2026");
    expect(day("2026-05-24T00:00:00Z")).toBe("24 May 2026");
    expect(day("2026-02-30")).toBeNull();
    expect(day("yesterday")).toBeNull();
    expect(day(null)).toBeNull();
  });
});
