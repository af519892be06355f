// The answer first: a monthly volume, how good, how fast and under which rights in; the cheapest models out, in a
// sentence, in three places of a ranking, and with what each term costs. Every figure and its label come from one
// answer of the engine.

import { monthly } from "../compare/amounts.ts";
import { PickTerms } from "../compare/pick-terms.tsx";
import { Ranking } from "../compare/ranking.tsx";
import type { ViewAnswer } from "../engine/protocol.ts";
import { times, usd } from "../format.ts";
import { isVideo, jobName } from "../job.ts";
import { n, t, tx } from "../language.ts";
import { visible } from "../names.ts";
import { OnAct } from "../on-act.tsx";
import { usePage } from "../state.ts";
import { Bill } from "./bill.tsx";

export function EstimatePanel() {
  const { store } = usePage();
  const view = store.view.value;
  return (
    <section class="estimate" aria-labelledby="estimate-title">
      <h2 id="estimate-title">{t("What a month costs")}</h2>
      <PickTerms />
      {view ? (
        <>
          <Sentence view={view} />
          {view.relaxed.length > 0 && <OnAct part="RelaxedTerms" with={{ relaxed: view.relaxed }} />}
          <Ranking answers={view.answers} />
          <Bill />
        </>
      ) : (
        <p class="sentence muted">{t("There is no estimate, because no price is known here.")}</p>
      )}
    </section>
  );
}

function Sentence({ view }: { view: ViewAnswer }) {
  const { store } = usePage();
  const [first, second, third] = view.answers;
  const job = jobName(view.job);
  const video = isVideo(view.job.mode);
  const priced = video
    ? n(view.count, "{count} clip a month at {job}", "{count} clips a month at {job}", { job })
    : n(view.count, "{count} image a month at {job}", "{count} images a month at {job}", { job });
  const what =
    view.budget === null ? priced : t("{budget} a month at {job}", { budget: usd(view.budget), job });
  if (!first) {
    const creditless = video && (store.loaded.value?.creditless ?? []).length > 0;
    return (
      <p class="sentence" aria-live="polite">
        {t("{what}: no model meets this with a known price.", { what })}{" "}
        {creditless
          ? t("Some are sold in credits: enter below what a credit costs you.")
          : view.relaxed.length === 0 && t("Lower the score, or change the job.")}
      </p>
    );
  }
  if (view.budget !== null) return <OnAct part="Bought" with={{ what, answers: view.answers, video }} />;
  const values = {
    what,
    first: <b>{visible(first.row.name)}</b>,
    total: <b class="figure">{monthly(first)}</b>,
    second: visible(second?.row.name),
    secondTotal: second && <span class="figure">{monthly(second)}</span>,
    third: visible(third?.row.name),
    thirdTotal: third && <span class="figure">{monthly(third)}</span>,
    times: <span class="figure">{times(third?.row.multiple)}</span>,
  };
  const { spread, offers, name } = first.row;
  return (
    <p class="sentence" aria-live="polite">
      {!second && tx("{what}: {first} at {total}.", values)}
      {second && !third && tx("{what}: {first} at {total}; next {second} at {secondTotal}.", values)}
      {third &&
        (third.row.multiple && third.row.multiple !== "1"
          ? tx(
              "{what}: {first} at {total}; next {second} at {secondTotal}, then {third} at {thirdTotal}, {times} the first.",
              values,
            )
          : tx(
              "{what}: {first} at {total}; next {second} at {secondTotal}, then {third} at {thirdTotal}.",
              values,
            ))}
      {spread && spread !== "1" && (
        <>
          {" "}
          {tx("At the dearest of its {offers} offers, {name} costs {spread} that.", {
            offers,
            name: visible(name),
            spread: <span class="figure">{times(spread)}</span>,
          })}
        </>
      )}
    </p>
  );
}
