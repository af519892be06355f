// The column heads: every one sorts, by the engine's own order in which unknown prices come last either way.
// Exactly one column carries aria-sort.

import type { Sort } from "../job.ts";
import { usePage } from "../state.ts";

interface Column {
  key: string;
  name: string;
  sort: Sort;
  /** The direction of the first click: the most wanted first. */
  descendingFirst?: boolean;
  numeric?: boolean;
  note?: string;
}

const LIST: readonly Column[] = [
  { key: "name", name: "Model", sort: "name" },
  { key: "vendor", name: "Vendor", sort: "vendor" },
  { key: "elo", name: "Elo", sort: "elo", descendingFirst: true, numeric: true },
  { key: "price", name: "Cheapest", sort: "price" },
  { key: "routed", name: "Routed, billed", sort: "routed" },
  { key: "month-cheapest", name: "Month, cheapest", sort: "price", numeric: true },
  { key: "month-routed", name: "Month, routed", sort: "routed", numeric: true },
  { key: "offers", name: "Offers", sort: "offers", descendingFirst: true, numeric: true },
  { key: "license", name: "Licence", sort: "license" },
];

export const COLUMNS = LIST.length;
/** A month is so many times one image, so these two sort like the prices; the price column carries the mark. */
const PLAIN = new Set(["month-cheapest", "month-routed"]);

export function TableHead({ indexed }: { indexed: boolean }) {
  const { store, act } = usePage();
  const { sort, descending } = store.address.value;
  const disclosure = store.loaded.value?.info.feeDisclosure;
  return (
    <thead>
      <tr aria-rowindex={indexed ? 1 : undefined}>
        {LIST.map((column) => {
          const billed = column.sort === "routed";
          const note = billed && disclosure ? <small class="head-note">{disclosure}</small> : null;
          const cls = `col-${column.key}${column.numeric ? " numeric" : ""}`;
          if (PLAIN.has(column.key)) {
            return (
              <th key={column.key} scope="col" class={cls}>
                <span class="head-plain">{column.name}</span>
                {note}
              </th>
            );
          }
          const active = column.sort === sort;
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
                onClick={() => act.go({ sort: column.sort, descending: next })}
              >
                {column.name}
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
