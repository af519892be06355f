// Answers the page's calls with the engine. The same code runs in the worker, on the page's own thread where no
// worker can be had, and in the build that prerenders the page; so the engine is handed in, never imported.
// It chooses what the page needs from the engine's answers and computes nothing about money itself.
//
// In the browser it begins with the lean engine. The first call that this one cannot serve is served by the whole
// one, which loads what is loaded and stays: an upgrade is wholesale, so that no answer mixes the two. The lean one
// opens packed catalogs alone; the whole one reads the documents that they were made of.

import type { Catalog, Comparison, JobAnswer, Row } from "perpixel";
import { isVideo, USUAL_SIZES } from "../sizes.ts";
import { pick, quoteAt } from "./pick.ts";
import type { Planner } from "./planner.ts";
import type {
  Answer,
  Answered,
  Call,
  CatalogFile,
  Loaded,
  LoadRequest,
  ModelName,
  Saving,
  ViewAnswer,
  ViewRequest,
} from "./protocol.ts";
import { type Engine, type Ready, readyFromPacked, sources } from "./ready.ts";
import { problemOf, Refused, refusing } from "./refusal.ts";
import { cheapestCell, tableRow } from "./rows.ts";
import { type Fetch, wholeEngine } from "./upgrade.ts";

export type { Engine };
export { Refused };

/** A list of more models is neither sent nor drawn: they are searched here. */
const MOST_LISTED = 500;

/** Said of bytes that the engine at hand cannot open. */
const UNREAD = "unknown_format";

/** Loads documents. In the browser its code comes with the first of them. */
type Reader = (engine: Engine, request: LoadRequest) => Promise<Ready>;
const fetchedReader: Reader = async (engine, request) =>
  (await import("./loading.ts")).readyFrom(engine, request);

export class Host {
  #engine: Engine;
  /** Fetches the engine that reads and plans all; nothing where the one at hand does. */
  #whole: Fetch | undefined;
  #loaded: (Ready & { request: LoadRequest }) | null = null;
  #reader: Reader;
  /** Its code comes with the first question of a plan. */
  #planner: Planner | null = null;
  #models: ModelName[] = [];
  /** Counts on from the time, so that those of a fresh host are other ones. */
  #editions = Date.now();
  /** The last answer of each kind, with its question: opening a row, for one, compares nothing anew. */
  #last = new Map<string, { question: string; answer: unknown }>();

  constructor(engine: Engine, whole?: Fetch, reader: Reader = fetchedReader) {
    this.#engine = engine;
    this.#whole = whole;
    this.#reader = reader;
  }

