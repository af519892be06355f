// The frame of a plot: lines at the ticks with their labels, and what the axis measures.

import type { Axis } from "./scales.ts";

export interface Plot {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Half of a label at an end would be outside the drawing: it is then written towards the inside. */
function anchor(at: number, { left, right }: Plot): "start" | "middle" | "end" {
  if (at - left < 24) return "start";
  return right - at < 24 ? "end" : "middle";
}

export function BottomAxis({ axis, plot, title }: { axis: Axis; plot: Plot; title?: string }) {
  const { left, right, bottom } = plot;
  return (
    <g>
      <path class="chart-axis" d={`M${left} ${bottom}H${right}`} />
      {axis.ticks.map(({ at, label }) => (
        <g key={at}>
          <path class="chart-axis" d={`M${at} ${bottom}v5`} />
          <text class="chart-text" x={at} y={bottom + 18} text-anchor={anchor(at, plot)}>
            {label}
          </text>
        </g>
      ))}
      {title && (
        <text class="chart-text chart-axis-title" x={right} y={bottom + 36} text-anchor="end">
          {title}
        </text>
      )}
    </g>
  );
}

export function LeftAxis({ axis, plot, title }: { axis: Axis; plot: Plot; title: string }) {
  const { left, right, top } = plot;
  return (
    <g>
      <text class="chart-text chart-axis-title" x={0} y={Math.max(12, top - 14)}>
        {title}
      </text>
      {axis.ticks.map(({ at, label }) => (
        <g key={at}>
          <path class="chart-grid" d={`M${left} ${at}H${right}`} />
          <text class="chart-text" x={left - 8} y={at + 4} text-anchor="end">
            {label}
          </text>
        </g>
      ))}
    </g>
  );
}
