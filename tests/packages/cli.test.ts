// The command line as its users get it: the installed bin, run as a process. Figures are those of small rate
// cards that are written here, and of www/catalogs/infr.json.
import { spawn } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, inject, test } from "vitest";

const project = join(inject("installed"), "node-esm");
const bin = join(project, "node_modules/.bin/perpixel");
const folder = join(inject("installed"), "cli");

type Ran = { code: number | null; stdout: string; stderr: string };

/** Runs the tool in the folder of the fixtures. */
function perpixel(line: string | string[], input = ""): Promise<Ran> {
  const args = typeof line === "string" ? line.split(" ").filter(Boolean) : line;
  return new Promise((ran, failed) => {
    const child = spawn(bin, args, { cwd: folder });
    const out = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"] as const) {
      child[name].setEncoding("utf8").on("data", (text: string) => {
        out[name] += text;
      });
    }
    child.stdin.on("error", () => {}); // it may end before it has read everything
    child.on("error", failed);
    child.on("close", (code) => ran({ code, ...out }));
    child.stdin.end(input);
  });
}

/** What a run prints, each run of spaces as one, so that a test reads as a table does. */
const squeezed = ({ stdout }: Ran) => stdout.replace(/ +/g, " ");

const offer = (provider: string, usd: string, more = {}) => ({
  provider,
  charges: [{ unit: "image", usd }],
  ...more,
});
const card = (name: string, alpha: string, more: object[] = []) => ({
  format: "perpixel/rate-card@1",
  name,
  date: "2026-05-01",
  about: "figures of a test",
  models: [
    { id: "alpha", name: "Alpha", modes: ["t2i"], offers: [offer("fal", alpha), offer("vercel", "0.06")] },
    { id: "beta", name: "Beta", modes: ["t2i"], offers: [offer("fal", "~0.02")] },
    {
      id: "gamma",
      name: "Gamma",
      modes: ["t2i"],
      offers: [{ provider: "x", unpriced: "the page names no price" }],
    },
    ...more,
  ],
});

// An escape that turns text red, one of a single C1 character, a turn of direction, a space of no width.
const HOSTILE = "a\u001b[31mb\u009b31mc\u202ed\u200be\u007ff\ng";
const files: Record<string, string | object> = {
  "old.json": card("old", "0.04"),
  "new.json": card("new", "0.042"),
  "much.json": card("much", "0.0420000000000001"),
  "hostile.json": card("hostile", "0.04", [
    { id: "delta", name: "Delta", modes: ["t2i"], offers: [offer("fal", "0.01", { note: HOSTILE })] },
  ]),
  "broken.json": card("broken", "0.04", [{ id: "delta", modes: ["t2i"], misspelt: 1, offers: [] }]),
  "garbage.json": "garbage",
  "workload.json": {
    lines: [
      { name: "thumbs", model: "alpha", count: 1000 },
      { model: "beta", count: 100 },
    ],
  },
  "alpha.json": { lines: [{ model: "alpha", count: 1000 }] },
  "gamma.json": {
    lines: [
      { model: "alpha", count: 1000 },
      { model: "gamma", count: 5 },
    ],
  },
  "misspelt.json": { lines: [{ model: "alpha", count: 1, coutn: 2 }] },
  "log.csv":
    "\ufeffDate;Model;Provider;Images\r\n2026-05-01;alpha;fal;10\r\n2026-05-02;beta;;5\r\n" +
    '2026-06-02;alpha;vercel;2\r\n2026-06-03;alpha;"fal"x;2\r\n',
  "odd.csv": "what,where,n\nalpha,fal,3\n",
  "log.jsonl": '{"model":"alpha","provider":"fal","count":3}\n{"model":"nothing","count":1}\n',
};

