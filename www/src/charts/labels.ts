// Keeps the names beside lines and marks apart: each stays as near to its place as the others allow.

import { sort } from "d3-array";

/** Labels that touch, as one block around the middle of their places. */
interface Block {
  members: number[];
  sum: number;
  start: number;
}

/** The places, moved so that neighbours are at least `gap` apart within the range, in the order they had. */
export function apart(
  places: readonly number[],
  gap: number,
  [top, bottom]: readonly [number, number],
): number[] {
  const block = (members: number[], sum: number): Block => {
    const height = (members.length - 1) * gap;
    const start = sum / members.length - height / 2;
    return { members, sum, start: Math.max(top, Math.min(start, bottom - height)) };
  };
  const blocks: Block[] = [];
  for (const at of sort(places.keys(), (at) => places[at] ?? 0)) {
    let next = block([at], places[at] ?? 0);
    for (let last = blocks.at(-1); last; last = blocks.at(-1)) {
      if (last.start + last.members.length * gap <= next.start) break;
      blocks.pop();
      next = block([...last.members, ...next.members], last.sum + next.sum);
    }
    blocks.push(next);
  }
  const moved = [...places];
  for (const { members, start } of blocks) {
    members.forEach((at, nth) => {
      moved[at] = start + nth * gap;
    });
  }
  return moved;
}

/** About as wide as the text is in the chart's small size. */
export function widthOf(text: string): number {
  return text.length * 6.8;
}

/** A name that fits: longer ones end in an ellipsis, and are whole in the table and the readout. */
export function cut(text: string, longest: number): string {
  const characters = [...text];
  return characters.length > longest ? `${characters.slice(0, longest - 1).join("")}…` : text;
}
