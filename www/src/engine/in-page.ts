// The engine on the page's own thread, behind the same port as the worker: for settings where a worker cannot
// be had, such as some browsers with a page opened from disk. It is loaded only when it is needed, and begins with
// the lean engine as the worker does.

import { load } from "perpixel/lean";
import type { FromHost, ToHost } from "./protocol.ts";
import { serve } from "./serve.ts";

export function inPage(post: (message: FromHost) => void): (message: ToHost) => void {
  const handle = serve({ load }, post, () => import("perpixel"));
  return (message) => void handle(message);
}
