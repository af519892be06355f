//! How far a price is relied on, by what it is divided by, by what the job asks for beside it, and by who is asked.

use super::*;
use crate::error::Code;
use crate::quantity::Quantity;

fn clip(price: &str, seconds: Option<u32>) -> Offer {
    let rate = Rate::single(Charge::flat(Unit::Clip, Price::Usd(amount(price))));
    let mut offer = offer(Terms::Native(rate));
    offer.standard = job(|parts| parts.seconds = seconds.map(Quantity::from)).into();
    offer
}

fn image(price: &str) -> Offer {
    offer(Terms::Native(Rate::single(Charge::flat(Unit::Image, Price::Usd(amount(price))))))
}

fn amount(text: &str) -> Amount<Usd> {
    Amount::read(text, |text| Usd::parse(text).ok()).unwrap()
}

fn priced_at(model: &Model, offer: &Offer, job: &Job) -> Priced {
    price_on(model, offer, job, Date::parse("2026-06-01").unwrap(), None)
}

#[track_caller]
fn figure(offer: &Offer, job: &Job, status: Status, price: Option<&str>, figure: &str, total: &str) {
    let priced = priced_at(&Model::default(), offer, job);
    assert_eq!(priced.status, status);
    assert_eq!(priced.price.map(|usd| usd.to_string()).as_deref(), price);
    assert_eq!(priced.figure.map(|usd| usd.to_string()).as_deref(), Some(figure));
    assert_eq!(priced.total.map(|usd| usd.to_string()).as_deref(), Some(total));
}

#[test]
fn a_figure_keeps_its_kind() {
    let open = Job::default();
    figure(&image("0.04"), &open, Status::Exact, Some("0.04"), "0.04", "0.04");
    figure(&image("~0.04"), &open, Status::Approximate, Some("0.04"), "~0.04", "~0.04");
    figure(&image("from 0.04"), &open, Status::Approximate, Some("0.04"), "from 0.04", "from 0.04");
    figure(&image("up to 0.04"), &open, Status::Approximate, Some("0.04"), "up to 0.04", "up to 0.04");
    figure(&image("0.04 to 0.06"), &open, Status::Range, None, "0.04 to 0.06", "0.04 to 0.06");
    figure(&clip("0.4", Some(8)), &open, Status::Exact, Some("0.05"), "0.05", "0.4");
    figure(&clip("0.4 to 0.8", Some(8)), &open, Status::Range, None, "0.05 to 0.1", "0.4 to 0.8");
    figure(
        &clip("0.4", Some(6)),
        &open,
        Status::Approximate,
        Some("0.066666666667"),
        "~0.066666666667",
        "0.4",
    );
}

#[test]
fn a_clip_is_divided_by_its_own_length_unless_its_price_follows_the_one_asked_for() {
    let asked = job(|parts| parts.seconds = Some(4_u32.into()));
    figure(&clip("0.4", Some(8)), &asked, Status::Exact, Some("0.05"), "0.05", "0.4");
    let mut follows = clip("0.4", Some(8));
    follows.limits.seconds = vec![4_u32.into()];
    figure(&follows, &asked, Status::Exact, Some("0.1"), "0.1", "0.4");
    follows.limits.seconds.push(8_u32.into());
    figure(&follows, &asked, Status::Exact, Some("0.05"), "0.05", "0.4");
    let by_second = offer(Terms::Native(Rate::single(Charge::flat(Unit::Second, usd("0.05")))));
    figure(&by_second, &asked, Status::Exact, Some("0.05"), "0.05", "0.2");
}

#[test]
fn what_has_no_price_a_second_keeps_the_price_of_the_clip() {
    let unstated = priced_at(&Model::default(), &clip("0.4", None), &Job::default());
    assert_eq!((unstated.status, unstated.figure), (Status::RateOnly, None));
    assert_eq!(unstated.total.map(|usd| usd.to_string()).as_deref(), Some("0.4"));
    assert_eq!(unstated.lines.len(), 1);
    // A quarter of it has 28 decimal places, and too many digits before them. Rounding would hide that.
    let large =
        priced_at(&Model::default(), &clip("90.00000000000000000000000001", Some(4)), &Job::default());
    let lack = large.reason.unwrap();
    assert_eq!((large.status, lack.code), (Status::Unknown, Code::Inexact));
    assert_eq!(lack.reason, "the amount needs more than 96 bits");
}

