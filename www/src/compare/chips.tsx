// What narrows the table, each as a chip that takes it away, and what to do where nothing is left. It is fetched
// once something narrows the table.

import { type Address, switchMode } from "../address.ts";
import { MODE_NAMES } from "../job.ts";
import { t } from "../language.ts";
import { visible } from "../names.ts";
import { usePage } from "../state.ts";
import { type Bounds, isOpen, OPEN } from "./bounds.ts";
import { boundsText } from "./expressions.ts";
import { SHAPES, toggled, valueName } from "./facet-names.ts";
import { FACETS } from "./facets.ts";

interface Chip {
  key: string;
  text: string;
  without: Partial<Address>;
}

function inWords(bounds: Bounds): string {
  return boundsText(bounds).replace("<=", "≤ ").replace(">=", "≥ ").replace("..", "–");
}

function chipsOf(address: Address): Chip[] {
  const chips: Chip[] = [];
  const { job, facets, prices, scores } = address;
  const words = visible(address.text.trim(), 40);
  const add = (key: string, text: string, without: Partial<Address>) => chips.push({ key, text, without });
  if (job.mode) add("mode", t(MODE_NAMES[job.mode]), switchMode(address, null));
  for (const facet of FACETS) {
    for (const value of facets[facet] ?? []) {
      add(
        `${facet} ${value}`,
        t("{facet}: {value}", { facet: t(SHAPES[facet].title), value: valueName(facet, value) }),
        { facets: toggled(facets, facet, value) },
      );
    }
  }
  if (!isOpen(prices)) add("prices", t("Price {bounds} USD", { bounds: inWords(prices) }), { prices: OPEN });
  if (!isOpen(scores)) add("scores", t("Elo {bounds}", { bounds: inWords(scores) }), { scores: OPEN });
  if (words !== "") add("text", `“${words}”`, { text: "" });
  return chips;
}

export function Chips() {
  const { store, act } = usePage();
  return (
    <ul class="chips" aria-label={t("Filters in force")}>
      {chipsOf(store.address.value).map(({ key, text, without }) => (
        <li key={key}>
          <button type="button" onClick={() => act.go(without)}>
            {text}
            <span aria-hidden="true"> ×</span>
            <span class="hidden">{t(", remove this filter")}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** In the place of the rows when none is left. */
export function NothingFound() {
  const { store, act } = usePage();
  const chips = chipsOf(store.address.value);
  return (
    <div class="nothing">
      <p>
        <strong>{t("No model is left.")}</strong>{" "}
        {chips.length > 1
          ? t("These filters exclude every model together:")
          : t("This filter excludes every model:")}
      </p>
      <ul class="chips">
        {chips.map(({ key, text, without }) => (
          <li key={key}>
            <button type="button" onClick={() => act.go(without)}>
              {t("Without {filter}", { filter: text })}
            </button>
          </li>
        ))}
        {chips.length > 1 && (
          <li>
            <button type="button" onClick={() => act.go(withoutAny(chips))}>
              {t("Without any filter")}
            </button>
          </li>
        )}
      </ul>
    </div>
  );
}

function withoutAny(chips: readonly Chip[]): Partial<Address> {
  return { ...Object.assign({}, ...chips.map(({ without }) => without)), facets: {} };
}
