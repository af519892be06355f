// Where the job is routed, what is billed, and why not to the others, with what each refusal costs.

import type { Refused, Route } from "perpixel";
import { figure, usd } from "../format.ts";
import { n, t } from "../language.ts";
import { visible } from "../names.ts";
import { Prose } from "./prose.tsx";
import { Receipt } from "./receipt.tsx";

export function RouteBox({ route }: { route: Route }) {
  const { provider, billed, upstream, refused, reason, disclosure } = route;
  const status = route.status ?? "unknown";
  return (
    <div class="route">
      <h3>{t("Route")}</h3>
      {provider !== null && (
        <>
          <p class="route-head">
            <b>{visible(provider)}</b>{" "}
            <span class="figure">{figure({ status, price: billed ?? upstream }, usd)}</span>{" "}
            <span class="muted">{billed === null ? t("before any fee") : t("billed")}</span>
          </p>
          {disclosure && <p class="disclosure">{visible(disclosure, 300)}</p>}
          <Receipt lines={route.receipt} label={t("billed")} total={billed ?? upstream} status={status} />
        </>
      )}
      {reason && (
        <p class="reason">
          <Prose text={reason} whole />
        </p>
      )}
      {refused.length > 0 && (
        <>
          <h4>{t("Why not the others")}</h4>
          <ul class="refused">
            {grouped(refused).map(([one, offers]) => (
              <li key={`${one.provider}${one.code}${one.costsMore}`}>
                <b>{visible(one.provider)}</b>
                {offers > 1 && ` (${n(offers, "{count} offer", "{count} offers")})`}:{" "}
                <Prose text={one.message} />
                {one.costsMore && (
                  <span class="costs-more">
                    {t("; the chosen offer costs {amount} more", { amount: usd(one.costsMore) })}
                  </span>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

/** A provider's offers that are refused in the same words stand once, with their number. */
function grouped(refused: Refused[]): [Refused, number][] {
  const groups = new Map<string, [Refused, number]>();
  for (const one of refused) {
    const key = [one.provider, one.code, one.message, one.costsMore].join("\n");
    groups.set(key, [one, (groups.get(key)?.[1] ?? 0) + 1]);
  }
  return [...groups.values()];
}
