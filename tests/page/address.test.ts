import { describe, expect, test } from "vitest";
import { type Address, defaults, readAddress, switchMode, writeAddress } from "../../www/src/address.ts";

function changed(change: Partial<Address>): Address {
  return { ...defaults(), ...change };
}

const STATES: [string, Address][] = [
  ["", defaults()],
  ["#v1?n=1200000", changed({ volume: 1_200_000 })],
  ["#v1?elo=1300&model=gpt-image-2-medium", changed({ minElo: 1300, model: "gpt-image-2-medium" })],
  ["#v1?text=nano+banana+%26+%2B&weights=open-nc", changed({ text: "nano banana & +", weights: "open-nc" })],
  ["#v1?tier=mid&billing=per-token", changed({ tier: "mid", billing: "per-token" })],
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
});

describe("hostile and mangled links fall back with a notice", () => {
  test.each([
    "#v2?n=5",
    "#n=5",
    "#<script>alert(1)</script>",
    "#v1?n=0",
    "#v1?n=-1",
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
    const { address, notices } = readAddress("#v1?n=500&sort=nothing&weights=open");
    expect(address).toEqual(changed({ volume: 500, weights: "open" }));
    expect(notices).toHaveLength(1);
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
    job: { ...defaults().job, mode: "t2v", size: { kind: "tier", resolution: "720p" }, seconds: 8 },
  });

  test("of the same kind keeps size, length and the model of the bill", () => {
    expect(switchMode(clips, "i2v")).toEqual({ job: { ...clips.job, mode: "i2v" } });
  });

  test("of the other kind drops them, because they would mean nothing there", () => {
    expect(switchMode(clips, null)).toEqual({ job: defaults().job, model: null });
  });
});
