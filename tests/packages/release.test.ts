// A release puts one version everywhere or nowhere. The script runs in a repository of its own, which holds the real
// files that state a version; cargo says whether the manifest and the lock still fit together.
import { execFile, execFileSync } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { repository } from "./install.ts";

const EXAMPLE = "examples/datafusion/Cargo.lock";
const FILES = ["Cargo.toml", "Cargo.lock", EXAMPLE, "pkg/package.json", "CHANGELOG.md"];
const texts = async (folder: string) =>
  Promise.all(FILES.map((path) => readFile(join(folder, path), "utf8")));

let folder: string;
const git = (...args: string[]) =>
  execFileSync("git", ["-c", "user.name=Test", "-c", "user.email=test@example.org", ...args], {
    cwd: folder,
  });

/** Runs the script: its exit code, and what it prints and complains about. */
function release(...args: string[]): Promise<{ code: number; text: string }> {
  return new Promise((done) => {
    execFile(process.execPath, [".make/release.js", ...args], { cwd: folder }, (error, stdout, stderr) =>
      done({ code: error ? Number(error.code) : 0, text: stdout + stderr }),
    );
  });
}

async function change(path: string, from: string | RegExp, to: string): Promise<void> {
  const text = await readFile(join(folder, path), "utf8");
  const changed = text.replace(from, to);
  expect(changed, `${path} has ${from}`).not.toBe(text);
  await writeFile(join(folder, path), changed);
}

function commit(): void {
  git("add", "--all");
  git("commit", "--quiet", "--message", "A commit");
}

/** Everything that states a version is at 0.4.2, released. */
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "perpixel-release-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const path of [...FILES, ".make/release.js"]) {
    await mkdir(join(folder, path, ".."), { recursive: true });
    await cp(join(repository, path), join(folder, path));
  }
  // What Cargo.toml names has to be there for cargo to read it.
  for (const path of ["src/lib.rs", "benches/core.rs", "benches/instructions.rs"]) {
    await mkdir(join(folder, path, ".."), { recursive: true });
    await writeFile(join(folder, path), "");
  }
  await writeFile(join(folder, ".gitignore"), "/target/\n");
  await change("Cargo.toml", /^version = ".*"$/m, 'version = "0.4.2"');
  for (const lock of ["Cargo.lock", EXAMPLE]) {
    await change(lock, /(name = "perpixel"\nversion = )".*"/, '$1"0.4.2"');
  }
  await change("pkg/package.json", /"version": ".*"/, '"version": "0.4.2"');
  await writeFile(
    join(folder, "CHANGELOG.md"),
    "# Changelog\n\n## Unreleased\n\n- A change.\n\n## 0.4.2 (2026-05-01)\n\n- An older change.\n",
  );
  git("init", "--quiet");
  commit();
});

test("crate, lock, package and changelog agree on their version now", () => {
  const text = execFileSync(process.execPath, [join(repository, ".make/release.js"), "--check"], {
    encoding: "utf8",
  });
  expect(text).toMatch(/^\d+\.\d+\.\d+\S* everywhere\n$/);
});

test("a new version stands in all five, and nothing else changes", async () => {
  const before = await texts(folder);
  const { code, text } = await release("0.5.0");
  expect(code, text).toBe(0);
  expect(
    git("status", "--porcelain")
      .toString()
      .trim()
      .split(/\s+/)
      .filter((one) => one !== "M"),
  ).toEqual([...FILES].sort((a, b) => (a < b ? -1 : 1)));
  const after = await texts(folder);
  // Other packages in a lock may be of the same version.
  const own = /((?:\[package\]\n|\[\[package\]\]\n)name = "perpixel"\nversion = |^ {2}"version": )"0\.4\.2"/m;
  for (const at of [0, 1, 2, 3]) expect(after[at]).toBe(before[at]?.replace(own, '$1"0.5.0"'));
  const today = new Date().toISOString().slice(0, 10);
  expect(after[4]).toBe(before[4]?.replace("## Unreleased\n", `## Unreleased\n\n## 0.5.0 (${today})\n`));
  // Cargo itself would refuse a lock that does not fit.
  execFileSync("cargo", ["metadata", "--locked", "--offline", "--format-version", "1"], {
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"],
  });
  expect((await release("--check", "v0.5.0")).text).toBe("0.5.0 everywhere, as the tag says\n");
  expect((await release("--notes", "0.5.0")).text).toBe("- A change.\n");
});

