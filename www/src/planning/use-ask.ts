// A question that is asked by a button, and what became of it. An answer remembers the settings and the catalogs
// that it is for, so that a form can say when they are no longer those above.

import { useCallback, useState } from "preact/hooks";
import type { Loaded, Plans, PlanVerb, Problem } from "../engine/protocol.ts";
import { usePage } from "../state.ts";
import type { Live } from "./use-live.ts";

interface Basis {
  settings: string;
  loaded: Loaded | null;
}

interface Kept<A> {
  busy: boolean;
  answer: A | null;
  problem: Problem | null;
  basis: Basis | null;
}

/** A value that is kept together with what it is for. */
export function useKept<A>(settings: string) {
  const { store } = usePage();
  const [kept, set] = useState<Kept<A>>({ busy: false, answer: null, problem: null, basis: null });
  const begin = useCallback(() => {
    set((before) => ({ ...before, busy: true, problem: null }));
    return { settings, loaded: store.loaded.value };
  }, [store, settings]);
  const end = useCallback((basis: Basis | null, answer: A | null, problem: Problem | null) => {
    set({ busy: false, answer, problem, basis });
  }, []);
  const { busy, answer, problem, basis } = kept;
  const former =
    answer !== null && !busy && (settings !== basis?.settings || store.loaded.value !== basis.loaded);
  const asked: Live<A> = { busy, answer, problem, former };
  return { asked, begin, end };
}

export function useAsk<V extends PlanVerb>(verb: V, settings: string) {
  const { act } = usePage();
  const { asked, begin, end } = useKept<Plans[V]["answer"]>(settings);
  const ask = async (request: Plans[V]["request"]) => {
    const basis = begin();
    const outcome = await act.ask(verb, request);
    if (outcome.ok) end(basis, outcome.answer, null);
    else end(null, null, outcome.problem);
  };
  return { asked, ask };
}
