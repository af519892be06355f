// Written from the Rust types by `make types`. Do not edit.

declare const measure: unique symbol;

/**
 * US dollars as an exact decimal in plain notation without trailing zeros, such as `"0.05406"`. Only the engine makes
 * them, so that no other text is taken for money; at run time it is a plain string. See `format`, `compare`, `toNumber`.
 */
export type Usd = string & { readonly [measure]: "usd" };

/**
 * US dollars as they are asked about: a plain decimal such as `"0.05"`, written, typed by a person or out of an answer.
 * What is none is refused with the code `bad_request`.
 */
export type UsdInput = string;

/** An exact decimal in plain notation, such as `"0.02"`; a fraction such as `"15/14"` where it has no finite form. */
export type Decimal = string & { readonly [measure]?: "decimal" };

/**
 * What goes in and what comes out.
 */
export type Mode = "t2i" | "edit" | "t2v" | "i2v";

/**
 * A resolution tier as vendors name them: squares of n × 1024 pixels for images, lines for video.
 */
export type Resolution = "0.5K" | "1K" | "2K" | "4K" | "480p" | "720p" | "1080p";

/**
 * The formats that can be read.
 */
export type Format = "infr" | "rate-card" | "litellm" | "openrouter" | "vercel" | "models-dev" | "portkey" | "fal";

/**
 * How one offer is chosen among those that may serve.
 */
export type Order = "cheapest" | "weighted";

/**
 * What a row costs that names no provider.
 */
export type WithoutProvider = "cheapest" | "routed" | "unpriced";

/**
 * What a price of one's own is for.
 */
export type OwnUnit = "image" | "megapixel" | "second" | "clip";

/**
 * Why two sources may state different prices for one provider and model.
 */
export type Cause = "float-residue" | "cents-and-dollars" | "per-thousand" | "per-million" | "megapixel-rule" | "resolution-tier" | "quality" | "other-model" | "text-token-rate" | "stale" | "unknown";

/**
 * What became of an offer.
 */
export type ChangeKind = "appeared" | "vanished" | "rose" | "fell" | "priced" | "unpriced";

/**
 * By what a provider bills.
 */
export type Billing = "flat" | "per-megapixel" | "per-token" | "per-gpu-second" | "credits" | "per-second" | "per-clip" | "per-request";

/**
 * How long an output takes, in words.
 */
export type LatencyClass = "fast" | "medium" | "slow";

/**
 * Which class a price per image belongs to, by the limits that the policy states.
 */
export type PriceTier = "budget" | "mid" | "premium";

/**
 * How far a price can be relied on.
 */
export type Status = "exact" | "approximate" | "range" | "rate-only" | "unknown";

/**
 * What one price is for.
 */
export type Per = "image" | "second";

/**
 * How surely a figure is known.
 */
export type Certainty = "exact" | "about" | "from" | "upTo" | "range";

/**
 * How much a finding matters.
 */
export type Severity = "error" | "warning" | "info";

/**
 * What happened, as a stable machine-readable word. The wire shows it in `snake_case`.
 */
export type Code = "not_utf8" | "not_json" | "too_large" | "too_deep" | "wrong_shape" | "unknown_format" | "module_failed" | "fetch_failed" | "bad_request" | "unknown_model" | "unknown_provider" | "freed" | "internal" | "not_an_object" | "missing_id" | "duplicate_id" | "duplicate_key" | "alias_loop" | "wrong_type" | "negative_price" | "number_out_of_range" | "misfit" | "unknown_unit" | "unknown_value" | "unsafe_url" | "no_price" | "listed_as_other_model" | "claim_differs" | "float_noise" | "sources_disagree" | "suspicious_text" | "name_too_long" | "more_findings" | "bad_date" | "stale" | "price_book_unused" | "retiring" | "mode_not_offered" | "size_not_offered" | "quality_not_offered" | "inputs_not_offered" | "duration_not_offered" | "setting_not_offered" | "rate_only" | "inexact" | "retired" | "not_valid_yet" | "expired" | "not_routable" | "not_allowed" | "ignored" | "over_limit" | "later_tier" | "outage" | "constrained" | "dearer" | "listed_later" | "no_fee_rate" | "broken_row" | "no_model" | "no_provider" | "bad_count" | "bad_job";

/**
 * What the rows of a comparison are sorted by. Rows without the figure come last in either direction.
 */
export type SortKey = "price" | "routed" | "elo" | "value" | "name" | "spread" | "vendor" | "offers" | "license";

/**
 * Whether a later tier serves.
 */
export type FallbackTo = "next-tier" | "none";

/**
 * What a shown figure is for.
 */
export type DisplayUnit = "each" | "clip" | "thousand" | "megapixel" | "month";

/**
 * A column of an exported table.
 */
export type Column = "model" | "id" | "vendor" | "modes" | "elo" | "frontier" | "license" | "weights" | "cheapest" | "cheapestProvider" | "multiple" | "routed" | "routedProvider" | "cheapestMonth" | "routedMonth" | "offers" | "spread" | "status" | "source" | "checked" | "url" | "retires";

/**
 * The form of an exported table.
 */
export type ExportFormat = "csv" | "json" | "markdown";

/**
 * What to make: one image, or one clip. Open fields take the offer's standard; without any, it is the
 * reference job, one 1024×1024 image.
 */
export interface Job {
  /**
   * What goes in and what comes out.
   */
  mode?: Mode;
  /**
   * Width of the output in pixels, 1 to 65,536; only together with `height`.
   */
  width?: number;
  /**
   * Height of the output in pixels, 1 to 65,536; only together with `width`.
   */
  height?: number;
  /**
   * Resolution tier. Without `width` and `height` it also gives the size.
   */
  resolution?: Resolution;
  /**
   * The vendor's own word for quality, such as `medium`.
   */
  quality?: string;
  /**
   * Number of input (reference) images, 0 to 1,000; without it, one for `edit` and `i2v`.
   */
  inputs?: number;
  /**
   * Diffusion steps, 1 to 10,000.
   */
  steps?: number;
  /**
   * Whether the vendor's batch interface will do, which some sell at a discount.
   */
  batch?: boolean;
  /**
   * Length of the clip in seconds, up to 86,400.
   */
  seconds?: number;
  /**
   * Whether the clip has sound.
   */
  audio?: boolean;
  /**
   * Tokens of the text prompt; without it, the prompt is not priced.
   */
  textTokens?: number;
}

/**
 * Which models and offers to show, in which order. Every condition has to hold; an open one does not limit.
 */
