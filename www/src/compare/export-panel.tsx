// The panel of the export: the table as text, exactly with the rows, columns, unit, currency and order of the screen
// (all rows, not only those in sight), and a link to it that says of which day its prices are. The engine writes
// the text; this copies it or hands it over as a file.

import type { Column as ExportColumn, ExportFormat } from "perpixel";
import { useState } from "preact/hooks";
import { writeAddress } from "../address.ts";
import { toJob } from "../job.ts";
import { n, t } from "../language.ts";
import { type Store, usePage } from "../state.ts";
import { type Column, shownColumns } from "./columns.ts";
import { toQuery } from "./filter.ts";
import { toDisplay } from "./units.ts";

const FORMATS = [
  { format: "csv", name: "CSV", type: "text/csv", ending: "csv" },
  { format: "json", name: "JSON", type: "application/json", ending: "json" },
  { format: "markdown", name: "Markdown", type: "text/markdown", ending: "md" },
] as const satisfies readonly { format: ExportFormat; name: string; type: string; ending: string }[];
type Format = (typeof FORMATS)[number];

/** Where a cell shows more than one thing, the things that an exported table has as columns of their own. */
const PARTS: Partial<Record<Column["key"], readonly ExportColumn[]>> = {
  elo: ["elo", "frontier"],
  cheapest: ["cheapest", "cheapestProvider"],
  routed: ["routed", "routedProvider"],
  offers: ["offers", "spread"],
  source: ["source", "url"],
};

/** What asks the engine for the table on the screen. */
export function exportRequest(store: Store, format: ExportFormat) {
  const address = store.address.value;
  const { job, unit, columns, volume, currency } = address;
  const display = { unit, ...toDisplay(unit, volume, currency), count: volume };
  return {
    format,
    job: toJob(job),
    query: toQuery(job.mode, address),
    display: {
      ...display,
      columns: [...new Set(shownColumns(columns, unit).flatMap(({ key }) => PARTS[key] ?? [key]))],
    },
  };
}

/** Says whether the browser allowed it. */
async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

function download(text: string, { type, ending }: Format, day: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  link.download = `perpixel-${day}.${ending}`;
  link.click();
  // The browser reads it after the click.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

export function ExportPanel() {
  const { store, act } = usePage();
  const [said, setSaid] = useState("");
  // Where the browser does not let a page copy, the reader can.
  const [text, setText] = useState<string | null>(null);
  const { newest } = store.loaded.value?.info ?? {};
  const total = store.view.value?.total ?? 0;

  const tell = (message: string, whole: string | null = null) => {
    setSaid(message);
    setText(whole);
  };
  const hand = async (content: string, name: string) => {
    if (await copied(content)) tell(t("{name} copied.", { name }));
    else tell(t("The browser does not let this page copy. Here it is, to copy by hand:"), content);
  };
  const exported = async (format: Format, use: (table: string) => unknown) => {
    const outcome = await act.ask("export", exportRequest(store, format.format));
    if (outcome.ok) await use(outcome.answer);
    else tell(outcome.problem.message);
  };
  const copyLink = () => {
    const address = { ...store.address.value, at: newest ?? null };
    return hand(`${location.href.split("#")[0]}${writeAddress(address)}`, t("Link"));
  };
  const rows = n(total, "{count} row", "{count} rows");
  return (
    <fieldset class="export-panel" disabled={!store.live.value}>
      <legend class="hidden">{t("Export and link")}</legend>
      <p class="muted">
        {t("The table as it is on the screen, {rows}: same columns, unit and order, every digit.", { rows })}
      </p>
      <ul class="export-list">
        {FORMATS.map((format) => (
          <li key={format.format}>
            <b>{format.name}</b>{" "}
            <button
              type="button"
              class="plain"
              onClick={() =>
                exported(format, (table) =>
                  hand(table, t("{format} with {rows}", { format: format.name, rows })),
                )
              }
            >
              {t("Copy")}
              <span class="hidden"> {format.name}</span>
            </button>{" "}
            <button
              type="button"
              class="plain"
              onClick={() =>
                exported(format, (table) => {
                  download(table, format, newest ?? "undated");
                  tell(t("{format} with {rows} is being saved.", { format: format.name, rows }));
                })
              }
            >
              {t("Download")}
              <span class="hidden"> {format.name}</span>
            </button>
          </li>
        ))}
        <li>
          <b>{t("Link")}</b>{" "}
          <button type="button" class="plain" onClick={copyLink}>
            {t("Copy link")}
          </button>
        </li>
      </ul>
      <p role="status">{said}</p>
      {text !== null && (
        <textarea
          aria-label={t("To copy by hand")}
          readOnly
          rows={6}
          value={text}
          onFocus={(event) => event.currentTarget.select()}
        />
      )}
    </fieldset>
  );
}
