// Puts a host behind a message port: calls in, answers, refusals and faults out, and a beat each second while a
// call waits for the network. A thread that is stuck cannot send the beat, which is how the page notices.

import { type Engine, Host, Refused } from "./host.ts";
import type { FromHost, ToHost } from "./protocol.ts";
import type { Fetch } from "./upgrade.ts";

export const BEAT_MS = 1000;
/** A call that waits for the network longer than this stops beating, and the page gives it up. */
const MAX_BEATS = 60;

/** Returns the handler of incoming messages. Where the engine is the lean one, `whole` fetches the other. */
export function serve(
  engine: Engine,
  post: (message: FromHost) => void,
  whole?: Fetch,
): (message: ToHost) => Promise<void> {
  const host = new Host(engine, whole);
  post({ type: "ready" });
  return async ({ id, call }) => {
    let beats = 0;
    const timer = setInterval(() => {
      beats += 1;
      if (beats > MAX_BEATS) clearInterval(timer);
      else post({ type: "beat", id });
    }, BEAT_MS);
    try {
      post({ type: "answer", id, answer: await host.answer(call) });
    } catch (error) {
      if (error instanceof Refused) post({ type: "refusal", id, problem: error.problem });
      else post({ type: "fault", id, message: error instanceof Error ? error.message : String(error) });
    } finally {
      clearInterval(timer);
    }
  };
}
