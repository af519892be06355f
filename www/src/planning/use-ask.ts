// One question of a form and what became of it. An answer remembers the job and the catalogs that it is for, so
// that a form can say when they are no longer those above.

import { useCallback, useState } from "preact/hooks";
import type { Loaded, Plans, PlanVerb, Problem } from "../engine/protocol.ts";
import { toJob } from "../job.ts";
import { type Store, usePage } from "../state.ts";

export interface Asked<A> {
  busy: boolean;
  answer: A | null;
  problem: Problem | null;
  /** The job or the catalogs are others by now. */
  outdated: boolean;
}

interface Basis {
  job: string;
  loaded: Loaded | null;
}

interface Kept<A> {
  busy: boolean;
  answer: A | null;
  problem: Problem | null;
  basis: Basis | null;
}

function basisOf(store: Store): Basis {
  return { job: JSON.stringify(toJob(store.address.value.job)), loaded: store.loaded.value };
}

/** A value that is kept together with what it is for. */
export function useKept<A>() {
  const { store } = usePage();
  const [kept, set] = useState<Kept<A>>({ busy: false, answer: null, problem: null, basis: null });
  const begin = useCallback(() => {
    set((before) => ({ ...before, busy: true, problem: null }));
    return basisOf(store);
  }, [store]);
  const end = useCallback((basis: Basis | null, answer: A | null, problem: Problem | null) => {
    set({ busy: false, answer, problem, basis });
  }, []);
  const now = basisOf(store);
  const { basis } = kept;
  const outdated = kept.answer !== null && (now.job !== basis?.job || now.loaded !== basis.loaded);
  const asked: Asked<A> = { busy: kept.busy, answer: kept.answer, problem: kept.problem, outdated };
  return { asked, begin, end };
}

export function useAsk<V extends PlanVerb>(verb: V) {
  const { act } = usePage();
  const { asked, begin, end } = useKept<Plans[V]["answer"]>();
  const ask = async (request: Plans[V]["request"]) => {
    const basis = begin();
    const outcome = await act.ask(verb, request);
    if (outcome.ok) end(basis, outcome.answer, null);
    else end(null, null, outcome.problem);
  };
  return { asked, ask };
}
