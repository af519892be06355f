//! Checks what sources say: a source's claims about itself against what follows from its own rows.

use crate::catalog::{ClaimedCheapest, Claims, Document, Model};
use crate::date::Date;
use crate::error::Code;
use crate::finding::{Finding, Findings, Severity};
use crate::job::Job;
use crate::money::Usd;
use crate::price::{Priced, cheapest, price_on};
use crate::quantity::Quantity;
use crate::route::{Policy, bill, route};
use crate::text::shown;

/// Compares the document's claims with what the engine computes from the same rows; a difference is a
/// finding, and one that binary floating point explains is called that.
pub fn check_claims(document: &mut Document, policy: &Policy, as_of: Date) {
    let day = document.source.date.unwrap_or(as_of);
    let fee_rate = policy.fee_rate.or(document.source.fee_rate);
    for claims in &document.claims {
        let Some(model) = document.models.get(claims.model) else {
            continue;
        };
        let priced: Vec<Priced> =
            model.offers.iter().map(|offer| price_on(model, offer, &Job::default(), day, None)).collect();
        let mut check = Check { findings: &mut document.findings, claims, model: &model.id };
        check.cheapest(model, &priced);
        check.routed(model, &priced, policy, fee_rate);
    }
}

struct Check<'a> {
    findings: &'a mut Findings,
    claims: &'a Claims,
    model: &'a str,
}

impl Check<'_> {
    fn cheapest(&mut self, model: &Model, priced: &[Priced]) {
        let Some(claimed) = &self.claims.cheapest else {
            return;
        };
        let own =
            cheapest(priced).and_then(|place| Some((model.offers.get(place)?, priced.get(place)?.price?)));
        let (claimed_provider, claimed_price) = match claimed {
            ClaimedCheapest::Offer { provider, price } => (Some(provider.as_str()), *price),
            ClaimedCheapest::None => (None, None),
        };
        self.same_name("cheapest", claimed_provider, own.map(|(offer, _)| offer.provider.as_str()));
        self.same_usd("cheapest/price_pi", claimed_price, own.map(|(_, usd)| usd));
    }

    fn routed(&mut self, model: &Model, priced: &[Priced], policy: &Policy, fee_rate: Option<Quantity>) {
        let Some(claimed) = &self.claims.routed else {
            return;
        };
        let offers: Vec<_> = model.offers.iter().zip(priced).collect();
        let place = route(&offers, policy).chosen;
        let own = place.and_then(|place| offers.get(place));
        let upstream = own.and_then(|(_, priced)| priced.price);
        let billed =
            upstream.zip(fee_rate).and_then(|(usd, rate)| bill(usd, rate).ok()).map(|billed| billed.total);
        self.same_name(
            "routed/provider",
            claimed.provider.as_deref(),
            own.map(|(offer, _)| offer.provider.as_str()),
        );
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

    fn same_name(&mut self, key: &str, claimed: Option<&str>, own: Option<&str>) {
        if claimed == own {
            return;
        }
        let word = |name: Option<&str>| name.map_or("none".to_owned(), |name| format!("`{}`", shown(name)));
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
                .help("the computed figure is used; check the source, or the routing policy if it is another one")
                .of(self.model, None)
        });
    }
}
