//! Self-hosting against an offer: the cost of an image, the break-even volume, and both ways at one volume.

use crate::api::answer::{AtCount, Bounds, BreakEven, CountBounds, Line, SelfHostOffer};
use crate::api::quote::checked_count;
use crate::api::request::{AgainstRequest, MachineRequest, SelfHostRequest};
use crate::api::{Cells, Loaded, plain_line};
use crate::error::{Code, Error, Result};
use crate::estimate::{Fault, Labour, Machine, SelfHost};
use crate::money::Usd;
use crate::price::{Per, Status};
use crate::quantity::Quantity;
use crate::rate::{Amount, Certainty};
use crate::route::bill;

/// Hours of a month of a year of 365 days.
const HOURS_PER_MONTH: u32 = 730;

fn refuse<T>(path: &str, message: impl Into<String>) -> Result<T> {
    Err(Error::new(Code::BadRequest, message).at(path))
}

impl Loaded {
    /// What running a model oneself costs, and from which volume on it costs no more than an offer.
    ///
    /// # Errors
    /// `unknown_model`, `unknown_provider`, or `bad_request` for a faulty machine, labour or count. No break-even
    /// is no error but an answer with a reason.
    pub fn break_even(&self, request: &SelfHostRequest) -> Result<BreakEven> {
        let host = SelfHost { machine: machine(&request.machine)?, labour: labour(request)? };
        let count = request.count.map(checked_count).transpose()?;
        let against = request.against.as_ref().map(|against| self.against(against)).transpose()?;
        let per_image = host.per_image().map_err(fault)?;
        let (fixed, fixed_exact) = host.fixed().map_err(fault)?;
        let mut answer = BreakEven {
            per_image: per_image.map(|amount| bounds(amount, true)),
            fixed_per_month: bounds(fixed, fixed_exact),
            receipt: receipt(&host, per_image)?,
            capacity: host.capacity().map(|(low, high)| CountBounds { low, high }),
            from: None,
            surely_from: None,
            machines: None,
            at_count: None,
            reason: None,
            against: None,
        };
        let price = against.as_ref().and_then(|(offer, _)| offer.price);
        if let Some(price) = price {
            let best = host.break_even(price, true).map_err(fault)?;
            let worst = host.break_even(price, false).map_err(fault)?;
            answer.from = best.map(|(images, _)| images);
            answer.surely_from = worst.map(|(images, _)| images);
            let machines =
                |found: Option<(Quantity, Option<Quantity>)>| found.and_then(|(_, machines)| machines);
            answer.machines = machines(best).zip(machines(worst)).map(|(best, worst)| [best, worst]);
            answer.reason = reason(&answer, price);
        }
        if let Some(count) = count {
            answer.at_count = Some(at_count(&host, count, price)?);
        }
        if let Some((offer, why)) = against {
            answer.reason = why.or(answer.reason);
            answer.against = Some(offer);
        }
        Ok(answer)
    }

