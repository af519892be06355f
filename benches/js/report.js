// Puts the runs together, median by median, and writes them as tables of Markdown.
import { GOALS, SIZE } from "./goals.js";
import { median } from "./measure.js";

/** The figures of several runs as one: every time and every ratio is the median over the runs. */
export function combined(runs) {
  return runs[0].map(({ row, ...first }) => {
    const all = runs.map((figures) => figures.find((figure) => figure.row === row));
    if (!first.times) return { row, ...first, ratio: median(all.map(({ ratio }) => ratio)) };
    const names = Object.keys(first.times);
    const over = (value) => Object.fromEntries(names.map((name) => [name, median(all.map(value(name)))]));
    return {
      row,
      ...first,
      times: over(
        (name) =>
          ({ times }) =>
            times[name],
      ),
      spreads: over(
        (name) =>
          ({ spreads }) =>
            spreads[name],
      ),
      ratios: over(
        (name) =>
          ({ times }) =>
            times.ours / times[name],
      ),
    };
  });
}

export function time(ms) {
  if (ms >= 100) return `${ms.toFixed(0)} ms`;
  if (ms >= 1) return `${ms.toPrecision(3)} ms`;
  if (ms >= 0.001) return `${(ms * 1000).toPrecision(3)} µs`;
  return `${(ms * 1e6).toFixed(0)} ns`;
}

const figure = (value, digits = 2) =>
  value >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(digits)));

/** Samples whose middle half lies further apart say that the machine was busy, and little else. */
const NOISY = 1.5;

function verdict(value, { gate, stretch }) {
  if (stretch !== undefined && value <= stretch) return "stretch reached";
  return value <= gate ? "gate reached" : `gate missed by ${figure(value / gate, 3)}×`;
}

function judged(value, goal, { spreads }) {
  const noisy = [spreads?.ours, spreads?.[goal.peer]].some((spread) => spread > NOISY);
  return verdict(value, goal) + (noisy ? " (noisy)" : "");
}

function written(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => [...row[column]].length)));
  const line = (row) =>
    `| ${row.map((cell, at) => cell + " ".repeat(widths[at] - [...cell].length)).join(" | ")} |`;
  const [head, ...body] = rows;
  return [line(head), `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`, ...body.map(line)].join(
    "\n",
  );
}

function goalRow(goal, found) {
  const { work, peer, gate, stretch, note } = goal;
  const aims = [figure(gate, 3), stretch === undefined ? "-" : figure(stretch, 3)];
  if (peer) {
    const ratio = found.ratios[peer];
    const both = [time(found.times.ours), peer, time(found.times[peer])];
    return [work, ...both, figure(ratio), ...aims, judged(ratio, goal, found)];
  }
  const value = found.times?.ours ?? found.ratio;
  const shown = found.times ? time(value) : "-";
  return [work, shown, "-", "-", `${figure(value)} ${note}`, ...aims, judged(value, goal, found)];
}

const HEAD = ["work", "ours", "peer", "peer's", "ratio", "gate", "stretch", "verdict"];

export function goalTable(figures) {
  const by = new Map(figures.map((found) => [found.row, found]));
  return written([
    HEAD,
    ...GOALS.filter(({ row }) => by.has(row)).map((goal) => goalRow(goal, by.get(goal.row))),
  ]);
}

/** What ran beside the goals' peers. */
export function otherTable(figures) {
  const aimed = new Set(GOALS.map(({ row, peer }) => `${row} ${peer}`));
  const rows = figures.flatMap(({ row, times, ratios }) =>
    Object.keys(times ?? {})
      .filter((name) => name !== "ours" && !aimed.has(`${row} ${name}`))
      .map((name) => [row, name, time(times[name]), figure(ratios[name])]),
  );
  return rows.length > 0 ? written([["row", "who", "time", "ours over it"], ...rows]) : "";
}

export function sizeTable(sizes) {
  const rows = Object.entries(sizes).map(([name, { module, glue, all }]) => {
    const kB = (value) => `${value.toFixed(1)} kB`;
    return [name, kB(module), kB(glue), kB(all), String(SIZE.gate), String(SIZE.stretch), verdict(all, SIZE)];
  });
  return written([["module", "wasm", "glue", "both", "gate", "stretch", "verdict"], ...rows]);
}

export function pythonTable({ ours, calculators }) {
  const rows = calculators.map(({ name, us }) => [
    name,
    time(us / 1000),
    time(ours / 1000),
    figure(ours / us),
  ]);
  return written([["LiteLLM's", "a row", "our quote with receipt", "ratio"], ...rows]);
}
