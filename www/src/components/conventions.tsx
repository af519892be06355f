// What the figures mean, in plain words. Prices cannot be compared without these, so they are printed, not linked.

import { creditAt } from "../credits.ts";
import { decimal, usd } from "../format.ts";
import { visible } from "../names.ts";
import { usePage } from "../state.ts";

export function Conventions() {
  const { store } = usePage();
  const loaded = store.loaded.value;
  const info = loaded?.info;
  return (
    <section class="conventions" aria-labelledby="conventions-title">
      <h2 id="conventions-title">How to read the figures</h2>
      <dl>
        <div>
          <dt>Price</dt>
          <dd>
            US dollars for one 1024×1024 image at the model’s standard quality, unless you set another job;
            for video, US dollars for one second of output, and beside it for the whole clip.
          </dd>
        </div>
        <div>
          <dt>Megapixel</dt>
          <dd>
            On this page 1 MP is 1024×1024 = 1,048,576 pixels. Vendors differ: some count 1,000,000 pixels and
            bill the fraction, some round up to whole megapixels. The receipt says which rule was used.
          </dd>
        </div>
        <div>
          <dt>Exact, ≈, unknown</dt>
          <dd>
            A plain figure is exact to its last digit. “≈” marks one that the source does not state for this
            very job, or one that is shortened to fit; the opened row has all its digits. “Rate only” means
            the rate is known but not what the job comes to; “unknown” means no price is published; “not
            offered” and “not routed” mean nobody sells or serves it. Unknown is never counted as free, and
            comes last in every order. A dotted line marks a price that was read more than 90 days ago.
          </dd>
        </div>
        <div>
          <dt>Routed</dt>
          <dd>
            The cheapest offer among the providers that the routing policy allows, plus its fee
            {info?.feeRate && <> (a share of {decimal(info.feeRate)} of the upstream price)</>}.
          </dd>
        </div>
        <div>
          <dt>Frontier</dt>
          <dd>No other model in the list is both at least as good by Elo and at least as cheap.</dd>
        </div>
        <div>
          <dt>A month</dt>
          <dd>
            The number of images or clips you entered, at that price, exactly. Subscriptions and free quotas
            are left out. “Not quoted” marks a row that a filter leaves with a dearer offer than its
            provider’s cheapest.
          </dd>
        </div>
        {loaded && loaded.creditless.length > 0 && <CreditsTerm providers={loaded.creditless} />}
        {info?.sources.map((source) => (
          <div key={source.name}>
            <dt>{visible(source.name)}</dt>
            <dd>
              {source.about
                ? `${visible(source.about, 400).replace(/\.$/, "")}.`
                : "The catalog does not say where its prices come from."}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function CreditsTerm({ providers }: { providers: string[] }) {
  const own = usePage().store.ownCredits.value;
  return (
    <div>
      <dt>Credits</dt>
      <dd>
        {providers.map((provider) => {
          const price = creditAt(own, provider);
          const name = visible(provider, 40);
          return price
            ? `Figures of ${name} take a credit at ${usd(price)}: your price, which no source states. `
            : `No source states what a credit costs at ${name}: its offers have a rate only, until you enter your price. `;
        })}
      </dd>
    </div>
  );
}
