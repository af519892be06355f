import { describe, expect, test } from "vitest";
import { type Address, defaults, switchMode, writeAddress } from "../../www/src/address.ts";
import { readAddress } from "../../www/src/read-address.ts";

function changed(change: Partial<Address>): Address {
  return { ...defaults(), ...change };
}

const STATES: [string, Address][] = [
  ["", defaults()],
  ["#v1?n=1200000", changed({ volume: 1_200_000 })],
  ["#v1?elo=1300&within=fast&use=apache-2.0", changed({ minElo: 1300, within: "fast", use: "apache-2.0" })],
  ["#v1?budget=50.25", changed({ budget: "50.25" })],
  ["#v1?within=15", changed({ within: 15 })],
  ["#v1?elo=1300&model=gpt-image-2-medium", changed({ minElo: 1300, model: "gpt-image-2-medium" })],
  ["#v1?text=nano+banana+%26+%2B", changed({ text: "nano banana & +" })],
  [
    "#v1?weights=open,open-nc&billing=per-token&tier=mid,budget",
    changed({
      facets: { weights: ["open", "open-nc"], billing: ["per-token"], priceTiers: ["mid", "budget"] },
    }),
  ],
  [
    "#v1?license=apache-2.0&vendor=Foo%252C%2520Inc.,B%2526C&provider=fal&latency=fast,slow",
    changed({
      facets: {
        licenses: ["apache-2.0"],
        vendors: ["Foo, Inc.", "B&C"],
        providers: ["fal"],
        latency: ["fast", "slow"],
      },
    }),
  ],
  ["#v1?weights=open-nc,", changed({ facets: { weights: ["open-nc"] } })],
  ["#v1?price=..0.04", changed({ prices: { low: null, high: "0.04" } })],
  ["#v1?price=0.01..0.05", changed({ prices: { low: "0.01", high: "0.05" } })],
  // More digits than a binary float has.
  ["#v1?price=0.000000000001..123456789", changed({ prices: { low: "0.000000000001", high: "123456789" } })],
  ["#v1?price=0.04", changed({ prices: { low: "0.04", high: "0.04" } })],
  ["#v1?elo-range=1200..", changed({ scores: { low: "1200", high: null } })],
  ["#v1?unit=thousand", changed({ unit: "thousand" })],
  ["#v1?mode=t2v&unit=clip", changed({ job: { ...defaults().job, mode: "t2v" }, unit: "clip" })],
  ["#v1?currency=EUR:0.92", changed({ currency: { code: "EUR", perUsd: "0.92" } })],
  ["#v1?cols=cheapest,elo", changed({ columns: ["cheapest", "elo"] })],
  ["#v1?cols=none", changed({ columns: [] })],
  ["#v1?pick=a,b%252Cc", changed({ pick: ["a", "b,c"] })],
  ["#v1?at=2026-05-24", changed({ at: "2026-05-24" })],
  ["#v1?credit=credits-page:0.01", changed({ credits: { "credits-page": "0.01" } })],
  ["#v1?credit=a:12,b%2520c:0.000001", changed({ credits: { a: "12", "b c": "0.000001" } })],
  ["#v1?sort=elo&dir=desc", changed({ sort: "elo", descending: true })],
  [
    "#v1?mode=i2v&size=720p&quality=high&inputs=0&batch=1&seconds=5",
    changed({
      job: {
        mode: "i2v",
        size: { kind: "tier", resolution: "720p" },
        quality: "high",
        inputs: 0,
        batch: true,
        seconds: 5,
      },
    }),
  ],
  [
    "#v1?size=1920x1080",
    changed({ job: { ...defaults().job, size: { kind: "pixels", width: 1920, height: 1080 } } }),
  ],
];

test.each(STATES)("%j is written and read back", (hash, address) => {
  expect(writeAddress(address)).toBe(hash);
  expect(readAddress(hash)).toEqual({ address, notices: [] });
});

test("defaults are understood, though never written", () => {
  expect(readAddress("#v1?n=10000&sort=price&weights=any")).toEqual({
    address: defaults(),
    notices: [],
  });
  expect(readAddress("#v1")).toEqual({ address: defaults(), notices: [] });
  expect(readAddress("#v1?weights=any&tier=any&billing=any&unit=each")).toEqual({
    address: defaults(),
    notices: [],
  });
});

test("links of before, with one value a facet, mean what they meant", () => {
  const read = (hash: string) => readAddress(hash).address.facets;
  expect(read("#v1?weights=open")).toEqual({ weights: ["open"] });
  expect(read("#v1?weights=open-nc")).toEqual({ weights: ["open", "open-nc"] });
  expect(read("#v1?tier=mid&billing=per-token")).toEqual({ priceTiers: ["mid"], billing: ["per-token"] });
});

