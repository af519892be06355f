// The file that names the sources of a folder of catalogs: read strictly, because a misspelt threshold that is
// ignored is no threshold. It fetches nothing.
import { dirname, isAbsolute, normalize, resolve, sep } from "node:path";
import { load } from "../inline.js";
import { numberOfFactor, shareOfPercent } from "./decimal.js";
import { text, Unreadable } from "./input.js";
import { hint } from "./options.js";
import { harmless } from "./print.js";

const MOST_SOURCES = 100; // as many as one catalog is made of

/** What holds where the file states nothing. */
export const DEFAULTS = { maxErrors: 0, maxJump: "3x", maxLost: "50%", timeoutSeconds: 60 };

const shown = (value) => {
  const json = JSON.stringify(value);
  return `\`${harmless(json.length > 60 ? `${json.slice(0, 60)}…` : json)}\``;
};

const wholeNumber = (low, high) => ({
  what: `a whole number from ${low} to ${high}`,
  fits: (value) => Number.isInteger(value) && value >= low && value <= high,
});
const string = (what, fits) => ({ what, fits: (value) => typeof value === "string" && fits(value) });
const list = (what) => ({ what, fits: (value) => Array.isArray(value) });

/** A path that stays beside or below the file. */
const below = string("a path beside or below the file", (path) => {
  const plain = normalize(path);
  return path !== "" && !path.includes("\0") && !isAbsolute(plain) && plain.split(sep)[0] !== "..";
});

function isAddress(value) {
  if (!/^https?:\/\/[\x21-\x7e]+$/.test(value) || value.length > 2_048) return false;
  const url = URL.canParse(value) ? new URL(value) : { username: "?" };
  return url.username === "" && url.password === "";
}

const limits = {
  maxErrors: wholeNumber(0, 1_000_000),
  maxJump: string('a factor of at least one such as "3x"', (value) => numberOfFactor(value) !== null),
  maxLost: string('a percentage such as "50%"', (value) => shareOfPercent(value) !== null),
  timeoutSeconds: wholeNumber(1, 3_600),
};
const fileKeys = {
  folder: { ...below, needed: true },
  ...limits,
  compareWith: list("a list of paths"),
  sources: { ...list("a list of sources"), needed: true },
};
const sourceKeys = {
  name: {
    ...string("a name of a-z, 0-9 and single hyphens, at most 64 characters", (value) =>
      /^(?=.{1,64}$)[a-z0-9]+(-[a-z0-9]+)*$/.test(value),
    ),
    needed: true,
  },
  url: {
    ...string("an `https:` address without user and password", isAddress),
    needed: true,
  },
  format: string("the name of a format", () => true),
  headersFromEnv: {
    what: "an object",
    fits: (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  },
  ...limits,
};

const pointer = (place, key) => `${place}/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`;

/** A reader of one file: each of its checks refuses with the file's name and the place. */
function checker(name) {
  const refuse = (place, message) => {
    throw new Unreadable(
      `${harmless(name)}: ${message} (at ${place === "" ? "the top" : harmless(place)})`,
      "docs/refresh.md in the repository describes the file",
    );
  };
  const value = (place, found, { what, fits }) => {
    if (!fits(found)) refuse(place, `expected ${what} but found ${shown(found)}`);
  };
  const object = (place, found, keys) => {
    if (typeof found !== "object" || found === null || Array.isArray(found)) {
      refuse(place, `expected an object but found ${shown(found)}`);
    }
    for (const [key, inner] of Object.entries(found)) {
      if (!Object.hasOwn(keys, key)) {
        refuse(pointer(place, key), `there is no key \`${harmless(key)}\`${hint(key, Object.keys(keys))}`);
      }
      value(pointer(place, key), inner, keys[key]);
    }
    for (const [key, { needed }] of Object.entries(keys)) {
      if (needed && !Object.hasOwn(found, key)) refuse(place, `the key \`${key}\` is missing`);
    }
  };
  return { refuse, value, object };
}

const header = string("the name of a header", (value) => /^[A-Za-z0-9-]{1,64}$/.test(value));
const variable = string("the name of an environment variable", (value) => /^[A-Za-z_]\w{0,127}$/.test(value));

/** Refuses a format that the engine does not know, in the engine's words. */
async function checkFormat(format, refuse) {
  try {
    (await load({ name: "none", data: "{}", format })).free();
  } catch (error) {
    if (error?.path === "/format") refuse(error.message);
  }
}

/** The settings of a file: every source with its limits, and the folder as a whole path. */
export async function sourcesOf(path) {
  const name = path === "-" ? "standard input" : path;
  const { refuse, value, object } = checker(name);
  let file;
  try {
    file = JSON.parse(await text(path));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new Unreadable(
      `\`${harmless(name)}\` is not JSON: ${harmless(error.message)}`,
      "check the file with any JSON tool",
    );
  }
  object("", file, fileKeys);
  const { sources, compareWith = [] } = file;
  if (sources.length === 0) refuse("/sources", "there is no source");
  if (sources.length + compareWith.length > MOST_SOURCES) {
    refuse("/sources", `there are more than ${MOST_SOURCES} sources`);
  }
  for (const [place, other] of compareWith.entries()) value(`/compareWith/${place}`, other, below);
  const names = new Set();
  for (const [number, source] of sources.entries()) {
    const place = `/sources/${number}`;
    object(place, source, sourceKeys);
    if (names.has(source.name)) refuse(`${place}/name`, `the name \`${source.name}\` is given twice`);
    names.add(source.name);
    for (const [key, inner] of Object.entries(source.headersFromEnv ?? {})) {
      value(pointer(`${place}/headersFromEnv`, key), key, header);
      value(pointer(`${place}/headersFromEnv`, key), inner, variable);
    }
    if (source.format !== undefined) {
      await checkFormat(source.format, (message) => refuse(`${place}/format`, message));
    }
  }
  const base = path === "-" ? process.cwd() : dirname(resolve(path));
  const stated = Object.fromEntries(Object.keys(limits).map((key) => [key, file[key] ?? DEFAULTS[key]]));
  return {
    folder: resolve(base, file.folder),
    compareWith: compareWith.map((other) => resolve(base, other)),
    sources: sources.map((source) => ({ ...stated, ...source })),
  };
}
