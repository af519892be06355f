// The worker's entry: the engine, served over the worker's own message port. It begins with the lean one and fetches
// the whole one when a call needs it.

import { load } from "perpixel/lean";
import type { FromHost, ToHost } from "./protocol.ts";
import { serve } from "./serve.ts";

// The page's type library has no worker scope; this is the part of it that is used here.
interface WorkerScope {
  postMessage(message: FromHost): void;
  onmessage: ((event: MessageEvent<ToHost>) => void) | null;
}
const scope = self as unknown as WorkerScope;

const handle = serve(
  { load },
  (message) => scope.postMessage(message),
  () => import("perpixel"),
);
scope.onmessage = (event) => void handle(event.data);
