//! Whole numbers of outputs: shares of a total that add up to it, growth from month to month, attempts for
//! each accepted output, and the part that goes through a batch interface.

use crate::quantity::Quantity;

/// The most outputs of one line in one month.
pub const MAX_COUNT: u64 = 1_000_000_000_000_000;

/// The outputs of one month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Month {
    /// Outputs wanted.
    pub wanted: Quantity,
    /// Outputs made for them: wanted × attempts, rounded up to whole ones.
    pub made: Quantity,
    /// How many of those go through the batch interface: made × share, to the nearest whole one.
    pub batched: Quantity,
}

/// The parts of a whole number by shares that add up to 1: each boundary between two parts is rounded to the
/// nearest whole number, so that the parts add up to the total.
pub fn split(total: Quantity, shares: &[Quantity]) -> Option<Vec<Quantity>> {
    let (mut parts, mut share_so_far, mut before) = (Vec::new(), Quantity::ZERO, Quantity::ZERO);
    for &share in shares {
        share_so_far = share_so_far.plus(share)?;
        let boundary = total.times(share_so_far)?.to_nearest()?;
        parts.push(boundary.minus_or_zero(before)?);
        before = boundary;
    }
    Some(parts)
}

/// The outputs of each month. The first month's count grows by the rate; the growth of the later ones is kept
/// to 15 decimal places, and their counts are rounded to whole outputs. Nothing where a month has more than
/// [`MAX_COUNT`].
pub fn monthly(
    first: Quantity,
    months: u32,
    growth: Quantity,
    attempts: Quantity,
    batch_share: Quantity,
) -> Option<Vec<Month>> {
    let step = Quantity::ONE.plus(growth)?;
    let mut factor = Quantity::ONE;
    let mut counts = Vec::new();
    for _ in 0..months {
        let wanted = first.times(factor)?.to_nearest()?;
        let made = wanted.times(attempts)?.rounded_up()?;
        if made > Quantity::from(MAX_COUNT) {
            return None;
        }
        counts.push(Month { wanted, made, batched: made.times(batch_share)?.to_nearest()? });
        factor = factor.times(step).and_then(Quantity::rounded)?;
    }
    Some(counts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn q(text: &str) -> Quantity {
        Quantity::parse(text).unwrap()
    }

    #[test]
    fn a_mix_adds_up_to_its_total() {
        assert_eq!(split(q("10000"), &[q("0.8"), q("0.2")]).unwrap(), [q("8000"), q("2000")]);
        assert_eq!(split(q("10001"), &[q("0.8"), q("0.2")]).unwrap(), [q("8001"), q("2000")]);
        assert_eq!(split(q("1"), &[q("0.5"), q("0.25"), q("0.25")]).unwrap(), [q("1"), q("0"), q("0")]);
    }

    #[test]
    fn growth_compounds() {
        let months = monthly(q("1000"), 4, q("0.05"), q("1.5"), q("0.5")).unwrap();
        let wanted: Vec<_> = months.iter().map(|month| month.wanted.to_string()).collect();
        assert_eq!(wanted, ["1000", "1050", "1103", "1158"]); // 1102.5, 1157.625
        assert_eq!((months[2].made, months[2].batched), (q("1655"), q("828"))); // 1654.5, 827.5
    }

    #[test]
    fn ten_years_of_growth_are_counted_and_more_than_can_be_is_refused() {
        assert_eq!(monthly(q("1000"), 120, q("0.05"), q("1"), q("0")).unwrap().len(), 120);
        assert_eq!(monthly(q("1000"), 120, q("9"), q("1"), q("0")), None);
    }

    proptest! {
        #[test]
        fn parts_add_up(total in 1..1_000_000_u64, cuts in proptest::collection::vec(0..100_u32, 1..6)) {
            let sum: u32 = cuts.iter().sum::<u32>().max(1);
            let mut shares: Vec<_> = cuts.iter().map(|cut| Quantity::fraction(i128::from(*cut), i128::from(sum)).unwrap()).collect();
            if cuts.iter().all(|cut| *cut == 0) {
                shares[0] = Quantity::ONE;
            }
            let parts = split(Quantity::from(total), &shares).unwrap();
            let back = parts.iter().fold(Quantity::ZERO, |sum, part| sum.plus(*part).unwrap());
            prop_assert_eq!(back, Quantity::from(total));
        }
    }
}
