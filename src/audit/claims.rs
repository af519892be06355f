//! A source's claims about itself against what follows from its own rows.

use crate::catalog::{ClaimedCheapest, Claims, Document, Model, Offer, TotalClaim};
use crate::date::Date;
use crate::error::Code;
use crate::finding::{Finding, Findings, Severity};
use crate::job::Job;
use crate::money::Usd;
use crate::price::{Plain, figure_on, lowest};
use crate::quantity::Quantity;
use crate::rare::Usual;
use crate::rate::Amount;
use crate::route::{Policy, bill, chosen_of};
use crate::shared::Shared;
use crate::text::shown;

/// Compares the document's claims with what the engine computes from the same rows; a difference is a
/// finding, and one that binary floating point explains is called that.
pub fn check_claims(document: &mut Document, policy: &Policy, as_of: Date) {
    let day = document.source.date.unwrap_or(as_of);
    let fee_rate = policy.fee_rate.or(document.source.fee_rate);
    let (mut prices, mut plain) = (Vec::new(), Plain::on(day));
    let Document { models, claims, providers, totals, findings, .. } = document;
    let credit_usd = |provider: &str| providers.iter().find(|known| known.name == provider)?.credit_usd;
    // They are in the order of the models.
    let mut claims = claims.iter().peekable();
    for (place, model) in models.iter().enumerate() {
        let claimed = claims.next_if(|claims| claims.model == place);
        prices.clear();
        for offer in &model.offers {
            if claimed.is_some() {
                let usd = plain.price(model, offer);
                prices.push(usd.or_else(|| figure_on(model, offer, Job::usual(), day, None).price));
            }
            if let Some(printed) = offer.claimed_usd.as_deref() {
                check_printed_price(model, offer, printed, day, credit_usd(&offer.provider), findings);
            }
        }
        if let Some(claims) = claimed {
            let mut check = Check { findings, claims, model: &model.id };
            check.cheapest(model, &prices);
            check.routed(model, &prices, policy, fee_rate);
        }
    }
    for claim in totals.iter() {
        check_total(models, claim, day, &credit_usd, findings);
    }
}

/// The figure that a source prints beside its rate, against what the rate gives at the offer's standard.
fn check_printed_price(
    model: &Model,
    offer: &Offer,
    claimed: &Amount<Usd>,
    day: Date,
    credit_usd: Option<Usd>,
    findings: &mut Findings,
) {
    let own = figure_on(model, offer, &offer.standard, day, credit_usd).total.map(|total| total.low);
    if own == Some(claimed.low) {
        return;
    }
    let own = own.map_or("none".to_owned(), |usd| format!("`{usd}`"));
    findings.add(Code::ClaimDiffers, &|| {
        let message = format!("the source prints `{claimed}`, and its own rate gives {own}");
        Finding::new(Severity::Warning, Code::ClaimDiffers, format!("{}/claimed", offer.path), message)
            .help("the computed figure is used; check the source")
            .of(&model.id, Some(&offer.provider))
    });
}

/// A total that a source prints, against its own offers: one of them has to give it.
fn check_total(
    models: &[Model],
    claim: &TotalClaim,
    day: Date,
    credit_usd: &dyn Fn(&str) -> Option<Usd>,
    findings: &mut Findings,
) {
    let count = Quantity::from(claim.count);
    let offers = || {
        let model = models.iter().find(|model| model.id == claim.model);
        model.into_iter().flat_map(|model| model.offers.iter().map(move |offer| (model, offer)))
    };
    let total = |model: &Model, offer: &Offer, credit: Option<Usd>| {
        let one = figure_on(model, offer, &claim.job.or(&offer.standard), day, credit).total?;
        one.low.times(count).ok()
    };
    // At a price of one dollar a credit, the price in dollars is the number of credits.
    let one_dollar = Usd::parse("1").ok();
    let credits = claim.credits.and_then(|credits| one_dollar?.times(credits).ok());
    let agrees = offers().any(|(model, offer)| {
        let usd_agrees =
            claim.usd.is_none_or(|usd| total(model, offer, credit_usd(&offer.provider)) == Some(usd));
        usd_agrees && (claim.credits.is_none() || total(model, offer, one_dollar) == credits)
    });
    if !agrees {
        findings.add(Code::ClaimDiffers, &|| {
            let message = format!(
                "no offer of `{}` gives the total that the source prints for {} images",
                shown(&claim.model),
                claim.count
            );
            Finding::new(Severity::Warning, Code::ClaimDiffers, claim.path.clone(), message)
                .help("the computed figures are used; check the source")
                .of(&claim.model, None)
        });
    }
}

