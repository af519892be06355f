// Prices a usage log: a file that is chosen or dropped, pasted text, or the example. It is streamed to the engine
// and never leaves the browser; reading shows how far it is and can be cancelled.

import type { UsageOptions, UsageReport, WithoutProvider } from "perpixel";
import { useEffect, useRef, useState } from "preact/hooks";
import { Choice } from "../components/choice.tsx";
import type { Reading } from "../components/text-field.tsx";
import type { Form } from "../fields.ts";
import { msg, n, t } from "../language.ts";
import { usePage } from "../state.ts";
import { DropFile, size } from "./drop-file.tsx";
import { EXAMPLE_LOG } from "./example-log.ts";
import { type Progress, readLog } from "./log-reader.ts";
import { PlanAnswer } from "./plan-answer.tsx";
import { PlanField } from "./plan-field.tsx";
import { More, PlanForm } from "./plan-form.tsx";
import { UsageAnswer, UsageSentence } from "./usage-answer.tsx";
import { readColumns, USAGE, type UsageDraft } from "./usage-request.ts";
import { useKept } from "./use-ask.ts";

const WITHOUT = {
  cheapest: msg("The cheapest offer"),
  routed: msg("The routed offer, with its fee"),
  unpriced: msg("Nothing: they stay without a price"),
};
/** A pasted log is no part of the address, and may be long. */
const LONGEST_PASTE = 50_000_000;

export function UsageForm({ form: { draft, put } }: { form: Form<UsageDraft> }) {
  const { act } = usePage();
  const [file, setFile] = useState<File | null>(null);
  const [pasted, setPasted] = useState("");
  const [progress, setProgress] = useState<Progress | null>(null);
  const [note, setNote] = useState("");
  const running = useRef<AbortController | null>(null);
  const pastedNow = useRef("");
  pastedNow.current = pasted;
  const { asked, begin, end } = useKept<{ report: UsageReport; name: string }>(JSON.stringify(draft));
  useEffect(() => () => running.current?.abort(), []);

  const options = (): UsageOptions | null => {
    const columns = readColumns(draft.columns);
    if (!columns.ok) return null;
    const given: UsageOptions = { withoutProvider: draft.without as WithoutProvider };
    if (Object.keys(columns.value).length > 0) given.columns = columns.value;
    if (draft.model.trim() !== "") given.model = draft.model.trim();
    if (draft.provider.trim() !== "") given.provider = draft.provider.trim();
    return given;
  };
  const send = () => {
    const given = options();
    if (!given || (!file && pasted.trim() === "")) return false;
    void read(file ?? new Blob([pasted]), given);
    return true;
  };
  const tryExample = () => {
    setFile(null);
    setPasted(EXAMPLE_LOG);
    const given = options();
    if (given && !asked.busy) void read(new Blob([EXAMPLE_LOG]), given);
  };
  const read = async (log: Blob, given: UsageOptions) => {
    const abort = new AbortController();
    running.current = abort;
    const basis = begin();
    setNote("");
    setProgress({ bytes: 0, rows: 0 });
    const tell = (now: Progress) => running.current === abort && setProgress(now);
    const outcome = await readLog(act.ask, { log, options: given, signal: abort.signal, tell });
    running.current = null;
    setProgress(null);
    if (outcome === null) {
      setNote(t("Reading was cancelled."));
      end(null, null, null);
    } else if (outcome.ok) {
      const text = pastedNow.current === EXAMPLE_LOG ? t("the example log") : t("the pasted text");
      const name = log instanceof File ? log.name : text;
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
      : { ok: false, error: t("Choose a file, drop one here, or paste a log.") };
  const total = file?.size ?? pasted.length;
  const set = Object.entries(draft).filter(
    ([name, value]) => value.trim() !== USAGE[name as keyof UsageDraft],
  ).length;
  return (
    <div class="plan-desk">
      <div>
        <PlanForm label={t("Usage log")} submit={t("Price the log")} busy={asked.busy} send={send}>
          <DropFile
            legend={t("The log: it stays in your browser")}
            name="usage-file"
            note={t("of any size")}
            file={file}
            choose={setFile}
          >
            <PlanField
              name="usage-text"
              label={t("Or a log pasted here")}
              value={pasted}
              change={setPasted}
              read={readText}
              hint={t("CSV with a line of headers, or JSON lines")}
              lines={4}
              width={48}
              longest={LONGEST_PASTE}
            />
          </DropFile>
          <p>
            <button type="button" class="plain" onClick={tryExample}>
              {t("Load the example")}
            </button>{" "}
            <small class="muted">{t("a made-up log of eleven rows, two of them faulty")}</small>
          </p>
          <More label={t("What the log leaves open")} set={set}>
            <Choice
              label={t("Without a provider, rows cost")}
              name="usage-without"
              value={draft.without}
              options={Object.entries(WITHOUT).map(([value, name]) => ({ value, name: t(name) }))}
              change={(without) => put({ without }, "push")}
            />
            <PlanField
              {...text("model")}
              label={t("Model of rows that name none")}
              list="plan-models"
              width={20}
            />
            <PlanField
              {...text("provider")}
              label={t("Provider of rows that name none")}
              list="plan-providers"
              width={16}
            />
            <PlanField
              {...text("columns")}
              label={t("Columns, where their names do not tell")}
              read={readColumns}
              hint={t("one a line: model: endpoint_id")}
              lines={3}
              width={24}
            />
          </More>
        </PlanForm>
        {progress && (
          <div class="plan-progress">
            <progress aria-label={t("Read so far")} max={total} value={progress.bytes} />
            <span>
              {t("{read} of {all}", { read: size(progress.bytes), all: size(total) })},{" "}
              {n(progress.rows, "{count} row", "{count} rows")}
            </span>
            <button type="button" class="plain" onClick={() => running.current?.abort()}>
              {t("Cancel")}
            </button>
          </div>
        )}
        <p role="status" class="plan-note">
          {note}
        </p>
      </div>
      <PlanAnswer
        live={asked}
        formerNote={t("The settings or the catalogs have changed since: price the log again.")}
        empty={<Explained />}
        sentence={asked.answer && <UsageSentence {...asked.answer} />}
      >
        {asked.answer && <UsageAnswer report={asked.answer.report} />}
      </PlanAnswer>
    </div>
  );
}

function Explained() {
  return (
    <>
      <p class="sentence">
        {t("Drop a log, and see what each row cost and what others would have charged.")}
      </p>
      <ul class="plan-list">
        <li>
          {t(
            "Each row is priced for its own model, provider, size, quality and day; the job of the other views plays no part here.",
          )}
        </li>
        <li>
          {t("Rows that cannot be read or priced are counted with their reason, and the rest is priced.")}
        </li>
        <li>{t("Columns are told by their names: model, provider, n, size, quality, date and more.")}</li>
      </ul>
    </>
  );
}
