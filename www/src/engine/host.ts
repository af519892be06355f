// Answers the page's calls with the engine. The same code runs in the worker, on the page's own thread where no
// worker can be had, and in the build that prerenders the page; so the engine is handed in, never imported.
// It chooses what the page needs from the engine's answers and computes nothing about money itself.

import type { Catalog, Comparison, Job, JobAnswer, Quote, Row, Usd } from "perpixel";
import { isVideo, SIZES } from "../job.ts";
import { type Engine, type Ready, readyFrom, sources } from "./loading.ts";
import { Planner } from "./planner.ts";
import type {
  Answer,
  Answered,
  Call,
  CatalogFile,
  Loaded,
  LoadRequest,
  ModelName,
  MonthlyCell,
  Saving,
  ViewAnswer,
  ViewRequest,
} from "./protocol.ts";
import { problemOf, Refused, refusing } from "./refusal.ts";
import { cheapestCell, monthlyCell, tableRow } from "./rows.ts";

export type { Engine };
export { Refused };

const ANSWERS = 3;

export class Host {
  #engine: Engine;
  #loaded: Ready | null = null;
  #planner = new Planner();
  #models: ModelName[] = [];
  /** The last answer of each kind, with its question: opening a row, for one, compares nothing anew. */
  #last = new Map<string, { question: string; answer: unknown }>();

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  async answer(call: Call): Promise<Answered> {
    if (call.verb === "load") return this.load(call.request);
    if (call.verb === "view") return this.view(call.request);
    if (!this.#loaded) throw new Error(`${call.verb} was asked for before a catalog was loaded`);
    const { catalog, files, options } = this.#loaded;
    const load = (some: CatalogFile[]) => this.#engine.load(sources(some), options);
    return this.#planner.answer(call, { catalog, files, load });
  }

  async load(request: LoadRequest): Promise<Loaded> {
    const ready = await readyFrom(this.#engine, request);
    const { catalog, providers, creditless, problems, refusedEntries } = ready;
    this.#loaded?.catalog.free();
    this.#loaded = ready;
    this.#last.clear();
    const info = catalog.info();
    this.#models = catalog
      .models({ sort: "name", includeRetired: true })
      .map(({ id, name, modes, retires }) => ({
        id,
        name,
        modes,
        retired: retires !== undefined && retires <= info.asOf,
      }));
    const findings = catalog.findings();
    return { info, findings, models: this.#models, providers, creditless, problems, refusedEntries };
  }

  view(request: ViewRequest): Promise<ViewAnswer> {
    return refusing("job", () => this.#view(request));
  }

  #view(request: ViewRequest): ViewAnswer {
    const catalog = this.#loaded?.catalog;
    if (!catalog) throw new Error("a view was asked for before a catalog was loaded");
    const comparison = this.#compare(catalog, request);
    const open = new Set(request.open);
    const details = new Map<string, Row>();
    const savings = new Map<string, Saving[]>();
    const monthly = new Map<string, MonthlyCell>();
    for (const row of comparison.rows) {
      const { id } = row.model;
      if (open.has(id)) {
        details.set(id, row);
        savings.set(id, this.#savings(catalog, id, request, comparison.job));
      }
      monthly.set(id, this.#monthly(catalog, row, request));
    }
    const answers = this.#answers(catalog, request);
    return {
      job: comparison.job,
      count: request.count,
      total: comparison.total,
      from: request.window?.[0] ?? 0,
      rows: comparison.rows.map(tableRow),
      dearest: this.#dearest(catalog, request),
      monthly,
      details,
      savings,
      answers,
      ...this.#chosen(catalog, request, answers),
    };
  }

  #once<T>(kind: string, question: unknown, ask: () => T): T {
    const text = JSON.stringify(question);
    const last = this.#last.get(kind);
    if (last?.question === text) return last.answer as T;
    const answer = ask();
    this.#last.set(kind, { question: text, answer });
    return answer;
  }

  /** Only the rows of the window leave the engine: that is what most of a comparison's time goes into. */
  #compare(catalog: Catalog, { job, query, window }: ViewRequest): Comparison {
    const part = window ? { offset: window[0], limit: window[1] - window[0] } : {};
    return this.#once("rows", [job, query, window], () => catalog.compare(job, { ...query, ...part }));
  }

  #dearest(catalog: Catalog, { job, query }: ViewRequest): Usd | null {
    const { sort, descending, ...filter } = query;
    return this.#once("dearest", [job, filter], () => {
      const { rows } = catalog.compare(job, { ...filter, sort: "price", descending: true, limit: 1 });
      return rows[0] ? (tableRow(rows[0]).cheapest?.price ?? null) : null;
    });
  }

