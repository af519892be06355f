// The columns, of images and of clips, and their heads. A head sorts where the engine has an order for its column;
// unknown prices come last either way. Exactly one column carries aria-sort.

import { plural } from "../format.ts";
import { isVideo, type Sort } from "../job.ts";
import { usePage } from "../state.ts";

export type ColumnKey =
  | "name"
  | "vendor"
  | "elo"
  | "price"
  | "routed"
  | "clip"
  | "month-cheapest"
  | "month-routed"
  | "offers"
  | "license";

export interface Column {
  key: ColumnKey;
  name: string | ((count: number) => string);
  /** Columns without it are so many times another one, or follow no order of the engine. */
  sort?: Sort;
  /** The direction of the first click: the most wanted first. */
  descendingFirst?: boolean;
  numeric?: boolean;
  /** The fee disclosure stands beside it. */
  billed?: boolean;
}

const MODEL: readonly Column[] = [
  { key: "name", name: "Model", sort: "name" },
  { key: "vendor", name: "Vendor", sort: "vendor" },
  { key: "elo", name: "Elo", sort: "elo", descendingFirst: true, numeric: true },
];
const REST: readonly Column[] = [
  { key: "offers", name: "Offers", sort: "offers", descendingFirst: true, numeric: true },
  { key: "license", name: "Licence", sort: "license" },
];

const IMAGE: readonly Column[] = [
  ...MODEL,
  { key: "price", name: "Cheapest", sort: "price" },
  { key: "routed", name: "Routed, billed", sort: "routed", billed: true },
  { key: "month-cheapest", name: "Month, cheapest", numeric: true },
  { key: "month-routed", name: "Month, routed", numeric: true, billed: true },
  ...REST,
];

/** Clips differ in length, so the price of one sorts otherwise than that of its second. */
const VIDEO: readonly Column[] = [
  ...MODEL,
  { key: "price", name: "Cheapest, a second", sort: "price" },
  { key: "routed", name: "Routed, billed, a second", sort: "routed", billed: true },
  { key: "clip", name: "Clip, cheapest", numeric: true },
  { key: "month-cheapest", name: (clips) => plural(clips, "clip"), numeric: true },
  ...REST,
];

/** The columns of the figures that are shown, which may be those of the last job while the next is computed. */
export function useColumns(): readonly Column[] {
  return isVideo(usePage().store.view.value?.job.mode) ? VIDEO : IMAGE;
}

export function TableHead({ indexed }: { indexed: boolean }) {
  const { store, act } = usePage();
  const { sort, descending } = store.address.value;
  const columns = useColumns();
  const count = store.view.value?.count ?? store.address.value.volume;
  const disclosure = store.loaded.value?.info.feeDisclosure;
  return (
    <thead>
      <tr aria-rowindex={indexed ? 1 : undefined}>
        {columns.map((column) => {
          const note = column.billed && disclosure ? <small class="head-note">{disclosure}</small> : null;
          const cls = `col-${column.key}${column.numeric ? " numeric" : ""}`;
          const name = typeof column.name === "string" ? column.name : column.name(count);
          if (column.sort === undefined) {
            return (
              <th key={column.key} scope="col" class={cls}>
                <span class="head-plain">{name}</span>
                {note}
              </th>
            );
          }
          const { sort: own } = column;
          const active = own === sort;
          const first = column.descendingFirst ?? false;
          const next = active ? !descending : first;
          return (
            <th
              key={column.key}
              scope="col"
              class={cls}
              aria-sort={active ? (descending ? "descending" : "ascending") : undefined}
            >
              <button
                type="button"
                disabled={!store.live.value}
                onClick={() => act.go({ sort: own, descending: next })}
              >
                {name}
                <SortMark state={active ? (descending ? "down" : "up") : "none"} />
              </button>
              {note}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

const MARKS = {
  up: "M6 2h2v2h-2zM4 4h6v2h-6zM2 6h10v2h-10z",
  down: "M2 4h10v2h-10zM4 6h6v2h-6zM6 8h2v2h-2z",
  none: "M6 1h2v2h-2zM4 3h6v2h-6zM4 7h6v2h-6zM6 9h2v2h-2z",
};

function SortMark({ state }: { state: keyof typeof MARKS }) {
  return (
    <svg class={`sort-mark sort-${state}`} width="14" height="12" aria-hidden="true" focusable="false">
      <path d={MARKS[state]} />
    </svg>
  );
}
