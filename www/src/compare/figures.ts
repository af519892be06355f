// In what the figures on the screen are, and under which columns: those of the answer that is shown, which may be of
// the last request while the next is computed. Each is a signal of its own, so that a row is only drawn anew for what
// changes in it.

import type { Address } from "../address.ts";
import type { ViewAnswer } from "../engine/protocol.ts";
import { computed, type ReadonlySignal, type Signal } from "../signals.ts";
import { isVideo } from "../sizes.ts";
import { type Column, shownColumns } from "./columns.ts";
import type { Unit } from "./units.ts";

export interface Figures {
  unit: ReadonlySignal<Unit>;
  video: ReadonlySignal<boolean>;
  /** ISO 4217. */
  currency: ReadonlySignal<string>;
  columns: ReadonlySignal<readonly Column[]>;
  /** The reader has not chosen others. */
  usual: ReadonlySignal<boolean>;
}

export function figuresOf(view: Signal<ViewAnswer | null>, address: Signal<Address>): Figures {
  const unit = computed<Unit>(() => view.value?.display?.unit ?? "each");
  const chosen = computed(() => address.value.columns);
  return {
    unit,
    video: computed(() => isVideo(view.value?.job.mode)),
    currency: computed(() => view.value?.display?.currency?.code ?? "USD"),
    columns: computed(() => shownColumns(chosen.value, unit.value)),
    usual: computed(() => chosen.value === null),
  };
}
