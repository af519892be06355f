// Decimals as text: percentages and factors, which of two amounts is greater, and whether one is too far from
// the other. It works on the digits, so nothing is rounded; prices are not computed here, that is the engine's.

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

/** The number that a factor is: `1.5x` is `1.5`. Null for what is no factor of at least one. */
export function numberOfFactor(text) {
  const number = text.endsWith("x") ? text.slice(0, -1) : "";
  return isAmount(number) && !isGreater("1", number) ? number : null;
}

/** Decimals as whole numbers of one scale, and that scale. */
function scaled(texts) {
  const matches = texts.map((text) => {
    const match = PLAIN.exec(text);
    if (!match) throw new TypeError(`\`${text}\` is no plain decimal`);
    return match;
  });
  const places = Math.max(...matches.map(([, , , fraction = ""]) => fraction.length));
  const numbers = matches.map(([, minus, whole, fraction = ""]) =>
    BigInt(`${minus}${whole}${fraction.padEnd(places, "0")}`),
  );
  return [...numbers, 10n ** BigInt(places)];
}

/** Whether one decimal is greater than the other. */
export function isGreater(one, other) {
  const [a, b] = scaled([one, other]);
  return a > b;
}

/** Whether one amount is more than so many times the other, whichever way round. */
export function isBeyond(one, other, factor) {
  const [a, b, times, unit] = scaled([one, other, factor]);
  return a * unit > b * times || b * unit > a * times;
}

/** Whether so many of a total are more than a share of it. */
export function isMoreOf(count, total, share) {
  const [part, unit] = scaled([share]);
  return BigInt(count) * unit > BigInt(total) * part;
}
