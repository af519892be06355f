//! Prices of single offers: what is exact, what is approximate, what is no price at all.

mod reliance;

use super::*;
use crate::job::{JobParts, Mode, Resolution};
use crate::rate::{Charge, Condition, Price, Rate, Rounding, Tier};
use crate::unit::Unit;

fn usd(text: &str) -> Price {
    Price::Usd(Amount::exact(Usd::parse(text).unwrap()))
}

fn offer(terms: Terms) -> Offer {
    Offer::new("acme", terms)
}

fn job(change: impl FnOnce(&mut JobParts)) -> Job {
    let mut parts = JobParts::default();
    change(&mut parts);
    Job::new(parts).unwrap()
}

#[track_caller]
fn check(model: &Model, offer: &Offer, job: &Job, status: Status, price: Option<&str>, reason: Option<&str>) {
    let day = Date::parse("2026-06-01").unwrap();
    let priced = price_on(model, offer, job, day, None);
    if *job == Job::default() {
        assert!(Plain::on(day).price(model, offer).is_none_or(|usd| priced.price == Some(usd)));
    }
    assert_eq!(priced.status, status);
    assert_eq!(priced.price.map(|usd| usd.to_string()).as_deref(), price);
    assert_eq!(priced.reason.map(|lack| lack.reason).as_deref(), reason);
}

/// The charge with something changed.
fn with(mut charge: Charge, change: impl FnOnce(&mut Charge)) -> Charge {
    change(&mut charge);
    charge
}

#[test]
fn what_an_offer_fixes_or_takes_as_its_standard_fills_the_job() {
    let tier = |quality: &str, price| Tier {
        when: Condition { qualities: vec![quality.into()], ..Condition::default() },
        price: Some(usd(price)),
        count: None,
    };
    let tiered = with(Charge::flat(Unit::Image, usd("0")), |charge| {
        charge.price = None;
        charge.tiers = vec![tier("low", "0.01"), tier("high", "0.2")];
    });
    let rate = || Terms::Native(Rate::single(tiered.clone()));
    let high = || job(|parts| parts.quality = Some("high".into()));
    let mut fixed = offer(rate());
    fixed.fixed = high().into();
    check(&Model::default(), &fixed, &Job::default(), Status::Exact, Some("0.2"), None);
    let mut standard = offer(rate());
    standard.standard = high().into();
    check(&Model::default(), &standard, &Job::default(), Status::Exact, Some("0.2"), None);
    let open = "the price depends on a quality, which the job does not state";
    check(&Model::default(), &offer(rate()), &Job::default(), Status::RateOnly, None, Some(open));
}

#[test]
fn a_normalized_price_is_exact_at_the_reference_job_alone() {
    let model = Model::default();
    let terms = |charge, beyond| offer(Terms::Normalized { rate: Rate::single(charge), beyond });
    let large = job(|parts| parts.resolution = Some(Resolution::TwoK));
    let flat = terms(Charge::flat(Unit::Image, usd("0.05")), Beyond::Approximate("one price".into()));
    check(&model, &flat, &Job::default(), Status::Exact, Some("0.05"), None);
    check(
        &model,
        &flat,
        &large,
        Status::Approximate,
        Some("0.05"),
        Some("one price; the job differs by its size"),
    );
    let scaled = terms(
        with(Charge::flat(Unit::Megapixel, usd("0.03")), |charge| {
            charge.unit_size = (1024_u32 * 1024).into();
        }),
        Beyond::Approximate("scaled".into()),
    );
    check(&model, &scaled, &Job::default(), Status::Exact, Some("0.03"), None);
    check(
        &model,
        &scaled,
        &large,
        Status::Approximate,
        Some("0.12"),
        Some("scaled; the job differs by its size"),
    );
    let token = terms(Charge::flat(Unit::Image, usd("0.06")), Beyond::RateOnly("no token rate".into()));
    check(&model, &token, &Job::default(), Status::Exact, Some("0.06"), None);
    check(&model, &token, &large, Status::RateOnly, None, Some("no token rate; the job differs by its size"));
}

