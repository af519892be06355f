import { expect, test } from "vitest";
import { percentText, readPercent } from "../../www/src/planning/percent.ts";
import {
  readAlternatives,
  readAmount,
  readFailures,
  readNames,
  readNumber,
  readPart,
  readRange,
  readTiers,
} from "../../www/src/planning/read.ts";

test.each([
  ["2", "0.02"],
  ["2%", "0.02"],
  ["0.5 %", "0.005"],
  [" 100 % ", "1"],
  ["0", "0"],
  ["0%", "0"],
  ["10", "0.1"],
  ["20%", "0.2"],
  ["007", "0.07"],
  ["99.99", "0.9999"],
  ["2.900", "0.029"],
  // 0.1 / 100 is 0.001, but 0.7 / 100 is 0.006999999999999999 in floats, and 1.1 / 100 is 0.011000000000000001.
  ["0.1%", "0.001"],
  ["0.7", "0.007"],
  ["1.1", "0.011"],
  ["0.00000000000001", "0.0000000000000001"],
])("%j is the share %s", (text, value) => expect(readPercent(text)).toEqual({ ok: true, value }));

test.each(["", "%", "abc", "-1", "100.1", "101", "1e2", "2%%", "1.2.3", ".5", "½"])(
  "%j is no percentage",
  (text) => expect(readPercent(text).ok).toBe(false),
);

test("a comma is answered with a remedy, and a larger bound lets more pass", () => {
  expect(readPercent("0,5")).toEqual({ ok: false, error: "Write a point: 0.5%." });
  expect(readPercent("150", 1000)).toEqual({ ok: true, value: "1.5" });
});

test.each([
  ["0.02", "2%"],
  ["0.005", "0.5%"],
  ["1", "100%"],
  ["0", "0%"],
  ["12.5", "1,250%"],
  ["-0.02", "-2%"],
  ["0.123456", "12.3456%"],
  ["0.12345678", "≈ 12.3456%"],
  ["25/59", "≈ 42.3728%"],
  ["0.0000004", "below 0.0001%"],
  ["1/51", "≈ 1.9607%"],
  ["strange", "strange"],
])("the share %j reads %s", (share, text) => expect(percentText(share)).toBe(text));

test.each([
  ["0.04", "0.04"],
  ["$0.04", "0.04"],
  ["1,200", "1200"],
  ["1,200.50", "1200.50"],
  ["007.5", "7.5"],
])("%j is the amount %s", (text, value) => expect(readAmount(text)).toEqual({ ok: true, value }));
test.each(["", "abc", "0,04", "-1", "1e3", ".5", "1,20"])("%j is no amount", (text) =>
  expect(readAmount(text).ok).toBe(false),
);

test.each([
  ["1500", "1500"],
  ["1200 to 1800", "1200 to 1800"],
  ["75–150", "75 to 150"],
  ["75-150", "75 to 150"],
  ["$75 to $150", "75 to 150"],
  ["~0.69", "~0.69"],
  ["about 0.69", "~0.69"],
])("%j is the range %s", (text, value) => expect(readRange(text)).toEqual({ ok: true, value }));
test.each(["", "to", "1 to", "1 to 2 to 3", "many"])("%j is no range", (text) =>
  expect(readRange(text).ok).toBe(false),
);

test("parts are numbers or shares", () => {
  expect(readPart("80%")).toEqual({ ok: true, value: { share: "0.8" } });
  expect(readPart("8,000")).toEqual({ ok: true, value: { count: 8000 } });
  expect(readPart("8k")).toEqual({ ok: true, value: { count: 8000 } });
  expect(readPart("").ok).toBe(false);
  expect(readPart("180%").ok).toBe(false);
});

test("numbers keep to their bounds", () => {
  expect(readNumber(1, 120)("12")).toEqual({ ok: true, value: 12 });
  expect(readNumber(1, 120)("1.5")).toEqual({ ok: true, value: 1.5 });
  for (const text of ["0", "121", "", "x", "1e2"]) expect(readNumber(1, 120)(text).ok).toBe(false);
});

test("names, tiers, failure rates and alternatives, a line each", () => {
  expect(readNames(" fal, replicate\nfal ,,")).toEqual(["fal", "replicate"]);
  expect(readTiers("vercel, fal\n\nreplicate")).toEqual([["vercel", "fal"], ["replicate"]]);
  expect(readFailures("fal 2%\nreplicate: 0.5 % billed\n\nopen ai 1 not billed")).toEqual({
    ok: true,
    value: [
      { provider: "fal", rate: "0.02" },
      { provider: "replicate", rate: "0.005", billed: "billed" },
      { provider: "open ai", rate: "0.01", billed: "not-billed" },
    ],
  });
  for (const text of ["fal", "2%", "fal 200%"]) expect(readFailures(text).ok).toBe(false);
  expect(readAlternatives("flux-2-pro\nflux-2-pro at fal\nat kie\nrouted\nflux-2-pro, routed")).toEqual({
    ok: true,
    value: [
      { name: "flux-2-pro", model: "flux-2-pro" },
      { name: "flux-2-pro at fal", model: "flux-2-pro", provider: "fal" },
      { name: "at kie", provider: "kie" },
      { name: "routed", route: true },
      { name: "flux-2-pro, routed", model: "flux-2-pro", route: true },
    ],
  });
});
