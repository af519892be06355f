// The drawing of prices against scores: a point for each model, the frontier as a line of steps with its names. Up
// and to the left of the frontier there is nothing by its definition, so that is where the names stand. A narrow
// drawing has numbers there, and the names below.

import type { Usd } from "perpixel";
import type { PricePoint } from "../engine/chart-points.ts";
import { price, usd } from "../format.ts";
import { integer, t } from "../language.ts";
import { visible } from "../names.ts";
import { BottomAxis, LeftAxis, type Plot } from "./axes.tsx";
import type { Drawing } from "./chart-frame.tsx";
import { cut, widthOf } from "./labels.ts";
import { type Mark, toneClass } from "./marks.tsx";
import { type Axis, numberAxis, place, spaced } from "./scales.ts";

/** A point that has both a price and a score. */
export interface Placed extends PricePoint {
  elo: number;
  price: Usd;
}

export function isPlaced(point: PricePoint): point is Placed {
  return point.elo !== null && place(point.price) !== null;
}

const FRONTIER = 0;
const OTHERS = 7;
const LEFT = 46;
const TOP = 30;
const NARROW = 480;
/** Where what is free stands: a logarithmic axis has no place for zero. */
const FREE = 44;
const NAME_ROW = 15;
const MOST_NAMES = 14;
const LONGEST = 32;

/** How near the text of a name stands to its point. */
const NEAR = 9;

interface Named {
  text: string;
  /** The text begins here. */
  x: number;
  y: number;
  point: { x: number; y: number };
}

/** Names above and to the left of their points, each at least a row above the one before. */
function placeNames(
  frontier: readonly { name: string; x: number; y: number }[],
  left: number,
  longest: number,
): Named[] {
  let above = Number.POSITIVE_INFINITY;
  return frontier.map(({ name, x, y }) => {
    const text = cut(name, longest);
    const start = Math.max(left + 4, x - NEAR - widthOf(text));
    // Moved to the right for want of room it would stand on its own point.
    const beside = start + widthOf(text) > x - 2;
    const at = Math.min(beside ? y - NEAR : y - 2, above - NAME_ROW);
    above = at;
    return { text, x: start, y: at, point: { x, y } };
  });
}

export function sentenceOf({ name, provider, price: text, status, per, elo, pareto }: Placed): string {
  const said = `${status === "exact" ? "" : "≈ "}${price(text)}`;
  const values = {
    name: visible(name),
    elo: String(elo),
    provider: visible(provider),
    price: per === "second" ? t("{price} a second", { price: said }) : said,
  };
  return pareto
    ? t("{name}: Elo {elo} for {price} at {provider}; on the frontier", values)
    : t("{name}: Elo {elo} for {price} at {provider}", values);
}

export function drawing(points: readonly Placed[], choose: (id: string) => void, width: number): Drawing {
  const narrow = width < NARROW;
  const prices = points.map((point) => place(point.price) ?? 0);
  const paid = prices.filter((value) => value > 0);
  const free = paid.length < prices.length;
  const plot = { left: LEFT, right: width - 14, top: TOP, bottom: TOP + (narrow ? 260 : 330) };
  const begin = plot.left + (free ? FREE : 10);
  const along = spaced(numberAxis(paid, { range: [begin, plot.right], label: usd, log: true, tight: true }));
  const x = (value: number) => (value > 0 ? along.at(value) : plot.left + FREE / 2);
  const layout = (top: number): { plot: Plot; up: Axis } => {
    const moved = { ...plot, top, bottom: plot.bottom + top - TOP };
    const range = [moved.bottom - 8, top] as const;
    return {
      plot: moved,
      up: numberAxis(
        points.map(({ elo }) => elo),
        { range, label: String, ticks: 6 },
      ),
    };
  };
  const order = [...points].sort((one, other) => (place(one.price) ?? 0) - (place(other.price) ?? 0));
  const frontier = order.filter(({ pareto }) => pareto);
  const labelled = frontier.slice(-MOST_NAMES);
  const named = (up: Axis) =>
    placeNames(
      labelled.map(({ name, elo, price: text }, at) => ({
        name: narrow ? integer(at + 1) : visible(name),
        x: x(place(text) ?? 0),
        y: up.at(elo),
      })),
      plot.left,
      LONGEST,
    );
  // Names that would stand above the plot push it down.
  const first = named(layout(TOP).up);
  const { plot: final, up } = layout(
    TOP + Math.max(0, TOP + 4 - Math.min(TOP + 4, ...first.map(({ y }) => y))),
  );
  const names = named(up);
  const marks = order.map((point): Mark => {
    const { pareto, elo, price: text, status, id } = point;
    return {
      x: x(place(text) ?? 0),
      y: up.at(elo),
      series: pareto ? FRONTIER : OTHERS,
      size: pareto ? 90 : 40,
      hollow: status !== "exact",
      label: sentenceOf(point),
      choose: () => choose(id),
    };
  });
  const unit = points[0]?.per === "second" ? t("USD per second") : t("USD per image");
  const ticks = free ? [{ at: plot.left + FREE / 2, label: price("0") }, ...along.ticks] : along.ticks;
  const body = (
    <>
      <LeftAxis axis={up} plot={final} title={t("Arena score (Elo)")} />
      <BottomAxis
        axis={{ ...along, ticks }}
        plot={final}
        title={along.log ? t("{unit}, logarithmic", { unit }) : unit}
      />
      <path class={`chart-line ${toneClass(FRONTIER)}`} d={steps(frontier, x, up, final.right)} />
      {names.map(({ text, x: start, y, point }) => (
        <g key={text}>
          {point.y - y > 2 * NEAR && (
            <path
              class={`chart-leader ${toneClass(FRONTIER)}`}
              d={`M${point.x - 3} ${point.y - 6}L${Math.min(point.x - 3, start + widthOf(text) + 1)} ${y}`}
            />
          )}
          <text class="chart-text chart-name" x={start} y={y}>
            {text}
          </text>
        </g>
      ))}
      {narrow &&
        labelled.map(({ id, name }, at) => (
          <text key={id} class="chart-text chart-name" x={0} y={final.bottom + 56 + at * NAME_ROW}>
            {`${integer(at + 1)}  ${cut(visible(name), LONGEST)}`}
          </text>
        ))}
    </>
  );
  return { height: final.bottom + 44 + (narrow ? labelled.length * NAME_ROW + 8 : 0), body, marks };
}

/** From each model on, whoever pays less than the next one costs gets no better score. */
function steps(frontier: readonly Placed[], x: (value: number) => number, up: Axis, right: number): string {
  const [first, ...rest] = frontier;
  if (!first) return "";
  const start = `M${x(place(first.price) ?? 0)} ${up.at(first.elo)}`;
  const next = rest.map(({ price: text, elo }) => `H${x(place(text) ?? 0)}V${up.at(elo)}`);
  return `${start}${next.join("")}H${right}`;
}
