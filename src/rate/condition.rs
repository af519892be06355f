//! When something applies: a conjunction of plain limits on a job and a day. Offers use it to say what they
//! make, charges to say when they are due, tiers to say which one counts.

use crate::date::Date;
use crate::error::Code;
use crate::job::{Job, Mode, Resolution, Size};
use crate::packed::pack_fields;
use crate::quantity::Quantity;
use crate::rare::Usual;
use crate::record::record;
use crate::text::listed;

/// Why something has no price or does not apply, for programs and for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lack {
    /// The stable word.
    pub code: Code,
    /// The sentence.
    pub reason: String,
}

impl Lack {
    pub(crate) fn new(code: Code, reason: impl Into<String>) -> Self {
        Self { code, reason: reason.into() }
    }
}

/// How much of an answer is put into words. The arithmetic is the same code for both, and so the figures are the
/// same; words are most of the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// Receipts have their lines and reasons their sentences.
    Told,
    /// Figures alone: a receipt has no lines, and a reason may have no sentence.
    Figures,
}

impl Detail {
    // Inlined, since a function for each text weighs more in the module than the question whether to make it.

    /// The text, where there are words.
    #[inline(always)]
    pub(crate) fn text(self, text: impl FnOnce() -> String) -> String {
        if self == Self::Told { text() } else { String::new() }
    }

    #[inline(always)]
    pub(crate) fn lack(self, code: Code, reason: impl FnOnce() -> String) -> Lack {
        Lack { code, reason: self.text(reason) }
    }
}

record! {
    /// Limits that all have to hold. An empty list and an absent bound do not limit.
    #[derive(Default, Eq)]
    Condition {
        required {}
        optional {
            /// Least area of the output in pixels, inclusive.
            min_area_px: u64 = "minAreaPx" as "u64",
            /// Largest area of the output in pixels, inclusive.
            max_area_px: u64 = "maxAreaPx" as "u64",
            /// Longest edge in pixels, inclusive.
            max_edge_px: u32 = "maxEdgePx" as "u32",
            /// Both edges are multiples of this many pixels.
            edge_multiple_px: u32 = "edgeMultiplePx" as "u32",
            /// Longest edge over shortest edge, inclusive.
            max_aspect: Quantity = "maxAspect" as "String",
            /// Least number of diffusion steps, inclusive.
            min_steps: u32 = "minSteps" as "u32",
            /// Largest number of diffusion steps, inclusive.
            max_steps: u32 = "maxSteps" as "u32",
            /// Least number of input images, inclusive.
            min_inputs: u32 = "minInputs" as "u32",
            /// Largest number of input images, inclusive.
            max_inputs: u32 = "maxInputs" as "u32",
            /// Longest clip in seconds, inclusive.
            max_seconds: Quantity = "maxSeconds" as "String",
            /// Whether the batch interface is used.
            batch: bool = "batch" as "bool",
            /// Whether the clip has sound.
            audio: bool = "audio" as "bool",
            /// First day on which it holds, `YYYY-MM-DD`.
            from: Date = "from" as "String",
            /// Last day on which it holds, `YYYY-MM-DD`.
            until: Date = "until" as "String",
        }
        lists {
            /// Kinds of output.
            modes: Mode = "modes" as "Vec<Mode>",
            /// Resolution tiers.
            resolutions: Resolution = "resolutions" as "Vec<Resolution>",
            /// The vendor's words for quality.
            qualities: String = "qualities" as "Vec<String>",
            /// Width and height in pixels, exactly: `1024x1024`.
            sizes: Size = "sizes" as "Vec<String>",
            /// Lengths of a clip in seconds, exactly.
            seconds: Quantity = "seconds" as "Vec<String>",
        }
    }
}

fn list<T: ToString>(items: &[T]) -> String {
    listed(&mut items.iter().map(ToString::to_string))
}

impl Usual for Condition {
    fn usual() -> &'static Self {
        static USUAL: Condition = Condition::NONE;
        &USUAL
    }
}

impl Condition {
    /// What always holds.
    pub const NONE: Condition = Condition {
        min_area_px: None,
        max_area_px: None,
        max_edge_px: None,
        edge_multiple_px: None,
        max_aspect: None,
        min_steps: None,
        max_steps: None,
        min_inputs: None,
        max_inputs: None,
        max_seconds: None,
        batch: None,
        audio: None,
        from: None,
        until: None,
        modes: Vec::new(),
        resolutions: Vec::new(),
        qualities: Vec::new(),
        sizes: Vec::new(),
        seconds: Vec::new(),
    };
}

impl Condition {
    /// The first limit that the job or the day breaks, with the limit named.
    pub fn broken_by(&self, job: &Job, day: Date) -> Option<Lack> {
        self.broken(job, day, Detail::Told)
    }

    /// Whether every limit holds.
    pub fn holds(&self, job: &Job, day: Date) -> bool {
        self.broken(job, day, Detail::Figures).is_none()
    }