  #quote(catalog: Catalog, model: string, job: Job, count: number): Quote {
    const quotes = this.#once("quotes", [job, count], () => new Map<string, Quote>());
    let quote = quotes.get(model);
    if (!quote) {
      quote = catalog.quote({ model, job, count });
      quotes.set(model, quote);
    }
    return quote;
  }

  /** A filter of offers may leave a row another provider than the model's cheapest: its amount is asked for then. */
  #monthly(catalog: Catalog, row: Row, { job, query, count }: ViewRequest): MonthlyCell {
    const model = row.model.id;
    const cell = monthlyCell(row, this.#quote(catalog, model, job, count));
    const offer = row.cheapest === null ? undefined : row.offers[row.cheapest];
    if (cell.cheapest || !offer || !query.billing) return cell;
    const policy = { tiers: [[offer.provider]], only: [offer.provider] };
    const { routed } = catalog.quote({ model, job, count, policy });
    if (routed?.price !== offer.price) return cell;
    return { ...cell, cheapest: { status: routed.status, price: routed.upstream } };
  }

  /** Among the usual sizes, those that cost less than the one asked about. Clips are sold by tiers instead. */
  #savings(catalog: Catalog, model: string, { job, query }: ViewRequest, asked: JobAnswer): Saving[] {
    if (isVideo(job.mode)) return [];
    const { width: _, height: __, resolution: ___, ...rest } = job;
    const usual = SIZES.map(([width, height]) => ({ width, height }));
    const sizes = [{ width: asked.width, height: asked.height }, { width: 1024, height: 1024 }, ...usual];
    const { hints } = catalog.sweep({
      model,
      job: rest,
      sizes,
      query: query.billing ? { billing: query.billing } : {},
    });
    const savings = new Map<string, Saving>();
    for (const { at, instead, provider, saves, percent } of hints) {
      const size = sizes[instead];
      if (at !== 0 || !size) continue;
      const saving = { provider, size, saves, percent };
      savings.set(JSON.stringify(saving), saving);
    }
    return [...savings.values()];
  }

  /** The estimate has terms of its own: the table's text and weights filters do not narrow it. */
  #answers(catalog: Catalog, { job, query, count, minElo }: ViewRequest): Answer[] {
    const { rows } = this.#once("answers", [job, query.modes, minElo], () =>
      catalog.compare(job, {
        sort: "price",
        limit: ANSWERS,
        ...(query.modes ? { modes: query.modes } : {}),
        ...(minElo === null ? {} : { minElo }),
      }),
    );
    return rows
      .filter((row) => row.cheapest !== null)
      .map((row) => ({ row: tableRow(row), quote: this.#quote(catalog, row.model.id, job, count) }));
  }

  #chosen(catalog: Catalog, { job, count, model }: ViewRequest, answers: Answer[]) {
    const first = answers[0];
    if (model === null) {
      const { row, quote } = first ?? {};
      const chosen = row && quote ? { id: row.id, name: row.name, quote, cheapest: row.cheapest } : null;
      return { chosen, chosenProblem: null };
    }
    try {
      const quote = this.#quote(catalog, model, job, count);
      // The address may name the model by an alias.
      const id = quote.model;
      const name = this.#models.find((one) => one.id === id)?.name ?? id;
      const provider = quote.cheapest?.provider;
      const cheapest = provider ? cheapestCell(catalog.price({ model, provider, job })) : null;
      return { chosen: { id, name, quote, cheapest }, chosenProblem: null };
    } catch (error) {
      const chosenProblem = problemOf(error, model);
      if (!chosenProblem) throw error;
      return { chosen: null, chosenProblem };
    }
  }
}
