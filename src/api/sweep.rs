//! Sweeps: who is cheapest as the size changes, where that flips, and which larger size costs less.

use crate::api::answer::{Flip, SizeHint, Sweep, SweepPoint, SweepPrice};
use crate::api::request::{JobRequest, Query, SizeRequest, SweepRequest};
use crate::api::{Cells, Kept, Loaded, offer_answer};
use crate::catalog::Pointer;
use crate::error::{Code, Error, Result};
use crate::job::Job;
use crate::money::Usd;
use crate::price::price;
use crate::quantity::Quantity;

/// The most sizes of one sweep.
const MAX_SIZES: usize = 200;

/// One offer at one size.
struct Priced<'c> {
    model: &'c str,
    provider: &'c str,
    path: (usize, &'c Pointer),
    usd: Option<Usd>,
}

impl Loaded {
    /// Prices every offer at every size.
    ///
    /// # Errors
    /// `unknown_model`, or `bad_request` for a faulty job, a faulty size, or none or more than 200 sizes.
    pub fn sweep(&self, request: &SweepRequest) -> Result<Sweep> {
        if request.sizes.is_empty() || request.sizes.len() > MAX_SIZES {
            let message = format!("a sweep is over 1 to {MAX_SIZES} sizes, not {}", request.sizes.len());
            return Err(Error::new(Code::BadRequest, message).at("/sizes"));
        }
        let mut points = Vec::with_capacity(request.sizes.len());
        let mut table = Vec::with_capacity(request.sizes.len());
        for (place, size) in request.sizes.iter().enumerate() {
            let job = self.sized_job(request, size).map_err(|error| error.at(format!("/sizes/{place}")))?;
            let cells = self.cells_for(request, &job)?;
            let (mut row, mut offers) = (Vec::new(), Vec::new());
            let mut best: Option<(&Cells<'_>, usize, Usd)> = None;
            for cells in &cells {
                for (at, (offer, priced)) in cells.cells.iter().enumerate() {
                    let path = (offer.source, &offer.path);
                    row.push(Priced {
                        model: &cells.model.id,
                        provider: &offer.provider,
                        path,
                        usd: priced.price,
                    });
                    offers.push(SweepPrice {
                        model: cells.model.id.clone(),
                        provider: offer.provider.copied(),
                        status: priced.status,
                        price: priced.price,
                    });
                    if let Some(usd) =
                        priced.price.filter(|&usd| best.as_ref().is_none_or(|(.., least)| usd < *least))
                    {
                        best = Some((cells, at, usd));
                    }
                }
            }
            points.push(SweepPoint {
                width: size.width,
                height: size.height,
                cheapest: best.and_then(|(cells, at, _)| {
                    // The one offer that is shown is the one that gets its receipt.
                    let (offer, _) = cells.cells.get(at)?;
                    let priced = price(&self.catalog, cells.model, offer, &job);
                    Some(offer_answer(self, cells.model, offer, &priced, cells.cheapest_price()))
                }),
                offers,
            });
            table.push(row);
        }
        Ok(Sweep { flips: flips(&points), hints: hints(&request.sizes, &table), points })
    }

    fn sized_job(&self, request: &SweepRequest, size: &SizeRequest) -> Result<Job> {
        let mut wanted: JobRequest = request.job.clone().unwrap_or_default();
        (wanted.width, wanted.height, wanted.resolution) = (Some(size.width), Some(size.height), None);
        self.job_for(request.model.as_deref().unwrap_or_default(), Some(&wanted))
    }

    fn cells_for<'c>(&'c self, request: &SweepRequest, job: &Job) -> Result<Vec<Cells<'c>>> {
        let open = Query::default();
        let query = request.query.as_ref().unwrap_or(&open);
        match &request.model {
            Some(id) => Ok(vec![self.bare_cells_of(self.catalog.model(id)?, job, query)]),
            None => {
                let mut all = Vec::new();
                for row in self.ranks(&mut Kept::default(), job, query) {
                    all.push(self.bare_cells_of(row.model, job, query));
                }
                Ok(all)
            }
        }
    }
}

fn flips(points: &[SweepPoint]) -> Vec<Flip> {
    let mut flips = Vec::new();
    let mut last: Option<(usize, [String; 2])> = None;
    for (to, point) in points.iter().enumerate() {
        let Some(offer) = &point.cheapest else { continue };
        let after = [offer.model.clone(), offer.provider.clone()];
        if let Some((from, before)) = last.filter(|(_, before)| *before != after) {
            flips.push(Flip { from, to, before, after: after.clone() });
        }
        last = Some((to, after));
    }
    flips
}

/// For each offer and size, the cheapest other size of at least that area that costs less.
fn hints(sizes: &[SizeRequest], table: &[Vec<Priced<'_>>]) -> Vec<SizeHint> {
    let area = |size: &SizeRequest| u64::from(size.width).saturating_mul(u64::from(size.height));
    let mut found = Vec::new();
    for (at, (size, row)) in sizes.iter().zip(table).enumerate() {
        for own in row {
            let Some(usd) = own.usd else { continue };
            let mut best: Option<(usize, Usd)> = None;
            for (instead, (other_size, other_row)) in sizes.iter().zip(table).enumerate() {
                let same = other_row.iter().find(|other| other.path == own.path && other.model == own.model);
                let Some(other) = same.and_then(|other| other.usd) else { continue };
                let cheaper = other < usd && best.is_none_or(|(_, least)| other < least);
                if area(other_size) >= area(size) && cheaper {
                    best = Some((instead, other));
                }
            }
            let saved = best.and_then(|(instead, other)| Some((instead, usd.minus(other).ok()?)));
            if let Some((instead, saves)) = saved {
                let percent =
                    saves.ratio_to(usd).and_then(|ratio| ratio.times(Quantity::from(100_u32))?.shown(1));
                found.push(SizeHint {
                    model: own.model.to_owned(),
                    provider: own.provider.to_owned(),
                    at,
                    instead,
                    saves,
                    percent: percent.unwrap_or_default(),
                });
            }
        }
    }
    found
}
