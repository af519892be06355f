// What crosses between the page and the host of the engine, in both directions. Everything is plain data that
// can be cloned. Table rows are slim: one message carries them all, and only opened rows carry their offers.

import type {
  AuditFinding,
  Bounds,
  BreakEven,
  Certainty,
  Decimal,
  DiffRequest,
  Display,
  Estimate,
  ExportFormat,
  Facet,
  Finding,
  Info,
  Job,
  JobAnswer,
  LatencyClass,
  Mode,
  Override,
  Per,
  Query,
  Quote,
  RouteRequest,
  Row,
  SelfHost,
  ShownRow,
  Size,
  Status,
  UsageOptions,
  UsageReport,
  Usd,
  UsdInput,
  Workload,
} from "perpixel";
import type { Term, Terms } from "../compare/pick.ts";
import type { ChartCall, ChartPlans } from "./chart-points.ts";
import type { NameCall, NamePlans } from "./names.ts";
import type { ShownDiff, ShownRoute } from "./shown.ts";
import type { Tray, TrayRequest } from "./tray-types.ts";

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
  /** Present where the one file is all shipped catalogs, packed: the address of the page that they lie beside. */
  packed?: string;
  /** The reader's own catalogs: if one of them is refused, so is the load. */
  own?: CatalogFile[];
  /** The reader's own prices and discounts: an entry that is refused is left out. */
  priceBook?: Override[];
  /** Today, for ages and retirement dates; absent in the build, where the catalogs' own date is used. */
  asOf?: string;
  /** USD for one credit by provider, as the reader gave it. */
  creditPrices?: Readonly<Record<string, UsdInput>>;
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
  /** `null` where they are too many for a list: then they are searched by name. */
  models: ModelName[] | null;
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
  /** In what the rows' figures are, where not in USD per image or second. */
  display?: Display;
  terms: Terms;
  /** USD a month: how much do they buy? */
  budget: UsdInput | null;
  model: string | null;
  /** Ids of the rows that are open. */
  open: string[];
  /** Positions of the rows that are wanted: from, up to. `null` wants them all. */
  window: Window | null;
  /** The edition of the rows that the page has, which need not be sent again. */
  have?: number;
}

export interface TableRow {
  id: string;
  name: string;
  modes: Mode[];
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
  /** Its two figures in the unit and currency asked for; absent where that is USD per image or second. */
  shown?: ShownRow;
  /** What `count` of them come to, in the currency asked for; of rows of the table alone. */
  month?: ShownRow;
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
  /** The day on which it was read. */
  checked?: string;
  /** Where it is published. */
  url?: string;
  /** Where the offer stands. */
  source: string;
  path: string;
}

export interface RoutedCell {
  provider: string;
  status: Status;
  certainty?: Certainty;
  billed: Usd;
  per: Per;
  stale: boolean;
}

/** A size that costs less at one provider than the size asked about, though it is not smaller. */
export interface Saving {
  provider: string;
  size: Size;
  /** USD saved per image. */
  saves: Usd;
  percent: string;
}

export interface Answer {
  row: TableRow;
  quote: Quote;
  /** Of the cheapest offer, where its source states it. */
  latency?: LatencyClass;
  latencySeconds?: string;
}

/** The first answer without one of the terms, where that is another one. */
export interface Relaxed {
  term: Term;
  answer: Answer;
  /** How many times its price the answer within the terms costs. */
  multiple: string | null;
}

export interface Pick {
  /** The cheapest models that meet the terms, cheapest first. */
  answers: Answer[];
  /** How many models meet them, priced or not. */
  meeting: number;
  relaxed: Relaxed[];
  /** What the quotes say how much it buys. */
  budget: UsdInput | null;
}

export interface Chosen {
  id: string;
  name: string;
  quote: Quote;
  /** The cheapest offer, as the table would show it. */
  cheapest: CheapestCell | null;
}

