// What the page knows, as signals, and what a reader can do to it. Components read the store and call the
// actions; neither knows the engine, the network or the address bar. The build fills the same store to prerender.

import type { Finding, Override } from "perpixel";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { type Address, defaults, type Fields, type View } from "./address.ts";
import { type Figures, figuresOf } from "./compare/figures.ts";
import type { CreditPrices } from "./credits.ts";
import type {
  CatalogFile,
  Loaded,
  Outcome,
  Plans,
  PlanVerb,
  Problem,
  ViewAnswer,
  Window,
} from "./engine/protocol.ts";
import type { Language } from "./language.ts";
import { computed, type ReadonlySignal, type Signal, signal } from "./signals.ts";

/** `built`: figures of the build, nothing runs yet. `no-catalog`: the engine runs but has nothing to price. */
export type Phase = "built" | "live" | "no-catalog";

/** What the reader adds to the shipped catalogs. */
export interface Supplies {
  own: readonly CatalogFile[];
  /** Catalogs that are kept and were refused, so they are not loaded. */
  idle?: readonly CatalogFile[];
  /** Prices and discounts. */
  book: readonly Override[];
}

export interface Store {
  phase: Signal<Phase>;
  address: Signal<Address>;
  /** The forms of the views as they were left. */
  left: Signal<Readonly<Partial<Record<View, Fields>>>>;
  /** What a link asked for and did not get. */
  notices: Signal<string[]>;
  loaded: Signal<Loaded | null>;
  /** The reader's own additions to what is loaded. */
  supplies: Signal<Supplies>;
  /** Catalogs that could not be had. */
  problems: Signal<Problem[]>;
  view: Signal<ViewAnswer | null>;
  /** In what the table's figures are. */
  figures: Figures;
  /** Why the last request has no answer; the figures before it are then not shown. */
  refused: Signal<Problem | null>;
  busy: Signal<boolean>;
  open: Signal<ReadonlySet<string>>;
  /** Draw every row instead of those in sight. */
  allRows: Signal<boolean>;
  /** The rows that are asked for, where not all of them are drawn. */
  window: Signal<Window>;
  /** Today as `YYYY-MM-DD`; unknown in the build. */
  today: Signal<string | null>;
  /** Controls work. */
  live: ReadonlySignal<boolean>;
  /** Why an offer's price is doubtful, by `placeKey`: the warnings among the findings that concern one offer. */
  doubts: ReadonlySignal<ReadonlyMap<string, Finding>>;
  /** The prices of credits that are the reader's own: those given where no source states one. */
  ownCredits: ReadonlySignal<CreditPrices>;
}

/** `push` leaves a step for the Back button, `replace` (typing) does not. */
export type Step = "push" | "replace";

export interface Actions {
  go(change: Partial<Address>, step?: Step): void;
  toggle(id: string): void;
  showAllRows(all: boolean): void;
  want(window: Window): void;
  retry(): void;
  dismiss(): void;
  /** Something in the link that its view could not use. */
  notice(text: string): void;
  /** Shows the page in another language. */
  speak(next: Language): void;
  /** Computes all with other supplies, or says why they are refused; then nothing has changed. */
  supply(change: (before: Supplies) => Supplies): Promise<Problem | null>;
  /** A question of the planning forms to the engine. */
  ask<V extends PlanVerb>(verb: V, request: Plans[V]["request"]): Promise<Outcome<Plans[V]["answer"]>>;
}

export interface Page {
  store: Store;
  act: Actions;
}

/** A longer table draws only the rows in sight. */
export const WINDOWED_ABOVE = 150;
/** More rows than these are never all in the document. */
export const MOST_DRAWN = 5000;
/** The rows that are asked for at first; further ones follow as they scroll into sight. */
export const FIRST_WINDOW: Window = [0, WINDOWED_ABOVE];

/** An offer by where it stands: a provider may have several, and ids may have been merged. */
export function placeKey(source: string, path: string): string {
  return `${source}\n${path}`;
}

export function createStore(): Store {
  const phase = signal<Phase>("built");
  const loaded = signal<Loaded | null>(null);
  const address = signal(defaults());
  const credits = computed(() => address.value.credits);
  const view = signal<ViewAnswer | null>(null);
  return {
    phase,
    address,
    left: signal({}),
    notices: signal([]),
    loaded,
    problems: signal([]),
    supplies: signal({ own: [], book: [] }),
    view,
    figures: figuresOf(view, address),
    refused: signal(null),
    busy: signal(false),
    open: signal(new Set<string>()),
    allRows: signal(false),
    window: signal(FIRST_WINDOW),
    today: signal(null),
    live: computed(() => phase.value === "live"),
    doubts: computed(() => {
      const doubts = new Map<string, Finding>();
      for (const finding of loaded.value?.findings ?? []) {
        const { severity, source, path, provider } = finding;
        if (severity === "info" || !provider) continue;
        // The place may be the offer's row or a field in it.
        doubts.set(placeKey(source, path), finding);
        doubts.set(placeKey(source, path.slice(0, path.lastIndexOf("/"))), finding);
      }
      return doubts;
    }),
    ownCredits: computed(() => {
      const given = Object.entries(credits.value);
      return Object.fromEntries(given.filter(([name]) => loaded.value?.creditless.includes(name)));
    }),
  };
}

export const PageContext = createContext<Page | null>(null);

export function usePage(): Page {
  return useContext(PageContext) as Page;
}
