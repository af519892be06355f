// What one credit costs at providers that sell in credits of unstated price. Nobody but the reader can say it, so
// the figure stays marked as the reader's own.

import { creditAt, readCreditPrice, withCredit, writtenPrice } from "../credits.ts";
import { locale, t } from "../language.ts";
import { visible } from "../names.ts";
import { usePage } from "../state.ts";
import { type Reading, TextField } from "./text-field.tsx";

function readPrice(text: string): Reading<string | null> {
  const trimmed = text.trim().replace(/^\$|\s*\$$/g, "");
  if (trimmed === "") return { ok: true, value: null };
  const value = readCreditPrice(trimmed, locale());
  if (value) return { ok: true, value };
  return { ok: false, error: t("A price in USD above 0, such as 0.01, with at most six decimals.") };
}

export function CreditFields() {
  const { store, act } = usePage();
  const { credits } = store.address.value;
  const providers = store.loaded.value?.creditless ?? [];
  return (
    <>
      {providers.map((provider) => {
        const price = creditAt(credits, provider);
        return (
          <TextField
            key={provider}
            label={t("USD per credit at {provider}", { provider: visible(provider, 40) })}
            name="credit"
            shown={price ? writtenPrice(price, locale()) : ""}
            read={readPrice}
            change={(value) => act.go({ credits: withCredit(credits, provider, value) }, "replace")}
            hint={price ? t("your price") : t("stated by no source")}
            width={12}
          />
        );
      })}
    </>
  );
}