export interface Query {
  /**
   * Models of these ids or aliases.
   */
  models?: string[];
  /**
   * Models that offer at least one of these modes.
   */
  modes?: Mode[];
  /**
   * Models made by one of these vendors.
   */
  vendors?: string[];
  /**
   * Offers by these providers alone.
   */
  providers?: string[];
  /**
   * No offers by these providers.
   */
  excludeProviders?: string[];
  /**
   * Models under one of these licences.
   */
  licenses?: string[];
  /**
   * Models whose weights are one of these (`open`, `open-nc`, `closed`).
   */
  weights?: string[];
  /**
   * Offers that take at most so many seconds for an output; those of which it is not stated are left out.
   */
  maxLatencySeconds?: number;
  /**
   * Models that can, or cannot, be trained further.
   */
  trainable?: boolean;
  /**
   * Models with at least this arena score; one without a score is left out.
   */
  minElo?: number;
  /**
   * Models with at most this arena score; one without a score is left out.
   */
  maxElo?: number;
  /**
   * Models whose cheapest offer costs at least this, in USD per image or second.
   */
  minPrice?: UsdInput;
  /**
   * Models whose cheapest offer costs at most this, in USD per image or second.
   */
  maxPrice?: UsdInput;
  /**
   * Models whose id, name, vendor, alias or provider contains every word of this text.
   */
  text?: string;
  /**
   * Offers billed in one of these ways.
   */
  billing?: Billing[];
  /**
   * Offers with one of these latencies, where the source states it.
   */
  latency?: LatencyClass[];
  /**
   * Offers whose price is known before the job runs, or is not; those whose billing is not stated are left out.
   */
  predictable?: boolean;
  /**
   * Offers of providers that are paid before, or are not; those of which it is not stated are left out.
   */
  prepaid?: boolean;
  /**
   * Offers of providers that are paid by invoice, or are not; those of which it is not stated are left out.
   */
  invoiced?: boolean;
  /**
   * Offers of providers that keep outputs for at least so many days; where that is not stated, left out.
   */
  minStoredDays?: number;
  /**
   * Models whose cheapest offer is in one of these price tiers.
   */
  priceTiers?: PriceTier[];
  /**
   * Also models that are retired on the day asked about.
   */
  includeRetired?: boolean;
  /**
   * The order of the rows; as listed by the sources where absent.
   */
  sort?: SortKey;
  /**
   * Whether the order runs from high to low.
   */
  descending?: boolean;
  /**
   * At most so many rows, after sorting.
   */
  limit?: number;
  /**
   * Leaves out so many rows from the start.
   */
  offset?: number;
}

/**
 * In what the figures of a table are shown; the prices of its offers stay US dollars per image or second.
 */
export interface Display {
  /**
   * What a figure is for; `each` where absent.
   */
  unit?: DisplayUnit;
  /**
   * How many images or clips a month has; 1,000 where absent. Where it is stated, rows say the month's figures too.
   */
  count?: number;
  /**
   * Another currency; every figure in it is approximate.
   */
  currency?: DisplayCurrency;
  /**
   * The columns of an export, in their order.
   */
  columns?: Column[];
}

/**
 * Another currency to show figures in, at a rate that the caller gives.
 */
export interface DisplayCurrency {
  /**
   * Its code of three letters by ISO 4217.
   */
  code: string;
  /**
   * How many units of it one US dollar is.
   */
  perUsd: Decimal;
}

/**
 * Who may serve a job, and at what fee.
 */
export interface Policy {
  /**
   * Providers by tier; a later tier serves only where no earlier one has a price. The catalog's own tiers;
   * else the engine's built-in ones, where absent.
   */
  tiers?: string[][];
  /**
   * Whether a later tier serves at all; `next-tier` where absent.
   */
  fallbackTo?: FallbackTo;
  /**
   * How one is chosen among the offers that may serve; `cheapest` where absent.
   */
  order?: Order;
  /**
   * Providers that are out at the moment: they serve only after all others.
   */
  outages?: string[];
  /**
   * The only providers allowed.
   */
  only?: string[];
  /**
   * Providers that are not to serve.
   */
  ignore?: string[];
  /**
   * The highest upstream price, in USD per image or second.
   */
  maxPrice?: UsdInput;
  /**
   * The fee as a share of the upstream price, such as `"0.02"`; the catalog's own where absent.
   */
  feeRate?: Decimal;
}

/**
 * How to load: the day asked about, the routing policy, and what the sources leave open.
 */
export interface LoadOptions {
  /**
   * The day asked about, `YYYY-MM-DD`; today (UTC) where absent.
   */
  asOf?: string;
  /**
   * The routing policy; the engine's built-in one where absent.
   */
  policy?: Policy;
  /**
   * Another source's model id, and the id to merge it into.
   */
  aliases?: Record<string, string>;
  /**
   * USD for one credit by provider, where the source states none.
   */
  creditPrices?: Record<string, UsdInput>;
  /**
   * The user's own prices and discounts; they win.
   */
  priceBook?: Override[];
  /**
   * How many findings of one code are listed per source before "and n more"; 100 where absent.
   */
  maxFindings?: number;
}

/**
 * One offer to price.
 */
export interface PriceRequest {
  /**
   * The model's id.
   */
  model: string;
  /**
   * The provider's name.
   */
  provider: string;
  /**
   * What to make; the reference job where absent.
   */
  job?: Job;
}

/**
 * One job to route: to a model by its id, or to whichever model meets a query.
 */
export interface RouteRequest {
  /**
   * The model's id; without it, every model that the query keeps takes part.
   */
  model?: string;
  /**
   * What to make; the reference job where absent. Over all models, a job without a mode is `t2i`.
   */
  job?: Job;
  /**
   * Constraints on models and offers; sorting and windowing do not apply.
   */
  query?: Query;
  /**
   * The routing policy; that of the catalog where absent.
   */
  policy?: Policy;
  /**
   * How likely a request fails at each provider, and what it then costs.
   */
  failures?: FailureRate[];
  /**
   * The provider that one could use directly, to compare with; the cheapest one where absent.
   */
  direct?: string;
}

/**
 * A number of equal jobs to price.
 */
export interface QuoteRequest {
  /**
   * The model's id.
   */
  model: string;
  /**
   * How many images or clips, 1 to 1,000,000,000,000.
   */
  count: number;
  /**
   * What to make; the reference job where absent.
   */
  job?: Job;
  /**
   * The routing policy; that of the catalog where absent.
   */
  policy?: Policy;
  /**
   * Whether the vendor's batch interface will do; the same as in `job`.
   */
  batch?: boolean;
  /**
   * Which offers take part; its conditions on models do not apply.
   */
  query?: Query;
  /**
   * What paying costs, which is shown beside the totals and not in them.
   */
  rail?: PaymentRail;
  /**
   * USD to spend: each side then says how many images or clips they buy.
   */
  budget?: UsdInput;
}

/**
 * A width and a height.
 */
export interface Size {
  /**
   * Width of the output in pixels.
   */
  width: number;
  /**
   * Height of the output in pixels.
   */
  height: number;
}

/**
 * Sizes to price, for one model or for all that a query keeps.
 */
export interface SweepRequest {
  /**
   * The sizes, at most 200, in the order in which flips are looked for.
   */
  sizes: Size[];
  /**
   * The model's id; every model that the query keeps where absent.
   */
  model?: string;
  /**
   * Which models and offers take part.
   */
  query?: Query;
  /**
   * The job apart from its size.
   */
  job?: Job;
}

/**
 * How likely a request fails at a provider.
 */
export interface FailureRate {
  /**
   * The provider's name.
   */
  provider: string;
  /**
   * The share of requests that fail, such as `"0.02"`.
   */
  rate: Decimal;
  /**
   * What a failed request costs; what the catalogs state of the provider where absent, else `not-billed`.
   */
  billed?: "not-billed" | "refunded" | "billed";
}

/**
 * What paying costs: a share of what is paid and a fixed amount a charge.
 */
export interface PaymentRail {
  /**
   * The share of what is paid, such as `"0.029"`.
   */
  share?: Decimal;
  /**
   * USD for each charge.
   */
  fixed?: UsdInput;
  /**
   * How many charges, of a quote in all and of a workload a month; 1 where absent.
   */
  charges?: number;
}

/**
 * One line of a workload: a model, a query over all models, or a model that a query may replace.
 */
export interface WorkloadLine {
  /**
   * What the line is called, such as `Free` or `thumbnails`.
   */
  name?: string;
  /**
   * The model's id.
   */
  model?: string;
  /**
   * Constraints: without `model`, they choose it; with it, they say what may stand in for it.
   */
  query?: Query;
  /**
   * Who makes it; the cheapest provider where absent.
   */
  provider?: string;
  /**
   * What to make; the reference job where absent.
   */
  job?: Job;
  /**
   * Outputs wanted a month: a whole number up to 1,000,000,000,000. Either this or `share`.
   */
  count?: number;
  /**
   * Which share of the workload's `count` it is, such as `"0.8"`. The shares add up to 1.
   */
  share?: Decimal;
  /**
   * Which share of its jobs may go through the batch interface; the workload's where absent.
   */
  batchShare?: Decimal;
  /**
   * How many outputs are made for one that is accepted; the workload's where absent.
   */
  attempts?: number;
  /**
   * Whether it is routed by the policy and pays its fee; as the workload says where absent.
   */
  route?: boolean;
}

