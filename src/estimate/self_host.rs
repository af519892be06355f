//! Running a model oneself: what an image costs, what a month costs at a volume, and from which volume on
//! that is no more than buying. Every figure may be a range; the best case takes the lower cost with the
//! higher throughput, the worst case the opposite.

use crate::money::{MoneyFault, Usd};
use crate::quantity::Quantity;
use crate::rate::{Amount, Certainty};

/// A machine that is paid for by the hour in use, by the month, or both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Machine {
    /// USD for an hour in use.
    pub usd_per_hour: Option<Amount<Usd>>,
    /// USD for a month.
    pub usd_per_month: Option<Amount<Usd>>,
    /// Images made in an hour of work, above zero.
    pub images_per_hour: Option<Amount<Quantity>>,
    /// The share of paid hours that make images, above zero.
    pub utilisation: Quantity,
    /// Hours of a month.
    pub hours_per_month: Quantity,
}

/// People's work, which does not grow with the number of images.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Labour {
    /// USD for an hour.
    pub usd_per_hour: Amount<Usd>,
    /// Hours a month.
    pub monthly_hours: Quantity,
    /// Hours to set it up.
    pub set_up_hours: Quantity,
    /// Over how many months these are spread.
    pub set_up_months: u32,
}

/// Why a figure cannot be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// An amount does not fit.
    Money(MoneyFault),
    /// The throughput is needed and not stated.
    NoThroughput,
}

impl From<MoneyFault> for Fault {
    fn from(fault: MoneyFault) -> Self {
        Self::Money(fault)
    }
}

/// The machine with the work on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SelfHost {
    /// The machine.
    pub machine: Machine,
    /// The work, where it is counted.
    pub labour: Option<Labour>,
}

/// One case, best or worst, in which every figure is a single one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Case {
    /// USD for an image, exactly, as a fraction of a dollar over what is made of it.
    per_image: Option<(Usd, Quantity)>,
    rent: Usd,
    labour: Usd,
    capacity: Option<Quantity>,
}

/// What a month costs at a volume.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PerMonth {
    /// USD.
    pub usd: Usd,
    /// Machines needed, where the throughput is stated.
    pub machines: Option<Quantity>,
    /// Whether nothing was rounded.
    pub exact: bool,
}

impl SelfHost {
    /// USD for an image while the machine works, without rent by the month and work: hourly price over
    /// images an hour × utilisation, rounded half up at [`Usd::ROUNDED_PLACES`] where it has no finite form.
    ///
    /// # Errors
    /// [`Fault::NoThroughput`] for a machine that is paid by the hour, or an amount that does not fit.
    pub fn per_image(&self) -> Result<Option<Amount<Usd>>, Fault> {
        let Some(hourly) = self.machine.usd_per_hour else { return Ok(None) };
        let made = self.machine.images_per_hour.ok_or(Fault::NoThroughput)?;
        let (low, low_exact) = self.over(hourly.low, made.high)?;
        let (high, high_exact) = self.over(hourly.high, made.low)?;
        let stated = hourly.certainty.and(made.certainty);
        let rounded = if low_exact && high_exact { Certainty::Exact } else { Certainty::About };
        let certainty = if low == high { stated.and(rounded) } else { Certainty::Range };
        Ok(Some(Amount { low, high, certainty }))
    }

    fn over(&self, usd: Usd, images: Quantity) -> Result<(Usd, bool), Fault> {
        let made = images.times(self.machine.utilisation).ok_or(MoneyFault::Overflow)?;
        let share = Quantity::ONE.over(made).ok_or(MoneyFault::Overflow)?;
        match usd.times(share) {
            Err(MoneyFault::Inexact) => Ok((usd.times_rounded(share)?, false)),
            exact => Ok((exact?, true)),
        }
    }

    /// USD a month that one machine's rent and the work cost, whatever is made.
    ///
    /// # Errors
    /// An amount that does not fit.
    pub fn fixed(&self) -> Result<(Amount<Usd>, bool), Fault> {
        let rent = self.machine.usd_per_month.unwrap_or(Amount::exact(Usd::ZERO));
        let (work, exact) = self.work()?;
        Ok((
            Amount {
                low: rent.low.plus(work.low)?,
                high: rent.high.plus(work.high)?,
                certainty: rent.certainty.and(work.certainty),
            },
            exact,
        ))
    }

    /// Hours of work a month, the set-up spread over its months; and whether that has a finite form.
    pub fn hours(&self) -> Option<Quantity> {
        let labour = self.labour?;
        let spread = labour.set_up_hours.over(Quantity::from(labour.set_up_months.max(1)))?;
        labour.monthly_hours.plus(spread)
    }

