// The drawing of one model's prices over sizes: a line for each offer, and a numbered line where another provider
// becomes the cheapest. Only the sizes that were priced have marks; the lines between them are drawn for the eye.

import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import type { SizeSweep, SweptOffer } from "../engine/chart-points.ts";
import { price, usd } from "../format.ts";
import { integer, t } from "../language.ts";
import { BottomAxis, LeftAxis } from "./axes.tsx";
import type { Drawing } from "./chart-frame.tsx";
import { widthOf } from "./labels.ts";
import { LineNames, planNames } from "./line-names.tsx";
import { type Mark, toneClass } from "./marks.tsx";
import { type Axis, numberAxis, place, type Range, spaced } from "./scales.ts";

const HEIGHT = 240;
const TOP = 44;
/** Prices that differ more than so many times get a logarithmic axis. */
const WIDE_RANGE = 12;
const SMALL = 26;
const SMALLER = 12;
const TICKS = [512, 1024, 1536, 2048, 2560, 3072, 3584, 4096];
/** Numbers of flips this near to each other would run into each other. */
const FLIP_GAP = 13;

/** An offer with the name by which it is told apart from the others. */
export interface NamedOffer extends SweptOffer {
  name: string;
}

export function edges(edge: number | undefined): string {
  return `${edge ?? 0}×${edge ?? 0}`;
}

function edgeAxis(sizes: SizeSweep["sizes"], range: Range): Axis {
  const [first, last] = [sizes[0]?.width ?? 0, sizes.at(-1)?.width ?? 1];
  const at = scaleLinear([first, last], range);
  const ticks = TICKS.filter((edge) => edge >= first && edge <= last).map((edge) => ({
    at: at(edge),
    label: integer(edge),
  }));
  return spaced({ at, ticks, log: false });
}

/** Numbers side by side, each as near to its flip as the one before lets it. */
function spread(places: readonly number[]): number[] {
  let before = Number.NEGATIVE_INFINITY;
  return places.map((at) => {
    before = Math.max(at, before + FLIP_GAP);
    return before;
  });
}

/** `offers` have a price at one size at least. */
export function drawing(
  { sizes, per, flips }: SizeSweep,
  offers: readonly NamedOffer[],
  width: number,
): Drawing {
  const plan = planNames(
    offers.map(({ name }) => name),
    width,
  );
  const known = offers.flatMap(({ prices }) => prices.flatMap((one) => place(one?.price) ?? []));
  const log = Math.max(...known) > WIDE_RANGE * Math.min(...known);
  const top = TOP;
  const bottom = top + Math.max(HEIGHT, plan.least);
  const up = numberAxis(known, { range: [bottom, top], label: usd, log, zero: true });
  const left = Math.max(...up.ticks.map(({ label }) => widthOf(label)), 24) + 12;
  const right = Math.max(left + 80, width - plan.beside);
  const plot = { left, right, top, bottom };
  const along = edgeAxis(sizes, [left + 6, right - 4]);
  const x = (at: number) => along.at(sizes[at]?.width ?? 0);
  const points = offers.map(({ prices }) =>
    prices.map((one, at) => {
      const value = place(one?.price);
      return value === null || (up.log && value === 0) ? null : { x: x(at), y: up.at(value) };
    }),
  );
  const path = line<{ x: number; y: number } | null>(
    (point) => point?.x ?? 0,
    (point) => point?.y ?? 0,
  ).defined((point) => point !== null);
  const numbers = spread(flips.map(({ at }) => x(at)));
  const unit = per === "second" ? t("USD per second") : t("USD per image");
  const body = (
    <>
      <LeftAxis
        axis={up}
        plot={{ ...plot, top: top - 16 }}
        title={up.log ? t("{unit}, logarithmic", { unit }) : unit}
      />
      <BottomAxis axis={along} plot={plot} title={t("edge of a square, in pixels")} />
      {flips.map(({ at }, nth) => (
        <g key={at}>
          <path class="chart-flip" d={`M${numbers[nth] ?? 0} ${top - 6}L${x(at)} ${top + 4}V${bottom}`} />
          <text class="chart-text chart-name" x={numbers[nth] ?? 0} y={top - 10} text-anchor="middle">
            {integer(nth + 1)}
          </text>
        </g>
      ))}
      {points.map((line, at) => (
        <path key={at} class={`chart-line ${toneClass(at)}`} d={path(line) ?? ""} />
      ))}
      <LineNames
        plan={plan}
        ends={points.map((line) => line.findLast((point) => point !== null) ?? null)}
        series={offers.map((_, at) => at)}
        right={right}
        top={top}
        bottom={bottom}
      />
    </>
  );
  const marks = offers.flatMap((offer, series) =>
    offer.prices.flatMap((one, at): Mark[] => {
      const point = points[series]?.[at];
      if (!one || !point) return [];
      const said = `${one.status === "exact" ? "" : "≈ "}${price(one.price)}`;
      return [
        {
          ...point,
          series,
          size: plan.wide ? SMALL : SMALLER,
          hollow: one.status !== "exact",
          label: t("{name}: {price} at {size}", {
            name: offer.name,
            price: said,
            size: edges(sizes[at]?.width),
          }),
        },
      ];
    }),
  );
  return { height: bottom + 44 + plan.below, body, marks };
}
