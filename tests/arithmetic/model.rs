//! Random tuples of price, unit, fee, quantity and size, each as a rate card with a request, and what they cost by the
//! rules of a rate card in exact fractions. It uses nothing of the crate, so that the two can be held against each
//! other; the same rules stand a third time, in Python, in `oracle.py`.

use super::exact::{fits, is_fine, number, rounded};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};
use std::fmt::Write;

/// Chooses a number below a bound.
pub type Pick<'p> = dyn FnMut(u64) -> u64 + 'p;

/// The units that a job measures by itself, those that a charge has to count, and those of video.
const UNITS: [&str; 12] = [
    "image",
    "megapixel",
    "inputImage",
    "inputMegapixel",
    "textToken",
    "step",
    "request",
    "run",
    "gpuSecond",
    "imageToken",
    "second",
    "frame",
];
const SIZES: [u64; 12] = [1, 512, 720, 768, 1024, 1080, 1280, 1536, 1920, 2048, 3840, 65_536];

/// One price, in US dollars or in credits, as it is written.
struct Price {
    text: String,
    credits: bool,
}

struct Charge {
    unit: &'static str,
    price: Price,
    per: Option<String>,
    unit_size: Option<String>,
    round: bool,
    factor: Option<String>,
    count: Option<String>,
    included: Option<String>,
    minimum: Option<String>,
    maximum: Option<String>,
    first: Option<(String, Price)>,
    default_steps: Option<u64>,
}

/// One tuple.
pub struct Case {
    charges: Vec<Charge>,
    multiply: Option<String>,
    credit_usd: String,
    fee_rate: String,
    width: u64,
    height: u64,
    inputs: u64,
    steps: u64,
    seconds: String,
    text_tokens: u64,
    batch: bool,
    count: u64,
}

/// What a tuple costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cost {
    /// For one image or second.
    pub price: BigRational,
    /// For all, without the fee.
    pub total: BigRational,
    /// The fee on it; nothing where it has no exact form.
    pub fee: Option<BigRational>,
    /// Whether the price had to be rounded.
    pub price_rounded: bool,
    /// Whether every amount on the way has a place in 96 bits and 28 decimal places.
    pub fits: bool,
}

fn decimal(pick: &mut Pick<'_>, most_digits: u64, most_places: u64) -> String {
    let digits = 1 + pick(most_digits);
    let mut text: String =
        (0..digits).map(|_| char::from(b'0' + u8::try_from(pick(10)).unwrap_or(0))).collect();
    let places = usize::try_from(pick(most_places + 1)).unwrap_or(0);
    if places > 0 {
        text = format!("{text:0>width$}", width = places + 1);
        text.insert(text.len() - places, '.');
    }
    let plain = text.trim_start_matches('0');
    if plain.is_empty() || plain.starts_with('.') { format!("0{plain}") } else { plain.to_owned() }
}

/// One time in so many: a decimal.
fn sometimes(pick: &mut Pick<'_>, one_in: u64, digits: u64, places: u64) -> Option<String> {
    (pick(one_in) == 0).then(|| decimal(pick, digits, places))
}

fn above_zero(text: String) -> String {
    if text.bytes().any(|byte| (b'1'..=b'9').contains(&byte)) { text } else { "1".to_owned() }
}

fn choose<T: Copy>(pick: &mut Pick<'_>, list: &[T]) -> T {
    list[usize::try_from(pick(list.len() as u64)).unwrap_or(0)]
}

fn price(pick: &mut Pick<'_>) -> Price {
    // Now and then as long as a price can be: then exactness is at its limit.
    let long = pick(16) == 0;
    let text = if long { decimal(pick, 28, 28) } else { decimal(pick, 8, 9) };
    Price { text, credits: pick(4) == 0 }
}

impl Charge {
    fn random(pick: &mut Pick<'_>, video: bool) -> Self {
        let unit = if video { UNITS[10 + usize::from(pick(2) == 0)] } else { choose(pick, &UNITS[..10]) };
        let pixels = unit == "megapixel" || unit == "inputMegapixel";
        let unit_size = match pick(4) {
            _ if pixels => Some(choose(pick, &["1048576", "1000000", "1024", "786432"]).to_owned()),
            0 => Some(above_zero(decimal(pick, 3, 1))),
            _ => None,
        };
        let counted = unit == "gpuSecond" || unit == "imageToken";
        let mut charge = Self {
            unit,
            price: price(pick),
            per: (pick(3) == 0).then(|| choose(pick, &["1000", "1000000", "3", "0.5", "64"]).to_owned()),
            unit_size,
            round: pick(2) == 0,
            factor: (unit == "frame").then(|| choose(pick, &["24", "30", "29.97"]).to_owned()),
            count: counted.then(|| decimal(pick, 5, 2)),
            included: sometimes(pick, 5, 2, 1),
            minimum: sometimes(pick, 5, 2, 1),
            maximum: sometimes(pick, 6, 3, 1),
            first: (pick(4) == 0).then(|| (decimal(pick, 2, 1), price(pick))),
            default_steps: (pick(4) == 0).then(|| 1 + pick(60)),
        };
        // A card that bills at least more than at most is refused.
        charge.maximum = charge.maximum.filter(|most| value(most) >= of(&charge.minimum, "0"));
        charge
    }

