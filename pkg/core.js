// The package apart from where its module comes from: initialising it once, errors that are one class,
// handles that refuse when they must, and a fresh instance after a trap. What the module answers is decided
// in the module; nothing here knows of prices.
//
// After a trap an instance is not to be trusted, and its handles with it. The compiled module is kept, so
// starting over costs a fraction of a millisecond. Each start is a generation; a handle remembers its own.

import { PerpixelError } from "./errors.js";
import init, * as engine from "./wasm/perpixel.js";

let ready; // the promise of the first instance
let generation = 0;
let broken = false; // the instance has trapped and is not replaced yet
const born = new WeakMap(); // a handle's generation; a freed handle has none

// The collector sees a handle as a few bytes, whatever it holds within the module, and finalizers run between
// tasks, which code that only awaits `load` never leaves. Left to themselves ten thousand dropped catalogs held
// two gigabytes. So each brings a buffer that tells the collector of its weight, and once much is held a load
// lets the finalizers have their turn. Both only hasten what happens anyway: nothing in use is ever freed.
const WEIGHT = 5; // bytes within the module for each of a source, as measured with the shipped catalogs
const HASTE = 5; // how many times its weight the buffer stands for; with one alone collections come too late
const LARGEST = 16e6;
const PLENTY = 16e6;
let held = 0; // bytes within the module, by that measure
const ballast = new WeakMap();
const dropped =
  typeof FinalizationRegistry === "undefined"
    ? undefined
    : new FinalizationRegistry((bytes) => {
        held -= bytes;
      });

function weigh(catalog, parts) {
  const bytes = WEIGHT * parts.reduce((sum, { data }) => sum + data.length, 0);
  held += bytes;
  dropped?.register(catalog, bytes, catalog);
  ballast.set(catalog, { bytes, buffer: reserved(Math.min(HASTE * bytes, LARGEST)) });
}

// A buffer that could grow is reserved and not touched, so that it takes no memory; any other would be zeroed.
function reserved(maxByteLength) {
  try {
    return "resize" in ArrayBuffer.prototype ? new ArrayBuffer(maxByteLength, { maxByteLength }) : undefined;
  } catch {
    return undefined; // no room for it: then the collector has reason enough to run
  }
}

function unweigh(catalog) {
  const { bytes } = ballast.get(catalog) ?? {};
  if (bytes === undefined) return;
  held -= bytes;
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

async function start(module) {
  try {
    await init({ module_or_path: module() });
    guard(Catalog, "catalog");
    guard(UsageMeter, "meter");
  } catch (cause) {
    ready = undefined;
    const help =
      "serve `perpixel_bg.wasm` beside the package's JavaScript, or import `perpixel/inline`, which holds it";
    const message = `the WebAssembly module cannot be started: ${cause?.message ?? cause}`;
    throw new PerpixelError("module_failed", message, { help, cause });
  }
}

function restart() {
  if (!broken) return;
  engine.__wbg_reset_state();
  broken = false;
}

// What the module refuses arrives as an error that says so. All else that it throws is a trap, an exhausted
// stack or memory: the instance is given up, first of all, because with little stack left even a call made
// here may throw.
function failure(thrown) {
  if (thrown?.name === "PerpixelError") return new PerpixelError(thrown.code, thrown.message, thrown);
  broken = true;
  generation += 1;
  try {
    restart();
  } catch {
    // The next load tries again, and says why when it cannot.
  }
  const help =
    "load the catalogs again; that starts a fresh instance. Please report it, it is a mistake in perpixel";
  const message = `the module stopped unexpectedly: ${thrown?.message ?? thrown}`;
  return new PerpixelError("internal", message, { help, cause: thrown });
}

function inside(work) {
  try {
    return work();
  } catch (thrown) {
    throw failure(thrown);
  }
}

// The module says what a source needs; the waiting is done here, so that no instance is ever waited in.
async function read(source) {
  let part = inside(() => engine.part(source, false));
  while (typeof part.data?.then === "function") {
    const data = await part.data.catch((cause) => {
      throw failure(inside(() => engine.unread(String(part.name ?? "the source"), cause)));
    });
    part = inside(() => engine.part({ ...part, data }, true));
  }
  return part;
}

export function loader(module) {
  return async function load(sources, options) {
    ready ??= start(module);
    await ready;
    inside(restart);
    const parts = await Promise.all((Array.isArray(sources) ? sources : [sources]).map(read));
    if (held > PLENTY) await nextTask();
    inside(restart); // another load may have failed meanwhile
    const catalog = inside(() => engine.open(parts, options));
    born.set(catalog, generation);
    weigh(catalog, parts);
    return catalog;
  };
}

export const { Catalog, UsageMeter } = engine;

function refuseUnlessAlive(handle, kind, noun) {
  const its = born.get(handle);
  if (its === generation) return;
  if (!(handle instanceof kind)) {
    throw new PerpixelError("bad_request", `a method was called without its ${noun}`, {
      help: "call it as in `catalog.info()`",
    });
  }
  if (its === undefined) {
    throw new PerpixelError("freed", `this ${noun} was freed`, { help: "load it again, or free it later" });
  }
  const message = `this ${noun} belonged to an instance of the module that has stopped`;
  throw new PerpixelError("internal", message, { help: "load it again; that starts a fresh instance" });
}

// Done by the start, and not by the import, so that a bundler may leave out what an application does not use.
function guard(kind, noun) {
  for (const name of Object.getOwnPropertyNames(kind.prototype)) {
    const method = kind.prototype[name];
    if (name === "constructor" || name === "free" || name.startsWith("__")) continue;
    kind.prototype[name] = {
      [name](...args) {
        refuseUnlessAlive(this, kind, noun);
        for (const arg of args) if (arg instanceof Catalog) refuseUnlessAlive(arg, Catalog, "catalog");
        const answer = inside(() => method.apply(this, args));
        if (answer instanceof UsageMeter) born.set(answer, generation);
        return answer;
      },
    }[name];
  }
  // Freeing twice is no mistake, because `using` and a call may meet. A handle of a stopped instance has
  // nothing left to free, and its address means something else in the fresh one.
  const { free } = kind.prototype;
  kind.prototype.free = function () {
    const its = born.get(this);
    born.delete(this);
    unweigh(this);
    if (its === generation) inside(() => free.call(this));
  };
  if (Symbol.dispose) kind.prototype[Symbol.dispose] = kind.prototype.free;
}
