// Stands above the prerendered page when the engine cannot be had. The figures below are still true of the
// catalog that was built in, for the default job only; the message says exactly that.

import { visible } from "../names.ts";

interface Props {
  reason: string;
  retry(): void;
}

export function EngineFailed({ reason, retry }: Props) {
  return (
    <div class="message message-problem" role="alert">
      <p>
        <strong>The price engine could not be started.</strong> The figures below are those of the build: the
        default job of 10,000 images a month at 1024×1024, whatever the address says. Controls do not work.
      </p>
      <p class="help">
        Reason: {visible(reason, 300)}. A browser that runs WebAssembly and a complete copy of this page are
        needed.
      </p>
      <button type="button" onClick={retry}>
        Try again
      </button>
    </div>
  );
}
