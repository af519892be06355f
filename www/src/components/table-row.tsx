// One model: its row, and below it, once opened, its offers and its route. A row is a group of its own so that
// the two stay together when the table is windowed.

import type { Finding, Per } from "perpixel";
import { creditAt } from "../credits.ts";
import type { Amount, TableRow } from "../engine/protocol.ts";
import {
  day,
  figure,
  NOT_OFFERED,
  NOT_QUOTED,
  NOT_ROUTED,
  RATE_ONLY,
  RETIRED,
  times,
  UNKNOWN,
  usd,
} from "../format.ts";
import { visible } from "../names.ts";
import { placeKey, usePage } from "../state.ts";
import { PixelBlock } from "./pixel-block.tsx";
import { RowDetail } from "./row-detail.tsx";
import { type ColumnKey, useColumns } from "./table-head.tsx";

interface Props {
  row: TableRow;
  cents: number;
  /** Position among all rows, where not all of them are in the document. */
  index?: number;
  measure?: (element: HTMLTableSectionElement | null) => void;
}

const WORDS = { unknown: UNKNOWN, "rate-only": RATE_ONLY, "not-offered": NOT_OFFERED, retired: RETIRED };

function panelOf({ id }: TableRow): string {
  return `offers-of-${id}`;
}

export function TableRowGroup({ row, cents, index, measure }: Props) {
  const { store } = usePage();
  const columns = useColumns();
  const open = store.open.value.has(row.id);
  const detail = store.view.value?.details.get(row.id);
  const panel = panelOf(row);
  return (
    <tbody ref={measure ?? null} data-index={index} class={open ? "open" : ""}>
      <tr aria-rowindex={index === undefined ? undefined : index + 2}>
        {columns.map(({ key }) => (
          <Cell key={key} column={key} row={row} cents={cents} />
        ))}
      </tr>
      {open && (
        <tr class="detail-row">
          <td colSpan={columns.length} id={panel}>
            {detail ? <RowDetail row={detail} /> : <p class="muted">Asking the engine…</p>}
          </td>
        </tr>
      )}
    </tbody>
  );
}

interface CellProps {
  row: TableRow;
  cents: number;
}

function Cell({ column, row, cents }: CellProps & { column: ColumnKey }) {
  const monthly = usePage().store.view.value?.monthly.get(row.id);
  const known = monthly !== undefined;
  switch (column) {
    case "name":
      return <NameCell row={row} />;
    case "vendor":
      return <td class="col-vendor">{row.vendor ? visible(row.vendor) : <Unknown />}</td>;
    case "elo":
      return (
        <td class="col-elo numeric">
          {row.elo ?? <Unknown text="no score" />}
          {row.pareto && <small class="frontier">frontier</small>}
        </td>
      );
    case "price":
      return <PriceCell row={row} cents={cents} />;
    case "routed":
      return <RoutedCell row={row} cents={cents} />;
    case "clip":
      return <ClipCell row={row} />;
    case "month-cheapest":
      return (
        <MonthCell
          column={column}
          amount={monthly?.cheapest}
          known={known}
          without={row.cheapest ? NOT_QUOTED : UNKNOWN}
        />
      );
    case "month-routed":
      return (
        <MonthCell
          column={column}
          amount={monthly?.routed}
          known={known}
          without={row.routed ? NOT_QUOTED : NOT_ROUTED}
        />
      );
    case "offers":
      return (
        <td class="col-offers numeric">
          {row.offers}
          {row.spread && row.spread !== "1" && <small>spread {times(row.spread)}</small>}
        </td>
      );
    case "license":
      return <td class="col-license">{row.license ? visible(row.license) : <Unknown />}</td>;
  }
}

