import { expect, test } from "vitest";
import { visible } from "../../www/src/names.ts";

test.each([
  ["FLUX.2 [pro]", "FLUX.2 [pro]"],
  ["Ünïcödé 模型", "Ünïcödé 模型"],
  ["safe\u202eexe.gnp", "safe⟨U+202E⟩exe.gnp"],
  ["zero\u200bwidth", "zero⟨U+200B⟩width"],
  ["tab\there", "tab⟨U+0009⟩here"],
  ["nul\u0000", "nul⟨U+0000⟩"],
  ["soft\u00adhyphen", "soft⟨U+00AD⟩hyphen"],
  ["tag\u{e0041}", "tag⟨U+E0041⟩"],
  ["line\u2028paragraph\u2029", "line⟨U+2028⟩paragraph⟨U+2029⟩"],
  ["\ufff9note\ufffa\ufffb", "⟨U+FFF9⟩note⟨U+FFFA⟩⟨U+FFFB⟩"],
  ["\ufff8\ufffc", "⟨U+FFF8⟩\ufffc"],
  ["\u202e\u202d", "⟨U+202E⟩⟨U+202D⟩"],
  ["", ""],
])("%j is shown as %j", (text, shown) => expect(visible(text)).toBe(shown));

test("long names are cut, with a mark", () => {
  expect(visible("a".repeat(200))).toBe("a".repeat(200));
  expect(visible("a".repeat(201))).toBe(`${"a".repeat(200)}…`);
  expect([visible("abc", 3), visible("abcd", 3)]).toEqual(["abc", "abc…"]);
});

test("what is missing is shown as nothing", () => {
  expect([visible(null), visible(undefined)]).toEqual(["", ""]);
});
