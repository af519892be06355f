// How text from strangers is shown: characters that reorder, hide or join text stand as their code point,
// and very long names are cut. What is shown may differ from the id; ids themselves are never changed.

/** Controls, bidirectional marks and overrides, zero-width characters, tags, and other invisible ones. */
const INVISIBLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/gu;
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
