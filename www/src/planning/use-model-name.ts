// A model by the name that people read; its id where the catalogs do not list it. Where they list more models than the
// page has names of, those that are shown are asked for, all at once, and the id stands until they are here.

import { useMemo } from "preact/hooks";
import type { Loaded } from "../engine/protocol.ts";
import { t } from "../language.ts";
import { visible } from "../names.ts";
import { signal } from "../signals.ts";
import { type Actions, usePage } from "../state.ts";

class Names {
  #known: Map<string, string>;
  #ask: Actions["ask"] | null;
  #wanted = new Set<string>();
  /** How often names came. */
  readonly came = signal(0);

  constructor(models: Loaded["models"], ask: Actions["ask"]) {
    this.#known = new Map(models?.map(({ id, name }) => [id, name]));
    this.#ask = models ? null : ask;
  }

  of(id: string): string {
    const name = this.#known.get(id);
    if (name === undefined && this.#ask) this.#want(id, this.#ask);
    return name ?? id;
  }

  #want(id: string, ask: Actions["ask"]): void {
    if (this.#wanted.size === 0) queueMicrotask(() => void this.#fetch(ask));
    this.#wanted.add(id);
  }

  async #fetch(ask: Actions["ask"]): Promise<void> {
    const ids = [...this.#wanted];
    this.#wanted.clear();
    // What nobody lists, or could not be asked for, is its own name from here on.
    for (const id of ids) this.#known.set(id, id);
    const outcome = await ask("names", { ids });
    if (!outcome.ok) return;
    for (const { id, name } of outcome.answer) this.#known.set(id, name);
    this.came.value += 1;
  }
}

/** One for all parts of the page, as long as the catalogs stay. */
const kept = new WeakMap<Loaded, Names>();

export function useModelName(): (id: string | null) => string {
  const { store, act } = usePage();
  const loaded = store.loaded.value;
  let names = loaded && kept.get(loaded);
  if (loaded && !names) {
    names = new Names(loaded.models, act.ask);
    kept.set(loaded, names);
  }
  const came = names?.came.value;
  return useMemo(() => (id) => (id === null ? t("no model") : visible(names?.of(id) ?? id)), [names, came]);
}
