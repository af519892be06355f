// One model: its row, and below it, once opened, its offers and its route. A row is a group of its own so that
// the two stay together when the table is windowed. What a row shows of itself is `cells.tsx`.

import { MAX_PICKED } from "../compare/table-address.ts";
import type { TableRow } from "../engine/protocol.ts";
import { day } from "../format.ts";
import { msg, t } from "../language.ts";
import { visible } from "../names.ts";
import { useComputed } from "../signals.ts";
import { usePage } from "../state.ts";
import { Cell } from "./cells.tsx";
import { Later } from "./later.tsx";
import { useColumns } from "./table-head.tsx";

const RETIRED_SINCE = msg("retired since {day}");
const RETIRES_ON = msg("retires {day}");

const rowDetail = () => import("./row-detail.tsx").then(({ RowDetail }) => RowDetail);

interface Props {
  row: TableRow;
  cents: number;
  /** Position among all rows, where not all of them are in the document. */
  index?: number;
  measure?: (element: HTMLTableSectionElement | null) => void;
}

function panelOf({ id }: TableRow): string {
  return `offers-of-${id}`;
}

export function TableRowGroup({ row, cents, index, measure }: Props) {
  const { store } = usePage();
  const columns = useColumns();
  const open = useComputed(() => store.open.value.has(row.id), [store, row.id]).value;
  return (
    <tbody ref={measure ?? null} data-index={index} class={open ? "open" : ""}>
      <tr aria-rowindex={index === undefined ? undefined : index + 2}>
        {columns.map(({ key }) =>
          key === "model" ? (
            <ModelCell key={key} row={row} open={open} />
          ) : (
            <Cell key={key} column={key} row={row} cents={cents} />
          ),
        )}
      </tr>
      {open && <DetailRow row={row} columns={columns.length} />}
    </tbody>
  );
}

function DetailRow({ row, columns }: { row: TableRow; columns: number }) {
  const { store } = usePage();
  const detail = store.view.value?.details.get(row.id);
  const asking = <p class="muted">{t("Asking the engine…")}</p>;
  return (
    <tr class="detail-row">
      <td colSpan={columns} id={panelOf(row)}>
        {detail ? (
          <Later load={rowDetail} with={{ row: detail }}>
            {asking}
          </Later>
        ) : (
          asking
        )}
      </td>
    </tr>
  );
}

function ModelCell({ row, open }: { row: TableRow; open: boolean }) {
  const { store, act } = usePage();
  const asOf = store.loaded.value?.info.asOf;
  const gone = asOf !== undefined && row.retires !== undefined && row.retires <= asOf;
  const name = visible(row.name);
  return (
    <th scope="row" class="col-model">
      <div class="model-cell">
        <Tick id={row.id} name={name} />
        <div>
          <button
            type="button"
            class="expand"
            disabled={!store.live.value}
            aria-expanded={open}
            aria-controls={open ? panelOf(row) : undefined}
            // Who points at it is likely to open it.
            onPointerEnter={() => void rowDetail().catch(() => undefined)}
            onClick={() => act.toggle(row.id)}
          >
            <Chevron />
            <span class="model-name">{name}</span>
          </button>
          <span class="vendor-below">{visible(row.vendor)}</span>
          {row.retires && (
            <span class="retires">
              {t(gone ? RETIRED_SINCE : RETIRES_ON, { day: day(row.retires) ?? row.retires })}
              {row.replacement && t(", use {model}", { model: visible(row.replacement) })}
            </span>
          )}
        </div>
      </div>
    </th>
  );
}

/** Puts the model beside others. */
function Tick({ id, name }: { id: string; name: string }) {
  const { store, act } = usePage();
  const ticked = useComputed(() => store.address.value.pick.includes(id), [store, id]).value;
  const full = useComputed(() => store.address.value.pick.length >= MAX_PICKED, [store]).value;
  const change = () => {
    const { pick } = store.address.value;
    act.go({ pick: ticked ? pick.filter((one) => one !== id) : [...pick, id].slice(-MAX_PICKED) });
  };
  return (
    <label class="tick">
      <input
        type="checkbox"
        checked={ticked}
        disabled={!store.live.value || (full && !ticked)}
        onChange={change}
      />
      <span class="hidden">{t("Tick to compare {model}", { model: name })}</span>
    </label>
  );
}

function Chevron() {
  return (
    <svg class="chevron" width="8" height="14" aria-hidden="true" focusable="false">
      <path d="M1 1h2v12h-2zM3 3h2v8h-2zM5 5h2v4h-2z" />
    </svg>
  );
}
