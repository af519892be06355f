//! What of a quote its count changes: the form of a quoter is the quote for one with its words and constants, and the
//! few amounts that grow. Whoever holds the form needs only these for another count. It stands only where each of them
//! is proven to be a whole number of its smallest place times the count; all other quotes are made whole.

use super::{Quoter, Side};
use crate::api::answer::Quote;
use crate::money::Usd;
use crate::quantity::Quantity;
use crate::rate::{Certainty, Line};
use crate::route::bill;
use serde::Serialize;

/// The most amounts of a form.
const MOST: usize = 32;
/// Decimal places are written in groups of three digits, so many at most.
const GROUPS: usize = 4;
const GROUP_PLACES: u32 = 3;
const GROUP: u64 = 1000;
const PLACES: u32 = 12;
/// The count is the first text of a form.
const COUNT: (i64, u32) = (1, 0);

/// The number of a group that is not written, and of the first of those that are.
const NONE: u32 = 0;
const FIRST: u32 = 1;
/// What tells the last group that is written, which shows no zeros at its end, and the groups after the first one,
/// which have no point before them.
const LAST: u32 = 1000;
const LATER: u32 = 2000;

/// How many numbers an amount is written in: what stands before the point, and the groups behind it.
const WORDS: usize = 1 + GROUPS;
/// How many numbers the largest form is written in.
pub const ROOM: usize = MOST * WORDS;

/// The amounts of a form, in the order of its texts.
#[derive(Debug)]
pub struct Form {
    grows: Vec<Grows>,
}

/// What one job has of an amount, without its sign, in units of so many groups.
#[derive(Clone, Copy, Debug)]
struct Grows {
    one: u64,
    groups: u32,
}

/// A form as it goes out, once. A text is named by its place: the count is 0, the amounts follow.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FormAnswer {
    /// The quote for one.
    quote: Quote,
    /// Of each text, whether a minus stands before it.
    negative: Vec<bool>,
    cheapest: Option<SideTexts>,
    routed: Option<SideTexts>,
}

/// Which text stands where; nothing where what the quote for one says holds for any count.
#[derive(Debug, Default, Serialize)]
struct SideTexts {
    total: Option<usize>,
    fee: Option<usize>,
    billed: Option<usize>,
    /// Quantity, rate and amount of each line.
    lines: Vec<[Option<usize>; 3]>,
}

/// The different amounts that grow, so far: each with its sign, at its fewest places.
struct Texts(Vec<(i64, u32)>);

impl Texts {
    /// The place of what grows like that; nothing where it does not fit a form. Nothing at all does not grow.
    fn place(&mut self, mantissa: i128, scale: u32) -> Option<Option<usize>> {
        let (mut one, mut scale) = (i64::try_from(mantissa).ok()?, scale);
        if one == 0 {
            return Some(None);
        }
        while scale > 0 && one.checked_rem(10)? == 0 {
            (one, scale) = (one.checked_div(10)?, scale.checked_sub(1)?);
        }
        if scale > PLACES {
            return None;
        }
        let known = self.0.iter().position(|text| *text == (one, scale));
        if known.is_none() {
            self.0.push((one, scale));
        }
        (self.0.len() <= MOST).then(|| known.unwrap_or(self.0.len().saturating_sub(1))).map(Some)
    }

    fn usd(&mut self, usd: Usd) -> Option<Option<usize>> {
        let (mantissa, scale) = usd.parts();
        self.place(mantissa, scale)
    }

    fn quantity(&mut self, quantity: Quantity) -> Option<Option<usize>> {
        let (mantissa, scale) = quantity.as_decimal_parts()?;
        self.place(mantissa, scale)
    }

    fn line(&mut self, line: &Line) -> Option<[Option<usize>; 3]> {
        if line.amount.certainty == Certainty::Range {
            return None;
        }
        let amount = self.usd(line.amount.low)?;
        if line.of_sum {
            return Some([None, self.usd(line.rate.low)?, amount]);
        }
        Some([self.quantity(line.quantity.low)?, None, amount])
    }

    /// Without a [`super::multiple::Multiple`] it is not proven that every line grows by the count.
    fn side(&mut self, side: &Side, fee_rate: Option<Quantity>) -> Option<SideTexts> {
        let (one, scale) = side.multiple?.one_job();
        let mut texts = SideTexts { total: self.place(one.into(), scale)?, ..SideTexts::default() };
        for line in &side.lines {
            texts.lines.push(self.line(line)?);
        }
        if let Some(rate) = fee_rate {
            let upstream = Usd::of_parts(one.into(), scale)?;
            let billed = bill(upstream, rate).ok()?;
            texts.fee = self.usd(billed.fee)?;
            texts.billed = self.usd(billed.total)?;
            texts.lines.push([None, texts.total, texts.fee]);
        }
        Some(texts)
    }
}

