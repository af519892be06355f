// One model: its row, and below it, once opened, its offers and its route. A row is a group of its own so that
// the two stay together when the table is windowed.

import type { Finding } from "perpixel";
import type { Amount, TableRow } from "../engine/protocol.ts";
import { day, figure, NOT_OFFERED, NOT_ROUTED, RATE_ONLY, times, UNKNOWN, usd } from "../format.ts";
import { visible } from "../names.ts";
import { placeKey, usePage } from "../state.ts";
import { PixelBlock } from "./pixel-block.tsx";
import { RowDetail } from "./row-detail.tsx";
import { COLUMNS } from "./table-head.tsx";

interface Props {
  row: TableRow;
  cents: number;
  /** Position among all rows, where not all of them are in the document. */
  index?: number;
  measure?: (element: HTMLTableSectionElement | null) => void;
}

const WORDS = { unknown: UNKNOWN, "rate-only": RATE_ONLY, "not-offered": NOT_OFFERED };

export function TableRowGroup({ row, cents, index, measure }: Props) {
  const { store, act } = usePage();
  const open = store.open.value.has(row.id);
  const detail = store.view.value?.details.get(row.id);
  const monthly = store.view.value?.monthly.get(row.id);
  const doubt = row.cheapest && store.doubts.value.get(placeKey(row.cheapest.source, row.cheapest.path));
  const panel = `offers-of-${row.id}`;
  return (
    <tbody ref={measure ?? null} data-index={index} class={open ? "open" : ""}>
      <tr aria-rowindex={index === undefined ? undefined : index + 2}>
        <th scope="row" class="col-name">
          <button
            type="button"
            class="expand"
            disabled={!store.live.value}
            aria-expanded={open}
            aria-controls={open ? panel : undefined}
            onClick={() => act.toggle(row.id)}
          >
            <Chevron />
            <span class="model-name">{visible(row.name)}</span>
          </button>
          <span class="vendor-below">{visible(row.vendor)}</span>
          {row.retires && (
            <span class="retires">
              retires {day(row.retires)}
              {row.replacement && <>, use {visible(row.replacement)}</>}
            </span>
          )}
        </th>
        <td class="col-vendor">{row.vendor ? visible(row.vendor) : <Unknown />}</td>
        <td class="col-elo numeric">
          {row.elo ?? <Unknown text="no score" />}
          {row.pareto && <small class="frontier">frontier</small>}
        </td>
        <td class="col-price">
          {row.cheapest ? (
            <div class="price-cell">
              <PixelBlock price={row.cheapest.price} cents={cents} tone="cheapest" />
              <span class="figure">
                {figure(row.cheapest)}
                {row.cheapest.per === "second" && <small> /s</small>}
              </span>
              <small class="by">{visible(row.cheapest.provider)}</small>
              {doubt && <small class="note doubt">{doubtWords(doubt, row.cheapest.note)}</small>}
            </div>
          ) : (
            <Unknown text={WORDS[row.unpriced ?? "unknown"]} />
          )}
        </td>
        <td class="col-routed">
          {row.routed ? (
            <div class="price-cell">
              <PixelBlock price={row.routed.billed} cents={cents} tone="routed" />
              <span class="figure">
                {figure({ status: row.routed.status, price: row.routed.billed })}
                {row.routed.per === "second" && <small> /s</small>}
              </span>
              <small class="by">{visible(row.routed.provider)}</small>
            </div>
          ) : (
            <Unknown text={NOT_ROUTED} />
          )}
        </td>
        <MonthCell amount={monthly?.cheapest} known={monthly !== undefined} without={UNKNOWN} />
        <MonthCell amount={monthly?.routed} known={monthly !== undefined} without={NOT_ROUTED} />
        <td class="col-offers numeric">
          {row.offers}
          {row.spread && row.spread !== "1" && <small>spread {times(row.spread)}</small>}
        </td>
        <td class="col-license">{row.license ? visible(row.license) : <Unknown />}</td>
      </tr>
      {open && (
        <tr class="detail-row">
          <td colSpan={COLUMNS} id={panel}>
            {detail ? <RowDetail row={detail} /> : <p class="muted">Asking the engine…</p>}
          </td>
        </tr>
      )}
    </tbody>
  );
}

/** The source's own short remark says most; else the kind of the finding. The opened row has the whole of it. */
function doubtWords(doubt: Finding, note: string | undefined): string {
  return note && note.length <= 40 ? visible(note) : doubt.code.replaceAll("_", " ");
}

interface MonthProps {
  amount: Amount | null | undefined;
  known: boolean;
  without: string;
}

function MonthCell({ amount, known, without }: MonthProps) {
  return (
    <td class="numeric month">
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
