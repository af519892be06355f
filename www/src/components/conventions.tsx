// What the figures mean, in plain words. Prices cannot be compared without these, so they are printed, not linked.

import { type ComponentChildren, Fragment } from "preact";
import { creditAt } from "../credits.ts";
import { decimal, usd } from "../format.ts";
import { t } from "../language.ts";
import { visible } from "../names.ts";
import { usePage } from "../state.ts";
import { WORDS, type Words } from "./conventions-words.ts";
import { Said } from "./prose.tsx";

/** In the build's HTML they stand in English, whatever the page is then drawn in. */
function inPage(): Words {
  const terms = document.querySelectorAll(".conventions .fixed");
  return [...terms].map(({ children: [name, meaning] }) => [
    name?.textContent ?? "",
    meaning?.textContent ?? "",
  ]);
}

// Read before anything is drawn. While developing there is no such HTML.
const WORDS_HERE = import.meta.env.SSR || import.meta.env.DEV ? WORDS : inPage();
/** Before which of them the route has its place. */
const ROUTED_AT = 3;

export function Conventions() {
  const { store } = usePage();
  const loaded = store.loaded.value;
  const info = loaded?.info;
  return (
    <section class="conventions" aria-labelledby="conventions-title">
      <h2 id="conventions-title">{t("How to read the figures")}</h2>
      <dl>
        {WORDS_HERE.map(([name, meaning], at) => (
          <Fragment key={name}>
            {at === ROUTED_AT && <RoutedTerm />}
            <Term name={t(name)} fixed>
              {t(meaning)}
            </Term>
          </Fragment>
        ))}
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

/** What the price of a route is made of, as far as the catalogs say it. */
function RoutedTerm() {
  const feeRate = usePage().store.loaded.value?.info.feeRate;
  return (
    <Term name={t("Routed")}>
      {feeRate
        ? t(
            "The cheapest offer among the providers that the routing policy allows, plus its fee (a share of {share} of the upstream price).",
            { share: decimal(feeRate) },
          )
        : t("The cheapest offer among the providers that the routing policy allows, plus its fee.")}
    </Term>
  );
}

interface TermProps {
  name: string;
  /** Its words are those of `conventions-words.ts`. */
  fixed?: boolean;
  children: ComponentChildren;
}

function Term({ name, fixed, children }: TermProps) {
  return (
    <div class={fixed ? "fixed" : undefined}>
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
