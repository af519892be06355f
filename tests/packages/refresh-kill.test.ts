// A run that is killed while it writes: at every moment the folder holds one whole version or the other, and
// the next run finishes or begins again.
import { watch } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, expect, inject, test } from "vitest";
import { type Answer, card, digest, filesOf, offer, project, says, serve, start } from "./refresh-support.ts";

const installed = inject("installed");
const bin = join(installed, "node-esm/node_modules/perpixel/cli.js");
const answers = new Map<string, Answer>();
const server = await serve(answers);
afterAll(server.close);

/** A catalog that takes some time to write. */
const large = (usd: string) =>
  JSON.stringify(
    card(
      Object.fromEntries(
        Array.from({ length: 400 }, (_, number) => [`model-${number}`, [offer("fal", usd)]]),
      ),
      {
        about: "x".repeat(4_000_000),
      },
    ),
  );
const [first, second] = [large("0.04"), large("0.05")];

/** Runs, and kills the run as soon as this file appears in the folder; whether it was killed. */
async function killedAt(folder: string, day: string, place: string, file: string) {
  const args = ["refresh", "sources.json", "--allow-http", "--as-of", day];
  const { child, ran } = start(bin, folder, args);
  const watcher = watch(join(folder, "catalogs", place), (_, name) => {
    if (name === file) child.kill("SIGKILL");
  });
  const { signal } = await ran;
  watcher.close();
  return signal === "SIGKILL";
}

test("latest.json is one of the two whole versions, whenever the run is killed", async () => {
  const folder = await project(installed, { sources: [{ name: "one", url: `${server.origin}/one` }] });
  const whole = () =>
    start(bin, folder, ["refresh", "sources.json", "--allow-http", "--as-of", "2026-05-01"]).ran;
  answers.set("/one", says(first));
  expect((await whole()).code).toBe(0);
  const versions = [digest(first), digest(second)];
  const latest = async () => digest(await readFile(join(folder, "catalogs/one/latest.json")));

  const moments: [string, string][] = [
    ["one", ".2026-05-01.2.json.tmp"],
    ["one", "2026-05-01.2.json"],
    ["", ".changes.json.tmp"],
    ["", "changes.json"],
    ["one", ".latest.json.tmp"],
    ["one", "latest.json"],
    ["", ".changes.md.tmp"],
  ];
  let killed = 0;
  let wanted = second;
  for (const [place, file] of moments) {
    answers.set("/one", says(wanted));
    if (await killedAt(folder, "2026-05-01", place, file)) killed += 1;
    expect(versions, `${place}/${file}`).toContain(await latest());
    const journal = JSON.parse(await readFile(join(folder, "catalogs/changes.json"), "utf8"));
    for (const { snapshot, sha256 } of journal.snapshots) {
      expect(digest(await readFile(join(folder, "catalogs", snapshot)))).toBe(sha256);
    }
    // The next run brings the folder to what the journal says, or takes the new bytes over.
    expect((await whole()).code).toBe(0);
    expect(await latest()).toBe(digest(wanted));
    const files = await filesOf(join(folder, "catalogs"));
    expect([...files.keys()].filter((path) => /(^|\/)\./.test(path))).toEqual([]);
    wanted = wanted === first ? second : first;
  }
  expect(killed).toBeGreaterThanOrEqual(4);

  // Each entry goes on from where the one before ended.
  const { snapshots } = JSON.parse(await readFile(join(folder, "catalogs/changes.json"), "utf8"));
  const starts = snapshots.map(({ changes }: { changes: { before: string; after: string }[] }) => changes[0]);
  for (const [place, { before }] of starts.entries()) {
    expect(before).toBe(place === 0 ? null : starts[place - 1].after);
  }
});
