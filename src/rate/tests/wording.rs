//! What receipts and rates say: labels, units and rules of the lines, the phrase of a rate, and the lines of many jobs.

use super::*;

/// The lines of a bill: `label | quantity unit × rate = amount | rule`.
fn told(rate: &Rate, job: &Job, credit_usd: Option<&str>) -> Vec<String> {
    let bill = rate.bill(job, day(), credit_usd.map(|text| Usd::parse(text).unwrap())).unwrap();
    lines(&bill.lines)
}

fn lines(lines: &[Line]) -> Vec<String> {
    let said = |line: &Line| {
        let Line { label, quantity, unit, rate, amount, .. } = line;
        format!("{label} | {quantity} {unit} × {rate} = {amount} | {}", line.rule.as_deref().unwrap_or("-"))
    };
    lines.iter().map(said).collect()
}

fn one(charge: Charge, job: &Job) -> String {
    told(&Rate::single(charge), job, None).join("\n")
}

fn inputs(count: u32) -> Job {
    job(|parts| parts.inputs = Some(count))
}

#[test]
fn a_line_names_its_units_and_its_rule() {
    let flat = |unit, price| Charge::flat(unit, usd(price));
    assert_eq!(one(flat(Unit::Image, "0.04"), &Job::default()), "Images | 1 image × 0.04 = 0.04 | -");
    assert_eq!(
        one(flat(Unit::InputImage, "0.01"), &inputs(2)),
        "Input images | 2 input images × 0.01 = 0.02 | -"
    );
    let labelled = with(flat(Unit::Image, "0.04"), |charge| {
        charge.label = Some("Output".into());
    });
    assert_eq!(one(labelled, &Job::default()), "Output | 1 image × 0.04 = 0.04 | -");
    assert_eq!(
        one(megapixels("0.025", 1_000_000, Rounding::None), &sized(1000, 2000)),
        "MP | 2 MP × 0.025 = 0.05 | 1000×2000, 1 MP = 1000000 px, linear"
    );
    assert_eq!(
        one(megapixels("0.025", 1_048_576, Rounding::Up), &sized(1024, 1025)),
        "MP | 2 MP × 0.025 = 0.05 | 1024×1025, 1 MP = 1048576 px, rounded up to whole MP"
    );
    let bounded = with(flat(Unit::InputImage, "0.01"), |charge| {
        charge.included = Quantity::ONE;
        charge.minimum = Some(2_u32.into());
        charge.maximum = Some(3_u32.into());
        charge.rounding = Rounding::Up;
    });
    let rule = "rounded up to whole units; the first 1 included; at least 2; at most 3";
    assert_eq!(
        one(bounded.clone(), &inputs(2)),
        format!("Input images | 2 input images × 0.01 = 0.02 | {rule}")
    );
    assert_eq!(one(bounded, &inputs(9)), format!("Input images | 3 input images × 0.01 = 0.03 | {rule}"));
}

#[test]
fn blocks_are_called_blocks() {
    let clip = job(|parts| (parts.mode, parts.seconds) = (Some(Mode::TextToVideo), Some(quantity("7.5"))));
    let block = |rounding| {
        with(Charge::flat(Unit::Second, usd("0.25")), |charge| {
            charge.unit_size = 5_u32.into();
            charge.rounding = rounding;
        })
    };
    assert_eq!(
        one(block(Rounding::Up), &clip),
        "Seconds | 2 blocks of 5 seconds × 0.25 = 0.5 | in blocks of 5 seconds, begun blocks count whole"
    );
    assert_eq!(
        one(block(Rounding::None), &clip),
        "Seconds | 1.5 blocks of 5 seconds × 0.25 = 0.375 | in blocks of 5 seconds"
    );
}

#[test]
fn steps_are_told_where_they_raise_the_price() {
    let charge = with(Charge::flat(Unit::Image, usd("0.028")), |charge| {
        charge.default_steps = Some(28);
    });
    let with = |steps| one(charge.clone(), &job(|parts| parts.steps = Some(steps)));
    assert_eq!(with(27), "Images | 1 image × 0.028 = 0.028 | -");
    assert_eq!(with(28), "Images | 1 image × 0.028 = 0.028 | -");
    assert_eq!(with(56), "Images | 2 images × 0.028 = 0.056 | 56 of 28 steps");
}

