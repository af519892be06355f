// The reader's own prices and discounts as a table: what each sets, and beside it why the engine does not apply it.

import type { Override } from "perpixel";
import { Prose } from "../components/prose.tsx";
import { day } from "../format.ts";
import { visible } from "../names.ts";
import { Figures } from "../planning/figures.tsx";
import { usePage } from "../state.ts";
import { wording } from "./book-entry.ts";
import { MOST_ENTRIES } from "./book-text.ts";

function date(text: string | undefined): string {
  return text === undefined ? "" : (day(text) ?? visible(text, 40));
}

export function BookList({ remove }: { remove(entry: Override): void }) {
  const { store } = usePage();
  const { book } = store.supplies.value;
  const loaded = store.loaded.value;
  if (book.length === 0) return <p class="muted">There are no prices of your own yet.</p>;
  const refused = new Map(loaded?.refusedEntries.map(({ entry, problem }) => [entry, problem.message]));
  const warned = new Map(
    loaded?.findings
      .filter(({ source, path }) => source === "price book" && path.startsWith("/priceBook/"))
      .map(({ path, message }) => [path.split("/")[2], message]),
  );
  // The engine counts only the entries that it takes.
  let applied = 0;
  const rows = book.map((entry, at) => {
    const refusal = refused.get(at);
    const remark = refusal ?? warned.get(String(applied));
    if (refusal === undefined) applied += 1;
    return [
      visible(entry.provider, 60) || "every provider",
      visible(entry.model, 60) || "every model",
      wording(entry),
      date(entry.from),
      date(entry.until),
      visible(entry.note),
      remark === undefined ? (
        "taken"
      ) : (
        <span key="remark" class="doubt">
          {refusal && "Not applied: "}
          <Prose text={remark} whole={!refusal} />
        </span>
      ),
      <button
        key="remove"
        type="button"
        class="plain"
        aria-label={`Remove price ${at + 1}`}
        onClick={() => remove(entry)}
      >
        Remove
      </button>,
    ];
  });
  const heads = ["Provider", "Model", "Yours", "From", "Until", "Note", "State", "Change"];
  return <Figures caption="Your prices and discounts" heads={heads} rows={rows} longest={MOST_ENTRIES} />;
}
