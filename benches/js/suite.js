// All groups of benches, in an order that leaves the first one a process in which no module has started yet.
import { bulk } from "./bulk.js";
import { loading } from "./loading.js";
import { quoting } from "./quoting.js";
import { startup } from "./startup.js";
import { table } from "./table.js";

const GROUPS = { startup, quoting, loading, table, bulk };

/**
 * Runs them and returns the figures, times in milliseconds.
 *
 * @param {{ perpixel: object, shipped: string, cold: Function, collect?: Function, say: Function }} platform
 * @param {{ quick: boolean, only?: string[] }} options
 */
export async function suite(platform, { quick, only }) {
  const fewest = quick ? { least: 5, leastSlow: 1 } : { least: 7, leastSlow: 3 };
  const pace = (weight) => ({ budget: (quick ? 250 : 1000) * weight, ...fewest });
  const figures = [];
  for (const [name, group] of Object.entries(GROUPS)) {
    if (only && !only.includes(name)) continue;
    platform.say(name);
    figures.push(...(await group({ ...platform, pace, quick })));
    platform.collect?.();
  }
  return figures;
}
