// A price as a block of squares, the page's one visual idea. Decoration beside the figure: it is hidden from
// assistive technology, which reads the figure.

import { squares, squaresPath } from "../scale.ts";

const PITCH_PX = 8;
const GAP_PX = 1;

interface Props {
  price: string | null | undefined;
  cents: number;
  tone: "cheapest" | "routed";
  large?: boolean;
}

export function PixelBlock({ price, cents, tone, large = false }: Props) {
  const amount = squares(price, cents);
  const rows = large ? 5 : 3;
  const columns = Math.max(1, Math.ceil(amount / rows));
  return (
    <svg
      class={`pixels pixels-${tone}`}
      width={columns * PITCH_PX - GAP_PX}
      height={rows * PITCH_PX - GAP_PX}
      aria-hidden="true"
      focusable="false"
    >
      <path d={squaresPath(amount, rows, PITCH_PX, GAP_PX)} />
    </svg>
  );
}
