// `perpixel refresh` against a server that answers well, badly, slowly, too much and with malice: what is taken
// over, what is refused, and that a refusal leaves every byte as it was.
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeEach, describe, expect, inject, test } from "vitest";
import { type Answer, card, digest, filesOf, offer, project, says, serve, start } from "./refresh-support.ts";

const installed = inject("installed");
const bin = join(installed, "node-esm/node_modules/perpixel/cli.js");
const answers = new Map<string, Answer>();
const server = await serve(answers);
afterAll(server.close);
beforeEach(() => answers.clear());

const GOOD = card({
  alpha: [offer("fal", "0.04"), offer("vercel", "0.06")],
  beta: [offer("fal", "0.02"), offer("x", "0.1")],
});
const source = (name: string, more = {}) => ({ name, url: `${server.origin}/${name}`, ...more });

/** Runs the tool in a project's folder, on a day. */
const refresh = (folder: string, day: string, args: string[] = [], env = {}) =>
  start(bin, folder, ["refresh", "sources.json", "--allow-http", "--as-of", day, ...args], env).ran;

/** A project whose one source `one` was taken over on the first of May. */
async function settled(more = {}, settings = {}) {
  const folder = await project(installed, { ...settings, sources: [source("one", more)] });
  answers.set("/one", says(GOOD));
  expect(await refresh(folder, "2026-05-01")).toMatchObject({ code: 0, stderr: "" });
  return folder;
}

/** Its files, none of which is left over from writing. */
async function kept(folder: string) {
  const files = await filesOf(join(folder, "catalogs"));
  expect([...files.keys()].filter((path) => /(^|\/)\./.test(path))).toEqual([]);
  return files;
}
const journalOf = async (folder: string) =>
  JSON.parse(await readFile(join(folder, "catalogs/changes.json"), "utf8"));
const listOf = (folder: string) => readFile(join(folder, "catalogs/changes.md"), "utf8");

