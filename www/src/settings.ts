// What the browser keeps of the reader's choices about the page itself: the language. Nothing of it is in the address,
// because a link must not choose the language of whoever opens it.

import { best, LANGUAGES, type Language } from "./language.ts";

/** The number is the version of what is kept under it. */
const KEY = "perpixel.settings.1";

/** The language that was chosen here, or else the browser's. */
export function keptLanguage(): Language {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "null") as { language?: unknown } | null;
    const found = Object.keys(LANGUAGES).find((one) => one === kept?.language);
    if (found) return found as Language;
  } catch {
    // Nothing is kept, or nothing that can be read.
  }
  return best(navigator.languages);
}

export function keepLanguage(language: Language): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ language }));
  } catch {
    // It holds until the page is closed.
  }
}
