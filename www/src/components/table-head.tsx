// The heads of the columns that are shown. A head sorts where the engine has an order for its column; unknown prices
// come last either way. Exactly one column carries aria-sort, unless the sorted one is not shown.

import type { Column } from "../compare/columns.ts";
import { unitName } from "../compare/units.ts";
import { t } from "../language.ts";
import { usePage } from "../state.ts";

export function useColumns(): readonly Column[] {
  return usePage().store.figures.columns.value;
}

/** Widths do not depend on the rows in sight, so that nothing jumps while they change. */
export function ColumnGroup() {
  return (
    <colgroup>
      {useColumns().map(({ key }) => (
        <col key={key} class={`col-${key}`} />
      ))}
    </colgroup>
  );
}

function useHeadName(): (column: Column) => string {
  const { figures } = usePage().store;
  const [unit, video] = [figures.unit.value, figures.video.value];
  return ({ key, name }) => {
    const priced = key === "cheapest" || key === "routed";
    if (!priced || (unit === "each" && !video)) return t(name);
    return t("{column}, {unit}", { column: t(name), unit: unitName(unit, video) });
  };
}

export function TableHead({ indexed }: { indexed: boolean }) {
  const { store, act } = usePage();
  const { sort, descending } = store.address.value;
  const columns = useColumns();
  const nameOf = useHeadName();
  const disclosure = store.loaded.value?.info.feeDisclosure;
  return (
    <thead>
      <tr aria-rowindex={indexed ? 1 : undefined}>
        {columns.map((column) => {
          const note = column.billed && disclosure ? <small class="head-note">{disclosure}</small> : null;
          const cls = `col-${column.key}${column.numeric ? " numeric" : ""}`;
          const name = nameOf(column);
          const { sort: own } = column;
          if (own === undefined) {
            return (
              <th key={column.key} scope="col" class={cls}>
                <span class="head-plain">{name}</span>
                {note}
              </th>
            );
          }
          const active = own === sort;
          const next = active ? !descending : (column.descendingFirst ?? false);
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