    /// What is compared with, and why it has no price where it has none.
    fn against(&self, against: &AgainstRequest) -> Result<(SelfHostOffer, Option<String>)> {
        let none = SelfHostOffer {
            model: None,
            provider: None,
            status: Status::Exact,
            price: against.usd,
            disclosure: None,
        };
        if against.usd.is_some() && against.model.is_some() {
            return refuse("/against", "it names both a price in `usd` and a `model`; state one of them");
        }
        if against.usd.is_some() {
            return Ok((none, None));
        }
        let Some(id) = &against.model else {
            return refuse("/against", "it names neither a price in `usd` nor a `model`");
        };
        let model = self.catalog.model(id).map_err(|error| error.at("/against/model"))?;
        if let Some(name) = &against.provider {
            self.catalog.offers(model, name).map_err(|error| error.at("/against/provider"))?;
        }
        let job = self.job_for(id, against.job.as_ref()).map_err(|error| {
            let path = format!("/against{}", error.path().unwrap_or_default());
            error.at(path)
        })?;
        let wanted = against.provider.as_ref();
        let cells = Cells::new(self, model, &job, &|offer| wanted.is_none_or(|name| offer.provider == *name));
        let policy = against.policy.as_ref().map(|policy| policy.over(&self.policy));
        let policy = policy.as_ref().unwrap_or(&self.policy);
        let route = against.route == Some(true);
        let place = if route { cells.chosen(policy) } else { cells.cheapest() };
        let chosen = place.and_then(|place| cells.cells.get(place));
        let Some((offer, priced)) = chosen.filter(|(_, priced)| priced.per == Per::Image) else {
            let video = chosen.is_some();
            let why = if video { "the offer is of video" } else { "no such offer has a price for this job" };
            let status = Status::Unknown;
            return Ok((
                SelfHostOffer { model: Some(model.id.clone()), status, ..none },
                Some(why.to_owned()),
            ));
        };
        let fee = if route { self.fee_rate(policy) } else { Some(Quantity::ZERO) };
        let price = priced.price.zip(fee).and_then(|(usd, rate)| Some(bill(usd, rate).ok()?.total));
        let why = price.is_none().then(|| super::load::no_fee(fee));
        let offer = SelfHostOffer {
            model: Some(model.id.clone()),
            provider: Some(offer.provider.copied()),
            status: priced.status,
            price,
            disclosure: self.disclosure(policy).filter(|_| route),
        };
        Ok((offer, why))
    }
}

fn fault(fault: Fault) -> Error {
    match fault {
        Fault::Money(fault) => Error::new(Code::BadRequest, format!("a figure cannot be computed: {fault}"))
            .at("/machine")
            .help("state fewer digits, or smaller amounts"),
        Fault::NoThroughput => {
            Error::new(Code::BadRequest, "a machine that is paid by the hour needs its images an hour")
                .at("/machine/imagesPerHour")
        }
    }
}

fn machine(request: &MachineRequest) -> Result<Machine> {
    if request.usd_per_hour.is_none() && request.usd_per_month.is_none() {
        return refuse("/machine", "a machine states its `usdPerHour`, its `usdPerMonth`, or both");
    }
    if request.images_per_hour.is_some_and(|made| made.low.is_zero()) {
        return refuse("/machine/imagesPerHour", "a machine makes more than 0 images an hour");
    }
    let utilisation = request.utilisation.map_or(Quantity::ONE, |share| share.0);
    if utilisation.is_zero() {
        return refuse("/machine/utilisation", "a machine makes images in more than 0 of its hours");
    }
    let hours_per_month = request.hours_per_month.unwrap_or(Quantity::from(HOURS_PER_MONTH));
    if hours_per_month.is_zero() || hours_per_month > Quantity::from(744_u32) {
        return refuse("/machine/hoursPerMonth", "a month has more than 0 and at most 744 hours");
    }
    Ok(Machine {
        usd_per_hour: request.usd_per_hour,
        usd_per_month: request.usd_per_month,
        images_per_hour: request.images_per_hour,
        utilisation,
        hours_per_month,
    })
}

fn labour(request: &SelfHostRequest) -> Result<Option<Labour>> {
    let Some(labour) = &request.labour else { return Ok(None) };
    let set_up_months = labour.set_up_months.unwrap_or(12);
    if set_up_months == 0 || set_up_months > 120 {
        return refuse("/labour/setUpMonths", "a set-up is spread over 1 to 120 months");
    }
    let hours = |hours: Option<Quantity>, path: &str| {
        let hours = hours.unwrap_or(Quantity::ZERO);
        if hours > Quantity::from(100_000_u32) {
            return refuse(path, "there are at most 100000 hours of work");
        }
        Ok(hours)
    };
    Ok(Some(Labour {
        usd_per_hour: labour.usd_per_hour,
        monthly_hours: hours(labour.monthly_hours, "/labour/monthlyHours")?,
        set_up_hours: hours(labour.set_up_hours, "/labour/setUpHours")?,
        set_up_months,
    }))
}