beforeAll(async () => {
  await mkdir(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    await writeFile(join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
  }
});

const infr = join(project, "catalog.json");
const asOf = "--as-of 2026-05-25";

describe("decimals", async () => {
  const { shareOfPercent, numberOfFactor, isGreater, isBeyond, isMoreOf, isAmount } = (await import(
    join(project, "node_modules/perpixel/cli/decimal.js")
  )) as {
    shareOfPercent(text: string): string | null;
    isGreater(one: string, other: string): boolean;
    numberOfFactor(text: string): string | null;
    isBeyond(one: string, other: string, factor: string): boolean;
    isMoreOf(count: number, total: number, share: string): boolean;
    isAmount(text: string): boolean;
  };

  test.each([
    ["5%", "0.05"],
    ["0%", "0"],
    ["0.0%", "0"],
    ["100%", "1"],
    ["150%", "1.5"],
    ["2.50%", "0.025"],
    ["05%", "0.05"],
    ["0.1%", "0.001"],
    ["1000%", "10"],
    ["12.3456789012345678901%", "0.123456789012345678901"],
    ["5", null],
    ["%", null],
    ["-5%", null],
    ["5.%", null],
    [".5%", null],
    ["1e1%", null],
    ["5 %", null],
    ["5%%", null],
  ])("%s as a share is %s", (percent, share) => expect(shareOfPercent(percent)).toBe(share));

  test.each([
    ["500", "500", false],
    ["500.0", "500", false],
    ["500", "500.00", false],
    ["500.000000000000000001", "500", true],
    ["500", "500.000000000000000001", false],
    ["0.30000000000000004", "0.3", true],
    ["9", "10", false],
    ["10", "9", true],
    ["0010", "9.9", true],
    ["9007199254740993", "9007199254740992", true],
    ["-1", "0", false],
    ["-0.5", "-0.25", false],
    ["-0.25", "-0.5", true],
  ])("%s > %s is %s", (one, other, greater) => expect(isGreater(one, other)).toBe(greater));

  test.each([
    ["3x", "3"],
    ["1x", "1"],
    ["1.0x", "1.0"],
    ["1.05x", "1.05"],
    ["0.99x", null],
    ["-3x", null],
    ["3", null],
    ["x", null],
    ["3 x", null],
    ["3xx", null],
    ["50%", null],
  ])("%s as a factor is %s", (text, number) => expect(numberOfFactor(text)).toBe(number));

  test.each([
    ["0.04", "0.12", "3", false],
    ["0.04", "0.120000000000000000000000001", "3", true],
    ["0.12", "0.04", "3", false],
    ["0.12", "0.0399999999999999999999", "3", true],
    ["0.04", "0.04", "1", false],
    ["0.04", "0.0400", "1.0", false],
    ["0.04", "0.041", "1", true],
    ["0", "0", "3", false],
    ["0", "0.01", "3", true],
    ["0.01", "0", "3", true],
    ["1", "1.05", "1.05", false],
  ])("from %s to %s is beyond %s times: %s", (one, two, factor, beyond) => {
    expect(isBeyond(one, two, factor)).toBe(beyond);
    expect(isBeyond(two, one, factor)).toBe(beyond);
  });

  test.each([
    [1, 2, "0.5", false],
    [2, 3, "0.5", true],
    [1, 3, "0.333333333333", true],
    [0, 0, "0", false],
    [1, 1000, "0", true],
    [5, 5, "1", false],
  ])("%i of %i are more than the share %s: %s", (count, total, share, more) =>
    expect(isMoreOf(count, total, share)).toBe(more),
  );

  test("what is no decimal is never compared", () => {
    for (const text of ["", "1e3", "NaN", "0x1", "1,5", "$5", " 5"]) {
      expect(() => isGreater(text, "1"), text).toThrow(TypeError);
      expect(isAmount(text), text).toBe(false);
    }
    expect(isAmount("-1")).toBe(false);
  });
});

describe("diff", () => {
  test("a rise of exactly the limit does not trip", async () => {
    const ran = await perpixel("diff old.json new.json --fail-on-rise 5%");
    expect(ran).toMatchObject({ code: 0, stderr: "" });
    expect(squeezed(ran)).toContain("rose alpha fal $0.04 $0.042 +$0.002 5%\n");
    expect(ran.stdout).toContain("3 offers unchanged");
  });

  test("one that is greater by the sixteenth digit does, and says so", async () => {
    const ran = await perpixel("diff old.json much.json --fail-on-rise 5%");
    expect(ran).toMatchObject({ code: 1, stderr: "perpixel: 1 rise of more than 5%\n" });
    expect(ran.stdout).toContain("over the limit");
  });

  test("without a limit nothing trips", async () => {
    expect(await perpixel("diff old.json much.json")).toMatchObject({ code: 0, stderr: "" });
  });

  test("a fall never trips", async () => {
    const ran = await perpixel("diff new.json old.json --fail-on-rise 0%");
    expect(ran.code).toBe(0);
    expect(squeezed(ran)).toContain("fell alpha fal $0.042 $0.04 -$0.002 -4.8%");
  });

  test("the workload is a change of its own", async () => {
    const ran = await perpixel("diff old.json new.json --workload workload.json --fail-on-rise 4.7%");
    expect(squeezed(ran)).toContain("workload before $42\nworkload after $44\ndifference +$2, 4.8%");
    expect(ran).toMatchObject({ code: 1, stderr: "perpixel: 2 rises of more than 4.7%\n" });
  });

  test("a workload without a price cannot be vouched for", async () => {
    const ran = await perpixel("diff old.json old.json --workload gamma.json --fail-on-rise 5%");
    expect(ran.code).toBe(1);
    expect(ran.stderr).toContain("its rise is unknown");
    expect((await perpixel("diff old.json old.json --workload gamma.json")).code).toBe(0);
  });

  test("the answer as JSON is the engine's", async () => {
    const ran = await perpixel("diff old.json new.json --json --fail-on-rise 1%");
    expect(ran.code).toBe(1);
    expect(JSON.parse(ran.stdout)).toMatchObject({ exceeded: 1, unchanged: 3, changes: [{ kind: "rose" }] });
  });
});

describe("price", () => {
  test("every offer of a model, and what many cost", async () => {
    const ran = await perpixel(`price ${infr} --model grok-imagine-quality --count 10000 ${asOf}`);
    expect(ran.code).toBe(0);
    expect(squeezed(ran)).toMatch(/xai \$0\.05 image/);
    expect(squeezed(ran)).toContain("cheapest vercel $0.05 $500\n");
    expect(squeezed(ran)).toContain("routed vercel $0.05 $500 $10 $510 2% routed + standard fees apply\n");
  });

  test("one offer with its receipt", async () => {
    const ran = squeezed(await perpixel("price old.json --model alpha --provider vercel --count 7"));
    expect(ran).toContain("vercel $0.06 image");
    expect(ran).toMatch(/receipt\nwhat quantity unit rate amount\nImages? 1 image \$0\.06 \$0\.06\n/);
    expect(ran).toContain("cheapest vercel $0.06 $0.42");
  });

  test("what is approximate says so, and what is unknown says why", async () => {
    expect(squeezed(await perpixel("price old.json --model beta"))).toContain("fal ~$0.02 image");
    const ran = await perpixel("price old.json --model gamma");
    expect(ran.code).toBe(0);
    expect(squeezed(ran)).toMatch(/x unknown image .*the page names no price/);
    expect(ran.stdout).not.toContain("$0");
  });

  test("as JSON, one offer, a row, or either with the quote", async () => {
    const parsed = async (more: string) =>
      JSON.parse((await perpixel(`price old.json --model alpha --json ${more}`)).stdout);
    expect(await parsed("--provider fal")).toMatchObject({ provider: "fal", price: "0.04" });
    expect(await parsed("")).toMatchObject({
      model: { id: "alpha" },
      offers: [{ price: "0.04" }, { price: "0.06" }],
    });
    expect(await parsed("--count 3")).toMatchObject({
      row: { cheapest: 0 },
      quote: { cheapest: { total: "0.12" } },
    });
    expect(await parsed("--provider vercel --count 3")).toMatchObject({
      offer: { price: "0.06" },
      quote: { cheapest: { total: "0.18" } },
    });
  });
});

describe("compare", () => {
  test("a row a model, figures to the right, the disclosure beside what is billed", async () => {
    const ran = await perpixel(`compare ${infr} --sort price --limit 2 ${asOf}`);
    expect(ran.code).toBe(0);
    expect(ran.stdout).toBe(
      [
        "for 1024x1024",
        "",
        "model            vendor   elo  cheapest  per    at   routed to    billed",
        "flux-2-klein-9b  BFL     1224    $0.009  image  fal  fal        $0.00918  2% routed + standard fees apply",
        "flux-2-klein-4b  BFL     1190    $0.009  image  fal  fal        $0.00918  2% routed + standard fees apply",
        "",
        "2 of 35 models",
        "",
      ].join("\n"),
    );
  });

  test("the query and the job take part", async () => {
    const { stdout } = await perpixel(
      `compare ${infr} ${asOf} --json --mode edit --vendor BFL --provider fal --min-elo 1200 --max-price 0.03 ` +
        "--weights open --weights closed --weights open-nc --text flux --sort elo --descending --limit 3 --size 512x512",
    );
    const { job, rows } = JSON.parse(stdout);
    expect(job).toMatchObject({ mode: "edit", width: 512, height: 512 });
    expect(rows.length).toBeGreaterThan(0);
    for (const { model, offers } of rows) {
      expect(model.vendor).toBe("BFL");
      expect(model.elo).toBeGreaterThanOrEqual(1200);
      expect(offers.map(({ provider }: { provider: string }) => provider)).toEqual(["fal"]);
    }
  });

  test("a catalog from standard input", async () => {
    const ran = await perpixel("compare -", JSON.stringify(files["old.json"]));
    expect(ran.code).toBe(0);
    expect(squeezed(ran)).toMatch(/gamma unknown image .*the page names no price/);
    // No fee is stated there, so what is billed is not known, which is not the price.
    expect(squeezed(ran)).toContain("alpha $0.04 image fal fal unknown");
  });

  test("nothing is an answer too", async () => {
    const ran = await perpixel("compare old.json --text nothing-of-the-kind");
    expect(ran).toMatchObject({ code: 0, stdout: expect.stringContaining("no model meets the query") });
  });
});

describe("route", () => {
  test("who serves, what is billed with its disclosure, who else, and why not the others", async () => {
    const ran = squeezed(await perpixel(`route ${infr} --model grok-imagine-quality ${asOf}`));
    expect(ran).toContain("provider vercel\nupstream $0.05 per image\nfee $0.001\n");
    expect(ran).toContain("billed $0.051 (2% routed + standard fees apply)\n");
    expect(ran).toMatch(/fallbacks\nmodel provider price\ngrok-imagine-quality openrouter \$0\.05\n/);
    expect(ran).toContain("xai `xai` stands in no tier of the policy\n");
  });

  test("over all models, by a query and a policy", async () => {
    const routed = async (line: string) =>
      JSON.parse((await perpixel(`route ${infr} --json ${asOf} ${line}`)).stdout);
    expect(await routed("--min-elo 1300")).toMatchObject({
      model: "wan-2.7-image",
      provider: "fal",
      billed: "0.0306",
    });
    const model = "--model grok-imagine-quality";
    expect(await routed(`${model} --ignore vercel`)).toMatchObject({ provider: "openrouter" });
    expect(await routed(`${model} --only openrouter`)).toMatchObject({ provider: "openrouter" });
    expect(await routed(`${model} --only openrouter --provider vercel`)).toMatchObject({ provider: null });
    expect(await routed(`${model} --tier xai --tier vercel`)).toMatchObject({ provider: "xai" });
    for (const tiers of ["--tier xai,vercel", ""]) {
      const weighted = await routed(`${model} ${tiers} --order weighted`);
      expect(weighted.shares.map(({ share }: { share: string }) => share)).toEqual(["0.5", "0.5"]);
    }
  });

  test("nobody to serve is an answer, with its reason", async () => {
    const ran = await perpixel("route old.json --model gamma");
    expect(ran.code).toBe(0);
    expect(squeezed(ran)).toContain("provider none\nreason no provider that the policy allows has a price");
  });
});

describe("estimate", () => {
  test("every line and the total", async () => {
    const ran = await perpixel("estimate old.json --workload workload.json");
    expect(ran).toMatchObject({ code: 0, stderr: "" });
    expect(squeezed(ran)).toContain("thumbs alpha fal 1024x1024 1000 $0.04 $40\n");
    expect(squeezed(ran)).toContain("Beta beta fal 1024x1024 100 ~$0.02 ~$2\n");
    expect(squeezed(ran)).toContain("total ~$42\n");
  });

  test.each([
    ["40", 0],
    ["40.00", 0],
    ["40.000000000000000001", 0],
    ["39.999999999999999999", 1],
    ["5", 1],
    ["100", 0],
  ])("a total of $40 against a limit of $%s ends with %i", async (limit, code) => {
    const ran = await perpixel(`estimate old.json --workload alpha.json --max-total ${limit}`);
    expect(ran.code).toBe(code);
    const said = `perpixel: the total is over the limit: $40 is more than $${limit}\n`;
    expect(ran.stderr).toBe(code === 0 ? "" : said);
  });

  test("a line without a price trips, and never counts as nothing", async () => {
    const ran = await perpixel("estimate old.json --workload gamma.json --max-total 500");
    expect(ran).toMatchObject({ code: 1, stderr: "perpixel: 1 line without a price\n" });
    expect(squeezed(ran)).toMatch(/Gamma gamma .*unknown unknown the page names no price\n/);
    expect(squeezed(ran)).toContain("total unknown\nof it known $40\n");
  });

  test("the disclosure stands beside a total that holds a fee", async () => {
    const workload = { lines: [{ model: "grok-imagine-quality", count: 1000, route: true }] };
    const ran = await perpixel(`estimate ${infr} --workload - ${asOf}`, JSON.stringify(workload));
    expect(squeezed(ran)).toContain("total $51 (2% routed + standard fees apply)\n");
  });
});

describe("validate", () => {
  test("a good catalog", async () => {
    const ran = await perpixel("validate old.json --as-of 2026-05-02 --strict");
    expect(ran).toMatchObject({ code: 0, stderr: "" });
    expect(ran.stdout).toContain("0 errors, 0 warnings");
  });

  test("errors trip", async () => {
    const ran = await perpixel("validate broken.json --as-of 2026-05-02");
    expect(ran).toMatchObject({ code: 1, stderr: "perpixel: the catalog has 1 error\n" });
    expect(squeezed(ran)).toMatch(/error misfit broken\.json /);
    expect(ran.stdout).toContain("/models/3/misspelt");
  });

  test("warnings trip only where that is asked for", async () => {
    expect(await perpixel("validate old.json --as-of 2026-12-01")).toMatchObject({ code: 0, stderr: "" });
    expect((await perpixel("validate old.json --as-of 2026-12-01 --strict")).code).toBe(1);
  });

  test("the findings as JSON", async () => {
    const { stdout } = await perpixel("validate broken.json --as-of 2026-05-02 --json");
    expect(JSON.parse(stdout)).toMatchObject([{ severity: "error", code: "misfit" }]);
  });
});

describe("usage", () => {
  test("a log with a byte order mark, semicolons and a broken row", async () => {
    const ran = await perpixel("usage log.csv --catalog old.json");
    expect(ran).toMatchObject({ code: 0, stderr: "" });
    const text = squeezed(ran);
    expect(text).toContain("total ~$0.62\nrows 4, 3 with a price and 1 without\n");
    expect(text).toMatch(/by model\nmodel rows made total\n ?alpha 2 12 \$0\.52\n ?beta 1 5 ~\$0\.1\n/);
    expect(text).toMatch(/by provider\nprovider rows made total\n ?fal 2 15 ~\$0\.5\n ?vercel 1 2 \$0\.12\n/);
    expect(text).toMatch(/2026-05 2 15 ~\$0\.5\n ?2026-06 1 2 \$0\.12\n/);
    expect(text).toContain("1 broken_row a quote is misplaced 4\n");
    expect(text).toContain("elsewhere");
  });

  test("from standard input, in whatever pieces", async () => {
    const log = `model,provider,count\n${"alpha,fal,1\n".repeat(100_000)}`;
    const ran = await perpixel("usage - --catalog old.json --json", log);
    expect(JSON.parse(ran.stdout)).toMatchObject({ rows: 100_000, unpriced: 0, total: "4000" });
  });

  test("columns by name, rows without a provider, and another format", async () => {
    const ran = await perpixel(
      "usage odd.csv --catalog old.json --json --column model=what --column provider=where --column count=n",
    );
    expect(JSON.parse(ran.stdout)).toMatchObject({ total: "0.12" });
    const lines = await perpixel("usage log.jsonl --catalog old.json --json --format json-lines");
    expect(JSON.parse(lines.stdout)).toMatchObject({ rows: 2, unpriced: 1, total: "0.12" });
    const unpriced = await perpixel("usage log.csv --catalog old.json --json --without-provider unpriced");
    expect(JSON.parse(unpriced.stdout)).toMatchObject({ unpriced: 2, total: "0.52" });
    const at = await perpixel("usage log.csv --catalog old.json --json --provider fal");
    expect(JSON.parse(at.stdout)).toMatchObject({ total: "0.62" });
  });

  test.each([
    ["--max-total 0.62 --allow-unpriced 1", 0],
    ["--max-total 0.62", 1],
    ["--max-total 0.6199999999999999999 --allow-unpriced 1", 1],
  ])("%s ends with %i", async (guard, code) => {
    expect((await perpixel(`usage log.csv --catalog old.json ${guard}`)).code).toBe(code);
  });

  test("a total of no priced row is unknown, not nothing", async () => {
    const ran = await perpixel("usage - --catalog old.json", "model,count\ngamma,3\n");
    expect(squeezed(ran)).toContain("total unknown\n");
    expect(ran.stdout).not.toContain("$0");
  });
});

describe("wrong use ends with 2, one line, and how to get help", () => {
  test.each([
    ["", "which command?"],
    ["dif old.json", "did you mean `diff`"],
    ["constructor", "there is no command `constructor`"],
    ["--vers", "did you mean `--version`"],
    ["diff old.json", "`diff` needs 2 files, there is 1"],
    ["compare", "`compare` needs a file, there is none"],
    ["usage a b --catalog old.json", "`usage` needs one file, there are 2"],
    ["usage log.csv", "`usage` needs a `--catalog`"],
    ["price old.json", "`price` needs a `--model`"],
    ["estimate old.json", "`estimate` needs a `--workload`"],
    ["compare old.json --minelo 3", "did you mean `--min-elo`"],
    ["compare old.json --constructor", "there is no option `--constructor`"],
    ["compare old.json --json=1", "`--json` takes no value"],
    ["compare old.json --limit", "`--limit` needs a value"],
    ["compare old.json --limit -1", "`--limit` needs a value"],
    ["compare old.json --limit 1.5", "`--limit` takes a whole number"],
    ["compare old.json --limit 1 --limit 2", "`--limit` is given twice"],
    ["compare old.json --size 12", "takes a size such as `1024x1024`"],
    ["compare old.json --size 8x8 --width 8", "`--width` and `--height` cannot be"],
    ["compare old.json --max-price 1e3", "takes plain USD"],
    ["compare old.json --audio --no-audio", "exclude each other"],
    ["compare - -", "can be read only once"],
    ["diff old.json new.json --fail-on-rise 5", "takes a percentage such as `5%`"],
    ["diff old.json new.json --fail-on-rise=-5%", "takes a percentage such as `5%`"],
    ["usage log.csv --catalog old.json --column what", "takes `FIELD=HEADER`"],
  ])("perpixel %s", async (line, says) => {
    const ran = await perpixel(line);
    expect(ran).toMatchObject({ code: 2, stdout: "" });
    expect(ran.stderr).toMatch(/^perpixel: [^\n]+\n {2}[^\n]+\n$/);
    expect(ran.stderr).toContain(says);
    expect(ran.stderr).toMatch(/--help|usage: /);
  });
});

describe("input that cannot be read ends with 3", () => {
  test.each([
    ["compare nothing.json", "cannot read `nothing.json`: there is no such file"],
    ["compare .", "it is a folder"],
    ["compare garbage.json", "garbage.json: the document is not JSON"],
    ["estimate old.json --workload garbage.json", "the workload `garbage.json` is not JSON"],
    ["estimate old.json --workload misspelt.json", "/lines/0/coutn"],
    ["usage nothing.csv --catalog old.json", "cannot read `nothing.csv`"],
    ["usage odd.csv --catalog old.json --column model=which", "which"],
    ["price old.json --model alpah", "there is `alpha`"],
    ["price old.json --model alpha --provider fla", "there is `fal`"],
    ["compare old.json --sort prise", "expected one of `price`"],
    ["compare old.json --as-of 2026-13-01", "is no date"],
  ])("perpixel %s", async (line, says) => {
    const ran = await perpixel(line);
    expect(ran).toMatchObject({ code: 3, stdout: "" });
    expect(ran.stderr).toMatch(/^perpixel: [^\n]+\n( {2}[^\n]+\n)?$/);
    expect(ran.stderr).toContain(says);
    expect(ran.stderr).not.toMatch(/\n +at |models\(\)/);
  });
});

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not come out
const OBEYED = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/;

describe("foreign text", () => {
  test("comes out as visible escapes", async () => {
    const ran = await perpixel("price hostile.json --model delta");
    expect(ran.stdout).toContain("a\\u{1b}[31mb\\u{9b}31mc\\u{202e}d\\u{200b}e\\u{7f}f\\u{a}g");
    expect(ran.stdout).not.toMatch(OBEYED);
  });

  test("is harmless in JSON too, and is the same text", async () => {
    const { stdout } = await perpixel("price hostile.json --model delta --provider fal --json");
    expect(stdout).not.toMatch(OBEYED);
    expect(JSON.parse(stdout).note).toBe(HOSTILE);
  });

  test("is harmless in errors", async () => {
    for (const args of [
      ["compare", `no\u001b]0;x\u0007.json`],
      ["\u009b31m"],
      ["compare", "old.json", "--\u001b[31m"],
      ["compare", "old.json", "--sort", "\u001b[31m"],
      ["price", "old.json", "--model", "\u202e\u001b[31m"],
    ]) {
      const ran = await perpixel(args);
      expect(ran.code, args.join(" ")).toBeGreaterThanOrEqual(2);
      expect(ran.stderr).not.toMatch(OBEYED);
      expect(ran.stderr).toContain("\\u{");
    }
  });
});

test("the tool and each command show what they take", async () => {
  const all = await perpixel("--help");
  expect(all).toMatchObject({ code: 0, stderr: "" });
  for (const name of ["diff", "estimate", "usage", "price", "compare", "route", "validate", "refresh"]) {
    expect(all.stdout).toContain(`  ${name} `);
    const one = await perpixel(`${name} --help`);
    expect(one).toMatchObject({ code: 0, stderr: "" });
    expect(one.stdout).toContain(`usage: perpixel ${name} <`);
    for (const option of ["--json", "--as-of YYYY-MM-DD", "--help"]) expect(one.stdout).toContain(option);
  }
});

test("the version is the package's", async () => {
  const manifest = await import(join(project, "node_modules/perpixel/package.json"), {
    with: { type: "json" },
  });
  expect(await perpixel("--version")).toEqual({
    code: 0,
    stdout: `${manifest.default.version}\n`,
    stderr: "",
  });
});

test("a reader that leaves early ends it quietly", async () => {
  const child = spawn(bin, ["compare", infr, "--json"], { cwd: folder });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  child.stdout.destroy();
  const code = await new Promise((closed) => child.on("close", closed));
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
});

test("a long log does not take more memory than a short one", async () => {
  const probe = join(folder, "probe.mjs");
  await writeFile(
    probe,
    'process.on("exit", () => process.stderr.write(String(process.resourceUsage().maxRSS)));\n',
  );
  const peak = (rows: number) =>
    new Promise<number>((done) => {
      const cli = join(project, "node_modules/perpixel/cli.js");
      const args = ["--import", probe, cli, "usage", "-", "--catalog", "old.json", "--json"];
      const child = spawn(process.execPath, args, { cwd: folder });
      let stderr = "";
      child.stderr.setEncoding("utf8").on("data", (text: string) => {
        stderr += text;
      });
      child.on("close", () => done(Number(stderr)));
      child.stdout.resume();
      child.stdin.end(`model,provider,count\n${"alpha,fal,1\n".repeat(rows)}`);
    });
  const [short, long] = [await peak(10), await peak(3_400_000)]; // the long one has 41 MB
  expect(long - short).toBeLessThan(64 * 1024); // KiB; the log as a whole would need more, as text twice that
  expect(long).toBeGreaterThan(0);
});
