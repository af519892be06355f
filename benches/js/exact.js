// Money as whole numbers, for the oracle alone: every price is a BigInt in units of 10^-30 USD. That is fine enough for
// a price of six places times pixels over 2^20, so that nothing here is ever rounded. It shares no code with the engine.

const PLACES = 30;
export const ONE = 10n ** BigInt(PLACES);

/** A plain decimal such as `"0.05406"` in units of 10^-30. */
export function units(text) {
  const match = /^(\d+)(?:\.(\d+))?$/.exec(text);
  if (!match || (match[2] ?? "").length > PLACES) throw new Error(`no plain decimal: ${text}`);
  return BigInt(match[1] + (match[2] ?? "").padEnd(PLACES, "0"));
}

/** The plain decimal without trailing zeros. */
export function plain(amount) {
  const digits = amount.toString().padStart(PLACES + 1, "0");
  const fraction = digits.slice(-PLACES).replace(/0+$/, "");
  return digits.slice(0, -PLACES) + (fraction && `.${fraction}`);
}

/** Ends the run where an answer differs from what it must be: a bench whose result is wrong measures nothing. */
export function mustBe(what, answer, expected) {
  if (answer !== expected) throw new Error(`${what} is ${answer}, but exactly it is ${expected}`);
}
