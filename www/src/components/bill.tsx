// The chosen model's monthly cost, twice: at its cheapest offer and at the routed one with the fee. Each opens to
// its receipt, and the fee disclosure stands beside the billed figure.

import type { Line, Status } from "perpixel";
import { bought } from "../compare/amounts.ts";
import { figure, usd } from "../format.ts";
import { isVideo } from "../job.ts";
import { t, tx } from "../language.ts";
import { visible } from "../names.ts";
import { placeKey, usePage } from "../state.ts";
import { Choice } from "./choice.tsx";
import { Later } from "./later.tsx";
import { ProblemText } from "./messages.tsx";
import { Prose, Said } from "./prose.tsx";
import { Receipt } from "./receipt.tsx";

const search = () => import("./model-search.tsx").then(({ ModelSearch }) => ModelSearch);

export function Bill() {
  const { store, act } = usePage();
  const view = store.view.value;
  const models = store.loaded.value?.models;
  const video = isVideo(view?.job.mode);
  if (!view) return null;
  const { chosen, chosenProblem } = view;
  const options = models
    ?.filter(({ modes }) => modes.some((mode) => isVideo(mode) === video))
    .map(({ id, name }) => ({ value: id, name: visible(name) }));
  const listed = chosen && options?.some(({ value }) => value === chosen.id);
  const first = chosen
    ? { value: chosen.id, name: visible(chosen.name) }
    : { value: "", name: t("choose a model") };
  return (
    <div class="bill">
      <fieldset disabled={!store.live.value}>
        <legend class="hidden">{t("Model of the bill")}</legend>
        {options ? (
          <Choice
            label={t("Monthly bill for")}
            name="model"
            value={chosen?.id ?? ""}
            options={listed ? options : [first, ...options]}
            change={(value) => act.go({ model: value === "" ? null : value })}
          />
        ) : (
          <Later load={search} with={{}} />
        )}
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
  const view = store.view.value;
  const chosen = view?.chosen;
  if (!chosen) return null;
  const { budget } = view;
  const video = isVideo(view.job.mode);
  const { quote, cheapest: offer } = chosen;
  const { cheapest, routed } = quote;
  const limited = store.address.value.within !== null;
  // The quote's own reason knows nothing of a limit that left the offers out.
  const reason = limited ? (
    t("no offer within the limit on latency has a known price")
  ) : (
    <Prose text={quote.reason ?? "no reason is given"} />
  );
  const doubt = offer && store.doubts.value.get(placeKey(offer.source, offer.path));
  return (
    <div class="sides">
      <section class="side side-cheapest" aria-label={t("At its cheapest offer")}>
        <h3>
          {limited ? t("At its cheapest offer within the limit on latency") : t("At its cheapest offer")}
        </h3>
        {cheapest ? (
          <>
            <p class="side-total figure">
              {budget === null
                ? figure({ status: cheapest.status, price: cheapest.total }, usd)
                : bought(cheapest, video)}
            </p>
            <p class="side-by">
              {budget === null
                ? t("a month, straight from {provider}", { provider: visible(cheapest.provider) })
                : t("for {budget} a month, straight from {provider}", {
                    budget: usd(budget),
                    provider: visible(cheapest.provider),
                  })}
            </p>
            {doubt && (
              <p class="doubt">
                <Prose text={doubt.message} whole />
              </p>
            )}
            {budget === null && (
              <SideReceipt lines={cheapest.receipt} total={cheapest.total} status={cheapest.status} />
            )}
          </>
        ) : (
          <p class="side-none">{tx("Unknown: {reason}.", { reason })}</p>
        )}
      </section>
      <section class="side side-routed" aria-label={t("Routed")}>
        <h3>{t("Routed")}</h3>
        {routed ? (
          <>
            <p class="side-total figure">
              {budget === null
                ? figure({ status: routed.status, price: routed.billed ?? routed.upstream }, usd)
                : bought(routed, video)}
            </p>
            <p class="side-by">
              {budget !== null
                ? t("for {budget} a month, by way of {provider}, any fee included", {
                    budget: usd(budget),
                    provider: visible(routed.provider),
                  })
                : routed.fee
                  ? t("a month, by way of {provider}, fee {fee} included", {
                      provider: visible(routed.provider),
                      fee: usd(routed.fee),
                    })
                  : t("a month, by way of {provider}, without a fee: none is stated", {
                      provider: visible(routed.provider),
                    })}
            </p>
            {quote.disclosure && (
              <p class="disclosure">
                <Said>{visible(quote.disclosure, 300)}</Said>
              </p>
            )}
            {budget === null && (
              <SideReceipt
                lines={routed.receipt}
                total={routed.billed ?? routed.upstream}
                status={routed.status}
              />
            )}
          </>
        ) : (
          <p class="side-none">{tx("Not routed: {reason}.", { reason })}</p>
        )}
      </section>
    </div>
  );
}

interface SideReceiptProps {
  lines: Line[];
  total: string;
  status: Status;
}

function SideReceipt({ lines, total, status }: SideReceiptProps) {
  return (
    <details>
      <summary>{t("Receipt")}</summary>
      <Receipt lines={lines} label={t("a month")} total={total} status={status} />
    </details>
  );
}
