//! The form of packed catalogs: fields one after another, without names, in as many bytes as they need. It is for
//! one version alone, because nothing in it says what it is.
//!
//! A fault is kept by the reader instead of being returned at each step, which makes reading several times smaller in
//! the module than libraries for it do; what was read counts only once the reader says that it fits. Figures and days
//! pass the same checks as those that are computed.

use crate::date::Date;
use crate::money::Usd;
use crate::quantity::Quantity;
use std::borrow::Cow;

/// What can be packed.
pub(crate) trait Pack: Sized {
    fn put(&self, bytes: &mut Vec<u8>);

    /// Anything where the bytes do not fit, which the reader remembers.
    fn take(reader: &mut Reader<'_>) -> Self;
}

/// Reads packed bytes.
pub(crate) struct Reader<'b> {
    rest: &'b [u8],
    misfit: bool,
}

impl<'b> Reader<'b> {
    pub(crate) fn new(bytes: &'b [u8]) -> Self {
        Self { rest: bytes, misfit: false }
    }

    /// Whether all bytes were read and everything fitted.
    pub(crate) fn fits(&self) -> bool {
        !self.misfit && self.rest.is_empty()
    }

    /// After a misfit nothing more is read, so that no list is filled with what is not there.
    pub(crate) fn misfit(&mut self) {
        self.misfit = true;
        self.rest = &[];
    }

    #[inline(never)]
    pub(crate) fn byte(&mut self) -> u8 {
        match self.rest.split_first() {
            Some((&byte, rest)) => {
                self.rest = rest;
                byte
            }
            None => {
                self.misfit();
                0
            }
        }
    }

    #[inline(never)]
    fn number(&mut self) -> i128 {
        let mut number = 0_i128;
        for place in 0..19_u32 {
            let byte = self.byte();
            // Of 127 bits, one is left for the last byte.
            if place == 18 && byte > 1 {
                break;
            }
            number |= i128::from(byte & 0x7F).checked_shl(place.saturating_mul(7)).unwrap_or_default();
            if byte & 0x80 == 0 {
                return number;
            }
        }
        self.misfit();
        0
    }

    fn whole<T: TryFrom<i128> + Default>(&mut self) -> T {
        let number = T::try_from(self.number());
        self.or_misfit(number.ok()).unwrap_or_default()
    }

    /// Notes a misfit where there is nothing.
    pub(crate) fn or_misfit<T>(&mut self, value: Option<T>) -> Option<T> {
        if value.is_none() {
            self.misfit();
        }
        value
    }

    /// How many items follow. Each takes a byte at least, so there are no more of them than bytes.
    #[inline(never)]
    fn count(&mut self) -> usize {
        let count = self.whole();
        if count > self.rest.len() {
            self.misfit();
            return 0;
        }
        count
    }

    #[inline(never)]
    fn text(&mut self) -> String {
        let count = self.count();
        let (text, rest) = self.rest.split_at_checked(count).unwrap_or_default();
        self.rest = rest;
        let text = std::str::from_utf8(text).ok();
        self.or_misfit(text).unwrap_or_default().to_owned()
    }
}

/// Seven bits a byte, the lowest first; the eighth says that more follow.
#[inline(never)]
fn put_number(number: i128, bytes: &mut Vec<u8>) {
    let mut number = u128::try_from(number).unwrap_or_default();
    loop {
        let low = u8::try_from(number & 0x7F).unwrap_or_default();
        number = number.checked_shr(7).unwrap_or_default();
        if number == 0 {
            return bytes.push(low);
        }
        bytes.push(low | 0x80);
    }
}

macro_rules! pack_whole {
    ($($type:ty)+) => { $(
        impl Pack for $type {
            fn put(&self, bytes: &mut Vec<u8>) {
                put_number(i128::try_from(*self).unwrap_or_default(), bytes);
            }

            fn take(reader: &mut Reader<'_>) -> Self {
                reader.whole()
            }
        }
    )+ };
}
pack_whole! { u8 u16 u32 u64 usize }

impl Pack for bool {
    fn put(&self, bytes: &mut Vec<u8>) {
        bytes.push(u8::from(*self));
    }

    fn take(reader: &mut Reader<'_>) -> Self {
        let byte = reader.byte();
        if byte > 1 {
            reader.misfit();
        }
        byte == 1
    }
}

