// A long table with its rows in the document instead of those in sight alone, so that the browser's own search and
// print see them: the switch for it, and the rows, which are drawn block by block when the browser has time.

import type { JSX } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { n } from "../language.ts";
import { MOST_DRAWN, usePage, WINDOWED_ABOVE } from "../state.ts";
import { TableRowGroup } from "./table-row.tsx";

export function AllRowsSwitch({ total }: { total: number }) {
  const { store, act } = usePage();
  return (
    <label class="check all-rows">
      <input
        type="checkbox"
        checked={store.allRows.value}
        onChange={(event) => act.showAllRows(event.currentTarget.checked)}
      />
      {total > MOST_DRAWN
        ? n(
            MOST_DRAWN,
            "Draw the first {count} rows, for searching in the page and printing",
            "Draw the first {count} rows, for searching in the page and printing",
          )
        : n(
            total,
            "Draw all {count} rows, for searching in the page and printing",
            "Draw all {count} rows, for searching in the page and printing",
          )}
    </label>
  );
}

/** More at once as the list grows, for each time all is laid out. */
const BLOCK = 100;

export function AllRows({ cents }: { cents: number }) {
  const { store } = usePage();
  const rows = store.view.value?.rows ?? [];
  const [{ of, drawn }, setDrawn] = useState({ of: rows, drawn: WINDOWED_ABOVE });
  const upTo = of === rows ? drawn : WINDOWED_ABOVE;
  useEffect(() => {
    if (upTo >= rows.length) return;
    const timer = setTimeout(() => setDrawn({ of: rows, drawn: upTo + Math.max(BLOCK, upTo / 2) }));
    return () => clearTimeout(timer);
  }, [rows, upTo]);
  // The same elements again are not compared anew: neither each of them as the list grows, nor all of them later.
  const elements = useMemo(() => new Map<string, JSX.Element>(), [rows, cents]);
  const draw = () => {
    const drawn = rows.slice(0, upTo).map((row) => {
      const element = elements.get(row.id) ?? <TableRowGroup key={row.id} row={row} cents={cents} />;
      elements.set(row.id, element);
      return element;
    });
    return <>{drawn}</>;
  };
  return useMemo(draw, [elements, upTo]);
}