/**
 * Another way to buy a workload: what it states holds for every line.
 */
export interface Alternative {
  /**
   * What it is called.
   */
  name?: string;
  /**
   * The model that serves every line.
   */
  model?: string;
  /**
   * Constraints that choose the model of every line.
   */
  query?: Query;
  /**
   * Who makes it; the cheapest provider where absent.
   */
  provider?: string;
  /**
   * Whether it is routed by the policy and pays its fee.
   */
  route?: boolean;
}

/**
 * What one makes: lines of jobs with their monthly counts, and what holds for all of them.
 */
export interface Workload {
  /**
   * The lines, 1 to 1,000.
   */
  lines: WorkloadLine[];
  /**
   * Outputs wanted a month over all lines that state a `share` of it.
   */
  count?: number;
  /**
   * How many months, 1 to 120; 1 where absent.
   */
  months?: number;
  /**
   * By which share the counts grow from month to month, such as `"0.05"`; 0 where absent.
   */
  growth?: Decimal;
  /**
   * Which share of the jobs may go through the vendor's batch interface; 0 where absent.
   */
  batchShare?: Decimal;
  /**
   * How many outputs are made for one that is accepted, at least 1; 1 where absent.
   */
  attempts?: number;
  /**
   * Whether the lines are routed by the policy and pay its fee; bought directly where absent.
   */
  route?: boolean;
  /**
   * The routing policy; that of the catalog where absent.
   */
  policy?: Policy;
  /**
   * What paying costs, which is shown beside the total and not in it.
   */
  rail?: PaymentRail;
  /**
   * Other ways to buy the same, each compared with the workload as it stands; at most 20.
   */
  alternatives?: Alternative[];
}

/**
 * A machine, rented by the hour or by the month.
 */
export interface Machine {
  /**
   * USD for an hour in use, as one figure or a range: `"0.69"`, `"0.59 to 0.79"`.
   */
  usdPerHour?: string;
  /**
   * USD for a month, used or not.
   */
  usdPerMonth?: string;
  /**
   * Images that it makes in an hour: `"1500"`, `"1200 to 1800"`. Needed with `usdPerHour`.
   */
  imagesPerHour?: string;
  /**
   * Which share of its paid hours makes images, above 0; 1 where absent.
   */
  utilisation?: Decimal;
  /**
   * Hours of a month; 730 where absent.
   */
  hoursPerMonth?: number;
}

/**
 * People's work.
 */
export interface Labour {
  /**
   * USD for an hour of work: `"100"`, `"75 to 150"`.
   */
  usdPerHour: string;
  /**
   * Hours of work a month; 0 where absent.
   */
  monthlyHours?: number;
  /**
   * Hours of work to set it up; 0 where absent.
   */
  setUpHours?: number;
  /**
   * Over how many months the set-up is spread, 1 to 120; 12 where absent.
   */
  setUpMonths?: number;
}

/**
 * What self-hosting is compared with: a price, or an offer of the catalog.
 */
export interface Against {
  /**
   * USD for an image.
   */
  usd?: UsdInput;
  /**
   * The model's id, where no price is given.
   */
  model?: string;
  /**
   * Who sells it; the cheapest provider where absent.
   */
  provider?: string;
  /**
   * What to make; the reference job where absent.
   */
  job?: Job;
  /**
   * Whether it is routed and pays the fee.
   */
  route?: boolean;
  /**
   * The routing policy; that of the catalog where absent.
   */
  policy?: Policy;
}

/**
 * Running a model oneself against buying its images.
 */
export interface SelfHost {
  /**
   * The machine.
   */
  machine: Machine;
  /**
   * What people's work on it costs; nothing where absent.
   */
  labour?: Labour;
  /**
   * The offer or the price to compare with; only the cost of an image where absent.
   */
  against?: Against;
  /**
   * Images a month, to compare the two at.
   */
  count?: number;
}

/**
 * How to read a usage log. What it leaves open is told from the log.
 */
export interface UsageOptions {
  /**
   * How the log is written; told from its first character where absent.
   */
  format?: "csv" | "json-lines";
  /**
   * Which column holds what, where its header does not tell: `{ model: "endpoint_id" }`. The keys are
   * `model`, `provider`, `count`, `size`, `width`, `height`, `resolution`, `quality`, `mode`, `seconds`;
   * `steps`, `inputs`, `audio`, `batch` and `date`.
   */
  columns?: Record<string, string>;
  /**
   * The model of rows that name none.
   */
  model?: string;
  /**
   * The provider of rows that name none.
   */
  provider?: string;
  /**
   * What rows cost that name no provider, where none is given here; `cheapest` where absent.
   */
  withoutProvider?: WithoutProvider;
  /**
   * How many unpriced rows are listed one by one; 100 where absent.
   */
  maxListed?: number;
}

/**
 * One kind of row of a log that comes as columns.
 */
export interface UsageKind {
  /**
   * The model's id.
   */
  model: string;
  /**
   * Who made it.
   */
  provider?: string;
  /**
   * What was made; the reference job where absent.
   */
  job?: Job;
  /**
   * The day, `YYYY-MM-DD`.
   */
  date?: string;
}

/**
 * What to compare two catalogs by.
 */
export interface DiffRequest {
  /**
   * The job that prices are compared at; each offer's own standard where it has no price for it.
   */
  job?: Job;
  /**
   * A workload whose total is compared too.
   */
  workload?: Workload;
  /**
   * The rise that is tolerated, such as `"0.05"`: a price or a workload that rises by a larger share exceeds it.
   */
  maxRise?: Decimal;
}

/**
 * One's own price or discount; it wins over what the sources state. Of several that fit an offer, the one that
 * names provider and model counts, then one that names the model, then one that names the provider.
 */
export interface Override {
  /**
   * Whose offers; everybody's where absent. Needed with `usd`.
   */
  provider?: string;
  /**
   * Which model's offers, by id or alias; every model's where absent. Needed with `usd`.
   */
  model?: string;
  /**
   * The share off, such as `"0.15"`. Either this or `usd`.
   */
  discount?: Decimal;
  /**
   * USD for one of `unit`, instead of everything that the sources state of that provider and model.
   */
  usd?: UsdInput;
  /**
   * What `usd` is for; `image` where absent.
   */
  unit?: OwnUnit;
  /**
   * The first day on which it holds, `YYYY-MM-DD`. A price holds if it does on the day asked about.
   */
  from?: string;
  /**
   * The last day on which it holds, `YYYY-MM-DD`.
   */
  until?: string;
  /**
   * A remark, such as the contract's number.
   */
  note?: string;
}

/**
 * What is loaded.
 */
export interface Info {
  /**
   * The sources, in the order in which they were given.
   */
  sources: Array<SourceInfo>;
  /**
   * Number of models.
   */
  models: number;
  /**
   * Number of offers.
   */
  offers: number;
  /**
   * Offers that have a price at the reference job.
   */
  priced: number;
  /**
   * Offers that have none.
   */
  unpriced: number;
  /**
   * The routing fee as a share of the upstream price, where a policy or a source states it.
   */
  feeRate: Decimal | null;
  /**
   * The sentence that has to stand beside every billed figure.
   */
  feeDisclosure: string | null;
  /**
   * The providers that the catalog's policy routes to, by tier.
   */
  tiers: Array<Array<string>>;
  /**
   * The day asked about.
   */
  asOf: string;
  /**
   * The newest date of the sources.
   */
  newest: string | null;
  /**
   * The oldest date of the sources.
   */
  oldest: string | null;
  /**
   * Tiers of apps' own plans that the sources state.
   */
  plans: Array<PlanTier>;
  /**
   * What the sources state about running models oneself.
   */
  selfHosting: Array<SelfHostingFact>;
}

