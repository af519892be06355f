// Random choices from a seed, so that a run can be repeated: mulberry32, some ten million of them a second. A library for
// properties (fast-check was tried) makes about eleven thousand links in that time, too few for ten million.

export class Chance {
  private state: number;

  constructor(seed: number) {
    this.state = seed | 0;
  }

  /** A whole number below `bound`. */
  below(bound: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * bound);
  }

  of<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }

  /** Up to `most` pieces out of the list, in a row. */
  row(list: readonly string[], most: number): string {
    let text = "";
    for (let count = this.below(most + 1); count > 0; count -= 1) text += this.of(list);
    return text;
  }

  /** Up to `most` characters: mostly printable ASCII, some of every other kind. */
  characters(most: number): string {
    let text = "";
    for (let count = this.below(most + 1); count > 0; count -= 1) {
      const kind = this.below(16);
      const code = kind < 12 ? 0x20 + this.below(0x5f) : kind < 14 ? this.below(0x300) : this.below(0x110000);
      text += String.fromCodePoint(code >= 0xd800 && code < 0xe000 ? 0xfffd : code);
    }
    return text;
  }

  /** The text with a stretch of it cut out, stated twice, or replaced by one of the pieces. */
  mangled(text: string, pieces: readonly string[]): string {
    const from = this.below(text.length + 1);
    const to = Math.min(text.length, from + this.below(9));
    const kind = this.below(3);
    const put = kind === 0 ? "" : kind === 1 ? text.slice(from, to).repeat(2) : this.of(pieces);
    return text.slice(0, from) + put + text.slice(to);
  }
}
