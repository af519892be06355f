// A price as a block of squares, the page's one visual idea. Decoration beside the figure: it is hidden from
// assistive technology, which reads the figure.

import { squares, squaresPath } from "../scale.ts";

interface Props {
  price: string | null | undefined;
  cents: number;
  tone: "cheapest" | "routed";
  large?: boolean;
}

export function PixelBlock({ price, cents, tone, large = false }: Props) {
  const amount = squares(price, cents);
  const [rows, pitch, gap] = large ? [4, 8, 1] : [3, 6, 1];
  const columns = Math.max(1, Math.ceil(amount / rows));
  return (
    <svg
      class={`pixels pixels-${tone}`}
      width={columns * pitch - gap}
      height={rows * pitch - gap}
      aria-hidden="true"
      focusable="false"
    >
      <path d={squaresPath(amount, rows, pitch, gap)} />
    </svg>
  );
}
