// The words of the page in the reader's language. English stands in the code and is its own key; every other
// language is a table of data, fetched when it is chosen, and what it lacks is shown in English. The engine's own
// words (receipts, reasons, findings) are English in every language. Nothing here knows what the words are about.

import type { ComponentChildren } from "preact";
import { signal } from "./signals.ts";

export const LANGUAGES = { en: "English", de: "Deutsch" } as const;
export type Language = keyof typeof LANGUAGES;
/** What a text of English code is in another language; several forms of a plural are parted by bars. */
export type Messages = Readonly<Record<string, string>>;

const LOCALES: Record<Language, string> = { en: "en-US", de: "de-DE" };
const TABLES: Record<Exclude<Language, "en">, () => Promise<{ default: Messages }>> = {
  de: () => import("./languages/de.json"),
};
/** The order of forms in a table; a language has those of its own grammar. */
const FORMS = ["zero", "one", "two", "few", "many", "other"] as const;

const spoken = signal<{ language: Language; messages: Messages }>({ language: "en", messages: {} });

/** The language that is shown at the moment. */
export function language(): Language {
  return spoken.value.language;
}

/** For `Intl`: how numbers, dates and lists are written. */
export function locale(): string {
  return LOCALES[language()];
}

/** The first of the wanted languages that there is, English where there is none. */
export function best(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const found = Object.keys(LANGUAGES).find((one) => one === tag.toLowerCase().split("-")[0]);
    if (found) return found as Language;
  }
  return "en";
}

/** Shows the page in another language once its table is here. Without it the page stays as it is. */
export async function speak(next: Language): Promise<void> {
  const messages = next === "en" ? {} : (await TABLES[next]()).default;
  spoken.value = { language: next, messages };
}

/**
 * Marks a constant as a text to be translated where it is shown.
 * @__NO_SIDE_EFFECTS__
 */
export function msg<T extends string>(text: T): T {
  return text;
}

/** The text as the language has it; a key such as `constructor` is none of the table's. */
function said(key: string): string | undefined {
  const { messages } = spoken.value;
  return Object.hasOwn(messages, key) ? messages[key] : undefined;
}

const integers = new Map<string, Intl.NumberFormat>();

/** A whole number, grouped the way of the language. */
export function integer(value: number): string {
  let format = integers.get(locale());
  if (!format) {
    format = new Intl.NumberFormat(locale(), { maximumFractionDigits: 0 });
    integers.set(locale(), format);
  }
  return format.format(value);
}

type Values<T> = Readonly<Record<string, T>>;
const PLACEHOLDER = /\{(\w+)\}/;

/** The text with its placeholders (`{name}`) filled in; numbers are written the way of the language. */
export function t(text: string, values: Values<string | number> = {}): string {
  return filled(said(text) ?? text, values);
}

function filled(text: string, values: Values<string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    return typeof value === "number" ? integer(value) : (value ?? whole);
  });
}

const plurals = new Map<string, Intl.PluralRules>();

function pluralRules(): Intl.PluralRules {
  const kept = plurals.get(locale());
  if (kept) return kept;
  const rules = new Intl.PluralRules(locale());
  plurals.set(locale(), rules);
  return rules;
}

/** The form of the text that fits the number, which stands in it as `{count}`. */
export function n(count: number, one: string, many: string, values: Values<string | number> = {}): string {
  const rules = pluralRules();
  const form = rules.select(count);
  const forms = said(`${one}|${many}`)?.split("|");
  const known = FORMS.filter((name) => rules.resolvedOptions().pluralCategories.includes(name));
  const text = forms?.[known.indexOf(form)] ?? (form === "one" ? one : many);
  return filled(text, { count, ...values });
}

/**
 * A sentence with elements in the places of its placeholders. Neighbouring texts are one: so are they in HTML that the
 * build made, and what is drawn over it must find the same nodes or the browser paints the sentence anew.
 */
export function tx(text: string, values: Values<ComponentChildren>): ComponentChildren[] {
  const parts: ComponentChildren[] = [];
  (said(text) ?? text).split(PLACEHOLDER).forEach((part, at) => {
    let value: ComponentChildren = part;
    if (at % 2 === 1) {
      value = Object.hasOwn(values, part) ? values[part] : `{${part}}`;
      if (typeof value === "number") value = integer(value);
    }
    const last = parts.length - 1;
    const before = parts[last];
    if (typeof value === "string" && typeof before === "string") parts[last] = before + value;
    else if (value !== "") parts.push(value);
  });
  return parts;
}
