// A plain table of figures with a caption, which scrolls in a frame of its own where it is wider than the page.
// The first column heads its row. Long tables are cut, and say so.

import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { n } from "../language.ts";

const LONGEST = 100;

interface Props {
  caption: string;
  /** Heads of the columns; a leading `#` marks a column of figures. */
  heads: readonly string[];
  rows: readonly (readonly ComponentChildren[])[];
  /** At most so many rows are drawn. */
  longest?: number;
  /** Rows beyond those that are given. */
  more?: number | undefined;
}

export function Figures({ caption, heads, rows, longest = LONGEST, more = 0 }: Props) {
  const id = useId();
  const left = Math.max(0, rows.length - longest) + more;
  const numeric = heads.map((head) => head.startsWith("#"));
  return (
    <figure
      class="figures"
      aria-labelledby={id}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
    >
      <table>
        <caption id={id}>{caption}</caption>
        <thead>
          <tr>
            {heads.map((head, at) => (
              <th key={head} scope="col" class={numeric[at] ? "numeric" : undefined}>
                {head.replace("#", "")}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, longest).map((cells, row) => (
            <tr key={row}>
              {cells.map((cell, at) =>
                at === 0 ? (
                  <th key={at} scope="row" class={numeric[at] ? "numeric" : undefined}>
                    {cell}
                  </th>
                ) : (
                  <td key={at} class={numeric[at] ? "numeric" : undefined}>
                    {cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {left > 0 && <p class="muted">{n(left, "and {count} more row", "and {count} more rows")}</p>}
    </figure>
  );
}
