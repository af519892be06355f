import { afterEach, describe, expect, test, vi } from "vitest";
import { safeHref } from "../../www/src/links.ts";

test.each([
  ["https://fal.ai/models", "fal.ai"],
  ["https://developers.openai.com/api/docs/pricing", "developers.openai.com"],
  ["https://Example.COM/A?b=c#d", "example.com"],
  ["https://example.com", "example.com"],
])("%s is a link to %s", (url, host) => expect(safeHref(url)?.host).toBe(host));

test.each([
  "javascript:alert(1)",
  "JavaScript:alert(1)//https://example.com",
  "http://example.com/",
  "https://user@example.com/",
  "https://user:secret@example.com/",
  "https://example.com\\@evil.example/",
  "https://example.com/a\\b",
  "https://example.com/a b",
  "https://example.com/a\nb",
  "https://example.com:8443/",
  "https://exämple.com/",
  "https://example.com/ä",
  "https://example.com/\u202ecod",
  "https://example.com?x",
  "https:///example.com/",
  "https://",
  "//example.com/",
  "data:text/html,hello",
  " https://example.com/",
  "https://example.com/ ",
  `https://example.com/${"a".repeat(2048)}`,
  "",
  // The pattern takes them, and a browser's parser does not.
  "https://256.256.256.256/",
  "https://1.2.3.4.5",
  "https://a..b.999/",
])("%j is no link", (url) => expect(safeHref(url)).toBeNull());

test("a link leads where it says, as the parser has it", () => {
  expect(safeHref("https://Example.COM/A?b=c#d")).toEqual({
    href: "https://example.com/A?b=c#d",
    host: "example.com",
  });
  expect(safeHref("https://a-1.example/!~[]^")?.href).toBe("https://a-1.example/!~[]^");
});

test("what is no text is no link", () => {
  expect(safeHref(null)).toBeNull();
  expect(safeHref(undefined)).toBeNull();
});

test("the longest link is 2,048 characters", () => {
  const prefix = "https://example.com/";
  expect(safeHref(prefix + "a".repeat(2048 - prefix.length))).not.toBeNull();
  expect(safeHref(prefix + "a".repeat(2049 - prefix.length))).toBeNull();
});

describe("where the parser reads something else than the pattern does, it stays text", () => {
  afterEach(() => void vi.unstubAllGlobals());
  const plain = {
    protocol: "https:",
    username: "",
    password: "",
    hostname: "example.com",
    port: "",
    href: "https://example.com/",
  };

  test.each([
    [{}, plain.hostname],
    [{ protocol: "http:" }, undefined],
    [{ username: "user" }, undefined],
    [{ password: "secret" }, undefined],
    [{ hostname: "" }, undefined],
    [{ port: "8443" }, undefined],
  ])("%j", (read, host) => {
    vi.stubGlobal(
      "URL",
      class {
        constructor() {
          Object.assign(this, plain, read);
        }
      },
    );
    expect(safeHref("https://example.com/")?.host).toBe(host);
  });
});