#[test]
fn one_figure_for_one_image_is_told_at_once_and_nothing_else_is() {
    let day = Date::parse("2026-06-01").unwrap();
    let beyond = || Beyond::Approximate("one price".into());
    let of = |charges: Vec<Charge>| {
        offer(Terms::Normalized {
            rate: Rate { charges: charges.into(), modifiers: Vec::new() },
            beyond: beyond(),
        })
    };
    let plain = || of(vec![Charge::flat(Unit::Image, usd("0.05"))]);
    let told = |model: &Model, offer: &Offer| {
        let told = Plain::on(day).price(model, offer);
        assert!(told.is_none() || told == figure_on(model, offer, &Job::default(), day, None).price);
        told.map(|usd| usd.to_string())
    };
    assert_eq!(told(&Model::default(), &plain()).as_deref(), Some("0.05"));
    let megapixel = |pixels: u32, more: Option<u32>| {
        of(vec![with(Charge::flat(Unit::Megapixel, usd("0.03")), |charge| {
            charge.unit_size = pixels.into();
            charge.minimum = more.map(Quantity::from);
        })])
    };
    let mut learnt = Plain::on(day);
    for offer in [megapixel(1024 * 1024, None), megapixel(1024 * 1024, None)] {
        assert_eq!(told(&Model::default(), &offer).as_deref(), Some("0.03"));
        assert_eq!(learnt.price(&Model::default(), &offer), Usd::parse("0.03").ok());
    }
    for offer in [megapixel(1_000_000, None), megapixel(1024 * 1024, Some(2))] {
        assert_eq!(learnt.price(&Model::default(), &offer), None);
    }
    for offer in [
        of(vec![Charge::flat(
            Unit::Image,
            Price::Usd(Amount { certainty: Certainty::About, ..Amount::exact(Usd::ZERO) }),
        )]),
        of(vec![Charge::flat(Unit::Megapixel, usd("0.05"))]),
        of(vec![Charge::flat(Unit::Image, usd("0.05")), Charge::flat(Unit::Image, usd("0.01"))]),
        of(vec![with(Charge::flat(Unit::Image, usd("0.05")), |charge| charge.minimum = Some(2_u32.into()))]),
        offer(Terms::Native(Rate::single(Charge::flat(Unit::Image, usd("0.05"))))),
        offer(Terms::Unpriced("none listed".into())),
        Offer { fixed: job(|parts| parts.quality = Some("high".into())).into(), ..plain() },
        Offer { standard: job(|parts| parts.inputs = Some(2)).into(), ..plain() },
        Offer {
            limits: Condition { until: Date::parse("2026-05-01"), ..Condition::default() }.into(),
            ..plain()
        },
    ] {
        assert_eq!(told(&Model::default(), &offer), None, "{offer:?}");
    }
    let gone = Model { retires: Date::parse("2026-06-01"), ..Model::default() };
    assert_eq!(told(&gone, &plain()), None);
}

#[test]
fn what_cannot_be_made_has_a_reason_and_no_number() {
    let model = Model { modes: vec![Mode::Edit].into(), ..Model::default() };
    let flat = offer(Terms::Native(Rate::single(Charge::flat(Unit::Image, usd("0.05")))));
    let video = job(|parts| parts.mode = Some(Mode::TextToVideo));
    let reason = "the model does not offer mode `t2v`, only `edit`";
    check(&model, &flat, &video, Status::Unknown, None, Some(reason));
    check(
        &model,
        &offer(Terms::Unpriced("none listed".into())),
        &Job::default(),
        Status::Unknown,
        None,
        Some("none listed"),
    );
    let gone =
        Model { retires: Date::parse("2026-06-01"), replacement: Some("next".into()), ..Model::default() };
    let reason = "the model is retired since 2026-06-01; its vendor recommends `next`";
    check(&gone, &flat, &Job::default(), Status::Unknown, None, Some(reason));
    let soon = Model { retires: Date::parse("2026-06-02"), ..Model::default() };
    check(&soon, &flat, &Job::default(), Status::Exact, Some("0.05"), None);
}

#[test]
fn a_setting_that_the_price_does_not_depend_on_is_told() {
    let flat = offer(Terms::Native(Rate::single(Charge::flat(Unit::Image, usd("0.05")))));
    let high = job(|parts| parts.quality = Some("high".into()));
    let reason = "the source states one price for every quality, so also for `high`";
    check(&Model::default(), &flat, &high, Status::Exact, Some("0.05"), Some(reason));
    let batch = job(|parts| parts.batch = true);
    let reason = "the source states no batch price; this is the usual one";
    check(&Model::default(), &flat, &batch, Status::Exact, Some("0.05"), Some(reason));
}

#[test]
fn video_compares_per_second() {
    let model = Model::default();
    let clip = |price, seconds: u32| {
        let mut offer = offer(Terms::Native(Rate::single(Charge::flat(Unit::Clip, usd(price)))));
        offer.standard = job(|parts| parts.seconds = Some(seconds.into())).into();
        offer
    };
    check(&model, &clip("0.45", 8), &Job::default(), Status::Exact, Some("0.05625"), None);
    check(&model, &clip("0.29", 6), &Job::default(), Status::Approximate, Some("0.048333333333"), None);
    let unstated = offer(Terms::Native(Rate::single(Charge::flat(Unit::Clip, usd("0.4")))));
    let reason = "the price is for a clip whose length in seconds is not stated";
    check(&model, &unstated, &Job::default(), Status::RateOnly, None, Some(reason));
}

#[test]
fn the_first_of_equal_prices_is_the_cheapest() {
    let day = Date::parse("2026-06-01").unwrap();
    let priced: Vec<_> = ["0.05", "0.04", "0.04"]
        .iter()
        .map(|price| offer(Terms::Native(Rate::single(Charge::flat(Unit::Image, usd(price))))))
        .map(|offer| price_on(&Model::default(), &offer, &Job::default(), day, None))
        .collect();
    assert_eq!(cheapest(&priced), Some(1));
    assert_eq!(cheapest(&[]), None);
}

#[test]
fn a_size_that_an_offer_does_not_make_is_no_price() {
    let tier = Tier {
        when: Condition { resolutions: vec![Resolution::OneK], ..Condition::default() },
        price: Some(usd("0.05")),
        count: None,
    };
    let charge = with(Charge::flat(Unit::Image, usd("0")), |charge| {
        charge.price = None;
        charge.tiers = vec![tier];
    });
    let capped = with(charge, |charge| {
        charge.rounding = Rounding::Up;
    });
    let large = job(|parts| parts.resolution = Some(Resolution::FourK));
    let reason = "4096×4096 is in none of the tiers `1K`";
    check(
        &Model::default(),
        &offer(Terms::Native(Rate::single(capped))),
        &large,
        Status::Unknown,
        None,
        Some(reason),
    );
}
