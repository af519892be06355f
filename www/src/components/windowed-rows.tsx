// The rows in sight of a long table, between two spacers. Rows are measured, because an opened row is taller than
// a closed one. Scrolling tells the store which rows are wanted.

import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
  type VirtualizerOptions,
} from "@tanstack/virtual-core";
import type { JSX, RefObject } from "preact";
import { useCallback, useEffect, useLayoutEffect, useMemo, useReducer, useState } from "preact/hooks";
import type { TableRow } from "../engine/protocol.ts";
import { usePage } from "../state.ts";
import { useColumns } from "./table-head.tsx";
import { TableRowGroup } from "./table-row.tsx";

export interface WindowedProps {
  scroller: RefObject<HTMLElement | null>;
  cents: number;
}

const ROW_PX = 56;
/** Rows are asked for in blocks, with one block to spare on either side, so that scrolling seldom waits. */
const BLOCK = 50;

export function WindowedRows({ scroller, cents }: WindowedProps) {
  const { store, act } = usePage();
  const [, redraw] = useReducer((times: number) => times + 1, 0);
  const view = store.view.value;
  const columns = useColumns().length;
  const options: VirtualizerOptions<HTMLElement, HTMLTableSectionElement> = {
    count: view?.total ?? 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
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
  const from = Math.max(0, Math.floor((first?.index ?? 0) / BLOCK) - 1) * BLOCK;
  const to = (Math.floor((last?.index ?? 0) / BLOCK) + 2) * BLOCK;
  // After a new order or filter the first rows come, wherever the reader is; hence also when the view changes.
  useEffect(() => act.want([from, to]), [act, from, to, view]);
  const measure = useCallback(
    (element: HTMLTableSectionElement | null) => virtual.measureElement(element),
    [virtual],
  );
  // The same elements again are not compared anew, which is most of the work of scrolling.
  const elements = useMemo(() => new Map<string, JSX.Element>(), [view?.edition, cents]);
  const drawn = (row: TableRow, index: number) => {
    const key = `${index} ${row.id}`;
    const element = elements.get(key) ?? (
      <TableRowGroup key={row.id} row={row} cents={cents} index={index} measure={measure} />
    );
    elements.set(key, element);
    return element;
  };
  return (
    <>
      <Spacer height={first?.start ?? 0} />
      {items.map(({ index }) => {
        const row = view?.rows[index - view.from];
        return row ? (
          drawn(row, index)
        ) : (
          <tbody key={index} data-index={index} class="awaited">
            <tr aria-rowindex={index + 2}>
              <td colSpan={columns}>…</td>
            </tr>
          </tbody>
        );
      })}
      <Spacer height={last ? virtual.getTotalSize() - last.end : 0} />
    </>
  );
}

function Spacer({ height }: { height: number }) {
  const columns = useColumns().length;
  return (
    <tbody aria-hidden="true" class="spacer">
      <tr>
        <td colSpan={columns} style={{ height: `${height}px` }} />
      </tr>
    </tbody>
  );
}
