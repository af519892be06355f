//! Who may serve a job, as data: tiers of providers, exclusions, a price limit, and the fee.

use crate::error::Result;
use crate::money::Usd;
use crate::quantity::Quantity;
use crate::source::json::Reader;

/// Who may serve, in which order of preference, and at what fee.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    /// Providers by tier; a later tier serves only where no earlier one has a price.
    pub tiers: Vec<Vec<String>>,
    /// Whether a later tier serves at all.
    pub next_tier: bool,
    /// The only providers allowed, where some are named.
    pub only: Option<Vec<String>>,
    /// Providers that are not to serve.
    pub ignore: Vec<String>,
    /// The highest upstream price, in USD per image or per second.
    pub max_price: Option<Usd>,
    /// The fee as a share of the upstream price; the source's own where absent.
    pub fee_rate: Option<Quantity>,
}

/// The policy that serves where neither the call nor a source states one. It is data with its source.
const BUILT_IN: &str = include_str!("default-policy.json");

impl Policy {
    /// The policy that ships with the engine.
    ///
    /// # Errors
    /// None: a test reads the shipped text.
    pub fn built_in() -> Result<Self> {
        let mut policy = Self { next_tier: true, ..Self::default() };
        let mut reader = Reader::new(BUILT_IN.as_bytes())?;
        reader.object(|reader, key| {
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

    /// The tier of a provider.
    pub fn tier_of(&self, provider: &str) -> Option<usize> {
        self.tiers.iter().position(|tier| tier.iter().any(|name| name == provider))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_policy_reads() {
        let policy = Policy::built_in().unwrap();
        assert_eq!(policy.tier_of("openrouter"), Some(0));
        assert_eq!(policy.tier_of("replicate"), Some(1));
        assert_eq!(policy.tier_of("hf"), None);
    }
}
