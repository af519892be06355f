import { describe, expect, test } from "vitest";
import {
  amountReader,
  KINDS,
  NEW_ENTRY,
  readDay,
  readEntry,
  readName,
  wording,
} from "../../www/src/own/book-entry.ts";

const draft = (part: Partial<typeof NEW_ENTRY>) => ({ ...NEW_ENTRY, ...part });

describe("an entry as it is typed", () => {
  test("begins as a discount of nothing", () => {
    expect(NEW_ENTRY).toEqual({
      provider: "",
      model: "",
      kind: "discount",
      amount: "",
      from: "",
      until: "",
      note: "",
    });
    expect(KINDS).toEqual([
      { value: "discount", name: "Discount, %" },
      { value: "image", name: "USD an image" },
      { value: "megapixel", name: "USD a megapixel" },
      { value: "second", name: "USD a second" },
      { value: "clip", name: "USD a clip" },
    ]);
  });

  test.each([
    [
      { provider: "fal", amount: "15" },
      { provider: "fal", discount: "0.15" },
    ],
    [
      { model: "m", amount: "0.5%" },
      { model: "m", discount: "0.005" },
    ],
    [
      { provider: " fal ", model: "\tm ", kind: "image", amount: "$0.02", note: " contract 7 " },
      { provider: "fal", model: "m", usd: "0.02", unit: "image", note: "contract 7" },
    ],
    [
      {
        provider: "fal",
        model: "m",
        kind: "second",
        amount: "0.1",
        from: " 2026-06-01 ",
        until: "2026-06-30",
      },
      { provider: "fal", model: "m", usd: "0.1", unit: "second", from: "2026-06-01", until: "2026-06-30" },
    ],
    [
      { provider: "fal", amount: "1", until: "2026-06-30" },
      { provider: "fal", discount: "0.01", until: "2026-06-30" },
    ],
    // What is blank is not said at all.
    [
      { provider: " ", model: "m", amount: "1", note: " " },
      { model: "m", discount: "0.01" },
    ],
    [
      { provider: "fal", model: " ", amount: "1" },
      { provider: "fal", discount: "0.01" },
    ],
  ])("%j is %j", (part, entry) => expect(readEntry(draft(part))).toStrictEqual(entry));

  test.each([
    { amount: "15" },
    { provider: "  ", model: " ", amount: "15" },
    { provider: "fal" },
    { provider: "fal", amount: "101" },
    { provider: "fal", amount: "$15" },
    { provider: "fal", amount: "15", from: "soon" },
    { provider: "fal", amount: "15", until: "2026-02-30" },
    { provider: "fal", kind: "image", amount: "0.02" },
    { model: "m", kind: "image", amount: "0.02" },
    { provider: "fal", model: "m", kind: "image", amount: "2%" },
  ])("%j is none", (part) => expect(readEntry(draft(part))).toBeNull());

  test("a day is a day and nothing else", () => {
    const error = "A date such as 2026-06-30.";
    expect(readDay("2026-06-30")).toEqual({ ok: true, value: "2026-06-30" });
    expect(readDay("  ")).toEqual({ ok: true, value: null });
    for (const text of ["2026-06-31", "2026-06-30T00:00", "x2026-06-30", "30.6.2026", "2026-6-30"]) {
      expect(readDay(text)).toEqual({ ok: false, error });
    }
  });

  test("a discount is a percentage, anything else an amount", () => {
    expect(amountReader("discount")("12.5%")).toEqual({ ok: true, value: "0.125" });
    expect(amountReader("image")("12.5")).toEqual({ ok: true, value: "12.5" });
    expect(amountReader("image")("12.5%").ok).toBe(false);
  });

  test("a discount needs a provider or a model, a price both", () => {
    const either = { ok: false, error: "Name a provider, a model, or both." };
    const both = { ok: false, error: "A price needs it." };
    const good = { ok: true, value: null };
    expect(readName(draft({}))("")).toEqual(either);
    expect(readName(draft({ provider: " ", model: " " }))(" ")).toEqual(either);
    expect(readName(draft({ provider: "fal" }))("")).toEqual(good);
    expect(readName(draft({ model: "m" }))(" ")).toEqual(good);
    expect(readName(draft({}))("fal")).toEqual(good);
    expect(readName(draft({ kind: "image", provider: "fal" }))(" ")).toEqual(both);
    expect(readName(draft({ kind: "image" }))("m")).toEqual(good);
  });
});

describe("an entry as it is read out", () => {
  test.each([
    [{ discount: "0.155" }, "15.5% off"],
    [{ usd: "0.02" }, "$0.02 an image"],
    [{ usd: "0.02", unit: "image" }, "$0.02 an image"],
    [{ usd: "0.02", unit: "megapixel" }, "$0.02 a megapixel"],
    [{ usd: "0.1", unit: "second" }, "$0.10 a second"],
    [{ usd: "2", unit: "clip" }, "$2.00 a clip"],
    [{ discount: "0.1", usd: "0.02" }, "10% off, $0.02 an image"],
    [{}, ""],
    // From a file that somebody else wrote.
    [{ usd: "cheap\u202e", unit: "toString" }, "cheap⟨U+202E⟩ a toString"],
    [{ usd: "c".repeat(41), unit: "u".repeat(21) }, `${"c".repeat(40)}… a ${"u".repeat(20)}…`],
    [{ discount: "x".repeat(41) }, `${"x".repeat(40)}… off`],
  ])("%j is %j", (entry, text) => expect(wording(entry as Parameters<typeof wording>[0])).toBe(text));
});
