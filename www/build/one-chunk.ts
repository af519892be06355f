// Which modules become one file. Left to itself the bundler cuts wherever parts share a piece, and small files compress
// worse, take a request each, and stand in the page's start by name.

import type { Rolldown } from "vite";

interface Graph {
  getModuleInfo(id: string): { importedIds: readonly string[] } | null;
}

/** Names the chunk of every module that the entry imports, however far away, and of no other. */
export function startOf(entry: string, name: string): Rolldown.CodeSplittingGroup {
  let reached: Set<string> | undefined;
  return {
    name(id: string, graph: Graph) {
      reached ??= imported(entry, graph);
      return reached.has(id) ? name : null;
    },
  } as Rolldown.CodeSplittingGroup;
}

/** What later parts of the page share: files that are needed together, or nearly so. */
const SHARED: Readonly<Record<string, readonly string[]>> = {
  // What a reader's first act needs, and nothing before it.
  acts: [
    "acts",
    "compare/bought",
    "compare/relaxed-terms",
    "components/free-size",
    "components/rare-cells",
    "read-*",
    "terms",
    "volume",
    "compare/currency",
    "compare/facet-names",
    "compare/read-*",
    "components/source-link",
    "components/status-names",
  ],
  // Of the reader's own things.
  "book-storage": ["own/book-storage", "own/own-turns"],
  // Of the forms of the planning views.
  planning: [
    "planning/drop-file",
    "planning/figures",
    "planning/list-text",
    "planning/plan-*",
    "planning/read",
    "planning/suggestions",
    "planning/use-*",
    "planning/workload-request",
  ],
};

/** Names the chunks of {@link SHARED}, whose files stand in `folder`. */
export function shared(folder: string): Rolldown.CodeSplittingGroup[] {
  return Object.entries(SHARED).map(([name, files]) => ({
    name,
    test: (id: string) =>
      id.startsWith(folder) &&
      files.some((file) => matches(id.slice(folder.length).replace(/\.tsx?$/, ""), file)),
  }));
}

function matches(name: string, pattern: string): boolean {
  return pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

function imported(entry: string, graph: Graph): Set<string> {
  const reached = new Set<string>();
  const waiting = [entry];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    waiting.push(...(graph.getModuleInfo(id)?.importedIds ?? []));
  }
  return reached;
}
