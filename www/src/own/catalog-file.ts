// A catalog of the reader's own, from a chosen file or pasted text: its bytes, and a name that no other source has.

import type { CatalogFile, Outcome } from "../engine/protocol.ts";

/** The engine's own limit of one document; a larger file is not even read. */
const MOST_BYTES = 64 * 1024 * 1024;
const PASTED = "pasted catalog";

/** `name`, or `name (2)` and so on where it is taken. */
export function freeName(name: string, taken: readonly string[]): string {
  if (!taken.includes(name)) return name;
  for (let number = 2; ; number += 1) {
    const next = `${name} (${number})`;
    if (!taken.includes(next)) return next;
  }
}

export async function readCatalog(
  content: File | string,
  asked: string,
  taken: readonly string[],
): Promise<Outcome<CatalogFile>> {
  const own = typeof content === "string" ? PASTED : content.name;
  const name = freeName(asked.trim() || own || PASTED, taken);
  const refuse = (code: string, message: string, help: string) =>
    ({ ok: false, problem: { subject: name, code, message, help } }) as const;
  if (typeof content === "string")
    return { ok: true, answer: { name, bytes: new TextEncoder().encode(content) } };
  if (content.size > MOST_BYTES) {
    const message = `the document has ${content.size} bytes, over the limit of ${MOST_BYTES}`;
    return refuse("too_large", message, "split the catalog into several sources");
  }
  try {
    return { ok: true, answer: { name, bytes: new Uint8Array(await content.arrayBuffer()) } };
  } catch (error) {
    return refuse("unreadable", `the file cannot be read: ${String(error)}`, "choose the file again");
  }
}
