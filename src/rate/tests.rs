//! The charge engine against published worked prices, and its properties.

mod limits;
mod wording;

use super::*;
use crate::job::{JobParts, Mode, Resolution, Size};
use crate::unit::Unit;
use proptest::prelude::*;

fn usd(text: &str) -> Price {
    Price::Usd(Amount::read(text, |text| Usd::parse(text).ok()).unwrap())
}

fn quantity(text: &str) -> Quantity {
    Quantity::parse(text).unwrap()
}

fn day() -> Date {
    Date::parse("2026-06-01").unwrap()
}

fn job(change: impl FnOnce(&mut JobParts)) -> Job {
    let mut parts = JobParts::default();
    change(&mut parts);
    Job::new(parts).unwrap()
}

fn sized(width: u32, height: u32) -> Job {
    job(|parts| (parts.width, parts.height) = (Some(width), Some(height)))
}

fn megapixels(price: &str, pixels: u32, rounding: Rounding) -> Charge {
    with(Charge::flat(Unit::Megapixel, usd(price)), |charge| {
        charge.unit_size = pixels.into();
        charge.rounding = rounding;
    })
}

#[track_caller]
fn check(rate: &Rate, job: &Job, expected: &str) {
    let bill = rate.bill(job, day(), None);
    let got = bill
        .as_ref()
        .map_or_else(|lack| format!("{}: {}", lack.code, lack.reason), |bill| bill.total.to_string());
    assert_eq!(got, expected);
    if let Ok(bill) = bill {
        assert_eq!(sum(&bill.lines).unwrap(), bill.total, "the lines add up");
    }
}

/// The charge with something changed.
fn with(mut charge: Charge, change: impl FnOnce(&mut Charge)) -> Charge {
    change(&mut charge);
    charge
}

#[test]
fn megapixels_by_both_rules() {
    let linear = Rate::single(megapixels("0.025", 1_000_000, Rounding::None));
    let whole = Rate::single(megapixels("0.025", 1_048_576, Rounding::Up));
    for (width, height, by_linear, by_whole) in [
        (1024, 1024, "0.0262144", "0.025"),
        (1280, 720, "0.02304", "0.025"),
        (1024, 768, "0.0196608", "0.025"),
        (1920, 1080, "0.05184", "0.05"),
        (512, 512, "0.0065536", "0.025"),
    ] {
        check(&linear, &sized(width, height), by_linear);
        check(&whole, &sized(width, height), by_whole);
    }
}

#[test]
fn first_and_further_megapixels() {
    let flux = with(megapixels("0.015", 1_048_576, Rounding::Up), |charge| {
        charge.first = Some(First { quantity: Quantity::ONE, price: usd("0.03") });
    });
    let rate = Rate::single(flux);
    check(&rate, &sized(1024, 1024), "0.03");
    check(&rate, &sized(512, 512), "0.03");
    check(&rate, &sized(1920, 1080), "0.045");
    check(&rate, &sized(2048, 2048), "0.075");
}

#[test]
fn a_run_fee_and_megapixels_in_and_out() {
    let replicate = Rate {
        charges: vec![
            Charge::flat(Unit::Run, usd("0.015")),
            megapixels("0.015", 1_048_576, Rounding::Up),
            with(megapixels("0.015", 1_048_576, Rounding::Up), |charge| {
                charge.unit = Unit::InputMegapixel;
            }),
        ]
        .into(),
        modifiers: Vec::new(),
    };
    check(&replicate, &sized(1024, 1024), "0.03");
    check(&replicate, &job(|parts| parts.inputs = Some(2)), "0.06");
}

#[test]
fn inputs_with_some_included() {
    let seedream = Rate {
        charges: vec![
            with(Charge::flat(Unit::Image, usd("0")), |charge| {
                charge.price = None;
                charge.tiers = vec![
                    Tier {
                        when: Condition { max_area_px: Some(1536 * 1536), ..Condition::default() },
                        price: Some(usd("0.0675")),
                        count: None,
                    },
                    Tier { when: Condition::default(), price: Some(usd("0.135")), count: None },
                ];
            }),
            with(Charge::flat(Unit::InputImage, usd("0.0045")), |charge| {
                charge.included = Quantity::ONE;
            }),
        ]
        .into(),
        modifiers: Vec::new(),
    };
    check(&seedream, &sized(1536, 1536), "0.0675");
    check(&seedream, &sized(1537, 1536), "0.135");
    check(&seedream, &job(|parts| parts.inputs = Some(3)), "0.0765");
}

#[test]
fn input_megapixels_with_some_included() {
    let edit = Rate {
        charges: vec![
            Charge::flat(Unit::Request, usd("0.01")),
            with(megapixels("0.015", 1_048_576, Rounding::Up), |charge| {
                charge.unit = Unit::InputMegapixel;
                charge.included = Quantity::ONE;
            }),
        ]
        .into(),
        modifiers: Vec::new(),
    };
    check(&edit, &job(|parts| parts.inputs = Some(1)), "0.01");
    check(&edit, &job(|parts| parts.inputs = Some(3)), "0.04");
    let large = job(|parts| {
        (parts.inputs, parts.width, parts.height) = (Some(2), Some(1920), Some(1080));
    });
    check(&edit, &large, "0.055");
}

