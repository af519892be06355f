// What the address takes, at its last good length and value and at the next one, and the words of every notice.

import { describe, expect, test } from "vitest";
import { defaults, inView, writeAddress } from "../../www/src/address.ts";
import { isOpen, OPEN, writeBounds } from "../../www/src/compare/bounds.ts";
import { readAddress, unknownName } from "../../www/src/read-address.ts";

const of = (hash: string) => readAddress(hash).address;
const notices = (hash: string) => readAddress(hash).notices;
const unusable = (name: string, value: string) =>
  `The link's “${name}” cannot be “${value}”; the default is used.`;
const unknownForm = (form: string) =>
  `The link is of a form this page does not know (“${form}”); the defaults are shown.`;

describe("numbers are taken up to their limits", () => {
  test.each([
    ["n", "1", "0"],
    ["n", "1000000000", "1000000001"],
    ["inputs", "0", "-1"],
    ["inputs", "64", "65"],
    ["seconds", "1", "0"],
    ["seconds", "600", "601"],
    ["elo", "1", "0"],
    ["elo", "4000", "4001"],
    ["within", "1", "0"],
    ["within", "3600", "3601"],
    ["size", "1x1", "1x0"],
    ["size", "16384x16384", "16384x16385"],
    ["size", "16384x1", "16385x1"],
    ["size", "1x16384", "0x16384"],
    ["elo", "0000004000", "00000004000"],
    ["elo", "7", "7x"],
    ["elo", "7", "x7"],
    ["size", "12x34", "x12x34"],
    ["size", "12x34", "12x34x"],
    ["within", "fast", "slow"],
    ["batch", "1", "0"],
  ])("%s=%s is taken, %s is not", (name, good, bad) => {
    expect(notices(`#v1?${name}=${good}`)).toEqual([]);
    expect(notices(`#v1?${name}=${bad}`)).toEqual([unusable(name, bad)]);
    expect(of(`#v1?${name}=${bad}`)).toEqual(defaults());
  });

  test("and are what they say", () => {
    const { job, volume, minElo, within } = of(
      "#v1?n=7&inputs=64&seconds=600&elo=4000&within=medium&size=12x34",
    );
    expect({ job, volume, minElo, within }).toEqual({
      job: { ...defaults().job, inputs: 64, seconds: 600, size: { kind: "pixels", width: 12, height: 34 } },
      volume: 7,
      minElo: 4000,
      within: "medium",
    });
    expect(of("#v1?within=3600").within).toBe(3600);
  });
});

describe("texts are taken up to their length", () => {
  const values = (count: number, length: number) =>
    Array.from({ length: count }, (_, at) => String(at).padStart(length, "v")).join(",");

  test.each([
    ["text", "a".repeat(200), "a".repeat(201)],
    ["model", "a".repeat(200), "a".repeat(201)],
    ["pick", "a".repeat(200), "a".repeat(201)],
    ["vendor", "v".repeat(120), "v".repeat(121)],
    ["vendor", values(60, 2), values(61, 2)],
    // 20 values of 99 and their commas are 1,999 characters.
    ["vendor", `${values(19, 99)},${"w".repeat(100)}`, `${values(19, 99)},${"w".repeat(101)}`],
    ["pick", "a,b,c,d", "a,b,c,d,e"],
    ["price", "0.12345678901", "0.1234567890123"],
    ["price", "999999999", "9999999999"],
    ["elo-range", "1200..1300", "1200...1300"],
    ["elo-range", "1000..2000", "10000..20000"],
  ])("%s", (name, good, bad) => {
    expect(notices(`#v1?${name}=${good}`)).toEqual([]);
    expect(of(`#v1?${name}=${good}`)).not.toEqual(defaults());
    expect(notices(`#v1?${name}=${bad}`)).toHaveLength(1);
    expect(of(`#v1?${name}=${bad}`)).toEqual(defaults());
  });

  test("the whole of it too", () => {
    const link = (length: number) => {
      const start = "v1/estimate?a=";
      const second = "&b=";
      const rest = length - start.length - second.length - 4000;
      return `#${start}${"a".repeat(4000)}${second}${"b".repeat(rest)}`;
    };
    expect(readAddress(link(8000))).toMatchObject({
      address: { view: "estimate", fields: { a: "a".repeat(4000) } },
      notices: [],
    });
    expect(readAddress(link(8001))).toEqual({
      address: defaults(),
      notices: ["The link is too long to be one of this page; the defaults are shown."],
    });
    const field = "c".repeat(4001);
    expect(readAddress(`#v1/estimate?a=${field}`)).toMatchObject({
      address: { fields: {} },
      notices: [unusable("a", `${"c".repeat(40)}…`)],
    });
  });
});

