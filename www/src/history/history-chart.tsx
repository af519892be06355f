// The prices of a model over time as steps, one line an offer, with the steps as marks and as a table. It draws
// what the history states: a price holds from the day it was read until the next one, and a gap is a gap.

import { curveStepAfter, line } from "d3-shape";
import { useCallback } from "preact/hooks";
import { BottomAxis, LeftAxis } from "../charts/axes.tsx";
import { ChartFrame, type Drawing } from "../charts/chart-frame.tsx";
import { apart, cut, widthOf } from "../charts/labels.ts";
import { type Mark, Shape, toneClass } from "../charts/marks.tsx";
import { dayAxis, dayPlace, numberAxis, place } from "../charts/scales.ts";
import { day, decimal, price, usd } from "../format.ts";
import { language, msg, n, t } from "../language.ts";
import { visible } from "../names.ts";
import { Figures } from "../planning/figures.tsx";
import type { Kind, Step } from "./journal.ts";
import { type Line, stretches } from "./lines.ts";

const ROW = 17;
const PLOT_HEIGHT = 220;
/** Narrower drawings have the names below the plot. */
const WIDE = 560;
const LONGEST_NAME = 30;
/** More lines than this are no drawing; more marks no walk; more rows no table. */
const MOST_LINES = 24;
const MOST_MARKS = 400;
const MOST_ROWS = 500;
/** Prices that differ more than so many times get a logarithmic axis. */
const WIDE_RANGE = 12;

const KIND_NAMES: Record<Kind, string> = {
  appeared: msg("appeared"),
  vanished: msg("vanished"),
  rose: msg("rose"),
  fell: msg("fell"),
  priced: msg("priced"),
  unpriced: msg("no price any more"),
};

interface Props {
  name: string;
  lines: readonly Line[];
  today: string;
}

function written(text: string | null, unsure: boolean): string {
  return text === null ? "–" : `${unsure ? "≈ " : ""}${price(text)}`;
}

/** With its sign, as the file states it. */
function change(percent: string | null): string {
  if (percent === null) return "";
  const sign = percent.startsWith("-") || /^[0.]+$/.test(percent) ? "" : "+";
  return t("{percent} %", { percent: sign + decimal(percent) });
}

function sentence(name: string, { date, before, after, percent, unsure }: Step, first: boolean): string {
  const values = {
    name,
    date: day(date) ?? date,
    after: written(after, unsure),
    before: written(before, unsure),
  };
  if (after === null) return t("{name}: no price from {date}", values);
  if (percent !== null) {
    return t("{name}: {after} from {date}, before {before} ({change})", {
      ...values,
      change: change(percent),
    });
  }
  if (before !== null) return t("{name}: {after} from {date}, before {before}", values);
  return first
    ? t("{name}: {after}, first read on {date}", values)
    : t("{name}: {after} again from {date}", values);
}

function drawing(lines: readonly Line[], today: string, width: number): Drawing {
  const names = lines.map(({ name }) => cut(visible(name), LONGEST_NAME));
  const prices = lines.flatMap(({ track }) => track.steps.map(({ after }) => place(after)));
  const known = prices.filter((value) => value !== null);
  const dates = [today, ...lines.flatMap(({ track }) => track.steps.map(({ date }) => date))];
  const log = Math.max(...known) > WIDE_RANGE * Math.min(...known);
  const isWide = width >= WIDE;
  const rows = lines.length * ROW;
  const top = 34;
  const bottom = top + Math.max(PLOT_HEIGHT, isWide ? rows : 0);
  const up = numberAxis(known, { range: [bottom, top], label: usd, log, zero: true });
  const left = Math.max(...up.ticks.map(({ label }) => widthOf(label)), 24) + 12;
  const beside = isWide ? Math.max(...names.map(widthOf)) + 36 : 10;
  const plot = { left, right: Math.max(left + 80, width - beside), top, bottom };
  const along = dayAxis(dates, [plot.left, plot.right], day);
  const x = (date: string) => along.at(dayPlace(date));
  const y = (text: string | null) => up.at(place(text) ?? 0);
  const path = line<{ date: string; price: string }>(
    ({ date }) => x(date),
    ({ price }) => y(price),
  ).curve(curveStepAfter);
  const ends = lines.map(({ track }) => {
    const last = track.steps.findLast(({ after }) => after !== null);
    return { y: last ? y(last.after) : bottom, runs: track.steps.at(-1)?.after !== null };
  });
  const places = isWide
    ? apart(
        ends.map((end) => end.y),
        ROW,
        [top, bottom],
      )
    : ends.map((_, at) => bottom + 44 + at * ROW);
  const unit = lines[0]?.track.per === "second" ? t("USD per second") : t("USD per image");
  const body = (
    <>
      <LeftAxis axis={up} plot={plot} title={up.log ? t("{unit}, logarithmic", { unit }) : unit} />
      <BottomAxis axis={along} plot={plot} />
      {lines.map(({ track }, at) => (
        <g key={at}>
          {stretches(track, today).map((stretch, nth) => (
            <path key={nth} class={`chart-line ${toneClass(at)}`} d={path(stretch) ?? ""} />
          ))}
          {isWide && ends[at]?.runs && (
            <path
              class={`chart-leader ${toneClass(at)}`}
              d={`M${plot.right + 2} ${ends[at].y}L${plot.right + 12} ${places[at]}`}
            />
          )}
          <Shape x={isWide ? plot.right + 20 : 8} y={places[at] ?? 0} series={at} hollow={!ends[at]?.runs} />
          <text class="chart-text chart-name" x={isWide ? plot.right + 30 : 20} y={(places[at] ?? 0) + 4}>
            {names[at]}
          </text>
        </g>
      ))}
    </>
  );
  return { height: bottom + 30 + (isWide ? 0 : rows + 14), body, marks: marksOf(lines, x, y) };
}

