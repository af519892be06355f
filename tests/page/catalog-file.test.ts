import { expect, test } from "vitest";
import { freeName, readCatalog } from "../../www/src/own/catalog-file.ts";

const MOST = 64 * 1024 * 1024;
const file = (part: Partial<File>) => part as File;

test("a name that is taken gets the next number that is free", () => {
  expect(freeName("a", [])).toBe("a");
  expect(freeName("a", ["b"])).toBe("a");
  expect(freeName("a", ["a"])).toBe("a (2)");
  expect(freeName("a", ["a", "a (2)", "a (3)"])).toBe("a (4)");
  expect(freeName("a", ["a", "a (3)"])).toBe("a (2)");
});

test("pasted text is its bytes, under the name that was asked for", async () => {
  const bytes = new TextEncoder().encode("{} 模");
  expect(await readCatalog("{} 模", " mine ", [])).toEqual({ ok: true, answer: { name: "mine", bytes } });
  expect(await readCatalog("{} 模", " ", ["pasted catalog"])).toEqual({
    ok: true,
    answer: { name: "pasted catalog (2)", bytes },
  });
});

test("a file is its bytes, under its own name where no other was asked for", async () => {
  const bytes = new Uint8Array([1, 2, 3]);
  const small = file({ name: "a.json", size: MOST, arrayBuffer: async () => bytes.buffer });
  expect(await readCatalog(small, "", [])).toEqual({ ok: true, answer: { name: "a.json", bytes } });
  expect(await readCatalog(small, "b", ["b"])).toEqual({ ok: true, answer: { name: "b (2)", bytes } });
  const nameless = file({ name: "", size: 3, arrayBuffer: async () => bytes.buffer });
  expect(await readCatalog(nameless, "", [])).toMatchObject({ answer: { name: "pasted catalog" } });
});

test("a file over the engine's limit is not even read", async () => {
  const large = file({
    name: "a.json",
    size: MOST + 1,
    arrayBuffer: () => Promise.reject(new Error("it was read")),
  });
  expect(await readCatalog(large, "", [])).toEqual({
    ok: false,
    problem: {
      subject: "a.json",
      code: "too_large",
      message: "the document has 67108865 bytes, over the limit of 67108864",
      help: "split the catalog into several sources",
    },
  });
});

test("a file that cannot be read is told", async () => {
  const gone = file({ name: "a.json", size: 3, arrayBuffer: () => Promise.reject(new Error("gone")) });
  expect(await readCatalog(gone, "", ["a.json"])).toEqual({
    ok: false,
    problem: {
      subject: "a.json (2)",
      code: "unreadable",
      message: "the file cannot be read: Error: gone",
      help: "choose the file again",
    },
  });
});