impl Pack for String {
    fn put(&self, bytes: &mut Vec<u8>) {
        self.len().put(bytes);
        bytes.extend_from_slice(self.as_bytes());
    }

    fn take(reader: &mut Reader<'_>) -> Self {
        reader.text()
    }
}

impl Pack for Cow<'static, str> {
    fn put(&self, bytes: &mut Vec<u8>) {
        self.len().put(bytes);
        bytes.extend_from_slice(self.as_bytes());
    }

    fn take(reader: &mut Reader<'_>) -> Self {
        Self::Owned(reader.text())
    }
}

impl<T: Pack> Pack for Option<T> {
    fn put(&self, bytes: &mut Vec<u8>) {
        self.is_some().put(bytes);
        if let Some(value) = self {
            value.put(bytes);
        }
    }

    fn take(reader: &mut Reader<'_>) -> Self {
        bool::take(reader).then(|| T::take(reader))
    }
}

impl<T: Pack> Pack for Box<T> {
    fn put(&self, bytes: &mut Vec<u8>) {
        (**self).put(bytes);
    }

    fn take(reader: &mut Reader<'_>) -> Self {
        Self::new(T::take(reader))
    }
}

impl<T: Pack> Pack for Vec<T> {
    fn put(&self, bytes: &mut Vec<u8>) {
        self.len().put(bytes);
        for item in self {
            item.put(bytes);
        }
    }

    fn take(reader: &mut Reader<'_>) -> Self {
        let mut items = Self::new();
        for _ in 0..reader.count() {
            if reader.misfit {
                break;
            }
            items.push(T::take(reader));
        }
        items
    }
}

impl<A: Pack, B: Pack> Pack for (A, B) {
    fn put(&self, bytes: &mut Vec<u8>) {
        self.0.put(bytes);
        self.1.put(bytes);
    }

    fn take(reader: &mut Reader<'_>) -> Self {
        (A::take(reader), B::take(reader))
    }
}

impl Pack for Usd {
    fn put(&self, bytes: &mut Vec<u8>) {
        let (mantissa, scale) = self.parts();
        put_number(mantissa.saturating_abs(), bytes);
        // The lowest bit is the sign.
        scale.saturating_mul(2).saturating_add(u32::from(mantissa < 0)).put(bytes);
    }

    fn take(reader: &mut Reader<'_>) -> Self {
        let (mantissa, scale) = (reader.number(), reader.whole::<u32>());
        let mantissa = if scale & 1 == 1 { mantissa.saturating_neg() } else { mantissa };
        reader.or_misfit(Self::of_parts(mantissa, scale / 2)).unwrap_or(Self::ZERO)
    }
}

impl Pack for Quantity {
    fn put(&self, bytes: &mut Vec<u8>) {
        let (numerator, denominator) = self.parts();
        put_number(numerator, bytes);
        put_number(denominator, bytes);
    }

    fn take(reader: &mut Reader<'_>) -> Self {
        let (numerator, denominator) = (reader.number(), reader.number());
        reader.or_misfit(Self::fraction(numerator, denominator)).unwrap_or(Self::ONE)
    }
}

impl Pack for Date {
    fn put(&self, bytes: &mut Vec<u8>) {
        let (year, month, day) = self.parts();
        year.put(bytes);
        month.put(bytes);
        day.put(bytes);
    }

    fn take(reader: &mut Reader<'_>) -> Self {
        let (year, month, day) = (reader.whole(), reader.whole(), reader.whole());
        reader.or_misfit(Self::of_parts(year, month, day)).unwrap_or(Self::FIRST)
    }
}

/// Packs a struct field by field. A field that is left out does not compile.
macro_rules! pack_fields {
    ($name:ident $(<$param:ident>)? { $($field:ident),+ $(,)? }) => {
        impl $(<$param: $crate::packed::Pack>)? $crate::packed::Pack for $name $(<$param>)? {
            fn put(&self, bytes: &mut Vec<u8>) {
                let Self { $($field),+ } = self;
                $($field.put(bytes);)+
            }

            #[inline(never)]
            fn take(reader: &mut $crate::packed::Reader<'_>) -> Self {
                Self { $($field: $crate::packed::Pack::take(reader)),+ }
            }
        }
    };
}
pub(crate) use pack_fields;

