// The page as a whole, drawn from the store: by the build into the HTML, and by the browser over it.

import { Conventions } from "./components/conventions.tsx";
import { EstimatePanel } from "./components/estimate-panel.tsx";
import { FilterBar } from "./components/filter-bar.tsx";
import { FindingsPanel } from "./components/findings-panel.tsx";
import { JobBar } from "./components/job-bar.tsx";
import { Messages } from "./components/messages.tsx";
import { PageHeader } from "./components/page-header.tsx";
import { Planning } from "./components/planning.tsx";
import { PriceTable } from "./components/price-table.tsx";

export function App() {
  return (
    <>
      <PageHeader />
      <main>
        <Messages />
        <EstimatePanel />
        <section class="comparison" id="comparison" tabIndex={-1} aria-labelledby="comparison-title">
          <h2 id="comparison-title">Every model, every offer</h2>
          <JobBar />
          <FilterBar />
          <PriceTable />
        </section>
        <Planning />
        <FindingsPanel />
        <Conventions />
      </main>
    </>
  );
}
