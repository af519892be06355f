// The options: which there are, how they are told from what was typed, and the requests that they make. What
// a value means is the engine's to judge; only its form is checked here.
import { parseArgs } from "node:util";
import { isAmount, shareOfPercent } from "./decimal.js";
import { harmless } from "./print.js";

/** A wrong use of the tool. */
export class Misuse extends Error {
  constructor(message, help) {
    super(message);
    this.help = help;
  }
}

const flag = (about) => ({ type: "boolean", about });
const one = (value, about) => ({ type: "string", value, about });
const many = (value, about) => ({
  type: "string",
  multiple: true,
  value,
  about: `${about}; may be repeated`,
});

export const common = {
  json: flag("print the engine's answer as JSON, and nothing else"),
  "as-of": one("YYYY-MM-DD", "the day asked about; today where absent"),
  "credit-price": many("PROVIDER=USD", "what one credit costs where the catalog does not say"),
  help: { ...flag("show this"), short: "h" },
};

export const jobOptions = {
  mode: many("MODE", "what to make: t2i, edit, t2v or i2v"),
  size: one("WxH", "pixels, such as 1024x1024"),
  width: one("PX", "pixels, with --height"),
  height: one("PX", "pixels, with --width"),
  resolution: one("TIER", "0.5K, 1K, 2K, 4K, 480p, 720p or 1080p"),
  quality: one("WORD", "the vendor's word, such as medium"),
  inputs: one("N", "input images"),
  steps: one("N", "diffusion steps"),
  seconds: one("S", "length of a clip"),
  audio: flag("a clip with sound"),
  "no-audio": flag("a clip without sound"),
  "text-tokens": one("N", "tokens of the prompt"),
  batch: flag("the vendor's batch interface will do"),
};

export const queryOptions = {
  vendor: many("NAME", "models by this vendor"),
  provider: many("NAME", "offers by this provider"),
  "min-elo": one("N", "models with at least this arena score"),
  "max-price": one("USD", "models whose cheapest offer costs at most this"),
  weights: many("WORD", "open, open-nc or closed"),
  text: one("WORDS", "models whose names hold every word"),
};

export const orderOptions = {
  sort: one("KEY", "price, routed, elo, value, name, spread, vendor, offers or license"),
  descending: flag("from high to low"),
  limit: one("N", "at most so many rows"),
};

export const policyOptions = {
  tier: many("A,B,…", "providers of one routing tier, the first one first; the catalog's own where absent"),
  only: many("NAME", "the only provider allowed"),
  ignore: many("NAME", "a provider that is not to serve"),
  order: one("ORDER", "cheapest or weighted"),
};

/** How many letters have to be put in, left out, replaced or swapped with the next one. */
function distance(a, b) {
  const rows = [Array.from({ length: b.length + 1 }, (_, place) => place)];
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    const [row, above] = [rows[i - 1], rows[i - 2]];
    for (let j = 1; j <= b.length; j += 1) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      const swapped = above && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) next[j] = Math.min(next[j], above[j - 2] + 1);
    }
    rows.push(next);
  }
  return rows[a.length][b.length];
}

/** ``, did you mean `x`?``, or nothing where no name is close. */
export function hint(asked, names) {
  const begun = asked.length > 3 && names.find((name) => name.startsWith(asked));
  if (begun) return `, did you mean \`${begun}\`?`;
  const limit = Math.max(1, Math.floor(asked.length / 3));
  const [[near, name] = []] = names.map((name) => [distance(asked, name), name]).sort(([a], [b]) => a - b);
  return near <= limit ? `, did you mean \`${name}\`?` : "";
}

/** What is wrong with options that Node does not take, in this tool's words. */
function mistake(error, args, options) {
  const { tokens } = parseArgs({ args, options, strict: false, allowPositionals: true, tokens: true });
  for (const { kind, name, rawName, value, inlineValue } of tokens) {
    if (kind !== "option") continue;
    const option = Object.hasOwn(options, name) ? options[name] : undefined;
    const names = Object.keys(options).map((known) => `--${known}`);
    if (!option) return `there is no option \`${harmless(rawName)}\`${hint(rawName, names)}`;
    if (option.type === "boolean" && value !== undefined) return `\`${rawName}\` takes no value`;
    const looksLikeOption = !inlineValue && value?.startsWith("-") && value !== "-";
    if (option.type === "string" && (value === undefined || looksLikeOption)) {
      return `\`${rawName}\` needs a value: ${option.value}`;
    }
  }
  return harmless(error.message.split("\n")[0]);
}

