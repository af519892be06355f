//! What a row of a log says was made, by whom and when. Rows of one kind cost the same.

use super::Field;
use crate::date::Date;
use crate::error::Code;
use crate::job::{Job, JobParts, Mode, Resolution, Size};
use crate::quantity::Quantity;
use crate::rate::Lack;
use crate::text::shown;

/// What stands between the fields of a row's key.
pub(super) const BETWEEN: u8 = 0x1f;

/// What a row says, but for its count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kind {
    /// The model's id.
    pub model: Option<String>,
    /// Who made it.
    pub provider: Option<String>,
    /// What was made. Open settings take the offer's standard.
    pub job: Job,
    /// The day.
    pub date: Option<Date>,
}

fn bad(field: Field, text: &str, expected: &str) -> Lack {
    Lack::new(Code::BadJob, format!("its {field} `{}` is not {expected}", shown(text)))
}

impl Kind {
    /// Reads what a key says: the texts of all fields but the count, in the order of [`Field::ALL`].
    ///
    /// # Errors
    /// `bad_job` or `bad_date` where a text does not fit its field.
    pub fn read(key: &str) -> Result<Self, Lack> {
        let mut texts = key.split(char::from(BETWEEN));
        let mut kind = Self::default();
        let mut parts = JobParts::default();
        for &field in Field::ALL {
            let text = texts.next().unwrap_or_default().trim();
            if !text.is_empty() {
                kind.take(&mut parts, field, text)?;
            }
        }
        let job = Job::new(parts).map_err(|error| Lack::new(Code::BadJob, error.message()))?;
        Ok(Self { job, ..kind })
    }

    /// What a key says but for the day.
    pub fn undated(key: &str) -> String {
        let mut undated = String::with_capacity(key.len());
        for (field, text) in Field::ALL.iter().zip(key.split(char::from(BETWEEN))) {
            undated.push_str(if *field == Field::Date { "" } else { text });
            undated.push(char::from(BETWEEN));
        }
        undated
    }

    fn take(&mut self, parts: &mut JobParts, field: Field, text: &str) -> Result<(), Lack> {
        let whole = || text.parse().map_err(|_| bad(field, text, "a whole number"));
        match field {
            Field::Model => self.model = Some(text.to_owned()),
            Field::Provider => self.provider = Some(text.to_owned()),
            Field::Date => {
                let date = Date::parse(text).ok_or_else(|| {
                    let message = format!("its date `{}` is not of the form YYYY-MM-DD", shown(text));
                    Lack::new(Code::BadDate, message)
                })?;
                self.date = Some(date);
            }
            Field::Size => match (size(text), Resolution::parse(text)) {
                (Some(size), _) => (parts.width, parts.height) = (Some(size.width), Some(size.height)),
                (None, Some(tier)) => parts.resolution = Some(tier),
                (None, None) => return Err(bad(field, text, "a size such as `1024x1024`")),
            },
            Field::Width => parts.width = Some(whole()?),
            Field::Height => parts.height = Some(whole()?),
            Field::Resolution => match (Resolution::parse(text), size(text)) {
                (Some(tier), _) => parts.resolution = Some(tier),
                (None, Some(size)) => (parts.width, parts.height) = (Some(size.width), Some(size.height)),
                (None, None) => return Err(bad(field, text, "a resolution such as `2K`")),
            },
            Field::Quality => parts.quality = Some(text.to_owned()),
            Field::Mode => {
                parts.mode =
                    Some(mode(text).ok_or_else(|| bad(field, text, "`t2i`, `edit`, `t2v` or `i2v`"))?);
            }
            Field::Seconds => {
                let seconds = Quantity::parse(text).map_err(|_| bad(field, text, "a number"))?;
                parts.seconds = Some(seconds);
            }
            Field::Steps => parts.steps = Some(whole()?),
            Field::Inputs => parts.inputs = Some(whole()?),
            Field::Audio => {
                parts.audio = Some(truth(text).ok_or_else(|| bad(field, text, "`true` or `false`"))?);
            }
            Field::Batch => parts.batch = truth(text).ok_or_else(|| bad(field, text, "`true` or `false`"))?,
            Field::Count => {}
        }
        Ok(())
    }
}

/// `1024x1024`, also with other signs between the edges.
fn size(text: &str) -> Option<Size> {
    let written: String = text
        .chars()
        .filter(|c| *c != ' ')
        .map(|c| if matches!(c, 'X' | '×' | '*') { 'x' } else { c })
        .collect();
    Size::parse(&written)
}

fn mode(text: &str) -> Option<Mode> {
    let words = [
        ("text-to-image", Mode::TextToImage),
        ("generation", Mode::TextToImage),
        ("image-to-image", Mode::Edit),
        ("text-to-video", Mode::TextToVideo),
        ("image-to-video", Mode::ImageToVideo),
    ];
    Mode::parse(text).or_else(|| words.iter().find(|(word, _)| *word == text).map(|&(_, mode)| mode))
}

fn truth(text: &str) -> Option<bool> {
    match text {
        "true" | "TRUE" | "True" | "1" | "yes" => Some(true),
        "false" | "FALSE" | "False" | "0" | "no" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(fields: &[(Field, &str)]) -> String {
        let text =
            |field: &Field| fields.iter().find(|(known, _)| known == field).map_or("", |(_, text)| text);
        Field::ALL.iter().map(text).collect::<Vec<_>>().join("\u{1f}")
    }

    #[track_caller]
    fn refuses(fields: &[(Field, &str)], code: Code, message: &str) {
        let lack = Kind::read(&key(fields)).unwrap_err();
        assert_eq!((lack.code, lack.reason.as_str()), (code, message));
    }

    #[test]
    fn a_row_is_read() {
        let kind = Kind::read(&key(&[
            (Field::Model, " flux "),
            (Field::Size, "1280×720"),
            (Field::Quality, "high"),
            (Field::Date, "2026-05-01T10:00:00Z"),
            (Field::Batch, "TRUE"),
        ]))
        .unwrap();
        assert_eq!(kind.model.as_deref(), Some("flux"));
        assert_eq!(
            (kind.job.size_px(), kind.job.quality(), kind.job.batch()),
            ((1280, 720), Some("high"), true)
        );
        assert_eq!(kind.date, Date::parse("2026-05-01"));
        assert_eq!(Kind::read(&key(&[(Field::Size, "2K")])).unwrap().job.size_px(), (2048, 2048));
    }

    #[test]
    fn what_does_not_fit_is_told() {
        refuses(&[(Field::Size, "big")], Code::BadJob, "its size `big` is not a size such as `1024x1024`");
        refuses(&[(Field::Width, "512")], Code::BadJob, "a job with a width needs a height too");
        refuses(&[(Field::Steps, "-1")], Code::BadJob, "its steps `-1` is not a whole number");
        refuses(&[(Field::Date, "May")], Code::BadDate, "its date `May` is not of the form YYYY-MM-DD");
    }
}