/**
 * One source.
 */
export interface SourceInfo {
  /**
   * What it is called.
   */
  name: string;
  /**
   * Its format.
   */
  format: Format | "price-book";
  /**
   * The day that its prices are of.
   */
  date: string | null;
  /**
   * Days from that day to the day asked about.
   */
  ageDays: number | null;
  /**
   * Whether that is more than 90 days.
   */
  stale: boolean;
  /**
   * What it says of where its prices come from.
   */
  about: string | null;
  /**
   * Number of models that it lists.
   */
  models: number;
  /**
   * Number of offers that it lists.
   */
  offers: number;
}

/**
 * One fault or oddity in a source. The rows beside it still work.
 */
export interface Finding {
  /**
   * How much it matters.
   */
  severity: Severity;
  /**
   * What it is, as a stable word.
   */
  code: Code;
  /**
   * Where: a JSON Pointer (RFC 6901) into the source.
   */
  path: string;
  /**
   * What was found, for a person.
   */
  message: string;
  /**
   * What to do about it.
   */
  help: string;
  /**
   * The name of the source.
   */
  source: string;
  /**
   * The model concerned.
   */
  model?: string;
  /**
   * The provider concerned.
   */
  provider?: string;
}

/**
 * A model.
 */
export interface Model {
  /**
   * The id by which everything refers to it.
   */
  id: string;
  /**
   * The name that people read.
   */
  name: string;
  /**
   * Who made it.
   */
  vendor: string | null;
  /**
   * What goes in and comes out.
   */
  modes: Array<Mode>;
  /**
   * The arena score.
   */
  elo: number | null;
  /**
   * The licence, in the source's word.
   */
  license: string | null;
  /**
   * Whether the weights are to be had, in the source's word (`open`, `open-nc`, `closed`).
   */
  weights: string | null;
  /**
   * Whether it can be trained further.
   */
  trainable: boolean | null;
  /**
   * Other ids by which it goes.
   */
  aliases: Array<string>;
  /**
   * The first day on which it is no longer served, `YYYY-MM-DD`.
   */
  retires?: string;
  /**
   * What its vendor recommends instead.
   */
  replacement?: string;
}

/**
 * One provider's offer of one model, priced for a job.
 */
export interface PricedOffer {
  /**
   * The model's id.
   */
  model: string;
  /**
   * Who sells it.
   */
  provider: string;
  /**
   * How far the price can be relied on.
   */
  status: Status;
  /**
   * USD per image or per second; null where there is no single figure, with `reason`.
   */
  price: Usd | null;
  /**
   * What the price is for.
   */
  per: Per;
  /**
   * The rate in the provider's own unit.
   */
  native: string;
  /**
   * The lines that add up to the price of the whole job: the image, or the clip.
   */
  receipt: Array<Line>;
  /**
   * The name of the source that states it.
   */
  source: string;
  /**
   * JSON Pointer of its row in that source.
   */
  path: string;
  /**
   * Where the price is published, a plain `https:` address.
   */
  url: string | null;
  /**
   * USD for the whole job, where that is one figure.
   */
  total?: Usd;
  /**
   * The lower bound, where the price is a range or "from".
   */
  low?: Usd;
  /**
   * The upper bound, where the price is a range or "up to".
   */
  high?: Usd;
  /**
   * How the figure is meant, where it is not exact.
   */
  certainty?: Certainty;
  /**
   * Why there is no price, why it is not exact, or which setting of the job it does not depend on.
   */
  reason?: string;
  /**
   * The same for programs.
   */
  code?: Code;
  /**
   * How many times the cheapest price of its row this is, to two decimal places.
   */
  multiple?: string;
  /**
   * The day on which the price was read, `YYYY-MM-DD`.
   */
  checked?: string;
  /**
   * Whether that is more than 90 days before the day asked about.
   */
  stale?: boolean;
  /**
   * Tells offers of one provider apart that no setting of a job does.
   */
  variant?: string;
  /**
   * By what the provider bills.
   */
  billing?: Billing;
  /**
   * Whether the price of a job is known before it runs.
   */
  predictable?: boolean;
  /**
   * How long an output takes, in words.
   */
  latency?: LatencyClass;
  /**
   * How long an output takes, in seconds, as the source states it.
   */
  latencySeconds?: string;
  /**
   * Which class the price per image belongs to, by the limits of the built-in policy.
   */
  tier?: PriceTier;
  /**
   * Whether the provider is paid before.
   */
  prepaid?: boolean;
  /**
   * Whether the provider is paid by invoice.
   */
  invoiced?: boolean;
  /**
   * Days that the provider keeps outputs.
   */
  outputsStoredDays?: number;
  /**
   * What a failed request costs: `not-billed`, `refunded` or `billed`.
   */
  failures?: "not-billed" | "refunded" | "billed";
  /**
   * Whether the user's own price book sets or changes the price.
   */
  own?: boolean;
  /**
   * The source's remark.
   */
  note?: string;
  /**
   * The provider's own id for the model.
   */
  upstreamId?: string;
}

/**
 * One line of a receipt: quantity × rate = amount, exactly, unless `rule` says that it is rounded.
 */
export interface Line {
  /**
   * What is billed.
   */
  label: string;
  /**
   * How much of it; the lower figure of a range.
   */
  quantity: Decimal;
  /**
   * Of what.
   */
  unit: string;
  /**
   * USD for one; the lower figure of a range.
   */
  rate: Usd;
  /**
   * USD for all of it; the lower figure of a range.
   */
  amount: Usd;
  /**
   * By which rule the quantity or the amount came about.
   */
  rule?: string;
  /**
   * How the amount is meant, where it is not exact.
   */
  certainty?: Certainty;
  /**
   * The upper figures, where the line is a range.
   */
  high?: LineHigh;
}

/**
 * The upper figures of a receipt line that is a range.
 */
export interface LineHigh {
  /**
   * How much of it.
   */
  quantity: Decimal;
  /**
   * USD for one.
   */
  rate: Usd;
  /**
   * USD for all of it.
   */
  amount: Usd;
}

/**
 * One model with its priced offers.
 */
export interface Row {
  /**
   * The model.
   */
  model: Model;
  /**
   * Its offers, as listed.
   */
  offers: Array<PricedOffer>;
  /**
   * The place of the cheapest one in `offers`: the lowest price, of equal ones the first listed.
   */
  cheapest: number | null;
  /**
   * Where the job is routed.
   */
  routed: Route;
  /**
   * The dearest price over the cheapest one, to two decimal places.
   */
  spread: string | null;
  /**
   * How many times the cheapest price of all rows of the query, image or video, this row's cheapest is, to
   * two decimal places.
   */
  multiple: string | null;
  /**
   * Whether no other row of the query is both at least as good by Elo and at least as cheap.
   */
  pareto: boolean;
  /**
   * The figures in the unit and currency that were asked for.
   */
  shown?: ShownRow;
  /**
   * The figures for as many outputs as the display counts in a month, where it says how many.
   */
  month?: ShownRow;
}

/**
 * The figures of a row as a display asks for them.
 */
export interface ShownRow {
  /**
   * At the cheapest offer; null where there is no such figure.
   */
  cheapest: Shown | null;
  /**
   * Billed where the job is routed, fee included; null where there is no such figure.
   */
  routed: Shown | null;
}

/**
 * A figure in the unit and currency of a display.
 */