fn bounds(amount: Amount<Usd>, exact: bool) -> Bounds {
    let status = match amount.certainty {
        Certainty::Exact if exact => Status::Exact,
        Certainty::Range => Status::Range,
        _ => Status::Approximate,
    };
    Bounds { low: amount.low, high: amount.high, status }
}

/// The lines that the cost of an image and of a month are made of.
fn receipt(host: &SelfHost, per_image: Option<Amount<Usd>>) -> Result<Vec<Line>> {
    let mut lines = Vec::new();
    let mut push =
        |label: &str, quantity: Quantity, unit: &str, rate: Amount<Usd>, amount: Amount<Usd>, rule| {
            let range = amount.low != amount.high;
            let high = crate::api::answer::LineHigh { quantity, rate: rate.high, amount: amount.high };
            lines.push(Line {
                quantity,
                rate: rate.low,
                rule,
                certainty: Some(amount.certainty).filter(|&certainty| certainty != Certainty::Exact),
                high: range.then_some(high),
                ..plain_line(label.to_owned(), unit, amount.low)
            });
        };
    if let Some(rent) = host.machine.usd_per_month {
        push("Machine, a month", Quantity::ONE, "month", rent, rent, None);
    }
    if let Some((labour, hours)) = host.labour.zip(host.hours()).filter(|(_, hours)| !hours.is_zero()) {
        let (amount, exact) = host.work().map_err(fault)?;
        let spread = (!labour.set_up_hours.is_zero()).then(|| {
            let months = labour.set_up_months;
            let rounded = if exact { "" } else { "; rounded at 12 decimal places" };
            format!(
                "{} h a month + {} h of set-up over {months} months{rounded}",
                labour.monthly_hours, labour.set_up_hours
            )
        });
        push("Work, a month", hours, "hours", labour.usd_per_hour, amount, spread);
    }
    if let Some((hourly, amount)) = host.machine.usd_per_hour.zip(per_image) {
        let made = host.machine.images_per_hour.map(|made| made.to_string()).unwrap_or_default();
        let used = host.machine.utilisation;
        let used = if used == Quantity::ONE { String::new() } else { format!(" × {used} of the hours") };
        let rule = format!("${hourly} an hour ÷ {made} images an hour{used}");
        push("Machine, an image", Quantity::ONE, "image", amount, amount, Some(rule));
    }
    Ok(lines)
}

fn reason(answer: &BreakEven, price: Usd) -> Option<String> {
    if answer.from.is_none() {
        return Some(format!("the machine makes no image for less than ${price}, at no volume"));
    }
    if answer.surely_from.is_none() {
        return Some("in the worst case self-hosting never costs less".to_owned());
    }
    let many = answer.machines.filter(|[_, worst]| *worst > Quantity::ONE);
    many.map(|_| {
        "it takes more than one machine; just after one is added it may cost more than buying again"
            .to_owned()
    })
}

fn at_count(host: &SelfHost, count: Quantity, price: Option<Usd>) -> Result<AtCount> {
    let best = host.month(count, true).map_err(fault)?;
    let worst = host.month(count, false).map_err(fault)?;
    let bought = price.map(|usd| usd.times(count)).transpose().map_err(|error| fault(error.into()))?;
    let saves = bought.and_then(|bought| Some([bought.minus(worst.usd).ok()?, bought.minus(best.usd).ok()?]));
    let exact = best.exact && worst.exact;
    let certainty = if best.usd == worst.usd { Certainty::Exact } else { Certainty::Range };
    Ok(AtCount {
        count,
        self_hosted: bounds(Amount { low: best.usd, high: worst.usd, certainty }, exact),
        machines: best.machines.zip(worst.machines).map(|(best, worst)| [best, worst]),
        bought,
        saves,
    })
}
