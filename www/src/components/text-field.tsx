// A labelled text field that is read as it is typed. While the text cannot be read the error stands beside the
// field and nothing changes; on leaving the field the last value that could be read is shown again.

import { useEffect, useId, useRef, useState } from "preact/hooks";

export type Reading<T> = { ok: true; value: T } | { ok: false; error: string };

interface Props<T> {
  label: string;
  /** The current value, as written when the field is not being edited. */
  shown: string;
  /** `null` while what reads is still on its way; the text is then read once it is here. */
  read(text: string): Reading<T> | null;
  /** The field is about to be typed in. */
  enter?(): void;
  change(value: T): void;
  hint?: string;
  numeric?: boolean;
  width?: number;
  name: string;
}

export function TextField<T>({ label, shown, read, enter, change, hint, numeric, width, name }: Props<T>) {
  const id = useId();
  const [draft, setDraft] = useState<string | null>(null);
  const unread = useRef<string | null>(null);
  const take = (text: string) => {
    const now = read(text);
    unread.current = now ? null : text;
    if (!now) enter?.();
    else if (now.ok) change(now.value);
  };
  // Also of a field that was left meanwhile.
  useEffect(() => {
    if (unread.current !== null) take(unread.current);
  });
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
          take(text);
        }}
        onFocus={enter}
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
