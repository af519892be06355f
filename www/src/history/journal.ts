// Reads the list of price changes that `perpixel refresh` keeps. The file may be anybody's: what is not exactly of
// its format refuses the whole, for a line with a part left out would be a wrong line. Nothing is fetched or
// drawn here, and no amount is computed.

import { day, isDecimal } from "../format.ts";
import { msg } from "../language.ts";

const FORMAT = "perpixel/changes@1";
const MOST_SNAPSHOTS = 20_000;
const MOST_CHANGES = 500_000;
/** Offers of one model at one provider that nothing in the list tells apart. */
const MOST_ALIKE = 100;
const LONGEST_NAME = 500;
const LONGEST_REASON = 5_000;

const KINDS = ["appeared", "vanished", "rose", "fell", "priced", "unpriced"] as const;
const PER = ["image", "second"] as const;
const STATUSES = ["exact", "approximate", "range", "rate-only", "unknown"] as const;

export type Kind = (typeof KINDS)[number];

/** From `date` on the price is `after`; null where there is none. */
export interface Step {
  date: string;
  kind: Kind;
  before: string | null;
  after: string | null;
  /** As the file states it. */
  percent: string | null;
  /** The price is not exact. */
  unsure: boolean;
}

/** The prices of one offer in one source, oldest first. */
export interface Track {
  source: string;
  model: string;
  provider: string;
  variant: string | null;
  /** The job that the prices are for, where it is not the reference job. */
  job: string | null;
  per: (typeof PER)[number];
  steps: Step[];
}

export interface Journal {
  snapshots: number;
  /** By the model's id in its source. */
  tracks: ReadonlyMap<string, readonly Track[]>;
}

/** Why there is no history to show: a sentence to be translated, and what stands in it. */
export class NoHistory extends Error {
  constructor(
    readonly sentence: string,
    readonly values: Readonly<Record<string, string | number>> = {},
  ) {
    super(sentence);
  }
}

type Fields = Record<string, unknown>;

function wrong(place: string): NoHistory {
  return new NoHistory(
    msg("The price history is not as its format says, at {place}, so nothing of it is shown."),
    { place },
  );
}

function fieldsOf(value: unknown, place: string): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw wrong(place);
  return value as Fields;
}

function listOf(value: unknown, place: string): readonly unknown[] {
  if (!Array.isArray(value)) throw wrong(place);
  return value;
}

function textOf(fields: Fields, key: string, place: string, longest = LONGEST_NAME): string {
  const value = fields[key];
  if (typeof value !== "string" || value === "" || value.length > longest) throw wrong(`${place}/${key}`);
  return value;
}

function optional<T>(fields: Fields, key: string, read: () => T): T | null {
  return fields[key] === undefined ? null : read();
}

function oneOf<T extends string>(all: readonly T[], fields: Fields, key: string, place: string): T {
  const found = all.find((one) => one === fields[key]);
  if (found === undefined) throw wrong(`${place}/${key}`);
  return found;
}

function priceOf(fields: Fields, key: string, place: string): string | null {
  const value = fields[key];
  if (value === null) return null;
  if (!isDecimal(value) || value.startsWith("-")) throw wrong(`${place}/${key}`);
  return value;
}

function dateOf(fields: Fields, place: string): string {
  const value = fields.date;
  if (typeof value !== "string" || value.length !== 10 || day(value) === null) throw wrong(`${place}/date`);
  return value;
}

type Change = Omit<Track, "source" | "steps"> & Omit<Step, "date">;

