// Answers the page's calls with the engine. The same code runs in the worker, on the page's own thread where no
// worker can be had, and in the build that prerenders the page; so the engine is handed in, never imported.
// It chooses what the page needs from the engine's answers and computes nothing about money itself.

import type { Catalog, Comparison, Job, LoadOptions, PricedOffer, Quote, Row, Source } from "perpixel";
import type {
  Answer,
  Call,
  CatalogFile,
  CheapestCell,
  Loaded,
  LoadRequest,
  MonthlyCell,
  Problem,
  RoutedCell,
  TableRow,
  ViewAnswer,
  ViewRequest,
} from "./protocol.ts";

export interface Engine {
  load(sources: Source | Source[], options?: LoadOptions): Promise<Catalog>;
}

/** Carries a problem that the reader can be told about; anything else that is thrown is a fault. */
export class Refused extends Error {
  constructor(readonly problem: Problem) {
    super(problem.message);
  }
}

const ANSWERS = 3;

// The engine's errors are told by their data, because their class may come from another copy of the package.
function problemOf(error: unknown, subject: string): Problem | null {
  if (!(error instanceof Error) || error.name !== "PerpixelError") return null;
  const { code, path, help } = error as Error & { code?: unknown; path?: unknown; help?: unknown };
  // A stopped instance or a module that does not start is no fault of a catalog: a fresh host is to try again.
  if (typeof code !== "string" || code === "internal" || code === "module_failed") return null;
  const problem: Problem = { subject, code, message: error.message };
  if (typeof path === "string") problem.path = path;
  if (typeof help === "string") problem.help = help;
  return problem;
}

async function refusing<T>(subject: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const problem = problemOf(error, subject);
    throw problem ? new Refused(problem) : error;
  }
}

function options(asOf: string | undefined): LoadOptions {
  return asOf === undefined ? {} : { asOf };
}

function sources(files: CatalogFile[]): Source[] {
  return files.map((file) => ({ name: file.name, data: file.bytes }));
}

function cheapestCell(offer: PricedOffer): CheapestCell {
  const cell: CheapestCell = {
    provider: offer.provider,
    status: offer.status,
    price: offer.price,
    per: offer.per,
  };
  if (offer.low !== undefined) cell.low = offer.low;
  if (offer.high !== undefined) cell.high = offer.high;
  if (offer.note !== undefined) cell.note = offer.note;
  return cell;
}

function unpriced(row: Row): TableRow["unpriced"] {
  if (row.cheapest !== null) return null;
  if (row.offers.length === 0) return "not-offered";
  return row.offers.some((offer) => offer.status === "rate-only") ? "rate-only" : "unknown";
}

function routedCell({ routed, offers }: Row): RoutedCell | null {
  const { provider, upstream, billed } = routed;
  const offer = offers.find((one) => one.provider === provider && one.price === upstream);
  if (!offer || provider === null || billed === null) return null;
  return { provider, billed, status: offer.status, per: offer.per };
}

export function tableRow(row: Row): TableRow {
  const { model } = row;
  const cheapest = row.cheapest === null ? undefined : row.offers[row.cheapest];
  const slim: TableRow = {
    id: model.id,
    name: model.name,
    vendor: model.vendor,
    elo: model.elo,
    license: model.license,
    weights: model.weights,
    pareto: row.pareto,
    offers: row.offers.length,
    spread: row.spread,
    cheapest: cheapest ? cheapestCell(cheapest) : null,
    unpriced: unpriced(row),
    routed: routedCell(row),
    unrouted: row.routed.reason,
  };
  if (model.retires) slim.retires = model.retires;
  if (model.replacement) slim.replacement = model.replacement;
  return slim;
}

function monthlyCell({ cheapest, routed }: Quote): MonthlyCell {
  return {
    cheapest: cheapest && { status: cheapest.status, price: cheapest.total },
    routed: routed?.billed ? { status: routed.status, price: routed.billed } : null,
  };
}

export class Host {
  #engine: Engine;
  #catalog: Catalog | null = null;
  #models: { id: string; name: string }[] = [];
  // The last comparison and its quotes stay until the job or query changes: opening a row recomputes nothing.
  #comparison: { key: string; value: Comparison } | null = null;
  #quotes: { key: string; of: Map<string, Quote> } = { key: "", of: new Map() };

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  answer(call: Call): Promise<Loaded | ViewAnswer> {
    return call.verb === "load" ? this.load(call.request) : this.view(call.request);
  }

