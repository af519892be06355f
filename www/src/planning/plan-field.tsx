// A labelled field of a planning form. It keeps what is typed, readable or not; what cannot be read is told beside
// it. No field takes more text than a link can carry.

import { useContext, useId } from "preact/hooks";
import type { Reading } from "../components/text-field.tsx";
import { Tried } from "./plan-form.tsx";
import { sought } from "./sought.ts";

const LONGEST_LINE = 200;
const LONGEST_TEXT = 1500;

interface Props {
  label: string;
  name: string;
  value: string;
  change(text: string): void;
  read?(text: string): Reading<unknown>;
  hint?: string;
  numeric?: boolean;
  width?: number;
  /** Id of a list of suggestions. */
  list?: string;
  /** More than one line of text. */
  lines?: number;
  /** An empty field says what is missing from the start: the form answers by itself, and cannot without it. */
  required?: boolean;
  /** Characters it takes, where it is no part of the address. */
  longest?: number;
}

export function PlanField(props: Props) {
  const { label, name, value, change, read, hint, numeric, width, list, lines } = props;
  const id = useId();
  const tried = useContext(Tried);
  const reading = read?.(value);
  const error =
    reading && !reading.ok && (value.trim() !== "" || tried || props.required) ? reading.error : null;
  const note = error ?? hint;
  const suggest = (text: string) => {
    if (list) sought.value = { list, text };
  };
  const common = {
    id,
    name,
    value,
    autoComplete: "off",
    maxLength: props.longest ?? (lines ? LONGEST_TEXT : LONGEST_LINE),
    spellcheck: false,
    "aria-invalid": error ? ("true" as const) : undefined,
    "aria-describedby": note ? `${id}-note` : undefined,
  };
  return (
    <div class={error ? "field field-error" : "field"}>
      <label for={id}>{label}</label>
      {lines ? (
        <textarea
          {...common}
          rows={lines}
          cols={width}
          onInput={(event) => change(event.currentTarget.value)}
        />
      ) : (
        <input
          {...common}
          type="text"
          inputMode={numeric ? "decimal" : "text"}
          size={width}
          list={list}
          onFocus={(event) => suggest(event.currentTarget.value)}
          onInput={(event) => {
            suggest(event.currentTarget.value);
            change(event.currentTarget.value);
          }}
        />
      )}
      {note && (
        <span id={`${id}-note`} class={error ? "field-note error" : "field-note"} aria-live="polite">
          {note}
        </span>
      )}
    </div>
  );
}

interface CheckProps {
  label: string;
  name: string;
  checked: boolean;
  change(checked: boolean): void;
}

export function PlanCheck({ label, name, checked, change }: CheckProps) {
  return (
    <label class="check">
      <input
        type="checkbox"
        name={name}
        checked={checked}
        onChange={(event) => change(event.currentTarget.checked)}
      />
      {label}
    </label>
  );
}

interface SeveralProps {
  legend: string;
  name: string;
  options: readonly { value: string; name: string }[];
  chosen: readonly string[];
  change(chosen: string[]): void;
}

/** Any number of a few; none means all. */
export function PlanSeveral({ legend, name, options, chosen, change }: SeveralProps) {
  return (
    <fieldset class="several">
      <legend>{legend}</legend>
      {options.map(({ value, name: label }) => (
        <PlanCheck
          key={value}
          label={label}
          name={`${name}-${value}`}
          checked={chosen.includes(value)}
          change={(on) => change(on ? [...chosen, value] : chosen.filter((one) => one !== value))}
        />
      ))}
    </fieldset>
  );
}
