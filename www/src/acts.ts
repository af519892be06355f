// What the page needs once its reader does something, and when a link says what someone did: what reads links and
// volumes, and what is drawn only in answer to a choice. It is one file, fetched by `on-act.ts`.

export { Bought } from "./compare/bought.tsx";
export { RelaxedTerms } from "./compare/relaxed-terms.tsx";
export { FreeSize } from "./components/free-size.tsx";
export { RareCell } from "./components/rare-cells.tsx";
export { readAddress } from "./read-address.ts";
export { readAsked } from "./volume.ts";
