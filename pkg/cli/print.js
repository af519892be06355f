// What a terminal gets to see: foreign text made harmless, money as the engine states it, tables. It computes
// no price.

// Control characters, and those that hide themselves or turn the text around them: the same that the engine
// spells out in its messages, and all other characters of formatting.
const DECEPTIVE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u115f\u1160\u17b4\u17b5\u3164\uffa0]|\u034f/gu;
const WIDE =
  /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}\uff01-\uff60]$/u;

/** Foreign text on one line, without anything that a terminal would obey: such characters as `\u{…}`. */
export const harmless = (text) =>
  String(text).replace(DECEPTIVE, (character) => `\\u{${character.codePointAt(0).toString(16)}}`);

/** An answer as JSON text that is as harmless, and still says the same. */
export function json(answer) {
  const units = (character) =>
    [...Array(character.length).keys()]
      .map((place) => `\\u${character.charCodeAt(place).toString(16).padStart(4, "0")}`)
      .join("");
  const escaped = (character) => (character === "\n" ? character : units(character));
  return `${JSON.stringify(answer, null, 2).replace(DECEPTIVE, escaped)}\n`;
}

const width = (text) => {
  let cells = 0;
  for (const character of text) if (!/\p{M}/u.test(character)) cells += WIDE.test(character) ? 2 : 1;
  return cells;
};

/**
 * A table with its heads; a head that starts with `>` is of a column of figures, which stands to the right.
 * A column that is empty in every row is left out.
 */
export function table(heads, rows) {
  const cells = rows.map((row) => row.map((cell) => harmless(cell ?? "")));
  const kept = heads.map((_, column) => column).filter((column) => cells.some((row) => row[column] !== ""));
  const names = heads.map((head) => head.replace(/^>/, ""));
  const widths = names.map((name, column) =>
    Math.max(...[name, ...cells.map((row) => row[column])].map(width)),
  );
  const line = (row) =>
    kept
      .map((column) => {
        const space = " ".repeat(widths[column] - width(row[column]));
        return heads[column].startsWith(">") ? space + row[column] : row[column] + space;
      })
      .join("  ")
      .trimEnd();
  return [names, ...cells].map(line).join("\n");
}

/** Names and what they stand for, one a line; a pair without a value is left out. */
export function pairs(list) {
  const shown = list.filter(([, value]) => value !== null && value !== undefined && value !== "");
  const longest = Math.max(...shown.map(([name]) => name.length));
  return shown.map(([name, value]) => `${name.padEnd(longest)}  ${harmless(value)}`).join("\n");
}

/** A table under its title; nothing where it has no rows. */
export const titled = (title, heads, rows) => (rows.length === 0 ? "" : `${title}\n${table(heads, rows)}`);

/** The parts that say something, with a blank line between them. */
export const document = (...parts) => `${parts.filter(Boolean).join("\n\n")}\n`;

/** An amount: `$0.05406`, `~$0.05` where it is not exact, `unknown` where there is none. */
export function money(usd, status = "exact") {
  if (usd === null || usd === undefined) return "unknown";
  const about = status === "exact" ? "" : "~";
  return usd.startsWith("-") ? `-${about}$${usd.slice(1)}` : `${about}$${usd}`;
}

/** A difference, with its sign. */
export const change = (usd) =>
  usd === null || usd === undefined ? "" : `${usd === "0" || usd.startsWith("-") ? "" : "+"}${money(usd)}`;

/** The price of an offer. What is no single figure is said in words. */
export function price(offer) {
  if (offer.price !== null) return money(offer.price, offer.status);
  if (offer.status === "range" && offer.low && offer.high)
    return `${money(offer.low)} to ${money(offer.high)}`;
  return offer.status === "rate-only" ? "rate only" : "unknown";
}

/** The figure that a fee is in, with the sentence that has to stand beside it. */
export const billed = (text, disclosure) => (disclosure ? `${text} (${disclosure})` : text);

/** What a job makes, in a few words. */
export function job(of) {
  const word = (name, text) => (of[name] === undefined ? [] : [text ?? String(of[name])]);
  return [
    `${of.width}x${of.height}`,
    ...word("mode"),
    ...word("quality"),
    ...word("inputs", `${of.inputs} inputs`),
    ...word("steps", `${of.steps} steps`),
    ...word("seconds", `${of.seconds} s`),
    ...word("audio", of.audio ? "with sound" : "silent"),
    ...word("textTokens", `${of.textTokens} text tokens`),
    ...(of.batch ? ["batch"] : []),
  ].join(", ");
}

/** The lines of a receipt. */
export const receipt = (lines) =>
  titled(
    "receipt",
    ["what", ">quantity", "unit", ">rate", ">amount", "rule"],
    lines.map(({ label, quantity, unit, rate, amount, certainty, high, rule }) => {
      const range = (low, top, show) => (high && low !== top ? `${show(low)} to ${show(top)}` : show(low));
      const usd = (amount) => money(amount, certainty && !high ? "approximate" : "exact");
      return [
        label,
        range(quantity, high?.quantity, String),
        unit,
        range(rate, high?.rate, usd),
        range(amount, high?.amount, usd),
        rule,
      ];
    }),
  );
