// The comparison: one native table, sorted and filtered by the engine. Up to 150 rows stand in the document as
// they are; beyond that only those in sight do, until the reader asks for all of them (so that the browser's own
// search and print see every row).

import type { ComponentType } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { count } from "../format.ts";
import { jobName } from "../job.ts";
import { centsPerSquare, squareName } from "../scale.ts";
import { usePage } from "../state.ts";
import { NothingFound } from "./filter-bar.tsx";
import { ProblemText } from "./messages.tsx";
import { TableHead } from "./table-head.tsx";
import { TableRowGroup } from "./table-row.tsx";
import type { WindowedProps } from "./windowed-rows.tsx";

export const WINDOWED_ABOVE = 150;

export function PriceTable() {
  const { store, act } = usePage();
  const scroller = useRef<HTMLElement>(null);
  const view = store.view.value;
  const rows = view?.rows ?? [];
  const cents = useMemo(() => centsPerSquare(rows.map((row) => row.cheapest?.price)), [rows]);
  const many = rows.length > WINDOWED_ABOVE;
  const windowed = many && !store.allRows.value;
  const refused = store.refused.value;
  return (
    <>
      {many && (
        <label class="check all-rows">
          <input
            type="checkbox"
            checked={store.allRows.value}
            onChange={(event) => act.showAllRows(event.currentTarget.checked)}
          />
          Draw all {count(rows.length)} rows, for searching in the page and printing
        </label>
      )}
      <section
        ref={scroller}
        class={windowed ? "table-scroller windowed" : "table-scroller"}
        aria-labelledby="comparison-caption"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
      >
        <table
          class="prices"
          aria-rowcount={windowed ? rows.length + 1 : undefined}
          aria-busy={store.busy.value}
        >
          <caption id="comparison-caption">
            {view ? (
              <>
                US dollars per image for {jobName(view.job)}, at standard quality unless stated; billed
                figures: {store.loaded.value?.info.feeDisclosure ?? "no fee is stated"}.{" "}
                <span class="legend">One square is {squareName(cents)}.</span>
              </>
            ) : (
              "No prices"
            )}
          </caption>
          <TableHead indexed={windowed} />
          {windowed ? <Windowed scroller={scroller} rows={rows} cents={cents} /> : <AllRows cents={cents} />}
        </table>
        {view && rows.length === 0 && <NothingFound />}
        {!view && (
          <p class="nothing">
            {refused ? <ProblemText problem={refused} /> : "There is no catalog, so there are no rows."}
          </p>
        )}
      </section>
    </>
  );
}

function AllRows({ cents }: { cents: number }) {
  const { store } = usePage();
  const rows = store.view.value?.rows ?? [];
  return (
    <>
      {rows.map((row) => (
        <TableRowGroup key={row.id} row={row} cents={cents} />
      ))}
    </>
  );
}

/** The windowing is fetched when a table first needs it; until then the first rows stand alone. */
function Windowed(props: WindowedProps) {
  const [Rows, setRows] = useState<ComponentType<WindowedProps> | null>(null);
  useEffect(() => {
    import("./windowed-rows.tsx").then(({ WindowedRows }) => setRows(() => WindowedRows));
  }, []);
  if (Rows) return <Rows {...props} />;
  return (
    <>
      {props.rows.slice(0, 30).map((row, at) => (
        <TableRowGroup key={row.id} row={row} cents={props.cents} index={at} />
      ))}
    </>
  );
}
