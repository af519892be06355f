// Models by their names, where the catalogs list more of them than the page can hold in a list: searched and looked up
// beside the engine, so that only what is shown crosses.

import type { ModelName } from "./protocol.ts";

export type NamesRequest =
  /** Those of these ids that are listed. */
  | { ids: string[] }
  /** Those whose name or id has every word of the text; first those that begin with it. */
  | { text: string; modes?: readonly string[]; limit: number };

export interface NamePlans {
  names: { request: NamesRequest; answer: ModelName[] };
}

export interface NameCall {
  verb: "names";
  request: NamesRequest;
}

export function namesAnswer(models: readonly ModelName[], request: NamesRequest): ModelName[] {
  if ("ids" in request) {
    const ids = new Set(request.ids);
    return models.filter(({ id }) => ids.has(id));
  }
  const { text, modes, limit } = request;
  return search(models, text, limit, (model) => !modes || model.modes.some((mode) => modes.includes(mode)));
}

/** A retired model is found by its whole id alone. */
function search(
  models: readonly ModelName[],
  text: string,
  limit: number,
  fits: (model: ModelName) => boolean,
): ModelName[] {
  const whole = text.trim().toLowerCase();
  const words = whole.split(/\s+/);
  const first: ModelName[] = [];
  const others: ModelName[] = [];
  for (const model of models) {
    const id = model.id.toLowerCase();
    const name = model.name.toLowerCase();
    if (!words.every((word) => id.includes(word) || name.includes(word)) || !fits(model)) continue;
    if (id === whole) first.unshift(model);
    else if (model.retired) continue;
    else if (id.startsWith(whole) || name.startsWith(whole)) first.push(model);
    else others.push(model);
  }
  return [...first, ...others].slice(0, limit);
}
