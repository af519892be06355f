// Where values stand in a drawing, and the ticks beside them. A value becomes a number here for its place alone;
// what a tick says is made by the caller from an exact decimal text or a date.

import { extent } from "d3-array";
import { scaleLinear, scaleLog, scaleUtc } from "d3-scale";
import { isDecimal } from "../format.ts";
import { widthOf } from "./labels.ts";

export interface Tick {
  at: number;
  label: string;
}

/** A scale with its ticks: `at` is the place of a value in pixels. */
export interface Axis {
  at(value: number): number;
  ticks: readonly Tick[];
  log: boolean;
}

export type Range = readonly [from: number, to: number];

/** The place of an exact decimal among others. `null` for what is no decimal. */
export function place(text: string | null | undefined): number | null {
  return isDecimal(text) ? Number(text) : null;
}

/** A tick in plain notation, as the formatting functions take it: `1e-7` is `0.0000001`. */
export function plain(value: number): string {
  const [mantissa = "0", exponent = "0"] = Math.abs(value).toExponential(9).split("e");
  const digits = mantissa.replace(".", "").replace(/0+$/, "");
  const point = Number(exponent) + 1;
  const padded = point > 0 ? digits.padEnd(point, "0") : "0".repeat(1 - point) + digits;
  const whole = padded.slice(0, Math.max(point, 1)) || "0";
  const fraction = padded.slice(Math.max(point, 1));
  return `${value < 0 ? "-" : ""}${whole}${fraction && `.${fraction}`}`;
}

export interface NumberAxis {
  range: Range;
  label(text: string): string;
  /** Wanted; a value of zero or less makes it linear, for it has no place on a logarithmic one. */
  log?: boolean;
  /** The linear axis begins at zero. */
  zero?: boolean;
  /** A logarithmic axis ends near its values, not at powers of ten. */
  tight?: boolean;
  /** About so many ticks. */
  ticks?: number;
}

const ROUND = /^[125]e/;
/** What a tight axis leaves free at its ends, as a factor. */
const ROOM = 1.35;

export function numberAxis(values: readonly number[], options: NumberAxis): Axis {
  const { range, label, ticks = 5 } = options;
  const [low = 0, high = 1] = extent(values) as [number, number] | [undefined, undefined];
  const log = options.log === true && low > 0;
  /** Ticks beyond the digits that an amount may have are left out. */
  const labelled = (scale: (value: number) => number, values: readonly number[]) =>
    values
      .map((value) => ({ at: scale(value), text: plain(value) }))
      .filter(({ text }) => isDecimal(text))
      .map(({ at, text }) => ({ at, label: label(text) }));
  if (log) {
    const scale = options.tight
      ? scaleLog([low / ROOM, high * ROOM], range)
      : scaleLog([low, high === low ? high * 10 : high], range).nice();
    const all = scale.ticks().filter((value) => ROUND.test(value.toExponential()));
    const tens = all.filter((value) => value.toExponential().startsWith("1e"));
    return { at: scale, ticks: labelled(scale, all.length > ticks * 2 ? tens : all), log };
  }
  const from = options.zero ? Math.min(0, low) : low;
  const scale = scaleLinear([from, high > from ? high : from + 1], range).nice(ticks);
  return { at: scale, ticks: labelled(scale, scale.ticks(ticks)), log };
}

/** Between two labels that stand beside each other. */
const LABEL_GAP = 12;

/** The axis without those ticks whose labels, side by side, would run into the ones before. */
export function spaced(axis: Axis): Axis {
  const ticks: Tick[] = [];
  const sorted = [...axis.ticks].sort((one, other) => one.at - other.at);
  for (const [at, tick] of sorted.entries()) {
    const last = ticks.at(-1);
    // Those at the ends may be written wholly towards the inside.
    const before = widthOf(last?.label ?? "") / (ticks.length > 1 ? 2 : 1);
    const own = widthOf(tick.label) / (at < sorted.length - 1 ? 2 : 1);
    if (!last || tick.at - last.at >= before + own + LABEL_GAP) ticks.push(tick);
  }
  return { ...axis, ticks };
}

const DAY = 86_400_000;
/** So many pixels lie between two dates, written out. */
const DATE_WIDTH = 136;

/** Milliseconds of a day `YYYY-MM-DD` in UTC. */
export function dayPlace(date: string): number {
  return Date.parse(`${date}T00:00:00Z`);
}

/** An axis of days: the first and the last one of `dates` are its ends. */
export function dayAxis(
  dates: readonly string[],
  range: Range,
  label: (date: string) => string | null,
): Axis {
  const [first = 0, last = 0] = extent(dates.map(dayPlace)) as [number, number] | [undefined, undefined];
  const scale = scaleUtc([last > first ? first : last - 30 * DAY, last], range);
  const most = Math.max(2, Math.floor(Math.abs(range[1] - range[0]) / DATE_WIDTH));
  const ticks: Tick[] = [];
  for (const date of scale.ticks(most)) {
    const at = scale(date);
    const near = ticks.at(-1);
    if (date.getTime() % DAY !== 0 || (near && Math.abs(at - near.at) < DATE_WIDTH)) continue;
    ticks.push({ at, label: label(date.toISOString().slice(0, 10)) ?? "" });
  }
  return { at: scale, ticks, log: false };
}
