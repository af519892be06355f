// A view whose code is fetched when it is opened. Until it is here a sentence stands in its place.

import type { View } from "../address.ts";
import { Later } from "../components/later.tsx";
import { t } from "../language.ts";
import { usePage } from "../state.ts";
import { FETCHED } from "./places.ts";

export function FetchedView({ view }: { view: Exclude<View, "compare"> }) {
  const { store } = usePage();
  if (store.phase.value === "no-catalog" && view !== "catalogs") {
    return <p>{t("There is no catalog, so there is nothing to plan with.")}</p>;
  }
  return (
    <Later load={FETCHED[view]} with={{}}>
      <p class="muted">{t("This part is being fetched…")}</p>
    </Later>
  );
}
