//! The charges of a rate: mostly a single one, which then stands in the rate itself and nowhere else.

use crate::packed::{Pack, Reader};
use crate::rate::Charge;
use std::ops::{Deref, DerefMut};

/// The charges of a rate, in order. They read as a slice.
#[derive(Clone, Debug)]
pub struct Charges(Kept);

#[derive(Clone, Debug)]
enum Kept {
    One(Charge),
    /// Any other number of them, and one that came as a list of its own.
    List(Vec<Charge>),
}

impl Charges {
    /// Adds one at the end.
    pub fn push(&mut self, charge: Charge) {
        self.0 = match std::mem::take(self).0 {
            Kept::List(mut list) if !list.is_empty() => {
                list.push(charge);
                Kept::List(list)
            }
            Kept::List(_) => Kept::One(charge),
            Kept::One(first) => Kept::List(vec![first, charge]),
        };
    }
}

impl Default for Charges {
    fn default() -> Self {
        Self(Kept::List(Vec::new()))
    }
}

impl From<Charge> for Charges {
    fn from(charge: Charge) -> Self {
        Self(Kept::One(charge))
    }
}

impl From<Vec<Charge>> for Charges {
    fn from(mut list: Vec<Charge>) -> Self {
        Self(match (list.pop(), list.is_empty()) {
            (Some(only), true) => Kept::One(only),
            (last, _) => {
                list.extend(last);
                Kept::List(list)
            }
        })
    }
}

impl Deref for Charges {
    type Target = [Charge];

    fn deref(&self) -> &[Charge] {
        match &self.0 {
            Kept::One(charge) => std::slice::from_ref(charge),
            Kept::List(list) => list,
        }
    }
}

impl DerefMut for Charges {
    fn deref_mut(&mut self) -> &mut [Charge] {
        match &mut self.0 {
            Kept::One(charge) => std::slice::from_mut(charge),
            Kept::List(list) => list,
        }
    }
}

impl<'a> IntoIterator for &'a Charges {
    type Item = &'a Charge;
    type IntoIter = std::slice::Iter<'a, Charge>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl PartialEq for Charges {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Charges {}

impl Pack for Charges {
    fn put(&self, bytes: &mut Vec<u8>) {
        self.len().put(bytes);
        for charge in self {
            charge.put(bytes);
        }
    }

    fn take(reader: &mut Reader<'_>) -> Self {
        Vec::take(reader).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Usd;
    use crate::rate::{Amount, Price};
    use crate::unit::Unit;

    fn charge(unit: Unit) -> Charge {
        Charge::flat(unit, Price::Usd(Amount::exact(Usd::ZERO)))
    }

    #[test]
    fn it_is_a_list_however_many_there_are() {
        let units = [Unit::Image, Unit::Request, Unit::Run];
        for count in 0..=units.len() {
            let list: Vec<Charge> = units.iter().take(count).map(|&unit| charge(unit)).collect();
            let mut pushed = Charges::default();
            for charge in &list {
                pushed.push(charge.clone());
            }
            let charges = Charges::from(list.clone());
            assert_eq!((&*charges, &pushed), (&*list, &charges));
            let (mut packed, mut as_list) = (Vec::new(), Vec::new());
            charges.put(&mut packed);
            list.put(&mut as_list);
            assert_eq!(packed, as_list);
            assert_eq!(Charges::take(&mut Reader::new(&packed)), charges);
            pushed.push(charge(Unit::Clip));
            assert_ne!(pushed, charges);
        }
    }

    #[test]
    fn a_single_one_needs_no_list() {
        let mut pushed = Charges::default();
        pushed.push(charge(Unit::Image));
        for single in [charge(Unit::Image).into(), Charges::from(vec![charge(Unit::Image)]), pushed] {
            assert!(matches!(single.0, Kept::One(_)));
        }
    }

    #[test]
    fn those_that_stand_there_can_be_changed() {
        for mut charges in
            [Charges::from(charge(Unit::Image)), Charges::from(vec![charge(Unit::Image), charge(Unit::Run)])]
        {
            charges[0].unit = Unit::Clip;
            assert_eq!(charges[0].unit, Unit::Clip);
        }
    }
}