export interface Shown {
  /**
   * How far it can be relied on; approximate in another currency, and where it had to be rounded.
   */
  status: Status;
  /**
   * The figure; null where it is only known within bounds.
   */
  price: Decimal | null;
  /**
   * The lower bound of a range or an open one.
   */
  low?: Decimal;
  /**
   * The upper bound.
   */
  high?: Decimal;
  /**
   * What kind of figure the source states, where it is no exact one.
   */
  certainty?: Certainty;
}

/**
 * The rows that a query asks for.
 */
export interface Comparison {
  /**
   * The job that every row is priced for.
   */
  job: JobAnswer;
  /**
   * Number of rows before `limit` and `offset`.
   */
  total: number;
  /**
   * The highest of the cheapest prices of those rows, in USD per image or second.
   */
  dearest: Usd | null;
  /**
   * The rows, one for each model.
   */
  rows: Array<Row>;
}

/**
 * The values of one field of a query, and how many rows each would leave.
 */
export interface Facet {
  /**
   * The field of the query.
   */
  field: "modes" | "vendors" | "providers" | "licenses" | "weights" | "billing" | "priceTiers" | "latency";
  /**
   * The values, the most rows first.
   */
  values: Array<FacetValue>;
}

/**
 * One value of a field.
 */
export interface FacetValue {
  /**
   * The value.
   */
  value: string;
  /**
   * How many rows it would leave, with every other condition of the query.
   */
  rows: number;
}

/**
 * Where a job is routed, what is billed, and why not to the others.
 */
export interface Route {
  /**
   * The id of the model that serves; of one asked about by its id, also where nobody serves it.
   */
  model: string | null;
  /**
   * The provider that serves; null where nobody may.
   */
  provider: string | null;
  /**
   * How far the price can be relied on; null where nobody serves.
   */
  status: Status | null;
  /**
   * The provider's price, in USD per image or second.
   */
  upstream: Usd | null;
  /**
   * The routing fee on it, in USD.
   */
  fee: Usd | null;
  /**
   * Upstream and fee, in USD.
   */
  billed: Usd | null;
  /**
   * The fee as a share of the upstream price.
   */
  feeRate: Decimal | null;
  /**
   * The lines that add up to `billed`.
   */
  receipt: Array<Line>;
  /**
   * The offers that would serve next, in order.
   */
  fallbacks: Array<PricedOffer>;
  /**
   * Every offer that is not chosen, with the reason, in listed order.
   */
  refused: Array<Refused>;
  /**
   * Why there is no route or no billed price.
   */
  reason: string | null;
  /**
   * The sentence that has to stand beside the billed figure.
   */
  disclosure: string | null;
  /**
   * What the price is for; only in answers of `route`, like all that follows.
   */
  per?: Per;
  /**
   * Under the order `weighted`: how likely each offer is tried first, likeliest first.
   */
  shares?: Array<Share>;
  /**
   * What a delivered output costs under the failure rates of the request.
   */
  expected?: Expected;
  /**
   * From which price on routing pays, and how a direct offer compares.
   */
  breakEven?: FeeBreakEven;
  /**
   * The constraints that cost something: what the route would be without each one alone.
   */
  binding?: Array<Binding>;
  /**
   * For a model asked about by its id: a cheaper one with at least the same arena score.
   */
  alternative?: CheaperModel;
}

/**
 * Why one offer is not chosen.
 */
export interface Refused {
  /**
   * Who sells it.
   */
  provider: string;
  /**
   * The reason, for programs.
   */
  code: Code;
  /**
   * The reason, for people.
   */
  message: string;
  /**
   * The model's id, where several models take part.
   */
  model?: string;
  /**
   * Which field of the query or the policy leaves it out.
   */
  constraint?: string;
  /**
   * How much dearer the chosen offer is, in USD, where this one is excluded though cheaper.
   */
  costsMore?: Usd;
}

/**
 * How likely an offer is tried first.
 */
export interface Share {
  /**
   * The model's id.
   */
  model: string;
  /**
   * Who sells it.
   */
  provider: string;
  /**
   * USD per image or second.
   */
  price: Usd;
  /**
   * From 0 to 1.
   */
  share: Decimal;
}

/**
 * What an output costs when requests fail with the stated rates and the next offer is tried.
 */
export interface Expected {
  /**
   * How far the figures can be relied on: `exact`, or `approximate` where one is rounded or the price is.
   */
  status: Status;
  /**
   * USD for a request on average, whether it delivers or not.
   */
  perRequest: Usd;
  /**
   * USD for a delivered output on average; null where none is ever delivered.
   */
  perDelivered: Usd | null;
  /**
   * The same with the routing fee; null where no fee rate is stated.
   */
  billed: Usd | null;
  /**
   * The offers in the order in which they are tried.
   */
  served: Array<Served>;
  /**
   * The share of requests that no offer serves.
   */
  unserved: Decimal;
  /**
   * The lines that add up to `perRequest`.
   */
  receipt: Array<Line>;
}

/**
 * One offer's part in serving.
 */
export interface Served {
  /**
   * The model's id.
   */
  model: string;
  /**
   * Who sells it.
   */
  provider: string;
  /**
   * The share of requests that fail here.
   */
  failureRate: Decimal;
  /**
   * Whether a failed request is billed all the same.
   */
  billsFailures: boolean;
  /**
   * The share of all requests that are tried here.
   */
  tried: Decimal;
  /**
   * The share of all requests that are delivered here.
   */
  share: Decimal;
}

/**
 * From which price on routing pays.
 */
export interface FeeBreakEven {
  /**
   * USD: buying directly pays below this price, routing above it.
   */
  directUsd: Usd;
  /**
   * USD by which the upstream price has to be lower than a direct one: the fee.
   */
  gap: Usd;
  /**
   * The same as a share of the upstream price: the fee rate.
   */
  gapOfUpstream: Decimal;
  /**
   * The same as a share of the direct price: fee rate / (1 + fee rate).
   */
  gapOfDirect: Decimal;
  /**
   * The offer bought directly; null where no other has a price.
   */
  direct: DirectOffer | null;
}

/**
 * An offer bought directly, against the routed one.
 */
export interface DirectOffer {
  /**
   * The model's id.
   */
  model: string;
  /**
   * Who sells it.
   */
  provider: string;
  /**
   * How far its price can be relied on.
   */
  status: Status;
  /**
   * USD per image or second.
   */
  price: Usd;
  /**
   * USD that the routed upstream price is lower; negative where it is higher.
   */
  gap: Usd;
  /**
   * USD that routing saves, fee included; negative where it costs more.
   */
  saves: Usd;
  /**
   * Whether routing pays.
   */
  routingPays: boolean;
}

/**
 * A constraint that costs something.
 */
export interface Binding {
  /**
   * The field of the query, or of the policy as `policy.only`.
   */
  constraint: string;
  /**
   * The route without it.
   */
  without: WithoutConstraint;
  /**
   * USD per image or second that it would save; null where nobody serves with it.
   */
  saves: Usd | null;
}

/**
 * Who would serve without a constraint.
 */
export interface WithoutConstraint {
  /**
   * The model's id.
   */
  model: string;
  /**
   * Who sells it.
   */
  provider: string;
  /**
   * How far the price can be relied on.
   */
  status: Status;
  /**
   * USD per image or second, without the fee.
   */
  price: Usd;
}

/**
 * A cheaper model of at least the same arena score, routed by the same policy.
 */
export interface CheaperModel {
  /**
   * The model's id.
   */
  model: string;
  /**
   * Its name.
   */
  name: string;
  /**
   * Its arena score.
   */
  elo: number;
  /**
   * Who serves it.
   */
  provider: string;
  /**
   * How far the price can be relied on.
   */
  status: Status;
  /**
   * USD per image or second, without the fee.
   */
  upstream: Usd;
  /**
   * With the fee; null where no fee rate is stated.
   */
  billed: Usd | null;
  /**
   * USD less than the model asked about, without the fee.
   */
  saves: Usd;
  /**
   * The same in percent, to one decimal place.
   */
  percent: string;
}

