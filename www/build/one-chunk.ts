// Everything that the page needs at its start as one file. Left to itself the bundler cuts it where later parts
// share a piece of it, and small files compress worse and take a request each.

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
