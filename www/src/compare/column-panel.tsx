// The panel of the columns: which are shown, in what order, and another currency for the figures at a rate that the
// reader enters. All of it is in the address, so Back takes a step back.

import { useState } from "preact/hooks";
import { TextField } from "../components/text-field.tsx";
import { t } from "../language.ts";
import { usePage } from "../state.ts";
import { COLUMNS, type ColumnKey, chosenColumns, columnOf, defaultColumns } from "./columns.ts";
import { isCode, isRate } from "./currency.ts";
import type { Currency } from "./units.ts";

export function ColumnPanel() {
  const { store } = usePage();
  return (
    <fieldset class="column-panel" disabled={!store.live.value}>
      <legend class="hidden">{t("Columns and currency")}</legend>
      <ColumnList />
      <CurrencyFields />
    </fieldset>
  );
}

function ColumnList() {
  const { store, act } = usePage();
  const { columns, unit } = store.address.value;
  const shown = columns ?? defaultColumns(unit);
  const others = COLUMNS.filter((key) => !shown.includes(key));
  const show = (next: readonly ColumnKey[]) => act.go({ columns: chosenColumns(next, unit) });
  const move = (at: number, by: number) => {
    const next = [...shown];
    const [key] = next.splice(at, 1);
    if (key) next.splice(at + by, 0, key);
    show(next);
  };
  return (
    <section aria-labelledby="columns-title">
      <h3 id="columns-title">{t("Columns")}</h3>
      <p class="muted">{t("The model comes first. The others stand in this order:")}</p>
      <ol class="column-list">
        {shown.map((key, at) => (
          <li key={key}>
            <ColumnCheck column={key} shown change={() => show(shown.filter((one) => one !== key))} />
            <MoveButton column={key} up disabled={at === 0} move={() => move(at, -1)} />
            <MoveButton column={key} up={false} disabled={at === shown.length - 1} move={() => move(at, 1)} />
          </li>
        ))}
      </ol>
      <ul class="column-list">
        {others.map((key) => (
          <li key={key}>
            <ColumnCheck column={key} shown={false} change={() => show([...shown, key])} />
          </li>
        ))}
      </ul>
      <button
        type="button"
        class="plain"
        disabled={columns === null}
        onClick={() => act.go({ columns: null })}
      >
        {t("The usual columns")}
      </button>
    </section>
  );
}

function ColumnCheck({ column, shown, change }: { column: ColumnKey; shown: boolean; change(): void }) {
  return (
    <label class="check">
      <input type="checkbox" name="column" value={column} checked={shown} onChange={change} />
      {t(columnOf(column).name)}
    </label>
  );
}

interface MoveProps {
  column: ColumnKey;
  up: boolean;
  disabled: boolean;
  move(): void;
}

function MoveButton({ column, up, disabled, move }: MoveProps) {
  const name = t(columnOf(column).name);
  return (
    <button
      type="button"
      class="plain move"
      aria-label={
        up ? t("Move “{column}” forward", { column: name }) : t("Move “{column}” back", { column: name })
      }
      // A button that is focused must not vanish from under the keyboard once its column is at the end.
      aria-disabled={disabled}
      onClick={() => !disabled && move()}
    >
      <span aria-hidden="true">{up ? "↑" : "↓"}</span>
    </button>
  );
}

/** Both fields have to be filled in; until then figures stay in US dollars. */
function CurrencyFields() {
  const { store, act } = usePage();
  const { currency } = store.address.value;
  const [code, setCode] = useState(currency?.code ?? "");
  const [perUsd, setRate] = useState(currency?.perUsd ?? "");
  const given = currency ?? { code, perUsd };
  const put = (next: Currency) => {
    setCode(next.code);
    setRate(next.perUsd);
    act.go({ currency: isCode(next.code) && isRate(next.perUsd) ? next : null }, "replace");
  };
  return (
    <section aria-labelledby="currency-title">
      <h3 id="currency-title">{t("Currency")}</h3>
      <p class="muted">
        {t(
          "Prices are in US dollars. To see the table in another currency, say what a dollar is worth in it.",
        )}
      </p>
      <div class="bounds">
        <TextField
          label={t("Currency code")}
          name="currency"
          shown={given.code}
          read={readCode}
          change={(next) => put({ ...given, code: next })}
          width={6}
        />
        <TextField
          label={isCode(given.code) ? t("1 USD in {code}", { code: given.code }) : t("1 USD is")}
          name="rate"
          shown={given.perUsd}
          read={readRate}
          change={(next) => put({ ...given, perUsd: next })}
          width={10}
        />
      </div>
      {currency && (
        <button type="button" class="plain" onClick={() => put({ code: "", perUsd: "" })}>
          {t("Back to US dollars")}
        </button>
      )}
    </section>
  );
}

type Reading = { ok: true; value: string } | { ok: false; error: string };

function readCode(text: string): Reading {
  const code = text.trim().toUpperCase();
  if (code === "" || code === "USD") return { ok: true, value: "" };
  if (isCode(code)) return { ok: true, value: code };
  return { ok: false, error: t("A code of three letters, such as EUR.") };
}

function readRate(text: string): Reading {
  const rate = text.trim();
  if (rate === "" || isRate(rate)) return { ok: true, value: rate };
  return { ok: false, error: t("A number above 0 with a point, such as 0.92.") };
}
