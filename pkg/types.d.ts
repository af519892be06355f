// Written from the Rust types by `make types`. Do not edit.

/** US dollars as an exact decimal in plain notation without trailing zeros, such as `"0.05406"`. */
export type Usd = string;

/** An exact decimal in plain notation, such as `"0.02"`; a fraction such as `"15/14"` where it has no finite form. */
export type Decimal = string;

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
export type Format = "infr" | "rate-card";

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
export type Code = "not_utf8" | "not_json" | "too_large" | "too_deep" | "wrong_shape" | "unknown_format" | "module_failed" | "fetch_failed" | "bad_request" | "unknown_model" | "unknown_provider" | "freed" | "internal" | "not_an_object" | "missing_id" | "duplicate_id" | "duplicate_key" | "wrong_type" | "negative_price" | "number_out_of_range" | "misfit" | "unknown_unit" | "unknown_value" | "unsafe_url" | "no_price" | "listed_as_other_model" | "claim_differs" | "float_noise" | "sources_disagree" | "suspicious_text" | "name_too_long" | "more_findings" | "bad_date" | "stale" | "retiring" | "mode_not_offered" | "size_not_offered" | "quality_not_offered" | "inputs_not_offered" | "duration_not_offered" | "setting_not_offered" | "rate_only" | "inexact" | "retired" | "not_valid_yet" | "expired" | "not_routable" | "not_allowed" | "ignored" | "over_limit" | "later_tier" | "dearer" | "listed_later" | "no_fee_rate";

/**
 * What the rows of a comparison are sorted by. Rows without the figure come last in either direction.
 */
export type SortKey = "price" | "routed" | "elo" | "value" | "name" | "spread" | "vendor" | "offers" | "license";

/**
 * Whether a later tier serves.
 */
export type FallbackTo = "next-tier" | "none";

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
   * Models that can, or cannot, be trained further.
   */
  trainable?: boolean;
  /**
   * Models with at least this arena score; one without a score is left out.
   */
  minElo?: number;
  /**
   * Models whose cheapest offer costs at most this, in USD per image or second.
   */
  maxPrice?: Usd;
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
 * Who may serve a job, and at what fee.
 */
export interface Policy {
  /**
   * Providers by tier; a later tier serves only where no earlier one has a price.
   */
  tiers: string[][];
  /**
   * Whether a later tier serves at all; `next-tier` where absent.
   */
  fallbackTo?: FallbackTo;
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
  maxPrice?: Usd;
  /**
   * The fee as a share of the upstream price, such as `"0.02"`; the source's own where absent.
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
  creditPrices?: Record<string, Usd>;
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
 * One job to route.
 */
export interface RouteRequest {
  /**
   * The model's id.
   */
  model: string;
  /**
   * What to make; the reference job where absent.
   */
  job?: Job;
  /**
   * The routing policy; that of the catalog where absent.
   */
  policy?: Policy;
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
  format: Format;
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
   * The rows, one for each model.
   */
  rows: Array<Row>;
}

/**
 * Where a job is routed, what is billed, and why not to the others.
 */
export interface Route {
  /**
   * The model's id.
   */
  model: string;
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
   * How much dearer the chosen offer is, in USD, where this one is excluded though cheaper.
   */
  costsMore?: Usd;
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
