// How text from strangers is shown: characters that reorder, hide or join text stand as their code point,
// and very long names are cut. What is shown may differ from the id; ids themselves are never changed.

/** Controls, bidirectional marks and overrides, zero-width characters, tags, and other invisible ones. */
const INVISIBLE =
  /[\p{Cc}\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202f\u205f-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e0fff}]/gu;
/** As many characters of one name as the engine itself shows. */
const LONGEST = 200;

export function visible(text: string | null | undefined, longest = LONGEST): string {
  if (!text) return "";
  const cut = text.length > longest ? `${text.slice(0, longest)}…` : text;
  return cut.replace(INVISIBLE, (character) => {
    const point = character.codePointAt(0) ?? 0;
    return `⟨U+${point.toString(16).toUpperCase().padStart(4, "0")}⟩`;
  });
}