describe("hostile and mangled links fall back with a notice", () => {
  test.each([
    "#v2?n=5",
    "#n=5",
    "#<script>alert(1)</script>",
    "#v1?n=0",
    "#v1?n=-1",
    "#v1?within=0",
    "#v1?budget=0",
    "#v1?budget=1.234",
    "#v1?within=slow",
    "#v1?use=mine",
    "#v1?n=1e9",
    "#v1?n=99999999999999999999",
    "#v1?size=0x0",
    "#v1?size=99999x1",
    "#v1?size=3K",
    "#v1?mode=all",
    "#v1?sort=__proto__",
    "#v1?__proto__=1",
    "#v1?constructor=1",
    "#v1?toString=1",
    "#v1?quality=%3Cimg%3E",
    "#v1?tier=cheap",
    "#v1?billing=__proto__",
    "#v1?tier=mid,cheap",
    "#v1?latency=constructor",
    "#v1?weights=",
    "#v1?vendor=a,a",
    "#v1?vendor=a,,b",
    "#v1?vendor=%25E0%25A4",
    `#v1?vendor=${"v".repeat(121)}`,
    `#v1?vendor=${Array.from({ length: 61 }, (_, at) => `v${at}`).join(",")}`,
    "#v1?price=",
    "#v1?price=..",
    "#v1?price=..-1",
    "#v1?price=0.05..0.01",
    "#v1?price=1e3..",
    "#v1?price=0.1..0.2..0.3",
    "#v1?price=0.0000000000001..",
    "#v1?price=<0.04",
    "#v1?elo-range=1200.5..",
    "#v1?elo-range=..x",
    "#v1?unit=clip",
    "#v1?unit=__proto__",
    "#v1?currency=USD:1",
    "#v1?currency=EUR",
    "#v1?currency=EUR:0",
    "#v1?currency=EUR:1e2",
    "#v1?currency=eur:1",
    "#v1?currency=EUR:1:1",
    "#v1?cols=",
    "#v1?cols=elo,elo",
    "#v1?cols=model",
    "#v1?cols=constructor",
    "#v1?pick=",
    "#v1?pick=a,a",
    "#v1?pick=a,b,c,d,e",
    "#v1?at=2026-13-01",
    "#v1?at=yesterday",
    "#v1?credit=0.01",
    "#v1?credit=:0.01",
    "#v1?credit=credits-page:",
    "#v1?credit=credits-page:0",
    "#v1?credit=credits-page:0.000000",
    "#v1?credit=credits-page:-1",
    "#v1?credit=credits-page:1e-3",
    "#v1?credit=credits-page:0.0000001",
    "#v1?credit=credits-page:01",
    "#v1?credit=credits-page:.5",
    "#v1?credit=credits-page:9999999",
    "#v1?credit=credits-page:١",
    "#v1?credit=credits-page:%3Cimg%3E",
    "#v1?credit=%25E0%25A4:1",
    "#v1?credit=a:1,a:2",
    "#v1?batch=yes",
    "#v1?model=",
    `#v1?text=${"a".repeat(201)}`,
    "#v1?text=%E0%A4%A",
    `#v1?text=${"a".repeat(3000)}`,
    "#v1?n",
    "#v1?dir=sideways",
  ])("%s", (hash) => {
    const { address, notices } = readAddress(hash);
    expect(address).toEqual(defaults());
    expect(notices).toHaveLength(1);
  });

  test("the good values beside a bad one are kept", () => {
    const { address, notices } = readAddress("#v1?n=500&sort=nothing&weights=open&price=<1&pick=x");
    expect(address).toEqual(changed({ volume: 500, facets: { weights: ["open"] }, pick: ["x"] }));
    expect(notices).toHaveLength(2);
  });

  test("the first of two equal names is used", () => {
    const { address, notices } = readAddress("#v1?n=500&n=600");
    expect(address.volume).toBe(500);
    expect(notices).toHaveLength(1);
  });

  test("characters that hide text are shown for what they are", () => {
    expect(readAddress("#v1?sort=%E2%80%AEabc").notices[0]).toContain("⟨U+202E⟩abc");
  });
});

describe("another mode", () => {
  const clips = changed({
    model: "veo-3",
    pick: ["veo-3"],
    unit: "clip",
    job: { ...defaults().job, mode: "t2v", size: { kind: "tier", resolution: "720p" }, seconds: 8 },
  });

  test("of the same kind keeps size, length and the model of the bill", () => {
    expect(switchMode(clips, "i2v")).toEqual({ job: { ...clips.job, mode: "i2v" } });
  });

  test("of the other kind drops them, because they would mean nothing there", () => {
    expect(switchMode(clips, null)).toEqual({ job: defaults().job, model: null, pick: [], unit: "each" });
  });

  test("keeps a unit that both have", () => {
    expect(switchMode({ ...clips, unit: "month" }, null).unit).toBe("month");
    expect(switchMode({ ...clips, unit: "clip" }, null).unit).toBe("each");
  });

  test("of a link that asks for a unit of the other kind is shown each, with a notice", () => {
    const { address, notices } = readAddress("#v1?unit=megapixel&mode=t2v");
    expect(address.unit).toBe("each");
    expect(notices).toHaveLength(1);
  });
});
