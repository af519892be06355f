// Takes what `load` was given to where it is text or bytes. The module says what a source needs; the waiting is done
// here, so that no instance is ever waited in.

/** What reads a source with these two of the module, `inside` of it, where `failure` tells what went wrong. */
export const reader = (part, unread, inside, failure) =>
  async function read(source) {
    let step = inside(() => part(source));
    while (waits(step.data)) {
      const data = await arrived(step.data).catch((cause) => {
        throw failure(inside(() => unread(String(step.name ?? "the source"), cause)));
      });
      step = inside(() => part({ ...step, data }));
    }
    return step;
  };

/** Whether an answer or its body is yet to come. */
const waits = (data) => typeof data?.then === "function" || typeof data?.getReader === "function";

// A body is read piece by piece, because `arrayBuffer()` takes twice as long over it.
async function arrived(data) {
  if (data.then) return data;
  const body = data.getReader();
  const pieces = [];
  let length = 0;
  for (;;) {
    const { done, value } = await body.read();
    if (done) break;
    if (!ArrayBuffer.isView(value)) throw new TypeError("its body is no bytes");
    pieces.push(value);
    length += value.length;
  }
  if (pieces.length === 1) return pieces[0];
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
