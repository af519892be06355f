//! Quotes whose offers were found before: who asks for many counts of few models waits for one look-up each.

use super::{Quoter, checked_count};
use crate::api::Loaded;
use crate::api::answer::Quote;
use crate::api::request::QuoteRequest;
use crate::error::Result;
use crate::quantity::Quantity;

/// How many requests are kept.
const KEPT: usize = 64;

/// The quoters of the last requests, whatever their counts. It belongs to one catalog.
#[derive(Debug, Default)]
pub struct Quoters {
    kept: Vec<(QuoteRequest, Quoter)>,
    /// Which one gives way next.
    next: usize,
}

impl Loaded {
    /// [`Loaded::quote`], with what was kept of the calls before.
    ///
    /// # Errors
    /// Those of [`Loaded::quote`].
    pub fn quote_again(&self, quoters: &mut Quoters, request: QuoteRequest) -> Result<Quote> {
        let (count, request) = (request.count, QuoteRequest { count: Quantity::ONE, ..request });
        if let Some((_, quoter)) = quoters.kept.iter().find(|(known, _)| *known == request) {
            return checked_count(count).map(|count| quoter.of_count(count));
        }
        let model = self.catalog.model(&request.model)?;
        let count = checked_count(count)?;
        let quoter = self.quoter_of(model, &request)?;
        let quote = quoter.of_count(count);
        match quoters.kept.get_mut(quoters.next) {
            Some(oldest) => *oldest = (request, quoter),
            None => quoters.kept.push((request, quoter)),
        }
        quoters.next = quoters.next.saturating_add(1).checked_rem(KEPT).unwrap_or(0);
        Ok(quote)
    }
}
