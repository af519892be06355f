// What the figures mean, in plain words. Prices cannot be compared without these, so they are printed, not linked.

import type { ComponentChildren } from "preact";
import { creditAt } from "../credits.ts";
import { decimal, usd } from "../format.ts";
import { t } from "../language.ts";
import { visible } from "../names.ts";
import { usePage } from "../state.ts";
import { Said } from "./prose.tsx";

export function Conventions() {
  const { store } = usePage();
  const loaded = store.loaded.value;
  const info = loaded?.info;
  return (
    <section class="conventions" aria-labelledby="conventions-title">
      <h2 id="conventions-title">{t("How to read the figures")}</h2>
      <dl>
        <Term name={t("Price")}>
          {t(
            "US dollars for one 1024×1024 image at the model’s standard quality, unless you set another job; for video, US dollars for one second of output, and beside it for the whole clip.",
          )}
        </Term>
        <Term name={t("Megapixel")}>
          {t(
            "On this page 1 MP is 1024×1024 = 1,048,576 pixels. Vendors differ: some count 1,000,000 pixels and bill the fraction, some round up to whole megapixels. The receipt says which rule was used.",
          )}
        </Term>
        <Term name={t("Exact, ≈, unknown")}>
          {t(
            "A plain figure is exact to its last digit. “≈” marks one that the source does not state for this very job, or one that is shortened to fit; the opened row has all its digits. “Rate only” means the rate is known but not what the job comes to; “unknown” means no price is published; “not offered” and “not routed” mean nobody sells or serves it. Unknown is never counted as free, and comes last in every order. A dotted line marks a price that was read more than 90 days ago.",
          )}
        </Term>
        <Term name={t("Routed")}>
          {info?.feeRate
            ? t(
                "The cheapest offer among the providers that the routing policy allows, plus its fee (a share of {share} of the upstream price).",
                { share: decimal(info.feeRate) },
              )
            : t("The cheapest offer among the providers that the routing policy allows, plus its fee.")}
        </Term>
        <Term name={t("Frontier")}>
          {t("No other model in the list is both at least as good by Elo and at least as cheap.")}
        </Term>
        <Term name={t("Latency")}>
          {t(
            "As the source of an offer states it, in seconds or in a word. Most state none, and a limit leaves those out.",
          )}
        </Term>
        <Term name={t("A month")}>
          {t(
            "The number of images or clips you entered, at that price, exactly. Subscriptions and free quotas are left out. “Not quoted” marks a row that a filter leaves with a dearer offer than its provider’s cheapest.",
          )}
        </Term>
        {loaded && loaded.creditless.length > 0 && <CreditsTerm providers={loaded.creditless} />}
        {info?.sources.map((source) => (
          <Term key={source.name} name={visible(source.name)}>
            {source.about ? (
              <Said>{`${visible(source.about, 400).replace(/\.$/, "")}.`}</Said>
            ) : (
              t("The catalog does not say where its prices come from.")
            )}
          </Term>
        ))}
      </dl>
    </section>
  );
}

function Term({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function CreditsTerm({ providers }: { providers: string[] }) {
  const own = usePage().store.ownCredits.value;
  return (
    <Term name={t("Credits")}>
      {providers
        .map((provider) => {
          const price = creditAt(own, provider);
          const name = visible(provider, 40);
          return price
            ? t("Figures of {name} take a credit at {price}: your price, which no source states.", {
                name,
                price: usd(price),
              })
            : t(
                "No source states what a credit costs at {name}: its offers have a rate only, until you enter your price.",
                { name },
              );
        })
        .join(" ")}
    </Term>
  );
}
