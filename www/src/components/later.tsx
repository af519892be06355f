// A part of the page whose code is fetched when it is first needed. Until it is here its place is held by what the
// caller gives; where it cannot be had, a sentence says so. Code that came once is drawn at once.

import type { ComponentChildren, ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { t } from "../language.ts";

export type Load<P> = () => Promise<ComponentType<P>>;

interface Props<P> {
  /** The same function on every call. */
  load: Load<P>;
  with: P;
  children?: ComponentChildren;
}

const here = new Map<Load<never>, ComponentType<never>>();

export function Later<P extends object>({ load, with: props, children }: Props<P>): ComponentChildren {
  const [, redraw] = useState(0);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (here.has(load as Load<never>)) return;
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
  }, [load]);
  const Part = here.get(load as Load<never>) as ComponentType<P> | undefined;
  if (Part) return <Part {...props} />;
  return failed ? <p role="alert">{t("This part could not be fetched.")}</p> : children;
}
