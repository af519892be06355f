// What catalogs weigh, for the garbage collector. It sees a handle as a few bytes, whatever it holds within the module, and finalizers run between
// tasks, which code that only awaits `load` never leaves. Left to themselves ten thousand dropped catalogs held
// two gigabytes. So they bring buffers that tell the collector of their weight, and once much is held a load
// lets the finalizers have their turn. Both only hasten what happens anyway: nothing in use is ever freed.
const WEIGHT = 2; // bytes within the module for each of a source: half of one to two and a half, as measured with the shipped catalogs
const HASTE = 5; // how many times its weight the buffer stands for; with one alone collections come too late
const LARGEST = 16e6;
const LEAST = 4e6; // a buffer takes some time to reserve, so that one stands for several small catalogs
const PLENTY = 16e6;
let held = 0; // bytes within the module, by that measure
let owed = 0; // what the next buffer stands for
const ballast = new WeakMap();
const dropped =
  typeof FinalizationRegistry === "undefined"
    ? undefined
    : new FinalizationRegistry((bytes) => {
        held -= bytes;
      });

/** A catalog was loaded of these parts. */
export function weigh(catalog, parts) {
  const bytes = WEIGHT * parts.reduce((sum, { data }) => sum + data.length, 0);
  held += bytes;
  dropped?.register(catalog, bytes, catalog);
  owed += HASTE * bytes;
  let buffer;
  if (owed >= LEAST) {
    buffer = reserved(Math.min(owed, LARGEST));
    owed = 0;
  }
  ballast.set(catalog, { bytes, buffer });
}

// A buffer that could grow is reserved and not touched, so that it takes no memory; any other would be zeroed.
function reserved(maxByteLength) {
  try {
    return "resize" in ArrayBuffer.prototype ? new ArrayBuffer(maxByteLength, { maxByteLength }) : undefined;
  } catch {
    return undefined; // no room for it: then the collector has reason enough to run
  }
}

/** It was freed. */
export function unweigh(catalog) {
  const { bytes } = ballast.get(catalog) ?? {};
  if (bytes === undefined) return;
  held -= bytes;
  owed = Math.max(0, owed - HASTE * bytes);
  dropped?.unregister(catalog);
  ballast.delete(catalog);
}

// A worker at the edge has no timers before its first request, and is then let go on.
const nextTask = () =>
  new Promise((resolve) => {
    try {
      if (typeof setImmediate === "function") setImmediate(resolve);
      else setTimeout(resolve);
    } catch {
      resolve();
    }
  });

/** Lets finalizers have their turn where much is held. */
export async function settle() {
  if (held > PLENTY) await nextTask();
}