describe("the form of a link", () => {
  test.each(["", "#", "v1", "#v1", "#v1?", "#v1?&", "#v1?&&"])("%j is the default state", (hash) =>
    expect(readAddress(hash)).toEqual({ address: defaults(), notices: [] }),
  );

  test.each([
    ["#v2", "v2"],
    ["#v1/", "v1/"],
    ["#v1/nowhere", "v1/nowhere"],
    ["#v1/route/x", "v1/route/x"],
    ["#V1", "V1"],
    ["##v1", "#v1"],
    ["#/route", "/route"],
    [`#${"x".repeat(21)}?n=5`, `${"x".repeat(20)}…`],
    ["#a\u202eb", "a⟨U+202E⟩b"],
  ])("%j is none", (hash, form) =>
    expect(readAddress(hash)).toEqual({ address: defaults(), notices: [unknownForm(form)] }),
  );

  test("what stands after the first mark belongs to the values", () => {
    expect(of("#v1?text=a?b=c").text).toBe("a?b=c");
    expect(of("v1?text=a%20b+c").text).toBe("a b c");
    expect(of("#v1?text=\ud800").text).toBe("\ufffd");
    expect(of("#v1?n=7&").volume).toBe(7);
  });

  test("each notice names what it is about", () => {
    expect(notices("#v1?n=5&n=6")).toEqual(["The link sets “n” twice; the first one is used."]);
    expect(notices("#v1?bad=1")).toEqual([unknownName("bad")]);
    expect(unknownName(`\u202e${"b".repeat(40)}`)).toBe(
      `The link sets “⟨U+202E⟩${"b".repeat(29)}…”, which this page does not know; it is left out.`,
    );
    expect(notices("#v1?text=%E0%A4%A")).toEqual([unusable("text", "text=%E0%A4%A")]);
    expect(notices(`#v1?sort=${"s".repeat(41)}`)).toEqual([unusable("sort", `${"s".repeat(40)}…`)]);
    expect(notices("#v1?unit=clip")).toEqual([unusable("unit", "clip")]);
    expect(notices("#v1?n")).toEqual([unusable("n", "")]);
    expect(notices("#v1?=5")).toEqual([unknownName("")]);
  });
});

describe("the form of a view", () => {
  test("keeps its fields as they stand, and reads what every view has", () => {
    const { address, notices } = readAddress("#v1/route?mode=edit&n=7&credit=a:1&elo=x&sort=&field-1=a%2Cb");
    expect(notices).toEqual([]);
    expect(address).toEqual({
      ...defaults(),
      view: "route",
      job: { ...defaults().job, mode: "edit" },
      volume: 7,
      credits: { a: "1" },
      fields: { elo: "x", sort: "", "field-1": "a,b" },
    });
    expect(writeAddress(address)).toBe("#v1/route?mode=edit&n=7&credit=a:1&elo=x&sort=&field-1=a,b");
  });

  test.each(["size=1K", "quality=high", "inputs=2", "batch=1", "seconds=5"])("%s is every view's", (pair) => {
    const { fields, job } = of(`#v1/usage?${pair}`);
    expect(fields).toEqual({});
    expect(job).not.toEqual(defaults().job);
  });

  test.each([
    ["a", true],
    ["aB-9", true],
    [`a${"b".repeat(30)}`, true],
    [`a${"b".repeat(31)}`, false],
    ["A", false],
    ["9a", false],
    ["-a", false],
    ["a_b", false],
    ["a.b", false],
    ["ab!", false],
  ])("%j may name a field: %s", (name, good) => {
    const { address, notices } = readAddress(`#v1/usage?${name}=x`);
    expect(Object.keys(address.fields)).toEqual(good ? [name] : []);
    expect(notices).toEqual(good ? [] : [unknownName(name)]);
  });

  test("is left behind where the comparison is gone to", () => {
    const there = inView({ ...defaults(), volume: 7 }, "route", { a: "b" });
    expect(there).toEqual({ ...defaults(), volume: 7, view: "route", fields: { a: "b" } });
    expect(writeAddress(there)).toBe("#v1/route?n=7&a=b");
    expect(inView(there, "compare", { a: "b" })).toEqual({ ...defaults(), volume: 7 });
    expect(inView(there, "usage").fields).toEqual({});
    expect(writeAddress(inView(defaults(), "usage"))).toBe("#v1/usage");
  });
});

