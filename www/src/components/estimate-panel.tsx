// The answer first: a monthly volume and a quality bar in, the cheapest models out, in a sentence and in three
// places of a ranking. Every figure and its label come from one answer of the engine.

import type { Answer } from "../engine/protocol.ts";
import { count, figure, plural, times, usd } from "../format.ts";
import { isVideo, jobName } from "../job.ts";
import { visible } from "../names.ts";
import { centsPerSquare, squareName } from "../scale.ts";
import { usePage } from "../state.ts";
import { parseVolume } from "../volume.ts";
import { Bill } from "./bill.tsx";
import { Choice } from "./choice.tsx";
import { PixelBlock } from "./pixel-block.tsx";
import { type Reading, TextField } from "./text-field.tsx";

const ELO_STEPS = [1100, 1150, 1200, 1250, 1300, 1350, 1400];

function readVolume(text: string): Reading<number> {
  const result = parseVolume(text);
  return result.ok ? { ok: true, value: result.count } : result;
}

function eloOptions(current: number | null) {
  const steps = current === null || ELO_STEPS.includes(current) ? ELO_STEPS : [...ELO_STEPS, current].sort();
  return [
    { value: "", name: "any" },
    ...steps.map((elo) => ({ value: String(elo), name: `${elo} or more` })),
  ];
}

export function EstimatePanel() {
  const { store, act } = usePage();
  const { volume, minElo, job } = store.address.value;
  const view = store.view.value;
  return (
    <section class="estimate" aria-labelledby="estimate-title">
      <h2 id="estimate-title">What a month costs</h2>
      <div class="question">
        <fieldset class="estimate-terms" disabled={!store.live.value}>
          <legend class="hidden">Terms of the estimate</legend>
          <TextField
            label={isVideo(job.mode) ? "Clips a month" : "Images a month"}
            name="volume"
            shown={count(volume)}
            read={readVolume}
            change={(value) => act.go({ volume: value }, "replace")}
            hint="10k, 1.2M and 1,000,000 are understood"
            width={12}
          />
          <Choice
            label="Arena score (Elo)"
            name="elo"
            value={minElo === null ? "" : String(minElo)}
            options={eloOptions(minElo)}
            change={(value) => act.go({ minElo: value === "" ? null : Number(value) })}
          />
        </fieldset>
        {view ? (
          <Sentence answers={view.answers} />
        ) : (
          <p class="sentence muted">There is no estimate, because no price is known here.</p>
        )}
      </div>
      {view && (
        <>
          <Ranking answers={view.answers} />
          <Bill />
        </>
      )}
    </section>
  );
}

function monthly({ quote }: Answer): string {
  const { cheapest } = quote;
  return cheapest ? figure({ status: cheapest.status, price: cheapest.total }, usd) : "unknown";
}

function Sentence({ answers }: { answers: Answer[] }) {
  const { store } = usePage();
  const view = store.view.value;
  if (!view) return null;
  const [first, second, third] = answers;
  const creditless = isVideo(view.job.mode) && (store.loaded.value?.creditless ?? []).length > 0;
  const made = isVideo(view.job.mode) ? "clip" : "image";
  const what = `${plural(view.count, made)} a month at ${jobName(view.job)}`;
  if (!first) {
    return (
      <p class="sentence" aria-live="polite">
        {what}: no model meets this with a known price.{" "}
        {creditless ? (
          <>Some are sold in credits: enter below what a credit costs you.</>
        ) : (
          <>Lower the score, or change the job.</>
        )}
      </p>
    );
  }
  return (
    <p class="sentence" aria-live="polite">
      {what}: <b>{visible(first.row.name)}</b> at <b class="figure">{monthly(first)}</b>
      {second && (
        <>
          ; next {visible(second.row.name)} at <span class="figure">{monthly(second)}</span>
        </>
      )}
      {third && (
        <>
          , then {visible(third.row.name)} at <span class="figure">{monthly(third)}</span>
          {third.row.multiple && third.row.multiple !== "1" && (
            <>
              , <span class="figure">{times(third.row.multiple)}</span> the first
            </>
          )}
        </>
      )}
      .
      {first.row.spread && first.row.spread !== "1" && (
        <>
          {" "}
          At the dearest of its {first.row.offers} offers, {visible(first.row.name)} costs{" "}
          <span class="figure">{times(first.row.spread)}</span> that.
        </>
      )}
    </p>
  );
}

function Ranking({ answers }: { answers: Answer[] }) {
  const { store, act } = usePage();
  const chosen = store.view.value?.chosen?.id;
  const cents = centsPerSquare(answers.map(({ row }) => row.cheapest?.price));
  return (
    <>
      <ol class="ranking">
        {answers.map(({ row, quote }) => (
          <li key={row.id} class={row.id === chosen ? "chosen" : ""}>
            <button
              type="button"
              aria-pressed={row.id === chosen}
              disabled={!store.live.value}
              onClick={() => act.go({ model: row.id })}
            >
              <PixelBlock price={row.cheapest?.price} cents={cents} tone="cheapest" large />
              <span class="ranking-name">{visible(row.name)}</span>
              <span class="ranking-price figure">{row.cheapest ? figure(row.cheapest) : "unknown"}</span>
              <span class="ranking-by">
                {row.cheapest?.per === "second" ? "a second" : "an image"} at{" "}
                {visible(row.cheapest?.provider)}
              </span>
              <span class="ranking-month figure">
                {quote.cheapest
                  ? figure({ status: quote.cheapest.status, price: quote.cheapest.total }, usd)
                  : "unknown"}
                <small> a month</small>
              </span>
            </button>
          </li>
        ))}
      </ol>
      {answers.length > 0 && <p class="legend muted">One square is {squareName(cents)} here.</p>}
    </>
  );
}