function NameCell({ row }: { row: TableRow }) {
  const { store, act } = usePage();
  const open = store.open.value.has(row.id);
  const asOf = store.loaded.value?.info.asOf;
  return (
    <th scope="row" class="col-name">
      <button
        type="button"
        class="expand"
        disabled={!store.live.value}
        aria-expanded={open}
        aria-controls={open ? panelOf(row) : undefined}
        onClick={() => act.toggle(row.id)}
      >
        <Chevron />
        <span class="model-name">{visible(row.name)}</span>
      </button>
      <span class="vendor-below">{visible(row.vendor)}</span>
      {row.retires && (
        <span class="retires">
          {asOf && row.retires <= asOf ? "retired since" : "retires"} {day(row.retires)}
          {row.replacement && <>, use {visible(row.replacement)}</>}
        </span>
      )}
    </th>
  );
}

function PriceCell({ row, cents }: CellProps) {
  const { store } = usePage();
  const { cheapest } = row;
  if (!cheapest) {
    return (
      <td class="col-price">
        <Unknown text={WORDS[row.unpriced ?? "unknown"]} />
      </td>
    );
  }
  const doubt = store.doubts.value.get(placeKey(cheapest.source, cheapest.path));
  const own = creditAt(store.ownCredits.value, cheapest.provider) !== null;
  return (
    <td class="col-price">
      <div class="price-cell">
        <PixelBlock price={cheapest.price} cents={cents} tone="cheapest" />
        <Price text={figure(cheapest)} per={cheapest.per} stale={cheapest.stale} />
        <small class="by">{visible(cheapest.provider)}</small>
        {own && <small class="own">at your price</small>}
        {doubt && <small class="note doubt">{doubtWords(doubt, cheapest.note)}</small>}
      </div>
    </td>
  );
}

function RoutedCell({ row: { routed }, cents }: CellProps) {
  return (
    <td class="col-routed">
      {routed ? (
        <div class="price-cell">
          <PixelBlock price={routed.billed} cents={cents} tone="routed" />
          <Price
            text={figure({ status: routed.status, price: routed.billed })}
            per={routed.per}
            stale={routed.stale}
          />
          <small class="by">{visible(routed.provider)}</small>
        </div>
      ) : (
        <Unknown text={NOT_ROUTED} />
      )}
    </td>
  );
}

/** A figure read long ago looks like one: by a dotted line, and in words for who does not see it. */
function Price({ text, per, stale }: { text: string; per: Per; stale: boolean }) {
  return (
    <>
      <span class={stale ? "figure stale" : "figure"}>
        {text}
        {per === "second" && <small> /s</small>}
      </span>
      {stale && <span class="hidden">read more than 90 days ago</span>}
    </>
  );
}

function ClipCell({ row: { cheapest, unpriced } }: { row: TableRow }) {
  return (
    <td class="col-clip numeric">
      {cheapest?.total ? (
        <span class="figure">{figure({ status: cheapest.status, price: cheapest.total })}</span>
      ) : (
        <Unknown text={WORDS[unpriced ?? "unknown"]} />
      )}
    </td>
  );
}

/** The source's own short remark says most; else the kind of the finding. The opened row has the whole of it. */
function doubtWords(doubt: Finding, note: string | undefined): string {
  return note && note.length <= 40 ? visible(note) : doubt.code.replaceAll("_", " ");
}

interface MonthProps {
  column: ColumnKey;
  amount: Amount | null | undefined;
  known: boolean;
  without: string;
}

function MonthCell({ column, amount, known, without }: MonthProps) {
  return (
    <td class={`col-${column} numeric month`}>
      {amount ? <span class="figure">{figure(amount, usd)}</span> : <Unknown text={known ? without : "…"} />}
    </td>
  );
}

function Unknown({ text = UNKNOWN }: { text?: string }) {
  return <span class="unknown">{text}</span>;
}

function Chevron() {
  return (
    <svg class="chevron" width="8" height="14" aria-hidden="true" focusable="false">
      <path d="M1 1h2v12h-2zM3 3h2v8h-2zM5 5h2v4h-2z" />
    </svg>
  );
}
