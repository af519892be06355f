// A question that is asked as soon as it can be read, and again whenever it or the catalogs change: shortly after
// the last keystroke, and the latest one wins. The answer before it stays until then. Answers are kept by their
// slot, so that a view that is opened again shows its last one at once.

import { useEffect, useRef, useState } from "preact/hooks";
import type { Loaded, Outcome, Problem } from "../engine/protocol.ts";
import { usePage } from "../state.ts";

const PAUSE_MS = 250;

export interface Live<A> {
  busy: boolean;
  answer: A | null;
  problem: Problem | null;
  /** The answer is for what was filled in before: what is filled in now cannot be read, or is refused. */
  former: boolean;
  /** Asks the same once more, where it may be answered another time. */
  retry?: () => void;
}

/** What has nothing to do with the question: the engine could not be fetched, or stopped. */
const PASSING = ["fetch_failed", "engine_stopped"];

interface Kept<A> {
  /** What was asked last, and of which catalogs. */
  key: string | null;
  loaded: Loaded | null;
  answer: A | null;
  problem: Problem | null;
}

const NOTHING = { key: null, loaded: null, answer: null, problem: null };
const slots = new Map<string, Kept<unknown>>();

/** `request` is `null` while a field cannot be read. */
export function useLive<R, A>(
  slot: string,
  request: R | null,
  ask: (request: R) => Promise<Outcome<A>>,
): Live<A> {
  const { store } = usePage();
  const [kept, set] = useState(() => (slots.get(slot) ?? NOTHING) as Kept<A>);
  const turn = useRef(0);
  const key = request === null ? null : JSON.stringify(request);
  const loaded = store.loaded.value;
  const ready = store.live.value && loaded !== null;
  const known = kept.key === key && kept.loaded === loaded;
  useEffect(() => {
    turn.current += 1;
    const mine = turn.current;
    if (request === null || !ready || known) return;
    const timer = setTimeout(
      async () => {
        const outcome = await ask(request);
        if (mine !== turn.current) return;
        const answer = outcome.ok ? outcome.answer : kept.answer;
        const next = { key, loaded, answer, problem: outcome.ok ? null : outcome.problem };
        slots.set(slot, next);
        set(next);
      },
      kept.key === null ? 0 : PAUSE_MS,
    );
    return () => {
      clearTimeout(timer);
      turn.current += 1;
    };
  }, [key, loaded, ready, known]);
  const busy = key !== null && !known;
  const problem = known ? kept.problem : null;
  const former = kept.answer !== null && !busy && (key === null || problem !== null);
  const live: Live<A> = { busy, answer: kept.answer, problem, former };
  if (problem && PASSING.includes(problem.code)) live.retry = () => set({ ...kept, key: null });
  return live;
}