    /// USD of work a month, and whether nothing was rounded.
    ///
    /// # Errors
    /// An amount that does not fit.
    pub fn work(&self) -> Result<(Amount<Usd>, bool), Fault> {
        let Some(labour) = self.labour else { return Ok((Amount::exact(Usd::ZERO), true)) };
        let hours = self.hours().ok_or(MoneyFault::Overflow)?;
        let times = |usd: Usd| match usd.times(hours) {
            Err(MoneyFault::Inexact) => Ok((usd.times_rounded(hours)?, false)),
            exact => Ok::<_, MoneyFault>((exact?, true)),
        };
        let (low, low_exact) = times(labour.usd_per_hour.low)?;
        let (high, high_exact) = times(labour.usd_per_hour.high)?;
        Ok((Amount { low, high, certainty: labour.usd_per_hour.certainty }, low_exact && high_exact))
    }

    /// Images that one machine can make in a month: images an hour × hours × utilisation, rounded down.
    pub fn capacity(&self) -> Option<(Quantity, Quantity)> {
        let made = self.machine.images_per_hour?;
        let hours = self.machine.hours_per_month.times(self.machine.utilisation)?;
        Some((made.low.times(hours)?.rounded_down()?, made.high.times(hours)?.rounded_down()?))
    }

    fn case(&self, best: bool) -> Result<Case, Fault> {
        fn pick<T: Copy>(amount: Amount<T>, low: bool) -> T {
            if low { amount.low } else { amount.high }
        }
        let machine = &self.machine;
        let images = machine.images_per_hour.map(|made| pick(made, !best));
        let per_image = match machine.usd_per_hour {
            None => None,
            Some(hourly) => {
                let made = images.ok_or(Fault::NoThroughput)?.times(machine.utilisation);
                Some((pick(hourly, best), made.ok_or(MoneyFault::Overflow)?))
            }
        };
        let (work, _) = self.work()?;
        Ok(Case {
            per_image,
            rent: pick(machine.usd_per_month.unwrap_or(Amount::exact(Usd::ZERO)), best),
            labour: pick(work, best),
            capacity: self.capacity().map(|(low, high)| if best { high } else { low }),
        })
    }

    /// The least number of images a month at which self-hosting costs no more than that price an image,
    /// rounded up to a whole image, with the machines that it takes; nothing where it never does.
    ///
    /// # Errors
    /// A missing throughput, or an amount that does not fit.
    pub fn break_even(&self, price: Usd, best: bool) -> Result<Option<(Quantity, Option<Quantity>)>, Fault> {
        self.case(best)?.break_even(price)
    }

    /// What that many images cost in a month.
    ///
    /// # Errors
    /// A missing throughput, or an amount that does not fit.
    pub fn month(&self, images: Quantity, best: bool) -> Result<PerMonth, Fault> {
        let case = self.case(best)?;
        let machines = case.machines(images);
        let mut usd = case.rent.times(machines.unwrap_or(Quantity::ONE))?.plus(case.labour)?;
        let mut exact = true;
        if let Some((hourly, made)) = case.per_image {
            let hours = images.over(made).ok_or(MoneyFault::Overflow)?;
            let running = match hourly.times(hours) {
                Err(MoneyFault::Inexact) => {
                    exact = false;
                    hourly.times_rounded(hours)?
                }
                amount => amount?,
            };
            usd = usd.plus(running)?;
        }
        Ok(PerMonth { usd, machines, exact })
    }
}

impl Case {
    fn machines(&self, images: Quantity) -> Option<Quantity> {
        let needed = images.over(self.capacity?)?.rounded_up()?;
        Some(needed.max(Quantity::ONE))
    }