#[test]
fn tiers_by_steps_and_by_sound() {
    let tier = |when, price| Tier { when, price: Some(usd(price)), count: None };
    let by_steps = Rate::single(with(Charge::flat(Unit::Image, usd("0")), |charge| {
        charge.price = None;
        charge.tiers = vec![
            tier(Condition { max_steps: Some(25), ..Condition::default() }, "0.01"),
            tier(Condition { min_steps: Some(26), max_steps: Some(50), ..Condition::default() }, "0.02"),
        ];
    }));
    check(&by_steps, &job(|parts| parts.steps = Some(25)), "0.01");
    check(&by_steps, &job(|parts| parts.steps = Some(26)), "0.02");
    check(
        &by_steps,
        &Job::default(),
        "rate_only: the price depends on the number of steps, which the job does not state",
    );
    check(
        &by_steps,
        &job(|parts| parts.steps = Some(60)),
        "setting_not_offered: no tier of the price fits the job: 60 steps are over the most of 50",
    );
    let sound = with(Charge::flat(Unit::Second, usd("0.05")), |charge| {
        charge.when = Condition { audio: Some(true), ..Condition::default() };
    });
    let with_sound =
        Rate { charges: vec![Charge::flat(Unit::Second, usd("0.1")), sound].into(), modifiers: Vec::new() };
    let clip = |audio| {
        job(|parts| {
            (parts.mode, parts.seconds, parts.audio) = (Some(Mode::TextToVideo), Some(quantity("4")), audio);
        })
    };
    check(&with_sound, &clip(Some(true)), "0.6");
    check(&with_sound, &clip(Some(false)), "0.4");
    check(&with_sound, &clip(None), "0.4");
}

fn token_table() -> Rate {
    let tier = |quality: &str, size: (u32, u32), tokens: u32| Tier {
        when: Condition {
            qualities: vec![quality.into()],
            sizes: vec![Size { width: size.0, height: size.1 }],
            ..Condition::default()
        },
        price: None,
        count: Some(Count::Stated(Amount::exact(tokens.into()))),
    };
    Rate {
        charges: vec![with(Charge::flat(Unit::ImageToken, usd("0.00004")), |charge| {
            charge.per = 1_000_000_u32.into();
            charge.tiers = vec![
                tier("low", (1024, 1024), 272),
                tier("high", (1024, 1024), 4160),
                tier("high", (1024, 1536), 6240),
            ];
        })]
        .into(),
        modifiers: vec![Modifier {
            when: Condition { batch: Some(true), ..Condition::default() },
            multiply: quantity("0.5"),
            label: "Batch API, half price".into(),
        }],
    }
}

#[test]
fn tokens_from_a_table_and_batch() {
    let quality = |word: &str| job(|parts| parts.quality = Some(word.into()));
    check(&token_table(), &quality("high"), "0.1664");
    check(&token_table(), &job(|parts| (parts.quality, parts.batch) = (Some("high".into()), true)), "0.0832");
    check(
        &token_table(),
        &Job::default(),
        "rate_only: the price depends on a quality, which the job does not state",
    );
    check(
        &token_table(),
        &quality("ultra"),
        "quality_not_offered: quality `ultra` is not offered, only `low`, `high`",
    );
    let odd = job(|parts| {
        (parts.width, parts.height, parts.quality) = (Some(1000), Some(1000), Some("high".into()));
    });
    check(&token_table(), &odd, "size_not_offered: 1000×1000 is none of the sizes `1024x1024`, `1024x1536`");
    assert_eq!(token_table().describe(), "$40/1M image tokens");
}

#[test]
fn tokens_without_a_count_are_a_rate_only() {
    let bare = Rate::single(Charge::flat(Unit::ImageToken, usd("0.00003")));
    check(&bare, &Job::default(), "rate_only: the number of tokens that an output image makes is not known");
}

#[test]
fn credits_need_a_price() {
    let credits = Rate::single(Charge::flat(
        Unit::Image,
        Price::Credits(Amount::<Quantity>::exact(5_u32.into()).into()),
    ));
    check(&credits, &Job::default(), "rate_only: 5 credits, and the price of a credit in USD is not stated");
    let bill = credits.bill(&Job::default(), day(), Some(Usd::parse("0.005").unwrap())).unwrap();
    assert_eq!(bill.total.to_string(), "0.025");
    assert_eq!((bill.lines[0].quantity.to_string(), bill.lines[0].unit.as_str()), ("5".into(), "credits"));
}