test("bounds that are open on both sides are none, and are written as nothing", () => {
  expect(OPEN).toStrictEqual({ low: null, high: null });
  expect([isOpen(OPEN), isOpen({ low: "1", high: null }), isOpen({ low: null, high: "1" })]).toEqual([
    true,
    false,
    false,
  ]);
  expect(writeBounds(OPEN)).toBe("");
});

describe("the table's part", () => {
  test.each(["price", "routed", "elo", "name", "vendor", "offers", "license", "spread"])("sort=%s", (sort) =>
    expect(readAddress(`#v1?sort=${sort}`)).toEqual({ address: { ...defaults(), sort }, notices: [] }),
  );

  test.each([
    ["billing=any", {}],
    ["latency=any", {}],
    ["weights=open-nc", { weights: ["open", "open-nc"] }],
    ["license=open-nc", { licenses: ["open-nc"] }],
    ["weights=open-nc,", { weights: ["open-nc"] }],
    ["vendor=a%2525", { vendors: ["a%"] }],
    ["weights=open&tier=mid", { weights: ["open"], priceTiers: ["mid"] }],
  ])("%s", (pairs, facets) => {
    expect(readAddress(`#v1?${pairs}`)).toEqual({ address: { ...defaults(), facets }, notices: [] });
  });

  test.each([
    "at=2026-05-244",
    "at=x2026-05-24",
    "at=2026-02-30",
    "at=20a6-05-24",
    "dir=asc",
    "dir=",
    "cols=elo,",
    "cols=none,elo",
    "pick=a,,b",
    "pick=%25E0%25A4",
    "currency=EURO:1",
    "currency=XEUR:1",
    "currency=EUR:01",
    "currency=EUR:1x",
    "currency=EUR:x1",
    "currency=EUR:1234567890",
    "currency=EUR:0.12345678901",
    "currency=:1",
    "price=00..1",
    "price=0.10",
    "price=x1",
    "price=1x",
    "price=9..10.5x",
    "price=10..9",
    "price=0.05..0.049",
    "elo-range=1.5",
    "elo-range=x5",
    "elo-range=5x",
    "elo-range=12345678901",
    "elo-range=",
  ])("%s is refused", (pair) => {
    const [name = "", value = ""] = pair.split("=");
    const shown = value === "%25E0%25A4" ? "%E0%A4" : value;
    expect(readAddress(`#v1?${pair}`)).toEqual({ address: defaults(), notices: [unusable(name, shown)] });
  });

  test.each([
    ["price=9..10", "9", "10"],
    ["price=0.05..0.051", "0.05", "0.051"],
    ["price=5..5", "5", "5"],
    ["price=0..0.5", "0", "0.5"],
    ["price=12..", "12", null],
    ["price=..999999999.99999999999", null, "999999999.99999999999"],
  ])("%s has its bounds", (pair, low, high) => {
    expect(readAddress(`#v1?${pair}`)).toEqual({
      address: { ...defaults(), prices: { low, high } },
      notices: [],
    });
  });

  test.each(["EUR:1", "EUR:10", "EUR:0.1234567891", "EUR:123456789.5"])("currency=%s", (text) => {
    const [code, perUsd] = text.split(":");
    expect(of(`#v1?currency=${text}`).currency).toEqual({ code, perUsd });
  });
});
