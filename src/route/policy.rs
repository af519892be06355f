//! Who may serve a job, as data: tiers of providers, exclusions, a price limit, and the fee.

use crate::eight::same;
use crate::money::Usd;
use crate::packed::pack_fields;
use crate::quantity::Quantity;
use crate::record::Fields;
use crate::source::json::Reader;
use crate::value::Value;

/// Who may serve, in which order of preference, and at what fee.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    /// Providers by tier; a later tier serves only where no earlier one has a price.
    pub tiers: Vec<Vec<String>>,
    /// Whether a later tier serves at all.
    pub next_tier: bool,
    /// The only providers allowed, where some are named.
    pub only: Option<Vec<String>>,
    /// Whether each of the offers that may serve is tried first with a probability in proportion to 1/price², as
    /// OpenRouter documents it, instead of the cheapest one.
    pub weighted: bool,
    /// Providers that are out at the moment; they serve only after all others.
    pub outages: Vec<String>,
    /// Providers that are not to serve.
    pub ignore: Vec<String>,
    /// The highest upstream price, in USD per image or per second.
    pub max_price: Option<Usd>,
    /// The fee as a share of the upstream price; the source's own where absent.
    pub fee_rate: Option<Quantity>,
    /// Up to which price per image an offer counts as budget, and up to which as mid.
    pub price_tiers: Option<(Usd, Usd)>,
}

crate::record::words! {
    /// Which class a price per image belongs to, by the limits that the policy states.
    PriceTier {
        /// At most the budget limit.
        Budget = "budget",
        /// Above it, and at most the mid limit.
        Mid = "mid",
        /// Above both.
        Premium = "premium",
    }
}

/// The policy that serves where neither the call nor a source states one. It is data with its source.
const BUILT_IN: &str = include_str!("default-policy.json");

impl Policy {
    /// The policy that ships with the engine.
    ///
    /// # Errors
    /// None: a test reads the shipped text.
    pub fn built_in() -> crate::error::Result<Self> {
        let mut policy = Self { next_tier: true, ..Self::default() };
        let mut reader = Reader::new(BUILT_IN.as_bytes())?;
        reader.object(|reader, key| {
            if key == "priceTiers" {
                let limits = reader.value()?;
                policy.price_tiers = price_tiers(limits);
                return Ok(());
            }
            if key != "tiers" {
                return reader.skip();
            }
            reader.array(|reader, _| {
                let mut tier = Vec::new();
                reader.array(|reader, _| {
                    tier.push(reader.string()?.into_owned());
                    Ok(())
                })?;
                policy.tiers.push(tier);
                Ok(())
            })
        })?;
        Ok(policy)
    }

    /// The class of a price per image.
    pub fn price_tier(&self, usd: Usd) -> Option<PriceTier> {
        let (budget, mid) = self.price_tiers?;
        Some(match usd {
            usd if usd <= budget => PriceTier::Budget,
            usd if usd <= mid => PriceTier::Mid,
            _ => PriceTier::Premium,
        })
    }

    /// The tier of a provider.
    pub fn tier_of(&self, provider: &str) -> Option<usize> {
        self.tiers.iter().position(|tier| named(tier, provider))
    }

    /// Whether the policy states an outage of that provider.
    pub(super) fn is_out(&self, provider: &str) -> bool {
        named(&self.outages, provider)
    }

    /// The tier in which that provider may serve, or what keeps it from that.
    pub(super) fn place_of(&self, provider: &str) -> Result<usize, Bar> {
        if self.only.as_deref().is_some_and(|only| !named(only, provider)) {
            return Err(Bar::Only);
        }
        if named(&self.ignore, provider) {
            return Err(Bar::Ignore);
        }
        self.tier_of(provider).ok_or(Bar::Tiers)
    }

    /// The limit that the price is over, if it is.
    pub(super) fn limit_under(&self, usd: Usd) -> Option<Usd> {
        self.max_price.filter(|&most| usd > most)
    }
}

/// What of a policy keeps a provider from serving.
pub(super) enum Bar {
    /// It names others only.
    Only,
    /// It leaves this one out.
    Ignore,
    /// It has no tier for it.
    Tiers,
}

fn named(list: &[String], provider: &str) -> bool {
    list.iter().any(|name| same(name.as_bytes(), provider.as_bytes()))
}

fn price_tiers(limits: Value) -> Option<(Usd, Usd)> {
    let known = ["budgetUpTo", "midUpTo", "about", "source", "checked"];
    let mut fields = Fields::open(limits, "/priceTiers", &known);
    let (mut budget, mut mid) = (None, None);
    fields.required(&mut budget);
    fields.required(&mut mid);
    budget.zip(mid)
}

pack_fields! { Policy { tiers, next_tier, only, weighted, outages, ignore, max_price, fee_rate, price_tiers } }

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_policy_reads() {
        let policy = Policy::built_in().unwrap();
        assert_eq!(policy.tier_of("openrouter"), Some(0));
        assert_eq!(policy.tier_of("replicate"), Some(1));
        assert_eq!(policy.tier_of("hf"), None);
        let tier = |text| policy.price_tier(Usd::parse(text).unwrap());
        assert_eq!(tier("0.02"), Some(PriceTier::Budget));
        assert_eq!(tier("0.05"), Some(PriceTier::Mid));
        assert_eq!(tier("0.050000000001"), Some(PriceTier::Premium));
    }
}
