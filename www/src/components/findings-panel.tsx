// What the engine found odd in the catalogs: each finding with how much it matters, its code and place, and the
// remedy. The first few are listed, and the rest on demand.

import type { Finding } from "perpixel";
import { useState } from "preact/hooks";
import type { Form } from "../fields.ts";
import { msg, n, t } from "../language.ts";
import { visible } from "../names.ts";
import { type CatalogsDraft, SEVERITIES } from "../own/catalog-fields.ts";
import { severityCount } from "../own/source-list.tsx";
import { usePage } from "../state.ts";
import { Choice } from "./choice.tsx";
import { Prose } from "./prose.tsx";
import { TextField } from "./text-field.tsx";

const FIRST = 8;
const LISTED = 200;
const NAMES = { error: msg("Errors"), warning: msg("Warnings"), info: msg("Information") };
const TAGS = { error: msg("error"), warning: msg("warning"), info: msg("info") };

function mentions(finding: Finding, words: string[]): boolean {
  const { code, path, message, source, model, provider } = finding;
  const text = [code, path, message, source, model, provider].join(" ").toLowerCase();
  return words.every((word) => text.includes(word));
}

/** How many findings there are of each value. */
function counted(findings: Finding[], field: "severity" | "source"): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { [field]: value } of findings) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

export function FindingsPanel({ form: { draft, put } }: { form: Form<CatalogsDraft> }) {
  const { store } = usePage();
  const [whole, setWhole] = useState(false);
  const { severity, find } = draft;
  const findings = store.loaded.value?.findings ?? [];
  const all = counted(findings, "source");
  // A catalog that was removed, or has no findings, is none to filter by.
  const source = all.has(draft.of) ? draft.of : "";
  const words = find.toLowerCase().split(/\s+/).filter(Boolean);
  const found = findings.filter((finding) => mentions(finding, words));
  const ofSource = found.filter((finding) => source === "" || finding.source === source);
  const ofSeverity = found.filter((finding) => severity === "" || finding.severity === severity);
  const kept = ofSource
    .filter((finding) => severity === "" || finding.severity === severity)
    .sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
  // Each choice tells how many there would be with the other filters as they are.
  const severities = counted(ofSource, "severity");
  const sources = counted(ofSeverity, "source");
  const total = counted(findings, "severity");
  const summary = SEVERITIES.map((one) => [one, total.get(one) ?? 0] as const)
    .filter(([, number]) => number > 0)
    .map(([one, number]) => severityCount(one, number))
    .join(", ");
  const shown = kept.slice(0, whole ? LISTED : FIRST);
  return (
    <section class="findings" id="findings" tabIndex={-1} aria-labelledby="findings-title">
      <h2 id="findings-title">{t("What is odd in the catalogs")}</h2>
      {findings.length === 0 ? (
        <p>{store.loaded.value ? t("Nothing was found.") : t("Nothing was found: no catalog is loaded.")}</p>
      ) : (
        <>
          <p class="findings-summary">{summary}.</p>
          <fieldset disabled={!store.live.value}>
            <legend class="hidden">{t("Filter the findings")}</legend>
            <Choice
              label={t("Show")}
              name="severity"
              value={severity}
              options={[
                { value: "", name: t("All ({count})", { count: ofSource.length }) },
                ...SEVERITIES.map((one) => ({
                  value: one,
                  name: `${t(NAMES[one])} (${severities.get(one) ?? 0})`,
                })),
              ]}
              change={(value) => put({ severity: value }, "push")}
            />
            <Choice
              label={t("Of")}
              name="finding-source"
              value={source}
              options={[
                { value: "", name: t("every source ({count})", { count: ofSeverity.length }) },
                ...[...all.keys()].map((one) => ({
                  value: one,
                  name: `${visible(one, 60)} (${sources.get(one) ?? 0})`,
                })),
              ]}
              change={(value) => put({ of: value }, "push")}
            />
            <TextField
              label={t("Find")}
              name="finding"
              shown={find}
              read={(value) => ({ ok: true, value })}
              change={(value) => put({ find: value.slice(0, 200) })}
              width={22}
            />
          </fieldset>
          <p class="result-count" role="status">
            {n(findings.length, "{kept} of {count} finding", "{kept} of {count} findings", {
              kept: kept.length,
            })}
          </p>
          {kept.length === 0 && (
            <p>
              {t("No findings match.")}{" "}
              <button
                type="button"
                class="plain"
                onClick={() => put({ severity: "", of: "", find: "" }, "push")}
              >
                {t("Show all findings")}
              </button>
            </p>
          )}
          <ul class="finding-list">
            {shown.map((finding) => (
              <FindingItem key={`${finding.source}${finding.path}${finding.code}`} finding={finding} />
            ))}
          </ul>
          {!whole && kept.length > FIRST && (
            <button type="button" class="plain" onClick={() => setWhole(true)}>
              {n(kept.length - FIRST, "Show {count} more", "Show {count} more")}
            </button>
          )}
          {whole && kept.length > LISTED && (
            <p class="muted">{n(kept.length - LISTED, "and {count} more", "and {count} more")}</p>
          )}
        </>
      )}
    </section>
  );
}

function FindingItem({ finding }: { finding: Finding }) {
  return (
    <li class={`finding finding-${finding.severity}`}>
      <p>
        <span class="tag">{t(TAGS[finding.severity])}</span> <code>{finding.code}</code>{" "}
        {finding.model && <b>{visible(finding.model)}</b>}
        {finding.provider && <> {t("at {provider}", { provider: visible(finding.provider) })}</>}
      </p>
      <p>
        <Prose text={finding.message} whole />
      </p>
      <p class="muted">
        <Prose text={finding.help} whole />{" "}
        <code>{`${visible(finding.source)}${visible(finding.path)}`}</code>
      </p>
    </li>
  );
}