struct Check<'a> {
    findings: &'a mut Findings,
    claims: &'a Claims,
    model: &'a str,
}

impl Check<'_> {
    fn cheapest(&mut self, model: &Model, prices: &[Option<Usd>]) {
        let Some(claimed) = &self.claims.cheapest else {
            return;
        };
        let own = lowest(&mut prices.iter().copied())
            .and_then(|place| Some((model.offers.get(place)?, prices.get(place).copied().flatten()?)));
        let (claimed_provider, claimed_price) = match claimed {
            ClaimedCheapest::Offer { provider, price } => (Some(provider), *price),
            ClaimedCheapest::None => (None, None),
        };
        self.same_name("cheapest", claimed_provider, own.map(|(offer, _)| &offer.provider));
        self.same_usd("cheapest/price_pi", claimed_price, own.map(|(_, usd)| usd));
    }

    fn routed(&mut self, model: &Model, prices: &[Option<Usd>], policy: &Policy, fee_rate: Option<Quantity>) {
        let Some(claimed) = &self.claims.routed else {
            return;
        };
        let providers = model.offers.iter().map(|offer| &*offer.provider);
        let place = chosen_of(providers.zip(prices.iter().copied()), policy);
        let own = place.and_then(|place| model.offers.get(place));
        let upstream = place.and_then(|place| prices.get(place).copied().flatten());
        let billed =
            upstream.zip(fee_rate).and_then(|(usd, rate)| bill(usd, rate).ok()).map(|billed| billed.total);
        self.same_name("routed/provider", claimed.provider.as_ref(), own.map(|own| &own.provider));
        self.same_usd("routed/upstream_pi", claimed.upstream, upstream);
        if fee_rate.is_some() {
            self.same_usd("routed/billed_pi", claimed.billed, billed);
        }
        if let Some(routable) = claimed.routable.filter(|&routable| routable != own.is_some()) {
            let message =
                format!("the source says `{routable}`, and by the routing policy it is `{}`", own.is_some());
            self.differs("routed/routable", message);
        }
    }

    fn same_name(&mut self, key: &str, claimed: Option<&Shared>, own: Option<&Shared>) {
        if claimed == own {
            return;
        }
        let word =
            |name: Option<&Shared>| name.map_or("none".to_owned(), |name| format!("`{}`", shown(name)));
        let message = format!("the source says {}, and its own rows give {}", word(claimed), word(own));
        self.differs(key, message);
    }

    fn same_usd(&mut self, key: &str, claimed: Option<Usd>, own: Option<Usd>) {
        if claimed == own {
            return;
        }
        let word = |usd: Option<Usd>| usd.map_or("none".to_owned(), |usd| format!("`{usd}`"));
        let noise = claimed.zip(own).is_some_and(|(claimed, own)| claimed.differs_only_by_noise(own));
        if !noise {
            let message = format!("the source says {}, and its own rows give {}", word(claimed), word(own));
            return self.differs(key, message);
        }
        let path = format!("{}/{key}", self.claims.path);
        self.findings.add(Code::FloatNoise, &|| {
            let message = format!(
                "the source says {}: {} with the residue of binary floating point",
                word(claimed),
                word(own)
            );
            Finding::new(Severity::Info, Code::FloatNoise, path.clone(), message.clone())
                .help("the exact figure is used; the source should compute in decimals")
                .of(self.model, None)
        });
    }

    fn differs(&mut self, key: &str, message: String) {
        let path = format!("{}/{key}", self.claims.path);
        self.findings.add(Code::ClaimDiffers, &|| {
            Finding::new(Severity::Warning, Code::ClaimDiffers, path.clone(), message.clone())
                .help("the computed figure is used; check the source")
                .of(self.model, None)
        });
    }
}