/// Packs a word by its place in the list of all of them.
macro_rules! pack_word {
    ($name:ident { $first:ident $($rest:ident)* }) => {
        impl $crate::packed::Pack for $name {
            fn put(&self, bytes: &mut Vec<u8>) {
                Self::ALL.iter().position(|word| word == self).unwrap_or_default().put(bytes);
            }

            fn take(reader: &mut $crate::packed::Reader<'_>) -> Self {
                let word = Self::ALL.get(usize::from(reader.byte())).copied();
                reader.or_misfit(word).unwrap_or(Self::$first)
            }
        }
    };
}
pub(crate) use pack_word;

/// Packs the cases of an enum, each with what it holds; the last one stands for bytes that fit none.
macro_rules! pack_cases {
    ($name:ident { $($number:literal $case:ident $(($held:ident))? $({ $($field:ident),+ })?,)+ _ $last:ident $(($lheld:ident))? $({ $($lfield:ident),+ })?, }) => {
        impl $crate::packed::Pack for $name {
            fn put(&self, bytes: &mut Vec<u8>) {
                match self {
                    $(Self::$case $(($held))? $({ $($field),+ })? => {
                        bytes.push($number);
                        $($held.put(bytes);)?
                        $($($field.put(bytes);)+)?
                    })+
                    Self::$last $(($lheld))? $({ $($lfield),+ })? => {
                        bytes.push(0);
                        $($lheld.put(bytes);)?
                        $($($lfield.put(bytes);)+)?
                    }
                }
            }

            fn take(reader: &mut $crate::packed::Reader<'_>) -> Self {
                let case = reader.byte();
                match case {
                    $($number => Self::$case
                        $(({ let $held = $crate::packed::Pack::take(reader); $held }))?
                        $({ $($field: $crate::packed::Pack::take(reader)),+ })?,)+
                    _ => {
                        if case != 0 {
                            reader.misfit();
                        }
                        Self::$last
                            $(({ let $lheld = $crate::packed::Pack::take(reader); $lheld }))?
                            $({ $($lfield: $crate::packed::Pack::take(reader)),+ })?
                    }
                }
            }
        }
    };
}
pub(crate) use pack_cases;

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Debug;

    fn taken<T: Pack>(bytes: &[u8]) -> Option<T> {
        let mut reader = Reader::new(bytes);
        let value = T::take(&mut reader);
        reader.fits().then_some(value)
    }

    #[track_caller]
    fn check<T: Pack + PartialEq + Debug>(value: T) {
        let mut bytes = Vec::new();
        value.put(&mut bytes);
        for end in 0..bytes.len() {
            assert_eq!(taken::<T>(&bytes[..end]), None, "{value:?} cut at {end}");
        }
        assert_eq!(taken::<T>(&bytes), Some(value));
        bytes.push(0);
        assert_eq!(taken::<T>(&bytes), None, "one byte too many");
    }

    #[test]
    fn figures_and_days_come_back() {
        check(Usd::parse("-0.051").unwrap());
        for text in ["0", "0.051", "79228162514264337593543950335", "0.0000000000000000000000000001"] {
            check(Usd::parse(text).unwrap());
            check(Quantity::parse(text).unwrap());
        }
        check(Quantity::fraction(1, 3).unwrap());
        check(Quantity::fraction(i128::MAX, 1).unwrap());
        check(Date::parse("2024-02-29").unwrap());
    }

    #[test]
    fn plain_data_comes_back() {
        check((u64::MAX, u32::MAX));
        check((usize::MAX, 0_u8));
        check(vec![Some("a\u{2066}ü".to_owned()), None, Some(String::new())]);
        check((true, false));
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        assert_eq!(taken::<Usd>(&[0xFF; 20]), None, "a number without an end");
        assert_eq!(taken::<Usd>(&[1, 58]), None, "29 decimal places");
        assert_eq!(taken::<Quantity>(&[1, 0]), None, "nothing is divided by zero");
        assert_eq!(taken::<Date>(&[0xE7, 0x0F, 2, 29]), None, "2023 had no February 29th");
        assert_eq!(taken::<bool>(&[2]), None);
        assert_eq!(taken::<u8>(&[0x80, 0x02]), None, "256");
        assert_eq!(taken::<String>(&[1, 0xFF]), None, "no UTF-8");
        assert_eq!(taken::<Vec<u8>>(&[0xFF, 0xFF, 0xFF, 0xFF, 0x0F]), None, "more items than bytes");
        assert_eq!(taken::<Vec<u8>>(&[2, 1, 1]), Some(vec![1, 1]));
    }
}
