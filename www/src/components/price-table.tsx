// The comparison: one native table, sorted and filtered by the engine. Up to 150 rows stand in the document as
// they are; beyond that only those in sight do, until the reader asks for all of them (so that the browser's own
// search and print see every row), which then are drawn block by block.

import type { ComponentChildren, JSX } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
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
const allRows = () => import("./windowed-rows.tsx").then(({ AllRows }) => AllRows);
const nothingFound = () => import("../compare/chips.tsx").then(({ NothingFound }) => NothingFound);
const unitLine = () => import("../compare/unit-line.tsx").then(({ UnitLine }) => UnitLine);

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
  // In the place of a windowed table, until its code is here, a screenful is enough.
  const first = <RowList rows={inSight ? rows.slice(0, IN_SIGHT) : rows} cents={cents} />;
  const usual = store.figures.usual.value ? " usual-columns" : "";
  return (
    <>
      {many && <Later load={allRows} with={{ total }} />}
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
          {inSight ? (
            <Later load={windowed} with={{ scroller, cents }}>
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
/** Further rows are drawn when the browser has time; more at once as the list grows, for each time all is laid out. */
const BLOCK = 100;
const IN_SIGHT = 30;

function RowList({ rows, cents }: { rows: ViewAnswer["rows"]; cents: number }) {
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
