// The types of lean-code.mjs, which runs without a compiler.

/** The code of that file, by its path within `pkg/`; of one of the binding it is `wasm-lean/`'s own. */
export function leanCode(path: string, code: string): string;

/** With the lean module wherever the whole one is named. */
export function leanPath(text: string): string;
