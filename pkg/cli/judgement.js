// Whether what a source answers may take the place of its last snapshot: it has to be a catalog with prices and
// hardly any errors, whose prices have not jumped and whose offers are still there. What is found and what
// changed are the engine's answers; here they are only held against the limits.
import { load } from "../inline.js";
import { isBeyond, isMoreOf, numberOfFactor, shareOfPercent } from "./decimal.js";
import { Refusal } from "./refusal.js";

const KINDS = ["appeared", "vanished", "rose", "fell", "priced", "unpriced"];

/** A catalog without an offer, to compare with. */
export const NOTHING = {
  name: "nothing",
  data: '{"format":"perpixel/rate-card@1","name":"nothing","date":"2026-01-01","models":[]}',
};

/** A source's bytes, as the engine takes them. */
export const partOf = ({ name, format }, data) => ({
  name,
  data,
  ...(format === undefined ? {} : { format }),
});

// The jobs at which prices are held against the limit; the first is the one that the history is of.
const JOBS = [
  {},
  ...["edit", "t2v", "i2v"].map((mode) => ({ mode })),
  ...["0.5K", "2K", "4K", "480p", "1080p"].map((resolution) => ({ resolution })),
  ...["low", "medium", "high"].map((quality) => ({ quality })),
  { audio: true },
  { batch: true },
];
const LISTED = 100; // findings of one code, as the engine lists them unless more are tolerated

export const plural = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** How many there are of each value. */
function tally(list, keyOf) {
  const counts = new Map();
  for (const one of list) counts.set(keyOf(one), (counts.get(keyOf(one)) ?? 0) + 1);
  return counts;
}

/** What an offer is known by, even where its provider's own id for it or its limits change. */
const offerOf = ({ model, provider, variant, per, job }) =>
  JSON.stringify([model, provider, variant ?? null, per, job ?? null]);

/** Offers that vanished beside ones that appeared in their stead, with the prices of both. */
function replaced(changes) {
  const gone = new Map();
  for (const change of changes) {
    if (change.kind !== "vanished" || change.before === null) continue;
    gone.set(offerOf(change), [...(gone.get(offerOf(change)) ?? []), change.before]);
  }
  const pairs = [];
  for (const change of changes) {
    const before =
      change.kind === "appeared" && change.after !== null ? gone.get(offerOf(change)) : undefined;
    if (before) pairs.push({ change, before });
  }
  return pairs;
}

/** The prices that jump, among the changes at one job. */
function jumpsAmong(changes, factor) {
  const jumps = changes.filter(
    ({ before, after }) => before !== null && after !== null && isBeyond(before, after, factor),
  );
  for (const { change, before } of replaced(changes)) {
    if (before.every((usd) => isBeyond(usd, change.after, factor))) {
      jumps.push({ ...change, before: before[0] });
    }
  }
  return jumps;
}

/** A price may jump at one job and stay at another, so several are looked at. */
function checkJumps(older, newer, { maxJump }) {
  const factor = numberOfFactor(maxJump);
  const byOffer = new Map();
  for (const job of JOBS) {
    for (const jump of jumpsAmong(older.diff(newer, { job }).changes, factor)) {
      const key = JSON.stringify([offerOf(jump), jump.before, jump.after]);
      if (!byOffer.has(key)) byOffer.set(key, { ...jump, ...(jump.job === undefined ? { at: job } : {}) });
    }
  }
  const jumps = [...byOffer.values()];
  if (jumps.length === 0) return;
  const [{ model, provider, before, after }] = jumps;
  const first = `\`${model}\` at \`${provider}\` from $${before} to $${after}`;
  const more = jumps.length > 1 ? ` and ${jumps.length - 1} more` : "";
  throw new Refusal("jump", `a price jumps by more than ${maxJump}: ${first}${more}`, { jumps });
}

function checkLost(changes, total, { maxLost }) {
  const found = new Set(replaced(changes).map(({ change }) => offerOf(change)));
  const lost = changes.filter(
    (change) =>
      change.before !== null &&
      (change.kind === "unpriced" || (change.kind === "vanished" && !found.has(offerOf(change)))),
  );
  if (!isMoreOf(lost.length, total, shareOfPercent(maxLost))) return;
  throw new Refusal("lost", `${lost.length} of ${total} prices are gone, more than ${maxLost}`);
}

/** What a catalog's findings come to. */
function checkFindings(findings, { maxErrors }) {
  const errors = findings.filter(({ severity }) => severity === "error");
  const kinds = tally(findings, ({ severity, code }) => `${severity} ${code}`);
  const counted = [...kinds].map(([kind, count]) => ({
    severity: kind.split(" ")[0],
    code: kind.split(" ")[1],
    count,
  }));
  if (errors.length > maxErrors) {
    const { message, path } = errors[0];
    const first = `the first one is at ${path === "" ? "the top" : path}: ${message}`;
    throw new Refusal("errors", `there are more errors than ${maxErrors}, which are tolerated: ${first}`, {
      findings: counted,
      errors: errors.slice(0, LISTED),
    });
  }
  return counted;
}

/** Loads, uses and frees a catalog: a large one is not to wait for a collector. */
async function opened(part, options, code, use) {
  let catalog;
  try {
    catalog = await load(part, options);
    return await use(catalog);
  } catch (error) {
    if (error?.name !== "PerpixelError") throw error;
    throw new Refusal(code, error.message, { engine: error.code });
  } finally {
    catalog?.free();
  }
}

const isPriced = ({ after }) => after !== null;

const countsOf = (changes) => {
  const counts = tally(changes, ({ kind }) => kind);
  return Object.fromEntries(KINDS.map((kind) => [kind, counts.get(kind) ?? 0]));
};

/**
 * What is to be recorded of a source's new bytes: the changes from its last snapshot, and what was found.
 * Refuses what does not stay within the source's limits.
 */
export async function judge(source, bytes, last, options) {
  // Over the limit the engine counts what it does not list.
  const settings = { ...options, maxFindings: Math.max(LISTED, source.maxErrors + 1) };

  return opened(NOTHING, {}, "no_catalog", (none) =>
    opened(partOf(source, bytes), settings, "no_catalog", async (newer) => {
      const findings = checkFindings(newer.findings(), source);
      const { models, offers } = newer.info();
      if (offers === 0) throw new Refusal("no_offers", "the catalog lists no offer");
      // Against nothing, every offer has appeared: with its price at its own standard where it has no other.
      let { changes } = none.diff(newer, {});
      if (!changes.some(isPriced)) throw new Refusal("no_prices", "none of its offers has a price");
      if (last !== null) {
        const then = { ...settings, asOf: last.date };
        changes = await opened(partOf(source, last.bytes), then, "snapshot", (older) => {
          const between = older.diff(newer, {}).changes;
          checkJumps(older, newer, source);
          checkLost(between, none.diff(older, {}).changes.filter(isPriced).length, source);
          return between;
        });
      }
      return { models, offers, findings, changes, counts: countsOf(changes) };
    }),
  );
}