    fn write(&self, card: &mut String) {
        let _ = write!(card, "{{\"unit\":\"{}\",{}", self.unit, self.price.field());
        let texts = [
            ("per", &self.per),
            ("unitSize", &self.unit_size),
            ("factor", &self.factor),
            ("count", &self.count),
            ("included", &self.included),
            ("minimum", &self.minimum),
            ("maximum", &self.maximum),
        ];
        for (name, text) in texts {
            if let Some(text) = text {
                let _ = write!(card, ",\"{name}\":\"{text}\"");
            }
        }
        if self.round {
            card.push_str(",\"round\":\"up\"");
        }
        if let Some((quantity, price)) = &self.first {
            let _ = write!(card, ",\"first\":{{\"quantity\":\"{quantity}\",{}}}", price.field());
        }
        if let Some(steps) = self.default_steps {
            let _ = write!(card, ",\"defaultSteps\":{steps}");
        }
        card.push('}');
    }

    /// How many units are billed.
    fn quantity(&self, case: &Case) -> BigRational {
        let whole = |count: u64| BigRational::from_integer(BigInt::from(count));
        let (base, times) = match self.unit {
            "megapixel" => (whole(case.width * case.height), 1),
            "inputMegapixel" => (whole(case.width * case.height), case.inputs),
            "inputImage" => (whole(case.inputs), 1),
            "textToken" => (whole(case.text_tokens), 1),
            "step" => (whole(case.steps), 1),
            "second" | "frame" => (value(&case.seconds), 1),
            "gpuSecond" | "imageToken" => (of(&self.count, "0"), 1),
            _ => (BigRational::one(), 1),
        };
        let mut quantity = base * of(&self.factor, "1") / of(&self.unit_size, "1");
        if self.round {
            quantity = quantity.ceil();
        }
        quantity = quantity * whole(times) - of(&self.included, "0");
        if !quantity.is_positive() {
            return BigRational::zero();
        }
        if let Some(least) = &self.minimum {
            quantity = quantity.max(value(least));
        }
        if let Some(most) = &self.maximum {
            quantity = quantity.min(value(most));
        }
        match self.default_steps {
            Some(included) if case.steps > included => quantity * whole(case.steps) / whole(included),
            _ => quantity,
        }
    }

    /// The lines of a receipt, each as a quantity at a price; nothing where a price for one unit has no exact form.
    fn lines(&self, case: &Case) -> Option<Vec<(BigRational, BigRational)>> {
        let quantity = self.quantity(case);
        let per = of(&self.per, "1");
        let one = value(&self.price.text) / &per;
        if !self.price.credits && !fits(&one) {
            return None;
        }
        if quantity.is_zero() {
            return Some(Vec::new());
        }
        let credit = value(&case.credit_usd);
        let line = |units: BigRational, price: BigRational, credits: bool| {
            if credits { (units * price, credit.clone()) } else { (units, price) }
        };
        let Some((covered, first)) = &self.first else {
            return Some(vec![line(quantity, one, self.price.credits)]);
        };
        let mut lines = vec![line(BigRational::one(), value(&first.text), first.credits)];
        let rest = quantity - value(covered);
        if rest.is_positive() {
            lines.push(line(rest, one, self.price.credits));
        }
        Some(lines)
    }
}

impl Price {
    fn field(&self) -> String {
        format!("\"{}\":\"{}\"", if self.credits { "credits" } else { "usd" }, self.text)
    }
}

fn value(text: &str) -> BigRational {
    number(text).expect("a decimal")
}

fn of(text: &Option<String>, standard: &str) -> BigRational {
    value(text.as_deref().unwrap_or(standard))
}

/// A product as a receipt has it: exact, or rounded half up at 12 places, and whether it was; nothing where a positive
/// amount would come to nothing.
fn product(quantity: &BigRational, price: &BigRational) -> Option<(BigRational, bool)> {
    let exact = quantity * price;
    if is_fine(&exact) {
        return Some((exact, false));
    }
    let near = rounded(&exact, 12);
    (!near.is_zero()).then_some((near, true))
}

