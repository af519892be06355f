// What is asked of the table beyond its rows: the counts of its facets, or all of it as text. Only the whole engine
// answers it.

import type { Catalog, Facet } from "perpixel";
import type { TableCall } from "./protocol.ts";

type Once = <T>(kind: string, question: unknown, ask: () => T) => T;

export function tableAnswer(
  catalog: Catalog,
  call: Exclude<TableCall, { verb: "tray" }>,
  once: Once,
): Facet[] | string {
  if (call.verb === "export") {
    const { format, job, query, display } = call.request;
    return catalog.export(format, job, query, display);
  }
  const { job, query } = call.request;
  const counts = catalog.facets(job, query);
  // Values that the other conditions leave nothing of are still values.
  const modes = query.modes ? { modes: query.modes } : {};
  const all = once("facets", [job, modes], () => catalog.facets(job, modes));
  return all.map(({ field, values }) => {
    const counted = counts.find((one) => one.field === field)?.values ?? [];
    const rest = values.filter(({ value }) => !counted.some((one) => one.value === value));
    return { field, values: [...counted, ...rest.map(({ value }) => ({ value, rows: 0 }))] };
  });
}
