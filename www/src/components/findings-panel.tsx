// What the engine found odd in the catalogs: each finding with how much it matters, its code and place, and the
// remedy. At most a hundred are listed, the rest is counted.

import type { Finding } from "perpixel";
import { useState } from "preact/hooks";
import { plural } from "../format.ts";
import { visible } from "../names.ts";
import { usePage } from "../state.ts";
import { Choice } from "./choice.tsx";
import { Prose } from "./prose.tsx";
import { TextField } from "./text-field.tsx";

const LISTED = 100;
const SEVERITIES = ["error", "warning", "info"] as const;
const NAMES = { error: "Errors", warning: "Warnings", info: "Information" };

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

export function FindingsPanel() {
  const { store } = usePage();
  const [severity, setSeverity] = useState("");
  const [chosen, setSource] = useState("");
  const [text, setText] = useState("");
  const findings = store.loaded.value?.findings ?? [];
  const all = counted(findings, "source");
  // A catalog that was removed has no findings to filter by.
  const source = all.has(chosen) ? chosen : "";
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = findings.filter((finding) => mentions(finding, words));
  const ofSource = found.filter((finding) => source === "" || finding.source === source);
  const ofSeverity = found.filter((finding) => severity === "" || finding.severity === severity);
  const kept = ofSource.filter((finding) => severity === "" || finding.severity === severity);
  // Each choice tells how many there would be with the other filters as they are.
  const severities = counted(ofSource, "severity");
  const sources = counted(ofSeverity, "source");
  const total = counted(findings, "severity");
  const summary = SEVERITIES.map((one) => [one, total.get(one) ?? 0] as const)
    .filter(([, number]) => number > 0)
    .map(([one, number]) => (one === "info" ? `${number} for information` : plural(number, one)))
    .join(", ");
  return (
    <section class="findings" id="findings" tabIndex={-1} aria-labelledby="findings-title">
      <h2 id="findings-title">What is odd in the catalogs</h2>
      {findings.length === 0 ? (
        <p>Nothing was found{store.loaded.value ? "" : ": no catalog is loaded"}.</p>
      ) : (
        <details>
          <summary>{summary}</summary>
          <fieldset disabled={!store.live.value}>
            <legend class="hidden">Filter the findings</legend>
            <Choice
              label="Show"
              name="severity"
              value={severity}
              options={[
                { value: "", name: `All (${ofSource.length})` },
                ...SEVERITIES.map((one) => ({
                  value: one,
                  name: `${NAMES[one]} (${severities.get(one) ?? 0})`,
                })),
              ]}
              change={setSeverity}
            />
            <Choice
              label="Of"
              name="finding-source"
              value={source}
              options={[
                { value: "", name: `every source (${ofSeverity.length})` },
                ...[...all.keys()].map((one) => ({
                  value: one,
                  name: `${visible(one, 60)} (${sources.get(one) ?? 0})`,
                })),
              ]}
              change={setSource}
            />
            <TextField
              label="Find"
              name="finding"
              shown={text}
              read={(value) => ({ ok: true, value })}
              change={setText}
              width={22}
            />
          </fieldset>
          <p class="result-count" role="status">
            {kept.length} of {plural(findings.length, "finding")}
          </p>
          {kept.length === 0 && (
            <p>
              No findings match.{" "}
              <button
                type="button"
                class="plain"
                onClick={() => {
                  setSeverity("");
                  setSource("");
                  setText("");
                }}
              >
                Show all findings
              </button>
            </p>
          )}
          <ul class="finding-list">
            {kept.slice(0, LISTED).map((finding) => (
              <FindingItem key={`${finding.source}${finding.path}${finding.code}`} finding={finding} />
            ))}
          </ul>
          {kept.length > LISTED && <p class="muted">and {plural(kept.length - LISTED, "more", "more")}</p>}
        </details>
      )}
    </section>
  );
}

function FindingItem({ finding }: { finding: Finding }) {
  return (
    <li class={`finding finding-${finding.severity}`}>
      <p>
        <span class="tag">{finding.severity}</span> <code>{finding.code}</code>{" "}
        {finding.model && <b>{visible(finding.model)}</b>}
        {finding.provider && <> at {visible(finding.provider)}</>}
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
