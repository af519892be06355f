// The price history as a closed part of an opened row. Its code and its data are fetched when it is opened.

import type { Row } from "perpixel";
import { useState } from "preact/hooks";
import { t } from "../language.ts";

type Chart = typeof import("./price-history.tsx");

export function HistoryPart({ row }: { row: Row }) {
  const [chart, setChart] = useState<Chart | null>(null);
  const [failed, setFailed] = useState(false);
  const fetchChart = () => {
    setFailed(false);
    import("./price-history.tsx").then(setChart, () => setFailed(true));
  };
  return (
    <details
      class="history"
      onToggle={(event) => {
        if (event.target === event.currentTarget && event.currentTarget.open && !chart) fetchChart();
      }}
    >
      <summary>{t("Price history")}</summary>
      {chart ? (
        <chart.PriceHistory row={row} />
      ) : failed ? (
        <p role="alert">
          {t("The chart could not be fetched.")}{" "}
          <button type="button" class="plain" onClick={fetchChart}>
            {t("Try again")}
          </button>
        </p>
      ) : (
        <p class="muted">{t("Fetching the price history…")}</p>
      )}
    </details>
  );
}
