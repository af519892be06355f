// What tables as text must not hold, whoever wrote the names in them: a cell that a spreadsheet computes, and anything in
// Markdown that is more than words. Both are readers of their own, apart from the engine that writes the tables.

/** Lines of cells, as RFC 4180 has them. */
function cellsOf(csv: string): string[][] {
  const rows: string[][] = [[]];
  const cell = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n|$)/y;
  while (cell.lastIndex < csv.length) {
    const [, raw = "", end] = cell.exec(csv) ?? [];
    if (end === undefined) throw new Error(`no CSV: ${csv.slice(0, 200)}`);
    rows.at(-1)?.push(raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw);
    if (end === "\r\n") rows.push([]);
  }
  return rows.filter((row) => row.length > 0);
}

const FORMULA = /^(?:[=+\-@＝＋－＠\t\r\n]|[^\S\t\r\n]+[=+\-@＝＋－＠])/;
const FIGURE = /^-?\d+(?:\.\d+)?$/;

/** Rows of another width than the first, and cells that a spreadsheet would compute. */
export function csvFaults(csv: string): string[] {
  const rows = cellsOf(csv);
  const width = rows[0]?.length;
  const uneven = rows.filter((row) => row.length !== width).map((row) => `a row of ${row.length} cells`);
  const formulas = rows.flat().filter((cell) => FORMULA.test(cell) && !FIGURE.test(cell));
  return [...uneven, ...formulas.map((cell) => `a formula: ${cell}`)];
}

/** What is left of Markdown when every escaped character is taken out must be plain words between bars. */
export function markdownFaults(markdown: string): string[] {
  const lines = markdown.trimEnd().split("\n");
  const bars = lines.map((line) => line.replace(/\\[!-/:-@[-`{-~]/g, ""));
  const uneven = bars.filter((line) => line.split("|").length !== bars[0]?.split("|").length);
  const live = bars.slice(2).filter((line) => /[\\<>[\]`*_~!#$@&{}]|:\/\/|www\.|[^\P{C}\n]/iu.test(line));
  return [
    ...uneven.map((line) => `a row of other width: ${line}`),
    ...live.map((line) => `more than text: ${line}`),
  ];
}
