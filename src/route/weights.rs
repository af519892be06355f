//! How likely each offer is tried first under the order `weighted`: in proportion to 1/price².
//!
//! Source: OpenRouter's documentation of provider routing. Its example: of prices 1, 2 and 3 with the second
//! one out, the first is nine times likelier than the third.

use crate::money::Usd;
use crate::quantity::Quantity;

/// Each price's share, and whether all are exact. Prices of nothing share it all among them. Where the exact
/// fractions do not fit or are too long to be read, the shares are rounded at [`Quantity::ROUNDED_PLACES`].
pub fn shares(prices: &[Usd]) -> (Vec<Quantity>, bool) {
    if prices.iter().any(|usd| usd.is_zero()) {
        let free = prices.iter().filter(|usd| usd.is_zero()).count();
        let each = i128::try_from(free).ok().and_then(|free| Quantity::fraction(1, free));
        let mut shares = Vec::with_capacity(prices.len());
        for usd in prices {
            shares.push(if usd.is_zero() { each.unwrap_or(Quantity::ONE) } else { Quantity::ZERO });
        }
        return (shares, true);
    }
    let Some(least) = prices.iter().copied().min() else {
        return (Vec::new(), true);
    };
    let exact = divided(prices, &|usd| {
        let ratio = least.ratio_to(usd)?;
        ratio.times(ratio)
    });
    if let Some(shares) = exact.filter(|shares| shares.iter().all(|share| share.is_readable())) {
        return (shares, true);
    }
    let rounded = divided(prices, &|usd| {
        let ratio = least.ratio_to(usd)?.rounded()?;
        ratio.times(ratio)?.rounded()
    });
    let mut shares = Vec::new();
    for share in rounded.unwrap_or_default() {
        let Some(share) = share.rounded() else { return (Vec::new(), false) };
        shares.push(share);
    }
    (shares, false)
}

/// Each price's weight over the sum of all.
fn divided(prices: &[Usd], weight_of: &dyn Fn(Usd) -> Option<Quantity>) -> Option<Vec<Quantity>> {
    let mut kept = Vec::new();
    let mut sum = Quantity::ZERO;
    for &usd in prices {
        let weight = weight_of(usd)?;
        sum = sum.plus(weight)?;
        kept.push(weight);
    }
    for weight in &mut kept {
        *weight = weight.over(sum)?;
    }
    Some(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn usd(text: &str) -> Usd {
        Usd::parse(text).unwrap()
    }

    fn of(numerator: i128, denominator: i128) -> Quantity {
        Quantity::fraction(numerator, denominator).unwrap()
    }

    /// Oracle: openrouter.ai/docs, provider routing, "Load balancing", read 2026-11.
    #[test]
    fn the_published_example_holds() {
        let (all, exact) = shares(&[usd("1"), usd("2"), usd("3")]);
        assert_eq!((all, exact), (vec![of(36, 49), of(9, 49), of(4, 49)], true));
        let (second_out, _) = shares(&[usd("1"), usd("3")]);
        assert_eq!(second_out, [of(9, 10), of(1, 10)]);
        assert_eq!(second_out[0].over(second_out[1]).unwrap(), of(9, 1));
    }

    #[test]
    fn what_is_free_is_tried_first() {
        let (all, _) = shares(&[usd("0"), usd("2"), usd("0")]);
        assert_eq!(all, [of(1, 2), Quantity::ZERO, of(1, 2)]);
        assert_eq!(shares(&[]).0, []);
    }

    #[test]
    fn fractions_that_do_not_fit_are_rounded_and_say_so() {
        let prices: Vec<_> = (0..30).map(|n| usd(&format!("0.0{}", 5_000_011 + n * 7_919))).collect();
        let (all, exact) = shares(&prices);
        assert!(!exact);
        let sum = all.iter().fold(Quantity::ZERO, |sum, share| sum.plus(*share).unwrap());
        assert_eq!(sum.shown(9).unwrap(), "1");
    }
}
