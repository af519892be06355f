// Fetches the catalogs that the page ships, as bytes. Whether a file is a catalog at all is the engine's to say;
// what fails on the way is reported per file, so that one missing catalog leaves the others usable.

import type { CatalogFile, Problem } from "./protocol.ts";

const FOLDER = "catalogs/";
const LIST = "index.json";
const FILE_NAME = /^[\w-][\w.-]*\.json$/;

/** Whether it names a file beside the list. */
export function isFileName(name: unknown): name is string {
  return typeof name === "string" && FILE_NAME.test(name);
}

/** After this an answer that began is given up too. */
const FETCH_MS = 20_000;
const HELP = "reload the page; if that does not help, the file is not where the page was published";

export interface Fetched {
  files: CatalogFile[];
  problems: Problem[];
  /** Whether the one file is all catalogs, packed. */
  packed: boolean;
  /** What the list says that the files are, where they are documents and it says it. */
  sums?: CatalogList["sums"];
}

class FetchProblem extends Error {
  constructor(readonly problem: Problem) {
    super(problem.message);
  }
}

async function get(fetcher: typeof fetch, name: string, base: string): Promise<Response> {
  const subject = FOLDER + name;
  let response: Response;
  try {
    const signal = AbortSignal.timeout(FETCH_MS);
    const init: RequestInit = { cache: "no-cache", credentials: "same-origin", signal };
    response = await fetcher(new URL(subject, base), init);
  } catch {
    throw new FetchProblem({
      subject,
      code: "fetch_failed",
      message: `\`${subject}\` cannot be fetched: no answer from the server`,
      help: "check the connection and try again",
    });
  }
  if (!response.ok) {
    const message = `\`${subject}\` cannot be fetched: the server answers ${response.status}`;
    throw new FetchProblem({ subject, code: "fetch_failed", message, help: HELP });
  }
  return response;
}

export interface CatalogList {
  catalogs: string[];
  /** The list of price changes, as the file states it: whoever reads that list checks the name. */
  history?: unknown;
  /** What the files are, by their names: they are of one state only where it is theirs. */
  sums?: Readonly<Record<string, unknown>>;
}

/** What `catalogs/index.json` beside the page names. */
export async function catalogList(base: string, fetcher: typeof fetch): Promise<CatalogList> {
  const response = await get(fetcher, LIST, base);
  const subject = FOLDER + LIST;
  try {
    const list: unknown = await response.json();
    const { catalogs, history, sums } = list as { [K in keyof CatalogList]?: unknown };
    if (Array.isArray(catalogs) && catalogs.length > 0) {
      const good = catalogs.filter(isFileName);
      const stated = typeof sums === "object" && sums !== null ? (sums as CatalogList["sums"]) : undefined;
      if (good.length === catalogs.length)
        return { catalogs: good, history, ...(stated && { sums: stated }) };
    }
  } catch {
    // Falls through: what is no JSON is no list either.
  }
  const message = `\`${subject}\` is not a list of catalogs`;
  throw new FetchProblem({ subject, code: "wrong_shape", message, help: HELP });
}

function problemOf(error: unknown, subject: string): Problem {
  if (error instanceof FetchProblem) return error.problem;
  return {
    subject,
    code: "fetch_failed",
    message: `\`${subject}\` cannot be read: ${String(error)}`,
    help: HELP,
  };
}

/** All catalogs listed in `catalogs/index.json` beside the page. */
export async function fetchCatalogs(base: string, fetcher: typeof fetch = fetch): Promise<Fetched> {
  let listed: string[];
  let sums: CatalogList["sums"];
  try {
    ({ catalogs: listed, sums } = await catalogList(base, fetcher));
  } catch (error) {
    return { files: [], problems: [problemOf(error, FOLDER + LIST)], packed: false };
  }
  const problems: Problem[] = [];
  const files: CatalogFile[] = [];
  const results = await Promise.allSettled(
    listed.map(async (name) => {
      const response = await get(fetcher, name, base);
      return { name, bytes: new Uint8Array(await response.arrayBuffer()) };
    }),
  );
  results.forEach((result, at) => {
    if (result.status === "fulfilled") files.push(result.value);
    else problems.push(problemOf(result.reason, FOLDER + (listed[at] ?? "")));
  });
  return { files, problems, packed: false, ...(sums && { sums }) };
}
