// Prices a usage log: a file that is chosen or dropped, or pasted text. It is streamed to the engine and never
// leaves the browser; reading shows how far it is and can be cancelled.

import type { UsageOptions, UsageReport, WithoutProvider } from "perpixel";
import { useEffect, useRef, useState } from "preact/hooks";
import { Choice } from "../components/choice.tsx";
import type { Reading } from "../components/text-field.tsx";
import { count } from "../format.ts";
import { usePage } from "../state.ts";
import { DropFile, size } from "./drop-file.tsx";
import { type Progress, readLog } from "./log-reader.ts";
import { PlanAnswer } from "./plan-answer.tsx";
import { PlanField } from "./plan-field.tsx";
import { PlanForm } from "./plan-form.tsx";
import { UsageAnswer, UsageSentence } from "./usage-answer.tsx";
import { useKept } from "./use-ask.ts";

const WITHOUT = [
  { value: "cheapest", name: "The cheapest offer" },
  { value: "routed", name: "The routed offer, with its fee" },
  { value: "unpriced", name: "Nothing: they stay without a price" },
];

/** Lines such as `model: endpoint_id`. */
function readColumns(text: string): Reading<Record<string, string>> {
  const columns: [string, string][] = [];
  for (const line of text.split("\n").filter((one) => one.trim() !== "")) {
    const [, field, header] = /^\s*(\w+)\s*[:=]\s*(.+?)\s*$/.exec(line) ?? [];
    if (!field || !header) return { ok: false, error: "One a line: model: name of the column." };
    columns.push([field, header]);
  }
  return { ok: true, value: Object.fromEntries(columns) };
}

export function UsageForm() {
  const { act } = usePage();
  const [file, setFile] = useState<File | null>(null);
  const [draft, set] = useState({ text: "", columns: "", model: "", provider: "", without: "cheapest" });
  const [progress, setProgress] = useState<Progress | null>(null);
  const [note, setNote] = useState("");
  const running = useRef<AbortController | null>(null);
  const { asked, begin, end } = useKept<{ report: UsageReport; name: string }>();
  useEffect(() => () => running.current?.abort(), []);
  const put = (part: Partial<typeof draft>) => set((before) => ({ ...before, ...part }));

  const send = () => {
    const columns = readColumns(draft.columns);
    if (!columns.ok || (!file && draft.text.trim() === "")) return false;
    const options: UsageOptions = { withoutProvider: draft.without as WithoutProvider };
    if (Object.keys(columns.value).length > 0) options.columns = columns.value;
    if (draft.model.trim() !== "") options.model = draft.model.trim();
    if (draft.provider.trim() !== "") options.provider = draft.provider.trim();
    void read(file ?? new Blob([draft.text]), options);
    return true;
  };
  const read = async (log: Blob, options: UsageOptions) => {
    const abort = new AbortController();
    running.current = abort;
    const basis = begin();
    setNote("");
    setProgress({ bytes: 0, rows: 0 });
    const tell = (now: Progress) => running.current === abort && setProgress(now);
    const outcome = await readLog(act.ask, { log, options, signal: abort.signal, tell });
    running.current = null;
    setProgress(null);
    if (outcome === null) {
      setNote("Reading was cancelled.");
      end(null, null, null);
    } else if (outcome.ok) {
      const name = log instanceof File ? log.name : "the pasted text";
      end(basis, { report: outcome.answer, name }, null);
    } else {
      const { problem } = outcome;
      const lost = problem.code === "engine_stopped";
      const help = "read the log again from its start";
      end(null, null, lost ? { ...problem, subject: "log", help } : problem);
    }
  };
  const text = (name: "columns" | "model" | "provider") => ({
    name: `usage-${name}`,
    value: draft[name],
    change: (value: string) => put({ [name]: value }),
  });
  const readText = (value: string): Reading<null> =>
    file || value.trim() !== ""
      ? { ok: true, value: null }
      : { ok: false, error: "Choose a file, drop one here, or paste a log." };
  const total = file?.size ?? draft.text.length;
  return (
    <>
      <PlanForm label="Usage log" submit="Price the log" busy={asked.busy} send={send}>
        <DropFile
          legend="The log: it stays in your browser"
          name="usage-file"
          note="of any size"
          file={file}
          choose={setFile}
        >
          <PlanField
            name="usage-text"
            label="Or a log pasted here"
            value={draft.text}
            change={(value) => put({ text: value })}
            read={readText}
            hint="CSV with a line of headers, or JSON lines"
            lines={5}
            width={48}
          />
        </DropFile>
        <div class="plan-fields">
          <PlanField
            {...text("columns")}
            label="Columns, where their names do not tell"
            read={readColumns}
            hint="one a line: model: endpoint_id"
            lines={3}
            width={24}
          />
          <PlanField {...text("model")} label="Model of rows that name none" list="plan-models" width={20} />
          <PlanField
            {...text("provider")}
            label="Provider of rows that name none"
            list="plan-providers"
            width={16}
          />
          <Choice
            label="Without a provider, rows cost"
            name="usage-without"
            value={draft.without}
            options={WITHOUT}
            change={(without) => put({ without })}
          />
        </div>
      </PlanForm>
      {progress && (
        <div class="plan-progress">
          <progress aria-label="Read so far" max={total} value={progress.bytes} />
          <span>
            {size(progress.bytes)} of {size(total)}, {count(progress.rows)} rows
          </span>
          <button type="button" class="plain" onClick={() => running.current?.abort()}>
            Cancel
          </button>
        </div>
      )}
      <p role="status" class="plan-note">
        {note}
      </p>
      <PlanAnswer asked={asked} sentence={asked.answer && <UsageSentence {...asked.answer} />}>
        {asked.answer && <UsageAnswer report={asked.answer.report} />}
      </PlanAnswer>
    </>
  );
}
