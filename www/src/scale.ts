// How large a price is drawn: as squares on a grid, so many cents each. A drawing and not a figure: it may go
// through binary floats, because nothing that is read as an amount comes out of it.

import { decimal, isDecimal, usd } from "./format.ts";

/** What one square may stand for, in US cents. */
const CENTS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000, 10_000];
const MOST_SQUARES = 33;

/** Cents a square such that the dearest price needs at most about thirty squares and cheap ones are told apart. */
export function centsPerSquare(prices: readonly (string | null | undefined)[]): number {
  let dearest = 0;
  for (const price of prices) if (isDecimal(price)) dearest = Math.max(dearest, Number(price));
  return CENTS.find((cents) => dearest * 100 <= cents * MOST_SQUARES) ?? CENTS.at(-1) ?? 1;
}

/** Squares for one price, in steps of a quarter; never none for a price above zero. */
export function squares(price: string | null | undefined, cents: number): number {
  if (!isDecimal(price)) return 0;
  const exact = (Number(price) * 100) / cents;
  if (exact <= 0) return 0;
  return Math.min(Math.max(Math.round(exact * 4) / 4, 0.25), MOST_SQUARES);
}

/** An SVG path of the squares, column by column from the bottom left; the last may be a smaller square. */
export function squaresPath(amount: number, rows: number, pitch: number, gap: number): string {
  const side = pitch - gap;
  let path = "";
  for (let at = 0; at < amount; at += 1) {
    const part = Math.min(1, amount - at);
    // The area, not the side, is what is seen of a part.
    const edge = Math.round(side * Math.sqrt(part) * 10) / 10;
    const x = Math.floor(at / rows) * pitch;
    const y = (rows - 1 - (at % rows)) * pitch + (side - edge);
    path += `M${x} ${Math.round(y * 10) / 10}h${edge}v${edge}h-${edge}z`;
  }
  return path;
}

/** The legend in words: `1 ¢`, `$1.00`. */
export function squareName(cents: number): string {
  return cents >= 100 ? usd(String(cents / 100)) : `${decimal(String(cents))} ¢`;
}
