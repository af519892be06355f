// What a row shows in each column after the model. Figures are the engine's, in the unit and currency asked for; this
// only writes them.

import type { Finding, Shown } from "perpixel";
import { type ColumnKey, columnOf } from "../compare/columns.ts";
import { creditAt } from "../credits.ts";
import type { TableRow } from "../engine/protocol.ts";
import {
  cellPriceIn,
  type Figure,
  figure,
  money,
  NOT_OFFERED,
  NOT_ROUTED,
  RATE_ONLY,
  RETIRED,
  times,
  UNKNOWN,
} from "../format.ts";
import { t } from "../language.ts";
import { visible } from "../names.ts";
import { OnAct } from "../on-act.tsx";
import { placeKey, usePage } from "../state.ts";
import { PixelBlock } from "./pixel-block.tsx";
import { Said } from "./prose.tsx";

interface Props {
  row: TableRow;
  cents: number;
}

const WORDS = { unknown: UNKNOWN, "rate-only": RATE_ONLY, "not-offered": NOT_OFFERED, retired: RETIRED };

export function Cell({ column, row, cents }: Props & { column: ColumnKey }) {
  switch (column) {
    case "elo":
      return (
        <td class="col-elo numeric">
          {row.elo ?? <Unknown text={t("no score")} />}
          {row.pareto && <small class="frontier">{t("frontier")}</small>}
        </td>
      );
    case "cheapest":
      return <PriceCell row={row} cents={cents} />;
    case "routed":
      return <RoutedCell row={row} cents={cents} />;
    case "cheapestMonth":
      return <MonthCell column={column} shown={row.month?.cheapest} without={unpriced(row)} />;
    case "routedMonth":
      return <MonthCell column={column} shown={row.month?.routed} without={t(NOT_ROUTED)} />;
    case "offers":
      return (
        <td class="col-offers numeric">
          {row.offers}
          {row.spread && row.spread !== "1" && (
            <small>{t("spread {times}", { times: times(row.spread) })}</small>
          )}
        </td>
      );
    case "vendor":
    case "license":
      return <td class={`col-${column}`}>{visible(row[column]) || <Unknown />}</td>;
    default:
      return (
        <td class={`col-${column}${columnOf(column).numeric ? " numeric" : ""}`}>
          <OnAct part="RareCell" with={{ column, row }} />
        </td>
      );
  }
}

/** Why there is no price, in the words of the table. */
export function unpriced({ unpriced }: TableRow): string {
  return t(WORDS[unpriced ?? "unknown"]);
}

/** As the engine made it, in the currency of the figures on the screen. */
function useWritten(): (shown: Figure, long?: boolean) => string {
  const currency = usePage().store.figures.currency.value;
  return (shown, long = false) =>
    figure(shown, (text) => (long ? money(text, currency) : cellPriceIn(text, currency)));
}

function PriceCell({ row, cents }: Props) {
  const { store } = usePage();
  const write = useWritten();
  const { cheapest, shown } = row;
  if (!cheapest || (shown && !shown.cheapest)) {
    return (
      <td class="col-cheapest">
        <Unknown text={unpriced(row)} />
      </td>
    );
  }
  const doubt = store.doubts.value.get(placeKey(cheapest.source, cheapest.path));
  const own = creditAt(store.ownCredits.value, cheapest.provider) !== null;
  const clip = !shown && cheapest.per === "second" && cheapest.total;
  return (
    <td class="col-cheapest">
      <div class="price-cell">
        <PixelBlock price={cheapest.price} cents={cents} tone="cheapest" />
        <Price
          text={write(shown?.cheapest ?? cheapest)}
          second={!shown && cheapest.per === "second"}
          stale={cheapest.stale}
        />
        <small class="by">{visible(cheapest.provider)}</small>
        {clip && (
          <small class="clip">
            {t("{price} a clip", { price: figure({ status: cheapest.status, price: clip }) })}
          </small>
        )}
        {own && <small class="own">{t("at your price")}</small>}
        {doubt && <small class="note doubt">{doubtWords(doubt, cheapest.note)}</small>}
      </div>
    </td>
  );
}

function RoutedCell({ row: { routed, shown }, cents }: Props) {
  const write = useWritten();
  if (!routed || (shown && !shown.routed)) {
    return (
      <td class="col-routed">
        <Unknown text={t(NOT_ROUTED)} />
      </td>
    );
  }
  return (
    <td class="col-routed">
      <div class="price-cell">
        <PixelBlock price={routed.billed} cents={cents} tone="routed" />
        <Price
          text={write(shown?.routed ?? { ...routed, price: routed.billed })}
          second={!shown && routed.per === "second"}
          stale={routed.stale}
        />
        <small class="by">{visible(routed.provider)}</small>
      </div>
    </td>
  );
}

/** A price, with a dotted line under one that was read long ago. */
function Price({ text, second, stale }: { text: string; second: boolean; stale: boolean }) {
  return (
    <>
      <span class={stale ? "figure stale" : "figure"}>
        {text}
        {second && <small> {t("/s")}</small>}
      </span>
      {stale && <span class="hidden">{t("read more than 90 days ago")}</span>}
    </>
  );
}

/** The source's own short remark says most; else the kind of the finding. The opened row has the whole of it. */
function doubtWords(doubt: Finding, note: string | undefined) {
  return <Said>{note && note.length <= 40 ? visible(note) : doubt.code.replaceAll("_", " ")}</Said>;
}

interface MonthProps {
  column: ColumnKey;
  shown: Shown | null | undefined;
  without: string;
}

function MonthCell({ column, shown, without }: MonthProps) {
  const write = useWritten();
  return (
    <td class={`col-${column} numeric month`}>
      {shown ? <span class="figure">{write(shown, true)}</span> : <Unknown text={without} />}
    </td>
  );
}

export function Unknown({ text = t(UNKNOWN) }: { text?: string }) {
  return <span class="unknown">{text}</span>;
}
