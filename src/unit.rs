//! What can be metered: one row of one table per billing unit, saying how it is called and how much of it
//! one job implies. A new billing unit is a new row here; no other file changes.

use crate::job::Job;
use crate::quantity::Quantity;
use crate::record::words;

words! {
    /// A billing unit.
    Unit {
        /// One output image.
        Image = "image",
        /// Megapixels of the output image; how many pixels make one is the charge's to say.
        Megapixel = "megapixel",
        /// One input (reference) image.
        InputImage = "inputImage",
        /// Megapixels of the input images, each counted by itself.
        InputMegapixel = "inputMegapixel",
        /// One token of the text prompt.
        TextToken = "textToken",
        /// One token of the input images.
        InputImageToken = "inputImageToken",
        /// One token of the output image.
        ImageToken = "imageToken",
        /// One second of output video.
        Second = "second",
        /// One clip of video, whatever its length.
        Clip = "clip",
        /// One frame of output video.
        Frame = "frame",
        /// One token of output video.
        VideoToken = "videoToken",
        /// One second of GPU time.
        GpuSecond = "gpuSecond",
        /// One diffusion step.
        Step = "step",
        /// One request.
        Request = "request",
        /// One run of the model.
        Run = "run",
    }
}

/// How much of a unit a job implies: `each` of it, `times` over. Rounding applies to `each`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measure {
    /// The amount that is rounded by itself, in the unit's base (pixels for megapixels), or what is missing
    /// to know it: then the charge has to say.
    pub each: Result<Quantity, &'static str>,
    /// How many of these there are.
    pub times: Quantity,
}

/// What the measure of a unit counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The unit itself.
    Plain,
    /// Pixels; how many make one unit is the charge's to say.
    Pixels,
    /// Output video as a whole, whatever its length.
    Video,
    /// Output video by its length.
    VideoTime,
}

impl Basis {
    /// Whether output video is metered, so that the price compares per second.
    pub fn is_video(self) -> bool {
        matches!(self, Self::Video | Self::VideoTime)
    }
}

/// One row of the table.
pub struct UnitRow {
    /// The unit.
    pub unit: Unit,
    /// One of it, for people.
    pub one: &'static str,
    /// Several of it, for people.
    pub many: &'static str,
    /// What its measure counts.
    pub basis: Basis,
    measure: fn(&Job) -> Measure,
}

fn known(each: impl Into<Quantity>) -> Measure {
    Measure { each: Ok(each.into()), times: Quantity::ONE }
}

fn missing(what: &'static str) -> Measure {
    Measure { each: Err(what), times: Quantity::ONE }
}

fn once(_: &Job) -> Measure {
    known(1_u32)
}

fn seconds(job: &Job) -> Measure {
    job.seconds().map_or(missing("the length of the clip in seconds"), known)
}

const fn row(
    unit: Unit,
    one: &'static str,
    many: &'static str,
    basis: Basis,
    measure: fn(&Job) -> Measure,
) -> UnitRow {
    UnitRow { unit, one, many, basis, measure }
}

const ROWS: &[UnitRow] = &[
    row(Unit::Image, "image", "images", Basis::Plain, once),
    row(Unit::Megapixel, "MP", "MP", Basis::Pixels, |job| known(job.area_px())),
    row(Unit::InputImage, "input image", "input images", Basis::Plain, |job| known(job.inputs())),
    // No job says how large its inputs are: each is taken to be as large as the output.
    row(Unit::InputMegapixel, "input MP", "input MP", Basis::Pixels, |job| Measure {
        each: Ok(job.area_px().into()),
        times: job.inputs().into(),
    }),
    // A job that does not count its prompt is priced without it.
    row(Unit::TextToken, "text token", "text tokens", Basis::Plain, |job| {
        known(job.text_tokens().unwrap_or(0))
    }),
    row(Unit::InputImageToken, "input image token", "input image tokens", Basis::Plain, |job| Measure {
        each: Err("the number of tokens that an input image makes"),
        times: job.inputs().into(),
    }),
    row(Unit::ImageToken, "image token", "image tokens", Basis::Plain, |_| {
        missing("the number of tokens that an output image makes")
    }),
    row(Unit::Second, "second", "seconds", Basis::VideoTime, seconds),
    row(Unit::Clip, "clip", "clips", Basis::Video, once),
    row(Unit::Frame, "frame", "frames", Basis::VideoTime, seconds),
    row(Unit::VideoToken, "video token", "video tokens", Basis::VideoTime, |_| {
        missing("the number of tokens that a clip makes")
    }),
    row(Unit::GpuSecond, "GPU second", "GPU seconds", Basis::Plain, |_| missing("the run time on that GPU")),
    row(Unit::Step, "step", "steps", Basis::Plain, |job| {
        job.steps().map_or(missing("the number of steps"), known)
    }),
    row(Unit::Request, "request", "requests", Basis::Plain, once),
    row(Unit::Run, "run", "runs", Basis::Plain, once),
];

static FALLBACK: UnitRow =
    row(Unit::Image, "unit", "units", Basis::Plain, |_| missing("a measure of this unit"));

impl Unit {
    /// The unit's row in the table.
    pub fn row(self) -> &'static UnitRow {
        // The table has a row for every unit (a test says so), so the fallback never serves.
        ROWS.iter().find(|row| row.unit == self).unwrap_or(&FALLBACK)
    }

    /// How much of this unit the job implies.
    ///
    /// ```
    /// use perpixel::job::Job;
    /// use perpixel::quantity::Quantity;
    /// use perpixel::unit::Unit;
    ///
    /// let job = Job::default(); // One 1024×1024 image.
    /// assert_eq!(Unit::Megapixel.measure(&job).each, Ok(Quantity::from(1_048_576_u32)));
    /// // What does not follow from the job is missing, never nothing.
    /// assert!(Unit::ImageToken.measure(&job).each.is_err());
    /// ```
    pub fn measure(self, job: &Job) -> Measure {
        (self.row().measure)(job)
    }

    /// The unit's name for that many of it.
    pub fn name(self, quantity: Quantity) -> &'static str {
        if quantity == Quantity::ONE { self.row().one } else { self.row().many }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::job::JobParts;

    #[test]
    fn every_unit_has_its_row_in_the_order_of_the_list() {
        assert!(ROWS.iter().map(|row| row.unit).eq(Unit::ALL.iter().copied()));
    }

    #[track_caller]
    fn check(unit: Unit, quantity: u64) {
        let job = Job::new(JobParts {
            width: Some(1280),
            height: Some(720),
            inputs: Some(2),
            steps: Some(30),
            seconds: Some(Quantity::from(5_u32)),
            text_tokens: Some(40),
            ..JobParts::default()
        });
        let Measure { each, times } = unit.measure(&job.unwrap());
        assert_eq!(each.unwrap().times(times).unwrap(), Quantity::from(quantity), "{unit}");
    }

    #[test]
    fn a_job_implies_quantities() {
        check(Unit::Image, 1);
        check(Unit::Megapixel, 921_600);
        check(Unit::InputImage, 2);
        check(Unit::InputMegapixel, 2 * 921_600);
        check(Unit::TextToken, 40);
        check(Unit::Second, 5);
        check(Unit::Step, 30);
        check(Unit::Clip, 1);
    }

    #[test]
    fn what_does_not_follow_is_missing_and_never_nothing() {
        for unit in
            [Unit::ImageToken, Unit::GpuSecond, Unit::Second, Unit::Frame, Unit::Step, Unit::VideoToken]
        {
            assert!(unit.measure(&Job::default()).each.is_err(), "{unit}");
        }
    }
}