export interface ViewAnswer extends Pick {
  /** The job and the count that these figures are for: labels are made from them, not from the controls. */
  job: JobAnswer;
  count: number;
  display: Display | null;
  /** Rows that match. */
  total: number;
  /** Models of the modes asked about that are not retired, whether they match or not. */
  listed: number;
  /** Position of the first of `rows` among those that match. */
  from: number;
  /** Of the rows: as long as it stays, so do they. */
  edition: number;
  /** Empty where the request says that it has this edition. */
  rows: TableRow[];
  /** The highest price of all rows that match, for the scale of the drawing. */
  dearest: Usd | null;
  details: Map<string, Row>;
  /** Sizes that would cost less, for the open rows. */
  savings: Map<string, Saving[]>;
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

/** What the same model costs with one setting of the job changed. */
export interface Neighbour {
  /** What is changed; `null` for the job as it is asked. */
  change: "size" | "quality" | "batch" | null;
  job: JobAnswer;
  /** USD for one output, at the cheapest offer and where it is routed; its fee included where one is stated. */
  cheapest: { provider: string; status: Status; total: Usd } | null;
  routed: { provider: string; status: Status; total: Usd } | null;
}

/** Whoever sells a job most cheaply, whether the policy routes to them or not. */
export interface Seller {
  model: string;
  provider: string;
  status: Status;
  price: Usd;
  per: Per;
}

/** What stands around a route: the same model at other settings, sizes that cost less, and who sells directly. */
export interface Around {
  neighbours: Neighbour[];
  savings: Saving[];
  /** The cheapest direct offer, where nobody serves. */
  direct: Seller | null;
}

/** Where one of two disagreeing figures stands. */
export interface AuditPlace {
  source: string;
  /** Where the price is published, as its source says. */
  url: string | null;
  checked: string | null;
}

export interface AuditedFinding {
  finding: AuditFinding;
  places: [AuditPlace, AuditPlace];
}

/** The widest gaps, and how many there are in all. */
export interface Audited {
  found: AuditedFinding[];
  total: number;
}

/** Costs at several volumes, of up to four models and of self-hosting, which names what it is compared with. */
export interface CurveRequest {
  job: Job;
  counts: number[];
  /** A model at one provider, or at its cheapest. */
  models: { model: string; provider?: string }[];
  selfHost?: SelfHost;
}

export interface CurveLine {
  model: string;
  provider: string | null;
  status: Status;
  /** USD at each volume, exactly; `null` where there is no price. */
  totals: (Usd | null)[];
}

export interface CostCurve {
  counts: number[];
  lines: CurveLine[];
  selfHosted: {
    /** USD a month at each volume, in the best and in the worst case. */
    totals: (Bounds | null)[];
    /** USD a month for what it is compared with, its fee included. */
    bought: (Usd | null)[];
    /** From how many a month on it costs no more, in the best and in the worst case. */
    from: Decimal | null;
    surelyFrom: Decimal | null;
  } | null;
}

/** The calls of the planning forms. A log is read piece by piece into a meter, whose number the page chooses. */
interface PlansAlone {
  route: { request: RouteRequest; answer: ShownRoute };
  estimate: { request: Workload; answer: Estimate };
  breakEven: { request: SelfHost; answer: BreakEven };
  /** The route is the one that was answered, by its model. */
  around: { request: { route: RouteRequest; model: string | null }; answer: Around };
  costCurve: { request: CurveRequest; answer: CostCurve };
  audit: { request: null; answer: Audited };
  diff: { request: DiffCall; answer: ShownDiff };
  usageBegin: { request: { meter: number; options: UsageOptions }; answer: null };
  /** The bytes are handed over, not copied. The answer is the number of rows so far. */
  usagePush: { request: { meter: number; chunk: Uint8Array<ArrayBuffer> }; answer: number };
  usageFinish: { request: { meter: number }; answer: UsageReport };
  /** Frees the meter. One that is not known is no mistake. */
  usageCancel: { request: { meter: number }; answer: null };
}

/** Everything that can be asked beside the view. */
export interface Plans extends PlansAlone, TablePlans, ChartPlans, NamePlans {}

/** Questions about the table as a whole. */
export interface TablePlans {
  /** The counts of all values, those with no row too. */
  facets: { request: { job: Job; query: Query }; answer: Facet[] };
  export: {
    request: { format: ExportFormat; job: Job; query: Query; display: Display };
    answer: string;
  };
  tray: { request: TrayRequest; answer: Tray };
}

type CallOf<P extends { [V in keyof P]: { request: unknown } }> = {
  [V in keyof P]: { verb: V; request: P[V]["request"] };
}[keyof P];
export type PlanVerb = keyof Plans;
export type PlanCall = CallOf<PlansAlone>;
export type TableCall = CallOf<TablePlans>;
export type PlanAnswer = Plans[PlanVerb]["answer"];

/** An answer, or why there is none. */
export type Outcome<T> = { ok: true; answer: T } | { ok: false; problem: Problem };

export type Call =
  | { verb: "load"; request: LoadRequest }
  | { verb: "view"; request: ViewRequest }
  | TableCall
  | ChartCall
  | NameCall
  | PlanCall;
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
