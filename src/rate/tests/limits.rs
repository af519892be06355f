//! Every limit of a condition at its last good value and at the next one, and what it needs the job to say.

use super::*;
use crate::error::Code;
use crate::job::Resolution;

fn none() -> Condition {
    Condition::default()
}

/// Whether the condition holds, and that the reason, where it does not, is told under that code.
#[track_caller]
fn holds(condition: &Condition, job: &Job, broken: Option<(Code, &str)>) {
    let lack = condition.broken_by(job, day());
    assert_eq!(lack.as_ref().map(|lack| (lack.code, lack.reason.as_str())), broken);
    assert_eq!(condition.holds(job, day()), broken.is_none(), "{job:?}");
}

#[track_caller]
fn broken_size(condition: &Condition, (width, height): (u32, u32), reason: &str) {
    holds(condition, &sized(width, height), Some((Code::SizeNotOffered, reason)));
}

#[test]
fn sizes_hold_up_to_their_limits() {
    let least = Condition { min_area_px: Some(640 * 480), ..none() };
    holds(&least, &sized(640, 480), None);
    broken_size(&least, (640, 479), "640×479 is 306560 pixels, under the least of 307200");
    let most = Condition { max_area_px: Some(640 * 480), ..none() };
    holds(&most, &sized(640, 480), None);
    broken_size(&most, (640, 481), "640×481 is 307840 pixels, over the most of 307200");
    let edge = Condition { max_edge_px: Some(2000), ..none() };
    holds(&edge, &sized(10, 2000), None);
    broken_size(&edge, (2001, 10), "an edge of 2001 pixels is over the most of 2000");
    broken_size(&edge, (10, 2001), "an edge of 2001 pixels is over the most of 2000");
    let even = Condition { edge_multiple_px: Some(16), ..none() };
    holds(&even, &sized(1600, 16), None);
    broken_size(&even, (1600, 17), "the edges of 1600×17 are no multiples of 16 pixels");
    broken_size(&even, (1601, 16), "the edges of 1601×16 are no multiples of 16 pixels");
    let aspect = Condition { max_aspect: Some(quantity("1.5")), ..none() };
    holds(&aspect, &sized(1500, 1000), None);
    holds(&aspect, &sized(1000, 1500), None);
    broken_size(&aspect, (1501, 1000), "1501×1000 is longer than 1.5 to 1");
    broken_size(&aspect, (1000, 1501), "1000×1501 is longer than 1.5 to 1");
}

#[test]
fn lists_hold_what_they_name() {
    let sizes = Condition { sizes: vec![Size { width: 1024, height: 1536 }], ..none() };
    holds(&sizes, &sized(1024, 1536), None);
    broken_size(&sizes, (1536, 1024), "1536×1024 is none of the sizes `1024x1536`");
    let tiers = Condition { resolutions: vec![Resolution::TwoK, Resolution::FourK], ..none() };
    holds(&tiers, &sized(2048, 2048), None);
    broken_size(&tiers, (512, 512), "512×512 is in none of the tiers `2K`, `4K`");
    broken_size(&tiers, (9000, 9000), "9000×9000 is in none of the tiers `2K`, `4K`");
    let modes = Condition { modes: vec![Mode::Edit], ..none() };
    holds(&modes, &Job::default(), None);
    holds(&modes, &job(|parts| parts.mode = Some(Mode::Edit)), None);
    let other = job(|parts| parts.mode = Some(Mode::TextToImage));
    holds(&modes, &other, Some((Code::ModeNotOffered, "mode `t2i` is not offered, only `edit`")));
    let qualities = Condition { qualities: vec!["low".into(), "high".into()], ..none() };
    holds(&qualities, &Job::default(), None);
    holds(&qualities, &job(|parts| parts.quality = Some("high".into())), None);
    let other = job(|parts| parts.quality = Some("hig".into()));
    let reason = "quality `hig` is not offered, only `low`, `high`";
    holds(&qualities, &other, Some((Code::QualityNotOffered, reason)));
}

#[test]
fn counts_hold_up_to_their_limits() {
    let steps = Condition { min_steps: Some(4), max_steps: Some(50), ..none() };
    let with = |steps| job(|parts| parts.steps = Some(steps));
    holds(&steps, &Job::default(), None);
    holds(&steps, &with(4), None);
    holds(&steps, &with(50), None);
    holds(&steps, &with(3), Some((Code::SettingNotOffered, "3 steps are under the least of 4")));
    holds(&steps, &with(51), Some((Code::SettingNotOffered, "51 steps are over the most of 50")));
    let inputs = Condition { min_inputs: Some(1), max_inputs: Some(3), ..none() };
    let with = |inputs| job(|parts| parts.inputs = Some(inputs));
    holds(&inputs, &with(1), None);
    holds(&inputs, &with(3), None);
    holds(&inputs, &with(0), Some((Code::InputsNotOffered, "0 input images are under the least of 1")));
    holds(&inputs, &with(4), Some((Code::InputsNotOffered, "4 input images are over the most of 3")));
    let clip = |seconds: &str| job(|parts| parts.seconds = Some(quantity(seconds)));
    let most = Condition { max_seconds: Some(quantity("8")), ..none() };
    holds(&most, &Job::default(), None);
    holds(&most, &clip("8"), None);
    let reason = "a clip of 8.1 s is over the most of 8 s";
    holds(&most, &clip("8.1"), Some((Code::DurationNotOffered, reason)));
    let exactly = Condition { seconds: vec![quantity("5"), quantity("10")], ..none() };
    holds(&exactly, &clip("10"), None);
    let reason = "a clip of 8 s is not offered, only `5`, `10` s";
    holds(&exactly, &clip("8"), Some((Code::DurationNotOffered, reason)));
}

