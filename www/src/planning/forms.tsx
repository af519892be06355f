// The planning forms and those for one's own catalogs and prices, which are fetched together when the first of them is needed, and the lists of models and
// providers that their fields suggest from.

import { signal } from "@preact/signals";
import type { Workload } from "perpixel";
import type { Part } from "../components/planning.tsx";
import { visible } from "../names.ts";
import { OwnCatalogs } from "../own/own-catalogs.tsx";
import { PriceBook } from "../own/price-book.tsx";
import { usePage } from "../state.ts";
import { DiffForm } from "./diff-form.tsx";
import { RouteForm } from "./route-form.tsx";
import { SelfHostForm } from "./self-host-form.tsx";
import { UsageForm } from "./usage-form.tsx";
import { WorkloadForm } from "./workload-form.tsx";

/** What the workload form says at the moment, for the comparison of catalogs. */
const workload = signal<Workload | null>(null);

export function PlanningForm({ part }: { part: Part }) {
  switch (part) {
    case "route":
      return <RouteForm />;
    case "workload":
      return <WorkloadForm workload={workload} />;
    case "self-hosting":
      return <SelfHostForm />;
    case "usage":
      return <UsageForm />;
    case "changes":
      return <DiffForm workload={workload} />;
    case "catalogs":
      return <OwnCatalogs />;
    case "prices":
      return <PriceBook />;
  }
}

export function Suggestions() {
  const { store } = usePage();
  const loaded = store.loaded.value;
  return (
    <>
      <datalist id="plan-models">
        {loaded?.models
          .filter(({ retired }) => !retired)
          .map(({ id, name }) => (
            <option key={id} value={id}>
              {visible(name)}
            </option>
          ))}
      </datalist>
      <datalist id="plan-providers">
        {loaded?.providers.map((provider) => (
          <option key={provider} value={provider} />
        ))}
      </datalist>
    </>
  );
}
