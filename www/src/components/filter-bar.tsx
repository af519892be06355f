// What stands between the job and the table: the search field, the unit of the figures, and the buttons of the panels
// for filters, columns and export, whose code is fetched when they are opened. What is in force stands as chips that
// can be taken away one by one, and the number of rows is announced.

import { useState } from "preact/hooks";
import { isOpen } from "../compare/bounds.ts";
import { FACETS } from "../compare/facets.ts";
import { type Unit, unitFor, unitName, unitsOf } from "../compare/units.ts";
import { isVideo } from "../job.ts";
import { integer, msg, n, t } from "../language.ts";
import { usePage } from "../state.ts";
import { Choice } from "./choice.tsx";
import { Later, type Load } from "./later.tsx";
import { TextField } from "./text-field.tsx";

interface Panel {
  name: string;
  load: Load<object>;
}

const PANELS: readonly Panel[] = [
  {
    name: msg("Filters"),
    load: () => import("../compare/filter-panel.tsx").then(({ FilterPanel }) => FilterPanel),
  },
  {
    name: msg("Columns and currency"),
    load: () => import("../compare/column-panel.tsx").then(({ ColumnPanel }) => ColumnPanel),
  },
  {
    name: msg("Export and link"),
    load: () => import("../compare/export-panel.tsx").then(({ ExportPanel }) => ExportPanel),
  },
];

const chips = () => import("../compare/chips.tsx").then(({ Chips }) => Chips);

export function FilterBar() {
  const { store, act } = usePage();
  const [open, setOpen] = useState<Panel | null>(null);
  const address = store.address.value;
  const video = isVideo(address.job.mode);
  const { facets } = address;
  const set =
    FACETS.reduce((sum, facet) => sum + (facets[facet]?.length ?? 0), 0) +
    [address.prices, address.scores].filter((bounds) => !isOpen(bounds)).length;
  return (
    <div class="filter-bar">
      <fieldset disabled={!store.live.value}>
        <legend class="hidden">{t("Filter the rows")}</legend>
        <TextField
          label={t("Find")}
          name="text"
          shown={address.text}
          read={(text) => ({ ok: true, value: text.slice(0, 200) })}
          change={(text) => act.go({ text }, "replace")}
          width={22}
        />
        <Choice
          label={t("Show figures")}
          name="unit"
          value={unitFor(address.unit, video)}
          options={unitsOf(video).map((unit) => ({ value: unit, name: unitName(unit, video) }))}
          change={(unit) => act.go({ unit: unit as Unit })}
        />
        <div class="panel-buttons">
          {PANELS.map((panel) => (
            <button
              key={panel.name}
              type="button"
              class="plain panel-button"
              aria-expanded={panel === open}
              aria-controls="table-panel"
              onClick={() => setOpen(panel === open ? null : panel)}
            >
              {t(panel.name)}
              {panel === PANELS[0] && set > 0 && ` (${integer(set)})`}
            </button>
          ))}
        </div>
      </fieldset>
      <Count />
      {(set > 0 || address.job.mode || address.text.trim() !== "") && (
        <Later load={chips} with={{}}>
          <ul class="chips" />
        </Later>
      )}
      <div id="table-panel" class="table-panel" hidden={!open}>
        {open && (
          <Later key={open.name} load={open.load} with={{}}>
            <p class="muted">{t("This part is being fetched…")}</p>
          </Later>
        )}
      </div>
    </div>
  );
}

function Count() {
  const { store } = usePage();
  const view = store.view.value;
  const all = view?.listed ?? 0;
  const shown = { shown: view?.total ?? 0 };
  const text = isVideo(view?.job.mode)
    ? n(all, "{shown} of {count} video model", "{shown} of {count} video models", shown)
    : n(all, "{shown} of {count} image model", "{shown} of {count} image models", shown);
  return (
    <p class="result-count" role="status">
      {view ? text : t("No models")}
    </p>
  );
}
