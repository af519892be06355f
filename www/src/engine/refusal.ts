// What the engine refuses, told apart from what breaks: a refusal is a problem that the reader can be told about,
// anything else that is thrown is a fault of this page or of the engine.

import type { Problem } from "./protocol.ts";

/** Carries a problem that the reader can be told about. */
export class Refused extends Error {
  constructor(readonly problem: Problem) {
    super(problem.message);
  }
}

// The engine's errors are told by their data, because their class may come from another copy of the package.
export function problemOf(error: unknown, subject: string): Problem | null {
  if (!(error instanceof Error) || error.name !== "PerpixelError") return null;
  const { code, path, help } = error as Error & { code?: unknown; path?: unknown; help?: unknown };
  // A stopped instance or a module that does not start is no fault of a catalog: a fresh host is to try again.
  if (typeof code !== "string" || code === "internal" || code === "module_failed") return null;
  const problem: Problem = { subject, code, message: error.message };
  if (typeof path === "string") problem.path = path;
  if (typeof help === "string") problem.help = help;
  return problem;
}

export async function refusing<T>(subject: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const problem = problemOf(error, subject);
    throw problem ? new Refused(problem) : error;
  }
}
