// The package apart from where its module comes from: initialising it once, errors that are one class,
// handles that refuse when they must, and a fresh instance after a trap. What the module answers is decided
// in the module; nothing here knows of prices.
//
// After a trap an instance is not to be trusted, and its handles with it. The compiled module is kept, so
// starting over costs a fraction of a millisecond. Each start is a generation; a handle remembers its own.

import { PerpixelError } from "./errors.js";
import { reader } from "./sources.js";
import * as engine from "./wasm/perpixel.js";
import { settle, unweigh, weigh } from "./weight.js";

let ready; // the promise of the first instance
export let generation = 0;
let broken = false; // the instance has trapped and is not replaced yet
const born = new WeakMap(); // a handle's generation; a freed handle has none
const owners = new WeakMap(); // whose columns a view shows: while it is used the sheet is not collected

async function start(begin, hasten) {
  try {
    await begin();
    hasten?.();
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
export function failure(thrown) {
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

export function inside(work) {
  try {
    return work();
  } catch (thrown) {
    throw failure(thrown);
  }
}

const read = /* @__PURE__ */ reader(engine.part, engine.unread, inside, failure);

// How long a phase took stands in the user timing of the platform, where it keeps one: that of the last load alone.
const clock = globalThis.performance;
const now = () => clock?.now();

function timed(phase, start) {
  try {
    clock.clearMeasures(phase);
    clock.measure(phase, { start });
  } catch {
    // It keeps none.
  }
}

export function loader(begin, hasten) {
  return async function load(sources, options) {
    ready ??= start(begin, hasten);
    await ready;
    inside(restart);
    let since = now();
    const parts = await Promise.all((Array.isArray(sources) ? sources : [sources]).map(read));
    timed("perpixel:read", since);
    await settle();
    inside(restart); // another load may have failed meanwhile
    since = now();
    const catalog = inside(() => engine.open(parts, options));
    timed("perpixel:load", since);
    born.set(catalog, generation);
    weigh(catalog, parts);
    return catalog;
  };
}

// Guarded from the import on, because a call before the first load is to refuse as well; and called pure, so that a
// bundler may leave out what an application does not use. The lean module makes catalogs alone.
export const Catalog = /* @__PURE__ */ guard(engine.Catalog, "catalog");
export const UsageMeter = engine.UsageMeter && /* @__PURE__ */ guard(engine.UsageMeter, "meter");
export const UsageSheet = engine.UsageSheet && /* @__PURE__ */ guard(engine.UsageSheet, "sheet");
export const Quoter = engine.Quoter && /* @__PURE__ */ guard(engine.Quoter, "quoter", narrow);

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

function broad(name, method, kind, noun) {
  return {
    [name](...args) {
      refuseUnlessAlive(this, kind, noun);
      for (const arg of args) if (arg instanceof Catalog) refuseUnlessAlive(arg, Catalog, "catalog");
      const answer = inside(() => method.apply(this, args));
      for (const made of [UsageMeter, UsageSheet, Quoter]) {
        if (made && answer instanceof made) born.set(answer, generation);
      }
      if (kind === UsageSheet && ArrayBuffer.isView(answer)) owners.set(answer, this);
      return answer;
    },
  }[name];
}

// For calls of one number, which take less time than the above. What is no number is none to the module either: it
// would refuse a big integer by a trap, and read a text.
function narrow(name, method, kind, noun) {
  return {
    [name](number) {
      if (born.get(this) !== generation) refuseUnlessAlive(this, kind, noun);
      try {
        return method.call(this, typeof number === "number" ? number : Number.NaN);
      } catch (thrown) {
        throw failure(thrown);
      }
    },
  }[name];
}

function guard(kind, noun, guarded = broad) {
  for (const name of Object.getOwnPropertyNames(kind.prototype)) {
    const method = kind.prototype[name];
    if (name === "constructor" || name === "free" || name.startsWith("__")) continue;
    kind.prototype[name] = guarded(name, method, kind, noun);
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
  return kind;
}
