// How tries are shared among offers, and what a delivered output costs when some of them fail.

import type { Expected, Share } from "perpixel";
import { Receipt } from "../components/receipt.tsx";
import { figure, usd } from "../format.ts";
import { t, tx } from "../language.ts";
import { visible } from "../names.ts";
import { Figures } from "./figures.tsx";
import { percentText } from "./percent.ts";
import { useModelName } from "./use-model-name.ts";
import { isNothing } from "./wording.ts";

export function Shares({ shares, more }: { shares: Share[]; more: number | undefined }) {
  const name = useModelName();
  return (
    <Figures
      caption={t("How often each is tried first")}
      heads={[t("Model"), t("Provider"), `#${t("Price")}`, `#${t("Share")}`]}
      rows={shares.map((one) => [
        name(one.model),
        visible(one.provider),
        usd(one.price),
        percentText(one.share),
      ])}
      more={more}
    />
  );
}

export function ExpectedPrice({ expected }: { expected: Expected }) {
  const name = useModelName();
  const { status, perDelivered, perRequest, billed, served, unserved, receipt } = expected;
  const one = (price: string) => figure({ status, price });
  return (
    <section aria-label={t("Under the failure rates")}>
      <h3>{t("Under the failure rates")}</h3>
      <p>
        {perDelivered === null
          ? t("Nothing is ever delivered; a request costs {price} on average.", { price: one(perRequest) })
          : tx("A delivered output costs {price} on average.", {
              price: <b class="figure">{one(billed ?? perDelivered)}</b>,
            })}{" "}
        {perDelivered !== null &&
          billed !== null &&
          t("That is with the fee; {price} without.", { price: one(perDelivered) })}{" "}
        {!isNothing(unserved) &&
          t("{percent} of the requests are served by nobody.", { percent: percentText(unserved) })}
      </p>
      <Figures
        caption={t("Each provider’s part")}
        heads={[
          t("Model"),
          t("Provider"),
          `#${t("Fails")}`,
          `#${t("Tried")}`,
          `#${t("Delivers")}`,
          t("Failed requests"),
        ]}
        rows={served.map((part) => [
          name(part.model),
          visible(part.provider),
          percentText(part.failureRate),
          percentText(part.tried),
          percentText(part.share),
          part.billsFailures ? t("billed") : t("not billed"),
        ])}
      />
      <details>
        <summary>{t("Receipt of a request")}</summary>
        <Receipt lines={receipt} label={t("a request")} total={perRequest} status={status} />
      </details>
    </section>
  );
}
