// Fetches `acts.ts`: with the first key or button that is pressed, before a link is read, or at the latest when a part
// of it is to be drawn. Once it is here its parts are drawn at once.

import type { ComponentChildren, ComponentType } from "preact";
import type * as Acts from "./acts.ts";
import { Later } from "./components/later.tsx";

type Parts = Pick<typeof Acts, "Bought" | "FreeSize" | "RareCell" | "RelaxedTerms">;
type Inputs<N extends keyof Parts> = Parameters<Parts[N]>[0];

let acts: typeof Acts | null = null;

export async function fetchActs(): Promise<typeof Acts> {
  acts = await import("./acts.ts");
  return acts;
}

/** What there is of it by now. */
export function actsHere(): typeof Acts | null {
  return acts;
}

const loads = new Map<keyof Parts, () => Promise<ComponentType<never>>>();

interface Props<N extends keyof Parts> {
  part: N;
  with: Inputs<N>;
  children?: ComponentChildren;
}

/** A part of it, or until it is here what the caller gives. */
export function OnAct<N extends keyof Parts>({ part, with: props, children }: Props<N>): ComponentChildren {
  const Part = acts?.[part] as ComponentType<Inputs<N>> | undefined;
  if (Part) return <Part {...props} />;
  let load = loads.get(part);
  if (!load) {
    load = () => fetchActs().then((all) => all[part] as ComponentType<never>);
    loads.set(part, load);
  }
  return (
    <Later load={load} with={props as never}>
      {children}
    </Later>
  );
}