/**
 * What a number of equal jobs costs.
 */
export interface Quote {
  /**
   * The model's id.
   */
  model: string;
  /**
   * The job.
   */
  job: JobAnswer;
  /**
   * How many of them.
   */
  count: Decimal;
  /**
   * At the cheapest offer; null where no offer has a price.
   */
  cheapest: QuoteSide | null;
  /**
   * At the routed offer, fee included; null where nobody may serve.
   */
  routed: RoutedSide | null;
  /**
   * Why one of them is missing.
   */
  reason: string | null;
  /**
   * The sentence that has to stand beside the billed figure.
   */
  disclosure: string | null;
}

/**
 * A quote at the cheapest offer.
 */
export interface QuoteSide {
  /**
   * Who sells it.
   */
  provider: string;
  /**
   * How far the price can be relied on.
   */
  status: Status;
  /**
   * USD per image or second.
   */
  price: Usd;
  /**
   * USD for all of them.
   */
  total: Usd;
  /**
   * The lines that add up to `total`.
   */
  receipt: Array<Line>;
  /**
   * What paying `total` costs; null where the request states no payment rail.
   */
  rail: RailCost | null;
  /**
   * How many images or clips the budget of the request buys.
   */
  affords?: Decimal;
}

/**
 * A quote at the routed offer. The fee is null, and the total without it, where no fee rate is stated.
 */
export interface RoutedSide {
  /**
   * Who serves.
   */
  provider: string;
  /**
   * How far the price can be relied on.
   */
  status: Status;
  /**
   * USD per image or second, without the fee.
   */
  price: Usd;
  /**
   * USD for all of them, without the fee.
   */
  upstream: Usd;
  /**
   * The fee on it, in USD.
   */
  fee: Usd | null;
  /**
   * Upstream and fee, in USD.
   */
  billed: Usd | null;
  /**
   * The lines that add up to `billed`, or to `upstream` where there is no fee.
   */
  receipt: Array<Line>;
  /**
   * What paying `billed` costs; null where the request states no payment rail or there is no fee.
   */
  rail: RailCost | null;
  /**
   * How many images or clips the budget of the request buys, fee included where there is one.
   */
  affords?: Decimal;
}

/**
 * What paying costs.
 */
export interface RailCost {
  /**
   * USD that paying costs.
   */
  cost: Usd;
  /**
   * USD with it.
   */
  total: Usd;
  /**
   * The lines that add up to `cost`.
   */
  receipt: Array<Line>;
}

/**
 * A job as it was understood: with its size, and what was stated besides.
 */
export interface JobAnswer {
  /**
   * Width of the output in pixels.
   */
  width: number;
  /**
   * Height of the output in pixels.
   */
  height: number;
  /**
   * What goes in and what comes out.
   */
  mode?: Mode;
  /**
   * Resolution tier.
   */
  resolution?: Resolution;
  /**
   * The vendor's own word for quality.
   */
  quality?: string;
  /**
   * Number of input images.
   */
  inputs?: number;
  /**
   * Diffusion steps.
   */
  steps?: number;
  /**
   * Whether the vendor's batch interface will do.
   */
  batch?: boolean;
  /**
   * Length of the clip in seconds.
   */
  seconds?: Decimal;
  /**
   * Whether the clip has sound.
   */
  audio?: boolean;
  /**
   * Tokens of the text prompt.
   */
  textTokens?: number;
}

/**
 * Who is cheapest at each size, and where that changes.
 */
export interface Sweep {
  /**
   * One point for each size, in the order asked.
   */
  points: Array<SweepPoint>;
  /**
   * Where the cheapest offer changes from one size to the next.
   */
  flips: Array<Flip>;
  /**
   * Sizes of at least the same area that cost less at the same offer.
   */
  hints: Array<SizeHint>;
}

/**
 * The cheapest offer at one size.
 */
export interface SweepPoint {
  /**
   * Width of the output in pixels.
   */
  width: number;
  /**
   * Height of the output in pixels.
   */
  height: number;
  /**
   * The cheapest offer; null where none has a price.
   */
  cheapest: PricedOffer | null;
  /**
   * Every offer's price at this size, in listed order.
   */
  offers: Array<SweepPrice>;
}

/**
 * One offer's price at one size.
 */
export interface SweepPrice {
  /**
   * The model's id.
   */
  model: string;
  /**
   * Who sells it.
   */
  provider: string;
  /**
   * How far the price can be relied on.
   */
  status: Status;
  /**
   * USD per image or second; null where there is no single figure.
   */
  price: Usd | null;
}

/**
 * A change of the cheapest offer between two sizes that follow each other.
 */
export interface Flip {
  /**
   * The place of the earlier size.
   */
  from: number;
  /**
   * The place of the later size.
   */
  to: number;
  /**
   * Who was cheapest: model and provider.
   */
  before: [string, string];
  /**
   * Who is cheapest: model and provider.
   */
  after: [string, string];
}

/**
 * A size that costs less although it is not smaller.
 */
export interface SizeHint {
  /**
   * The model's id.
   */
  model: string;
  /**
   * Who sells it.
   */
  provider: string;
  /**
   * The place of the size asked about.
   */
  at: number;
  /**
   * The place of the cheaper size.
   */
  instead: number;
  /**
   * USD saved per image or second.
   */
  saves: Usd;
  /**
   * The same in percent of the price, to one decimal place.
   */
  percent: string;
}

/**
 * What a workload costs.
 */
export interface Estimate {
  /**
   * How many months.
   */
  months: number;
  /**
   * Outputs wanted in all months.
   */
  wanted: Decimal;
  /**
   * Outputs paid for in all months, with those that are not accepted.
   */
  made: Decimal;
  /**
   * How far the total can be relied on; `unknown` where a line has no price.
   */
  status: Status;
  /**
   * USD for all of it; null where a line has no price.
   */
  total: Usd | null;
  /**
   * USD for the lines that have a price.
   */
  known: Usd;
  /**
   * Number of lines without a price.
   */
  unpriced: number;
  /**
   * USD for 1,000 wanted outputs, rounded to 12 decimal places; null without a total.
   */
  perThousand: Usd | null;
  /**
   * The lines, as asked.
   */
  lines: Array<EstimateLine>;
  /**
   * What each provider is paid, in the order of the lines. They add up to `known`.
   */
  byProvider: Array<ProviderSum>;
  /**
   * What each month costs. They add up to `known`.
   */
  byMonth: Array<MonthSum>;
  /**
   * What paying costs, beside the total and not in it; null where the workload states no payment rail, or has
   * no total.
   */
  rail: RailCost | null;
  /**
   * The alternatives, as asked.
   */
  alternatives: Array<Scenario>;
  /**
   * The cheapest way to buy each line under its constraints: at any provider, and where the line has a query
   * with any model that it keeps.
   */
  cheapest: Scenario;
  /**
   * The sentence that has to stand beside the figures of the lines, where one of them holds a routing fee.
   */
  disclosure: string | null;
}

/**
 * What one line costs.
 */
