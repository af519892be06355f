// A labelled choice of one from a short list, as the browser's own select.

import { useId } from "preact/hooks";

export interface Option {
  value: string;
  name: string;
}

interface Props {
  label: string;
  name: string;
  value: string;
  options: readonly Option[];
  change(value: string): void;
}

export function Choice({ label, name, value, options, change }: Props) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} name={name} onChange={(event) => change(event.currentTarget.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value} selected={option.value === value}>
            {option.name}
          </option>
        ))}
      </select>
    </div>
  );
}
