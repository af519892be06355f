// The way between the views: plain links, so that a new tab, Back and a bookmark work as everywhere.

import { inView, VIEWS, writeAddress } from "../address.ts";
import { t } from "../language.ts";
import { usePage } from "../state.ts";
import { PLACES } from "../views/places.ts";

export function ViewNav() {
  const { store } = usePage();
  const address = store.address.value;
  const left = store.left.value;
  return (
    <nav class="view-nav" aria-label={t("Views")}>
      <ul>
        {VIEWS.map((view) => (
          <li key={view}>
            <a
              href={writeAddress(inView(address, view, left[view])) || "#v1"}
              data-name={t(PLACES[view].name)}
              aria-current={view === address.view ? "page" : undefined}
            >
              {t(PLACES[view].name)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