#[test]
fn a_first_part_has_a_line_of_its_own() {
    let charge = |first: &str| {
        with(Charge::flat(Unit::InputImage, usd("0.01")), |charge| {
            charge.first = Some(First { quantity: quantity(first), price: usd("0.03") });
        })
    };
    let first = "Input images, first input image | 1 flat × 0.03 = 0.03 | -";
    assert_eq!(one(charge("1"), &inputs(1)), first);
    let further = "Input images, further | 1 input image × 0.01 = 0.01 | -";
    assert_eq!(one(charge("1"), &inputs(2)), format!("{first}\n{further}"));
    assert_eq!(
        one(charge("2"), &inputs(5)),
        "Input images, first 2 input images | 1 flat × 0.03 = 0.03 | -\n\
         Input images, further | 3 input images × 0.01 = 0.03 | -"
    );
}

#[test]
fn credits_tell_what_they_are_of() {
    let credits = |unit, count: &str| {
        let amount = Amount::read(count, |text| Quantity::parse(text).ok()).unwrap();
        Rate::single(Charge::flat(unit, Price::Credits(amount.into())))
    };
    let at = |rate: &Rate, job: &Job| told(rate, job, Some("0.01")).join("\n");
    let image = credits(Unit::Image, "1");
    assert_eq!(at(&image, &Job::default()), "Images | 1 credit × 0.01 = 0.01 | -");
    assert_eq!(at(&credits(Unit::Image, "5"), &Job::default()), "Images | 5 credits × 0.01 = 0.05 | -");
    assert_eq!(
        at(&credits(Unit::InputImage, "2"), &inputs(3)),
        "Input images | 6 credits × 0.01 = 0.06 | 3 input images at 2 credits"
    );
    assert_eq!(
        at(&credits(Unit::Image, "4 to 6"), &Job::default()),
        "Images | 4 to 6 credits × 0.01 = 0.04 to 0.06 | -"
    );
    let mut whole = credits(Unit::InputImage, "2");
    whole.charges[0].included = Quantity::ONE;
    assert_eq!(
        at(&whole, &inputs(3)),
        "Input images | 4 credits × 0.01 = 0.04 | 2 input images at 2 credits; the first 1 included"
    );
}

#[test]
fn what_changes_the_sum_says_by_what_share() {
    let with = |multiply: &str| Rate {
        modifiers: vec![Modifier {
            when: Condition::default(),
            multiply: quantity(multiply),
            label: "contract".into(),
        }],
        ..Rate::single(Charge::flat(Unit::Image, usd("0.04")))
    };
    let last = |multiply| told(&with(multiply), &Job::default(), None).pop().unwrap();
    assert_eq!(last("0.75"), "contract | 0.25 of the sum above × -0.04 = -0.01 | -");
    assert_eq!(last("1.5"), "contract | 0.5 of the sum above × 0.04 = 0.02 | -");
    assert_eq!(last("1"), "contract | 0 of the sum above × 0.04 = 0 | -");
    check(&with("0.75"), &Job::default(), "0.03");
    check(&with("1.5"), &Job::default(), "0.06");
}

#[test]
fn words_cost_no_figure_and_figures_make_no_line() {
    let rate = Rate {
        charges: vec![Charge::flat(Unit::Image, usd("0.04")), Charge::flat(Unit::Request, usd("0.01"))]
            .into(),
        modifiers: vec![Modifier {
            when: Condition::default(),
            multiply: quantity("0.5"),
            label: "half".into(),
        }],
    };
    let bill = rate.billed(&Job::default(), day(), None, Detail::Figures).unwrap();
    assert_eq!((bill.total.to_string().as_str(), bill.lines.len()), ("0.025", 0));
    assert_eq!(told(&rate, &Job::default(), None).len(), 3);
}

