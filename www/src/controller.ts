// Wires the parts: address bar, catalogs, engine and store. It is the only file that knows all of them. Every
// change goes one way: an action changes the address, the address makes a request, the answer fills the store.

import { batch, effect } from "@preact/signals";
import { type Address, readAddress, writeAddress } from "./address.ts";
import { type CreditPrices, writeCredits } from "./credits.ts";
import { fetchCatalogs } from "./engine/catalogs.ts";
import { type EngineClient, EngineRefusal, Superseded } from "./engine/client.ts";
import type { CatalogFile, Outcome, Plans, PlanVerb, Problem, ViewRequest } from "./engine/protocol.ts";
import { toJob, toQuery } from "./job.ts";
import type { Actions, Page, Step, Store } from "./state.ts";
import { createStore, FIRST_WINDOW } from "./state.ts";

export interface Surroundings {
  client: EngineClient;
  location: Location;
  history: History;
  base: string;
  today: string;
  /** First good answer: the page can be drawn live. Called again after a failed start that was retried. */
  drawn(): void;
  /** The engine cannot be had at all; what the build prerendered stays. */
  failed(reason: string): void;
}

function request(store: Store): ViewRequest {
  const address = store.address.value;
  return {
    job: toJob(address.job),
    query: toQuery(address.job.mode, address),
    count: address.volume,
    minElo: address.minElo,
    model: address.model,
    open: [...store.open.value],
    window: store.allRows.value ? null : store.window.value,
  };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function stopped(error: unknown): Problem {
  return {
    subject: "engine",
    code: "engine_stopped",
    message: `the price engine stopped on this request: ${reasonOf(error)}`,
    help: "try again, or change the request back",
  };
}

export class Controller implements Page {
  readonly store: Store = createStore();
  readonly act: Actions;
  #around: Surroundings;
  #stopRecomputing: (() => void) | null = null;
  #files: CatalogFile[] = [];

  constructor(around: Surroundings) {
    this.#around = around;
    this.act = {
      go: (change, step) => this.#go(change, step ?? "push"),
      toggle: (id) => this.#toggle(id),
      showAllRows: (all) => {
        this.store.allRows.value = all;
      },
      want: (window) => {
        const [from, to] = this.store.window.value;
        if (window[0] !== from || window[1] !== to) this.store.window.value = window;
      },
      retry: () => void this.start(),
      dismiss: () => {
        this.store.notices.value = [];
      },
      ask: (verb, request) => this.#ask(verb, request),
    };
    this.store.today.value = around.today;
    this.readLocation();
  }

  /** Fetches the catalogs, starts the engine, and from then on answers every change. */
  async start(): Promise<void> {
    const { store } = this;
    this.#stopRecomputing?.();
    this.#stopRecomputing = null;
    store.busy.value = true;
    const { files, problems } = await fetchCatalogs(this.#around.base);
    if (files.length === 0) return this.#noCatalog(problems);
    this.#files = files;
    let { credits } = store.address.value;
    try {
      await this.#load(credits, problems);
      await this.#recompute(request(store));
    } catch (error) {
      if (error instanceof EngineRefusal) return this.#noCatalog([...problems, error.problem]);
      return this.#engineFailed(error);
    }
    store.phase.value = "live";
    this.#around.drawn();
    let first = true;
    this.#stopRecomputing = effect(() => {
      const next = request(store);
      const asked = store.address.value.credits;
      const same = writeCredits(asked) === writeCredits(credits);
      credits = asked;
      // The figures on the page are already this request's.
      const known = first && same;
      first = false;
      if (known) return;
      const done = same ? this.#recompute(next) : this.#reprice(asked, problems);
      done.catch((error: unknown) => this.#engineFailed(error));
    });
  }

  async #load(creditPrices: CreditPrices, problems: Problem[]): Promise<void> {
    const { client, today } = this.#around;
    const loaded = await client.load({ files: this.#files, asOf: today, creditPrices });
    batch(() => {
      this.store.loaded.value = loaded;
      this.store.problems.value = [...problems, ...loaded.problems];
    });
  }

  /** Another price of a credit is another catalog. Calls are answered in order, so the latest one's figures stay. */
  async #reprice(creditPrices: CreditPrices, problems: Problem[]): Promise<void> {
    this.store.busy.value = true;
    try {
      await this.#load(creditPrices, problems);
    } catch (error) {
      if (error instanceof EngineRefusal) return this.#noCatalog([...problems, error.problem]);
      throw error;
    }
    await this.#recompute(request(this.store));
  }

  /** The address bar changed by Back, Forward or by hand. A plain in-page anchor is none of ours. */
  readLocation(): void {
    const { hash } = this.#around.location;
    if (/^#[a-z-]+$/.test(hash)) return;
    const { address, notices } = readAddress(hash);
    this.#show(address, notices);
  }

  #go(change: Partial<Address>, step: Step): void {
    const address = { ...this.store.address.value, ...change };
    const { location, history } = this.#around;
    const next = writeAddress(address);
    const url = `${location.pathname}${location.search}${next}`;
    if (next !== location.hash) {
      if (step === "push") history.pushState(null, "", url);
      else history.replaceState(null, "", url);
    }
    this.#show(address, []);
  }

  #show(address: Address, notices: string[]): void {
    batch(() => {
      // Other rows, or another order: what was in sight says nothing about where to look now.
      this.store.window.value = FIRST_WINDOW;
      this.store.address.value = address;
      this.store.notices.value = notices;
    });
  }

  #toggle(id: string): void {
    const open = new Set(this.store.open.value);
    if (!open.delete(id)) open.add(id);
    this.store.open.value = open;
  }

  async #recompute(next: ViewRequest): Promise<void> {
    const { store } = this;
    store.busy.value = true;
    try {
      const view = await this.#around.client.view(next);
      batch(() => {
        store.view.value = view;
        store.refused.value = null;
        store.busy.value = false;
      });
    } catch (error) {
      if (error instanceof Superseded) return;
      if (!(error instanceof EngineRefusal)) throw error;
      // Figures of another job under this job's controls would be wrong ones.
      batch(() => {
        store.view.value = null;
        store.refused.value = error.problem;
        store.busy.value = false;
      });
    }
  }

  async #ask<V extends PlanVerb>(
    verb: V,
    request: Plans[V]["request"],
  ): Promise<Outcome<Plans[V]["answer"]>> {
    try {
      return { ok: true, answer: await this.#around.client.plan(verb, request) };
    } catch (error) {
      return { ok: false, problem: error instanceof EngineRefusal ? error.problem : stopped(error) };
    }
  }

  #noCatalog(problems: Problem[]): void {
    const { store } = this;
    batch(() => {
      store.problems.value = problems;
      store.loaded.value = null;
      store.view.value = null;
      store.busy.value = false;
      store.phase.value = "no-catalog";
    });
    this.#around.drawn();
  }

  #engineFailed(error: unknown): void {
    if (error instanceof Superseded) return;
    const { store } = this;
    store.busy.value = false;
    if (store.phase.value === "built") {
      this.#around.failed(reasonOf(error));
      return;
    }
    batch(() => {
      store.view.value = null;
      store.refused.value = stopped(error);
    });
  }
}
