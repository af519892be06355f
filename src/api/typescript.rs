//! Writes `pkg/types.d.ts` from the Rust types and holds the file to them: one source for both. Run
//! `PERPIXEL_UPDATE=1 cargo test --lib typescript` to write it anew.

use crate::api::answer::*;
use crate::api::request::*;
use crate::catalog::{Billing, LatencyClass};
use crate::error::Code;
use crate::finding::{Finding, Severity};
use crate::job::{Mode, Resolution};
use crate::price::{Per, Status};
use crate::rate::Certainty;
use crate::route::PriceTier;
use crate::source::Format;
use ts_rs::{Config, TS};

const HEAD: &str = "\
// Written from the Rust types by `make types`. Do not edit.

/** US dollars as an exact decimal in plain notation without trailing zeros, such as `\"0.05406\"`. */
export type Usd = string;

/** An exact decimal in plain notation, such as `\"0.02\"`; a fraction such as `\"15/14\"` where it has no finite form. */
export type Decimal = string;
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

#[test]
fn the_package_types_are_those_of_rust() {
    let config = Config::default();
    let mut text = HEAD.to_owned();
    macro_rules! declare {
        ($($type:ty,)+) => { $(text.push_str(&declaration::<$type>(&config));)+ };
    }
    declare! {
        Mode, Resolution, Format, Billing, LatencyClass, PriceTier, Status, Per, Certainty, Severity, Code, SortKey, FallbackTo,
        JobRequest, Query, PolicyRequest, LoadOptions, PriceRequest, RouteRequest, QuoteRequest,
        SizeRequest, SweepRequest,
        Info, SourceInfo, Finding, Model, PricedOffer, Line, LineHigh, Row, Comparison, Route, Refused,
        Quote, QuoteSide, RoutedSide, JobAnswer, Sweep, SweepPoint, SweepPrice, Flip, SizeHint,
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/pkg/types.d.ts");
    if std::env::var_os("PERPIXEL_UPDATE").is_some() {
        std::fs::write(path, &text).unwrap();
    }
    let tracked = std::fs::read_to_string(path).unwrap_or_default();
    assert!(tracked == text, "pkg/types.d.ts differs from the Rust types; run `make types`");
}
