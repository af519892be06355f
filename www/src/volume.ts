// Reading a monthly volume the way people write it: `10k`, `1.2M`, `1,000,000`, `250 000`, and in German `10.000`
// and `1,2 Mio.`; or a budget, `$50`. The digits are moved as text, so 1.2M is 1200000 and nothing near it; what can be read in two
// ways is refused with a remedy. What the page itself writes in a language is read back in that language.

import type { Address } from "./address.ts";
import type { Reading } from "./components/text-field.tsx";
import { type Language, language as spoken, t } from "./language.ts";

export const MAX_VOLUME = 1_000_000_000;

export type VolumeResult = { ok: true; count: number } | { ok: false; error: string };

interface Writing {
  /** What parts whole and fraction; the other of comma and point parts groups. */
  point: "." | ",";
  /** Zeros by word. A billion of English texts is a Milliarde, so the word is read in its own language only. */
  words: Readonly<Record<string, number>>;
}

/** What is to be spent, in USD. */
export type BudgetResult = { ok: true; usd: string } | { ok: false; error: string };

const SHORT = { "": 0, k: 3, m: 6 };
const WRITINGS: Record<Language, Writing> = {
  en: { point: ".", words: { ...SHORT, b: 9, thousand: 3, million: 6, billion: 9 } },
  de: {
    point: ",",
    words: {
      ...SHORT,
      tsd: 3,
      tausend: 3,
      mio: 6,
      million: 6,
      millionen: 6,
      mrd: 9,
      milliarde: 9,
      milliarden: 9,
    },
  },
};

/** Groups of three, all parted by the same sign: comma, space (also unbreakable), underscore, apostrophe. */
const GROUPED = /^\d{1,3}(?:([, \u00a0\u202f_'’])\d{3})(?:\1\d{3})*$/;
const SHAPE = /^([\d,. \u00a0\u202f_'’]+?)\s*(?:([a-z]+)\.?)?$/i;
/** The other language's way to write a fraction, which cannot be a group: `1,2` beside `M`. */
const FOREIGN_FRACTION = /^\d+,(?:\d{1,2}|\d{4,})$/;

function refuse(error: string): VolumeResult {
  return { ok: false, error };
}

/** As if comma and point were used the English way. */
function asEnglish(number: string, { point }: Writing): string {
  return point === "." ? number : number.replace(/[.,]/g, (sign) => (sign === "." ? "," : "."));
}

/** The number of images a month that `text` means, or why it cannot be read. */
export function parseVolume(text: string, language: Language = spoken()): VolumeResult {
  const writing = WRITINGS[language];
  const trimmed = text.trim();
  if (trimmed === "") return refuse(t("Enter a number of images, such as 10k or 1,000,000."));
  const shape = SHAPE.exec(trimmed);
  const suffix = (shape?.[2] ?? "").toLowerCase();
  if (!shape || !Object.hasOwn(writing.words, suffix)) {
    return refuse(t("This is not a number. Write 10k, 1.2M or 1,000,000."));
  }
  const zeros = writing.words[suffix] ?? 0;
  let number = asEnglish((shape[1] ?? "").trim(), writing);
  if (suffix !== "" && FOREIGN_FRACTION.test(number)) number = number.replace(",", ".");

  const [whole = "", fraction, ...more] = number.split(".");
  if (more.length > 0) return refuse(t("There is more than one point. Write 1,000,000 or 1M."));
  if (fraction !== undefined && suffix === "") {
    // 1.000 is a thousand to one reader and one to another.
    return refuse(t("A point without k, M or B can be read in two ways. Write 1,000 or 1k."));
  }
  if (fraction !== undefined && !/^\d+$/.test(fraction)) {
    return refuse(t("Digits are missing after the point."));
  }
  let digits = whole;
  if (/\D/.test(whole)) {
    if (!GROUPED.test(whole)) return refuse(t("Groups have three digits each: 1,000,000."));
    digits = whole.replace(/\D/g, "");
  }
  if (digits === "") return refuse(t("Digits are missing before the point."));

  const decimals = (fraction ?? "").replace(/0+$/, "");
  if (decimals.length > zeros) return refuse(t("This is not a whole number of images."));
  const full = (digits + decimals.padEnd(zeros, "0")).replace(/^0+(?=\d)/, "");
  if (full === "0") return refuse(t("Enter at least 1 image."));
  if (full.length > 10 || Number(full) > MAX_VOLUME)
    return refuse(t("At most 1,000,000,000 images a month."));
  return { ok: true, count: Number(full) };
}

const DOLLARS = /\$|\busd\b/gi;
const BUDGET = /^(?:0|[1-9]\d{0,8})(?:\.\d{1,2})?$/;

/** Whether the text names an amount to spend and no number of images. */
export function isBudget(text: string): boolean {
  return text.search(DOLLARS) >= 0;
}

/** Whether `text` is a plain decimal above zero, of cents at the finest. */
export function isPlainBudget(text: string): boolean {
  return BUDGET.test(text) && /[1-9]/.test(text);
}

/** The dollars that `text` means, such as `$1,250.50`, as a plain decimal. */
export function parseBudget(text: string, language: Language = spoken()): BudgetResult {
  const no = (error: string): BudgetResult => ({ ok: false, error });
  let number = asEnglish(text.replace(DOLLARS, "").trim(), WRITINGS[language]);
  if (/^\d+,\d{1,2}$/.test(number)) number = number.replace(",", ".");
  const [whole = "", fraction, ...more] = number.split(".");
  const grouped = /\D/.test(whole);
  if (more.length > 0 || (grouped && !GROUPED.test(whole)) || (fraction && !/^\d{1,2}$/.test(fraction))) {
    return no(t("An amount in dollars and cents, such as $50 or $1,250.50."));
  }
  const digits = whole.replace(/\D/g, "").replace(/^0+(?=\d)/, "");
  const cents = (fraction ?? "").replace(/0+$/, "");
  const usd = cents === "" ? digits : `${digits}.${cents}`;
  if (isPlainBudget(usd)) return { ok: true, usd };
  return no(t("An amount in dollars and cents, such as $50 or $1,250.50."));
}

/** A volume to price, or with a dollar sign a budget to spend. */
export function readAsked(text: string): Reading<Partial<Address>> {
  if (isBudget(text)) {
    const result = parseBudget(text);
    return result.ok ? { ok: true, value: { budget: result.usd } } : result;
  }
  const result = parseVolume(text);
  return result.ok ? { ok: true, value: { volume: result.count, budget: null } } : result;
}
