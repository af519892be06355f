// The answer the other way round: what a budget buys of the first three models.

import type { Answer } from "../engine/protocol.ts";
import { tx } from "../language.ts";
import { visible } from "../names.ts";
import { bought } from "./amounts.ts";

export function Bought({ what, answers, video }: { what: string; answers: Answer[]; video: boolean }) {
  const [first, second, third] = answers;
  const made = (answer: Answer | undefined) => bought(answer?.quote.cheapest ?? null, video);
  const values = {
    what,
    first: <b>{visible(first?.row.name)}</b>,
    made: <b class="figure">{made(first)}</b>,
    second: visible(second?.row.name),
    secondMade: <span class="figure">{made(second)}</span>,
    third: visible(third?.row.name),
    thirdMade: <span class="figure">{made(third)}</span>,
  };
  return (
    <p class="sentence" aria-live="polite">
      {!second && tx("{what} buys {made} of {first}.", values)}
      {second && !third && tx("{what} buys {made} of {first}, or {secondMade} of {second}.", values)}
      {third &&
        tx("{what} buys {made} of {first}, or {secondMade} of {second}, or {thirdMade} of {third}.", values)}
    </p>
  );
}