function changeOf(value: unknown, place: string): Change {
  const fields = fieldsOf(value, place);
  const text = (key: string, longest?: number) =>
    optional(fields, key, () => textOf(fields, key, place, longest));
  text("reason", LONGEST_REASON);
  const percent = text("percent");
  if (percent !== null && !isDecimal(percent)) throw wrong(`${place}/percent`);
  const change = {
    kind: oneOf(KINDS, fields, "kind", place),
    model: textOf(fields, "model", place),
    provider: textOf(fields, "provider", place),
    variant: text("variant"),
    job: text("job"),
    per: oneOf(PER, fields, "per", place),
    before: priceOf(fields, "before", place),
    after: priceOf(fields, "after", place),
    percent,
    unsure: optional(fields, "status", () => oneOf(STATUSES, fields, "status", place)) !== null,
  };
  const { kind, before, after } = change;
  const isGone = kind === "vanished" || kind === "unpriced";
  if (isGone && after !== null) throw wrong(`${place}/after`);
  if ((kind === "appeared" || kind === "priced") && before !== null) throw wrong(`${place}/before`);
  if ((kind === "rose" || kind === "fell") && (before === null || after === null)) throw wrong(place);
  return change;
}

/** The track that a change goes on with. What appears takes the place of what vanished, if of anything. */
function continued(
  alike: readonly Track[],
  touched: ReadonlySet<Track>,
  { kind, before }: Change,
): Track | undefined {
  const last = (track: Track) => track.steps.at(-1);
  const isGone = (track: Track) => last(track)?.kind === "vanished";
  if (kind === "appeared") return alike.find(isGone);
  const open = alike.filter((track) => !isGone(track) && !touched.has(track));
  // The old price is as of the new day, so it may differ from the one that was noted.
  return open.find((track) => last(track)?.after === before) ?? open[0];
}

class Tracks {
  readonly byModel = new Map<string, Track[]>();
  #alike = new Map<string, Track[]>();

  add(source: string, date: string, change: Change, touched: Set<Track>, place: string): void {
    const { model, provider, variant, job, per, kind, before, after, percent, unsure } = change;
    const key = JSON.stringify([source, model, provider, variant, job]);
    const alike = this.#alike.get(key) ?? [];
    let track = continued(alike, touched, change);
    if (track && track.per !== per && after !== null) {
      // Prices of seconds do not go on where those of images ended.
      track.steps.push({ date, kind: "vanished", before, after: null, percent: null, unsure: false });
      track = undefined;
    }
    if (!track) {
      if (alike.length >= MOST_ALIKE) throw wrong(place);
      track = { source, model, provider, variant, job, per, steps: [] };
      alike.push(track);
      this.#alike.set(key, alike);
      const ofModel = this.byModel.get(model) ?? [];
      ofModel.push(track);
      this.byModel.set(model, ofModel);
    }
    touched.add(track);
    track.steps.push({ date, kind, before, after, percent, unsure });
  }
}

/** `text` as a list of changes. Throws `NoHistory` for anything else. */
export function readJournal(text: string): Journal {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new NoHistory(msg("The price history is no JSON, so it cannot be read."));
  }
  const { format, snapshots: list } = fieldsOf(value, "/");
  if (format !== FORMAT) {
    throw new NoHistory(msg("The price history is not of the format {format}, which this page reads."), {
      format: FORMAT,
    });
  }
  const snapshots = listOf(list, "/snapshots");
  if (snapshots.length > MOST_SNAPSHOTS) throw wrong("/snapshots");
  const tracks = new Tracks();
  const newest = new Map<string, string>();
  let changes = 0;
  snapshots.forEach((entry, at) => {
    const place = `/snapshots/${at}`;
    const fields = fieldsOf(entry, place);
    const date = dateOf(fields, place);
    const source = textOf(fields, "source", place, 64);
    if (date < (newest.get(source) ?? "")) throw wrong(`${place}/date`);
    newest.set(source, date);
    const listed = listOf(fields.changes, `${place}/changes`);
    changes += listed.length;
    if (changes > MOST_CHANGES) throw wrong(`${place}/changes`);
    const read = listed.map((change, nth) => ({ change: changeOf(change, `${place}/changes/${nth}`), nth }));
    // What vanished comes first, so that what appeared in its stead goes on with its line.
    const gone = read.filter(({ change }) => change.kind === "vanished");
    const there = read.filter(({ change }) => change.kind !== "vanished");
    const touched = new Set<Track>();
    for (const { change, nth } of [...gone, ...there]) {
      tracks.add(source, date, change, touched, `${place}/changes/${nth}`);
    }
  });
  return { snapshots: snapshots.length, tracks: tracks.byModel };
}
