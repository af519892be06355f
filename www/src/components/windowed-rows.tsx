// The rows in sight of a long table, between two spacers. Rows are measured, because an opened row is taller than
// a closed one. Scrolling tells the store which rows need their monthly figures.

import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
  type VirtualizerOptions,
} from "@tanstack/virtual-core";
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useReducer, useState } from "preact/hooks";
import type { TableRow } from "../engine/protocol.ts";
import { usePage } from "../state.ts";
import { COLUMNS } from "./table-head.tsx";
import { TableRowGroup } from "./table-row.tsx";

export interface WindowedProps {
  scroller: RefObject<HTMLElement | null>;
  rows: readonly TableRow[];
  cents: number;
}

const ROW_PX = 56;
/** Monthly figures are asked for in blocks of rows, so that scrolling seldom asks. */
const BLOCK = 100;

export function WindowedRows({ scroller, rows, cents }: WindowedProps) {
  const { act } = usePage();
  const [, redraw] = useReducer((times: number) => times + 1, 0);
  const options: VirtualizerOptions<HTMLElement, HTMLTableSectionElement> = {
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    getItemKey: (at) => rows[at]?.id ?? at,
    overscan: 8,
    scrollToFn: elementScroll,
    observeElementRect,
    observeElementOffset,
    onChange: () => redraw(undefined),
  };
  const [virtual] = useState(() => new Virtualizer(options));
  virtual.setOptions(options);
  useLayoutEffect(() => virtual._didMount(), [virtual]);
  useLayoutEffect(() => virtual._willUpdate());

  const items = virtual.getVirtualItems();
  const first = items[0];
  const last = items.at(-1);
  const from = Math.floor((first?.index ?? 0) / BLOCK) * BLOCK;
  const to = Math.ceil(((last?.index ?? 0) + 1) / BLOCK) * BLOCK;
  useEffect(() => act.want([from, to]), [act, from, to]);
  return (
    <>
      <Spacer height={first?.start ?? 0} />
      {items.map(({ index }) => {
        const row = rows[index];
        return (
          row && (
            <TableRowGroup
              key={row.id}
              row={row}
              cents={cents}
              index={index}
              measure={(element) => virtual.measureElement(element)}
            />
          )
        );
      })}
      <Spacer height={last ? virtual.getTotalSize() - last.end : 0} />
    </>
  );
}

function Spacer({ height }: { height: number }) {
  return (
    <tbody aria-hidden="true" class="spacer">
      <tr>
        <td colSpan={COLUMNS} style={{ height: `${height}px` }} />
      </tr>
    </tbody>
  );
}
