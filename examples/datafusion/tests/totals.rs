//! The sums in SQL are those of the core, which reads the same rows as CSV and adds them up by itself.

#![allow(clippy::arithmetic_side_effects, clippy::expect_used, clippy::indexing_slicing, clippy::unwrap_used)]

mod common;

use common::{AS_OF, pricer, session, written};
use datafusion::arrow::array::{Array, ArrayRef, AsArray, Int64Array};
use datafusion::arrow::datatypes::{Decimal256Type, Int64Type};
use datafusion::arrow::temporal_conversions::date32_to_datetime;
use datafusion::prelude::SessionContext;
use perpixel::api::request::{JobRequest, PriceRequest, UsageOptions, WithoutProvider};
use perpixel_datafusion::report::report;
use perpixel_datafusion::table;
use std::collections::BTreeMap;

const ROWS: usize = 30_000;

fn csv(rows: usize) -> String {
    let mut text = "model,provider,width,height,quality,images,day\n".to_owned();
    for row in table::rows(rows) {
        let day = date32_to_datetime(row.day).unwrap().format("%Y-%m-%d");
        let quality = row.quality.unwrap_or_default();
        let table::Row { model, provider, width, height, count, .. } = row;
        text += &format!("{model},{provider},{width},{height},{quality},{count},{day}\n");
    }
    text
}

async fn column(session: &SessionContext, sql: &str) -> ArrayRef {
    let batches = session.sql(sql).await.unwrap().collect().await.unwrap();
    batches[0].column(0).clone()
}

async fn count(session: &SessionContext, sql: &str) -> i64 {
    let column = column(session, sql).await;
    let column: &Int64Array = column.as_primitive::<Int64Type>();
    column.value(0)
}

#[tokio::test]
async fn sums_and_reasons_are_those_of_the_core() {
    let pricer = pricer(AS_OF);
    let session = session(&pricer);
    let (_folder, file) = written(ROWS);
    let asked = report(&session, &file).await.unwrap();
    let options = UsageOptions { without_provider: Some(WithoutProvider::Unpriced), ..Default::default() };
    let own = pricer.loaded().usage(csv(ROWS).as_bytes(), &options).unwrap();

    let mut sums: BTreeMap<&str, _> = BTreeMap::new();
    for sum in &own.by_provider {
        sums.insert(&sum.name, (sum.rows.to_string(), sum.made.to_string(), sum.total.to_string()));
    }
    assert!(sums.len() >= 4, "the sample has four providers that are paid");
    let mut compared = 0;
    for sum in asked.sums.iter().filter(|sum| sum.priced > 0) {
        let usd = sum.usd.clone().unwrap();
        assert_eq!(sums[sum.provider.as_str()], (sum.priced.to_string(), sum.images.to_string(), usd));
        compared += 1;
    }
    assert_eq!(compared, sums.len());

    let unpriced: i64 = asked.sums.iter().map(|sum| sum.rows - sum.priced).sum();
    assert_eq!(unpriced.to_string(), own.unpriced.to_string());
    assert!(unpriced > 0);
    let mut reasons: BTreeMap<&str, i64> = BTreeMap::new();
    for reason in &own.reasons {
        *reasons.entry(reason.code.as_str()).or_default() += i64::try_from(reason.rows).unwrap();
    }
    let told: BTreeMap<&str, i64> = asked.reasons.iter().map(|(code, rows)| (code.as_str(), *rows)).collect();
    assert_eq!(told, reasons);
    assert_eq!(asked.sums.iter().map(|sum| sum.rows).sum::<i64>(), i64::try_from(ROWS).unwrap());
}

