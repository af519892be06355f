// What is being typed in a field that suggests, and from which list: suggestions are looked for only then.

import { signal } from "../signals.ts";

export const MODELS = "plan-models";
export const PROVIDERS = "plan-providers";

/** Nothing until such a field is entered. */
export const sought = signal<{ list: string; text: string } | null>(null);