/** One a step; where a line ends it stands at the last price, hollow. Of very many steps the newest are kept. */
function marksOf(
  lines: readonly Line[],
  x: (date: string) => number,
  y: (text: string | null) => number,
): Mark[] {
  const all = lines.flatMap(({ name, track }, series) =>
    track.steps.map((step, at) => ({ step, first: at === 0, name: visible(name), series })),
  );
  const newest =
    all.length > MOST_MARKS
      ? all
          .map(({ step }) => step.date)
          .sort()
          .at(-MOST_MARKS)
      : "";
  return all
    .filter(({ step }) => step.date >= (newest ?? ""))
    .slice(0, MOST_MARKS)
    .filter(({ step }) => step.after !== null || step.before !== null)
    .map(({ step, first, name, series }) => ({
      x: x(step.date),
      y: y(step.after ?? step.before),
      series,
      hollow: step.after === null,
      label: sentence(name, step, first),
    }));
}

export function HistoryChart({ name, lines, today }: Props) {
  const drawn = lines
    .filter(({ track }) => track.steps.some(({ after }) => after !== null))
    .slice(0, MOST_LINES);
  const spoken = language();
  const key = JSON.stringify(drawn);
  // The key stands for the lines, and the language for the words.
  const draw = useCallback((width: number) => drawing(drawn, today, width), [key, today, spoken]);
  const steps = lines.reduce((sum, { track }) => sum + track.steps.length, 0);
  const changed = lines.some(({ track }) => track.steps.length > 1);
  const table = <StepTable name={name} lines={lines} />;
  const title = t("Price history of {model}", { model: name });
  if (drawn.length === 0) {
    return (
      <>
        <p>{t("The history has no price of this model.")}</p>
        {table}
      </>
    );
  }
  const sentences = [
    t("Each price as its source stated it on the day it was read; the last one runs on to today."),
    changed ? "" : t("No price has changed since it was first read."),
    lines.length > drawn.length
      ? n(
          lines.length - drawn.length,
          "{count} more offer is in the table alone.",
          "{count} more offers are in the table alone.",
        )
      : "",
    steps > MOST_MARKS ? t("Marks stand at the newest {count} steps.", { count: MOST_MARKS }) : "",
  ];
  return <ChartFrame title={title} about={sentences.filter(Boolean).join(" ")} draw={draw} table={table} />;
}

function StepTable({ name, lines }: Omit<Props, "today">) {
  const rows = lines
    .flatMap(({ track }) => track.steps.map((step) => ({ track, step })))
    .sort((one, other) => (one.step.date < other.step.date ? 1 : one.step.date > other.step.date ? -1 : 0))
    .map(({ track, step }) => [
      day(step.date) ?? step.date,
      visible(track.source),
      visible([track.provider, track.variant].filter(Boolean).join(" · ")),
      visible(track.job) || t("reference job"),
      t(KIND_NAMES[step.kind]),
      written(step.before, step.unsure),
      written(step.after, step.unsure),
      change(step.percent),
    ]);
  const heads = [
    t("Date"),
    t("Source"),
    t("Provider"),
    t("Job"),
    t("What"),
    `#${t("Before")}`,
    `#${t("After")}`,
    `#${t("Change")}`,
  ];
  return (
    <Figures
      caption={t("Steps of {model}, newest first", { model: name })}
      heads={heads}
      rows={rows}
      longest={MOST_ROWS}
    />
  );
}
