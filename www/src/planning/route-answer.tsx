// The route: who serves and what is billed, who would serve next, what each constraint costs, a cheaper model,
// from which price on routing pays, and why not the others.

import type { Binding, FeeBreakEven, Status } from "perpixel";
import { Prose, Said } from "../components/prose.tsx";
import { Receipt } from "../components/receipt.tsx";
import type { ShownRoute } from "../engine/shown.ts";
import { decimal, figure, usd } from "../format.ts";
import { msg, n, t, tx } from "../language.ts";
import { visible } from "../names.ts";
import { Figures } from "./figures.tsx";
import { largest, Measure } from "./measure.tsx";
import { percentText } from "./percent.ts";
import { DirectSeller, Neighbours } from "./route-around.tsx";
import { ExpectedPrice, Shares } from "./route-failures.tsx";
import type { Routed } from "./route-form.tsx";
import { useModelName } from "./use-model-name.ts";
import { bySign, following, isNothing, perName } from "./wording.ts";

const MOST_FALLBACKS = 8;
const ROUTING = {
  less: msg("Routing saves {amount}."),
  more: msg("Routing costs {amount} more."),
  same: msg("Routing costs the same."),
};
const UPSTREAM = {
  less: msg("Its upstream price is {amount} lower than that."),
  more: msg("Its upstream price is {amount} higher than that."),
  same: msg("Its upstream price is the same."),
};

export function RouteSentence({ route, around }: Routed) {
  const name = useModelName();
  const { provider, model, upstream, fee, billed, per, reason, disclosure } = route;
  const status = route.status ?? "unknown";
  if (provider === null) {
    return (
      <>
        <p class="sentence">
          <b>{t("Nobody serves this job.")}</b> {reason && <Prose text={reason} whole />}
        </p>
        <DirectSeller around={around} />
      </>
    );
  }
  const values = {
    model: <b>{name(model)}</b>,
    provider: <b>{visible(provider)}</b>,
    price: <b class="figure">{figure({ status, price: billed ?? upstream }, usd)}</b>,
    per: perName(per),
  };
  return (
    <>
      <p class="sentence">
        {billed === null
          ? tx("{model} at {provider}: {price} {per} before any fee.", values)
          : tx("{model} at {provider}: {price} billed {per}.", values)}{" "}
        {fee !== null &&
          t("Of that, {upstream} is the provider’s and {fee} the fee.", {
            upstream: figure({ status, price: upstream }, usd),
            fee: figure({ status, price: fee }, usd),
          })}
      </p>
      {disclosure && (
        <p class="disclosure">
          <Said>{visible(disclosure, 300)}</Said>
        </p>
      )}
      {reason && (
        <p class="muted">
          <Prose text={reason} whole />
        </p>
      )}
    </>
  );
}

export function RouteAnswer({ route, around }: Routed) {
  const { billed, upstream, binding = [], alternative, per } = route;
  return (
    <>
      {route.provider !== null && (
        <Receipt
          lines={route.receipt}
          label={billed === null ? t("upstream") : t("billed")}
          total={billed ?? upstream}
          status={route.status}
        />
      )}
      {alternative && (
        <p class="saving">
          {t(
            "{model} has an Elo of {elo}, no less, and costs {price} {per} at {provider}: {amount} or {percent}% less.",
            {
              model: visible(alternative.name),
              elo: String(alternative.elo),
              price: figure({ status: alternative.status, price: alternative.upstream }, usd),
              per: perName(per),
              provider: visible(alternative.provider),
              amount: following([route.status, alternative.status])(alternative.saves),
              percent: decimal(alternative.percent),
            },
          )}
        </p>
      )}
      {binding.length > 0 && <Constraints binding={binding} status={route.status} />}
      {route.breakEven && <FeeSentence breakEven={route.breakEven} status={route.status} />}
      <Neighbours around={around} />
      {route.shares && route.shares.length > 0 && <Shares shares={route.shares} more={route.more?.shares} />}
      {route.expected && <ExpectedPrice expected={route.expected} />}
      <Fallbacks route={route} />
      <RefusedOffers route={route} />
    </>
  );
}

