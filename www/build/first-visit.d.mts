// The types of first-visit.mjs, which runs without a compiler.

export type Kind = "HTML" | "CSS" | "JavaScript" | "wasm" | "catalogs";

/** The files of the first visit by their paths in the folder, with their kinds. */
export function firstVisit(folder: string): Map<string, Kind>;
