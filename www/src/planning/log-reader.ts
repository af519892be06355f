// Streams a usage log to the engine piece by piece: the next piece is read only when the last one is priced, so a
// file is never held whole and neither thread is kept from anything else for long.

import type { UsageOptions, UsageReport } from "perpixel";
import type { Outcome } from "../engine/protocol.ts";
import type { Actions } from "../state.ts";

/** All pieces are of one size, so that each takes the room in the module that the one before it left. */
const PIECE_BYTES = 1 << 20;
/** How often the reader is told how far it is. */
const TELL_MS = 100;

export interface Progress {
  bytes: number;
  rows: number;
}

interface Reading {
  log: Blob;
  options: UsageOptions;
  signal: AbortSignal;
  tell(progress: Progress): void;
}

let meters = 0;

/** The report, why there is none, or `null` after a cancel. */
export async function readLog(
  ask: Actions["ask"],
  { log, options, signal, tell }: Reading,
): Promise<Outcome<UsageReport> | null> {
  meters += 1;
  const meter = meters;
  const begun = await ask("usageBegin", { meter, options });
  if (!begun.ok) return begun;
  const progress: Progress = { bytes: 0, rows: 0 };
  let told = 0;
  const cancelled = async () => {
    await ask("usageCancel", { meter });
    return null;
  };
  for (let at = 0; at < log.size; at += PIECE_BYTES) {
    let chunk: Uint8Array<ArrayBuffer>;
    try {
      chunk = new Uint8Array(await log.slice(at, at + PIECE_BYTES).arrayBuffer());
    } catch (error) {
      await ask("usageCancel", { meter });
      return { ok: false, problem: unreadable(error) };
    }
    if (signal.aborted) return cancelled();
    // The buffer is given away.
    const bytes = chunk.byteLength;
    const pushed = await ask("usagePush", { meter, chunk });
    if (signal.aborted) return cancelled();
    if (!pushed.ok) return pushed;
    progress.bytes += bytes;
    progress.rows = pushed.answer;
    const now = performance.now();
    if (now - told >= TELL_MS) {
      told = now;
      tell({ ...progress });
    }
  }
  tell({ ...progress });
  const report = await ask("usageFinish", { meter });
  return signal.aborted ? null : report;
}

function unreadable(error: unknown) {
  return {
    subject: "log",
    code: "fetch_failed",
    message: `the file cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    help: "choose it again; it may have been moved or changed",
  };
}
