// The command that keeps a folder of catalogs fresh. Source by source: fetch, judge, take over or refuse. What
// is refused changes nothing, and stops no other source.
import { writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { isPerpixelError, load } from "../inline.js";
import { report, summary } from "./change-list.js";
import { download } from "./download.js";
import { Unreadable, whole } from "./input.js";
import { judge, NOTHING, partOf, plural } from "./judgement.js";
import { common, hint, loadOptions, Misuse } from "./options.js";
import * as print from "./print.js";
import { Refusal } from "./refusal.js";
import { sourcesOf } from "./sources.js";
import { openStore } from "./store.js";

const MOST_ROWS = 200; // of one table on a terminal

function chosen(sources, only) {
  const names = sources.map(({ name }) => name);
  for (const name of only ?? []) {
    if (!names.includes(name)) {
      throw new Misuse(`there is no source \`${print.harmless(name)}\`${hint(name, names)}`);
    }
  }
  return only ? sources.filter(({ name }) => only.includes(name)) : sources;
}

/** The day that the snapshots are of: also a file's name, so its form is checked before anything is done. */
function dayOf(values) {
  const day = values["as-of"] ?? new Date().toISOString().slice(0, 10);
  if (/^\d{4}-\d\d-\d\d$/.test(day)) return day;
  throw new Misuse(`\`--as-of\` takes a day such as \`2026-05-24\`, not \`${print.harmless(day)}\``);
}

async function refreshed(source, store, day, values) {
  const { name } = source;
  let last = null;
  try {
    last = await store.last(name, day);
    if (last !== null && last.date > day) {
      throw new Refusal("old_day", `its last snapshot is of ${last.date}, after ${day}`);
    }
    const bytes = await download(source, { allowHttp: values["allow-http"] === true });
    if (last?.bytes.equals(bytes)) return { answer: { name, outcome: "unchanged" }, bytes };
    const facts = await judge(source, bytes, last, { ...loadOptions(values), asOf: day });
    const { snapshot, sha256 } = await store.take(name, day, bytes, facts);
    const first = last === null;
    return { answer: { name, outcome: "accepted", snapshot, sha256, first, ...facts }, bytes };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { code, message, help, details } = error;
    return { answer: { name, outcome: "refused", code, message, help, ...details }, bytes: last?.bytes };
  }
}

/** What sources state differently of one model, all of them read together. It refuses nothing. */
async function disagreementsOf(parts, options) {
  if (parts.length < 2) return [];
  let catalog;
  try {
    catalog = await load(parts, options);
    return catalog.findings().filter(({ code }) => code === "sources_disagree");
  } catch (error) {
    if (!isPerpixelError(error)) throw error;
    return null; // an old snapshot that cannot be read any more
  } finally {
    catalog?.free();
  }
}

const some = (list) => list.slice(0, MOST_ROWS);
const more = (list) => (list.length > MOST_ROWS ? `and ${list.length - MOST_ROWS} more` : "");

function changesText({ name, changes }) {
  const heads = ["change", "model", "provider", ">before", ">after", ">percent", "remarks"];
  const rows = some(changes).map((change) => [
    change.kind,
    change.model,
    change.provider,
    change.before === null ? "" : print.money(change.before, change.status),
    change.after === null ? "" : print.money(change.after, change.status),
    change.percent === undefined ? "" : `${change.percent}%`,
    [change.variant, change.job, change.reason].filter(Boolean).join("; "),
  ]);
  return [print.titled(name, heads, rows), more(changes)].filter(Boolean).join("\n");
}

function textOf({ sources, disagreements, dryRun }) {
  const refused = sources.filter(({ outcome }) => outcome === "refused");
  const advice = new Map(refused.map(({ code, help }) => [code, [code, help]]));
  return print.document(
    dryRun && "nothing is written (--dry-run)",
    print.table(
      ["source", "outcome", "snapshot", "changes", "findings", "reason"],
      sources.map(({ name, outcome, snapshot, first, changes, findings = [], message }) => [
        name,
        outcome,
        snapshot,
        changes && (first ? "the first snapshot" : summary(changes)),
        findings.map(({ severity, code, count }) => `${count} ${code} (${severity})`).join(", "),
        message,
      ]),
    ),
    ...sources.filter(({ outcome, first }) => outcome === "accepted" && !first).map(changesText),
    ...refused
      .filter(({ jumps }) => jumps)
      .map(({ name, jumps }) => changesText({ name: `${name}, refused`, changes: jumps })),
    print.titled(
      "sources disagree",
      ["source", "model", "provider", "message"],
      some(disagreements ?? []).map((one) => [one.source, one.model, one.provider, one.message]),
    ),
    disagreements === null ? "the sources cannot be compared with each other" : more(disagreements),
    print.titled("what to do", ["code", "advice"], [...advice.values()]),
  );
}

async function writeReport(path, answer) {
  await writeFile(path, report(answer)).catch((error) => {
    throw new Unreadable(`cannot write \`${print.harmless(path)}\`: ${print.harmless(error.code)}`);
  });
}

export const refresh = {
  usage: "<sources.json> [--dry-run] [--only NAME]",
  about: "fetch catalogs, take over what is sound, keep the history; exits with 1 on a refusal",
  arguments: 1,
  options: {
    only: { type: "string", multiple: true, value: "NAME", about: "this source alone; may be repeated" },
    "dry-run": { type: "boolean", about: "fetch and judge, but write nothing" },
    report: { type: "string", value: "FILE", about: "what this run did, as Markdown" },
    "allow-http": { type: "boolean", about: "also ask `http:` servers of this machine" },
    ...common,
  },
  async run(values, [path]) {
    const day = dayOf(values);
    const settings = await sourcesOf(path);
    const sources = chosen(settings.sources, values.only);
    const options = { ...loadOptions(values), asOf: day };
    const others = [];
    for (const file of settings.compareWith) others.push({ name: basename(file), data: await whole(file) });
    // A wrong day or credit price is no source's fault; it is refused before anything is fetched.
    (await load([NOTHING, ...others], options)).free();

    const dryRun = values["dry-run"] === true;
    const store = await openStore(settings.folder, { idle: dryRun });
    try {
      const [answers, parts] = [[], others];
      for (const source of sources) {
        const { answer, bytes } = await refreshed(source, store, day, values);
        answers.push(answer);
        if (bytes) parts.push(partOf(source, bytes));
      }
      await store.list();
      const disagreements = await disagreementsOf(parts, options);
      const answer = { date: day, dryRun, sources: answers, disagreements };
      if (values.report !== undefined) await writeReport(values.report, answer);
      const refused = answers.filter(({ outcome }) => outcome === "refused").length;
      const tripped = refused > 0 ? [`${plural(refused, "source")} refused`] : [];
      return { answer, text: textOf(answer), tripped };
    } finally {
      await store.close();
    }
  },
};
