// What a start costs where nothing is warm: each time in a worker of its own, whose engine has compiled nothing yet.
// The worker of each platform gives the package and the way to an empty module, which is what there is to beat.

/** The smallest module that there is: the magic number and the version. */
export const EMPTY = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

/** The memory of the instance that is started from now on. */
function watched() {
  const seen = {};
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const own = WebAssembly[name];
    WebAssembly[name] = async (...given) => {
      const result = await own.apply(WebAssembly, given);
      seen.memory = (result.instance ?? result).exports.memory;
      return result;
    };
  }
  WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
    construct(kind, given) {
      const made = new kind(...given);
      seen.memory = made.exports.memory;
      return made;
    },
  });
  return seen;
}

/** @param {"start" | "empty" | "memory"} task */
export async function cold({ task, bytes, model, count }, { load, empty }) {
  if (task === "memory") {
    const seen = watched();
    const catalog = await load(bytes, { asOf: "2026-06-30" });
    const { models } = catalog.info();
    return { models, bytes: seen.memory.buffer.byteLength };
  }
  const began = performance.now();
  if (task === "empty") {
    await empty();
    return { ms: performance.now() - began };
  }
  const catalog = await load(bytes, { asOf: "2026-06-30" });
  const { cheapest } = catalog.quote({ model, count });
  return { ms: performance.now() - began, total: cheapest.total };
}
