// Reading a monthly volume the way people write it: `10k`, `1.2M`, `1,000,000`, `250 000`. The digits are moved
// as text, so 1.2M is 1200000 and nothing near it; what can be read in two ways is refused with a remedy.

export const MAX_VOLUME = 1_000_000_000;

export type VolumeResult = { ok: true; count: number } | { ok: false; error: string };

const SUFFIX: Record<string, number> = { "": 0, k: 3, m: 6, b: 9, thousand: 3, million: 6, billion: 9 };
/** Groups of three, all parted by the same sign: comma, space (also unbreakable), underscore, apostrophe. */
const GROUPED = /^\d{1,3}(?:([, \u00a0\u202f_'’])\d{3})(?:\1\d{3})*$/;
const SHAPE = /^([\d,. \u00a0\u202f_'’]+?)\s*(k|m|b|thousand|million|billion)?$/i;

function refuse(error: string): VolumeResult {
  return { ok: false, error };
}

/** The number of images a month that `text` means, or why it cannot be read. */
export function parseVolume(text: string): VolumeResult {
  const trimmed = text.trim();
  if (trimmed === "") return refuse("Enter a number of images, such as 10k or 1,000,000.");
  const shape = SHAPE.exec(trimmed);
  if (!shape) return refuse("This is not a number. Write 10k, 1.2M or 1,000,000.");
  const suffix = (shape[2] ?? "").toLowerCase();
  const zeros = SUFFIX[suffix] ?? 0;
  const number = (shape[1] ?? "").trim();

  const [whole = "", fraction, ...more] = number.split(".");
  if (more.length > 0) return refuse("There is more than one point. Write 1,000,000 or 1M.");
  if (fraction !== undefined && suffix === "") {
    // 1.000 is a thousand to one reader and one to another.
    return refuse("A point without k, M or B can be read in two ways. Write 1,000 or 1k.");
  }
  if (fraction !== undefined && !/^\d+$/.test(fraction)) return refuse("Digits are missing after the point.");
  let digits = whole;
  if (/\D/.test(whole)) {
    if (!GROUPED.test(whole)) return refuse("Groups have three digits each: 1,000,000.");
    digits = whole.replace(/\D/g, "");
  }
  if (digits === "") return refuse("Digits are missing before the point.");

  const decimals = (fraction ?? "").replace(/0+$/, "");
  if (decimals.length > zeros) return refuse("This is not a whole number of images.");
  const full = (digits + decimals.padEnd(zeros, "0")).replace(/^0+(?=\d)/, "");
  if (full === "0") return refuse("Enter at least 1 image.");
  if (full.length > 10 || Number(full) > MAX_VOLUME) return refuse("At most 1,000,000,000 images a month.");
  return { ok: true, count: Number(full) };
}
