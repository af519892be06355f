// The comparison: one native table, sorted and filtered by the engine. Up to 150 rows stand in the document as
// they are; beyond that only those in sight do, until the reader asks for all of them (so that the browser's own
// search and print see every row).

import type { ComponentType } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { count } from "../format.ts";
import { isVideo, jobName } from "../job.ts";
import { centsPerSquare, squareName } from "../scale.ts";
import { usePage, WINDOWED_ABOVE } from "../state.ts";
import { NothingFound } from "./filter-bar.tsx";
import { ProblemText } from "./messages.tsx";
import { TableHead } from "./table-head.tsx";
import { TableRowGroup } from "./table-row.tsx";
import type { WindowedProps } from "./windowed-rows.tsx";

export function PriceTable() {
  const { store, act } = usePage();
  const scroller = useRef<HTMLElement>(null);
  const view = store.view.value;
  const total = view?.total ?? 0;
  const cents = centsPerSquare([view?.dearest]);
  const many = total > WINDOWED_ABOVE;
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
          Draw all {count(total)} rows, for searching in the page and printing
        </label>
      )}
      <section
        ref={scroller}
        class={windowed ? "table-scroller windowed" : "table-scroller"}
        aria-labelledby="comparison-caption"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
      >
        <table class="prices" aria-rowcount={windowed ? total + 1 : undefined} aria-busy={store.busy.value}>
          <caption id="comparison-caption">
            {view ? (
              <>
                US dollars per {isVideo(view.job.mode) ? "second of output" : "image"} for {jobName(view.job)}
                , at standard quality unless stated; billed figures:{" "}
                {store.loaded.value?.info.feeDisclosure ?? "no fee is stated"}.{" "}
                <span class="legend">One square is {squareName(cents)}.</span>
              </>
            ) : (
              "No prices"
            )}
          </caption>
          <TableHead indexed={windowed} />
          {windowed ? <Windowed scroller={scroller} cents={cents} /> : <AllRows cents={cents} />}
        </table>
        {view && total === 0 && <NothingFound />}
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
  return Rows ? <Rows {...props} /> : <AllRows cents={props.cents} />;
}
