import { expect, test } from "vitest";
import { joined, MOST_ENTRIES, readBook, writeBook } from "../../www/src/own/book-text.ts";

const FORM = "perpixel/price-book@1";
const book = (entries: unknown, format: unknown = FORM) => JSON.stringify({ format, entries });

test("a book is written as text that reads back, entry by entry", () => {
  const entries = [
    { provider: "fal", discount: "0.1" },
    { model: "flux-2-pro", usd: "0.025" },
  ];
  const text = writeBook(entries);
  expect(text).toBe(`{
  "format": "perpixel/price-book@1",
  "entries": [
    {
      "provider": "fal",
      "discount": "0.1"
    },
    {
      "model": "flux-2-pro",
      "usd": "0.025"
    }
  ]
}
`);
  expect(readBook(text)).toEqual(entries);
  expect(readBook(book([]))).toEqual([]);
  expect(readBook(book([{}]))).toEqual([{}]);
});

test.each([
  ["no JSON", "{"],
  ["nothing", ""],
  ["null", "null"],
  ["a text", '"perpixel/price-book@1"'],
  ["another form", book([], "perpixel/price-book@2")],
  ["no form", JSON.stringify({ entries: [] })],
  ["no entries", JSON.stringify({ format: FORM })],
  ["entries that are no list", book({ length: 0 })],
  ["an entry that is null", book([null])],
  ["an entry that is a list", book([[]])],
  ["an entry that is a text", book(["fal"])],
  ["an entry that is a number", book([5])],
  ["a bad entry behind a good one", book([{ provider: "fal" }, 5])],
  ["a field that is a number", book([{ provider: "fal", usd: 0.02 }])],
  ["a field that is an object", book([{ provider: { toString: "fal" } }])],
])("%s is no book", (_, text) => expect(readBook(text)).toBeNull());

test("a book is read up to its limits and no further", () => {
  const entries = (count: number) => Array.from({ length: count }, () => ({ provider: "fal" }));
  expect(readBook(book(entries(MOST_ENTRIES)))).toHaveLength(1000);
  expect(readBook(book(entries(MOST_ENTRIES + 1)))).toBeNull();
  const long = (length: number) => book([{ note: "" }]).replace('""', `"${"n".repeat(length)}"`);
  const room = 1_000_000 - long(0).length;
  expect(readBook(long(room))).toHaveLength(1);
  expect(readBook(long(room + 1))).toBeNull();
});

test("joined, each entry stands once and the first ones first", () => {
  const [a, b, c] = [{ provider: "a" }, { provider: "b" }, { provider: "a", model: "c" }];
  expect(joined([a, b], [{ provider: "a" }, c])).toEqual([a, b, c]);
  expect(joined([], [b, b])).toEqual([b]);
  expect(joined([a], [])).toEqual([a]);
});
