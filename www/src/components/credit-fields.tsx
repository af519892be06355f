// What one credit costs at providers that sell in credits of unstated price. Nobody but the reader can say it, so
// the figure stays marked as the reader's own.

import { creditAt, isCreditPrice, withCredit } from "../credits.ts";
import { visible } from "../names.ts";
import { usePage } from "../state.ts";
import { type Reading, TextField } from "./text-field.tsx";

function readPrice(text: string): Reading<string | null> {
  const trimmed = text.trim().replace(/^\$/, "");
  if (trimmed === "") return { ok: true, value: null };
  if (isCreditPrice(trimmed)) return { ok: true, value: trimmed };
  return { ok: false, error: "A price in USD above 0, such as 0.01, with at most six decimals." };
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
            label={`USD per credit at ${visible(provider, 40)}`}
            name="credit"
            shown={price ?? ""}
            read={readPrice}
            change={(value) => act.go({ credits: withCredit(credits, provider, value) }, "replace")}
            hint={price ? "your price" : "stated by no source"}
            width={12}
          />
        );
      })}
    </>
  );
}
