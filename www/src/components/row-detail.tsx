// An opened row: every offer with what it bills, what that comes to and where it was read, and beside them the
// route with the reasons against the others.

import type { PricedOffer, Row } from "perpixel";
import { creditAt } from "../credits.ts";
import type { Saving } from "../engine/protocol.ts";
import { day, decimal, figure, plural, times, usd } from "../format.ts";
import { BILLING_NAMES } from "../job.ts";
import { visible } from "../names.ts";
import { placeKey, usePage } from "../state.ts";
import { Prose } from "./prose.tsx";
import { Receipt } from "./receipt.tsx";
import { RouteBox } from "./route-box.tsx";
import { SourceLink } from "./source-link.tsx";

export function RowDetail({ row }: { row: Row }) {
  const { store, act } = usePage();
  const { model, offers, routed, cheapest } = row;
  const savings = store.view.value?.savings.get(model.id) ?? [];
  const routedAt = offers.findIndex((offer) => isRouted(offer, row));
  const chosen = store.view.value?.chosen?.id === model.id;
  return (
    <div class="detail">
      <section aria-label={`Offers of ${visible(model.name)}`}>
        <h3>
          Offers of {visible(model.name)}
          {model.id !== model.name && <code>{visible(model.id)}</code>}
        </h3>
        {offers.length === 0 && <p class="muted">Nobody offers this model here.</p>}
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
      <section aria-label="Route">
        <RouteBox route={routed} />
        <button type="button" class="plain" disabled={chosen} onClick={() => act.go({ model: model.id })}>
          {chosen ? "This is the model of the monthly bill" : "Show its monthly bill"}
        </button>
      </section>
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
      {size.width}×{size.height} costs {decimal(percent)} % less at {visible(provider)} ({usd(saves)} saved an
      image).
    </p>
  );
}

const FAILURES = { "not-billed": "are not billed", refunded: "are refunded", billed: "are billed" };

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
  if (billing) facts.push(`billed ${BILLING_NAMES[billing]}`);
  if (predictable !== undefined)
    facts.push(predictable ? "price known beforehand" : "price known only afterwards");
  if (latency) facts.push(`${latency} latency`);
  if (latencySeconds) facts.push(`${visible(latencySeconds, 40)} s`);
  if (tier) facts.push(`${tier} price tier`);
  if (prepaid !== undefined) facts.push(prepaid ? "paid before use" : "paid after use");
  if (invoiced) facts.push("paid by invoice");
  if (outputsStoredDays !== undefined) facts.push(`outputs kept for ${plural(outputsStoredDays, "day")}`);
  if (failures) facts.push(`failed requests ${FAILURES[failures]}`);
  return facts;
}

interface OfferProps {
  offer: PricedOffer;
  best: boolean;
  routed: boolean;
}

function Offer({ offer, best, routed }: OfferProps) {
  const { store } = usePage();
  const doubt = store.doubts.value.get(placeKey(offer.source, offer.path));
  const per = offer.per === "second" ? "a second" : "an image";
  const read = day(offer.checked);
  const facts = factsOf(offer);
  const credit = offer.billing === "credits" ? creditAt(store.ownCredits.value, offer.provider) : null;
  return (
    <li class={best ? "offer offer-best" : "offer"}>
      <p class="offer-head">
        <b>{visible(offer.provider)}</b>
        {offer.variant && <span class="muted">{visible(offer.variant)}</span>}
        <span class="figure">{figure(offer)}</span>
        {offer.price !== null && <span class="muted">{per}</span>}
        {offer.multiple && !best && (
          <span class="multiple" title="Times the cheapest offer of this model">
            {times(offer.multiple)}
          </span>
        )}
        {best && <span class="tag tag-best">cheapest</span>}
        {routed && <span class="tag">routed</span>}
        {offer.own && <span class="tag">own price</span>}
        {offer.stale && <span class="tag tag-status">over 90 days old</span>}
        {offer.status !== "exact" && <span class="tag tag-status">{offer.status}</span>}
      </p>
      <p class="offer-facts">
        Bills {visible(offer.native)}
        {offer.upstreamId && (
          <>
            {" "}
            as <code>{visible(offer.upstreamId)}</code>
          </>
        )}
        {". "}
        {offer.url ? <SourceLink url={offer.url} /> : <>Stated in {visible(offer.source)}</>}
        {read ? <>, read {read}</> : ", date of reading unknown"}.
      </p>
      {facts.length > 0 && <p class="offer-facts first-letter">{facts.join(", ")}.</p>}
      {credit && <p class="offer-facts own">At your price of {usd(credit)} a credit.</p>}
      {offer.note && <p class="note">Source’s note: {visible(offer.note, 400)}</p>}
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
          <summary>Receipt</summary>
          <Receipt
            lines={offer.receipt}
            label={offer.per === "second" ? "per clip" : "per image"}
            total={offer.total ?? offer.price}
            status={offer.status}
          />
          {offer.per === "second" && offer.price && (
            <p class="muted">{usd(offer.price)} a second of output.</p>
          )}
        </details>
      )}
    </li>
  );
}