describe("what is sound", () => {
  test("is kept byte for byte, under its day and as the latest", async () => {
    const folder = await settled();
    const files = await kept(folder);
    const bytes = Buffer.from(JSON.stringify(GOOD));
    expect([...files.keys()].sort()).toEqual([
      "changes.json",
      "changes.md",
      "one/2026-05-01.json",
      "one/latest.json",
    ]);
    expect(files.get("one/2026-05-01.json")?.equals(bytes)).toBe(true);
    expect(files.get("one/latest.json")?.equals(bytes)).toBe(true);
    const { format, snapshots } = await journalOf(folder);
    expect(format).toBe("perpixel/changes@1");
    expect(snapshots).toMatchObject([
      { date: "2026-05-01", source: "one", snapshot: "one/2026-05-01.json", sha256: digest(bytes) },
    ]);
    expect(snapshots[0].changes[0]).toEqual({
      kind: "appeared",
      model: "alpha",
      provider: "fal",
      before: null,
      after: "0.04",
      per: "image",
    });
    expect(snapshots[0].changes).toHaveLength(4);
  });

  test("the same bytes are nothing to do, on whatever day", async () => {
    const folder = await settled();
    const before = await kept(folder);
    const ran = await refresh(folder, "2026-05-02", ["--json"]);
    expect(ran.code).toBe(0);
    expect(JSON.parse(ran.stdout).sources).toEqual([{ name: "one", outcome: "unchanged" }]);
    expect(await kept(folder)).toEqual(before);
  });

  test("changes are told with figures and percents, and kept for a chart", async () => {
    const folder = await settled();
    const next = card({
      alpha: [offer("fal", "0.042"), offer("vercel", "0.05")],
      beta: [offer("fal", "0.02")],
      gamma: [offer("x", "0.3", { variant: "pro" })],
    });
    answers.set("/one", says(next));
    const ran = await refresh(folder, "2026-05-02", ["--report", "body.md"]);
    expect(ran).toMatchObject({ code: 0, stderr: "" });
    expect(ran.stdout).toContain("1 appeared, 1 vanished, 1 rose, 1 fell");
    const { snapshots } = await journalOf(folder);
    expect(snapshots.map(({ date }: { date: string }) => date)).toEqual(["2026-05-01", "2026-05-02"]);
    expect(snapshots[1].changes).toMatchObject([
      { kind: "rose", model: "alpha", provider: "fal", before: "0.04", after: "0.042", percent: "5" },
      { kind: "fell", model: "alpha", provider: "vercel", before: "0.06", after: "0.05", percent: "-16.7" },
      { kind: "appeared", model: "gamma", provider: "x", variant: "pro", before: null, after: "0.3" },
      { kind: "vanished", model: "beta", provider: "x", before: "0.1", after: null },
    ]);
    const rows = [
      "| rose | `alpha` | `fal` | 0.04 | 0.042 | +0.002 | +5% |  |",
      "| fell | `alpha` | `vercel` | 0.06 | 0.05 | -0.01 | -16.7% |  |",
      "| appeared | `gamma` | `x` |  | 0.3 |  |  | `pro` |",
      "| vanished | `beta` | `x` | 0.1 |  |  |  |  |",
    ].join("\n");
    const list = await listOf(folder);
    expect(list).toContain(rows);
    expect(list.indexOf("## 2026-05-02, `one`")).toBeLessThan(list.indexOf("## 2026-05-01, `one`"));
    expect(await readFile(join(folder, "body.md"), "utf8")).toContain(rows);
    await kept(folder);
  });

  test("other bytes on one day get a name of their own", async () => {
    const folder = await settled();
    const first = (await kept(folder)).get("one/2026-05-01.json");
    answers.set("/one", says({ ...GOOD, about: "the same prices, said otherwise" }));
    expect((await refresh(folder, "2026-05-01")).code).toBe(0);
    answers.set("/one", says(GOOD));
    expect((await refresh(folder, "2026-05-01")).code).toBe(0);
    const files = await kept(folder);
    expect(files.get("one/2026-05-01.json")).toEqual(first);
    expect(files.get("one/2026-05-01.2.json")?.toString()).toContain("said otherwise");
    expect(files.get("one/latest.json")).toEqual(first);
    expect(files.has("one/2026-05-01.3.json")).toBe(false);
    expect((await journalOf(folder)).snapshots).toHaveLength(3);
  });

  test("a dry run writes nothing, and one source can be asked for", async () => {
    const folder = await project(installed, { sources: [source("one"), source("two")] });
    answers.set("/one", says(GOOD)).set("/two", says(GOOD));
    const dry = await refresh(folder, "2026-05-01", ["--dry-run", "--json"]);
    expect(JSON.parse(dry.stdout).sources).toMatchObject([{ outcome: "accepted" }, { outcome: "accepted" }]);
    expect(await kept(folder)).toEqual(new Map());
    expect((await refresh(folder, "2026-05-01", ["--only", "two"])).code).toBe(0);
    expect([...(await kept(folder)).keys()]).not.toContain("one/latest.json");
    expect(await refresh(folder, "2026-05-01", ["--only", "twoo"])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("did you mean `two`"),
    });
  });

  test("a redirect of this server is followed, but takes no secret to another one", async () => {
    const other = await serve(new Map([["/there", says(GOOD)]]));
    try {
      const sources = [source("one", { headersFromEnv: { "x-key": "REFRESH_KEY" } })];
      const folder = await project(installed, { sources });
      answers.set("/one", says("", 302, { location: "/two" }));
      answers.set("/two", says("", 307, { location: `${other.origin}/there` }));
      const ran = await refresh(folder, "2026-05-01", [], { REFRESH_KEY: "very-secret-value" });
      expect(ran).toMatchObject({ code: 0, stderr: "" });
      const seen = server.requests.slice(-2).map(({ headers }) => headers["x-key"]);
      expect(seen).toEqual(["very-secret-value", "very-secret-value"]);
      expect(other.requests.map(({ headers }) => headers["x-key"])).toEqual([undefined]);
    } finally {
      await other.close();
    }
  });

  test("what sources state differently is told", async () => {
    const folder = await project(installed, { sources: [source("one"), source("two")] });
    answers.set("/one", says(GOOD));
    answers.set("/two", says(card({ alpha: [offer("fal", "0.05")] }, { name: "other" })));
    const ran = await refresh(folder, "2026-05-01", ["--json"]);
    expect(JSON.parse(ran.stdout).disagreements).toMatchObject([
      { code: "sources_disagree", model: "alpha" },
    ]);
  });
});

const endless: Answer = (response) => {
  response.writeHead(200);
  const more = () => {
    while (!response.destroyed && response.write(Buffer.alloc(1 << 20, " ")));
  };
  response.on("drain", more);
  more();
};
const cutShort: Answer = (response) => {
  response.writeHead(200, { "content-length": "5000" });
  response.write(JSON.stringify(GOOD), () => response.destroy());
};
const unfinished: Answer = (response) => {
  response.writeHead(200);
  response.write('{"format":');
};
const prices = (...usd: string[]) =>
  card({
    alpha: [offer("fal", usd[0] ?? "0.04"), offer("vercel", usd[1] ?? "0.06")],
    beta: [offer("fal", usd[2] ?? "0.02"), offer("x", usd[3] ?? "0.1")],
  });