#[test]
fn settings_hold_as_they_are_stated() {
    let batch = |batch| Condition { batch: Some(batch), ..none() };
    let batched = job(|parts| parts.batch = true);
    let reason = "it does not hold for this use of the batch interface";
    holds(&batch(true), &batched, None);
    holds(&batch(false), &Job::default(), None);
    holds(&batch(true), &Job::default(), Some((Code::SettingNotOffered, reason)));
    holds(&batch(false), &batched, Some((Code::SettingNotOffered, reason)));
    let audio = |audio| Condition { audio: Some(audio), ..none() };
    let clip = |audio| job(|parts| parts.audio = audio);
    holds(&audio(true), &clip(Some(true)), None);
    holds(&audio(true), &clip(None), None);
    let without = "a clip without sound is not offered";
    holds(&audio(true), &clip(Some(false)), Some((Code::SettingNotOffered, without)));
    let with = "a clip with sound is not offered";
    holds(&audio(false), &clip(Some(true)), Some((Code::SettingNotOffered, with)));
}

#[test]
fn days_hold_from_the_first_to_the_last() {
    let on = |from, until| Condition { from: Date::parse(from), until: Date::parse(until), ..none() };
    holds(&on("2026-06-01", "2026-06-01"), &Job::default(), None);
    holds(&on("2026-05-01", "2026-07-01"), &Job::default(), None);
    assert!(!on("2026-06-02", "2026-07-01").holds(&Job::default(), day()));
    assert!(!on("2026-05-01", "2026-05-31").holds(&Job::default(), day()));
}

#[test]
fn what_a_job_leaves_open_is_named() {
    let quality = Condition { qualities: vec!["high".into()], ..none() };
    let seconds = Condition { seconds: vec![quantity("5")], ..none() };
    let least = Condition { min_steps: Some(4), ..none() };
    let most = Condition { max_steps: Some(50), ..none() };
    let audio = Condition { audio: Some(false), ..none() };
    let modes = Condition { modes: vec![Mode::Edit], ..none() };
    let full = job(|parts| {
        parts.quality = Some("low".into());
        (parts.seconds, parts.steps, parts.audio) = (Some(quantity("8")), Some(60), Some(true));
        parts.mode = Some(Mode::TextToVideo);
    });
    for (condition, open) in [
        (&quality, "a quality"),
        (&seconds, "the length of the clip"),
        (&least, "the number of steps"),
        (&most, "the number of steps"),
        (&audio, "whether the clip has sound"),
        (&modes, "a mode"),
    ] {
        assert_eq!(condition.left_open_by(&Job::default()), Some(open));
        assert_eq!(condition.left_open_by(&full), None);
    }
    assert_eq!(none().left_open_by(&Job::default()), None);
}

#[test]
fn what_a_rate_follows_is_what_its_conditions_and_units_say() {
    let flat = |unit| Charge::flat(unit, usd("0.05"));
    let said =
        |rate: &Rate| (rate.follows_seconds(), rate.follows_quality(), rate.follows_batch(), rate.is_video());
    assert_eq!(said(&Rate::single(flat(Unit::Image))), (false, false, false, false));
    assert_eq!(said(&Rate::single(flat(Unit::Clip))), (false, false, false, true));
    assert_eq!(said(&Rate::single(flat(Unit::Second))), (true, false, false, true));
    let tokens = TokenFormula::Grid { by_quality: vec![("low".into(), 16)] };
    let grid = with(flat(Unit::ImageToken), |charge| {
        charge.count = Count::Formula(tokens);
    });
    assert_eq!(said(&Rate::single(grid)), (false, true, false, false));
    let frames = TokenFormula::Frames { frames_per_second: 24_u32.into(), pixels_per_token: 1024_u32.into() };
    let frames = with(flat(Unit::Image), |charge| {
        charge.count = Count::Formula(frames);
    });
    assert_eq!(said(&Rate::single(frames)), (false, false, false, false));
    for (when, expected) in [
        (Condition { seconds: vec![quantity("5")], ..none() }, (true, false, false, false)),
        (Condition { max_seconds: Some(quantity("5")), ..none() }, (true, false, false, false)),
        (Condition { qualities: vec!["low".into()], ..none() }, (false, true, false, false)),
        (Condition { batch: Some(false), ..none() }, (false, false, true, false)),
    ] {
        let modifier = Modifier { when: when.clone(), multiply: quantity("0.5"), label: "half".into() };
        let modified = Rate { modifiers: vec![modifier], ..Rate::single(flat(Unit::Image)) };
        let limited = Rate::single(with(flat(Unit::Image), |charge| {
            charge.when = when.clone();
        }));
        let tier = Tier { when, price: None, count: None };
        let tiered = Rate::single(with(flat(Unit::Image), |charge| {
            charge.tiers = vec![tier];
        }));
        for rate in [modified, limited, tiered] {
            assert_eq!(said(&rate), expected);
        }
    }
}