    /// The first limit that the job or the day breaks.
    pub(crate) fn broken(&self, job: &Job, day: Date, detail: Detail) -> Option<Lack> {
        self.broken_on(day, detail)
            .or_else(|| self.broken_mode(job, detail))
            .or_else(|| self.broken_size(job, detail))
            .or_else(|| self.broken_setting(job, detail))
    }

    fn broken_on(&self, day: Date, detail: Detail) -> Option<Lack> {
        if let Some(from) = self.from.filter(|&from| day < from) {
            return Some(
                detail
                    .lack(Code::NotValidYet, || format!("the price is valid from {from}, not yet on {day}")),
            );
        }
        let until = self.until.filter(|&until| day > until)?;
        Some(detail.lack(Code::Expired, || format!("the price was valid until {until}, no more on {day}")))
    }

    fn broken_mode(&self, job: &Job, detail: Detail) -> Option<Lack> {
        let mode = job.mode().filter(|mode| !self.modes.is_empty() && !self.modes.contains(mode))?;
        Some(detail.lack(Code::ModeNotOffered, || {
            format!("mode `{mode}` is not offered, only {}", list(&self.modes))
        }))
    }

    /// Whether something limits the size of the output.
    fn limits_size(&self) -> bool {
        self.max_area_px.is_some()
            || self.min_area_px.is_some()
            || self.max_edge_px.is_some()
            || self.edge_multiple_px.is_some()
            || self.max_aspect.is_some()
            || !self.resolutions.is_empty()
            || !self.sizes.is_empty()
    }

    fn broken_size(&self, job: &Job, detail: Detail) -> Option<Lack> {
        if !self.limits_size() {
            return None;
        }
        let lack = |reason| Some(Lack { code: Code::SizeNotOffered, reason });
        let (width, height) = job.size_px();
        let (short, long) = (width.min(height), width.max(height));
        let area = job.area_px();
        if !self.resolutions.is_empty()
            && !job.resolution().is_some_and(|tier| self.resolutions.contains(&tier))
        {
            return lack(
                detail
                    .text(|| format!("{width}×{height} is in none of the tiers {}", list(&self.resolutions))),
            );
        }
        if !self.sizes.is_empty() && !self.sizes.contains(&Size { width, height }) {
            return lack(
                detail.text(|| format!("{width}×{height} is none of the sizes {}", list(&self.sizes))),
            );
        }
        if let Some(least) = self.min_area_px.filter(|&least| area < least) {
            return lack(
                detail.text(|| format!("{width}×{height} is {area} pixels, under the least of {least}")),
            );
        }
        if let Some(most) = self.max_area_px.filter(|&most| area > most) {
            return lack(
                detail.text(|| format!("{width}×{height} is {area} pixels, over the most of {most}")),
            );
        }
        if let Some(most) = self.max_edge_px.filter(|&most| long > most) {
            return lack(detail.text(|| format!("an edge of {long} pixels is over the most of {most}")));
        }
        let uneven = |multiple: &u32| !width.is_multiple_of(*multiple) || !height.is_multiple_of(*multiple);
        if let Some(multiple) = self.edge_multiple_px.filter(uneven) {
            return lack(
                detail
                    .text(|| format!("the edges of {width}×{height} are no multiples of {multiple} pixels")),
            );
        }
        let aspect = Quantity::fraction(long.into(), short.into());
        let too_long = |most: &Quantity| aspect.is_none_or(|aspect| aspect > *most);
        let most = self.max_aspect.filter(too_long)?;
        lack(detail.text(|| format!("{width}×{height} is longer than {most} to 1")))
    }

    fn broken_setting(&self, job: &Job, detail: Detail) -> Option<Lack> {
        let lack = |code, reason| Some(Lack { code, reason });
        let unlisted =
            |word: &&str| !self.qualities.is_empty() && !self.qualities.iter().any(|known| known == word);
        if let Some(word) = job.quality().filter(unlisted) {
            return lack(
                Code::QualityNotOffered,
                detail.text(|| format!("quality `{word}` is not offered, only {}", list(&self.qualities))),
            );
        }
        if let Some(steps) = job.steps() {
            if let Some(most) = self.max_steps.filter(|&most| steps > most) {
                return lack(
                    Code::SettingNotOffered,
                    detail.text(|| format!("{steps} steps are over the most of {most}")),
                );
            }
            if let Some(least) = self.min_steps.filter(|&least| steps < least) {
                return lack(
                    Code::SettingNotOffered,
                    detail.text(|| format!("{steps} steps are under the least of {least}")),
                );
            }
        }
        let inputs = job.inputs();
        if let Some(most) = self.max_inputs.filter(|&most| inputs > most) {
            return lack(
                Code::InputsNotOffered,
                detail.text(|| format!("{inputs} input images are over the most of {most}")),
            );
        }
        if let Some(least) = self.min_inputs.filter(|&least| inputs < least) {
            return lack(
                Code::InputsNotOffered,
                detail.text(|| format!("{inputs} input images are under the least of {least}")),
            );
        }
        if let Some(seconds) = job.seconds() {
            if !self.seconds.is_empty() && !self.seconds.contains(&seconds) {
                return lack(
                    Code::DurationNotOffered,
                    detail.text(|| {
                        format!("a clip of {seconds} s is not offered, only {} s", list(&self.seconds))
                    }),
                );
            }
            if let Some(most) = self.max_seconds.filter(|&most| seconds > most) {
                return lack(
                    Code::DurationNotOffered,
                    detail.text(|| format!("a clip of {seconds} s is over the most of {most} s")),
                );
            }
        }
        if self.batch.is_some_and(|batch| batch != job.batch()) {
            return lack(
                Code::SettingNotOffered,
                detail.text(|| "it does not hold for this use of the batch interface".into()),
            );
        }
        let audio = job.audio().filter(|&audio| self.audio.is_some_and(|offered| offered != audio))?;
        lack(
            Code::SettingNotOffered,
            detail.text(|| format!("a clip {} sound is not offered", if audio { "with" } else { "without" })),
        )
    }