impl Case {
    /// A tuple out of what is picked.
    pub fn random(pick: &mut Pick<'_>) -> Self {
        let video = pick(4) == 0;
        let charges = (0..1 + pick(2)).map(|_| Charge::random(pick, video)).collect();
        let edge = |pick: &mut Pick<'_>| if pick(3) == 0 { 1 + pick(4096) } else { choose(pick, &SIZES) };
        Self {
            charges,
            multiply: sometimes(pick, 4, 2, 2),
            credit_usd: above_zero(decimal(pick, 4, 5)),
            fee_rate: format!("0.{}", above_zero(format!("{:02}", pick(100)))),
            width: edge(pick),
            height: edge(pick),
            inputs: pick(5),
            steps: 1 + pick(100),
            seconds: above_zero(decimal(pick, 3, 1)),
            text_tokens: pick(100_000),
            batch: pick(2) == 0,
            count: match pick(3) {
                0 => 1 + pick(10),
                1 => 1 + pick(100_000),
                _ => 1 + pick(1_000_000_000_000),
            },
        }
    }

    /// The rate card.
    pub fn card(&self) -> String {
        let mut card = String::from("{\"format\":\"perpixel/rate-card@1\",\"providers\":[{\"name\":\"p\",");
        let _ =
            write!(card, "\"creditUsd\":\"{}\"}}],\"models\":[{{\"id\":\"m\",\"offers\":[", self.credit_usd);
        card.push_str("{\"provider\":\"p\",\"charges\":[");
        for (place, charge) in self.charges.iter().enumerate() {
            card.push_str(if place > 0 { "," } else { "" });
            charge.write(&mut card);
        }
        card.push(']');
        if let Some(multiply) = &self.multiply {
            let when = "\"label\":\"Batch\",\"when\":{\"batch\":true}";
            let _ = write!(card, ",\"modifiers\":[{{\"multiply\":\"{multiply}\",{when}}}]");
        }
        card.push_str("}]}]}");
        card
    }

    /// The request for a quote.
    pub fn request(&self) -> String {
        format!(
            "{{\"model\":\"m\",\"count\":{},\"policy\":{{\"tiers\":[[\"p\"]],\"feeRate\":\"{}\"}},\"job\":{{\"width\":{},\
             \"height\":{},\"inputs\":{},\"steps\":{},\"seconds\":{},\"textTokens\":{},\"batch\":{}}}}}",
            self.count,
            self.fee_rate,
            self.width,
            self.height,
            self.inputs,
            self.steps,
            self.seconds,
            self.text_tokens,
            self.batch
        )
    }

    /// The cost by the rules; nothing where they give no price.
    pub fn cost(&self) -> Option<Cost> {
        let mut lines = Vec::new();
        for charge in &self.charges {
            lines.extend(charge.lines(self)?);
        }
        if lines.is_empty() {
            return None;
        }
        let all = BigRational::from_integer(BigInt::from(self.count));
        let (mut sum, mut total, mut price_rounded) = (BigRational::zero(), BigRational::zero(), false);
        let mut on_the_way = Vec::new();
        for (quantity, price) in &lines {
            let (amount, rough) = product(quantity, price)?;
            let (amount_of_all, _) = product(&(quantity * &all), price)?;
            sum += &amount;
            total += &amount_of_all;
            price_rounded |= rough;
            on_the_way.extend([amount, amount_of_all, sum.clone(), total.clone()]);
        }
        if let Some(multiply) = self.multiply.as_ref().filter(|_| self.batch) {
            // The change of one job's sum is scaled; it is never rounded.
            let changed = &sum * value(multiply);
            if !is_fine(&changed) {
                return None;
            }
            total += (&changed - &sum) * &all;
            on_the_way.extend([&changed - &sum, (&changed - &sum) * &all, total.clone(), changed.clone()]);
            sum = changed;
        }
        let mut price = sum;
        if self.charges.iter().any(|charge| charge.unit == "second" || charge.unit == "frame") {
            let (second, rough) = product(&value(&self.seconds).recip(), &price)?;
            (price, price_rounded) = (second, price_rounded || rough);
        }
        let fee = &total * value(&self.fee_rate);
        let fee = Some(fee).filter(is_fine);
        on_the_way.push(price.clone());
        let fits = on_the_way.iter().all(fits);
        Some(Cost { price, total, fee, price_rounded, fits })
    }
}
