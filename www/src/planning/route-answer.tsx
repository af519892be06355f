// The route: who serves and what is billed, who would serve next, what each constraint costs, a cheaper model,
// what failures do to the price, from which price on routing pays, and why not the others.

import type { Binding, Expected, FeeBreakEven, Route, Share } from "perpixel";
import { Prose } from "../components/prose.tsx";
import { Receipt } from "../components/receipt.tsx";
import { figure, plural, usd } from "../format.ts";
import { visible } from "../names.ts";
import { Figures } from "./figures.tsx";
import { percentText } from "./percent.ts";
import { useModelName } from "./use-model-name.ts";
import { isNegative, isNothing, magnitude, perName, savingWords } from "./wording.ts";

export function RouteSentence({ route }: { route: Route }) {
  const name = useModelName();
  const { provider, model, upstream, fee, billed, per, reason, disclosure } = route;
  const status = route.status ?? "unknown";
  if (provider === null) {
    return (
      <p class="sentence">
        <b>Nobody serves this job.</b> {reason && <Prose text={reason} whole />}
      </p>
    );
  }
  return (
    <>
      <p class="sentence">
        <b>{name(model)}</b> at <b>{visible(provider)}</b>:{" "}
        <b class="figure">{figure({ status, price: billed ?? upstream }, usd)}</b>{" "}
        {billed === null ? "before any fee" : "billed"} {perName(per)}
        {fee !== null && (
          <>
            , of which {usd(upstream)} upstream and {usd(fee)} fee
          </>
        )}
        .
      </p>
      {disclosure && <p class="disclosure">{visible(disclosure, 300)}</p>}
      {reason && (
        <p class="muted">
          <Prose text={reason} whole />
        </p>
      )}
    </>
  );
}

export function RouteAnswer({ route }: { route: Route }) {
  const name = useModelName();
  const { billed, upstream, fallbacks, binding = [], alternative, per } = route;
  return (
    <>
      {route.provider !== null && (
        <Receipt
          lines={route.receipt}
          label={billed === null ? "upstream" : "billed"}
          total={billed ?? upstream}
          status={route.status}
        />
      )}
      {binding.length > 0 && <Constraints binding={binding} />}
      {alternative && (
        <p class="saving">
          {visible(alternative.name)} has an Elo of {alternative.elo}, no less, and costs{" "}
          {usd(alternative.upstream)} {perName(per)} at {visible(alternative.provider)}:{" "}
          {usd(alternative.saves)} less, or {visible(alternative.percent)}%.
        </p>
      )}
      {route.shares && route.shares.length > 0 && <Shares shares={route.shares} />}
      {route.expected && <ExpectedPrice expected={route.expected} />}
      {route.breakEven && <FeeSentence breakEven={route.breakEven} />}
      {fallbacks.length > 0 && (
        <Figures
          caption="Who would serve next, in order"
          heads={["Place", "Model", "Provider", "#Price"]}
          rows={fallbacks.map((offer, at) => [
            at + 1,
            name(offer.model),
            visible(offer.provider),
            figure(offer),
          ])}
        />
      )}
      <RefusedOffers route={route} />
    </>
  );
}

function Constraints({ binding }: { binding: Binding[] }) {
  const name = useModelName();
  return (
    <section aria-label="What the constraints cost">
      <h4>What the constraints cost</h4>
      <ul class="plan-list">
        {binding.map(({ constraint, without, saves }) => (
          <li key={constraint}>
            Without <code>{visible(constraint)}</code> it would be <b>{name(without.model)}</b> at{" "}
            {visible(without.provider)} at {figure({ status: without.status, price: without.price }, usd)}
            {saves === null ? "; with it, nobody serves" : `, saving ${usd(saves)}`}.
          </li>
        ))}
      </ul>
    </section>
  );
}

function Shares({ shares }: { shares: Share[] }) {
  const name = useModelName();
  return (
    <Figures
      caption="How often each is tried first"
      heads={["Model", "Provider", "#Price", "#Share"]}
      rows={shares.map((one) => [
        name(one.model),
        visible(one.provider),
        usd(one.price),
        percentText(one.share),
      ])}
    />
  );
}

function ExpectedPrice({ expected }: { expected: Expected }) {
  const name = useModelName();
  const { status, perDelivered, perRequest, billed, served, unserved, receipt } = expected;
  const one = (price: string) => figure({ status, price });
  return (
    <section aria-label="Under the failure rates">
      <h4>Under the failure rates</h4>
      <p>
        {perDelivered === null ? (
          <>Nothing is ever delivered; a request costs {one(perRequest)} on average.</>
        ) : (
          <>
            A delivered output costs <b class="figure">{one(billed ?? perDelivered)}</b> on average
            {billed !== null && `, fee included (${one(perDelivered)} without)`}.
          </>
        )}{" "}
        {!isNothing(unserved) && `${percentText(unserved)} of the requests are served by nobody.`}
      </p>
      <Figures
        caption="Each provider’s part"
        heads={["Model", "Provider", "#Fails", "#Tried", "#Delivers", "Failed requests"]}
        rows={served.map((part) => [
          name(part.model),
          visible(part.provider),
          percentText(part.failureRate),
          percentText(part.tried),
          percentText(part.share),
          part.billsFailures ? "billed" : "not billed",
        ])}
      />
      <details>
        <summary>Receipt of a request</summary>
        <Receipt lines={receipt} label="a request" total={perRequest} status={status} />
      </details>
    </section>
  );
}

function FeeSentence({ breakEven: { directUsd, gap, gapOfUpstream, direct } }: { breakEven: FeeBreakEven }) {
  return (
    <p>
      The fee adds {usd(gap)}, {percentText(gapOfUpstream)} of the upstream price: buying directly pays below{" "}
      {usd(directUsd)}.{" "}
      {direct && (
        <>
          {visible(direct.provider)} sells directly at{" "}
          {figure({ status: direct.status, price: direct.price }, usd)}, so routing{" "}
          {savingWords(direct.saves)}
          {!isNothing(direct.gap) &&
            ` (its upstream price is ${usd(magnitude(direct.gap))} ${isNegative(direct.gap) ? "higher" : "lower"})`}
          .
        </>
      )}
    </p>
  );
}

function RefusedOffers({ route: { refused, model } }: { route: Route }) {
  const name = useModelName();
  if (refused.length === 0) return null;
  const several = refused.some((one) => one.model !== undefined);
  // The same refusal of several offers of one provider stands once, with their number.
  const groups = new Map<string, { one: (typeof refused)[number]; offers: number }>();
  for (const one of refused) {
    const key = [one.model, one.provider, one.message, one.costsMore].join("\n");
    const group = groups.get(key);
    groups.set(key, { one, offers: (group?.offers ?? 0) + 1 });
  }
  return (
    <details>
      <summary>Why not the {plural(refused.length, "other offer")}</summary>
      <Figures
        caption="Refused offers, and how much more the chosen one costs than a refused cheaper one"
        heads={[...(several ? ["Model"] : []), "Provider", "#Offers", "Reason", "#Chosen costs more"]}
        rows={[...groups.values()].map(({ one, offers }) => [
          ...(several ? [name(one.model ?? model)] : []),
          visible(one.provider),
          offers,
          <Prose key="reason" text={one.message} />,
          one.costsMore ? usd(one.costsMore) : "",
        ])}
      />
    </details>
  );
}
