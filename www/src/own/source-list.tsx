// What is loaded, source by source: its format, how old it is, what it lists, and how many findings there are of each
// kind, each a button that filters the list of findings. The reader's own catalogs can be removed.

import type { Finding, SourceInfo } from "perpixel";
import type { ComponentChildren } from "preact";
import { Prose } from "../components/prose.tsx";
import type { CatalogFile } from "../engine/protocol.ts";
import { count, day } from "../format.ts";
import { msg, n, t } from "../language.ts";
import { visible } from "../names.ts";
import { Figures } from "../planning/figures.tsx";
import { usePage } from "../state.ts";
import { SEVERITIES } from "./catalog-fields.ts";
import { OwnButtons } from "./own-buttons.tsx";

const FORMATS: Record<string, string> = {
  infr: msg("infr prices document"),
  "rate-card": msg("rate card"),
  litellm: "LiteLLM",
  openrouter: "OpenRouter",
  vercel: "Vercel AI Gateway",
  "models-dev": "models.dev",
  portkey: "Portkey",
  fal: "fal",
  "price-book": msg("price book"),
};

interface Props {
  filter(severity: string, source: string): void;
  remove(name: string): void;
}

export function SourceList({ filter, remove }: Props) {
  const { store } = usePage();
  const loaded = store.loaded.value;
  if (!loaded) return <p>{t("No catalog is loaded.")}</p>;
  const own = new Map(store.supplies.value.own.map((file) => [file.name, file]));
  const rows = loaded.info.sources.map((source) => [
    <SourceName key="name" source={source} own={own.has(source.name)} />,
    t(FORMATS[source.format] ?? source.format),
    <SourceDate key="date" source={source} />,
    count(source.models),
    count(source.offers),
    <Counts
      key="findings"
      name={source.name}
      findings={loaded.findings.filter((one) => one.source === source.name)}
      filter={filter}
    />,
    <Origin key="origin" file={own.get(source.name)} remove={remove} />,
  ]);
  const heads = [
    t("Source"),
    t("Format"),
    t("Read on"),
    `#${t("Models")}`,
    `#${t("Offers")}`,
    t("Findings"),
    t("Origin"),
  ];
  return <Figures caption={t("What is loaded")} heads={heads} rows={rows} />;
}

interface OriginProps {
  file: CatalogFile | undefined;
  remove: Props["remove"];
}

function Origin({ file, remove }: OriginProps): ComponentChildren {
  return file ? <OwnButtons file={file} remove={remove} /> : t("shipped");
}

function SourceName({ source, own }: { source: SourceInfo; own: boolean }) {
  return (
    <>
      <b>{visible(source.name)}</b> {own && <span class="tag tag-best">{t("yours")}</span>}
      {source.about && (
        <small class="source-about">
          <Prose text={source.about} />
        </small>
      )}
    </>
  );
}

function SourceDate({ source: { date, ageDays, stale } }: { source: SourceInfo }) {
  const read = day(date);
  if (!read) return <span class="muted">{t("undated")}</span>;
  return (
    <>
      <time dateTime={date ?? undefined}>{read}</time>
      {ageDays !== null && (
        <small class="source-about">
          {ageDays < 0
            ? t("after today, by this device’s clock")
            : n(ageDays, "{count} day old", "{count} days old")}
        </small>
      )}
      {stale && <span class="tag tag-status">{t("stale")}</span>}
    </>
  );
}

/** `2 errors`, by the number. */
export function severityCount(severity: Finding["severity"], number: number): string {
  switch (severity) {
    case "error":
      return n(number, "{count} error", "{count} errors");
    case "warning":
      return n(number, "{count} warning", "{count} warnings");
    default:
      return n(number, "{count} for information", "{count} for information");
  }
}

interface CountsProps {
  name: string;
  findings: readonly Finding[];
  filter: Props["filter"];
}

function Counts({ name, findings, filter }: CountsProps) {
  if (findings.length === 0) return <span class="muted">{t("none")}</span>;
  return (
    <span class="source-counts">
      {SEVERITIES.map((severity) => {
        const number = findings.filter((one) => one.severity === severity).length;
        if (number === 0) return null;
        return (
          <button
            key={severity}
            type="button"
            class={`finding-count finding-count-${severity}`}
            onClick={() => filter(severity, name)}
          >
            {severityCount(severity, number)}
            <span class="hidden"> {t("of {name}: show them", { name: visible(name) })}</span>
          </button>
        );
      })}
    </span>
  );
}
