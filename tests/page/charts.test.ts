// Where values stand, what ticks say and how labels keep apart.

import { describe, expect, test } from "vitest";
import { apart, cut } from "../../www/src/charts/labels.ts";
import { fileName } from "../../www/src/charts/picture.ts";
import { dayAxis, dayPlace, numberAxis, place, plain } from "../../www/src/charts/scales.ts";
import { day, usd } from "../../www/src/format.ts";

describe("a place is that of a decimal and of nothing else", () => {
  test.each([
    ["0.03", 0.03],
    ["0", 0],
    ["1e400", null],
    ["NaN", null],
    ["", null],
    ["Infinity", null],
    [null, null],
  ])("%s", (text, at) => expect(place(text)).toBe(at));
});

describe("ticks are written in plain notation", () => {
  test.each([
    [0, "0"],
    [0.05, "0.05"],
    [0.1 + 0.2, "0.3"],
    [1e-7, "0.0000001"],
    [2.5e-10, "0.00000000025"],
    [20, "20"],
    [1e6, "1000000"],
    [1e21, "1000000000000000000000"],
    [-0.5, "-0.5"],
    [12.5, "12.5"],
  ])("%d", (value, text) => expect(plain(value)).toBe(text));
});

const range = [100, 0] as const;

describe("a number axis", () => {
  test("begins at zero where it should, and its ticks are amounts", () => {
    const axis = numberAxis([0.02, 0.05], { range, label: usd, zero: true });
    expect(axis.at(0)).toBe(100);
    expect(axis.at(0.05)).toBe(0);
    expect(axis.ticks.map(({ label }) => label)).toEqual([
      "$0.00",
      "$0.01",
      "$0.02",
      "$0.03",
      "$0.04",
      "$0.05",
    ]);
  });

  test("of widely different values is logarithmic: equal ratios, equal distances", () => {
    const axis = numberAxis([0.001, 10], { range, label: usd, log: true });
    expect(axis.log).toBe(true);
    expect(axis.at(0.01) - axis.at(0.1)).toBeCloseTo(axis.at(0.1) - axis.at(1));
    expect(axis.ticks.map(({ label }) => label)).toContain("$0.10");
    expect(axis.ticks.length).toBeLessThanOrEqual(13);
  });

  test("with a value of zero is linear whatever is wanted", () => {
    expect(numberAxis([0, 10], { range, label: usd, log: true })).toMatchObject({ log: false });
  });

  test.each([[[]], [[0]], [[3]], [[1e-28]], [[9e28]]])("of %j has finite places", (values) => {
    for (const log of [false, true]) {
      const axis = numberAxis(values, { range, label: usd, log, zero: true });
      for (const { at, label } of axis.ticks) {
        expect(Number.isFinite(at)).toBe(true);
        expect(label).not.toBe("unknown");
      }
      for (const value of values) expect(Number.isFinite(axis.at(value))).toBe(true);
    }
  });
});

describe("an axis of days", () => {
  test("ends at the dates, with ticks on days that do not run into each other", () => {
    const axis = dayAxis(["2026-03-01", "2026-11-21", "2026-05-01"], [0, 600], day);
    expect(axis.at(dayPlace("2026-03-01"))).toBe(0);
    expect(axis.at(dayPlace("2026-11-21"))).toBe(600);
    expect(axis.ticks.length).toBeGreaterThan(1);
    axis.ticks.forEach((tick, at) => {
      expect(tick.label).toMatch(/^\d+ \w+ 2026$/);
      if (at > 0) expect(tick.at - (axis.ticks[at - 1]?.at ?? 0)).toBeGreaterThanOrEqual(136);
    });
  });

  test("of a single day begins before it", () => {
    const axis = dayAxis(["2026-03-01", "2026-03-01"], [0, 300], day);
    expect(axis.at(dayPlace("2026-03-01"))).toBe(300);
  });
});

describe("labels keep apart", () => {
  const gaps = (places: number[]) => {
    const sorted = places.toSorted((one, other) => one - other);
    return sorted.slice(1).map((place, at) => place - (sorted[at] ?? 0));
  };
  test("by the gap, within the range, in their order", () => {
    const places = apart([50, 50, 10, 52, 99], 16, [0, 100]);
    expect(Math.min(...gaps(places))).toBeGreaterThan(15.999);
    expect(Math.min(...places)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...places)).toBeLessThanOrEqual(100);
    expect(places[2]).toBe(10);
    expect(places[3]).toBeGreaterThan(places[1] ?? 0);
  });
  test("and stay where there is room", () => expect(apart([10, 90], 16, [0, 100])).toEqual([10, 90]));
});

test("long names are cut between characters", () => {
  expect(cut("ab😀😀😀", 4)).toBe("ab😀…");
  expect(cut("short", 5)).toBe("short");
});

test("a file's name is plain", () => {
  expect(fileName("Price history of ../../<b>FLUX.2 [pro]</b>")).toBe(
    "price-history-of-..-..-b-flux.2-pro-b",
  );
  expect(fileName("価格")).toBe("chart");
});