function Fallbacks({ route: { fallbacks, upstream, more } }: { route: ShownRoute }) {
  const name = useModelName();
  if (fallbacks.length === 0) return null;
  const most = largest([upstream, ...fallbacks.slice(0, MOST_FALLBACKS).map(({ price }) => price)]);
  return (
    <Figures
      caption={t("Who would serve next, in order; prices without the fee")}
      heads={[`#${t("Place")}`, t("Model"), t("Provider"), `#${t("Price")}`, t("To scale")]}
      rows={fallbacks.map((offer, at) => [
        at + 1,
        name(offer.model),
        visible(offer.provider),
        figure(offer),
        <Measure key="size" amount={offer.price} most={most} tone="routed" />,
      ])}
      longest={MOST_FALLBACKS}
      more={more?.fallbacks}
    />
  );
}

function Constraints({ binding, status }: { binding: Binding[]; status: Status | null }) {
  const name = useModelName();
  return (
    <section aria-label={t("What the constraints cost")}>
      <h3>{t("What the constraints cost")}</h3>
      <ul class="plan-list">
        {binding.map(({ constraint, without, saves }) => (
          <li key={constraint}>
            {tx("Without {constraint} it would be {model} at {provider} at {price}.", {
              constraint: <code>{visible(constraint)}</code>,
              model: <b>{name(without.model)}</b>,
              provider: visible(without.provider),
              price: figure({ status: without.status, price: without.price }, usd),
            })}{" "}
            {saves === null
              ? t("With it, nobody serves.")
              : t("That would save {amount}.", { amount: following([status, without.status])(saves) })}
          </li>
        ))}
      </ul>
    </section>
  );
}

function FeeSentence({
  breakEven: { directUsd, gap, gapOfUpstream, direct },
  status,
}: {
  breakEven: FeeBreakEven;
  status: Status | null;
}) {
  const name = useModelName();
  const billed = following([status]);
  const between = following([status, direct?.status]);
  return (
    <p>
      {t("The fee adds {gap}, {percent} of the upstream price: buying directly pays below {price}.", {
        gap: billed(gap),
        percent: percentText(gapOfUpstream),
        price: billed(directUsd),
      })}{" "}
      {direct && (
        <>
          {t("The best direct offer is {model} at {provider} for {price}.", {
            model: name(direct.model),
            provider: visible(direct.provider),
            price: figure({ status: direct.status, price: direct.price }, usd),
          })}{" "}
          {bySign(direct.saves, ROUTING, between)}{" "}
          {!isNothing(direct.gap) && bySign(direct.gap, UPSTREAM, between)}
        </>
      )}
    </p>
  );
}

function RefusedOffers({ route: { refused, model, more } }: { route: ShownRoute }) {
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
  // What choosing the other would have saved comes first.
  const ordered = [...groups.values()].sort(
    (a, b) => Number(b.one.costsMore !== undefined) - Number(a.one.costsMore !== undefined),
  );
  return (
    <details>
      <summary>
        {n(
          refused.length + (more?.refused ?? 0),
          "Why not the {count} other offer",
          "Why not the {count} other offers",
        )}
      </summary>
      <Figures
        caption={t("Refused offers, and how much more the chosen one costs than a refused cheaper one")}
        heads={[
          ...(several ? [t("Model")] : []),
          t("Provider"),
          `#${t("Offers")}`,
          t("Reason"),
          `#${t("Chosen costs more")}`,
        ]}
        rows={ordered.map(({ one, offers }) => [
          ...(several ? [name(one.model ?? model)] : []),
          visible(one.provider),
          offers,
          <Prose key="reason" text={one.message} />,
          one.costsMore ? usd(one.costsMore) : "",
        ])}
        more={more?.refused}
      />
    </details>
  );
}
