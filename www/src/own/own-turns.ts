import { turns } from "../turns.ts";

/**
 * Changes of the reader's own things within this window. What is loaded and what is kept change together: who comes in
 * between sees one without the other, and drops what was just added or puts back what was removed.
 */
export const inTurn = turns();
