// The comparison: one native table, sorted and filtered by the engine. Up to 150 rows stand in the document as
// they are; beyond that only those in sight do, until the reader asks for all of them (so that the browser's own
// search and print see every row), which then are drawn block by block.

import type { ComponentChildren } from "preact";
import { useMemo, useRef } from "preact/hooks";
import { unitName } from "../compare/units.ts";
import type { ViewAnswer } from "../engine/protocol.ts";
import { jobName } from "../job.ts";
import { t } from "../language.ts";
import { centsPerSquare, squareName } from "../scale.ts";
import { usePage, WINDOWED_ABOVE } from "../state.ts";
import { Later } from "./later.tsx";
import { ProblemText } from "./messages.tsx";
import { ColumnGroup, TableHead } from "./table-head.tsx";
import { TableRowGroup } from "./table-row.tsx";

const windowed = () => import("./windowed-rows.tsx").then(({ WindowedRows }) => WindowedRows);
const allRows = () => import("./all-rows.tsx").then(({ AllRows }) => AllRows);
const allRowsSwitch = () => import("./all-rows.tsx").then(({ AllRowsSwitch }) => AllRowsSwitch);
const nothingFound = () => import("../compare/chips.tsx").then(({ NothingFound }) => NothingFound);
const unitLine = () => import("../compare/unit-line.tsx").then(({ UnitLine }) => UnitLine);

const SCREENFUL = 30;

export function PriceTable() {
  const { store } = usePage();
  const scroller = useRef<HTMLElement>(null);
  const view = store.view.value;
  const total = view?.total ?? 0;
  const cents = centsPerSquare([view?.dearest]);
  const many = total > WINDOWED_ABOVE;
  const inSight = many && !store.allRows.value;
  const refused = store.refused.value;
  const rows = view?.rows ?? NONE;
  // In the place of a long table, until its code is here, a screenful is enough.
  const first = <RowList rows={many ? rows.slice(0, SCREENFUL) : rows} cents={cents} />;
  const usual = store.figures.usual.value ? " usual-columns" : "";
  return (
    <>
      {many && <Later load={allRowsSwitch} with={{ total }} />}
      <section
        ref={scroller}
        class={`table-scroller${inSight ? " windowed" : ""}${usual && !view?.display ? "" : " framed"}`}
        aria-labelledby="comparison-caption"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
      >
        <table
          class={`prices${usual}${view?.display ? " wide-figures" : ""}`}
          aria-rowcount={inSight ? total + 1 : undefined}
          aria-busy={store.busy.value}
        >
          <caption id="comparison-caption">
            {view ? <Caption view={view} cents={cents} /> : t("No prices")}
          </caption>
          <ColumnGroup />
          <TableHead indexed={inSight} />
          {many ? (
            <Later load={inSight ? windowed : allRows} with={{ scroller, cents }}>
              {first}
            </Later>
          ) : (
            first
          )}
        </table>
        {view && total === 0 && <Later load={nothingFound} with={{}} />}
        {!view && (
          <p class="nothing">
            {refused ? <ProblemText problem={refused} /> : t("There is no catalog, so there are no rows.")}
          </p>
        )}
      </section>
      {view?.display && <Later load={unitLine} with={{ view }} />}
    </>
  );
}

function Caption({ view, cents }: { view: ViewAnswer; cents: number }): ComponentChildren {
  const { store } = usePage();
  const values = {
    unit: unitName(store.figures.unit.value, store.figures.video.value),
    job: jobName(view.job),
    fee: store.loaded.value?.info.feeDisclosure ?? t("no fee is stated"),
  };
  const currency = view.display?.currency;
  return (
    <>
      {currency
        ? t(
            "≈ {code} {unit} for {job}, at standard quality unless stated, at the rate that you entered (1 USD = {rate} {code}); billed figures: {fee}.",
            { ...values, code: currency.code, rate: currency.perUsd },
          )
        : t(
            "US dollars {unit} for {job}, at standard quality unless stated; billed figures: {fee}.",
            values,
          )}{" "}
      <span class="legend">{t("One square is {amount}.", { amount: squareName(cents) })}</span>
    </>
  );
}

const NONE: ViewAnswer["rows"] = [];

function RowList({ rows, cents }: { rows: ViewAnswer["rows"]; cents: number }) {
  // The same elements again are not compared anew.
  return useMemo(() => {
    const elements = rows.map((row) => <TableRowGroup key={row.id} row={row} cents={cents} />);
    return <>{elements}</>;
  }, [rows, cents]);
}
