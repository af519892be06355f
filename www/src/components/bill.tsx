// The chosen model's monthly cost, twice: at its cheapest offer and at the routed one with the fee. Each opens to
// its receipt, and the fee disclosure stands beside the billed figure.

import { useMemo } from "preact/hooks";
import { figure, usd } from "../format.ts";
import { isVideo } from "../job.ts";
import { visible } from "../names.ts";
import { placeKey, usePage } from "../state.ts";
import { Choice } from "./choice.tsx";
import { ProblemText } from "./messages.tsx";
import { Prose } from "./prose.tsx";
import { Receipt } from "./receipt.tsx";

export function Bill() {
  const { store, act } = usePage();
  const view = store.view.value;
  const models = store.loaded.value?.models;
  const video = isVideo(view?.job.mode);
  // The list is long and changes only with the catalogs, and between images and clips.
  const options = useMemo(
    () =>
      (models ?? [])
        .filter(({ modes }) => modes.some((mode) => isVideo(mode) === video))
        .map(({ id, name }) => ({ value: id, name: visible(name) })),
    [models, video],
  );
  if (!view) return null;
  const { chosen, chosenProblem } = view;
  const listed = chosen && options.some(({ value }) => value === chosen.id);
  const first = chosen
    ? { value: chosen.id, name: visible(chosen.name) }
    : { value: "", name: "choose a model" };
  return (
    <div class="bill">
      <fieldset disabled={!store.live.value}>
        <legend class="hidden">Model of the bill</legend>
        <Choice
          label="Monthly bill for"
          name="model"
          value={chosen?.id ?? ""}
          options={listed ? options : [first, ...options]}
          change={(value) => act.go({ model: value === "" ? null : value })}
        />
      </fieldset>
      {chosenProblem && (
        <p class="error">
          <ProblemText problem={chosenProblem} />
        </p>
      )}
      {chosen && <Sides />}
    </div>
  );
}

function Sides() {
  const { store } = usePage();
  const chosen = store.view.value?.chosen;
  if (!chosen) return null;
  const { quote, cheapest: offer } = chosen;
  const { cheapest, routed } = quote;
  const reason = <Prose text={quote.reason ?? "no reason is given"} />;
  const doubt = offer && store.doubts.value.get(placeKey(offer.source, offer.path));
  return (
    <div class="sides">
      <section class="side side-cheapest" aria-label="At its cheapest offer">
        <h3>At its cheapest offer</h3>
        {cheapest ? (
          <>
            <p class="side-total figure">{figure({ status: cheapest.status, price: cheapest.total }, usd)}</p>
            <p class="side-by">a month, straight from {visible(cheapest.provider)}</p>
            {doubt && (
              <p class="doubt">
                <Prose text={doubt.message} whole />
              </p>
            )}
            <details>
              <summary>Receipt</summary>
              <Receipt
                lines={cheapest.receipt}
                label="a month"
                total={cheapest.total}
                status={cheapest.status}
              />
            </details>
          </>
        ) : (
          <p class="side-none">Unknown: {reason}.</p>
        )}
      </section>
      <section class="side side-routed" aria-label="Routed">
        <h3>Routed</h3>
        {routed ? (
          <>
            <p class="side-total figure">
              {figure({ status: routed.status, price: routed.billed ?? routed.upstream }, usd)}
            </p>
            <p class="side-by">
              a month, by way of {visible(routed.provider)}
              {routed.fee ? <>, fee {usd(routed.fee)} included</> : <>, without a fee: none is stated</>}
            </p>
            {quote.disclosure && <p class="disclosure">{visible(quote.disclosure, 300)}</p>}
            <details>
              <summary>Receipt</summary>
              <Receipt
                lines={routed.receipt}
                label="a month"
                total={routed.billed ?? routed.upstream}
                status={routed.status}
              />
            </details>
          </>
        ) : (
          <p class="side-none">Not routed: {reason}.</p>
        )}
      </section>
    </div>
  );
}
