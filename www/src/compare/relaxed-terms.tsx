// What each term that stands in the way costs: who would answer without it, and a button to do without.

import type { Relaxed } from "../engine/protocol.ts";
import { times } from "../format.ts";
import { isVideo } from "../job.ts";
import { t, tx } from "../language.ts";
import { visible } from "../names.ts";
import { usePage } from "../state.ts";
import { bought, monthly } from "./amounts.ts";
import { without } from "./pick.ts";

export function RelaxedTerms({ relaxed }: { relaxed: Relaxed[] }) {
  const { store, act } = usePage();
  const view = store.view.value;
  if (relaxed.length === 0) return null;
  return (
    <ul class="relaxed">
      {relaxed.map((one) => (
        <li key={one.term}>
          <span>
            {sentence(one, view?.budget != null, isVideo(view?.job.mode))}
            {one.multiple && one.multiple !== "1" && (
              <> {t("The answer within it costs {times} that.", { times: times(one.multiple) })}</>
            )}
          </span>
          <button
            type="button"
            class="plain"
            disabled={!store.live.value}
            onClick={() => act.go(without(one.term))}
          >
            {t("Do without")}
          </button>
        </li>
      ))}
    </ul>
  );
}

function sentence({ term, answer }: Relaxed, spent: boolean, video: boolean) {
  const values = {
    model: <b>{visible(answer.row.name)}</b>,
    total: <span class="figure">{monthly(answer)}</span>,
    made: <span class="figure">{bought(answer.quote.cheapest, video)}</span>,
  };
  switch (term) {
    case "minElo":
      return spent
        ? tx("Without the limit on the score it buys {made} of {model}.", values)
        : tx("Without the limit on the score: {model} at {total} a month.", values);
    case "within":
      return spent
        ? tx("Without the limit on latency it buys {made} of {model}.", values)
        : tx("Without the limit on latency: {model} at {total} a month.", values);
    case "use":
      return spent
        ? tx("Under any licence it buys {made} of {model}.", values)
        : tx("Under any licence: {model} at {total} a month.", values);
  }
}