#[tokio::test]
async fn an_unknown_price_is_null_and_never_nothing() {
    let session = session(&pricer(AS_OF));
    let (_folder, file) = written(ROWS);
    report(&session, &file).await.unwrap();
    let price = "price_usd(model, provider, width, height, quality, images, day)";
    let reason = "price_reason(model, provider, width, height, quality, images, day)";
    let rows = count(&session, "SELECT count(*) FROM usage WHERE model = 'in-no-catalog'").await;
    let null = format!(
        "SELECT count(*) FROM usage WHERE model = 'in-no-catalog' AND {price} IS NULL
         AND {reason} = CASE WHEN images = 0 THEN 'bad_count' ELSE 'unknown_model' END"
    );
    assert!(rows > 0);
    assert_eq!(count(&session, &null).await, rows);
    assert_eq!(count(&session, &format!("SELECT count(*) FROM usage WHERE {price} = 0")).await, 0);
    let either = format!("SELECT count(*) FROM usage WHERE ({price} IS NULL) = ({reason} IS NULL)");
    assert_eq!(count(&session, &either).await, 0);
}

#[tokio::test]
async fn one_row_costs_what_the_core_says_of_the_offer() {
    let pricer = pricer(AS_OF);
    let session = session(&pricer);
    let mut known = 0;
    for row in table::rows(300) {
        let job = JobRequest {
            width: u32::try_from(row.width).ok(),
            height: u32::try_from(row.height).ok(),
            quality: row.quality.map(str::to_owned),
            ..JobRequest::default()
        };
        let request =
            PriceRequest { model: row.model.to_owned(), provider: row.provider.to_owned(), job: Some(job) };
        let own = pricer.loaded().price(&request).ok().and_then(|offer| offer.price);
        let quality = row.quality.map_or("NULL".to_owned(), |word| format!("'{word}'"));
        let table::Row { model, provider, width, height, .. } = row;
        let sql = format!("SELECT price_usd('{model}', '{provider}', {width}, {height}, {quality}, 1, NULL)");
        let usd = column(&session, &sql).await;
        let usd = usd.as_primitive::<Decimal256Type>();
        let told = usd.is_valid(0).then(|| usd.value_as_string(0).trim_end_matches('0').to_owned());
        assert_eq!(told, own.map(|usd| usd.to_string()), "{row:?}");
        known += usize::from(own.is_some());
    }
    assert!(known > 200);
}

#[tokio::test]
async fn the_catalog_is_asked_once_for_each_kind_of_row() {
    let pricer = pricer(AS_OF);
    let session = session(&pricer);
    let (_folder, file) = written(ROWS);
    report(&session, &file).await.unwrap();
    let distinct =
        "SELECT count(*) FROM (SELECT DISTINCT model, provider, width, height, quality, day FROM usage)";
    assert_eq!(i64::try_from(pricer.kinds()).unwrap(), count(&session, distinct).await);
}

#[tokio::test]
async fn columns_that_would_be_bent_are_refused() {
    let session = session(&pricer(AS_OF));
    let refusal = async |arguments: &str| {
        let sql = format!("SELECT price_usd({arguments})");
        session.sql(&sql).await.unwrap_err().to_string()
    };
    assert!(refusal("'m', 'p', 1024.5, 1024, NULL, 1, NULL").await.contains("its width is Float64"));
    assert!(refusal("'m', 'p', 1024, 1024, NULL, 1, '2026-06-01'").await.contains("its day is Utf8"));
    assert!(
        refusal("'m', 'p'").await.contains("it takes model, provider, width, height, quality, count, day")
    );
}

#[tokio::test]
async fn no_digit_is_lost_and_rounding_has_to_be_asked_for() {
    let session = session(&pricer(AS_OF));
    let one = "price_usd('flux-2-pro', 'replicate', 1777, 1001, NULL, 1, NULL)";
    let usd = column(&session, &format!("SELECT {one}")).await;
    let usd = usd.as_primitive::<Decimal256Type>();
    assert_eq!((usd.precision(), usd.scale()), (57, 28));
    assert_eq!(usd.value_as_string(0).trim_end_matches('0'), "0.04044560909271240234375");
    let sum =
        column(&session, &format!("SELECT sum(usd) FROM (SELECT {one} AS usd UNION ALL SELECT {one})")).await;
    let sum = sum.as_primitive::<Decimal256Type>();
    assert_eq!((sum.precision(), sum.scale()), (67, 28));
    let rounded = column(&session, &format!("SELECT CAST(CAST({one} AS DECIMAL(38, 12)) AS VARCHAR)")).await;
    assert_eq!(rounded.as_string_view().value(0), "0.040445609093");
}
