//! Token formulas: how many tokens an output makes where the vendor counts by a rule rather than by a
//! table. The rule is code, its constants are data.

use crate::error::Code;
use crate::job::Job;
use crate::packed::pack_cases;
use crate::quantity::Quantity;
use crate::rate::condition::Lack;
use crate::text::listed;

/// A rule that counts tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TokenFormula {
    /// OpenAI's gpt-image-2, as read from its published calculator: with `Q` the grid of the quality,
    /// `a = (2·Q·short + long) div (2·long)` and `tokens = ceil(Q·a·(2,000,000 + w·h) / 4,000,000)`.
    Grid {
        /// `Q` for each word of quality.
        by_quality: Vec<(String, u32)>,
    },
    /// Video tokens by frames of pixels: `w·h·framesPerSecond·seconds / pixelsPerToken`.
    Frames {
        /// Frames billed per second.
        frames_per_second: Quantity,
        /// Pixels that make one token.
        pixels_per_token: Quantity,
    },
}

impl TokenFormula {
    /// The number of tokens that the job's output makes.
    ///
    /// # Errors
    /// `rate_only` where the job does not say what the rule needs, `quality_not_offered` where it names a
    /// quality that the rule does not have.
    pub fn count(&self, job: &Job) -> Result<Quantity, Lack> {
        match self {
            Self::Grid { by_quality } => grid_tokens(by_quality, job),
            Self::Frames { frames_per_second, pixels_per_token } => {
                let seconds = job
                    .seconds()
                    .ok_or_else(|| Lack::new(Code::RateOnly, "the job does not say how long the clip is"))?;
                seconds
                    .times(job.area_px().into())
                    .and_then(|pixels| pixels.times(*frames_per_second))
                    .and_then(|pixels| pixels.over(*pixels_per_token))
                    .ok_or_else(|| Lack::new(Code::Inexact, "the number of video tokens does not fit"))
            }
        }
    }
}

fn grid_tokens(by_quality: &[(String, u32)], job: &Job) -> Result<Quantity, Lack> {
    let word = job.quality().ok_or_else(|| Lack::new(Code::RateOnly, "the job does not name a quality"))?;
    let grid = by_quality.iter().find(|(known, _)| known == word).map(|&(_, grid)| u64::from(grid));
    let grid = grid.ok_or_else(|| {
        let known = listed(&mut by_quality.iter().map(|(known, _)| known.clone()));
        Lack::new(Code::QualityNotOffered, format!("quality `{word}` is not offered, only {known}"))
    })?;
    let (width, height) = job.size_px();
    let (short, long) = (u64::from(width.min(height)), u64::from(width.max(height)));
    let counted = || {
        let double_long = long.checked_mul(2)?;
        let across = grid.checked_mul(2)?.checked_mul(short)?.checked_add(long)?.checked_div(double_long)?;
        let weight = job.area_px().checked_add(2_000_000)?;
        let scaled = grid.checked_mul(across)?.checked_mul(weight)?;
        Some(scaled.div_ceil(4_000_000))
    };
    counted()
        .map(Quantity::from)
        .ok_or_else(|| Lack::new(Code::Inexact, "the number of image tokens does not fit"))
}

pack_cases! { TokenFormula { 1 Frames { frames_per_second, pixels_per_token }, _ Grid { by_quality }, } }

#[cfg(test)]
mod tests {
    use super::*;
    use crate::job::{JobParts, Mode};

    fn tokens(width: u32, height: u32, quality: &str) -> String {
        let formula = TokenFormula::Grid {
            by_quality: [("low", 16), ("medium", 48), ("high", 96)]
                .map(|(word, q)| (word.to_owned(), q))
                .to_vec(),
        };
        let job = Job::new(JobParts {
            width: Some(width),
            height: Some(height),
            quality: Some(quality.to_owned()),
            ..JobParts::default()
        });
        formula.count(&job.unwrap()).unwrap().to_string()
    }

    #[test]
    fn the_grid_gives_the_published_vectors() {
        for (width, height, quality, expected) in [
            (1024, 1024, "low", "196"),
            (1024, 1024, "medium", "1756"),
            (1024, 1024, "high", "7024"),
            (1024, 1536, "low", "158"),
            (1024, 1536, "medium", "1372"),
            (1536, 1024, "high", "5488"),
            (3584, 2048, "high", "12329"),
        ] {
            assert_eq!(tokens(width, height, quality), expected, "{width}×{height} {quality}");
        }
    }

    #[test]
    fn frames_give_seedance_tokens() {
        let formula =
            TokenFormula::Frames { frames_per_second: 24_u32.into(), pixels_per_token: 1024_u32.into() };
        let job = Job::new(JobParts {
            mode: Some(Mode::TextToVideo),
            width: Some(1280),
            height: Some(720),
            seconds: Some(Quantity::ONE),
            ..JobParts::default()
        });
        assert_eq!(formula.count(&job.unwrap()).unwrap(), Quantity::from(21_600_u32));
        assert_eq!(formula.count(&Job::default()).unwrap_err().code, Code::RateOnly);
    }
}