#[test]
fn a_charge_of_nothing_is_no_price_of_nothing() {
    let inputs_alone = Rate::single(Charge::flat(Unit::InputImage, usd("0.01")));
    check(&inputs_alone, &inputs(0), "rate_only: no charge of this offer applies to the job");
    check(&inputs_alone, &inputs(1), "0.01");
    check(&Rate::single(Charge::flat(Unit::Image, usd("0"))), &Job::default(), "0");
}

#[test]
fn a_rate_is_one_phrase() {
    let phrase = |charge: Charge| Rate::single(charge).describe();
    let flat = |unit, price| Charge::flat(unit, usd(price));
    let credits = |count: u32| Price::Credits(Amount::<Quantity>::exact(count.into()).into());
    assert_eq!(phrase(flat(Unit::Image, "from 0.04")), "from $0.04/image");
    assert_eq!(phrase(megapixels("0.025", 1_048_576, Rounding::Up)), "$0.025/MP");
    assert_eq!(phrase(Charge::flat(Unit::Image, credits(1))), "1 credit/image");
    assert_eq!(phrase(Charge::flat(Unit::Image, credits(5))), "5 credits/image");
    let block = with(flat(Unit::Second, "0.25"), |charge| {
        charge.unit_size = 5_u32.into();
    });
    assert_eq!(phrase(block), "$0.25/5 seconds");
    for (per, said) in [(1_000_u32, "1k"), (1_000_000, "1M"), (100, "100")] {
        let charge = with(flat(Unit::ImageToken, "0.00004"), |charge| {
            charge.per = per.into();
        });
        let total = Usd::parse("0.00004").unwrap().times(per.into()).unwrap();
        assert_eq!(phrase(charge), format!("${total}/{said} image tokens"));
    }
    let tier = |price| Tier { when: Condition::default(), price: Some(usd(price)), count: None };
    let tiers = vec![tier("0.1"), tier("0.2"), tier("0.3")];
    let tiered = with(flat(Unit::Image, "0"), |charge| {
        charge.price = None;
        charge.tiers = tiers;
    });
    assert_eq!(phrase(tiered), "$0.1 … $0.3/image");
    assert_eq!(
        phrase(with(flat(Unit::Image, "0"), |charge| {
            charge.price = None;
        })),
        "unpriced/image"
    );
    let first = with(megapixels("0.015", 1_048_576, Rounding::Up), |charge| {
        charge.first = Some(First { quantity: Quantity::ONE, price: usd("0.03") });
    });
    assert_eq!(phrase(first.clone()), "$0.03 first + $0.015/MP");
    let both = Rate { charges: vec![first, flat(Unit::Run, "0.01")].into(), modifiers: Vec::new() };
    assert_eq!(both.describe(), "$0.03 first + $0.015/MP + $0.01/run");
}

#[test]
fn many_jobs_have_the_lines_of_one_so_many_times() {
    let rate = Rate {
        charges: vec![
            Charge::flat(Unit::Image, usd("0.04 to 0.06")),
            with(Charge::flat(Unit::Request, usd("0.01")), |charge| {
                charge.default_steps = Some(7);
            }),
        ]
        .into(),
        modifiers: vec![Modifier {
            when: Condition::default(),
            multiply: quantity("0.5"),
            label: "half".into(),
        }],
    };
    let bill = rate.bill(&job(|parts| parts.steps = Some(8)), day(), None).unwrap();
    assert_eq!(
        lines(&scaled(&bill.lines, 14_u32.into()).unwrap()),
        [
            "Images | 14 image × 0.04 to 0.06 = 0.56 to 0.84 | -",
            "Requests | 16 requests × 0.01 = ~0.16 | 8 of 7 steps; rounded to 12 decimal places",
            // Half of what the rounded line made of one: it stands for a sum that was rounded.
            "half | 0.5 of the sum above × -0.720000000006 to -1.000000000006 = -0.360000000003 to -0.500000000003 | -",
        ]
    );
}