test("through make too, and a dry run changes nothing", async () => {
  await cp(join(repository, "Makefile"), join(folder, "Makefile"));
  commit();
  const before = await texts(folder);
  const said = execFileSync("make", ["release", "VERSION=0.5.0", "DRY=1"], {
    cwd: folder,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  for (const path of FILES) expect(said).toContain(`would write 0.5.0 into ${path}`);
  expect(await texts(folder)).toEqual(before);
  execFileSync("make", ["release", "VERSION=0.5.0"], { cwd: folder, stdio: "ignore" });
  expect(await texts(folder)).not.toEqual(before);
});

describe("it refuses, and writes nothing:", () => {
  const refused = async (version: string, why: string) => {
    const before = await texts(folder);
    const { code, text } = await release(version);
    expect(text).toContain(why);
    expect(code).toBe(1);
    expect(await texts(folder)).toEqual(before);
  };

  test.each(["0.4.2", "0.4.1", "0.4.2-rc.1", "0.3.9"])("%s, which is not greater", async (version) => {
    await refused(version, `${version} is not greater than 0.4.2`);
  });

  test.each(["v0.5.0", "0.5", "0.05.0", "latest", "0.5.0+build"])(
    "%s, which is no version",
    async (version) => {
      await refused(version, "is no version such as");
    },
  );

  test("a version that the package states otherwise", async () => {
    await change("pkg/package.json", "0.4.2", "0.4.1");
    commit();
    await refused(
      "0.5.0",
      "the versions differ: Cargo.toml 0.4.2, Cargo.lock 0.4.2, examples/datafusion/Cargo.lock 0.4.2, pkg/package.json 0.4.1",
    );
  });

  test("a version that the changelog states otherwise", async () => {
    await change("CHANGELOG.md", "## 0.4.2 (2026-05-01)", "## 0.4.3 (2026-05-01)");
    commit();
    await refused("0.5.0", "the newest heading of CHANGELOG.md says 0.4.3");
  });

  test("a tree with changes, also with a file that git does not know", async () => {
    await writeFile(join(folder, "new.txt"), "");
    await refused("0.5.0", "?? new.txt");
  });

  test("a changelog that says nothing of the new version", async () => {
    await change("CHANGELOG.md", "- A change.\n\n", "");
    commit();
    await refused("0.5.0", "nothing under `## Unreleased`");
    await change("CHANGELOG.md", "## Unreleased\n\n", "");
    commit();
    await refused("0.5.0", "nothing under `## Unreleased`");
  });

  test("a version that has a tag", async () => {
    git("tag", "v0.5.0");
    await refused("0.5.0", "there is a tag v0.5.0 already");
  });

  test("a tag of another version, and one that the changelog does not know", async () => {
    expect(await release("--check", "v0.5.0")).toEqual({
      code: 1,
      text: "release: the tag is v0.5.0, the files say 0.4.2\n",
    });
    await change("CHANGELOG.md", /\n## 0\.4\.2[\s\S]*$/, "");
    expect((await release("--check", "v0.4.2")).text).toBe(
      "release: CHANGELOG.md has no heading for 0.4.2\n",
    );
  });
});

test("candidates come before their version, in the order of their numbers", async () => {
  for (const version of ["0.5.0-alpha", "0.5.0-beta.2", "0.5.0-beta.11", "0.5.0-rc.1", "0.5.0", "0.10.0"]) {
    await change("CHANGELOG.md", "## Unreleased\n", "## Unreleased\n\n- More.\n");
    commit();
    const { code, text } = await release(version);
    expect(code, text).toBe(0);
  }
  expect((await release("--check")).text).toBe("0.10.0 everywhere\n");
});

test("the first version of all is the one that the files begin with", async () => {
  await change("CHANGELOG.md", /\n## 0\.4\.2[\s\S]*$/, "");
  commit();
  expect((await release("0.4.2")).code).toBe(0);
  expect((await release("--check", "v0.4.2")).code).toBe(0);
});

describe("the workflow that publishes", async () => {
  const workflows = join(repository, ".github/workflows");
  const text = await readFile(join(workflows, "publish.yml"), "utf8");
  const [head = "", body = ""] = text.split(/^jobs:\n/m);
  const jobs = body.split(/^ {2}(?=\w+:$)/m);
  const job = (name: string) => jobs.find((one) => one.startsWith(`${name}:`)) ?? "";

  test("runs actions by their hash alone, the same as the other workflows", async () => {
    const used = [...text.matchAll(/uses: (\S+)@(\S+) # v\d+\.\d+\.\d+$/gm)];
    expect(used).toHaveLength(text.match(/uses:/g)?.length ?? 0);
    const pages = await readFile(join(workflows, "pages.yml"), "utf8");
    for (const [, action = "", hash = ""] of used) {
      expect(hash).toMatch(/^[0-9a-f]{40}$/);
      expect(action).toMatch(/^(?:actions|rust-lang)\//);
      if (pages.includes(`${action}@`)) expect(pages).toContain(`${action}@${hash}`);
    }
  });

  test("gives each job what it needs and nothing more, and holds no secret", () => {
    const granted = (part: string) =>
      part.match(/^ {6}[a-z-]+: (?:read|write)$/gm)?.map((line) => line.trim());
    expect(head).toMatch(/^permissions: \{\}$/m);
    expect(granted(job("build"))).toEqual(["contents: read"]);
    expect(granted(job("npm"))).toEqual(["id-token: write"]);
    expect(granted(job("crate"))).toEqual(["contents: read", "id-token: write"]);
    expect(granted(job("release"))).toEqual(["contents: write"]);
    expect(text).not.toContain("secrets.");
  });

  test("publishes only what was compared with the tag, built and tested", () => {
    expect(job("build")).toMatch(/release\.js --check "\$GITHUB_REF_NAME"[\s\S]*?make test[\s\S]*?npm pack/u);
    for (const name of ["npm", "crate"]) expect(job(name)).toContain("needs: build\n");
    expect(job("release")).toContain("needs: [npm, crate]\n");
    expect(job("npm")).toMatch(/npm publish .*--provenance/);
  });
});