export interface EstimateLine {
  /**
   * What the line is called; its model's name where it is not.
   */
  name: string;
  /**
   * The model that serves it; null where none does.
   */
  model: string | null;
  /**
   * Who makes it.
   */
  provider: string | null;
  /**
   * Whether it is routed and pays the fee.
   */
  routed: boolean;
  /**
   * How far its price can be relied on.
   */
  status: Status;
  /**
   * USD for one output, without the fee.
   */
  price: Usd | null;
  /**
   * The job.
   */
  job: JobAnswer;
  /**
   * Outputs wanted in all months.
   */
  wanted: Decimal;
  /**
   * Outputs paid for in all months.
   */
  made: Decimal;
  /**
   * How many of those go through the batch interface.
   */
  batched: Decimal;
  /**
   * USD for all of them, fee included; null where there is no price.
   */
  total: Usd | null;
  /**
   * The part of it that is the routing fee.
   */
  fee: Usd | null;
  /**
   * The lines that add up to `total`. The receipts of all lines add up to the estimate's `known`.
   */
  receipt: Array<Line>;
  /**
   * The name of the source that states the price.
   */
  source: string | null;
  /**
   * Why there is no price, or what should be known about it.
   */
  reason: string | null;
}

/**
 * What one provider is paid.
 */
export interface ProviderSum {
  /**
   * The provider.
   */
  provider: string;
  /**
   * Outputs paid for.
   */
  made: Decimal;
  /**
   * USD, fees of routed lines included.
   */
  total: Usd;
  /**
   * How far it can be relied on.
   */
  status: Status;
}

/**
 * What one month costs.
 */
export interface MonthSum {
  /**
   * 1 for the first.
   */
  month: number;
  /**
   * Outputs wanted.
   */
  wanted: Decimal;
  /**
   * Outputs paid for.
   */
  made: Decimal;
  /**
   * USD for the lines that have a price.
   */
  total: Usd;
  /**
   * How far it can be relied on.
   */
  status: Status;
}

/**
 * Another way to buy the same workload.
 */
export interface Scenario {
  /**
   * What it is called.
   */
  name: string;
  /**
   * How far the total can be relied on; `unknown` where a line has no price.
   */
  status: Status;
  /**
   * USD for all of it; null where a line has no price.
   */
  total: Usd | null;
  /**
   * USD for the lines that have a price.
   */
  known: Usd;
  /**
   * USD that it saves; negative where it costs more; null where either total is.
   */
  saves: Usd | null;
  /**
   * The same in percent of the workload's total, to one decimal place.
   */
  percent: string | null;
  /**
   * The sentence that has to stand beside the figures, where they hold a routing fee.
   */
  disclosure: string | null;
  /**
   * The lines, as asked.
   */
  lines: Array<ScenarioLine>;
}

/**
 * One line of another way.
 */
export interface ScenarioLine {
  /**
   * What the line is called.
   */
  name: string;
  /**
   * The model that serves it.
   */
  model: string | null;
  /**
   * Who makes it.
   */
  provider: string | null;
  /**
   * How far its price can be relied on.
   */
  status: Status;
  /**
   * USD for it, fee included; null where there is no price.
   */
  total: Usd | null;
  /**
   * USD that it saves; negative where it costs more; null where either total is.
   */
  saves: Usd | null;
  /**
   * Why there is no price.
   */
  reason: string | null;
}

/**
 * One tier of an app's own plan, as a source states it.
 */
export interface PlanTier {
  /**
   * The name of the source.
   */
  source: string;
  /**
   * The tier's name.
   */
  name: string;
  /**
   * The model that serves it.
   */
  model: string;
  /**
   * The kind of its jobs.
   */
  mode?: Mode;
  /**
   * What it is for.
   */
  note?: string;
}

/**
 * What a source states about running models oneself.
 */
export interface SelfHostingFact {
  /**
   * The name of the source.
   */
  source: string;
  /**
   * What it is: a GPU, a server, labour.
   */
  name: string;
  /**
   * USD for an hour.
   */
  usdPerHour?: string;
  /**
   * USD for a month.
   */
  usdPerMonth?: string;
  /**
   * Images that it makes in an hour.
   */
  imagesPerHour?: string;
  /**
   * The source's remark.
   */
  note?: string;
}

/**
 * Self-hosting against buying.
 */
export interface BreakEven {
  /**
   * USD for an image as the machine runs, without fixed costs; zero for a machine rented by the month; null
   * where it is rented by the month and its throughput is not stated or not needed.
   */
  perImage: Bounds | null;
  /**
   * USD a month that do not depend on the number of images: one machine's rent and the labour.
   */
  fixedPerMonth: Bounds;
  /**
   * The lines that `fixedPerMonth` and `perImage` are made of.
   */
  receipt: Array<Line>;
  /**
   * Images that one machine can make in a month; null where its throughput is not stated.
   */
  capacity: CountBounds | null;
  /**
   * What it is compared with; null where the request names nothing.
   */
  against: SelfHostOffer | null;
  /**
   * From how many images a month on self-hosting costs no more, in the best case; null where it never does.
   */
  from: Decimal | null;
  /**
   * The same in the worst case.
   */
  surelyFrom: Decimal | null;
  /**
   * Machines needed for `from` and `surelyFrom` images.
   */
  machines: [Decimal, Decimal] | null;
  /**
   * Both ways at the count of the request; null where it states none.
   */
  atCount: AtCount | null;
  /**
   * Why there is no break-even, or what should be known about it.
   */
  reason: string | null;
}

/**
 * An amount between two bounds, which are equal for a single figure.
 */
export interface Bounds {
  /**
   * USD at least.
   */
  low: Usd;
  /**
   * USD at most.
   */
  high: Usd;
  /**
   * `exact`, or `approximate` where a source says about, or a figure is rounded to 12 decimal places.
   */
  status: Status;
}

/**
 * A number between two bounds, which are equal for a single figure.
 */
export interface CountBounds {
  /**
   * At least.
   */
  low: Decimal;
  /**
   * At most.
   */
  high: Decimal;
}

/**
 * What self-hosting is compared with.
 */
export interface SelfHostOffer {
  /**
   * The model's id, for an offer.
   */
  model: string | null;
  /**
   * Who sells it, for an offer.
   */
  provider: string | null;
  /**
   * How far the price can be relied on.
   */
  status: Status;
  /**
   * USD for an image, the fee of a routed one included.
   */
  price: Usd | null;
  /**
   * The sentence that has to stand beside a price with a routing fee.
   */
  disclosure: string | null;
}

/**
 * Both ways at one number of images a month.
 */
export interface AtCount {
  /**
   * Images a month.
   */
  count: Decimal;
  /**
   * USD a month for running it oneself.
   */
  selfHosted: Bounds;
  /**
   * Machines needed, in the best and in the worst case.
   */
  machines: [Decimal, Decimal] | null;
  /**
   * USD a month for buying it; null where there is no price.
   */
  bought: Usd | null;
  /**
   * USD that self-hosting saves, in the worst and in the best case; negative where it costs more.
   */
  saves: [Usd, Usd] | null;
}

/**
 * What a usage log costs.
 */
export interface UsageReport {
  /**
   * Rows of the log, the header not counted.
   */
  rows: number;
  /**
   * Rows that have a price.
   */
  priced: number;
  /**
   * Rows that have none.
   */
  unpriced: number;
  /**
   * Rows that name no provider and are priced as `withoutProvider` says.
   */
  assumed: number;
  /**
   * Outputs of the priced rows.
   */
  made: Decimal;
  /**
   * How far the total can be relied on; `unknown` where no row has a price.
   */
  status: Status;
  /**
   * USD for all priced rows; null where none has a price.
   */
  total: Usd | null;
  /**
   * By model, dearest first. Each breakdown adds up to `total`.
   */
  byModel: Array<UsageSum>;
  /**
   * By provider, dearest first.
   */
  byProvider: Array<UsageSum>;
  /**
   * By month (`2026-05`), in order; rows without a date stand under an empty name.
   */
  byMonth: Array<UsageSum>;
  /**
   * By model, provider and job: what one costs and how many there are; dearest first, at most 1,000.
   */
  kinds: Array<ModelSum>;
  /**
   * Why rows have no price, most rows first.
   */
  reasons: Array<UnpricedKind>;
  /**
   * The unpriced rows one by one, as many as the options say.
   */
  listed: Array<UnpricedRow>;
  /**
   * What each provider would have charged for the rows that it offers, largest saving first.
   */
  alternatives: Array<UsageAlternative>;
  /**
   * What the cheapest provider of each row's model would have charged for all priced rows.
   */
  cheapest: UsageAlternative;
  /**
   * The columns that the log was read by.
   */
  columns: Array<UsageColumn>;
  /**
   * Columns of the log that play no part.
   */
  ignored: Array<string>;
  /**
   * The sentence that has to stand beside figures that hold a routing fee.
   */
  disclosure: string | null;
}

