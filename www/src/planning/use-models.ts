// The models that go with what is typed: all of them where the page has them, for the browser's own list to filter,
// else as many as the engine's side finds.

import { useEffect, useState } from "preact/hooks";
import type { ModelName } from "../engine/protocol.ts";
import { usePage } from "../state.ts";

const MOST_FOUND = 60;
const NONE: readonly ModelName[] = [];

/** `text` is `null` while nobody types. The list before stays until the next one is here. */
export function useModels(text: string | null, modes?: readonly string[]): readonly ModelName[] {
  const { store, act } = usePage();
  const [found, setFound] = useState(NONE);
  const loaded = store.loaded.value;
  const searched = loaded?.models === null;
  const question = searched && text !== null ? JSON.stringify({ text, modes, limit: MOST_FOUND }) : null;
  useEffect(() => {
    if (question === null) return;
    let wanted = true;
    void act.ask("names", JSON.parse(question)).then((outcome) => {
      if (wanted && outcome.ok) setFound(outcome.answer);
    });
    return () => {
      wanted = false;
    };
  }, [act, question, loaded]);
  return loaded?.models ?? (searched ? found : NONE);
}
