// Changes for people, as Markdown: the list of a folder's whole history, and the report of one run. Names and
// remarks are strangers' text: they stand in code spans, where nothing is a link, a mention, HTML or markup.
import { harmless } from "./print.js";

const MOST_ROWS = 500; // of one snapshot; the journal has them all
const MOST_CHARACTERS = 60_000; // a pull request's text has at most 65,536
const MOST_SHOWN = 200;

/** Foreign text as a code span. What could end the span or a table's cell is spelled out, and so are tags. */
export function code(text) {
  const characters = [...String(text)];
  const cut = characters.length > MOST_SHOWN ? `${characters.slice(0, MOST_SHOWN).join("")}…` : String(text);
  const safe = harmless(cut).replace(/[`|<>]/g, (one) => `\\u{${one.codePointAt(0).toString(16)}}`);
  return safe.trim() === "" ? "" : `\`${safe}\``;
}

/** A message of this tool or the engine, which itself quotes with backticks. */
const message = (text) => code(String(text).replaceAll("`", "'"));

const figure = (text) => (/^-?\d+(\.\d+)?$/.test(text ?? "") ? text : text ? code(text) : "");
const signed = (text) => (/^[1-9]|^0\.\d*[1-9]/.test(text ?? "") ? `+${figure(text)}` : figure(text));
const about = (status) => (status === undefined ? "" : "~");

const WORDS = ["appeared", "vanished", "rose", "fell", "priced", "unpriced"];

/** `2 rose, 1 vanished`, or that nothing changed. */
export function summary(changes) {
  const counts = WORDS.map((word) => [changes.filter(({ kind }) => kind === word).length, word]);
  const parts = counts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  return parts.length > 0 ? parts.join(", ") : "no price changed";
}

function row(change) {
  const { kind, model, provider, before, after, per, variant, job, difference, percent, reason, status } =
    change;
  const unsure = about(status);
  const remarks = [
    per === "second" ? "per second" : "",
    ...[variant, job].map((text) => (text === undefined ? "" : code(text))),
    reason === undefined ? "" : message(reason),
  ];
  const cells = [
    WORDS.includes(kind) ? kind : code(kind),
    code(model),
    code(provider),
    before === null ? "" : unsure + figure(before),
    after === null ? "" : unsure + figure(after),
    signed(difference),
    percent === undefined ? "" : `${signed(percent)}%`,
    remarks.filter(Boolean).join("; "),
  ];
  return `| ${cells.join(" | ")} |`;
}

/** A table of changes, as far as the limit. */
function table(changes, most) {
  if (changes.length === 0) return "";
  const rows = changes.slice(0, most).map(row);
  const rest = changes.length - rows.length;
  return [
    "| what | model | provider | before, USD | after, USD | difference | percent | remarks |",
    "|---|---|---|--:|--:|--:|--:|---|",
    ...rows,
    ...(rest > 0 ? ["", `And ${rest} more, which \`changes.json\` lists.`] : []),
  ].join("\n");
}

/** A snapshot under its heading. All of a first one appears, which is no news offer by offer. */
function section({ date, source, snapshot, models, offers, changes }, isFirst, most) {
  const what = isFirst ? "the first snapshot" : summary(changes);
  return [
    `## ${date}, ${code(source)}`,
    `${figure(String(models))} models, ${figure(String(offers))} offers: ${what}. Snapshot ${code(snapshot)}.`,
    isFirst ? "" : table(changes, most),
  ]
    .filter(Boolean)
    .join("\n\n");
}

const isFirst = (entry, entries) => entries.find(({ source }) => source === entry.source) === entry;

/** The whole list, newest first. */
export function markdown(entries) {
  const sections = entries.map((entry) => section(entry, isFirst(entry, entries), MOST_ROWS)).reverse();
  const head =
    "# Price changes\n\nWritten by `perpixel refresh` from `changes.json`; prices are for one image or second.";
  return `${[head, ...sections].join("\n\n")}\n`;
}

/** What one run did, for a pull request: the outcomes, the changes, and what sources state differently. */
export function report({ date, sources, disagreements }) {
  const outcome = ({ name, outcome, snapshot, message: why, counts }) =>
    `| ${code(name)} | ${outcome} | ${outcome === "refused" ? message(why) : snapshot ? code(snapshot) : ""} | ${
      counts
        ? WORDS.filter((word) => counts[word])
            .map((word) => `${counts[word]} ${word}`)
            .join(", ")
        : ""
    } |`;
  const parts = [
    `Prices as read on ${date}.`,
    ["| source | outcome | | changes |", "|---|---|---|---|", ...sources.map(outcome)].join("\n"),
    ...sources
      .filter(({ outcome, first }) => outcome === "accepted" && !first)
      .map((one) =>
        [`## ${code(one.name)}`, table(one.changes, MOST_ROWS) || "No price changed."].join("\n\n"),
      ),
  ];
  if (disagreements?.length > 0) {
    const lines = disagreements.slice(0, 50).map((one) => `- ${message(one.message)}`);
    const rest = disagreements.length - lines.length;
    parts.push(["## Sources disagree", "", ...lines, ...(rest > 0 ? [`- and ${rest} more`] : [])].join("\n"));
  }
  return `${shortened(parts.join("\n\n"))}\n`;
}

/** Cut between lines, so that no span or table is left open. */
function shortened(text) {
  if (text.length <= MOST_CHARACTERS) return text;
  const end = text.lastIndexOf("\n", MOST_CHARACTERS);
  return `${text.slice(0, end)}\n\nThe rest does not fit here; \`changes.md\` has it.`;
}
