//! A log gives one answer however it is cut into chunks, and its sums are those of its parts.

use crate::catalog::{exact, fingerprint, loaded};
use crate::mutate::Chance;
use num_rational::BigRational;
use perpixel::api::answer::UsageReport;
use perpixel::api::request::{LogFormat, UsageOptions};
use perpixel::api::{Loaded, Meter};
use perpixel::error::Error;
use std::sync::LazyLock;

const CARD: &str = r#"{"format":"perpixel/rate-card@1","models":[
    {"id":"a","offers":[{"provider":"fal","charges":[{"unit":"image","usd":"0.05"}]},
        {"provider":"vercel","charges":[{"unit":"megapixel","usd":"0.03","unitSize":"1048576","round":"up"}]}]},
    {"id":"b","modes":["t2v"],"offers":[{"provider":"fal","charges":[{"unit":"second","usd":"0.1"}]}]}]}"#;

static CATALOG: LazyLock<Loaded> = LazyLock::new(|| loaded(CARD.as_bytes(), None).expect("a card"));

fn report(log: &[u8], options: &UsageOptions, cuts: &mut Chance) -> Result<UsageReport, Error> {
    let mut meter = Meter::new(&CATALOG, options.clone())?;
    let mut rest = log;
    while !rest.is_empty() {
        let most = 1 + cuts.below(40);
        let (chunk, after) = rest.split_at(1 + cuts.below(rest.len().min(most)));
        meter.push(&CATALOG, chunk)?;
        rest = after;
    }
    meter.finish(&CATALOG)
}

/// Reads the log whole, cut at places that its bytes decide, and byte by byte where it is short.
pub fn check(log: &[u8], format: LogFormat) {
    let options = UsageOptions { format: Some(format), ..UsageOptions::default() };
    let whole = CATALOG.usage(log, &options);
    let mut cuts = Chance(fingerprint(log));
    match (&whole, report(log, &options, &mut cuts)) {
        (Ok(whole), Ok(cut)) => {
            let text = |report: &UsageReport| serde_json::to_string(report).expect("plain data");
            assert_eq!(text(whole), text(&cut), "a log that is cut reads otherwise");
        }
        (Err(whole), Err(cut)) => assert_eq!(whole.code(), cut.code()),
        (whole, cut) => panic!("whole: {whole:?}, cut: {cut:?}"),
    }
    let Ok(report) = whole else { return };
    assert_eq!(report.rows, report.priced + report.unpriced, "{report:?}");
    let unpriced: u64 = report.reasons.iter().map(|kind| kind.rows).sum();
    assert_eq!(unpriced, report.unpriced, "{report:?}");
    assert_eq!(report.total.is_some(), report.priced > 0, "{report:?}");
    let total = report.total.map(exact).unwrap_or_default();
    for sums in [&report.by_model, &report.by_provider, &report.by_month] {
        assert_eq!(sums.iter().map(|sum| exact(sum.total)).sum::<BigRational>(), total, "{report:?}");
        assert_eq!(sums.iter().map(|sum| sum.rows).sum::<u64>(), report.priced, "{report:?}");
    }
    for kind in &report.kinds {
        assert_eq!(exact(kind.price) * exact(kind.made), exact(kind.total), "{kind:?}");
    }
}
