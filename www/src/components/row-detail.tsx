// An opened row: every offer with what it bills, what that comes to and where it was read, and beside them the
// route with the reasons against the others.

import type { PricedOffer, Row } from "perpixel";
import { ChartPart } from "../charts/chart-part.tsx";
import { creditAt } from "../credits.ts";
import type { Saving } from "../engine/protocol.ts";
import { day, decimal, figure, times, usd } from "../format.ts";
import { HistoryPart } from "../history/history-part.tsx";
import { msg, n, t, tx } from "../language.ts";
import { visible } from "../names.ts";
import { placeKey, usePage } from "../state.ts";
import { BILLING_NAMES } from "../terms.ts";
import { Prose, Said } from "./prose.tsx";
import { Receipt } from "./receipt.tsx";
import { RouteBox } from "./route-box.tsx";
import { SourceLink } from "./source-link.tsx";
import { STATUS_NAMES } from "./status-names.ts";

const providerPrices = () =>
  import("../charts/provider-prices.tsx").then(({ ProviderPrices }) => ProviderPrices);
const sizeSweep = () => import("../charts/size-sweep.tsx").then(({ SizeSweep }) => SizeSweep);

export function RowDetail({ row }: { row: Row }) {
  const { store, act } = usePage();
  const { model, offers, routed, cheapest } = row;
  const savings = store.view.value?.savings.get(model.id) ?? [];
  const routedAt = offers.findIndex((offer) => isRouted(offer, row));
  const chosen = store.view.value?.chosen?.id === model.id;
  return (
    <div class="detail">
      <section aria-label={t("Offers of {model}", { model: visible(model.name) })}>
        <h3>
          {t("Offers of {model}", { model: visible(model.name) })}
          {model.id !== model.name && <code>{visible(model.id)}</code>}
        </h3>
        {offers.length === 0 && <p class="muted">{t("Nobody offers this model here.")}</p>}
        {savings.map((saving) => (
          <SavingHint key={JSON.stringify(saving)} saving={saving} />
        ))}
        <ul class="offers">
          {offers.map((offer, at) => (
            <Offer
              key={`${placeKey(offer.source, offer.path)}${at}`}
              offer={offer}
              best={at === cheapest}
              routed={at === routedAt}
            />
          ))}
        </ul>
      </section>
      <section aria-label={t("Route")}>
        <RouteBox route={routed} />
        <button type="button" class="plain" disabled={chosen} onClick={() => act.go({ model: model.id })}>
          {chosen ? t("This is the model of the monthly bill") : t("Show its monthly bill")}
        </button>
      </section>
      <ChartPart name={t("Price by provider")} load={providerPrices} with={{ row }} />
      <ChartPart name={t("Price by size")} load={sizeSweep} with={{ row }} />
      <HistoryPart row={row} />
    </div>
  );
}

function isRouted(offer: PricedOffer, { routed }: Row): boolean {
  return offer.provider === routed.provider && offer.price !== null && offer.price === routed.upstream;
}

/** A larger image may cost less: whoever pays for this size wants to know. */
function SavingHint({ saving: { size, provider, percent, saves } }: { saving: Saving }) {
  return (
    <p class="saving">
      {t("{size} costs {percent} % less at {provider} ({usd} saved an image).", {
        size: `${size.width}×${size.height}`,
        percent: decimal(percent),
        provider: visible(provider),
        usd: usd(saves),
      })}
    </p>
  );
}

const FAILURES = {
  "not-billed": msg("failed requests are not billed"),
  refunded: msg("failed requests are refunded"),
  billed: msg("failed requests are billed"),
};
const LATENCIES = { fast: msg("fast latency"), medium: msg("medium latency"), slow: msg("slow latency") };
const TIERS = {
  budget: msg("budget price tier"),
  mid: msg("mid price tier"),
  premium: msg("premium price tier"),
};

