// The reader's own prices and discounts, which win over what the catalogs state: they are typed in, listed, kept
// in this browser, exported and imported.

import type { Override } from "perpixel";
import { useState } from "preact/hooks";
import { Choice } from "../components/choice.tsx";
import { t } from "../language.ts";
import { PlanField } from "../planning/plan-field.tsx";
import { PlanForm } from "../planning/plan-form.tsx";
import { usePage } from "../state.ts";
import { amountReader, type Draft, KINDS, NEW_ENTRY, readDay, readEntry, readName } from "./book-entry.ts";
import { BookFiles } from "./book-files.tsx";
import { BookList } from "./book-list.tsx";
import { keepBook, latestBook } from "./book-storage.ts";
import { joined, MOST_ENTRIES } from "./book-text.ts";
import { inTurn } from "./own-turns.ts";

type Next = (book: readonly Override[]) => Override[];

export function PriceBook() {
  const { store, act } = usePage();
  const [draft, set] = useState(NEW_ENTRY);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState("");
  const [notice, setNotice] = useState("");
  const [said, setSaid] = useState("");

  const make = async (next: Next, done: string) => {
    setRefusal("");
    setSaid("");
    let over = false;
    const problem = await act.supply((before) => {
      const book = next(latestBook(before.book));
      over = book.length > MOST_ENTRIES;
      return over ? before : { ...before, book };
    });
    if (over)
      setRefusal(t("A price book has at most {most} entries; nothing is added.", { most: MOST_ENTRIES }));
    else if (problem) setRefusal(t("Nothing was changed: {reason}", { reason: problem.message }));
    if (over || problem) return false;
    setNotice(keepBook(store.supplies.value.book) ?? "");
    setSaid(done);
    return true;
  };
  const change = (next: Next, done: string) => {
    setBusy(true);
    return inTurn(() => make(next, done)).finally(() => setBusy(false));
  };
  const send = () => {
    const entry = readEntry(draft);
    if (!entry) return false;
    void change((book) => joined(book, [entry]), t("The price is listed below.")).then((made) => {
      // What was refused may be mended, and what was typed meanwhile is the next entry.
      if (made) set((now) => (now === draft ? NEW_ENTRY : now));
    });
    return true;
  };
  const field = (name: Exclude<keyof Draft, "kind">) => ({
    name: `book-${name}`,
    value: draft[name],
    change: (value: string) => set((before) => ({ ...before, [name]: value })),
  });
  return (
    <>
      <p class="plan-note">
        {t(
          "What you pay by contract wins over the catalogs, and every receipt says so. It is kept in this browser and sent nowhere.",
        )}
      </p>
      <PlanForm label={t("Your prices")} submit={t("Add the price")} busy={busy} send={send}>
        <div class="plan-fields">
          <PlanField
            {...field("provider")}
            label={t("Provider")}
            list="plan-providers"
            read={readName(draft)}
            width={16}
          />
          <PlanField
            {...field("model")}
            label={t("Model")}
            list="plan-models"
            read={readName(draft)}
            width={20}
          />
          <Choice
            label={t("It is a")}
            name="book-kind"
            value={draft.kind}
            options={KINDS.map(({ value, name }) => ({ value, name: t(name) }))}
            change={(kind) => set((before) => ({ ...before, kind }))}
          />
          <PlanField
            {...field("amount")}
            label={t("How much")}
            read={amountReader(draft.kind)}
            numeric
            width={10}
          />
          <PlanField
            {...field("from")}
            label={t("From")}
            read={readDay}
            hint={t("such as 2026-06-30")}
            width={11}
          />
          <PlanField
            {...field("until")}
            label={t("Until")}
            read={readDay}
            hint={t("the last day")}
            width={11}
          />
          <PlanField {...field("note")} label={t("Note")} width={24} />
        </div>
      </PlanForm>
      {(refusal || notice) && (
        <div class={refusal ? "message message-problem" : "message message-notice"} role="alert">
          <p>{refusal || notice}</p>
        </div>
      )}
      <p role="status" class="plan-note">
        {said}
      </p>
      <BookList
        remove={(entry) =>
          void change(
            (book) => book.filter((one) => JSON.stringify(one) !== JSON.stringify(entry)),
            t("The price is removed."),
          )
        }
      />
      <BookFiles
        add={(entries, done) => void change((book) => joined(book, entries), done)}
        refuse={(why) => {
          setSaid("");
          setRefusal(why);
        }}
      />
    </>
  );
}