describe("what is refused leaves everything as it was, and the others go on", () => {
  test.each<[string, string, Answer]>([
    ["not JSON", "no_catalog", says("nothing of the kind")],
    ["JSON that is cut short", "no_catalog", says(JSON.stringify(GOOD).slice(0, -20))],
    ["a connection that is cut short", "unreachable", cutShort],
    ["another shape", "no_catalog", says([1, 2, 3])],
    ["an object of another kind", "no_catalog", says({ data: {} })],
    ["nothing", "no_catalog", says("")],
    ["a page with status 200", "no_catalog", says("<!doctype html><title>Sign in</title>")],
    ["no offer", "no_offers", says(card({}))],
    ["no price", "no_prices", says(card({ alpha: [{ provider: "x", unpriced: "ask" }] }))],
    ["rows that are errors", "errors", says(card({ alpha: [offer("fal", "0.04"), offer("x", "-1")] }))],
    ["404", "status", says("gone", 404)],
    ["500", "status", says(GOOD, 500)],
    ["204", "status", says("", 204)],
    ["a redirect to http", "not_https", says("", 301, { location: "http://elsewhere.test/?key=hush" })],
    ["a redirect to a file", "not_https", says("", 302, { location: "file:///etc/hosts" })],
    ["redirects without end", "redirects", says("", 302, { location: "/one" })],
    ["a redirect to nowhere", "redirects", says("", 302)],
    ["an answer that never ends", "timeout", unfinished],
    ["an answer that never begins", "timeout", () => {}],
    ["a price ten times as high", "jump", says(prices("0.4"))],
    ["a price a tenth as high", "jump", says(prices("0.004"))],
    ["a price of nothing", "jump", says(prices("0"))],
    ["a price just over three times", "jump", says(prices("0.120000000000000001"))],
    ["a jump behind another id", "jump", says(card({ ...cardOffers(), alpha: [other("0.4")] }))],
    ["a jump at another size alone", "jump", says(card({ ...cardOffers(), alpha: [sized("0.4")] }))],
    ["most offers gone", "lost", says(card({ alpha: [offer("fal", "0.04")] }))],
    ["all offers replaced by others", "lost", says(card({ gamma: [offer("fal", "0.04")] }))],
  ])("%s: %s", async (_, code, answer) => {
    const folder = await settled({ timeoutSeconds: 1 });
    const settings = JSON.parse(await readFile(join(folder, "sources.json"), "utf8"));
    settings.sources.push(source("two"));
    await writeFile(join(folder, "sources.json"), JSON.stringify(settings));
    const before = await kept(folder);
    answers.set("/one", answer).set("/two", says(GOOD));
    const ran = await refresh(folder, "2026-05-02", ["--json"]);
    expect(ran).toMatchObject({ code: 1, stderr: "perpixel: 1 source refused\n" });
    const { sources } = JSON.parse(ran.stdout);
    expect(sources).toMatchObject([
      { name: "one", outcome: "refused", code, help: expect.stringMatching(/./) },
      { name: "two", outcome: "accepted" },
    ]);
    expect(ran.stdout).not.toContain("hush");
    const after = await kept(folder);
    for (const path of ["one/2026-05-01.json", "one/latest.json"]) {
      expect(after.get(path)).toEqual(before.get(path));
    }
    expect([...after.keys()].filter((path) => path.startsWith("one/"))).toHaveLength(2);
    expect(after.has("two/latest.json")).toBe(true);
  });

  const packed = gzipSync(Buffer.alloc(65 << 20, " "));
  test.each<[string, Answer]>([
    ["that never ends and states no length", endless],
    [
      "packed into a thousandth",
      (response) => void response.writeHead(200, { "content-encoding": "gzip" }).end(packed),
    ],
  ])("more than 64 MiB, %s", async (_, answer) => {
    const folder = await settled();
    const before = await kept(folder);
    answers.set("/one", answer);
    const ran = await refresh(folder, "2026-05-02");
    expect(ran.code).toBe(1);
    expect(ran.stdout).toContain("the answer has more than 67108864 bytes");
    expect(await kept(folder)).toEqual(before);
  });

  test.each([
    ["exactly three times, which is tolerated", prices("0.12"), {}, 0],
    ["exactly a third", prices("0.04", "0.02"), {}, 0],
    ["half of the offers gone, which is tolerated", card({ alpha: GOOD.models[0]?.offers ?? [] }), {}, 0],
    ["a limit of its own", prices("0.4"), { maxJump: "10x" }, 0],
    ["a narrower limit of its own", prices("0.042"), { maxJump: "1.04x" }, 1],
    ["an error that is tolerated", cardWithError(), { maxErrors: 1 }, 0],
  ])("%s", async (_, body, limits, code) => {
    const folder = await settled(limits);
    answers.set("/one", says(body));
    expect((await refresh(folder, "2026-05-02")).code).toBe(code);
  });

  test("an offer under a new id is held against the nearest of those that it may replace", async () => {
    const folder = await project(installed, { sources: [source("one")] });
    const of = (ids: Record<string, string>) =>
      card({ alpha: Object.entries(ids).map(([upstreamId, usd]) => offer("fal", usd, { upstreamId })) });
    const run = async (body: object) => {
      answers.set("/one", says(body));
      return (await refresh(folder, "2026-05-01")).code;
    };
    expect(await run(of({ a: "0.04", b: "0.4", c: "0.1" }))).toBe(0);
    expect(await run(of({ d: "0.4", e: "0.04", c: "0.1" }))).toBe(0);
    expect(await run(of({ f: "4", e: "0.04", c: "0.1" }))).toBe(1);
  });

  test("an address without a server, a header without its variable, a secret that comes back", async () => {
    const sources = [
      { name: "one", url: "http://127.0.0.1:9/x?key=hush" },
      source("two", { headersFromEnv: { authorization: "REFRESH_NONE" } }),
      source("three", { headersFromEnv: { authorization: "REFRESH_KEY" } }),
      { name: "four", url: "http://elsewhere.test/x" },
    ];
    const folder = await project(installed, { sources });
    answers.set("/three", says({ ...GOOD, about: "sent: very-secret-value" }));
    const ran = await refresh(folder, "2026-05-01", [], { REFRESH_KEY: "very-secret-value" });
    expect(ran).toMatchObject({ code: 1, stderr: "perpixel: 4 sources refused\n" });
    for (const code of ["unreachable", "no_variable", "echoed_secret", "not_https"]) {
      expect(ran.stdout).toContain(`\n${code} `);
    }
    expect(ran.stdout).not.toMatch(/hush|very-secret/);
    expect(await kept(folder)).toEqual(new Map());
  });
});

