// The drawing of monthly costs over volumes: a straight line for what is bought, a band with steps for machines of
// one's own, from the best case to the worst, and the break-even points marked on it.

import { area, line } from "d3-shape";
import type { CostCurve } from "../engine/protocol.ts";
import { decimal, usd } from "../format.ts";
import { t } from "../language.ts";
import { bounds } from "../planning/wording.ts";
import { BottomAxis, LeftAxis } from "./axes.tsx";
import type { Drawing } from "./chart-frame.tsx";
import { widthOf } from "./labels.ts";
import { LineNames, planNames } from "./line-names.tsx";
import { type Mark, toneClass } from "./marks.tsx";
import { numberAxis, place, spaced } from "./scales.ts";

const TOP = 44;
const HEIGHT = 280;
const SMALL = 30;
/** About so many volumes of a line have a mark. */
const MARKED = 10;
const BESIDE = 12;
/** A line that leaves the others so far below hides them: the drawing then ends above these. */
const MOST_TIMES = 6;

/** One line of what is bought. */
export interface Bought {
  name: string;
  totals: readonly (string | null)[];
}

interface Point {
  x: number;
  y: number;
}

/** The largest place among costs, but not so large that the self-hosted line and the one compared with lie flat. */
function ceiling(bought: readonly Bought[], self: CostCurve["selfHosted"]): number {
  const most = (texts: readonly (string | null | undefined)[]) =>
    Math.max(0, ...texts.map((text) => place(text) ?? 0));
  const own = Math.max(most(self?.totals.map((one) => one?.high) ?? []), most(bought[0]?.totals ?? []));
  const all = Math.max(own, ...bought.map(({ totals }) => most(totals)));
  return own > 0 ? Math.min(all, own * MOST_TIMES) : all;
}

/** Whether a line leaves the drawing. */
export function leaves(curve: CostCurve, bought: readonly Bought[]): boolean {
  const most = ceiling(bought, curve.selfHosted);
  return bought.some(({ totals }) => totals.some((text) => (place(text) ?? 0) > most));
}

export function drawing(curve: CostCurve, bought: readonly Bought[], name: string, width: number): Drawing {
  const { counts, selfHosted: self } = curve;
  const plan = planNames([name, ...bought.map((one) => one.name)], width);
  const most = ceiling(bought, self);
  const top = TOP;
  const bottom = top + Math.max(HEIGHT, plan.least);
  const up = numberAxis([0, most], { range: [bottom, top], label: usd, zero: true });
  const left = Math.max(...up.ticks.map(({ label }) => widthOf(label)), 24) + 12;
  const right = Math.max(left + 80, width - plan.beside);
  const plot = { left, right, top, bottom };
  const along = spaced(numberAxis(counts, { range: [left, right], label: decimal, zero: true }));
  const end = along.at(Math.max(...counts, 0));
  const y = (text: string | null | undefined) => {
    const value = place(text);
    return value === null ? null : up.at(value);
  };
  const seen = (at: number | null): at is number => at !== null && at >= top - 1;
  const path = line<Point>(
    (point) => point.x,
    (point) => point.y,
  );
  const lines = bought.map(({ totals }) =>
    totals.flatMap((text, at): Point[] => {
      const place = y(text);
      return seen(place) ? [{ x: along.at(counts[at] ?? 0), y: place }] : [];
    }),
  );
  const band = (self?.totals ?? []).flatMap((one, at) => {
    const [low, high] = [y(one?.low), y(one?.high)];
    return low === null || high === null ? [] : [{ x: along.at(counts[at] ?? 0), low, high }];
  });
  const filled = area<(typeof band)[number]>(
    (point) => point.x,
    (point) => point.low,
    (point) => point.high,
  );
  const edge = (of: "low" | "high") => path(band.map((point) => ({ x: point.x, y: point[of] }))) ?? "";
  const evens = [...new Set([self?.from, self?.surelyFrom])].flatMap((text) => {
    const value = place(text);
    return value === null || value > Math.max(...counts) || !text ? [] : [{ text, x: along.at(value) }];
  });
  const last = band.at(-1);
  const body = (
    <>
      <LeftAxis axis={up} plot={{ ...plot, top: top - 16 }} title={t("USD a month")} />
      <BottomAxis axis={along} plot={plot} title={t("images a month")} />
      {evens.map(({ text, x }, at) => (
        <g key={text}>
          <path class="chart-flip" d={`M${x} ${top - 4}V${bottom}`} />
          {/* The second stands beside its line, so that it does not run into the first. */}
          <text
            class="chart-text chart-name"
            x={x}
            y={top - 8 + (at === 0 ? 0 : 22)}
            text-anchor={x > (left + right) / 2 ? "end" : "start"}
            dx={at === 0 ? 0 : x > (left + right) / 2 ? -5 : 5}
          >
            {at === 0
              ? t("breaks even: {count}", { count: decimal(text) })
              : t("surely: {count}", { count: decimal(text) })}
          </text>
        </g>
      ))}
      <path class={`chart-band ${toneClass(0)}`} d={filled(band) ?? ""} />
      <path class={`chart-line ${toneClass(0)}`} d={edge("low")} />
      <path class={`chart-line ${toneClass(0)}`} d={edge("high")} />
      {lines.map((points, at) => (
        <path key={at} class={`chart-line ${toneClass(at + 1)}`} d={path(points) ?? ""} />
      ))}
      <LineNames
        plan={plan}
        ends={[
          last ? { x: last.x, y: (last.low + last.high) / 2 } : null,
          ...lines.map((all) => all.at(-1) ?? null),
        ]}
        series={[0, ...lines.map((_, at) => at + 1)]}
        right={end}
        top={top}
        bottom={bottom}
      />
    </>
  );
  return { height: bottom + 44 + plan.below, body, marks: marksOf() };

  function marksOf(): Mark[] {
    const every = Math.max(1, Math.round(counts.length / MARKED));
    const marked = counts.flatMap((count, at) => {
      if (evens.some(({ text }) => Number(text) === count)) return [at];
      // A mark beside the break-even would hide it.
      const beside = evens.some(({ x }) => Math.abs(x - along.at(count)) < BESIDE);
      return !beside && (at % every === 0 || at === counts.length - 1) ? [at] : [];
    });
    const own = marked.flatMap((at): Mark[] => {
      const total = self?.totals[at];
      const high = y(total?.high);
      if (!total || !seen(high)) return [];
      const values = { name, total: bounds(total), count: decimal(String(counts[at])) };
      return [
        {
          x: along.at(counts[at] ?? 0),
          y: high,
          series: 0,
          size: SMALL,
          label: t("{name}: {total} for {count} images a month", values),
        },
      ];
    });
    const others = bought.flatMap(({ name: of, totals }, line) =>
      marked.flatMap((at): Mark[] => {
        const height = y(totals[at]);
        if (!seen(height)) return [];
        const values = { name: of, total: usd(totals[at]), count: decimal(String(counts[at])) };
        return [
          {
            x: along.at(counts[at] ?? 0),
            y: height,
            series: line + 1,
            size: SMALL,
            label: t("{name}: {total} for {count} images a month", values),
          },
        ];
      }),
    );
    return [...own, ...others];
  }
}