#[test]
fn video_by_second_block_frame_and_token() {
    let clip = |seconds: &str, width, height| {
        job(|parts| {
            parts.mode = Some(Mode::TextToVideo);
            parts.seconds = Some(quantity(seconds));
            (parts.width, parts.height) = (Some(width), Some(height));
        })
    };
    let per_second = Rate::single(Charge::flat(Unit::Second, usd("0.05")));
    check(&per_second, &clip("7.5", 1280, 720), "0.375");
    let block = with(Charge::flat(Unit::Second, usd("0.25")), |charge| {
        charge.unit_size = 5_u32.into();
        charge.rounding = Rounding::Up;
    });
    check(&Rate::single(block), &clip("7.5", 1280, 720), "0.5");
    let frames = with(Charge::flat(Unit::Frame, usd("0.001")), |charge| {
        charge.factor = 24_u32.into();
    });
    check(&Rate::single(frames), &clip("2", 1280, 720), "0.048");
    let tokens = with(Charge::flat(Unit::VideoToken, usd("0.0000025")), |charge| {
        charge.count = Count::Formula(TokenFormula::Frames {
            frames_per_second: 24_u32.into(),
            pixels_per_token: 1024_u32.into(),
        });
    });
    check(&Rate::single(tokens), &clip("5", 1280, 720), "0.27");
    let tiers = [(Resolution::P720, "0.1"), (Resolution::P1080, "0.3")].map(|(tier, price)| Tier {
        when: Condition { resolutions: vec![tier], ..Condition::default() },
        price: Some(usd(price)),
        count: None,
    });
    let by_resolution = Rate::single(with(Charge::flat(Unit::Second, usd("0")), |charge| {
        charge.price = None;
        charge.tiers = tiers.to_vec();
    }));
    check(&by_resolution, &clip("5", 1920, 1080), "1.5");
    check(
        &by_resolution,
        &clip("5", 854, 480),
        "size_not_offered: 854×480 is in none of the tiers `720p`, `1080p`",
    );
}

#[test]
fn gpu_time_as_a_range() {
    let run_time = Amount::read("2 to 5", |text| Quantity::parse(text).ok()).unwrap();
    let gpu = with(Charge::flat(Unit::GpuSecond, usd("0.001525")), |charge| {
        charge.count = Count::Stated(run_time);
    });
    check(&Rate::single(gpu), &Job::default(), "0.00305 to 0.007625");
}

#[test]
fn steps_raise_above_the_default_and_never_lower() {
    let together = |steps| {
        let rate = Rate::single(with(megapixels("0.025", 1_000_000, Rounding::None), |charge| {
            charge.default_steps = Some(28);
        }));
        rate.bill(&job(|parts| parts.steps = Some(steps)), day(), None).unwrap()
    };
    assert_eq!(together(10).total.to_string(), "0.0262144");
    assert_eq!(together(56).total.to_string(), "0.0524288");
    let uneven = together(30);
    assert_eq!(uneven.total.to_string(), "~0.028086857143");
    assert!(
        uneven.lines[0].rule.as_deref().unwrap().ends_with("30 of 28 steps; rounded to 12 decimal places")
    );
}

#[test]
fn bounds_and_kinds_are_kept() {
    let capped = with(megapixels("0.01", 1_048_576, Rounding::None), |charge| {
        charge.minimum = Some(Quantity::ONE);
        charge.maximum = Some(4_u32.into());
    });
    check(&Rate::single(capped.clone()), &sized(512, 512), "0.01");
    check(&Rate::single(capped), &sized(8192, 8192), "0.04");
    check(&Rate::single(Charge::flat(Unit::Image, usd("from 0.03"))), &Job::default(), "from 0.03");
    check(&Rate::single(Charge::flat(Unit::Image, usd("up to 0.35"))), &Job::default(), "up to 0.35");
}

#[test]
fn validity_is_a_condition() {
    let from = |text| Condition { from: Date::parse(text), ..Condition::default() };
    let until = |text| Condition { until: Date::parse(text), ..Condition::default() };
    let charge = |when, price| {
        with(Charge::flat(Unit::Image, usd(price)), |charge| {
            charge.when = when;
        })
    };
    let rate = Rate {
        charges: vec![charge(until("2026-05-31"), "0.05"), charge(from("2026-06-01"), "0.04")].into(),
        modifiers: Vec::new(),
    };
    check(&rate, &Job::default(), "0.04");
    let over = Rate::single(charge(until("2026-05-31"), "0.05"));
    check(&over, &Job::default(), "expired: the price was valid until 2026-05-31, no more on 2026-06-01");
}

proptest! {
    #[test]
    fn a_larger_size_never_lowers_a_megapixel_price(w in 1..4096_u32, h in 1..4096_u32, more in 0..512_u32, cents in 1..1000_u32) {
        for rounding in [Rounding::None, Rounding::Up] {
            let rate = Rate::single(megapixels(&format!("0.{cents:04}"), 1_048_576, rounding));
            let small = rate.bill(&sized(w, h), day(), None).unwrap().total.low;
            let large = rate.bill(&sized(w + more, h), day(), None).unwrap().total.low;
            prop_assert!(small <= large);
        }
    }

    #[test]
    fn whole_megapixels_never_bill_less_than_linear_ones(w in 1..4096_u32, h in 1..4096_u32) {
        let linear = Rate::single(megapixels("0.02", 1_048_576, Rounding::None));
        let whole = Rate::single(megapixels("0.02", 1_048_576, Rounding::Up));
        let bill = |rate: &Rate| rate.bill(&sized(w, h), day(), None).unwrap().total.low;
        prop_assert!(bill(&linear) <= bill(&whole));
    }
}