/** What else is known of an offer, in the order in which it matters to a choice. */
function factsOf(offer: PricedOffer): string[] {
  const {
    billing,
    predictable,
    latency,
    latencySeconds,
    tier,
    prepaid,
    invoiced,
    outputsStoredDays,
    failures,
  } = offer;
  const facts: string[] = [];
  if (billing) facts.push(t("billed {billing}", { billing: t(BILLING_NAMES[billing]) }));
  if (predictable !== undefined)
    facts.push(predictable ? t("price known beforehand") : t("price known only afterwards"));
  if (latency) facts.push(t(LATENCIES[latency]));
  if (latencySeconds) facts.push(t("{seconds} s", { seconds: visible(latencySeconds, 40) }));
  if (tier) facts.push(t(TIERS[tier]));
  if (prepaid !== undefined) facts.push(prepaid ? t("paid before use") : t("paid after use"));
  if (invoiced) facts.push(t("paid by invoice"));
  if (outputsStoredDays !== undefined)
    facts.push(n(outputsStoredDays, "outputs kept for {count} day", "outputs kept for {count} days"));
  if (failures) facts.push(t(FAILURES[failures]));
  return facts;
}

const BILLS = msg("Bills {rate}.");
const BILLS_AS = msg("Bills {rate} as {id}.");
const STATED_ON = msg("Stated in {place}, read {day}.");
const STATED = msg("Stated in {place}, date of reading unknown.");

interface OfferProps {
  offer: PricedOffer;
  best: boolean;
  routed: boolean;
}

function Offer({ offer, best, routed }: OfferProps) {
  const { store } = usePage();
  const doubt = store.doubts.value.get(placeKey(offer.source, offer.path));
  const second = offer.per === "second";
  const read = day(offer.checked);
  const facts = factsOf(offer);
  const credit = offer.billing === "credits" ? creditAt(store.ownCredits.value, offer.provider) : null;
  return (
    <li class={best ? "offer offer-best" : "offer"}>
      <p class="offer-head">
        <b>{visible(offer.provider)}</b>
        {offer.variant && <span class="muted">{visible(offer.variant)}</span>}
        <span class="figure">{figure(offer)}</span>
        {offer.price !== null && <span class="muted">{second ? t("a second") : t("an image")}</span>}
        {offer.multiple && !best && (
          <span class="multiple" title={t("Times the cheapest offer of this model")}>
            {times(offer.multiple)}
          </span>
        )}
        {best && <span class="tag tag-best">{t("cheapest")}</span>}
        {routed && <span class="tag">{t("routed")}</span>}
        {offer.own && <span class="tag">{t("own price")}</span>}
        {offer.stale && <span class="tag tag-status">{t("over 90 days old")}</span>}
        {offer.status !== "exact" && <span class="tag tag-status">{t(STATUS_NAMES[offer.status])}</span>}
      </p>
      <p class="offer-facts">
        {tx(offer.upstreamId ? BILLS_AS : BILLS, {
          rate: <Said>{visible(offer.native)}</Said>,
          id: <code>{visible(offer.upstreamId)}</code>,
        })}{" "}
        {tx(read ? STATED_ON : STATED, {
          place: offer.url ? <SourceLink url={offer.url} /> : visible(offer.source),
          day: read,
        })}
      </p>
      {facts.length > 0 && <p class="offer-facts first-letter">{facts.join(", ")}.</p>}
      {credit && <p class="offer-facts own">{t("At your price of {usd} a credit.", { usd: usd(credit) })}</p>}
      {offer.note && (
        <p class="note">{tx("Source’s note: {note}", { note: <Said>{visible(offer.note, 400)}</Said> })}</p>
      )}
      {doubt && (
        <p class="doubt">
          <Prose text={doubt.message} whole />
        </p>
      )}
      {offer.reason && (
        <p class="reason">
          <Prose text={offer.reason} whole />
        </p>
      )}
      {offer.receipt.length > 0 && (
        <details>
          <summary>{t("Receipt")}</summary>
          <Receipt
            lines={offer.receipt}
            label={second ? t("per clip") : t("per image")}
            total={offer.total ?? offer.price}
            status={offer.status}
          />
          {second && offer.price && (
            <p class="muted">{t("{usd} a second of output.", { usd: usd(offer.price) })}</p>
          )}
        </details>
      )}
    </li>
  );
}
