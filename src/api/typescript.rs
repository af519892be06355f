//! Writes `pkg/types.d.ts` from the Rust types and holds the file to them: one source for both. Run
//! `PERPIXEL_UPDATE=1 cargo test --lib typescript` to write it anew.

use crate::api::answer::*;
use crate::api::request::*;
use crate::audit::Cause;
use crate::catalog::{Billing, LatencyClass};
use crate::error::Code;
use crate::finding::{Finding, Severity};
use crate::job::{Mode, Resolution};
use crate::price::{Per, Status};
use crate::rate::Certainty;
use crate::route::PriceTier;
use crate::source::Format;
use ts_rs::{Config, TS};

/// What only JavaScript has.
const TAIL: &str = "
/** A number of equal jobs to price, but for the number. */
export type QuoterRequest = Omit<QuoteRequest, \"count\">;

/** A usage log as columns: the kinds of its rows, and for each row the place of its kind and its count. */
export interface UsageColumns {
  /** The kinds of rows: model, provider, job and day. */
  kinds: UsageKind[];
  /** For each row, the place of its kind in `kinds`. */
  kind: Uint32Array;
  /** For each row, how many outputs; 1 where absent. */
  count?: Uint32Array;
}
";

const HEAD: &str = "\
// Written from the Rust types by `make types`. Do not edit.

declare const measure: unique symbol;

/**
 * US dollars as an exact decimal in plain notation without trailing zeros, such as `\"0.05406\"`. Only the engine makes
 * them, so that no other text is taken for money; at run time it is a plain string. See `format`, `compare`, `toNumber`.
 */
export type Usd = string & { readonly [measure]: \"usd\" };

/**
 * US dollars as they are asked about: a plain decimal such as `\"0.05\"`, written, typed by a person or out of an answer.
 * What is none is refused with the code `bad_request`.
 */
export type UsdInput = string;

/** An exact decimal in plain notation, such as `\"0.02\"`; a fraction such as `\"15/14\"` where it has no finite form. */
export type Decimal = string & { readonly [measure]?: \"decimal\" };
";

/// One declaration, laid out as a person would write it.
fn declaration<T: TS + 'static>(config: &Config) -> String {
    let docs = T::docs().unwrap_or_default();
    let text = format!("{docs}{}", T::decl(config));
    let Some((head, body)) = text.split_once(" = { ") else {
        return format!("\n{}\n", text.replacen("\ntype ", "\nexport type ", 1));
    };
    let mut out = format!("\n{} {{\n", head.replacen("\ntype ", "\nexport interface ", 1));
    for line in body.trim().trim_end_matches("};").lines().map(str::trim_end).filter(|line| !line.is_empty())
    {
        out.push_str("  ");
        out.push_str(&line.strip_suffix(',').map_or(line.to_owned(), |field| format!("{field};")));
        out.push('\n');
    }
    out + "}\n"
}

/// What a caller may write as money is any text: the engine judges it. Only answers promise that it is an amount.
fn asked(declaration: &str) -> String {
    declaration.replace(": Usd;", ": UsdInput;").replace(", Usd>", ", UsdInput>")
}

#[test]
fn the_package_types_are_those_of_rust() {
    let config = Config::default();
    let mut text = HEAD.to_owned();
    macro_rules! declare {
        ($written:expr; $($type:ty,)+) => { $(text.push_str(&$written(&declaration::<$type>(&config)));)+ };
    }
    declare! { str::to_owned;
        Mode, Resolution, Format, Order, WithoutProvider, OwnUnit, Cause, ChangeKind, Billing, LatencyClass, PriceTier, Status, Per, Certainty, Severity, Code, SortKey, FallbackTo,
        DisplayUnit, Column, ExportFormat,
    }
    declare! { asked;
        JobRequest, Query, DisplayRequest, CurrencyRequest, PolicyRequest, LoadOptions, PriceRequest, RouteRequest, QuoteRequest,
        SizeRequest, SweepRequest, FailureRequest, RailRequest, LineRequest, AlternativeRequest, WorkloadRequest,
        MachineRequest, LabourRequest, AgainstRequest, SelfHostRequest, UsageOptions, UsageKind, DiffRequest, OverrideRequest,
    }
    declare! { str::to_owned;
        Info, SourceInfo, Finding, Model, PricedOffer, Line, LineHigh, Row, ShownRow, Shown, Comparison, Facet, FacetValue, Route, Refused,
        Share, Expected, Served, FeeBreakEven, DirectOffer, Binding, WithoutConstraint, CheaperModel,
        Quote, QuoteSide, RoutedSide, RailCost, JobAnswer, Sweep, SweepPoint, SweepPrice, Flip, SizeHint,
        Estimate, EstimateLine, ProviderSum, MonthSum, Scenario, ScenarioLine, PlanTier, SelfHostingFact,
        BreakEven, Bounds, CountBounds, SelfHostOffer, AtCount,
        UsageReport, UsageSum, ModelSum, UnpricedKind, UnpricedRow, UsageAlternative, UsageColumn, SheetReport, SheetKind,
        Diff, Change, WorkloadChange, AuditFinding,
    }
    text.push_str(TAIL);
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/pkg/types.d.ts");
    if std::env::var_os("PERPIXEL_UPDATE").is_some() {
        std::fs::write(path, &text).unwrap();
    }
    let tracked = std::fs::read_to_string(path).unwrap_or_default();
    assert!(tracked == text, "pkg/types.d.ts differs from the Rust types; run `make types`");
}
