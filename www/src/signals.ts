// Values that know who reads them, as the library has them, and a computed one of a component with its inputs.

import { computed, type ReadonlySignal } from "@preact/signals";
import { useMemo } from "preact/hooks";

export { batch, computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";

/** A computed signal of one component. */
export function useComputed<T>(make: () => T, inputs: unknown[]): ReadonlySignal<T> {
  return useMemo(() => computed(make), inputs);
}
