// The price book as a file: exported under a name of a fixed pattern, and imported beside what is there.

import type { Override } from "perpixel";
import { useId } from "preact/hooks";
import { t } from "../language.ts";
import { visible } from "../names.ts";
import { usePage } from "../state.ts";
import { readBook, writeBook } from "./book-text.ts";
import { download } from "./download.ts";

interface Props {
  add(entries: Override[], said: string): void;
  refuse(why: string): void;
}

export function BookFiles({ add, refuse }: Props) {
  const { store } = usePage();
  const id = useId();
  const { book } = store.supplies.value;
  const read = async (file: File) => {
    const text = file.size > 10_000_000 ? "" : await file.text().catch(() => "");
    const entries = readBook(text);
    const name = visible(file.name, 80);
    if (entries) add(entries, t("The prices of {name} are added.", { name }));
    else refuse(t("{name} is no price book that was exported here; nothing is added.", { name }));
  };
  return (
    <div class="plan-fields">
      <div class="field">
        <label for={id}>{t("Import a price book")}</label>
        <input
          id={id}
          name="book-file"
          type="file"
          accept=".json,application/json"
          onChange={(event) => {
            const input = event.currentTarget;
            const file = input.files?.[0];
            if (file) void read(file).then(() => (input.value = ""));
          }}
        />
      </div>
      <button
        type="button"
        class="plain plan-remove"
        disabled={book.length === 0}
        onClick={() => download("price-book", store.today.value, writeBook(book))}
      >
        {t("Export as a file")}
      </button>
    </div>
  );
}