function cardOffers() {
  return Object.fromEntries(GOOD.models.map(({ id, offers }) => [id, offers]));
}
function other(usd: string) {
  return offer("fal", usd, { upstreamId: "another" });
}
function sized(large: string) {
  const tiers = [
    { when: { resolutions: ["4K"] }, usd: large },
    { when: {}, usd: "0.04" },
  ];
  return { provider: "fal", charges: [{ unit: "image", tiers }] };
}
function cardWithError() {
  return card({ ...cardOffers(), gamma: [offer("fal", "-1")] });
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not come out
const OBEYED = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/;

describe("hostile text", () => {
  const NAMES = [
    "a\u001b[31mb\u009b31mc\u202ed",
    "[x](https://evil.test) ![y](https://evil.test/z.png)",
    "<img src=x onerror=alert(1)><script>alert(1)</script>",
    "`| end | @everyone #1 https://evil.test `",
    "__proto__",
    "constructor",
    "\n# heading\n- item",
  ];
  test("is shown for what it is: no control, no markup, no link, no prototype", async () => {
    const folder = await settled();
    const models = Object.fromEntries(
      NAMES.filter((name) => name !== "__proto__").map((id) => [id, [offer(id, "0.3")]]),
    );
    const body = card({ ...cardOffers(), ...models });
    body.models.push({
      id: "__proto__",
      name: "__proto__",
      modes: ["t2i"],
      offers: [offer("__proto__", "0.3")],
    });
    answers.set("/one", says(JSON.stringify(body).replace("{", '{"__proto__":{"polluted":true},')));
    const tolerant = JSON.parse(await readFile(join(folder, "sources.json"), "utf8"));
    await writeFile(join(folder, "sources.json"), JSON.stringify({ ...tolerant, maxErrors: 50 }));
    const ran = await refresh(folder, "2026-05-02", ["--report", "body.md"]);
    expect(ran).toMatchObject({ code: 0, stderr: "" });
    expect(ran.stdout).not.toMatch(OBEYED);
    for (const path of ["catalogs/changes.md", "body.md"]) {
      const list = await readFile(join(folder, path), "utf8");
      expect(list).not.toMatch(OBEYED);
      expect(list).toContain("`__proto__`");
      // Outside of code spans nothing of it is left.
      const outside = list.replace(/`[^`\n]*`/g, "");
      expect(outside).not.toMatch(/[<>[\]@]|https?:|evil|alert|everyone|heading/);
      for (const line of list.split("\n")) {
        if (line.startsWith("| appeared")) expect(line.match(/\|/g)).toHaveLength(9);
      }
    }
    expect(await readFile(join(folder, "catalogs/changes.json"), "utf8")).not.toMatch(OBEYED);
  });

  test("is harmless in the reason of a refusal, and stays one line of a table", async () => {
    const folder = await settled();
    answers.set("/one", says(card({ ...cardOffers(), "x`|\u001b[2J<b>": [offer("fal", "-1")] })));
    const ran = await refresh(folder, "2026-05-02", ["--report", "body.md"]);
    expect(ran.code).toBe(1);
    expect(ran.stdout + ran.stderr).not.toMatch(OBEYED);
    const body = await readFile(join(folder, "body.md"), "utf8");
    expect(body).not.toMatch(OBEYED);
    expect(
      body
        .split("\n")
        .find((line) => line.includes("refused"))
        ?.match(/\|/g),
    ).toHaveLength(5);
  });
});

describe("a folder that is not as it was left", () => {
  test("a journal that cannot be read is not replaced", async () => {
    const folder = await settled();
    const path = join(folder, "catalogs/changes.json");
    for (const text of ["{", '{"format":"perpixel/changes@1","snapshots":[{"source":"../x"}]}']) {
      await writeFile(path, text);
      const ran = await refresh(folder, "2026-05-02");
      expect(ran).toMatchObject({ code: 3, stderr: expect.stringContaining("is no list of changes") });
      expect(await readFile(path, "utf8")).toBe(text);
      await kept(folder);
    }
  });

  test("a lost `latest.json` and a lost list come back, a lost history is refused", async () => {
    const folder = await settled();
    const before = await kept(folder);
    for (const name of ["one/latest.json", "changes.md"]) await rm(join(folder, "catalogs", name));
    expect((await refresh(folder, "2026-05-02")).code).toBe(0);
    expect(await kept(folder)).toEqual(before);
    for (const name of ["latest", "2026-05-01"])
      await writeFile(join(folder, `catalogs/one/${name}.json`), "{}");
    const ran = await refresh(folder, "2026-05-02", ["--json"]);
    expect(JSON.parse(ran.stdout).sources).toMatchObject([{ outcome: "refused", code: "snapshot" }]);
  });

  test("what a killed run left is cleared away, and nothing else", async () => {
    const folder = await settled();
    for (const path of [".changes.json.tmp", "one/.2026-05-01.7.json.tmp", "one/.latest.json.tmp"]) {
      await writeFile(join(folder, "catalogs", path), "half");
    }
    for (const path of [".gitignore", "one/.notes.tmp"])
      await writeFile(join(folder, "catalogs", path), "mine");
    expect((await refresh(folder, "2026-05-02")).code).toBe(0);
    const files = await filesOf(join(folder, "catalogs"));
    expect([...files.keys()].filter((path) => /(^|\/)\./.test(path)).sort()).toEqual([
      ".gitignore",
      "one/.notes.tmp",
    ]);
  });

  test("a day before the last one is refused", async () => {
    const folder = await settled();
    answers.set("/one", says(prices("0.05")));
    const ran = await refresh(folder, "2026-04-30", ["--json"]);
    expect(JSON.parse(ran.stdout).sources).toMatchObject([{ outcome: "refused", code: "old_day" }]);
  });

  test("a second run at the same time keeps out; a lock of one that was killed does not", async () => {
    const folder = await settled();
    const lock = join(folder, "catalogs/.refresh.lock");
    await writeFile(lock, `${process.pid}\n`);
    const ran = await refresh(folder, "2026-05-02");
    expect(ran).toMatchObject({ code: 3, stderr: expect.stringContaining("another run is at work") });
    await writeFile(lock, "4194305\n"); // above what Linux gives
    expect((await refresh(folder, "2026-05-02")).code).toBe(0);
    await kept(folder);
  });
});
