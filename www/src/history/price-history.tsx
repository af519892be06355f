// What is known of a model's prices over time: the chart where the history lists it, else why there is none, with
// the one snapshot that is loaded.

import type { Row } from "perpixel";
import { useCallback, useEffect, useState } from "preact/hooks";
import { day, figure } from "../format.ts";
import { t } from "../language.ts";
import { visible } from "../names.ts";
import { Figures } from "../planning/figures.tsx";
import { usePage } from "../state.ts";
import { journalOnce } from "./fetch.ts";
import { HistoryChart } from "./history-chart.tsx";
import { type Journal, NoHistory } from "./journal.ts";
import { linesOf } from "./lines.ts";

type Got =
  | { journal: Journal | null }
  | { sentence: string; values: Readonly<Record<string, string | number>> };

export function PriceHistory({ row }: { row: Row }) {
  const { store } = usePage();
  const [got, setGot] = useState<Got | null>(null);
  const ask = useCallback(() => {
    setGot(null);
    journalOnce(document.baseURI).then(
      (journal) => setGot({ journal }),
      (error: unknown) => {
        if (!(error instanceof NoHistory)) throw error;
        setGot({ sentence: error.sentence, values: error.values });
      },
    );
  }, []);
  useEffect(ask, [ask]);
  if (!got) return <p class="muted">{t("Fetching the price history…")}</p>;
  if ("sentence" in got) {
    return (
      <>
        <p role="alert" class="error">
          {t(got.sentence, got.values)}{" "}
          <button type="button" class="plain" onClick={ask}>
            {t("Try again")}
          </button>
        </p>
        <Snapshot row={row} />
      </>
    );
  }
  const { model, offers } = row;
  const lines = got.journal
    ? linesOf(got.journal, [model.id, ...model.aliases], offers[0]?.per ?? "image")
    : [];
  const today = store.today.value;
  if (lines.length > 0 && today)
    return <HistoryChart name={visible(model.name)} lines={lines} today={today} />;
  return (
    <>
      <p>
        {got.journal
          ? t("The price history does not list this model.")
          : t("No price history is published with these catalogs.")}
      </p>
      <Snapshot row={row} />
    </>
  );
}

/** The prices that are loaded, each with the day on which it was read. */
function Snapshot({ row: { model, offers } }: { row: Row }) {
  const sources = usePage().store.loaded.value?.info.sources ?? [];
  if (offers.length === 0) return null;
  const dateOf = (name: string) => sources.find((source) => source.name === name)?.date;
  return (
    <Figures
      caption={t("What is loaded: prices of {model} for the job above", { model: visible(model.name) })}
      heads={[t("Provider"), `#${t("Price")}`, t("Read on"), t("Source")]}
      rows={offers.map((offer) => [
        visible([offer.provider, offer.variant].filter(Boolean).join(" · ")),
        offer.price !== null && offer.per === "second"
          ? t("{price} a second", { price: figure(offer) })
          : figure(offer),
        day(offer.checked) ?? day(dateOf(offer.source)) ?? t("date unknown"),
        visible(offer.source),
      ])}
    />
  );
}
