// Streams a usage log to the engine piece by piece: the next piece is read only when the last one is priced, so a
// file is never held whole and neither thread is kept from anything else for long.

import type { UsageOptions, UsageReport } from "perpixel";
import type { Outcome } from "../engine/protocol.ts";
import type { Actions } from "../state.ts";

/** Pieces are handed over whole up to this size, so that no single one takes long. */
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
  const reader = log.stream().getReader();
  const progress: Progress = { bytes: 0, rows: 0 };
  let told = 0;
  const cancelled = async () => {
    await reader.cancel();
    await ask("usageCancel", { meter });
    return null;
  };
  while (true) {
    let piece: ReadableStreamReadResult<Uint8Array<ArrayBuffer>>;
    try {
      piece = await reader.read();
    } catch (error) {
      await ask("usageCancel", { meter });
      return { ok: false, problem: unreadable(error) };
    }
    if (signal.aborted) return cancelled();
    if (piece.done) break;
    for (const chunk of pieces(piece.value)) {
      const bytes = chunk.byteLength;
      const pushed = await ask("usagePush", { meter, chunk });
      if (signal.aborted) return cancelled();
      if (!pushed.ok) {
        await reader.cancel();
        return pushed;
      }
      progress.bytes += bytes;
      progress.rows = pushed.answer;
    }
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

/** Each with a buffer of its own, for it is given away. */
function* pieces(chunk: Uint8Array<ArrayBuffer>): Generator<Uint8Array<ArrayBuffer>> {
  if (chunk.byteLength === chunk.buffer.byteLength && chunk.byteLength <= PIECE_BYTES) {
    yield chunk;
    return;
  }
  for (let at = 0; at < chunk.byteLength; at += PIECE_BYTES) yield chunk.slice(at, at + PIECE_BYTES);
}

function unreadable(error: unknown) {
  return {
    subject: "log",
    code: "fetch_failed",
    message: `the file cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    help: "choose it again; it may have been moved or changed",
  };
}
