// Tells bytes from changed bytes: for files that have to belong together, and for what the browser keeps. It finds
// accidents, not forgery, and unlike the browser's own digests it can be had on a host without https.

/** FNV-1a of 32 bits, with the length. */
export function checksum(bytes: Uint8Array): string {
  let sum = 0x811c9dc5;
  for (const byte of bytes) sum = Math.imul(sum ^ byte, 0x01000193);
  return `${bytes.length}-${(sum >>> 0).toString(16).padStart(8, "0")}`;
}
