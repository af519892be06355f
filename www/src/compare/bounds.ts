// Bounds of a figure as the address has them: `..0.04`, `1200..`, `0.01..0.05`, `0.04`. A bound stays the text that was
// entered; nothing is computed with it, two bounds are only told apart by their digits. How people write them is
// `expressions.ts`.

/** Decimals in plain notation; `null` where that side is open. */
export interface Bounds {
  readonly low: string | null;
  readonly high: string | null;
}

export const OPEN: Bounds = { low: null, high: null };

const NUMBER = /^(?:0|[1-9]\d{0,8})(?:\.\d{0,11}[1-9])?$/;

export function isOpen({ low, high }: Bounds): boolean {
  return low === null && high === null;
}

/** Whether one decimal is above another, digit by digit. */
export function isAbove(one: string, other: string): boolean {
  const wide = (text: string) => {
    const [whole = "", fraction = ""] = text.split(".");
    return whole.padStart(9, "0") + fraction.padEnd(12, "0");
  };
  return wide(one) > wide(other);
}

/** Reads what `writeBounds` wrote. */
export function readBounds(text: string): Bounds | null {
  const [first = "", second = first, ...more] = text.split("..");
  const good = [first, second].every((bound) => bound === "" || NUMBER.test(bound));
  if (!good || more.length > 0 || first + second === "") return null;
  if (first !== "" && second !== "" && isAbove(first, second)) return null;
  return { low: first || null, high: second || null };
}

/** Arena scores are whole numbers. */
export function readScores(text: string): Bounds | null {
  return /^[\d.]{1,10}$/.test(text) && !/\d\.\d/.test(text) ? readBounds(text) : null;
}

export function writeBounds({ low, high }: Bounds): string {
  return low === high ? (low ?? "") : `${low ?? ""}..${high ?? ""}`;
}
