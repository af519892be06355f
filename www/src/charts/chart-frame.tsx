// What every chart has around its drawing: a title, what it shows in words, the readout of one mark, the same
// data as a table, and buttons to take it along. The chart itself is a function from a width to a drawing.

import "../styles/charts.css";
import type { ComponentChildren } from "preact";
import { useId, useMemo, useRef } from "preact/hooks";
import { n, t } from "../language.ts";
import { ChartButtons } from "./chart-buttons.tsx";
import { type Mark, Marks, useMarks } from "./marks.tsx";
import { useWidth } from "./use-width.ts";

export interface Drawing {
  height: number;
  /** What is drawn beneath the marks. */
  body: ComponentChildren;
  /** In the order in which the arrow keys walk along them. */
  marks: readonly Mark[];
}

/** Of marks on top of each other, so many are read at once. */
const MOST_READ = 3;

interface Props {
  title: string;
  /** What the drawing shows, in a sentence or two. */
  about: ComponentChildren;
  /** Has to stay the same function while the data do. */
  draw(width: number): Drawing;
  /** The data as a table. */
  table: ComponentChildren;
  /** What is to be read off the drawing, in sentences below it. */
  notes?: readonly string[];
  /** What choosing a mark does. */
  choosing?: string;
  heading?: "h3" | "h4";
}

export function ChartFrame({
  title,
  about,
  draw,
  table,
  notes = [],
  choosing = "",
  heading: Heading = "h4",
}: Props) {
  const id = useId();
  const svg = useRef<SVGSVGElement>(null);
  const { element, width } = useWidth();
  const { height, body, marks } = useMemo(() => draw(width), [draw, width]);
  const state = useMarks(marks);
  const covered = state.shown.length - MOST_READ;
  return (
    <figure class="chart" aria-labelledby={id}>
      <figcaption>
        <Heading id={id}>{title}</Heading>
        <p class="muted">{about}</p>
      </figcaption>
      <div ref={element} class="chart-drawing">
        {/* biome-ignore lint/a11y/useSemanticElements: a drawing whose parts are to be read is a group of them */}
        <svg
          ref={svg}
          viewBox={`0 0 ${width} ${height}`}
          role="group"
          aria-labelledby={id}
          onPointerMove={(event) => state.onPointer(event.currentTarget, event)}
          onPointerDown={(event) => state.onPointer(event.currentTarget, event)}
          onPointerLeave={state.onPointerLeave}
          onPointerUp={(event) => state.onRelease(event.currentTarget, event)}
        >
          {body}
          <Marks marks={marks} state={state} label={t("Marks of the chart")} />
        </svg>
      </div>
      <p class="chart-readout">
        {state.shown.length > 0 ? (
          state.shown.slice(0, MOST_READ).map(({ label }, at) => <span key={at}>{label}</span>)
        ) : (
          <span class="muted">
            {t("Point at a mark to read it, or walk along them with Tab and the arrow keys.")} {choosing}
          </span>
        )}
        {covered > 0 && (
          <span>{n(covered, "and {count} more at this point", "and {count} more at this point")}</span>
        )}
      </p>
      {notes.length > 0 && (
        <ul class="chart-notes">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      <ChartButtons title={title} svg={() => svg.current} />
      <details class="chart-data">
        <summary>{t("The data as a table")}</summary>
        {table}
      </details>
    </figure>
  );
}
