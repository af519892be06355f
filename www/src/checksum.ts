// Tells bytes from changed bytes: for files that have to belong together, and for what the browser keeps. It finds
// accidents, not forgery, and unlike the browser's own digests it can be had on a host without https.

const BEGIN = 0x811c9dc5;

function further(sum: number, bytes: Uint8Array): number {
  let next = sum;
  for (const byte of bytes) next = Math.imul(next ^ byte, 0x01000193);
  return next;
}

const told = (bytes: Uint8Array, sum: number) =>
  `${bytes.length}-${(sum >>> 0).toString(16).padStart(8, "0")}`;

/** FNV-1a of 32 bits, with the length. */
export function checksum(bytes: Uint8Array): string {
  return told(bytes, further(BEGIN, bytes));
}

/** So many bytes take some twenty milliseconds. */
const PIECE_BYTES = 1 << 22;

/** The same, piece by piece, so that the thread answers in between. */
export async function checksumInPieces(bytes: Uint8Array): Promise<string> {
  let sum = BEGIN;
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    if (at > 0) await new Promise((resolve) => setTimeout(resolve));
    sum = further(sum, bytes.subarray(at, at + PIECE_BYTES));
  }
  return told(bytes, sum);
}