    fn break_even(&self, price: Usd) -> Result<Option<(Quantity, Option<Quantity>)>, Fault> {
        // Everything in dollars × images an hour, so that nothing is rounded: the margin on `made` images.
        let (hourly, made) = self.per_image.unwrap_or((Usd::ZERO, Quantity::ONE));
        let margin = price.times(made)?.minus(hourly)?;
        if margin.is_negative() || margin.is_zero() {
            return Ok(None);
        }
        // The images that a fixed amount a month takes: amount ÷ (margin ÷ made), rounded up.
        let images_for = |fixed: Usd| {
            fixed
                .ratio_to(margin)
                .and_then(|ratio| ratio.times(made)?.rounded_up())
                .ok_or(MoneyFault::Overflow)
        };
        let Some(capacity) = self.capacity else {
            return Ok(Some((images_for(self.rent.plus(self.labour)?)?.max(Quantity::ONE), None)));
        };
        // One machine's month has to earn its rent, and all of them together the work.
        let earned = margin.times(capacity.over(made).ok_or(MoneyFault::Overflow)?)?.minus(self.rent)?;
        let machines = if self.labour.is_zero() && !earned.is_negative() {
            Quantity::ONE
        } else if earned.is_negative() || earned.is_zero() {
            return Ok(None);
        } else {
            let needed = self.labour.ratio_to(earned).and_then(Quantity::rounded_up);
            needed.ok_or(MoneyFault::Overflow)?.max(Quantity::ONE)
        };
        let images = images_for(self.rent.times(machines)?.plus(self.labour)?)?.max(Quantity::ONE);
        Ok(Some((images, Some(machines))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn usd(text: &str) -> Amount<Usd> {
        Amount::read(text, |text| Usd::parse(text).ok()).unwrap()
    }

    fn q(text: &str) -> Quantity {
        Quantity::parse(text).unwrap()
    }

    fn images(text: &str) -> Amount<Quantity> {
        Amount::read(text, |text| Quantity::parse(text).ok()).unwrap()
    }

    fn machine(hour: Option<&str>, month: Option<&str>, made: Option<&str>) -> SelfHost {
        SelfHost {
            machine: Machine {
                usd_per_hour: hour.map(usd),
                usd_per_month: month.map(usd),
                images_per_hour: made.map(images),
                utilisation: Quantity::ONE,
                hours_per_month: q("730"),
            },
            labour: None,
        }
    }

    fn labour(rate: &str, monthly: &str, set_up: &str) -> Option<Labour> {
        Some(Labour {
            usd_per_hour: usd(rate),
            monthly_hours: q(monthly),
            set_up_hours: q(set_up),
            set_up_months: 12,
        })
    }

    #[track_caller]
    fn breaks_even(host: &SelfHost, price: &str, best: Option<&str>, worst: Option<&str>) {
        let at = |best| {
            let found = host.break_even(Usd::parse(price).unwrap(), best).unwrap();
            found.map(|(images, _)| images.to_string())
        };
        assert_eq!((at(true).as_deref(), at(false).as_deref()), (best, worst));
    }

    /// Oracle: the image-API guide of June 2026, section on self-hosting.
    #[test]
    fn the_guide_is_reproduced() {
        let gpu = machine(Some("0.69"), None, Some("1200 to 1800"));
        let per_image = gpu.per_image().unwrap().unwrap();
        assert_eq!(per_image.to_string(), "0.000383333333 to 0.000575");
        let server = machine(None, Some("199"), None);
        breaks_even(&server, "0.04", Some("4975"), Some("4975"));
        breaks_even(&server, "0.08", Some("2488"), Some("2488")); // 2,487.5 rounded up
    }

    /// The guide: labour at 75 to 150 an hour moves the point above 50,000 images a month.
    #[test]
    fn labour_moves_the_point() {
        let host = SelfHost { labour: labour("75 to 150", "25", "0"), ..machine(None, Some("199"), None) };
        breaks_even(&host, "0.04", Some("51850"), Some("98725"));
        let set_up = SelfHost { labour: labour("100", "0", "36"), ..machine(None, Some("199"), None) };
        breaks_even(&set_up, "0.04", Some("12475"), Some("12475")); // 199 + 36 × 100 / 12 = 499
    }

    #[test]
    fn utilisation_raises_the_cost_of_an_image() {
        let mut gpu = machine(Some("0.69"), None, Some("1200"));
        gpu.machine.utilisation = q("0.5");
        assert_eq!(gpu.per_image().unwrap().unwrap().to_string(), "0.00115");
    }

    #[test]
    fn a_dear_machine_never_breaks_even() {
        breaks_even(&machine(Some("60"), None, Some("1000")), "0.04", None, None);
        // 100 images a month at 0.04 never pay the rent, however many machines there are.
        let slow = machine(None, Some("199"), Some("0.14"));
        breaks_even(&slow, "0.04", None, None);
    }

    #[test]
    fn more_than_one_machine_is_counted() {
        // A machine makes 7,300 images a month and earns 292 - 199 = 93; the work of 1,000 takes 11 of them.
        let host = SelfHost { labour: labour("100", "10", "0"), ..machine(None, Some("199"), Some("10")) };
        let (images, machines) = host.break_even(Usd::parse("0.04").unwrap(), true).unwrap().unwrap();
        assert_eq!((images, machines), (q("79725"), Some(q("11"))));
        let there = host.month(images, true).unwrap();
        assert_eq!((there.usd.to_string(), there.machines), ("3189".into(), Some(q("11")))); // = 79,725 × 0.04
        let before = host.month(q("79724"), true).unwrap();
        assert!(before.usd > Usd::parse("0.04").unwrap().times(q("79724")).unwrap());
    }

    #[test]
    fn a_machine_by_the_hour_needs_its_throughput() {
        assert_eq!(machine(Some("0.69"), None, None).per_image(), Err(Fault::NoThroughput));
    }

    /// The least volume is found by trying every one.
    #[test]
    fn no_smaller_volume_breaks_even() {
        for (rent, made, work, price) in [
            ("20", "1", "3", "0.05"),
            ("31", "2", "0", "0.03"),
            ("5", "0.3", "1", "0.07"),
            ("0", "4", "2", "0.01"),
        ] {
            let host = SelfHost { labour: labour("10", work, "0"), ..machine(None, Some(rent), Some(made)) };
            let price = Usd::parse(price).unwrap();
            let pays = |images: u64| {
                let images = Quantity::from(images);
                host.month(images, true).unwrap().usd <= price.times(images).unwrap()
            };
            let first = (1..100_000).find(|&images| pays(images));
            let found = host.break_even(price, true).unwrap().map(|(images, _)| images);
            assert_eq!(found, first.map(Quantity::from), "{rent} {made} {work}");
        }
    }
}