  async answer(call: Call): Promise<Answered> {
    if (call.verb === "load") return this.load(call.request);
    if (call.verb === "view") return this.view(call.request);
    if (!this.#loaded) throw new Error(`${call.verb} was asked for before a catalog was loaded`);
    if (call.verb === "tray") {
      const { tray } = await import("./tray.ts");
      const { catalog } = this.#loaded;
      return refusing("comparison", () => tray(catalog, call.request));
    }
    if (call.verb === "chartPoints" || call.verb === "sizeSweep") {
      const { chartAnswer } = await import("./chart-points.ts");
      const { catalog } = this.#loaded;
      return refusing("chart", () => chartAnswer(catalog, call));
    }
    if (call.verb === "names") return (await import("./names.ts")).namesAnswer(this.#models, call.request);
    if (call.verb === "facets" || call.verb === "export") {
      // What is asked of the table beyond its rows is the whole engine's.
      if (this.#whole) await this.#upgrade(this.#whole, this.#loaded.request, true);
      const { tableAnswer } = await import("./table.ts");
      const { catalog } = this.#loaded;
      const once = <T>(kind: string, question: unknown, ask: () => T) => this.#once(kind, question, ask);
      return refusing("table", () => tableAnswer(catalog, call, once));
    }
    if (this.#whole) await this.#upgrade(this.#whole, this.#loaded.request, true);
    const { catalog, files, options } = this.#loaded;
    const load = (some: CatalogFile[]) => this.#engine.load(sources(some), options);
    this.#planner ??= new (await import("./planner.ts")).Planner();
    return this.#planner.answer(call, { catalog, files, load });
  }

  async load(request: LoadRequest): Promise<Loaded> {
    const loaded = this.#whole
      ? await this.#loadedByEither(request, this.#whole)
      : this.#adopt(await this.#read(this.#engine, request), request);
    const { catalog, creditless, problems, refusedEntries } = loaded;
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
    const models = this.#models.length > MOST_LISTED ? null : this.#models;
    return { info, findings, models, creditless, problems, refusedEntries };
  }

  /** The packed catalogs alone are the lean engine's; all else is the whole one's, and so is what it cannot open. */
  async #loadedByEither(request: LoadRequest, whole: Fetch): Promise<Ready> {
    const { own = [], priceBook = [], creditPrices = {}, ...shipped } = request;
    const plain = own.length + priceBook.length + Object.keys(creditPrices).length === 0;
    if (request.packed === undefined) {
      // Without a packed file the whole engine is the first one, and that it cannot start is no refusal.
      this.#engine = await whole();
      this.#whole = undefined;
      return this.#adopt(await this.#read(this.#engine, request), request);
    }
    if (!plain) return this.#loadedBesides(request, shipped, whole);
    try {
      return this.#adopt(await readyFromPacked(this.#engine, request), request);
    } catch (error) {
      if (!(error instanceof Refused) || error.problem.code !== UNREAD) throw error;
      return this.#upgrade(whole, request);
    }
  }

  /** Where the whole engine cannot be had, the page says that its prices are without what only that one applies. */
  async #loadedBesides(request: LoadRequest, shipped: LoadRequest, whole: Fetch): Promise<Ready> {
    try {
      return await this.#upgrade(whole, request);
    } catch (error) {
      if (!(error instanceof Refused) || error.problem.code !== "fetch_failed") throw error;
      if (request.own?.length) throw error;
      const ready = await this.#loadedByEither(shipped, whole);
      const message = `your own prices are not applied: ${error.problem.message}`;
      ready.problems.push({ ...error.problem, subject: "price book", message });
      return ready;
    }
  }

  /** `beside`: what was shown of these catalogs stays. */
  async #upgrade(whole: Fetch, request: LoadRequest, beside = false): Promise<Ready> {
    const engine = await wholeEngine(whole);
    const ready = await this.#read(engine, request, beside);
    this.#engine = engine;
    this.#whole = undefined;
    return this.#adopt(ready, request);
  }

  /** Loads with the whole engine, which reads documents. */
  async #read(engine: Engine, request: LoadRequest, beside = false): Promise<Ready> {
    if (request.packed === undefined) return this.#reader(engine, request);
    const { documents } = await import("./documents.ts");
    return documents.read(engine, request, request.packed, beside);
  }

  #adopt(ready: Ready, request: LoadRequest): Ready {
    this.#loaded?.catalog.free();
    this.#loaded = { ...ready, request };
    this.#last.clear();
    return ready;
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
    for (const row of comparison.rows) {
      const { id } = row.model;
      if (open.has(id)) {
        details.set(id, row);
        savings.set(id, this.#savings(catalog, id, request, comparison.job));
      }
    }
    const { job, query, count, terms, budget, display, window } = request;
    const edition = this.#once("edition", [job, query, count, display, window], () => {
      this.#editions += 1;
      return this.#editions;
    });
    const rows = comparison.rows.map((row) => tableRow(row, display && row.shown));
    const asked = { job, modes: query.modes, count, terms, budget };
    const picked = this.#once("pick", asked, () => pick(catalog, asked));
    return {
      job: comparison.job,
      count: request.count,
      display: display ?? null,
      total: comparison.total,
      listed: this.#models.filter(
        ({ retired, modes }) => !retired && modes.some((mode) => query.modes?.includes(mode)),
      ).length,
      from: request.window?.[0] ?? 0,
      edition,
      rows: request.have === edition ? [] : rows,
      dearest: comparison.dearest,
      details,
      savings,
      ...picked,
      ...this.#chosen(catalog, request, picked.answers),
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
  #compare(catalog: Catalog, { job, query, count, display, window }: ViewRequest): Comparison {
    const part = window ? { offset: window[0], limit: window[1] - window[0] } : {};
    return this.#once("rows", [job, query, window, count, display], () =>
      catalog.compare(job, { ...query, ...part }, { ...display, count }),
    );
  }

  /** Among the usual sizes, those that cost less than the one asked about. Clips are sold by tiers instead. */
  #savings(catalog: Catalog, model: string, { job, query }: ViewRequest, asked: JobAnswer): Saving[] {
    if (isVideo(job.mode)) return [];
    const { width: _, height: __, resolution: ___, ...rest } = job;
    const usual = USUAL_SIZES.map(([width, height]) => ({ width, height }));
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

  #chosen(catalog: Catalog, { job, query, count, terms, budget, model }: ViewRequest, answers: Answer[]) {
    const first = answers[0];
    if (model === null) {
      const { row, quote } = first ?? {};
      const chosen = row && quote ? { id: row.id, name: row.name, quote, cheapest: row.cheapest } : null;
      return { chosen, chosenProblem: null };
    }
    try {
      const quote = quoteAt(catalog, model, { job, modes: query.modes, count, terms, budget });
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
