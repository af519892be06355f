// Which offers of the history belong to a model, what each is called, and from when to when each price held.

import type { Journal, Track } from "./journal.ts";

export interface Line {
  /** The provider, and as much more as tells it from the other lines. */
  name: string;
  track: Track;
}

/** A stretch without a gap: each date with the price from then on; the last date is its end. */
export type Stretch = readonly { date: string; price: string }[];

function same(one: Track, other: Track): boolean {
  return one.provider === other.provider && JSON.stringify(one) === JSON.stringify(other);
}

/** What may tell the offers of one provider apart, the plainest first. */
const TELLING = [
  (track: Track) => track.variant,
  (track: Track) => track.source,
  (track: Track) => track.model,
] as const;

/** Each line by its provider, and by what it takes to tell it from the others. */
function named(tracks: readonly Track[]): Line[] {
  // The job is always said: a price for another job must not look like one for the usual job.
  let lines = tracks.map((track) => ({
    name: [track.provider, track.job].filter(Boolean).join(" · "),
    track,
  }));
  for (const part of TELLING) {
    lines = lines.map(({ name, track }, _, all) => {
      const rivals = all.filter((other) => other.name === name);
      const more = part(track);
      const tells = more !== null && rivals.some((rival) => part(rival.track) !== more);
      return { name: tells ? `${name} · ${more}` : name, track };
    });
  }
  const seen = new Map<string, number>();
  return lines
    .map(({ name, track }) => {
      const nth = (seen.get(name) ?? 0) + 1;
      seen.set(name, nth);
      return { name: nth === 1 ? name : `${name} (${nth})`, track };
    })
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/**
 * The lines of a model that goes by any of `ids`: of each provider those at the reference job, or where it has none
 * the others. Prices per image and per second share no axis: `per` is preferred.
 */
export function linesOf({ tracks }: Journal, ids: readonly string[], per: Track["per"]): Line[] {
  const all = [...new Set(ids)].flatMap((id) => tracks.get(id) ?? []);
  const ofUnit = all.some((track) => track.per === per) ? all.filter((track) => track.per === per) : all;
  const unit = ofUnit[0]?.per;
  const chosen = ofUnit.filter(({ provider, job }) => {
    const usual = ofUnit.some((other) => other.provider === provider && other.job === null);
    return usual ? job === null : true;
  });
  // Several offers with one history are one line.
  const alike = chosen.filter((track) => track.per === unit);
  return named(alike.filter((track, at) => alike.findIndex((other) => same(other, track)) === at));
}

/** The stretches of a line; the last price holds until `today`. */
export function stretches({ steps }: Track, today: string): Stretch[] {
  const all: { date: string; price: string }[][] = [];
  let open: { date: string; price: string }[] | null = null;
  for (const { date, after } of steps) {
    const last = open?.at(-1);
    if (after === null) {
      if (last) open?.push({ date, price: last.price });
      open = null;
    } else {
      if (!open) {
        open = [];
        all.push(open);
      }
      open.push({ date, price: after });
    }
  }
  const last = open?.at(-1);
  if (last && open) open.push({ date: today > last.date ? today : last.date, price: last.price });
  return all;
}
