//! Calendar dates without a clock: read from text, compared, and counted in days.

use std::fmt;

/// A day of the Gregorian calendar, from 0001-01-01 to 9999-12-31.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// The first day there is.
    pub(crate) const FIRST: Date = Date { year: 1, month: 1, day: 1 };

    /// Reads `YYYY-MM-DD`, alone or in front of a time (`2026-05-24T00:00:00Z`).
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = Self::day_of(text)?.split('-');
        let mut part = |length: usize| {
            parts
                .next()
                .filter(|digits| digits.len() == length && digits.bytes().all(|b| b.is_ascii_digit()))
                .and_then(|digits| digits.parse::<u16>().ok())
        };
        Self::of_parts(part(4)?, u8::try_from(part(2)?).ok()?, u8::try_from(part(2)?).ok()?)
    }

    /// The ten characters of the day, alone or in front of a time.
    pub(crate) fn day_of(text: &str) -> Option<&str> {
        let (day, rest) = text.split_at_checked(10)?;
        ((rest.is_empty() || rest.starts_with(['T', ' '])) && rest.len() <= 54).then_some(day)
    }

    pub(crate) fn of_parts(year: u16, month: u8, day: u8) -> Option<Self> {
        let valid = (1..=9999).contains(&year) && day > 0 && day <= days_in_month(year, month);
        valid.then_some(Self { year, month, day })
    }

    pub(crate) fn parts(self) -> (u16, u8, u8) {
        (self.year, self.month, self.day)
    }

    /// The day after it; nothing after the last day there is.
    pub(crate) fn next(self) -> Option<Self> {
        let (year, month) = (self.year, self.month);
        Self::of_parts(year, month, self.day.checked_add(1)?)
            .or_else(|| Self::of_parts(year, month.checked_add(1)?, 1))
            .or_else(|| Self::of_parts(year.checked_add(1)?, 1, 1))
    }

    /// The month, as `2026-05`.
    pub fn month(self) -> String {
        format!("{:04}-{:02}", self.year, self.month)
    }

    /// Days since 0000-03-01, by counting years from March so that a leap day ends the year.
    fn day_number(self) -> i64 {
        let (year, month) = (i64::from(self.year), i64::from(self.month));
        let (year, month) = if month > 2 {
            (year, month.saturating_sub(3))
        } else {
            (year.saturating_sub(1), month.saturating_add(9))
        };
        let leap_days =
            year.div_euclid(4).saturating_sub(year.div_euclid(100)).saturating_add(year.div_euclid(400));
        let before_month = month.saturating_mul(153).saturating_add(2).div_euclid(5);
        year.saturating_mul(365)
            .saturating_add(leap_days)
            .saturating_add(before_month)
            .saturating_add(i64::from(self.day))
    }

    /// Days from `earlier` to this day; negative where it lies after it.
    pub fn days_since(self, earlier: Self) -> i64 {
        self.day_number().saturating_sub(earlier.day_number())
    }
}

fn days_in_month(year: u16, month: u8) -> u8 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28_u8.saturating_add(u8::from(leap)),
        _ => 0,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl serde::Serialize for Date {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap_or_else(|| panic!("{text}"))
    }

    #[test]
    fn reads_days_and_timestamps() {
        assert_eq!(date("2026-05-24T00:00:00Z").to_string(), "2026-05-24");
        assert_eq!(date("2024-02-29").to_string(), "2024-02-29");
        for text in [
            "",
            "2026-5-24",
            "2026-13-01",
            "2026-02-29",
            "0000-01-01",
            "2026-05-24x",
            "20260524",
            "2026-05-2é",
        ] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }

    #[test]
    fn counts_days() {
        assert_eq!(date("2026-11-21").days_since(date("2026-05-24")), 181);
        assert_eq!(date("2024-03-01").days_since(date("2024-02-28")), 2);
        assert_eq!(date("2100-03-01").days_since(date("2100-02-28")), 1);
        assert_eq!(date("2000-01-01").days_since(date("2000-01-02")), -1);
        assert_eq!(date("9999-12-31").days_since(date("0001-01-01")), 3_652_058);
    }
}
