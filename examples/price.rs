//! What one image of a model costs at each provider, with the receipt that adds up to it, and what a thousand of
//! them cost at the cheapest one. It needs none of the crate's features:
//!
//! ```text
//! cargo run --example price --no-default-features
//! cargo run --example price --no-default-features -- gpt-image-2 1024 1536 your-rates.json
//! ```

use perpixel::api::answer::PricedOffer;
use perpixel::api::request::{JobRequest, LoadOptions, Query, QuoteRequest};
use perpixel::api::{Part, load};
use perpixel::quantity::Quantity;
use std::error::Error;
use std::process::ExitCode;

/// Rates as those who bill publish them; a catalog that the page ships, with the source of each price.
const SHIPPED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/www/catalogs/first-party.json");

fn print(offer: &PricedOffer) {
    match offer.price {
        Some(usd) => println!("{}: {usd} USD; {}", offer.provider, offer.native),
        // An unknown price has a reason, and is never 0.
        None => println!("{}: not known; {}", offer.provider, offer.reason.as_deref().unwrap_or_default()),
    }
    for line in &offer.receipt {
        let rule = line.rule.as_ref().map(|rule| format!(" ({rule})")).unwrap_or_default();
        println!(
            "  {}: {} {} at {} = {}{rule}",
            line.label, line.quantity, line.unit, line.rate, line.amount
        );
    }
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let mut words = std::env::args().skip(1);
    let model = words.next().unwrap_or_else(|| "flux-2-pro".to_owned());
    let width = words.next().map_or(Ok(1920), |text| text.parse())?;
    let height = words.next().map_or(Ok(1080), |text| text.parse())?;
    let file = words.next().unwrap_or_else(|| SHIPPED.to_owned());

    let bytes = std::fs::read(&file).map_err(|error| format!("`{file}`: {error}"))?;
    let part = Part { name: None, bytes: &bytes, format: None };
    // The core has no clock: the day is an argument.
    let catalog = load(&[part], &LoadOptions::default(), "2026-06-30")?;

    let job = JobRequest { width: Some(width), height: Some(height), ..JobRequest::default() };
    let thousand = QuoteRequest {
        model: model.clone(),
        count: Quantity::from(1000_u32),
        job: Some(job.clone()),
        policy: None,
        batch: None,
        query: None,
        rail: None,
        budget: None,
    };
    let quote = catalog.quote(&thousand)?;
    let query = Query { models: Some(vec![model.clone()]), ..Query::default() };
    let table = catalog.compare(Some(&job), Some(&query), None)?;

    println!("one {width}x{height} image of {model}");
    for offer in table.rows.iter().flat_map(|row| &row.offers) {
        print(offer);
    }
    match quote.cheapest {
        Some(side) => println!("a thousand cost {} USD at {}", side.total, side.provider),
        None => println!("a thousand: {}", quote.reason.unwrap_or_default()),
    }
    Ok(())
}
