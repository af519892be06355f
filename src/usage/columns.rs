//! What a log's columns hold, told from their headers: the words that vendors and spreadsheets use, whatever
//! their case and punctuation, or the header that the caller names.

use super::MAX_COLUMNS;
use crate::error::{Code, Error, Result};
use crate::order::{arranged, sorted_places};
use crate::record::words;
use crate::text::{listed, nearest, shown};

words! {
    /// What a column can hold.
    Field {
        /// The model's id.
        Model = "model",
        /// Who made it.
        Provider = "provider",
        /// The day.
        Date = "date",
        /// `1024x1024`, or a resolution tier.
        Size = "size",
        /// Pixels.
        Width = "width",
        /// Pixels.
        Height = "height",
        /// A resolution tier.
        Resolution = "resolution",
        /// The vendor's word.
        Quality = "quality",
        /// `t2i` and so on.
        Mode = "mode",
        /// Length of a clip.
        Seconds = "seconds",
        /// Diffusion steps.
        Steps = "steps",
        /// Number of input images.
        Inputs = "inputs",
        /// Whether a clip has sound.
        Audio = "audio",
        /// Whether it went through the batch interface.
        Batch = "batch",
        /// How many outputs.
        Count = "count",
    }
}

/// Words that headers use, without case and punctuation.
const HEADERS: &[(&str, Field)] = &[
    ("model", Field::Model),
    ("modelid", Field::Model),
    ("modelname", Field::Model),
    ("modelslug", Field::Model),
    ("endpoint", Field::Model),
    ("endpointid", Field::Model),
    ("provider", Field::Provider),
    ("providername", Field::Provider),
    ("service", Field::Provider),
    ("platform", Field::Provider),
    ("date", Field::Date),
    ("day", Field::Date),
    ("time", Field::Date),
    ("timestamp", Field::Date),
    ("datetime", Field::Date),
    ("created", Field::Date),
    ("createdat", Field::Date),
    ("size", Field::Size),
    ("imagesize", Field::Size),
    ("dimensions", Field::Size),
    ("width", Field::Width),
    ("imagewidth", Field::Width),
    ("height", Field::Height),
    ("imageheight", Field::Height),
    ("resolution", Field::Resolution),
    ("quality", Field::Quality),
    ("imagequality", Field::Quality),
    ("mode", Field::Mode),
    ("operation", Field::Mode),
    ("seconds", Field::Seconds),
    ("duration", Field::Seconds),
    ("durationseconds", Field::Seconds),
    ("steps", Field::Steps),
    ("numinferencesteps", Field::Steps),
    ("inputs", Field::Inputs),
    ("inputimages", Field::Inputs),
    ("audio", Field::Audio),
    ("sound", Field::Audio),
    ("batch", Field::Batch),
    ("isbatch", Field::Batch),
    ("count", Field::Count),
    ("n", Field::Count),
    ("quantity", Field::Count),
    ("qty", Field::Count),
    ("images", Field::Count),
    ("numimages", Field::Count),
    ("imagecount", Field::Count),
    ("outputs", Field::Count),
    ("units", Field::Count),
];

/// Which column holds what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// The column of each field, in the order of [`Field::ALL`], with its header.
    pub found: Vec<(Field, usize, String)>,
    /// Headers of columns that play no part.
    pub ignored: Vec<String>,
    /// Number of columns.
    pub width: usize,
}

