//! Packed catalogs: what was read and joined once, as bytes that open without a reader of documents. They are for
//! one version of the engine and say so; any other refuses them.
//!
//! Nothing in them is of the day on which they were packed: prices follow their conditions when they are asked
//! about, and the findings that follow a day are there once for each day on which they change.

use super::load::{Loaded, day_asked, findings_of_day, policy_asked};
use crate::api::request::LoadOptions;
use crate::audit::disagreements;
use crate::catalog::{Catalog, SourceId, Terms};
use crate::date::Date;
use crate::error::{Code, Error, Result};
use crate::finding::Finding;
use crate::packed::{Pack, Reader, pack_fields};
use crate::rate::{Condition, Rate};
use crate::route::Policy;
use crate::text::shown;

/// What a packed catalog begins with: the form's name and the version that it is for. The build that makes the modules
/// names the state of their source; the form has no other description.
const HEAD: &str = concat!("perpixel/packed ", env!("CARGO_PKG_VERSION"), " ");
const SOURCE: &str = match option_env!("PERPIXEL_SOURCE") {
    Some(source) => source,
    None => "unnamed",
};

struct Packed {
    catalog: Catalog,
    /// The policy that serves where a call states none.
    policy: Policy,
    /// Findings of every day.
    findings: Vec<Finding>,
    /// Findings that follow the day, each list with the first day of it.
    dated: Vec<(Date, Vec<Finding>)>,
}

pack_fields! { Packed { catalog, policy, findings, dated } }

fn unpackable(why: &str) -> Error {
    Error::new(Code::BadRequest, format!("the catalog cannot be packed: {why}"))
}

impl Loaded {
    /// The catalog as bytes for [`open_packed`] of the same version.
    ///
    /// # Errors
    /// `bad_request` where its findings or prices are of the day on which it was loaded: because a source without a
    /// date, whose claims are checked on the day asked about, states prices that begin or end, or because a price
    /// book changes them.
    pub fn pack(&self) -> Result<Vec<u8>> {
        for (id, source) in self.catalog.sources.iter().enumerate() {
            let changes = days_of_change(&self.catalog, Some(id)).len() > 1;
            if source.date.is_none() && changes {
                let why = format!("`{}` states prices that begin or end, and no date", shown(&source.name));
                return Err(unpackable(&why));
            }
        }
        if self.has_book {
            return Err(unpackable("a price book changes it"));
        }
        let mut catalog = self.catalog.clone();
        let mut dated: Vec<(Date, Vec<Finding>)> = Vec::new();
        for day in days_of_change(&catalog, None) {
            catalog.as_of = day;
            let findings = findings_of_day(&catalog, &disagreements(&catalog));
            if dated.last().is_none_or(|(_, last)| *last != findings) {
                dated.push((day, findings));
            }
        }
        let findings = self.findings.iter().take(self.undated).cloned().collect();
        let mut bytes = format!("{HEAD}{SOURCE}\n").into_bytes();
        Packed { catalog, policy: Policy::built_in()?, findings, dated }.put(&mut bytes);
        Ok(bytes)
    }
}

/// The days on which a price or a model begins or ends, by one source or by all, and the first day there is, in
/// their order.
fn days_of_change(catalog: &Catalog, by: Option<SourceId>) -> Vec<Date> {
    let counts = |source: SourceId| by.is_none_or(|by| by == source);
    let mut days: Vec<Date> = vec![Date::FIRST];
    let mut add = |condition: &Condition| {
        days.extend(condition.from);
        days.extend(condition.until.and_then(Date::next));
    };
    let offers = catalog.models.iter().flat_map(|model| &model.offers);
    for offer in offers.filter(|offer| counts(offer.source)) {
        add(&offer.limits);
        let (Terms::Native(rate) | Terms::Normalized { rate, .. }) = &offer.terms else { continue };
        let Rate { charges, modifiers } = rate;
        for charge in charges {
            add(&charge.when);
            for tier in &charge.tiers {
                add(&tier.when);
            }
        }
        for modifier in modifiers {
            add(&modifier.when);
        }
    }
    days.extend(
        catalog.models.iter().filter(|model| counts(model.retires_by)).filter_map(|model| model.retires),
    );
    days.sort_unstable();
    days.dedup();
    days
}

/// Opens what [`Loaded::pack`] made. `today` is the day asked about where the options name none.
///
/// # Errors
/// `unknown_format` for any other bytes, also those of another version; `bad_request` for faulty options, and for
/// those that only a loading of documents can serve.
pub fn open_packed(bytes: &[u8], options: &LoadOptions, today: &str) -> Result<Loaded> {
    let LoadOptions { as_of, policy, aliases, credit_prices, max_findings, price_book } = options;
    if aliases.is_some() || credit_prices.is_some() || max_findings.is_some() || price_book.is_some() {
        let message = "a packed catalog is joined already: only `asOf` and `policy` apply to it";
        return Err(Error::new(Code::BadRequest, message).help("load the catalogs' own documents"));
    }
    let as_of = day_asked(as_of.as_deref(), today)?;
    let packed = bytes
        .strip_prefix(HEAD.as_bytes())
        .and_then(|bytes| bytes.strip_prefix(SOURCE.as_bytes()))
        .and_then(|bytes| bytes.strip_prefix(b"\n"))
        .and_then(|bytes| {
            let mut reader = Reader::new(bytes);
            let packed = Packed::take(&mut reader);
            reader.fits().then_some(packed)
        });
    let Some(Packed { mut catalog, policy: built_in, mut findings, dated }) = packed else {
        return Err(Error::new(Code::UnknownFormat, "the bytes are no packed catalog of this version")
            .help("load the catalogs' own documents"));
    };
    catalog.as_of = as_of;
    catalog.index();
    let undated = findings.len();
    if let Some((_, of_day)) = dated.into_iter().rev().find(|(from, _)| *from <= as_of) {
        findings.extend(of_day);
    }
    findings.extend(catalog.stale());
    Ok(Loaded {
        policy: policy_asked(policy.as_ref(), built_in),
        #[cfg(feature = "planning")]
        disagreements: disagreements(&catalog),
        catalog,
        findings,
        undated,
        has_book: false,
    })
}