/**
 * A sum of rows.
 */
export interface UsageSum {
  /**
   * The model, the provider or the month.
   */
  name: string;
  /**
   * Rows.
   */
  rows: number;
  /**
   * Outputs.
   */
  made: Decimal;
  /**
   * USD.
   */
  total: Usd;
  /**
   * How far it can be relied on.
   */
  status: Status;
}

/**
 * All rows of one model, provider and job.
 */
export interface ModelSum {
  /**
   * The model's id.
   */
  model: string;
  /**
   * Who made it.
   */
  provider: string;
  /**
   * How far the price can be relied on.
   */
  status: Status;
  /**
   * USD for one.
   */
  price: Usd;
  /**
   * Rows.
   */
  rows: number;
  /**
   * Outputs.
   */
  made: Decimal;
  /**
   * USD for all of them.
   */
  total: Usd;
  /**
   * The name of the source that states the price.
   */
  source: string;
}

/**
 * Rows that have no price for one reason.
 */
export interface UnpricedKind {
  /**
   * The reason, for programs.
   */
  code: Code;
  /**
   * The reason, for people.
   */
  message: string;
  /**
   * How many rows.
   */
  rows: number;
}

/**
 * A row that has no price.
 */
export interface UnpricedRow {
  /**
   * Its number in the log: 1 for the first row after the header.
   */
  row: number;
  /**
   * The reason, for programs.
   */
  code: Code;
  /**
   * The reason, for people.
   */
  message: string;
}

/**
 * What another choice of providers would have charged.
 */
export interface UsageAlternative {
  /**
   * The provider; empty for the cheapest of each row.
   */
  provider: string;
  /**
   * Rows that it can serve.
   */
  rows: number;
  /**
   * USD for these rows there.
   */
  total: Usd;
  /**
   * USD that these rows cost as they were made.
   */
  current: Usd;
  /**
   * The difference; negative where it would have cost more.
   */
  saves: Usd;
  /**
   * How far the figures can be relied on.
   */
  status: Status;
}

/**
 * A column that the log was read by.
 */
export interface UsageColumn {
  /**
   * What it holds.
   */
  field: string;
  /**
   * Its header.
   */
  header: string;
}

/**
 * What the rows of a sheet cost.
 */
export interface SheetReport {
  /**
   * Rows that were priced for this.
   */
  rows: number;
  /**
   * Rows that have a price.
   */
  priced: number;
  /**
   * Rows that have none: their kind has no price or is none of the sheet's kinds, or their count is 0.
   */
  unpriced: number;
  /**
   * USD for all priced rows, exactly; null where none has a price.
   */
  total: Usd | null;
  /**
   * How far the prices of the sheet's kinds can be relied on, those without one left out.
   */
  status: Status;
  /**
   * The amounts are whole numbers of 10^-scale USD. Null where they do not all fit 64 bits: then the column
   * holds none, and `amount` says each one.
   */
  scale: number | null;
}

/**
 * What one output of a kind of rows costs.
 */
export interface SheetKind {
  /**
   * The model's id, as asked.
   */
  model: string;
  /**
   * Who makes it for that; null where nobody is named or chosen.
   */
  provider: string | null;
  /**
   * USD for one; null where there is no price.
   */
  price: Usd | null;
  /**
   * How far it can be relied on.
   */
  status: Status;
  /**
   * Why there is no price, for programs.
   */
  code: Code | null;
  /**
   * Why there is no price, for people.
   */
  reason: string | null;
}

/**
 * What changed from one catalog to the next.
 */
export interface Diff {
  /**
   * The changes, in the order of the newer catalog, vanished ones last.
   */
  changes: Array<Change>;
  /**
   * Offers that are the same in both.
   */
  unchanged: number;
  /**
   * What the changes do to the workload; null where the request states none.
   */
  workload: WorkloadChange | null;
  /**
   * How many changes, the workload's included, rise by more than the request tolerates.
   */
  exceeded: number;
}

/**
 * What became of one offer.
 */
export interface Change {
  /**
   * What happened.
   */
  kind: ChangeKind;
  /**
   * The model's id.
   */
  model: string;
  /**
   * Who sells it.
   */
  provider: string;
  /**
   * The price before, in USD per image or second; null where there was none.
   */
  before: Usd | null;
  /**
   * The price after.
   */
  after: Usd | null;
  /**
   * What the prices are for.
   */
  per: Per;
  /**
   * Tells offers of one provider apart.
   */
  variant?: string;
  /**
   * The job that both prices are for, where it is not the one asked about.
   */
  job?: string;
  /**
   * After less before, in USD.
   */
  difference?: Usd;
  /**
   * The same in percent of the price before, to one decimal place; negative for a fall.
   */
  percent?: string;
  /**
   * Why there is no price after, or none before.
   */
  reason?: string;
  /**
   * Whether it rises by more than the request tolerates.
   */
  exceeds?: boolean;
  /**
   * How far the prices can be relied on, where they are not exact.
   */
  status?: Status;
}

/**
 * What the changes do to a workload.
 */
export interface WorkloadChange {
  /**
   * USD before; null where a line had no price.
   */
  before: Usd | null;
  /**
   * USD after; null where a line has no price.
   */
  after: Usd | null;
  /**
   * After less before; null where either is.
   */
  difference: Usd | null;
  /**
   * The same in percent, to one decimal place.
   */
  percent: string | null;
  /**
   * Whether it rises by more than the request tolerates, or had a total and has none now.
   */
  exceeds: boolean;
}

/**
 * Two sources that state different prices for one provider and model, with the probable cause.
 */
export interface AuditFinding {
  /**
   * How much it matters.
   */
  severity: Severity;
  /**
   * `sources_disagree`, or `float_noise` for the residue of binary floating point.
   */
  code: Code;
  /**
   * Where: JSON Pointer of the row that is listed later, in its source.
   */
  path: string;
  /**
   * What was found, for a person.
   */
  message: string;
  /**
   * What to do about it.
   */
  help: string;
  /**
   * The name of the source that `path` is of.
   */
  source: string;
  /**
   * The model's id.
   */
  model: string;
  /**
   * The provider.
   */
  provider: string;
  /**
   * What would turn one figure into the other.
   */
  cause: Cause;
  /**
   * Both figures, in USD per image or second.
   */
  figures: [Usd, Usd];
  /**
   * The names of both sources, in the same order.
   */
  sources: [string, string];
  /**
   * How many times the smaller figure the larger one is, to two decimal places; null where the smaller is 0.
   */
  factor: string | null;
  /**
   * The difference for one output, in USD.
   */
  atStake: Usd;
}

/** A number of equal jobs to price, but for the number. */
export type QuoterRequest = Omit<QuoteRequest, "count">;

/** A usage log as columns: the kinds of its rows, and for each row the place of its kind and its count. */
export interface UsageColumns {
  /** The kinds of rows: model, provider, job and day. */
  kinds: UsageKind[];
  /** For each row, the place of its kind in `kinds`. */
  kind: Uint32Array;
  /** For each row, how many outputs; 1 where absent. */
  count?: Uint32Array;
}