fn plain(header: &str) -> String {
    header.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// The field that a header means, where `named` (field and header) says so or it is a known word.
pub(super) fn field_of(header: &str, named: &[(Field, String)]) -> Option<Field> {
    if let Some((field, _)) = named.iter().find(|(_, name)| name == header) {
        return Some(*field);
    }
    let word = plain(header);
    let known = HEADERS.iter().find(|(name, _)| *name == word).map(|&(_, field)| field);
    // What the caller says of a field holds, whatever other headers sound like.
    known.filter(|field| named.iter().all(|(other, _)| other != field))
}

/// The fields that the caller names columns for.
///
/// # Errors
/// `bad_request` at `/columns` for a field that there is not.
pub(super) fn named_fields(columns: &[(String, String)]) -> Result<Vec<(Field, String)>> {
    let mut named = Vec::with_capacity(columns.len());
    for (key, header) in columns {
        let Some(field) = Field::parse(key) else {
            let known = nearest(key, Field::ALL.iter().map(|field| field.as_str()));
            let known = listed(&mut known.iter().map(ToString::to_string));
            let message = format!("a log has no field `{}`; there is {known}", shown(key));
            return Err(Error::new(Code::BadRequest, message).at("/columns"));
        };
        named.push((field, header.clone()));
    }
    Ok(named)
}

impl Columns {
    /// The columns of a header line.
    ///
    /// # Errors
    /// `wrong_shape` for more than [`MAX_COLUMNS`] columns, a column that is named and absent, or two columns
    /// for one field.
    pub(super) fn of(headers: &[String], named: &[(Field, String)]) -> Result<Self> {
        let refuse = |message: String, help| Err(Error::new(Code::WrongShape, message).at("").help(help));
        if headers.len() > MAX_COLUMNS {
            let message = format!("the log has {} columns, over the limit of {MAX_COLUMNS}", headers.len());
            return refuse(message, "check the separator, and that the first line holds the headers");
        }
        let mut columns = Self { width: headers.len(), ..Self::default() };
        for (place, header) in headers.iter().enumerate() {
            let header = header.trim();
            let Some(field) = field_of(header, named) else {
                columns.ignored.push(shown(header));
                continue;
            };
            if let Some((_, _, other)) = columns.found.iter().find(|(known, ..)| *known == field) {
                let message = format!(
                    "both `{}` and `{}` could hold the {field} of a row",
                    shown(other),
                    shown(header)
                );
                return refuse(message, "say which one it is in `columns`");
            }
            columns.found.push((field, place, shown(header)));
        }
        let absent = named.iter().find(|(field, _)| columns.found.iter().all(|(known, ..)| known != field));
        if let Some((field, name)) = absent {
            let near = nearest(name, headers.iter().map(String::as_str));
            let near = listed(&mut near.iter().map(ToString::to_string));
            let hint = if near.is_empty() { near } else { format!("; there is {near}") };
            let message = format!("the log has no column `{}` for the {field}{hint}", shown(name));
            return refuse(message, "name a header as the first line writes it");
        }
        let field = |at: usize| columns.found.get(at).map(|(field, ..)| *field);
        let places = sorted_places(columns.found.len(), &mut |a, b| field(a).cmp(&field(b)));
        columns.found = arranged(columns.found, &places);
        Ok(columns)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(header: &str, field: Option<Field>) {
        assert_eq!(field_of(header, &[]), field, "{header}");
    }

    #[test]
    fn headers_are_told_by_what_they_say() {
        check("Model ID", Some(Field::Model));
        check("endpoint_id", Some(Field::Model));
        check("num_images", Some(Field::Count));
        check("N", Some(Field::Count));
        check("created-at", Some(Field::Date));
        check("Image Size", Some(Field::Size));
        check("cost", None);
        check("", None);
    }

    #[test]
    fn the_caller_decides() {
        let named = named_fields(&[("model".into(), "what".into())]).unwrap();
        let headers = ["model", "what", "n"].map(str::to_owned);
        let columns = Columns::of(&headers, &named).unwrap();
        assert_eq!(columns.found[0], (Field::Model, 1, "what".to_owned()));
        assert_eq!(columns.ignored, ["model"]);
        assert!(named_fields(&[("modell".into(), "x".into())]).unwrap_err().message().contains("`model`"));
        let absent = Columns::of(&["n".to_owned()], &named).unwrap_err();
        assert_eq!(absent.message(), "the log has no column `what` for the model");
    }

    #[test]
    fn two_columns_for_one_field_are_refused() {
        let error = Columns::of(&["count".to_owned(), "n".to_owned()], &[]).unwrap_err();
        assert_eq!(error.message(), "both `count` and `n` could hold the count of a row");
    }
}
