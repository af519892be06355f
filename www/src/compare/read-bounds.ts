// Reads bounds out of the address. Nothing is computed with them; two bounds are only told apart by their digits.

import type { Bounds } from "./bounds.ts";

const NUMBER = /^(?:0|[1-9]\d{0,8})(?:\.\d{0,11}[1-9])?$/;

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
