// Wires the parts: address bar, catalogs, engine and store. It is the only file that knows all of them. Every
// change goes one way: an action changes the address, the address makes a request, the answer fills the store.

import { type Address, defaults, writeAddress } from "./address.ts";
import { writeCredits } from "./credits.ts";
import { EngineRefusal, Superseded } from "./engine/client.ts";
import { fetchPackedCatalogs } from "./engine/packed.ts";
import type {
  CatalogFile,
  Outcome,
  Plans,
  PlanVerb,
  Problem,
  ViewAnswer,
  ViewRequest,
} from "./engine/protocol.ts";
import { t } from "./language.ts";
import { actsHere, fetchActs } from "./on-act.tsx";
import type { ReadAddress } from "./read-address.ts";
import { reasonOf, request, rowsOf, stopped } from "./request.ts";
import { batch, effect } from "./signals.ts";
import type { Actions, Page, Step, Store, Supplies } from "./state.ts";
import { createStore, FIRST_WINDOW } from "./state.ts";
import type { Surroundings } from "./surroundings.ts";
import { turns } from "./turns.ts";

export class Controller implements Page {
  readonly store: Store = createStore();
  readonly act: Actions;
  #around: Surroundings;
  #stopRecomputing: (() => void) | null = null;
  /** The rows of the last answer, which are not sent again as long as they are the same. */
  #rows: Pick<ViewAnswer, "edition" | "rows"> | null = null;
  /** The shipped catalogs, and what is wrong with those that could not be fetched. */
  #files: CatalogFile[] = [];
  #missing: Problem[] = [];
  /** Whether the one file is all shipped catalogs. */
  #packed = false;
  /** Changes of the supplies are made one after the other. */
  readonly #inTurn = turns();
  /** Counts what has set the address, so that a link that is read late takes the place of nothing newer. */
  #turn = 0;
  /** The address that was read or written last. */
  #hash: string | null = null;
  #reading: Promise<void>;

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
      retry: () => void this.start(false),
      dismiss: () => {
        this.store.notices.value = [];
      },
      notice: (text) => {
        const { notices } = this.store;
        if (!notices.value.includes(text)) notices.value = [...notices.value, text];
      },
      speak: (next) => {
        this.#around
          .speak(next)
          .catch(() => this.act.notice(t("The language could not be fetched; the page stays as it is.")));
      },
      supply: (change) => this.#inTurn(() => this.#supply(change)),
      ask: (verb, request) => this.#ask(verb, request),
    };
    this.store.today.value = around.today;
    this.#reading = this.readLocation();
  }

  /** Fetches the catalogs, starts the engine, and from then on answers every change. */
  start(kept: boolean): Promise<void> {
    return this.#inTurn(() => this.#start(kept));
  }

  async #start(kept: boolean): Promise<void> {
    const { store } = this;
    this.#stop();
    store.busy.value = true;
    const fetching = fetchPackedCatalogs(this.#around.base);
    await this.#reading;
    if (kept) await this.#around.kept();
    ({ files: this.#files, problems: this.#missing, packed: this.#packed } = await fetching);
    const { own, idle = [], book } = store.supplies.value;
    const supplies = { own: [...own, ...idle], book };
    if (this.#files.length + supplies.own.length === 0) return this.#noCatalog();
    const asked = writeCredits(store.address.value.credits);
    try {
      await this.#loadDespiteOwn(supplies);
      await this.#recompute(request(store));
    } catch (error) {
      if (error instanceof EngineRefusal) return this.#noCatalog(error.problem);
      return this.#engineFailed(error);
    }
    this.#follow(asked);
  }

  /** A kept catalog that is refused by now must not take the shipped ones with it. */
  async #loadDespiteOwn(supplies: Supplies): Promise<void> {
    try {
      await this.#load(supplies);
    } catch (error) {
      const { own, book } = supplies;
      if (!(error instanceof EngineRefusal) || own.length * this.#files.length === 0) throw error;
      this.#missing = [...this.#missing, error.problem];
      await this.#load({ own: [], idle: own, book });
    }
  }

  #stop(): void {
    this.#stopRecomputing?.();
    this.#stopRecomputing = null;
  }

  /** Answers every change from here on. The figures on the page are those of the request at this moment. */
  #follow(credits: string): void {
    const { store } = this;
    this.#stop();
    store.phase.value = "live";
    this.#around.drawn();
    let first = true;
    let before = credits;
    let last = "";
    this.#stopRecomputing = effect(() => {
      const next = request(store);
      const asked = writeCredits(store.address.value.credits);
      const same = asked === before;
      before = asked;
      const known = first && same;
      first = false;
      // Columns and ticks change what is shown and nothing of what is asked.
      const text = JSON.stringify(next);
      const unchanged = same && text === last;
      last = text;
      if (known || unchanged) return;
      const done = same ? this.#recompute(next) : this.#reprice();
      done.catch((error: unknown) => this.#engineFailed(error));
    });
  }

  async #load(supplies: Supplies): Promise<void> {
    const { store } = this;
    const { own, book } = supplies;
    const creditPrices = store.address.peek().credits;
    const packed = this.#packed ? { packed: this.#around.base } : {};
    const from = {
      files: this.#files,
      ...packed,
      own: [...own],
      priceBook: [...book],
      asOf: this.#around.today,
    };
    const loaded = await this.#around.client.load({ ...from, creditPrices });
    batch(() => {
      store.loaded.value = loaded;
      store.supplies.value = supplies;
      store.problems.value = [...this.#missing, ...loaded.problems];
    });
  }

  /** Another price of a credit is another catalog. Calls are answered in order, so the latest one's figures stay. */
  async #reprice(): Promise<void> {
    this.store.busy.value = true;
    try {
      await this.#load(this.store.supplies.peek());
    } catch (error) {
      if (error instanceof EngineRefusal) return this.#noCatalog(error.problem);
      throw error;
    }
    await this.#recompute(request(this.store));
  }

  async #supply(change: (before: Supplies) => Supplies): Promise<Problem | null> {
    const { store } = this;
    const supplies = change(store.supplies.value);
    const asked = writeCredits(store.address.value.credits);
    if (this.#files.length + supplies.own.length === 0) {
      this.#stop();
      store.supplies.value = supplies;
      this.#noCatalog();
      return null;
    }
    try {
      await this.#load(supplies);
    } catch (error) {
      // Another price of a credit came between; it knew nothing of these supplies.
      if (error instanceof Superseded) return this.#supply(change);
      return error instanceof EngineRefusal ? error.problem : stopped(error);
    }
    try {
      await this.#recompute(request(store));
      if (store.phase.value !== "live") this.#follow(asked);
    } catch (error) {
      this.#engineFailed(error);
    }
    return null;
  }

  /** The address bar changed by Back, Forward or by hand. A plain in-page anchor is none of ours. */
  async readLocation(): Promise<void> {
    const { hash } = this.#around.location;
    // Going back makes two events, and a form may have tidied its address in between: that is no other address.
    if (/^#[a-z-]+$/.test(hash) || hash === this.#hash) return;
    this.#hash = hash;
    this.#turn += 1;
    const turn = this.#turn;
    let read: ReadAddress = { address: defaults(), notices: [] };
    if (hash !== "") {
      try {
        read = (actsHere() ?? (await fetchActs())).readAddress(hash);
      } catch {
        const notice = t("The link could not be read, because a part of the page could not be fetched.");
        // What the reader has entered stays, and the same link can be tried again.
        if (this.store.live.value) return this.#go({}, "replace", [notice]);
        read.notices = [notice];
      }
      if (turn !== this.#turn) return;
    }
    const { address, notices } = read;
    // The comparison has no part in another view's address: it stays as it was left.
    const { view, fields, job, volume, credits } = address;
    const common = { view, fields, job, volume, credits };
    this.#show(view === "compare" ? address : { ...this.store.address.value, ...common }, notices);
  }

  #go(change: Partial<Address>, step: Step, notices: string[] = []): void {
    this.#turn += 1;
    const address = { ...this.store.address.value, ...change };
    const { location, history } = this.#around;
    const next = writeAddress(address);
    const url = `${location.pathname}${location.search}${next}`;
    if (next !== location.hash) {
      if (step === "push") history.pushState(null, "", url);
      else history.replaceState(null, "", url);
    }
    this.#hash = location.hash;
    this.#show(address, notices);
  }

  #show(address: Address, notices: string[]): void {
    batch(() => {
      // Other rows, or another order: what was in sight says nothing about where to look now.
      if (rowsOf(address) !== rowsOf(this.store.address.value)) this.store.window.value = FIRST_WINDOW;
      this.store.address.value = address;
      this.store.left.value = { ...this.store.left.value, [address.view]: address.fields };
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
      const { edition = 0, rows = [] } = this.#rows ?? {};
      const answer = await this.#around.client.view({ ...next, have: edition });
      const view = answer.edition === edition ? { ...answer, rows } : answer;
      this.#rows = view;
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

  #noCatalog(...refusals: Problem[]): void {
    const { store } = this;
    batch(() => {
      store.problems.value = [...this.#missing, ...refusals];
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
