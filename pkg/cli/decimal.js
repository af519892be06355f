// Decimals as text: a percentage as a share, and which of two amounts is greater. It works on the digits, so
// nothing is rounded; it adds and multiplies nothing, because that is the engine's.

const PLAIN = /^(-?)(\d+)(?:\.(\d+))?$/;

/** Whether a text is a plain decimal that is not negative, such as `500` or `0.05`. */
export const isAmount = (text) => PLAIN.test(text) && !text.startsWith("-");

/** The share that a percentage is: `5%` is `0.05`. Null for what is no percentage with its sign. */
export function shareOfPercent(text) {
  const [, minus, whole, fraction = ""] = PLAIN.exec(text.endsWith("%") ? text.slice(0, -1) : "") ?? [];
  if (whole === undefined || minus) return null;
  const digits = whole.padStart(3, "0");
  const share = `${digits.slice(0, -2)}.${digits.slice(-2)}${fraction}`;
  return share.replace(/^0+(?=\d)/, "").replace(/\.?0+$/, "");
}

/** Whether one decimal is greater than the other. */
export function isGreater(one, other) {
  const [a, b] = [one, other].map((text) => {
    const match = PLAIN.exec(text);
    if (!match) throw new TypeError(`\`${text}\` is no plain decimal`);
    return match;
  });
  const places = Math.max(a[3]?.length ?? 0, b[3]?.length ?? 0);
  const scaled = ([, minus, whole, fraction = ""]) =>
    BigInt(`${minus}${whole}${fraction.padEnd(places, "0")}`);
  return scaled(a) > scaled(b);
}
