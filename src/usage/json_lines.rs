//! Rows that are JSON objects, one a line.

use super::columns::{Field, field_of};
use crate::error::Code;
use crate::rate::Lack;
use crate::source::json::Reader;
use crate::text::shown;
use crate::value::Value;

/// The fields of one line, each as text.
///
/// # Errors
/// `broken_row` where it is no JSON object, or a field that plays a part is an array or an object.
pub(super) fn fields(
    line: &[u8],
    named: &[(Field, String)],
    visit: &mut dyn FnMut(Field, &str, &str),
) -> Result<(), Lack> {
    let broken = |why: &str| Lack::new(Code::BrokenRow, format!("the line is no JSON object: {why}"));
    let read = || {
        let mut reader = Reader::new(line)?;
        let value = reader.value()?;
        reader.finish()?;
        Ok::<_, crate::error::Error>(value)
    };
    let value = read().map_err(|error| broken(error.message()))?;
    let Value::Object(members) = value else { return Err(broken("it is something else")) };
    let mut seen: Vec<Field> = Vec::new();
    for (key, value) in &members {
        let Some(field) = field_of(key, named) else { continue };
        let text = match value {
            Value::Null => continue,
            Value::Bool(true) => "true",
            Value::Bool(false) => "false",
            Value::Number(text) | Value::Text(text) => text,
            Value::List(_) | Value::Object(_) => {
                return Err(Lack::new(Code::BrokenRow, format!("`{}` is no plain value", shown(key))));
            }
        };
        if seen.contains(&field) {
            return Err(Lack::new(Code::BrokenRow, format!("it states the {field} twice")));
        }
        seen.push(field);
        visit(field, key, text);
    }
    Ok(())
}
