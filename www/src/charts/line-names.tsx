// The names of lines: beside their ends where there is room, else below the drawing, each with the shape of its
// line. They keep apart from each other.

import { apart, cut, widthOf } from "./labels.ts";
import { Shape, toneClass } from "./marks.tsx";

const ROW = 17;
/** Narrower drawings have the names below the plot. */
const WIDE = 560;
const LONGEST = 26;
/** For the axis below the plot, with its title. */
const AXIS = 52;

export interface NamePlan {
  wide: boolean;
  names: readonly string[];
  /** What they take beside the plot, and below it. */
  beside: number;
  below: number;
  /** The least height of the plot. */
  least: number;
}

export function planNames(full: readonly string[], width: number): NamePlan {
  const wide = width >= WIDE;
  const names = full.map((name) => cut(name, LONGEST));
  return {
    wide,
    names,
    beside: wide ? Math.max(...names.map(widthOf), 0) + 36 : 12,
    below: wide ? 0 : names.length * ROW + 10,
    least: wide ? names.length * ROW : 0,
  };
}

interface Props {
  plan: NamePlan;
  /** The end of each line; `null` where it has none. */
  ends: readonly ({ x: number; y: number } | null)[];
  series: readonly number[];
  right: number;
  top: number;
  bottom: number;
}

export function LineNames({ plan: { wide, names }, ends, series, right, top, bottom }: Props) {
  const wanted = ends.map((end) => end?.y ?? bottom);
  const places = wide ? apart(wanted, ROW, [top, bottom]) : wanted.map((_, at) => bottom + AXIS + at * ROW);
  return (
    <>
      {names.map((name, at) => {
        const end = ends[at];
        const y = places[at] ?? 0;
        const one = series[at] ?? 0;
        return (
          <g key={at}>
            {wide && end && right - end.x < 4 && (
              <path
                class={`chart-leader ${toneClass(one)}`}
                d={`M${end.x + 4} ${end.y}L${right + 10} ${y}`}
              />
            )}
            <Shape x={wide ? right + 18 : 8} y={y} series={one} />
            <text class="chart-text chart-name" x={wide ? right + 28 : 20} y={y + 4}>
              {name}
            </text>
          </g>
        );
      })}
    </>
  );
}
