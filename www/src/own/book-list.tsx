// The reader's own prices and discounts as a table: what each sets, and beside it why the engine does not apply it.

import type { Override } from "perpixel";
import { Prose } from "../components/prose.tsx";
import { day } from "../format.ts";
import { t } from "../language.ts";
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
  if (book.length === 0) return <p class="muted">{t("There are no prices of your own yet.")}</p>;
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
      visible(entry.provider, 60) || t("every provider"),
      visible(entry.model, 60) || t("every model"),
      wording(entry),
      date(entry.from),
      date(entry.until),
      visible(entry.note),
      remark === undefined ? (
        t("taken")
      ) : (
        <span key="remark" class="doubt">
          {refusal && `${t("Not applied:")} `}
          <Prose text={remark} whole={!refusal} />
        </span>
      ),
      <button
        key="remove"
        type="button"
        class="plain"
        aria-label={t("Remove price {number}", { number: at + 1 })}
        onClick={() => remove(entry)}
      >
        {t("Remove")}
      </button>,
    ];
  });
  const heads = [
    t("Provider"),
    t("Model"),
    t("Yours"),
    t("From"),
    t("Until"),
    t("Note"),
    t("State"),
    t("Change"),
  ];
  return (
    <Figures caption={t("Your prices and discounts")} heads={heads} rows={rows} longest={MOST_ENTRIES} />
  );
}