/** The options and arguments of a command. */
export function parse(args, options) {
  let parsed;
  try {
    parsed = parseArgs({ args, options, strict: true, allowPositionals: true, tokens: true });
  } catch (error) {
    throw new Misuse(mistake(error, args, options));
  }
  const seen = new Set();
  for (const { kind, name } of parsed.tokens) {
    if (kind !== "option" || options[name].multiple) continue;
    if (seen.has(name) && options[name].type === "string") throw new Misuse(`\`--${name}\` is given twice`);
    seen.add(name);
  }
  return parsed;
}

/** Refuses what does not have the form that an option's value has. */
function formed(values, name, pattern, what) {
  const text = values[name];
  if (text === undefined) return undefined;
  if (!pattern.test(text)) throw new Misuse(`\`--${name}\` takes ${what}, not \`${harmless(text)}\``);
  return text;
}

export function whole(values, name) {
  const text = formed(values, name, /^\d{1,15}$/, "a whole number");
  return text === undefined ? undefined : Number(text);
}

/** An amount of money, as text. */
export function amount(values, name) {
  const text = values[name];
  if (text === undefined || isAmount(text)) return text;
  throw new Misuse(`\`--${name}\` takes plain USD such as \`500\` or \`0.05\`, not \`${harmless(text)}\``);
}

/** A percentage, as the share that it is. */
export function percentage(values, name) {
  const text = values[name];
  if (text === undefined) return undefined;
  const share = shareOfPercent(text);
  if (share !== null) return share;
  throw new Misuse(`\`--${name}\` takes a percentage such as \`5%\`, not \`${harmless(text)}\``);
}

/** `KEY=VALUE` options as a record. */
export function record(values, name) {
  if (!values[name]) return undefined;
  const entries = values[name].map((text) => {
    const place = text.indexOf("=");
    if (place < 1) {
      throw new Misuse(
        `\`--${name}\` takes \`${common[name]?.value ?? "FIELD=HEADER"}\`, not \`${harmless(text)}\``,
      );
    }
    return [text.slice(0, place), text.slice(place + 1)];
  });
  const keys = new Set(entries.map(([key]) => key));
  if (keys.size < entries.length) throw new Misuse(`\`--${name}\` names one key twice`);
  return Object.fromEntries(entries);
}

const stated = (object) =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));

export function loadOptions(values) {
  return stated({ asOf: values["as-of"], creditPrices: record(values, "credit-price") });
}

export function job(values) {
  let [width, height] = [whole(values, "width"), whole(values, "height")];
  const size = formed(values, "size", /^\d{1,15}[x×]\d{1,15}$/, "a size such as `1024x1024`");
  if (size !== undefined) {
    if (width !== undefined || height !== undefined) {
      throw new Misuse("`--size` is given, so `--width` and `--height` cannot be");
    }
    [width, height] = size.split(/[x×]/).map(Number);
  }
  if (values.audio && values["no-audio"]) throw new Misuse("`--audio` and `--no-audio` exclude each other");
  const seconds = formed(values, "seconds", /^\d{1,15}(\.\d{1,6})?$/, "a number of seconds");
  return stated({
    mode: values.mode?.length === 1 ? values.mode[0] : undefined,
    width,
    height,
    resolution: values.resolution,
    quality: values.quality,
    inputs: whole(values, "inputs"),
    steps: whole(values, "steps"),
    seconds: seconds === undefined ? undefined : Number(seconds),
    audio: values.audio ? true : values["no-audio"] ? false : undefined,
    textTokens: whole(values, "text-tokens"),
    batch: values.batch,
  });
}

/** One mode says what to make and keeps the models that offer it; several only keep models. */
export function query(values) {
  return stated({
    modes: values.mode,
    vendors: values.vendor,
    providers: values.provider,
    minElo: whole(values, "min-elo"),
    maxPrice: amount(values, "max-price"),
    weights: values.weights,
    text: values.text,
    sort: values.sort,
    descending: values.descending,
    limit: whole(values, "limit"),
  });
}

/** The query and the policy of a route; tiers that are not named are the catalog's own. */
export function routing(values) {
  const { only, ignore, order } = values;
  const tiers = values.tier?.map((tier) => tier.split(",").map((name) => name.trim()));
  return { query: query(values), policy: stated({ tiers, only, ignore, order }) };
}
