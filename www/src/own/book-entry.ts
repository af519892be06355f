// An entry of the price book as it is typed, and as it is read out again. Percents become shares by their digits.

import type { Override, OwnUnit } from "perpixel";
import type { Reading } from "../components/text-field.tsx";
import { day, isDecimal, usd } from "../format.ts";
import { msg, t } from "../language.ts";
import { visible } from "../names.ts";
import { percentText, readPercent } from "../planning/percent.ts";
import { optional, readAmount, valueIn } from "../planning/read.ts";

export const NEW_ENTRY = {
  provider: "",
  model: "",
  kind: "discount",
  amount: "",
  from: "",
  until: "",
  note: "",
};
export type Draft = typeof NEW_ENTRY;

export const KINDS = [
  { value: "discount", name: msg("Discount, %") },
  { value: "image", name: msg("USD an image") },
  { value: "megapixel", name: msg("USD a megapixel") },
  { value: "second", name: msg("USD a second") },
  { value: "clip", name: msg("USD a clip") },
];

export const readDay: (text: string) => Reading<string | null> = optional((text) =>
  day(text.trim()) !== null && /^\d{4}-\d{2}-\d{2}$/.test(text.trim())
    ? { ok: true, value: text.trim() }
    : { ok: false, error: t("A date such as 2026-06-30.") },
);

export function amountReader(kind: string): (text: string) => Reading<string> {
  return kind === "discount" ? (text) => readPercent(text) : readAmount;
}

export function readName({ kind, provider, model }: Draft): (text: string) => Reading<null> {
  const either = provider.trim() !== "" || model.trim() !== "";
  return (text) => {
    if (text.trim() !== "" || (kind === "discount" && either)) return { ok: true, value: null };
    const error = kind === "discount" ? t("Name a provider, a model, or both.") : t("A price needs it.");
    return { ok: false, error };
  };
}

/** The entry that is meant; `null` while a field cannot be read. */
export function readEntry(draft: Draft): Override | null {
  const amount = amountReader(draft.kind)(draft.amount);
  const from = readDay(draft.from);
  const until = readDay(draft.until);
  const named = readName(draft);
  if (!amount.ok || !from.ok || !until.ok || !named(draft.provider).ok || !named(draft.model).ok) return null;
  const entry: Override = {};
  if (draft.provider.trim() !== "") entry.provider = draft.provider.trim();
  if (draft.model.trim() !== "") entry.model = draft.model.trim();
  if (draft.kind === "discount") entry.discount = amount.value;
  else Object.assign(entry, { usd: amount.value, unit: draft.kind as OwnUnit });
  const [first, last] = [valueIn(from), valueIn(until)];
  if (first) entry.from = first;
  if (last) entry.until = last;
  if (draft.note.trim() !== "") entry.note = draft.note.trim();
  return entry;
}

const PER: Readonly<Record<string, string>> = {
  image: msg("{price} an image"),
  megapixel: msg("{price} a megapixel"),
  second: msg("{price} a second"),
  clip: msg("{price} a clip"),
};

/** What an entry sets: `15% off`, `$0.02 an image`. */
export function wording({ discount, usd: price, unit = "image" }: Override): string {
  const parts: string[] = [];
  if (discount !== undefined) {
    parts.push(t("{percent} off", { percent: visible(percentText(discount), 40) }));
  }
  if (price !== undefined) {
    const amount = isDecimal(price) ? usd(price) : visible(price, 40);
    const known = Object.hasOwn(PER, unit) ? PER[unit] : undefined;
    parts.push(t(known ?? "{price} a {unit}", { price: amount, unit: visible(unit, 20) }));
  }
  return parts.join(", ");
}
