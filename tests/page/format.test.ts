import { afterEach, describe, expect, test } from "vitest";
import {
  cellPrice,
  cellPriceIn,
  count,
  day,
  decimal,
  figure,
  isDecimal,
  money,
  NOT_OFFERED,
  NOT_QUOTED,
  NOT_ROUTED,
  price,
  RATE_ONLY,
  RETIRED,
  times,
  UNKNOWN,
  usd,
} from "../../www/src/format.ts";
import { speak } from "../../www/src/language.ts";

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
    ["-1234", "-$1,234.00"],
    ["0.5", "$0.50"],
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
    "5 ",
    "5a",
    "--5",
    "0.1.2",
    "١",
  ])("%j is no figure", (text) => {
    expect(isDecimal(text)).toBe(false);
    expect(usd(text)).toBe("unknown");
    expect(price(text)).toBe("unknown");
    expect(cellPrice(text)).toBe("unknown");
  });

  test("what is no price has words of its own, and only a text is a figure", () => {
    expect([UNKNOWN, RATE_ONLY, RETIRED, NOT_OFFERED, NOT_ROUTED, NOT_QUOTED]).toEqual([
      "unknown",
      "rate only",
      "retired",
      "not offered",
      "not routed",
      "not quoted",
    ]);
    expect([isDecimal("5"), isDecimal(5), isDecimal(["5"])]).toEqual([true, false, false]);
  });

  test("what is missing is unknown, never zero", () => {
    expect(usd(null)).toBe("unknown");
    expect(price(undefined)).toBe("unknown");
  });

  test("zero is free, and nothing else is", () => {
    expect(price("0")).toBe("free");
    expect(price("0.00")).toBe("free");
    expect(price("0.0000000001")).toBe("$0.0000000001");
    expect(price("-0.000")).toBe("free");
    expect(price("10")).toBe("$10.00");
    expect(price("100.0")).toBe("$100.00");
  });

  test("a cell shortens long figures, keeps their significant digits and says so", () => {
    expect(cellPrice("0.0000123")).toBe("$0.0000123");
    expect(cellPrice("0.00001234567")).toBe("≈ $0.0000123457");
    expect(cellPrice("0.0000000001")).toBe("≈ $0.00000000010");
    expect(cellPrice("1.1234567")).toBe("$1.1234567");
    expect(cellPrice("1.12345678")).toBe("≈ $1.12346");
    expect(cellPrice("12345678901234567.8")).toBe("$12,345,678,901,234,567.80");
    expect(cellPrice("0")).toBe("free");
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
    [{ status: "approximate", price: null }, "unknown"],
    [{ status: "approximate", price: "0.03", certainty: "about" }, "≈ $0.03"],
    [{ status: "approximate", price: "0.03", certainty: "from" }, "from $0.03"],
    [{ status: "approximate", price: "0.03", certainty: "upTo" }, "up to $0.03"],
    [{ status: "approximate", price: "0", certainty: "from" }, "from free"],
    [{ status: "range", price: null, low: "cheap", high: "0.02" }, "up to $0.02"],
    [{ status: "unknown", price: "0.03" }, "unknown"],
  ] as const)("%j is %s", (given, shown) => expect(figure(given)).toBe(shown));
});

test("a figure is written by whoever asks for it", () => {
  expect(figure({ status: "exact", price: "1234" }, decimal)).toBe("1,234");
  expect(figure({ status: "range", price: null, low: "1", high: "2" }, usd)).toBe("$1.00 – $2.00");
});

describe("another currency or language", () => {
  afterEach(() => speak("en"));

  test("has its own sign, and two digits whatever it is", () => {
    expect(money("1234.5", "EUR")).toBe("€1,234.50");
    expect(money("5", "JPY")).toBe("¥5.00");
    expect(money("-5", "CAD")).toBe("-$5.00");
    expect(money("x", "EUR")).toBe("unknown");
    expect(cellPriceIn("0.5", "EUR")).toBe("€0.50");
    expect(cellPriceIn("0.00001234567", "CAD")).toBe("≈ $0.0000123457");
    expect(cellPriceIn(null, "EUR")).toBe("unknown");
    expect(usd("1")).toBe("$1.00");
  });

  test("writes its own points and its own words, and English comes back", async () => {
    await speak("de");
    expect(usd("-1234567.5")).toBe("-1.234.567,50\u00a0$");
    expect(cellPrice("0.00001234567")).toBe("≈ 0,0000123457\u00a0$");
    expect(decimal("1234.5")).toBe("1.234,5");
    expect(times("1.5")).toBe("1,5×");
    expect(price("0")).toBe("kostenlos");
    expect(usd("")).toBe("unbekannt");
    expect(day("2026-05-24")).toBe("24. Mai 2026");
    await speak("en");
    expect(usd("-1234567.5")).toBe("-$1,234,567.50");
    expect(day("2026-05-24")).toBe("24 May 2026");
  });
});

describe("other figures", () => {
  test("quantities are grouped, fractions stay", () => {
    expect(decimal("10000")).toBe("10,000");
    expect(decimal("1.048576")).toBe("1.048576");
    expect(decimal("15/14")).toBe("15/14");
    expect(decimal("-10000.50")).toBe("-10,000.50");
  });
  test("multiples", () => {
    expect(times("1.76")).toBe("1.76×");
    expect(times("nonsense")).toBe("");
    expect(times(null)).toBe("");
    expect(times("10000")).toBe("10,000×");
  });
  test("counts", () => {
    expect(count(1_000_000)).toBe("1,000,000");
  });
  test("dates", () => {
    expect(day("2026-05-24")).toBe("24 May 2026");
    expect(day("2026-05-24T00:00:00Z")).toBe("24 May 2026");
    expect(day("2026-02-30")).toBeNull();
    expect(day("yesterday")).toBeNull();
    expect(day("x2026-05-24")).toBeNull();
    expect(day("2026-5-24")).toBeNull();
    expect(day("2026-13-01")).toBeNull();
    expect(day("")).toBeNull();
    expect(day("1970-01-01")).toBe("1 January 1970");
    expect(day("2024-02-29")).toBe("29 February 2024");
    expect(day(null)).toBeNull();
  });
});
