// Times contestants against each other in one process: round after round, each once, in an order that turns, so that
// whatever else the machine does meets all of them alike. What counts is the median of each over the rounds.

/** Where results go, so that no compiler may leave the work out. */
export const sink = { result: undefined };

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** How far the middle half of the samples lies apart: the third quartile over the first. */
export function spread(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const last = sorted.length - 1;
  return sorted[Math.ceil(0.75 * last)] / sorted[Math.floor(0.25 * last)];
}

/**
 * Long enough for a browser's clock, which ticks every 5 µs, and far shorter than the turns that a busy system gives to
 * each process: most samples then lie within one.
 */
const SAMPLE_MS = 0.4;
const MOST_CALLS = 20_000;

async function sample({ run, waits, after }, calls) {
  const results = after ? [] : undefined;
  const began = performance.now();
  for (let call = 0; call < calls; call += 1) {
    const result = waits ? await run(call) : run(call);
    if (results) results.push(result);
    else sink.result = result;
  }
  const took = performance.now() - began;
  if (results) for (const result of results) after(result);
  sink.result = undefined;
  return took / calls;
}

/** A call that takes as long needs no warming up: what compiles it does so on the way. */
const SLOW_MS = 250;
const WARM_MS = 40;

/** How many calls make a sample, found once it is warm; what is slow has its first sample with its first call. */
async function calibrate(contestant) {
  const first = await sample(contestant, 1);
  if (first >= SLOW_MS) return { calls: 1, times: [first] };
  const began = performance.now();
  let calls = 1;
  while (performance.now() - began < WARM_MS) await sample(contestant, calls);
  for (;;) {
    // The least of several, since one that another process interrupts would seem long enough.
    let took = Number.POSITIVE_INFINITY;
    for (let turn = 0; turn < 3; turn += 1) took = Math.min(took, (await sample(contestant, calls)) * calls);
    if (took >= SAMPLE_MS || calls >= MOST_CALLS) return { calls, times: [] };
    calls = Math.min(MOST_CALLS, Math.ceil(calls * Math.min(10, (1.3 * SAMPLE_MS) / Math.max(took, 0.002))));
  }
}

/**
 * Milliseconds a call by name, and how far the samples lie apart. A contestant is
 * `{ name, run, waits?, after?, rounds? }`: `run` is timed and awaited where it `waits`, `after` takes its result off the
 * clock, and `rounds` is the most samples of one that is slow.
 *
 * @param {{ budget: number, least: number, leastSlow: number, collect?: () => void }} pace The time to spend in ms, the
 *   fewest samples of each contestant and of a slow one, and what collects garbage before each, where they are so large
 *   that one would pay for another's.
 */
export async function race(contestants, { budget, least, leastSlow, collect }) {
  const entries = [];
  for (const contestant of contestants) {
    const { calls, times } = await calibrate(contestant);
    const slow = times.length > 0;
    const { rounds = Number.POSITIVE_INFINITY } = contestant;
    // A slow one would fill the time alone.
    const most = slow ? Math.min(rounds, leastSlow) : rounds;
    entries.push({ contestant, calls, times, most, enough: Math.min(most, least) });
  }
  const began = performance.now();
  const open = () =>
    performance.now() - began < budget && entries.some(({ times, most }) => times.length < most);
  for (let round = 0; entries.some(({ times, enough }) => times.length < enough) || open(); round += 1) {
    for (let turn = 0; turn < entries.length; turn += 1) {
      const { contestant, calls, times, most } = entries[(turn + round) % entries.length];
      if (times.length >= most) continue;
      collect?.();
      times.push(await sample(contestant, calls));
    }
  }
  const each = (figure) =>
    Object.fromEntries(entries.map(({ contestant, times }) => [contestant.name, figure(times)]));
  return { times: each(median), spreads: each(spread) };
}