impl Quoter {
    /// The form of its quotes; nothing where some amount may not simply grow by the count, or more than amounts do:
    /// what paying costs is rounded, and what a budget buys shrinks.
    pub fn form(&self) -> Option<(Form, FormAnswer)> {
        if self.rail.is_some() || self.budget.is_some() {
            return None;
        }
        let mut texts = Texts(vec![COUNT]);
        let mut side = |side: &Option<Side>, fee_rate| match side {
            Some(side) => texts.side(side, fee_rate).map(Some),
            None => Some(None),
        };
        let cheapest = side(&self.cheapest, None)?;
        let routed = side(&self.routed, self.fee_rate)?;
        let quote = self.of_count(Quantity::ONE);
        let negative = texts.0.iter().map(|&(one, _)| one < 0).collect();
        let grows = texts.0.iter().map(|&(one, places)| Grows::of(one.unsigned_abs(), places));
        let grows = grows.collect::<Option<Vec<_>>>()?;
        Some((Form { grows }, FormAnswer { quote, negative, cheapest, routed }))
    }
}

impl Grows {
    fn of(one: u64, places: u32) -> Option<Self> {
        let groups = places.div_ceil(GROUP_PLACES);
        let lacking = groups.checked_mul(GROUP_PLACES)?.checked_sub(places)?;
        Some(Self { one: one.checked_mul(10_u64.checked_pow(lacking)?)?, groups })
    }

    /// Writes that many times as much: what stands before the point, then the groups behind it.
    #[inline]
    fn write(self, count: u64, words: &mut [u32; WORDS]) -> Option<()> {
        let amount = self.one.checked_mul(count)?;
        let (whole, rest) = match self.groups {
            0 => (amount, 0),
            1 => split::<{ GROUP }>(amount),
            2 => split::<{ GROUP.pow(2) }>(amount),
            3 => split::<{ GROUP.pow(3) }>(amount),
            _ => split::<{ GROUP.pow(4) }>(amount),
        };
        let (before, behind) = words.split_first_mut()?;
        *before = u32::try_from(whole).ok()?;
        // All four groups, so that those that are lacking are zeros at the end.
        let lacking = match self.groups {
            0 | 4.. => 1,
            1 => GROUP.pow(3),
            2 => GROUP.pow(2),
            3 => GROUP,
        };
        let (upper, lower) = split::<{ GROUP.pow(2) }>(rest.wrapping_mul(lacking));
        let (upper, lower) = (u32::try_from(upper).ok()?, u32::try_from(lower).ok()?);
        let groups = [upper / 1000, upper % 1000, lower / 1000, lower % 1000];
        let last = groups.iter().rposition(|&group| group != 0);
        let mut kind = FIRST;
        for (place, (word, group)) in behind.iter_mut().zip(groups).enumerate() {
            *word = match last {
                Some(last) if place < last => kind.wrapping_add(group),
                Some(last) if place == last => kind.wrapping_add(LAST).wrapping_add(group),
                _ => NONE,
            };
            kind = FIRST + LATER;
        }
        Some(())
    }
}

/// The quotient and the rest.
fn split<const BY: u64>(amount: u64) -> (u64, u64) {
    (amount.checked_div(BY).unwrap_or(0), amount.checked_rem(BY).unwrap_or(0))
}

