// The first view: the answer to a budget question, and the table of every model and offer below it.

import { ChartPart } from "../charts/chart-part.tsx";
import { TrayPlace } from "../compare/tray-place.tsx";
import { Conventions } from "../components/conventions.tsx";
import { EstimatePanel } from "../components/estimate-panel.tsx";
import { FilterBar } from "../components/filter-bar.tsx";
import { JobBar } from "../components/job-bar.tsx";
import { Later } from "../components/later.tsx";
import { PriceTable } from "../components/price-table.tsx";
import { t } from "../language.ts";
import { usePage } from "../state.ts";

const atNotice = () => import("../compare/at-notice.tsx").then(({ AtNotice }) => AtNotice);

const priceElo = () => import("../charts/price-elo.tsx").then(({ PriceElo }) => PriceElo);

export function CompareView() {
  const { store } = usePage();
  const { at } = store.address.value;
  const newest = store.loaded.value?.info.newest;
  return (
    <>
      {at && newest && at !== newest && <Later load={atNotice} with={{ at, newest }} />}
      <EstimatePanel />
      <section class="comparison" id="comparison" tabIndex={-1} aria-labelledby="comparison-title">
        <h2 id="comparison-title">{t("Every model, every offer")}</h2>
        <JobBar />
        <FilterBar />
        <ChartPart name={t("Chart of price against score")} load={priceElo} with={{}} />
        <PriceTable />
        <TrayPlace />
      </section>
      <Conventions />
    </>
  );
}
