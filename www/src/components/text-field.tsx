// A labelled text field that is read as it is typed. While the text cannot be read the error stands beside the
// field and nothing changes; on leaving the field the last value that could be read is shown again.

import { useId, useState } from "preact/hooks";
import { t } from "../language.ts";

export type Reading<T> = { ok: true; value: T } | { ok: false; error: string };

interface Props<T> {
  label: string;
  /** The current value, as written when the field is not being edited. */
  shown: string;
  read(text: string): Reading<T>;
  change(value: T): void;
  hint?: string;
  numeric?: boolean;
  width?: number;
  name: string;
}

export function TextField<T>({ label, shown, read, change, hint, numeric, width, name }: Props<T>) {
  const id = useId();
  const [draft, setDraft] = useState<string | null>(null);
  const reading = draft === null ? null : read(draft);
  const error = reading && !reading.ok ? reading.error : null;
  const note = error ?? hint;
  return (
    <div class={error ? "field field-error" : "field"}>
      <label for={id}>{label}</label>
      <input
        id={id}
        name={name}
        type="text"
        inputMode={numeric ? "numeric" : "text"}
        autoComplete="off"
        spellcheck={false}
        size={width}
        value={draft ?? shown}
        aria-invalid={error ? "true" : undefined}
        aria-describedby={note ? `${id}-note` : undefined}
        onInput={(event) => {
          const text = event.currentTarget.value;
          setDraft(text);
          const now = read(text);
          if (now.ok) change(now.value);
        }}
        onBlur={() => setDraft(null)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && !error) setDraft(null);
        }}
      />
      {note && (
        <span id={`${id}-note`} class={error ? "field-note error" : "field-note"} aria-live="polite">
          {note}
        </span>
      )}
    </div>
  );
}

/** Reads a whole number between two bounds. */
export function readInteger(text: string, least: number, most: number): Reading<number> {
  const trimmed = text.trim();
  const value = /^\d{1,9}$/.test(trimmed) ? Number(trimmed) : Number.NaN;
  if (value >= least && value <= most) return { ok: true, value };
  return { ok: false, error: t("A whole number from {least} to {most}.", { least, most }) };
}
