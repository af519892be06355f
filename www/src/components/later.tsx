// A part of the page whose code is fetched when it is first needed. Until it is here its place is held by what the
// caller gives; where it cannot be had, a sentence says so and offers another attempt. Code that came once is drawn at
// once.

import type { ComponentChildren, ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { t } from "../language.ts";

export type Load<P> = () => Promise<ComponentType<P>>;

interface Props<P> {
  /** The same function on every call; nothing is fetched without one. */
  load: Load<P> | null;
  with: P;
  children?: ComponentChildren;
}

const here = new Map<Load<never>, ComponentType<never>>();

export function Later<P extends object>({ load, with: props, children }: Props<P>): ComponentChildren {
  const [, redraw] = useState(0);
  const [failed, setFailed] = useState(false);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    setFailed(false);
    if (!load || here.has(load as Load<never>)) return;
    let wanted = true;
    load().then(
      (part) => {
        here.set(load as Load<never>, part as ComponentType<never>);
        if (wanted) redraw((times) => times + 1);
      },
      () => wanted && setFailed(true),
    );
    return () => {
      wanted = false;
    };
  }, [load, attempt]);
  if (!load) return null;
  const Part = here.get(load as Load<never>) as ComponentType<P> | undefined;
  if (Part) return <Part {...props} />;
  if (!failed) return children;
  return (
    <p role="alert">
      {t("This part could not be fetched.")}{" "}
      <button type="button" class="plain" onClick={() => setAttempt(attempt + 1)}>
        {t("Try again")}
      </button>
    </p>
  );
}
