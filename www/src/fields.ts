// The form of a view as part of the address: what is filled in stands there as text, so that a link or the Back
// button brings it back. What a link sets that the form does not have, or cannot read, falls back with a notice;
// what is typed stays as it is typed, because its error is told beside the field.

import { useEffect, useRef } from "preact/hooks";
import type { Fields } from "./address.ts";
import { t } from "./language.ts";
import { visible } from "./names.ts";
import { unknownName } from "./read-address.ts";
import { usePage } from "./state.ts";

type Texts = Readonly<Record<string, string>>;

export interface Form<T> {
  /** The text of each field, its default where the address has none. */
  draft: T;
  /** Typing replaces the address; a choice from a list may `push`, which leaves a step for the Back button. */
  put(part: Partial<T>, step?: "push" | "replace"): void;
}

/** Whether a link may set a field to a text. A field without a judge takes any. */
export type Judges<T> = { readonly [F in keyof T]?: (text: string) => boolean };

/** The names and values that the form cannot take, and the fields without them. */
export function judged<T extends Texts>(fields: Fields, defaults: T, judges: Judges<T>) {
  const good: Record<string, string> = {};
  const unknown: string[] = [];
  const unusable: [name: string, value: string][] = [];
  for (const [name, value] of Object.entries(fields)) {
    if (!Object.hasOwn(defaults, name)) unknown.push(name);
    else if (judges[name]?.(value) === false) unusable.push([name, value]);
    else good[name] = value;
  }
  return { good, unknown, unusable };
}

/** Half a pair of surrogates has no form in an address. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, "\ufffd");
}

/** The fields of the view's form, by their defaults. Both objects must be the same on every call. */
export function useFields<T extends Texts>(defaults: T, judges: Judges<T> = {}): Form<T> {
  const { store, act } = usePage();
  const { fields } = store.address.value;
  /** What this form wrote itself is not judged: it may be half typed, also while a later key is already down. */
  const own = useRef(new WeakSet<Fields>());
  useEffect(() => {
    if (own.current.has(fields)) return;
    const { good, unknown, unusable } = judged(fields, defaults, judges);
    own.current.add(good);
    own.current.add(fields);
    if (unknown.length + unusable.length === 0) return;
    const before = store.notices.peek();
    act.go({ fields: good }, "replace");
    for (const notice of before) act.notice(notice);
    for (const name of unknown) act.notice(unknownName(name));
    for (const [name, value] of unusable) {
      const shown = visible(value, 40);
      act.notice(t("The link's “{name}” cannot be “{value}”; the default is used.", { name, value: shown }));
    }
  }, [store, act, fields, defaults, judges]);
  const given = Object.entries(fields).filter(([name]) => Object.hasOwn(defaults, name));
  const draft = { ...defaults, ...Object.fromEntries(given) } as T;
  const put = (part: Partial<T>, step: "push" | "replace" = "replace") => {
    // Two changes of one event see each other's part.
    const { fields: now } = store.address.peek();
    const next: Texts = { ...defaults, ...now, ...part };
    const changed = Object.keys(defaults)
      .map((name) => [name, wellFormed(next[name] ?? "")] as const)
      .filter(([name, value]) => value !== defaults[name]);
    const written = Object.fromEntries(changed);
    own.current.add(written);
    act.go({ fields: written }, step);
  };
  return { draft, put };
}
