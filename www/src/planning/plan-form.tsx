// The frames of the forms. A live form answers by itself and has no button. A form with one is for what is read or
// added once: it is sent by its button or by Enter, never by the browser, and what cannot be read gets the focus.

import { type ComponentChildren, createContext } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { n, t } from "../language.ts";

/** Whether the form was sent and could not be read: until it can, fields that must be filled say so. */
export const Tried = createContext(false);

export function LiveForm({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <form class="plan-form" aria-label={label} noValidate onSubmit={(event) => event.preventDefault()}>
      {children}
    </form>
  );
}

/** Fields that are seldom needed, and how many of them are filled in. Those that are set from a link show. */
export function More({ label, set, children }: { label: string; set: number; children: ComponentChildren }) {
  return (
    <details class="plan-more">
      <summary>
        {label} {set > 0 && <span class="tag">{n(set, "{count} set", "{count} set")}</span>}
      </summary>
      <div class="plan-more-fields">{children}</div>
    </details>
  );
}

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
          if (busy) return;
          const sent = send();
          setRefusals((times) => (sent ? 0 : times + 1));
        }}
      >
        {children}
        <p class="plan-send">
          <button type="submit" class="plain strong" aria-disabled={busy}>
            {submit}
          </button>
          {busy && <span class="muted">{t("Working…")}</span>}
        </p>
      </form>
    </Tried.Provider>
  );
}
