// What crosses between the page and the host of the engine, in both directions. Everything is plain data that
// can be cloned. Table rows are slim: one message carries them all, and only opened rows carry their offers.

import type {
  BreakEven,
  Certainty,
  Diff,
  DiffRequest,
  Estimate,
  Finding,
  Info,
  Job,
  JobAnswer,
  Mode,
  Override,
  Per,
  Query,
  Quote,
  Route,
  RouteRequest,
  Row,
  SelfHost,
  Size,
  Status,
  UsageOptions,
  UsageReport,
  Usd,
  Workload,
} from "perpixel";

export interface CatalogFile {
  name: string;
  bytes: Uint8Array;
}

/** A refusal of the engine, or something that could not be fetched, in the words shown to the reader. */
export interface Problem {
  /** What failed, for example the catalog's name. */
  subject: string;
  code: string;
  message: string;
  help?: string;
  path?: string;
}

export interface LoadRequest {
  files: CatalogFile[];
  /** The reader's own catalogs: if one of them is refused, so is the load. */
  own?: CatalogFile[];
  /** The reader's own prices and discounts: an entry that is refused is left out. */
  priceBook?: Override[];
  /** Today, for ages and retirement dates; absent in the build, where the catalogs' own date is used. */
  asOf?: string;
  /** USD for one credit by provider, as the reader gave it. */
  creditPrices?: Readonly<Record<string, Usd>>;
}

/** An entry of the price book that is not applied, by its place in the book. */
export interface RefusedEntry {
  entry: number;
  problem: Problem;
}

export interface ModelName {
  id: string;
  name: string;
  modes: Mode[];
  retired: boolean;
}

export interface Loaded {
  info: Info;
  findings: Finding[];
  models: ModelName[];
  /** Everyone who sells something, by name. */
  providers: string[];
  /** Providers that sell in credits whose price in USD no source states. */
  creditless: string[];
  /** Catalogs that were left out because the engine refused them. */
  problems: Problem[];
  refusedEntries: RefusedEntry[];
}

export type Window = [from: number, to: number];

export interface ViewRequest {
  job: Job;
  query: Query;
  count: number;
  minElo: number | null;
  model: string | null;
  /** Ids of the rows that are open. */
  open: string[];
  /** Positions of the rows that are wanted: from, up to. `null` wants them all. */
  window: Window | null;
}

export interface TableRow {
  id: string;
  name: string;
  vendor: string | null;
  elo: number | null;
  license: string | null;
  weights: string | null;
  retires?: string;
  replacement?: string;
  pareto: boolean;
  offers: number;
  spread: string | null;
  /** How many times the cheapest of all rows it costs. */
  multiple: string | null;
  cheapest: CheapestCell | null;
  /** Why there is no cheapest offer. */
  unpriced: "unknown" | "rate-only" | "not-offered" | "retired" | null;
  routed: RoutedCell | null;
  /** Why nobody serves it. */
  unrouted: string | null;
}

export interface CheapestCell {
  provider: string;
  status: Status;
  price: Usd | null;
  low?: Usd;
  high?: Usd;
  per: Per;
  /** USD for the whole job: of a clip, not of its second. */
  total?: Usd;
  /** Read more than 90 days ago. */
  stale: boolean;
  certainty?: Certainty;
  note?: string;
  /** Where the offer stands. */
  source: string;
  path: string;
}

export interface RoutedCell {
  provider: string;
  status: Status;
  billed: Usd;
  per: Per;
  stale: boolean;
}

/** A monthly amount and how far it can be relied on. */
export interface Amount {
  status: Status;
  price: Usd;
}

/** A size that costs less at one provider than the size asked about, though it is not smaller. */
export interface Saving {
  provider: string;
  size: Size;
  /** USD saved per image. */
  saves: Usd;
  percent: string;
}

export interface MonthlyCell {
  cheapest: Amount | null;
  routed: Amount | null;
}

export interface Answer {
  row: TableRow;
  quote: Quote;
}

export interface Chosen {
  id: string;
  name: string;
  quote: Quote;
  /** The cheapest offer, as the table would show it. */
  cheapest: CheapestCell | null;
}

export interface ViewAnswer {
  /** The job and the count that these figures are for: labels are made from them, not from the controls. */
  job: JobAnswer;
  count: number;
  /** Rows that match. */
  total: number;
  /** Position of the first of `rows` among those that match. */
  from: number;
  rows: TableRow[];
  /** The highest price of all rows that match, for the scale of the drawing. */
  dearest: Usd | null;
  monthly: Map<string, MonthlyCell>;
  details: Map<string, Row>;
  /** Sizes that would cost less, for the open rows. */
  savings: Map<string, Saving[]>;
  /** The cheapest models that meet the estimate's terms, cheapest first. */
  answers: Answer[];
  /** The estimate of the chosen model, or of the first answer. */
  chosen: Chosen | null;
  /** Why the chosen model has no estimate, for example because no catalog lists it. */
  chosenProblem: Problem | null;
}

/** What the loaded catalogs are compared with. */
export interface DiffCall {
  file: CatalogFile;
  /** The loaded file in whose place it stands; `null` where it stands for all of them. */
  replaces: string | null;
  /** Whether the file is the newer side or the older one. */
  side: "newer" | "older";
  request: DiffRequest;
}

/** The calls of the planning forms. A log is read piece by piece into a meter, whose number the page chooses. */
export interface Plans {
  route: { request: RouteRequest; answer: Route };
  estimate: { request: Workload; answer: Estimate };
  breakEven: { request: SelfHost; answer: BreakEven };
  diff: { request: DiffCall; answer: Diff };
  usageBegin: { request: { meter: number; options: UsageOptions }; answer: null };
  /** The bytes are handed over, not copied. The answer is the number of rows so far. */
  usagePush: { request: { meter: number; chunk: Uint8Array<ArrayBuffer> }; answer: number };
  usageFinish: { request: { meter: number }; answer: UsageReport };
  /** Frees the meter. One that is not known is no mistake. */
  usageCancel: { request: { meter: number }; answer: null };
}

export type PlanVerb = keyof Plans;
export type PlanCall = { [V in PlanVerb]: { verb: V; request: Plans[V]["request"] } }[PlanVerb];
export type PlanAnswer = Plans[PlanVerb]["answer"];

/** An answer, or why there is none. */
export type Outcome<T> = { ok: true; answer: T } | { ok: false; problem: Problem };

export type Call = { verb: "load"; request: LoadRequest } | { verb: "view"; request: ViewRequest } | PlanCall;
export type Answered = Loaded | ViewAnswer | PlanAnswer;

export interface ToHost {
  id: number;
  call: Call;
}

export type FromHost =
  | { type: "ready" }
  /** Sent while a call waits for the network, so that silence means a stuck engine and nothing else. */
  | { type: "beat"; id: number }
  | { type: "answer"; id: number; answer: Answered }
  | { type: "refusal"; id: number; problem: Problem }
  | { type: "fault"; id: number; message: string };
