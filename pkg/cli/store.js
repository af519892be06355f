// The folder of snapshots. `changes.json` is its journal: a snapshot is taken over at the moment in which the
// journal that names it is renamed into place. `latest.json` and `changes.md` follow from it, and are brought up
// to date by the next run when this one is killed before. No file is ever written in its place.
import { createHash } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { markdown } from "./change-list.js";
import { Unreadable } from "./input.js";
import { harmless, json } from "./print.js";
import { Refusal } from "./refusal.js";

const FORMAT = "perpixel/changes@1";
const LOCK = ".refresh.lock";
const LEFT_BEHIND = /^\.(latest|changes|\d{4}-\d\d-\d\d(\.\d+)?)\.(json|md)\.tmp$/;

export const digest = (bytes) => createHash("sha256").update(bytes).digest("hex");

/** What the system refuses, in this tool's words. */
async function onDisk(path, work) {
  try {
    return await work();
  } catch (error) {
    if (typeof error?.syscall !== "string") throw error;
    throw new Unreadable(`cannot use \`${harmless(path)}\`: ${harmless(error.code)}`);
  }
}

const existing = (path) =>
  onDisk(path, () =>
    readFile(path).catch((error) => {
      if (error.code === "ENOENT") return null;
      throw error;
    }),
  );

/** Makes a rename survive a loss of power, where the system can. */
async function settle(folder) {
  const handle = await open(folder).catch(() => null);
  await handle?.sync().catch(() => {});
  await handle?.close();
}

/** Writes a file so that its name stands for the old bytes or for the new ones, at every moment. */
const put = (path, data) =>
  onDisk(path, async () => {
    const folder = dirname(path);
    const beside = join(folder, `.${basename(path)}.tmp`);
    await mkdir(folder, { recursive: true });
    try {
      const handle = await open(beside, "w");
      try {
        await handle.writeFile(data);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(beside, path);
    } catch (error) {
      await rm(beside, { force: true });
      throw error;
    }
    await settle(folder);
  });

const isRunning = (pid) => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
};

/** Keeps a second run out. The lock of one that was killed is taken over. */
async function lock(folder) {
  const path = join(folder, LOCK);
  for (let attempt = 0; ; attempt += 1) {
    try {
      const handle = await open(path, "wx");
      await handle.writeFile(`${process.pid}\n`);
      await handle.close();
      return () => rm(path, { force: true });
    } catch (error) {
      if (error.code !== "EEXIST" || attempt > 0) throw error;
    }
    const pid = Number(await readFile(path, "utf8"));
    if (pid > 0 && pid !== process.pid && isRunning(pid)) {
      throw new Unreadable(
        `another run is at work in \`${harmless(folder)}\` (process ${pid})`,
        `if it is not, remove \`${LOCK}\` there`,
      );
    }
    await rm(path, { force: true });
  }
}

/** Removes what a killed run left behind. */
async function tidy(folder) {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isFile() && LEFT_BEHIND.test(entry.name)) await rm(path, { force: true });
  }
}

const isEntry = (entry) =>
  typeof entry === "object" &&
  entry !== null &&
  typeof entry.source === "string" &&
  /^\d{4}-\d\d-\d\d$/.test(entry.date) &&
  /^[a-z0-9-]+\/\d{4}-\d\d-\d\d(\.\d+)?\.json$/.test(entry.snapshot) &&
  entry.snapshot.startsWith(`${entry.source}/`) &&
  /^[0-9a-f]{64}$/.test(entry.sha256) &&
  Array.isArray(entry.changes) &&
  entry.changes.every((change) => typeof change === "object" && change !== null);

/** The journal's entries, oldest first. One that cannot be read is never replaced. */
async function entriesOf(path) {
  const bytes = await existing(path);
  if (bytes === null) return [];
  let journal = null;
  try {
    journal = JSON.parse(bytes.toString("utf8"));
  } catch {
    // Said below.
  }
  if (journal?.format === FORMAT && Array.isArray(journal.snapshots) && journal.snapshots.every(isEntry)) {
    return journal.snapshots;
  }
  const help = "restore it, for example from version control";
  throw new Unreadable(`\`${harmless(path)}\` is no list of changes of the form \`${FORMAT}\``, help);
}

/** Opens the folder; `idle` promises to write nothing. `close` has to be called. */
export async function openStore(folder, { idle }) {
  let unlock = () => {};
  if (!idle) {
    await onDisk(folder, () => mkdir(folder, { recursive: true }));
    unlock = await onDisk(folder, () => lock(folder));
  }
  try {
    if (!idle) await onDisk(folder, () => tidy(folder));
    const journal = join(folder, "changes.json");
    const entries = await entriesOf(journal);
    return { close: unlock, ...storeOf(folder, journal, entries, idle) };
  } catch (error) {
    await unlock();
    throw error;
  }
}

function storeOf(folder, journal, entries, idle) {
  const latestOf = (name) => join(folder, name, "latest.json");

  /** The bytes and the day of a source's last snapshot, or null; finishes what a killed run began. */
  async function last(name, today) {
    if (!idle) await tidy(join(folder, name)).catch(() => {});
    const latest = await existing(latestOf(name));
    const entry = entries.findLast(({ source }) => source === name);
    if (entry === undefined) return latest && { bytes: latest, date: today };
    if (latest !== null && digest(latest) === entry.sha256) return { bytes: latest, date: entry.date };
    const bytes = await existing(join(folder, entry.snapshot));
    if (bytes === null || digest(bytes) !== entry.sha256) {
      const both = `neither \`latest.json\` nor \`${entry.snapshot}\``;
      throw new Refusal("snapshot", `${both} is what \`changes.json\` says of it`);
    }
    if (!idle) await put(latestOf(name), bytes);
    return { bytes, date: entry.date };
  }

  /** Where bytes of this day go: a name of their own where others took the day's. */
  async function placeOf(name, date, bytes) {
    for (let number = 1; ; number += 1) {
      const snapshot = `${name}/${date}${number === 1 ? "" : `.${number}`}.json`;
      const there = await existing(join(folder, snapshot));
      if (there === null || there.equals(bytes)) return { snapshot, written: there !== null };
    }
  }

  /** Takes new bytes over: the snapshot first, then the journal, then `latest.json`. */
  async function take(name, date, bytes, { changes, models, offers, findings }) {
    const { snapshot, written } = await placeOf(name, date, bytes);
    const entry = { date, source: name, snapshot, sha256: digest(bytes), models, offers, findings, changes };
    if (idle) return entry;
    if (!written) await put(join(folder, snapshot), bytes);
    await put(journal, json({ format: FORMAT, snapshots: [...entries, entry] }));
    entries.push(entry);
    await put(latestOf(name), bytes);
    return entry;
  }

  /** Brings the list for people up to date with the journal. */
  async function list() {
    if (idle || entries.length === 0) return;
    const path = join(folder, "changes.md");
    const text = Buffer.from(markdown(entries));
    if (!(await existing(path))?.equals(text)) await put(path, text);
  }

  return { last, take, list };
}
