// A message of the engine as text: what it quotes in backticks stands as code, and it reads as a sentence. The
// engine speaks English; where the page does not, what it says is marked so.

import type { ComponentChildren } from "preact";
import { language } from "../language.ts";
import { visible } from "../names.ts";

interface Props {
  text: string;
  /** Start with a capital and end with a point, for a message that stands alone. */
  whole?: boolean;
}

const LONGEST = 400;

/** Words of the engine or of a catalog, in their own language. */
export function Said({ children }: { children: ComponentChildren }) {
  return language() === "en" ? children : <span lang="en">{children}</span>;
}

export function Prose({ text, whole = false }: Props) {
  const shown = visible(text, LONGEST);
  const capital = whole && shown !== "" ? shown.charAt(0).toUpperCase() + shown.slice(1) : shown;
  // Between an odd and an even backtick lies what is quoted; an unpaired one stays as it is.
  const parts = capital.split(/`([^`]*)`/);
  return (
    <Said>
      {parts.map((part, at) => (at % 2 === 1 ? <code key={at}>{part}</code> : part))}
      {whole && shown !== "" && !/[.…!?]$/.test(shown) && "."}
    </Said>
  );
}
