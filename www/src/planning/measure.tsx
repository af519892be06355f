// Amounts as squares on the page's grid, each against the largest of its list. A drawing beside the figure: it is
// hidden from assistive technology, which reads the figure, and goes through binary floats as no figure does.

import { isDecimal } from "../format.ts";
import { squaresPath } from "../scale.ts";

const PITCH_PX = 8;
const GAP_PX = 1;
const ROWS = 3;
const MOST_SQUARES = 30;

/** The largest of the amounts; 0 where there is none. */
export function largest(amounts: readonly (string | null | undefined)[]): number {
  return Math.max(0, ...amounts.map((amount) => (isDecimal(amount) ? Number(amount) : 0)));
}

/** In steps of a quarter; never none for an amount above zero. */
export function share(amount: string | null | undefined, most: number): number {
  const exact = isDecimal(amount) && most > 0 ? (Number(amount) / most) * MOST_SQUARES : 0;
  if (exact <= 0) return 0;
  return Math.min(Math.max(Math.round(exact * 4) / 4, 0.25), MOST_SQUARES);
}

interface Props {
  amount: string | null | undefined;
  most: number;
  tone?: "cheapest" | "routed";
}

export function Measure({ amount, most, tone = "cheapest" }: Props) {
  const squares = share(amount, most);
  if (squares === 0) return null;
  const columns = Math.max(1, Math.ceil(squares / ROWS));
  return (
    <svg
      class={`pixels pixels-${tone}`}
      width={columns * PITCH_PX - GAP_PX}
      height={ROWS * PITCH_PX - GAP_PX}
      aria-hidden="true"
      focusable="false"
    >
      <path d={squaresPath(squares, ROWS, PITCH_PX, GAP_PX)} />
    </svg>
  );
}