    /// Whether something that holds only under this condition needs the job to say more: a tier by quality
    /// does not apply to a job that names none.
    pub(crate) fn left_open_by(&self, job: &Job) -> Option<&'static str> {
        if !self.qualities.is_empty() && job.quality().is_none() {
            Some("a quality")
        } else if !self.seconds.is_empty() && job.seconds().is_none() {
            Some("the length of the clip")
        } else if (self.min_steps.is_some() || self.max_steps.is_some()) && job.steps().is_none() {
            Some("the number of steps")
        } else if self.audio.is_some() && job.audio().is_none() {
            Some("whether the clip has sound")
        } else if !self.modes.is_empty() && job.mode().is_none() {
            Some("a mode")
        } else {
            None
        }
    }
}

pack_fields! { Condition { min_area_px, max_area_px, max_edge_px, edge_multiple_px, max_aspect, min_steps, max_steps, min_inputs, max_inputs, max_seconds, batch, audio, from, until, modes, resolutions, qualities, sizes, seconds } }

#[cfg(test)]
mod tests {
    use super::*;
    use crate::job::JobParts;

    fn day() -> Date {
        Date::parse("2026-06-01").unwrap()
    }

    fn job(change: impl FnOnce(&mut JobParts)) -> Job {
        let mut parts = JobParts::default();
        change(&mut parts);
        Job::new(parts).unwrap()
    }

    #[track_caller]
    fn check(condition: &Condition, job: &Job, expected: Option<(Code, &str)>) {
        let lack = condition.broken_by(job, day());
        assert_eq!(lack.as_ref().map(|lack| (lack.code, lack.reason.as_str())), expected);
    }

    #[test]
    fn names_the_limit_that_is_broken() {
        let sized = |width, height| job(|parts| (parts.width, parts.height) = (Some(width), Some(height)));
        let limits = Condition {
            max_edge_px: Some(3840),
            edge_multiple_px: Some(16),
            min_area_px: Some(655_360),
            max_area_px: Some(8_294_400),
            max_aspect: Some(Quantity::from(3_u32)),
            ..Condition::default()
        };
        check(&limits, &sized(1024, 1024), None);
        check(&limits, &sized(3840, 2160), None);
        let lack = |reason| Some((Code::SizeNotOffered, reason));
        check(&limits, &sized(512, 512), lack("512×512 is 262144 pixels, under the least of 655360"));
        check(&limits, &sized(4096, 1024), lack("an edge of 4096 pixels is over the most of 3840"));
        check(&limits, &sized(1000, 1000), lack("the edges of 1000×1000 are no multiples of 16 pixels"));
        check(&limits, &sized(3200, 800), lack("3200×800 is longer than 3 to 1"));
    }

    #[test]
    fn names_the_values_there_are() {
        let two_words = Condition { qualities: vec!["basic".into(), "high".into()], ..Condition::default() };
        check(
            &two_words,
            &job(|parts| parts.quality = Some("low".into())),
            Some((Code::QualityNotOffered, "quality `low` is not offered, only `basic`, `high`")),
        );
        let modes = Condition { modes: vec![Mode::Edit], ..Condition::default() };
        check(
            &modes,
            &job(|parts| parts.mode = Some(Mode::TextToVideo)),
            Some((Code::ModeNotOffered, "mode `t2v` is not offered, only `edit`")),
        );
    }

    #[test]
    fn holds_from_its_first_to_its_last_day() {
        let on = |text| Date::parse(text);
        let season = Condition { from: on("2026-06-01"), until: on("2026-06-01"), ..Condition::default() };
        check(&season, &Job::default(), None);
        let later = Condition { from: on("2026-06-02"), ..Condition::default() };
        check(
            &later,
            &Job::default(),
            Some((Code::NotValidYet, "the price is valid from 2026-06-02, not yet on 2026-06-01")),
        );
        let earlier = Condition { until: on("2026-05-31"), ..Condition::default() };
        check(
            &earlier,
            &Job::default(),
            Some((Code::Expired, "the price was valid until 2026-05-31, no more on 2026-06-01")),
        );
    }
}
