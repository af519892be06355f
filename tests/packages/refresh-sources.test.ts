// The file that names the sources of `perpixel refresh`: it is read strictly, and nothing is fetched by a wrong
// one.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, describe, expect, inject, test } from "vitest";
import { type Answer, card, filesOf, offer, project, says, serve, start } from "./refresh-support.ts";

const installed = inject("installed");
const bin = join(installed, "node-esm/node_modules/perpixel/cli.js");
const answers = new Map<string, Answer>([["/one", says(card({ alpha: [offer("fal", "0.04")] }))]]);
const server = await serve(answers);
afterAll(server.close);

const refresh = (folder: string, day: string) =>
  start(bin, folder, ["refresh", "sources.json", "--allow-http", "--as-of", day]).ran;

describe("a file of sources that is wrong ends with 3, and nothing is fetched", () => {
  const good = { name: "one", url: "https://prices.test/x" };
  test.each<[string, unknown, string]>([
    [
      "an unknown key",
      { folder: "c", sources: [good], maxJmup: "2x" },
      "did you mean `maxJump`? (at /maxJmup)",
    ],
    [
      "one of a source",
      { folder: "c", sources: [{ ...good, ulr: "x" }] },
      "did you mean `url`? (at /sources/0/ulr)",
    ],
    ["`__proto__`", '{"folder":"c","sources":[],"__proto__":{}}', "there is no key `__proto__`"],
    ["no folder", { sources: [good] }, "the key `folder` is missing"],
    ["a folder above", { folder: "../c", sources: [good] }, "at /folder"],
    ["a whole path", { folder: "/tmp/c", sources: [good] }, "at /folder"],
    ["no source", { folder: "c", sources: [] }, "there is no source"],
    ["a name twice", { folder: "c", sources: [good, good] }, "is given twice (at /sources/1/name)"],
    ["a name that is a path", { folder: "c", sources: [{ ...good, name: "../x" }] }, "at /sources/0/name"],
    [
      "user and password",
      { folder: "c", sources: [{ ...good, url: "https://a:b@prices.test" }] },
      "/sources/0/url",
    ],
    [
      "another scheme",
      { folder: "c", sources: [{ ...good, url: "file:///etc/hosts" }] },
      "at /sources/0/url",
    ],
    ["an unknown format", { folder: "c", sources: [{ ...good, format: "infra" }] }, "at /sources/0/format"],
    ["a jump that is no factor", { folder: "c", maxJump: "50%", sources: [good] }, "at /maxJump"],
    ["a factor below one", { folder: "c", maxJump: "0.5x", sources: [good] }, "at /maxJump"],
    ["a share that is none", { folder: "c", maxLost: 0.5, sources: [good] }, "at /maxLost"],
    ["a count that is none", { folder: "c", maxErrors: -1, sources: [good] }, "at /maxErrors"],
    ["no time", { folder: "c", timeoutSeconds: 0, sources: [good] }, "at /timeoutSeconds"],
    ["a list", [], "expected an object but found `[]` (at the top)"],
    ["no JSON", "{", "is not JSON"],
  ])("%s", async (_, settings, message) => {
    const folder = await project(installed, {});
    const text = typeof settings === "string" ? settings : JSON.stringify(settings);
    await writeFile(join(folder, "sources.json"), text);
    const ran = await refresh(folder, "2026-05-01");
    expect(ran).toMatchObject({ code: 3, stdout: "" });
    expect(ran.stderr).toContain(message);
    expect(ran.stderr).toMatch(/^perpixel: [^\n]+\n {2}[^\n]+\n$/);
    expect((await filesOf(folder)).size).toBe(1);
  });

  test("without --allow-http no http is asked, and a wrong day is wrong use", async () => {
    const folder = await project(installed, { sources: [{ name: "one", url: `${server.origin}/one` }] });
    const plain = await start(bin, folder, ["refresh", "sources.json"]).ran;
    expect(plain).toMatchObject({ code: 1, stdout: expect.stringContaining("is no `https:` address") });
    expect(server.requests).toEqual([]);
    expect((await refresh(folder, "../../x")).code).toBe(2);
    expect((await refresh(folder, "2026-13-01")).code).toBe(3);
  });
});