impl Form {
    /// Writes each amount for that many, [`WORDS`] numbers each, but for the count itself. Nothing where one does not
    /// fit, or the count is out of range: then the whole quote says what there is to say.
    pub fn write(&self, count: u64, out: &mut [u32; ROOM]) -> Option<()> {
        if count == 0 || count > super::MAX_COUNT {
            return None;
        }
        for (grows, words) in self.grows.iter().skip(1).zip(out.as_chunks_mut::<WORDS>().0) {
            grows.write(count, words)?;
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::request::{QuoteRequest, take};
    use crate::api::tests::SHIPPED;
    use crate::number;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    /// An amount as whoever holds a form puts it together.
    fn text_of(words: &[u32; WORDS], negative: bool) -> String {
        let mut text = format!("{}{}", if negative { "-" } else { "" }, words[0]);
        for word in words.iter().skip(1).take_while(|&&word| word != NONE) {
            let number = word - FIRST;
            let digits = format!("{:03}", number % LAST);
            let last = number % LATER >= LAST;
            text += if number < LATER { "." } else { "" };
            text += if last { digits.trim_end_matches('0') } else { &digits };
        }
        text
    }

    /// The quote for that many, by its form.
    fn filled(form: &Form, answer: &FormAnswer, count: u64) -> Option<Value> {
        let mut out = [0; ROOM];
        form.write(count, &mut out)?;
        let mut texts = vec![count.to_string()];
        for (words, &negative) in out.as_chunks::<WORDS>().0.iter().zip(answer.negative.iter().skip(1)) {
            texts.push(text_of(words, negative));
        }
        let put = |value: &mut Value, place: Option<usize>| {
            if let Some(place) = place {
                *value = json!(texts[place]);
            }
        };
        let mut quote = serde_json::to_value(&answer.quote).unwrap();
        quote["count"] = json!(texts[0]);
        for (name, total, side) in
            [("cheapest", "total", &answer.cheapest), ("routed", "upstream", &answer.routed)]
        {
            let Some(side) = side else { continue };
            put(&mut quote[name][total], side.total);
            if name == "routed" {
                put(&mut quote[name]["fee"], side.fee);
                put(&mut quote[name]["billed"], side.billed);
            }
            let receipt = quote[name]["receipt"].as_array_mut().unwrap();
            assert_eq!(receipt.len(), side.lines.len());
            for (line, places) in receipt.iter_mut().zip(&side.lines) {
                for (field, &place) in ["quantity", "rate", "amount"].into_iter().zip(places) {
                    put(&mut line[field], place);
                }
            }
        }
        Some(quote)
    }

    #[test]
    fn a_form_says_what_the_quote_says() {
        let jobs = [
            json!({}),
            json!({ "width": 1500, "height": 1100, "quality": "high" }),
            json!({ "batch": true, "inputs": 3 }),
            json!({ "seconds": 7, "audio": true, "resolution": "2K" }),
        ];
        let mut counts = vec![1, 2, 3, 7, 10, 999, 1000, 86_400, 1_000_003, 4_294_967_295, 999_999_999_989];
        counts.extend((0..12).map(|power| 10_u64.pow(power) * 3 + 1));
        let (mut formed, mut said, mut unsaid) = (0, 0, 0);
        for loaded in SHIPPED.iter() {
            for model in &loaded.catalog.models {
                for job in &jobs {
                    let asked: QuoteRequest = take(
                        serde_json::from_value(json!({ "model": model.id, "count": 1, "job": job })).unwrap(),
                    )
                    .unwrap();
                    let Ok(quoter) = loaded.quoter(&asked) else { continue };
                    let Some((form, answer)) = quoter.form() else { continue };
                    formed += 1;
                    for &count in &counts {
                        let Some(by_form) = filled(&form, &answer, count) else {
                            unsaid += 1;
                            continue;
                        };
                        said += 1;
                        let asked = QuoteRequest { count: Quantity::from(count), ..asked.clone() };
                        let whole = serde_json::to_value(loaded.quote(&asked).unwrap()).unwrap();
                        assert_eq!(by_form, whole, "{count} × {} for {job}", model.id);
                    }
                }
            }
        }
        assert!(formed > 100 && said > 2000 && unsaid > 100, "{formed} {said} {unsaid}");
    }

    #[test]
    fn what_may_not_simply_grow_has_no_form() {
        let form = |more: Value| {
            let mut asked = json!({ "model": "flux-2-pro", "count": 1 });
            asked.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            let asked: QuoteRequest = take(serde_json::from_value(asked).unwrap()).unwrap();
            SHIPPED.iter().find_map(|loaded| loaded.quoter(&asked).ok()).unwrap().form().is_some()
        };
        assert!(form(json!({})));
        assert!(!form(json!({ "budget": "100" })));
        assert!(!form(json!({ "rail": { "share": "0.029" } })));
    }

    proptest! {
        #[test]
        fn an_amount_is_written_as_decimals_are(one in 0..u64::MAX, shift in 0..64_u32, places in 0..=PLACES, count in 1..1_000_000_000_000_u64, fewer in 0..40_u32) {
            let (one, count) = (one >> shift, (count >> fewer).max(1));
            let mut words = [7; WORDS];
            let written = Grows::of(one, places).and_then(|grows| grows.write(count, &mut words));
            if written.is_some() {
                let amount = number::decimal(i128::from(one) * i128::from(count), places).unwrap();
                prop_assert_eq!(text_of(&words, false), amount.normalize().to_string());
            } else {
                // Only what is too large is refused.
                let most = i128::from(u32::MAX) * 10_i128.pow(places);
                prop_assert!(i128::from(one) * i128::from(count) * 100 > most.min(i128::from(u64::MAX)));
            }
        }
    }
}