#[test]
fn a_model_of_unstated_modes_is_taken_at_the_unit_of_its_price() {
    let asked = |mode| job(|parts| parts.mode = Some(mode));
    let open = Model::default();
    check(&open, &image("0.04"), &asked(Mode::Edit), Status::Exact, Some("0.04"), None);
    let reason = "the model does not offer mode `t2v`";
    check(&open, &image("0.04"), &asked(Mode::TextToVideo), Status::Unknown, None, Some(reason));
    check(&open, &clip("0.4", Some(8)), &asked(Mode::TextToVideo), Status::Exact, Some("0.05"), None);
    let reason = "the model does not offer mode `edit`";
    check(&open, &clip("0.4", Some(8)), &asked(Mode::Edit), Status::Unknown, None, Some(reason));
    let model = Model { modes: vec![Mode::Edit].into(), ..Model::default() };
    check(&model, &image("0.04"), &asked(Mode::Edit), Status::Exact, Some("0.04"), None);
}

#[test]
fn a_retired_model_has_no_price_from_its_day_on() {
    let retires = |day| Model { retires: Date::parse(day), ..Model::default() };
    check(&retires("2026-06-02"), &image("0.04"), &Job::default(), Status::Exact, Some("0.04"), None);
    for (day, reason) in [
        ("2026-06-01", "the model is retired since 2026-06-01"),
        ("2025-01-31", "the model is retired since 2025-01-31"),
    ] {
        check(&retires(day), &image("0.04"), &Job::default(), Status::Unknown, None, Some(reason));
    }
}

#[test]
fn a_word_is_said_only_about_what_the_price_does_not_heed() {
    let high = job(|parts| parts.quality = Some("high".into()));
    let reason = Some("the source states one price for every quality, so also for `high`");
    let told = |offer: &Offer, job: &Job, reason| {
        check(&Model::default(), offer, job, Status::Exact, Some("0.04"), reason);
    };
    told(&image("0.04"), &high, reason);
    let mut standard = image("0.04");
    standard.standard = high.clone().into();
    told(&standard, &high, None);
    let mut other = image("0.04");
    other.standard = job(|parts| parts.quality = Some("low".into())).into();
    told(&other, &high, reason);
    let mut limited = image("0.04");
    limited.limits.qualities = vec!["high".into()];
    told(&limited, &high, None);
    let when = Condition { qualities: vec!["high".into()], ..Condition::default() };
    let tier = Tier { when, price: Some(usd("0.04")), count: None };
    let charge = with(Charge::flat(Unit::Image, usd("0")), |charge| {
        charge.price = None;
        charge.tiers = vec![tier];
    });
    told(&offer(Terms::Native(Rate::single(charge))), &high, None);
    let batch = job(|parts| parts.batch = true);
    told(&image("0.04"), &batch, Some("the source states no batch price; this is the usual one"));
    let charge = |batch| {
        with(Charge::flat(Unit::Image, usd("0.04")), |charge| {
            charge.when = Condition { batch: Some(batch), ..Condition::default() };
        })
    };
    let batched =
        offer(Terms::Native(Rate { charges: vec![charge(true), charge(false)].into(), modifiers: vec![] }));
    told(&batched, &batch, None);
    told(&batched, &Job::default(), None);
}

#[test]
fn figures_alone_are_the_same_figures() {
    let day = Date::parse("2026-06-01").unwrap();
    for (offer, job) in [
        (image("0.04"), Job::default()),
        (clip("0.4", Some(6)), Job::default()),
        (clip("0.4", None), Job::default()),
        (image("0.04"), job(|parts| parts.mode = Some(Mode::TextToVideo))),
    ] {
        let told = priced_at(&Model::default(), &offer, &job);
        let bare = figure_on(&Model::default(), &offer, &job, day, None);
        assert_eq!((bare.status, bare.price, bare.total), (told.status, told.price, told.total));
        assert_eq!(bare.reason.map(|lack| lack.code), told.reason.map(|lack| lack.code));
        assert!(bare.lines.is_empty());
    }
}

#[test]
fn no_surer_than_its_parts() {
    assert_eq!(Status::Exact.and(Status::Range), Status::Range);
    assert_eq!(Status::Approximate.and(Status::Exact), Status::Approximate);
    assert_eq!(Status::Exact.and(Status::Exact), Status::Exact);
}

#[test]
fn the_cheapest_is_the_least_figure_that_there_is() {
    let priced = |prices: &[&str]| -> Vec<Priced> {
        prices.iter().map(|price| priced_at(&Model::default(), &image(price), &Job::default())).collect()
    };
    assert_eq!(cheapest(&priced(&["0.05", "0.04", "0.03", "0.03", "0.06"])), Some(2));
    assert_eq!(cheapest(&priced(&["0.01 to 0.02", "0.04"])), Some(1));
    assert_eq!(cheapest(&priced(&["0.01 to 0.02"])), None);
    assert_eq!(cheapest(&priced(&["0.04"])), Some(0));
}
