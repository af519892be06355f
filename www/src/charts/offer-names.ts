// Names for the offers of one model that can be told apart: the provider, then what the offer says of itself, then
// the source that states it, then a number.

import { visible } from "../names.ts";

export interface Named {
  provider: string;
  variant?: string | null | undefined;
  source?: string | null | undefined;
}

export function offerNames(offers: readonly Named[]): string[] {
  const own = offers.map(({ provider, variant }) => [provider, variant].filter(Boolean).join(" · "));
  const sourced = own.map((name, at) => {
    const source = offers[at]?.source;
    return source && count(own, name) > 1 ? `${name} · ${source.replace(/\.json$/, "")}` : name;
  });
  return sourced.map((name, at) => {
    const before = count(sourced.slice(0, at), name);
    return visible(before > 0 ? `${name} (${before + 1})` : name);
  });
}

function count(names: readonly string[], name: string): number {
  return names.filter((one) => one === name).length;
}
