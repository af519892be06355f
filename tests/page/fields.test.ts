import { describe, expect, test } from "vitest";
import { defaults, inView, writeAddress } from "../../www/src/address.ts";
import { judged } from "../../www/src/fields.ts";
import { readList, readRecords, writeList, writeRecords } from "../../www/src/planning/list-text.ts";
import { share } from "../../www/src/planning/measure.tsx";
import { SELF_HOST, selfHostRequest } from "../../www/src/planning/self-host-request.ts";
import { isLess } from "../../www/src/planning/wording.ts";
import {
  linesOf,
  linesText,
  WORKLOAD,
  WORKLOAD_JUDGES,
  workloadOf,
} from "../../www/src/planning/workload-request.ts";
import { readAddress } from "../../www/src/read-address.ts";

const HOSTILE = [
  "a,b",
  "a:b~c!d",
  "!",
  "!!",
  "~~",
  "%25",
  "a=b&c#d?e",
  "<img src=x>\u202e",
  "  ",
  "line\nline",
  "日本 🖼️",
  "__proto__",
];

describe("lists as the text of one field", () => {
  test.each(HOSTILE)("any text survives: %j", (text) => {
    expect(readList(writeList([text, "b", text]))).toEqual([text, "b", text]);
    const records = [{ name: text, part: "1" }, {}, { part: text }];
    expect(readRecords(writeRecords(records), ["name", "part"])).toEqual(records);
    const fields = { lines: writeRecords(records) };
    const { address, notices } = readAddress(writeAddress(inView(defaults(), "estimate", fields)));
    expect(notices).toEqual([]);
    expect(address.fields).toEqual(fields);
  });

  test("what is empty is left out", () => {
    expect(readList("")).toEqual([]);
    expect(writeList(["", "a"])).toBe("a");
    expect(readRecords("", ["name"])).toEqual([{}]);
    expect(writeRecords([{ name: "", part: "1" }, {}])).toBe("part:1~");
  });

  test.each(["a,", ",", "a!", "a!b", "a:b", "a~b"])("%j is no list", (text) => {
    expect(readList(text)).toBeNull();
  });

  test.each(["a", "a:", "b:1", "a:1,a:2", "a:1:2", "a:1,", "a:!", "a:x!", "toString:1", "~".repeat(60)])(
    "%j are no records",
    (text) => expect(readRecords(text, ["a"])).toBeNull(),
  );
});

describe("the fields of a form", () => {
  test("unknown ones and unusable values are told apart from good ones", () => {
    const fields = { months: "x", growth: "5", evil: "1", constructor: "1" };
    expect(judged(fields, WORKLOAD, WORKLOAD_JUDGES)).toEqual({
      good: { growth: "5" },
      unknown: ["evil", "constructor"],
      unusable: [["months", "x"]],
    });
  });

  test("the default workload is one that the engine can be asked", () => {
    expect(workloadOf(WORKLOAD, {}, 500)).toMatchObject({
      count: 500,
      months: 1,
      lines: [
        { share: "0.8", query: { minElo: 1200 } },
        { share: "0.2", query: { minElo: 1350 } },
      ],
      alternatives: [{ route: true }],
    });
    expect(linesText(linesOf(WORKLOAD.lines) ?? [])).toBe(WORKLOAD.lines);
  });

  test("a line that says nothing of who serves it asks nothing", () => {
    expect(workloadOf({ ...WORKLOAD, lines: "part:5" }, {}, 500)).toBeNull();
    expect(workloadOf({ ...WORKLOAD, lines: "" }, {}, 500)).toBeNull();
    expect(linesOf("tier:golden")).toBeNull();
    expect(linesOf("mode:sculpture")).toBeNull();
  });

  test("a machine of the catalogs gives its figures until one's own are chosen", () => {
    const facts = [
      { source: "a", name: "labour", usdPerHour: "75" },
      { source: "a", name: "gpu", usdPerHour: "1", imagesPerHour: "600" },
      { source: "a", name: "server", usdPerMonth: "199" },
    ];
    const ask = (draft: object) => selfHostRequest({ ...SELF_HOST, ...draft }, facts, {}, 10)?.machine;
    expect(ask({})).toEqual({ usdPerMonth: "199" });
    expect(ask({ machine: "gpu", hostMonth: "5" })).toEqual({ usdPerHour: "1", imagesPerHour: "600" });
    expect(ask({ machine: "own", hostMonth: "$250" })).toEqual({ usdPerMonth: "250" });
    expect(ask({ machine: "no such" })).toEqual({ usdPerMonth: "199" });
    expect(ask({ machine: "labour" })).toEqual({ usdPerMonth: "199" });
  });
});

test.each([
  ["0.009", "0.01", true],
  ["0.0100", "0.01", false],
  ["9", "10", true],
  ["10", "9.999", false],
  ["123456789012345678901234.1", "123456789012345678901234.2", true],
])("%s is less than %s: %s", (one, other, less) => expect(isLess(one, other)).toBe(less));

test("squares are in quarters, and never none for an amount above zero", () => {
  expect(share("0", 10)).toBe(0);
  expect(share(null, 10)).toBe(0);
  expect(share("0.000001", 10)).toBe(0.25);
  expect(share("5", 10)).toBe(15);
  expect(share("20", 10)).toBe(30);
});
