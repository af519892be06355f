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
const OPTIONS = [
  { value: "", name: "All" },
  { value: "error", name: "Errors" },
  { value: "warning", name: "Warnings" },
  { value: "info", name: "Information" },
];

function matches(finding: Finding, words: string[]): boolean {
  const { code, path, message, source, model, provider } = finding;
  const text = [code, path, message, source, model, provider].join(" ").toLowerCase();
  return words.every((word) => text.includes(word));
}

export function FindingsPanel() {
  const { store } = usePage();
  const [severity, setSeverity] = useState("");
  const [text, setText] = useState("");
  const findings = store.loaded.value?.findings ?? [];
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const kept = findings.filter(
    (finding) => (severity === "" || finding.severity === severity) && matches(finding, words),
  );
  const summary = SEVERITIES.map((one) => [one, findings.filter((f) => f.severity === one).length] as const)
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
            <Choice label="Show" name="severity" value={severity} options={OPTIONS} change={setSeverity} />
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
