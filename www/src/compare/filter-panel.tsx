// The panel of the filters: bounds of price and score, and the facets with how many rows each value would leave. The
// counts are asked for while the panel is open, after the rows themselves.

import type { Facet } from "perpixel";
import { useEffect, useId, useState } from "preact/hooks";
import { TextField } from "../components/text-field.tsx";
import { isVideo, toJob } from "../job.ts";
import { integer, n, t } from "../language.ts";
import { usePage } from "../state.ts";
import { boundsText, readElo, readPrices } from "./expressions.ts";
import { SHAPES, toggled, valueName } from "./facet-names.ts";
import { FACETS, type FacetName, IN_ADDRESS } from "./facets.ts";
import { toQuery } from "./filter.ts";

export function FilterPanel() {
  const { store, act } = usePage();
  const address = store.address.value;
  const counts = useCounts();
  return (
    <fieldset class="filter-panel" disabled={!store.live.value}>
      <legend class="hidden">{t("Filters")}</legend>
      <div class="bounds">
        <TextField
          label={isVideo(address.job.mode) ? t("Price, USD a second") : t("Price, USD an image")}
          name="price"
          shown={boundsText(address.prices)}
          read={readPrices}
          change={(prices) => act.go({ prices }, "replace")}
          hint={t("<=0.04, >=0.01 or 0.01..0.05")}
          width={14}
        />
        <TextField
          label={t("Arena score, Elo")}
          name="elo-range"
          shown={boundsText(address.scores)}
          read={readElo}
          change={(scores) => act.go({ scores }, "replace")}
          hint={t(">=1200 or 1100..1250")}
          width={14}
        />
      </div>
      {FACETS.map((facet) => (
        <FacetGroup key={facet} facet={facet} counted={counts?.find(({ field }) => field === facet)} />
      ))}
    </fieldset>
  );
}

/** The engine's counts for the rows on the screen; `null` until the first ones are here. */
function useCounts(): readonly Facet[] | null {
  const { store, act } = usePage();
  const [counts, setCounts] = useState<readonly Facet[] | null>(null);
  const address = store.address.value;
  // The catalogs may have changed, too.
  const loaded = store.loaded.value;
  const { sort: _, descending: __, ...query } = toQuery(address.job.mode, address);
  const question = JSON.stringify({ job: toJob(address.job), query });
  useEffect(() => {
    let wanted = true;
    act.ask("facets", JSON.parse(question)).then((outcome) => {
      if (wanted) setCounts(outcome.ok ? outcome.answer : []);
    });
    return () => {
      wanted = false;
    };
  }, [act, question, loaded]);
  return counts;
}

/** Values that are listed before the reader asks for all of them. */
const LISTED = 8;
/** A list of more values can be searched. */
const SEARCHED_ABOVE = 15;

interface Value {
  value: string;
  name: string;
  rows: number;
}

function valuesOf(facet: FacetName, counted: Facet | undefined, chosen: readonly string[]): Value[] {
  const rows = new Map(counted?.values.map((one) => [one.value, one.rows]));
  const { words } = SHAPES[facet];
  // Words of the engine keep their order; names stand as the engine counts them, and none that is chosen is missing.
  const all = words ? Object.keys(words).filter((word) => rows.has(word)) : [...rows.keys()];
  const missing = chosen.filter((one) => !all.includes(one));
  return [...all, ...missing].map((value) => ({
    value,
    name: valueName(facet, value),
    rows: rows.get(value) ?? 0,
  }));
}

function FacetGroup({ facet, counted }: { facet: FacetName; counted: Facet | undefined }) {
  const { store, act } = usePage();
  const id = useId();
  const [all, setAll] = useState(false);
  const [search, setSearch] = useState("");
  const chosen = store.address.value.facets[facet] ?? [];
  const values = valuesOf(facet, counted, chosen);
  const title = t(SHAPES[facet].title);
  const words = search.trim().toLowerCase();
  const found = words === "" ? values : values.filter(({ name }) => name.toLowerCase().includes(words));
  const listed = all || found.length <= LISTED + 1 ? found : found.slice(0, LISTED);
  const hidden = found.filter((one) => !listed.includes(one));
  const shown = [...listed, ...hidden.filter(({ value }) => chosen.includes(value))];
  return (
    <fieldset class="facet">
      <legend>{title}</legend>
      {values.length > SEARCHED_ABOVE && (
        <input
          type="search"
          aria-label={t("Search in {facet}", { facet: title })}
          placeholder={t("Search")}
          value={search}
          onInput={(event) => setSearch(event.currentTarget.value)}
        />
      )}
      {counted === undefined && <p class="muted">…</p>}
      {counted && found.length === 0 && <p class="muted">{t("none")}</p>}
      {shown.map(({ value, name, rows }, at) => {
        const ticked = chosen.includes(value);
        return (
          <div key={value} class={rows === 0 ? "facet-value none" : "facet-value"}>
            <label>
              <input
                type="checkbox"
                name={IN_ADDRESS[facet]}
                value={value}
                checked={ticked}
                disabled={rows === 0 && !ticked}
                aria-describedby={`${id}-${at}`}
                onChange={() => act.go({ facets: toggled(store.address.value.facets, facet, value) })}
              />
              <span>{name}</span>
            </label>
            <span class="facet-rows" id={`${id}-${at}`}>
              {integer(rows)}
              <span class="hidden"> {n(rows, "row", "rows")}</span>
            </span>
          </div>
        );
      })}
      {(hidden.length > 0 || (all && found.length > LISTED + 1)) && (
        <button type="button" class="plain" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t("Fewer") : n(found.length, "All {count}", "All {count}")}
        </button>
      )}
    </fieldset>
  );
}
