// The points of a drawing that can be read one by one: by pointing near them, or with one stop of the Tab key and
// the arrow keys from there. Each says its whole text to a screen reader; the frame shows it as the readout.

import { leastIndex } from "d3-array";
import {
  type SymbolType,
  symbol,
  symbolCircle,
  symbolCross,
  symbolDiamond,
  symbolSquare,
  symbolStar,
  symbolTriangle,
  symbolWye,
} from "d3-shape";
import { useRef, useState } from "preact/hooks";

/** As many colours, dashes and shapes as tell series apart; further series begin anew with another shape. */
export const TONES = 8;
const SHAPES: readonly SymbolType[] = [
  symbolCircle,
  symbolSquare,
  symbolTriangle,
  symbolDiamond,
  symbolCross,
  symbolStar,
  symbolWye,
];

export interface Mark {
  x: number;
  y: number;
  /** The series it belongs to: its colour and shape. */
  series: number;
  /** All that it says, as a sentence. */
  label: string;
  /** Drawn hollow, for example where a line ends. */
  hollow?: boolean;
  /** The area of its shape in square pixels. */
  size?: number;
  /** What a click or Enter does. */
  choose?(): void;
}

export function toneClass(series: number): string {
  return `tone-${(series % TONES) + 1}`;
}

export function Shape({ x, y, series, hollow = false, size = 56 }: Omit<Mark, "label" | "choose">) {
  const type = SHAPES[series % SHAPES.length] ?? symbolCircle;
  return (
    <path
      class={`chart-mark ${toneClass(series)}${hollow ? " chart-hollow" : ""}`}
      d={symbol(type, size)() ?? ""}
      transform={`translate(${x} ${y})`}
    />
  );
}

/** Within so many pixels a mark is pointed at. */
const REACH = 48;
const COVERED = 3;

function covers(top: Mark, mark: Mark): boolean {
  return mark !== top && Math.hypot(mark.x - top.x, mark.y - top.y) < COVERED;
}

/** Which mark is read, and what moves from one to the next. */
export function useMarks(marks: readonly Mark[]) {
  const group = useRef<SVGGElement>(null);
  const [focused, setFocused] = useState<number | null>(null);
  const [hovered, setHovered] = useState<number | null>(null);
  const [stop, setStop] = useState(0);
  /** A finger has no way to point before it presses: the first tap reads, the second one chooses. */
  const pressed = useRef<{ at: number | null; again: boolean }>({ at: null, again: false });
  const last = marks.length - 1;
  // Marks may have become fewer.
  const read = marks[hovered ?? focused ?? -1];
  const onKeyDown = (event: KeyboardEvent) => {
    const at = focused ?? stop;
    const choose = event.key === "Enter" || event.key === " " ? marks[at]?.choose : undefined;
    if (choose) {
      event.preventDefault();
      choose();
      return;
    }
    const next = {
      ArrowRight: Math.min(at + 1, last),
      ArrowDown: Math.min(at + 1, last),
      ArrowLeft: Math.max(at - 1, 0),
      ArrowUp: Math.max(at - 1, 0),
      Home: 0,
      End: last,
    }[event.key];
    if (next === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    setHovered(null);
    (group.current?.children[next] as SVGElement | undefined)?.focus();
  };
  const nearestTo = (svg: SVGSVGElement, event: PointerEvent): number | null => {
    const box = svg.getBoundingClientRect();
    const scale = box.width > 0 ? svg.viewBox.baseVal.width / box.width : 1;
    const x = (event.clientX - box.left) * scale;
    const y = (event.clientY - box.top) * scale;
    const distance = (mark: Mark) => Math.hypot(mark.x - x, mark.y - y);
    const nearest = leastIndex(marks, distance);
    const mark = nearest === undefined ? undefined : marks[nearest];
    return nearest !== undefined && mark && distance(mark) <= REACH ? nearest : null;
  };
  const onPointer = (svg: SVGSVGElement, event: PointerEvent) => {
    const at = nearestTo(svg, event);
    if (event.type === "pointerdown") {
      pressed.current = { at, again: event.pointerType === "mouse" || pressed.current.at === at };
    }
    setHovered(at);
  };
  const onRelease = (svg: SVGSVGElement, event: PointerEvent) => {
    const { at, again } = pressed.current;
    if (event.button === 0 && again && at !== null && at === nearestTo(svg, event)) marks[at]?.choose?.();
  };
  return {
    group,
    /** The mark that is read at the moment, and after it those that it covers where it is pointed at. */
    shown: read ? [read, ...(hovered === null ? [] : marks.filter((mark) => covers(read, mark)))] : [],
    stop: Math.min(stop, Math.max(last, 0)),
    onKeyDown,
    onPointer,
    onRelease,
    // A finger that is lifted leaves too, and what it read should stay.
    onPointerLeave: (event: PointerEvent) => {
      if (event.pointerType === "mouse") setHovered(null);
    },
    onFocus: (at: number) => {
      setFocused(at);
      setStop(at);
    },
    onBlur: () => setFocused(null),
  };
}

export function Marks({
  marks,
  state,
  label,
}: {
  marks: readonly Mark[];
  state: ReturnType<typeof useMarks>;
  label: string;
}) {
  const [shown] = state.shown;
  return (
    <>
      {shown && <circle class="chart-current" cx={shown.x} cy={shown.y} r={10} data-passing="" />}
      {/* biome-ignore lint/a11y/useSemanticElements: a group of a drawing has no element of its own */}
      {/* biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: a g is not interactive by itself */}
      <g ref={state.group} role="group" aria-label={label} onKeyDown={state.onKeyDown}>
        {marks.map((mark, at) => (
          // biome-ignore lint/a11y/noStaticElementInteractions: it is a picture to be read, or a button
          <g
            key={at}
            role={mark.choose ? "button" : "img"}
            aria-label={mark.label}
            // In a drawing the attribute is known by its lower-case name alone.
            tabindex={at === state.stop ? 0 : -1}
            class={mark.choose ? "chart-stop chart-choice" : "chart-stop"}
            onFocus={() => state.onFocus(at)}
            onBlur={state.onBlur}
          >
            <Shape {...mark} />
          </g>
        ))}
      </g>
    </>
  );
}
