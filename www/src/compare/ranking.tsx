// The first three answers as buttons: what each costs, and what else speaks for or against it. The pressed one is
// the model of the bill below.

import { PixelBlock } from "../components/pixel-block.tsx";
import type { Answer } from "../engine/protocol.ts";
import { figure, UNKNOWN, usd } from "../format.ts";
import { isVideo, WEIGHTS_NAMES } from "../job.ts";
import { n, t, tx } from "../language.ts";
import { visible } from "../names.ts";
import { centsPerSquare, squareName } from "../scale.ts";
import { usePage } from "../state.ts";
import { bought, monthly } from "./amounts.ts";
import { latencyName } from "./pick-names.ts";

export function Ranking({ answers }: { answers: Answer[] }) {
  const { store, act } = usePage();
  const view = store.view.value;
  const cents = centsPerSquare(answers.map(({ row }) => row.cheapest?.price));
  if (!view || answers.length === 0) return null;
  const video = isVideo(view.job.mode);
  return (
    <>
      <ol class="ranking">
        {answers.map((answer) => {
          const { id, name, cheapest } = answer.row;
          const provider = visible(cheapest?.provider);
          return (
            <li key={id} class={id === view.chosen?.id ? "chosen" : ""}>
              <button
                type="button"
                aria-pressed={id === view.chosen?.id}
                disabled={!store.live.value}
                onClick={() => act.go({ model: id })}
              >
                <PixelBlock price={cheapest?.price} cents={cents} tone="cheapest" large />
                <span class="ranking-name">{visible(name)}</span>
                <span class="ranking-price figure">{cheapest ? figure(cheapest) : t(UNKNOWN)}</span>
                <span class="ranking-by">
                  {cheapest?.per === "second"
                    ? t("a second at {provider}", { provider })
                    : t("an image at {provider}", { provider })}
                </span>
                <span class="ranking-month">
                  {view.budget === null
                    ? tx("{total} a month", { total: <b class="figure">{monthly(answer)}</b> })
                    : tx("{made} for {budget}", {
                        made: <b class="figure">{bought(answer.quote.cheapest, video)}</b>,
                        budget: usd(view.budget),
                      })}
                </span>
                <span class="ranking-facts">{factsOf(answer).join(" · ")}</span>
              </button>
            </li>
          );
        })}
      </ol>
      <p class="legend muted">
        {n(view.meeting, "{count} model meets this.", "{count} models meet this.")}{" "}
        {t("One square is {price} here.", { price: squareName(cents) })}
      </p>
    </>
  );
}

/** What is known of an answer besides its price; what is not known of its score is said too. */
function factsOf({ row, latency, latencySeconds }: Answer): string[] {
  const { elo, weights, license, pareto } = row;
  const facts = [elo === null ? t("no Elo score") : t("Elo {elo}", { elo: String(elo) })];
  if (pareto) facts.push(t("no better one is cheaper"));
  if (weights && Object.hasOwn(WEIGHTS_NAMES, weights)) {
    facts.push(t(WEIGHTS_NAMES[weights as keyof typeof WEIGHTS_NAMES]));
  }
  if (license && license !== weights) facts.push(visible(license, 40));
  if (latencySeconds) facts.push(t("{seconds} s", { seconds: visible(latencySeconds, 40) }));
  else if (latency) facts.push(t("{latency} latency", { latency: latencyName(latency) }));
  return facts;
}
