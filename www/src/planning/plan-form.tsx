// The frame of a planning form: it is sent by its button or by Enter, never by the browser, and what cannot be
// read gets the focus instead of being sent.

import { type ComponentChildren, createContext } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

/** Whether the form was sent before: from then on fields that must be filled say so. */
export const Tried = createContext(false);

interface Props {
  label: string;
  submit: string;
  busy: boolean;
  /** `false` where a field cannot be read. */
  send(): boolean;
  children: ComponentChildren;
}

export function PlanForm({ label, submit, busy, send, children }: Props) {
  const form = useRef<HTMLFormElement>(null);
  const [refusals, setRefusals] = useState(0);
  useEffect(() => {
    if (refusals > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [refusals]);
  return (
    <Tried.Provider value={refusals > 0}>
      <form
        ref={form}
        class="plan-form"
        aria-label={label}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy && !send()) setRefusals((times) => times + 1);
        }}
      >
        {children}
        <p class="plan-send">
          <button type="submit" class="plain strong" aria-disabled={busy}>
            {submit}
          </button>
          {busy && <span class="muted">Working…</span>}
        </p>
      </form>
    </Tried.Provider>
  );
}
