// A field for one file, which is chosen or dropped on its frame; other ways to give the same stand in the frame too.

import type { ComponentChildren } from "preact";
import { useId, useRef, useState } from "preact/hooks";
import { integer, t } from "../language.ts";
import { visible } from "../names.ts";

export function size(bytes: number): string {
  return bytes < 1_000_000
    ? `${integer(Math.ceil(bytes / 1000))} kB`
    : `${integer(Math.round(bytes / 1_000_000))} MB`;
}

interface Props {
  legend: string;
  name: string;
  /** Said where no file is chosen. */
  note: string;
  file: File | null;
  choose(file: File | null): void;
  children: ComponentChildren;
}

export function DropFile({ legend, name, note, file, choose, children }: Props) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  // The browser's own field would go on naming a file that was taken away.
  if (!file && input.current?.value) input.current.value = "";
  return (
    <fieldset
      class={over ? "plan-fields drop over" : "plan-fields drop"}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const dropped = event.dataTransfer?.files[0];
        if (dropped) choose(dropped);
      }}
    >
      <legend>{legend}</legend>
      <div class="field">
        <label for={id}>{t("A file, chosen or dropped here")}</label>
        <input
          ref={input}
          id={id}
          name={name}
          type="file"
          onChange={(event) => choose(event.currentTarget.files?.[0] ?? null)}
        />
        <span class="field-note" aria-live="polite">
          {file ? `${visible(file.name, 80)}, ${size(file.size)}` : note}
        </span>
        {file && (
          <button type="button" class="plain" onClick={() => choose(null)}>
            {t("Take the file away")}
          </button>
        )}
      </div>
      {children}
    </fieldset>
  );
}