  async load({ files, asOf }: LoadRequest): Promise<Loaded> {
    const problems: Problem[] = [];
    let catalog: Catalog;
    if (files.length === 1) {
      const subject = files[0]?.name ?? "catalog";
      catalog = await refusing(subject, () => this.#engine.load(sources(files), options(asOf)));
    } else {
      catalog = await this.#loadGood(files, asOf, problems);
    }
    this.#catalog?.free();
    this.#catalog = catalog;
    this.#comparison = null;
    this.#quotes = { key: "", of: new Map() };
    this.#models = catalog
      .models({ sort: "name", includeRetired: true })
      .map(({ id, name }) => ({ id, name }));
    return { info: catalog.info(), findings: catalog.findings(), models: this.#models, problems };
  }

  /** One broken catalog must not take the others with it: each is tried alone once all together have failed. */
  async #loadGood(files: CatalogFile[], asOf: string | undefined, problems: Problem[]): Promise<Catalog> {
    try {
      return await this.#engine.load(sources(files), options(asOf));
    } catch (error) {
      if (!problemOf(error, "")) throw error;
    }
    const good: CatalogFile[] = [];
    for (const file of files) {
      try {
        (await this.#engine.load(sources([file]), options(asOf))).free();
        good.push(file);
      } catch (error) {
        const problem = problemOf(error, file.name);
        if (!problem) throw error;
        problems.push(problem);
      }
    }
    const first = problems[0];
    if (good.length === 0 && first) throw new Refused(first);
    return refusing("catalogs", () => this.#engine.load(sources(good), options(asOf)));
  }

  view(request: ViewRequest): Promise<ViewAnswer> {
    return refusing("job", () => this.#view(request));
  }

  #view(request: ViewRequest): ViewAnswer {
    const catalog = this.#catalog;
    if (!catalog) throw new Error("a view was asked for before a catalog was loaded");
    const { job, count } = request;
    const comparison = this.#compare(catalog, request);
    const open = new Set(request.open);
    const details = new Map<string, Row>();
    const monthly = new Map<string, MonthlyCell>();
    const [from, to] = request.quoted;
    comparison.rows.forEach((row, at) => {
      const { id } = row.model;
      if (open.has(id)) details.set(id, row);
      if (at >= from && at < to) monthly.set(id, monthlyCell(this.#quote(catalog, id, job, count)));
    });
    const answers = this.#answers(catalog, request);
    return {
      job: comparison.job,
      count,
      total: comparison.total,
      rows: comparison.rows.map(tableRow),
      monthly,
      details,
      answers,
      ...this.#chosen(catalog, request, answers),
    };
  }

  #compare(catalog: Catalog, { job, query }: ViewRequest): Comparison {
    const key = JSON.stringify([job, query]);
    if (this.#comparison?.key !== key) this.#comparison = { key, value: catalog.compare(job, query) };
    return this.#comparison.value;
  }

  #quote(catalog: Catalog, model: string, job: Job, count: number): Quote {
    const key = JSON.stringify([job, count]);
    if (this.#quotes.key !== key) this.#quotes = { key, of: new Map() };
    let quote = this.#quotes.of.get(model);
    if (!quote) {
      quote = catalog.quote({ model, job, count });
      this.#quotes.of.set(model, quote);
    }
    return quote;
  }

  /** The estimate has terms of its own: the table's text and weights filters do not narrow it. */
  #answers(catalog: Catalog, { job, count, minElo }: ViewRequest): Answer[] {
    const { rows } = catalog.compare(job, {
      sort: "price",
      limit: ANSWERS,
      ...(job.mode ? { modes: [job.mode] } : {}),
      ...(minElo === null ? {} : { minElo }),
    });
    return rows
      .filter((row) => row.cheapest !== null)
      .map((row) => ({ row: tableRow(row), quote: this.#quote(catalog, row.model.id, job, count) }));
  }

  #chosen(catalog: Catalog, { job, count, model }: ViewRequest, answers: Answer[]) {
    const first = answers[0];
    if (model === null) {
      const chosen = first ? { id: first.row.id, name: first.row.name, quote: first.quote } : null;
      return { chosen, chosenProblem: null };
    }
    const known = this.#models.find(({ id }) => id === model);
    try {
      const quote = this.#quote(catalog, model, job, count);
      return { chosen: { id: model, name: known?.name ?? model, quote }, chosenProblem: null };
    } catch (error) {
      const chosenProblem = problemOf(error, model);
      if (!chosenProblem) throw error;
      return { chosen: null, chosenProblem };
    }
  }
}
