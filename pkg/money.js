// What an application does with the engine's amounts: show them, order them, and, by name, lose digits. It works
// on the digits as text, so that nothing is rounded; it adds and multiplies nothing, which is the engine's part.

import { PerpixelError } from "./errors.js";

const PLAIN = /^(-?)0*(\d+)(?:\.(\d+?)0*)?$/;

// An amount's sign, whole digits and fraction, without zeros that say nothing. Nothing has no sign.
function digitsOf(amount) {
  const [, minus, whole, fraction] = (typeof amount === "string" && PLAIN.exec(amount)) || [];
  if (whole === undefined) {
    const said = typeof amount === "string" ? `\`${amount.slice(0, 40)}\`` : String(amount);
    throw new PerpixelError("bad_request", `${said} is no amount of money`, {
      help: 'give a plain decimal as text, such as "0.05"; a price that is not known is null, which is not 0',
    });
  }
  const digits = fraction === undefined || fraction === "0" ? "" : fraction;
  return { negative: minus === "-" && /[1-9]/.test(whole + digits), whole, fraction: digits };
}

const order = (a, b) => (a < b ? -1 : Number(a > b));

export function compare(a, b) {
  const one = digitsOf(a);
  const other = digitsOf(b);
  if (one.negative !== other.negative) return one.negative ? -1 : 1;
  // Fractions are in order as text: the shorter of two that begin alike is the smaller, as in a dictionary.
  const size =
    order(one.whole.length, other.whole.length) ||
    order(one.whole, other.whole) ||
    order(one.fraction, other.fraction);
  return one.negative ? 0 - size : size;
}

// Making a formatter costs far more than using it, and a table asks for one a cell.
const writers = new Map();

function writerOf(locale) {
  const known = writers.get(String(locale));
  if (known) return known;
  const money = new Intl.NumberFormat(locale, { style: "currency", currency: "USD" });
  const { numberingSystem } = money.resolvedOptions();
  const plain = new Intl.NumberFormat(locale, { numberingSystem, useGrouping: false });
  const writer = { money, digits: Array.from("0123456789", (_, digit) => plain.format(digit)) };
  writers.set(String(locale), writer);
  return writer;
}

// Intl cuts fractions off at 20 digits on some platforms and at 100 on others, so that it writes the whole part
// and two places alone; the places are then replaced by the amount's own.
export function format(usd, locale) {
  const { negative, whole, fraction } = digitsOf(usd);
  const { money, digits } = writerOf(locale);
  const places = fraction.padEnd(2, "0").replace(/\d/g, (digit) => digits[digit]);
  return money
    .formatToParts(`${negative ? "-" : ""}${whole}`)
    .map(({ type, value }) => (type === "fraction" ? places : value))
    .join("");
}

export function toNumber(usd) {
  digitsOf(usd);
  return Number(usd);
}
