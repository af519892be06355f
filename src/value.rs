//! Plain data before it is a type: one small tree, read once from a request or from a row of a catalog, from
//! which everything is taken field by field with its path. Numbers are kept as text.

use crate::date::Date;
use crate::money::Usd;
use crate::quantity::Quantity;
use crate::text::{listed, pointer_step, shown};
use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// The deepest nesting of a request.
pub const MAX_DEPTH: u8 = 16;

/// One value of a request.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Null, or undefined.
    Null,
    /// A boolean.
    Bool(bool),
    /// A number, as its shortest decimal text.
    Number(String),
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Value>),
    /// An object, its fields in order.
    Object(Vec<(String, Value)>),
}

struct At(u8);

impl<'de> DeserializeSeed<'de> for At {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl At {
    fn below<E: de::Error>(&self) -> Result<At, E> {
        if self.0 >= MAX_DEPTH {
            return Err(E::custom("it nests too deep, or refers to itself"));
        }
        Ok(At(self.0.saturating_add(1)))
    }
}

impl<'de> Visitor<'de> for At {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("plain data")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        // The shortest decimal that gives back the double is the number that was typed.
        Ok(Value::Number(value.to_string()))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(value) = seq.next_element_seed(self.below()?)? {
            list.push(value);
        }
        Ok(Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut fields = Vec::new();
        while let Some(key) = map.next_key::<String>()? {
            fields.push((key, map.next_value_seed(self.below()?)?));
        }
        Ok(Value::Object(fields))
    }
}

impl serde::Serialize for Value {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Number(text) => match (text.parse::<i64>(), text.parse::<f64>()) {
                (Ok(whole), _) => serializer.serialize_i64(whole),
                (_, Ok(float)) => serializer.serialize_f64(float),
                _ => serializer.serialize_str(text),
            },
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(list) => serializer.collect_seq(list),
            Self::Object(fields) => serializer.collect_map(fields.iter().map(|(key, value)| (key, value))),
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        At(0).deserialize(deserializer)
    }
}

/// Why a value does not fit the type that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    // Boxed, so that handing it on weighs no more than a pointer wherever something is taken.
    told: Box<Told>,
}

/// What is told of a misfit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// JSON Pointer of the value.
    pub path: String,
    /// What was expected and what was found.
    pub why: String,
}

impl std::ops::Deref for Misfit {
    type Target = Told;

    fn deref(&self) -> &Told {
        &self.told
    }
}

/// What was taken, or why not.
pub type Taken<T> = Result<T, Misfit>;

impl Misfit {
    pub(crate) fn into_told(self) -> Told {
        *self.told
    }

    pub(crate) fn new(path: &str, why: impl Into<String>) -> Self {
        Self { told: Box::new(Told { path: path.to_owned(), why: why.into() }) }
    }
}

impl Value {
    /// Gives each element of an array to `take`, with its path, until one does not fit.
    fn each(self, path: &str, take: &mut dyn FnMut(Value, &str) -> Taken<()>) -> Taken<()> {
        match self {
            Self::List(list) => {
                for (place, item) in list.into_iter().enumerate() {
                    take(item, &format!("{path}/{place}"))?;
                }
                Ok(())
            }
            other => other.refused(path, "an array"),
        }
    }

    /// The same for the fields of an object.
    fn each_field(self, path: &str, take: &mut dyn FnMut(String, Value, &str) -> Taken<()>) -> Taken<()> {
        match self {
            Self::Object(fields) => {
                for (key, value) in fields {
                    let place = format!("{path}/{}", pointer_step(&key));
                    take(key, value, &place)?;
                }
                Ok(())
            }
            other => other.refused(path, "an object"),
        }
    }

    pub(crate) fn refused<T>(&self, path: &str, expected: &str) -> Taken<T> {
        Err(self.misfit(path, expected))
    }

    #[inline(never)]
    fn misfit(&self, path: &str, expected: &str) -> Misfit {
        let found = match self {
            Self::Null => "nothing".to_owned(),
            Self::Bool(value) => format!("`{value}`"),
            Self::Number(text) => format!("the number `{}`", shown(text)),
            Self::Text(text) => format!("the text `{}`", shown(text)),
            Self::List(_) => "an array".to_owned(),
            Self::Object(_) => "an object".to_owned(),
        };
        Misfit::new(path, format!("expected {expected} but found {found}"))
    }
}

/// What can be taken from a request.
pub trait FromValue: Sized {
    /// Takes it from the value that stands at `path`.
    ///
    /// # Errors
    /// A [`Misfit`] with the path.
    fn from_value(value: Value, path: &str) -> Taken<Self>;
}

/// A place that a value is put into. One function walks over the fields of every type and fills places, instead
/// of one for each type of field: that keeps the module small.
pub(crate) trait Slot {
    fn fill(&mut self, value: Value, path: &str) -> Taken<()>;
}

impl<T: FromValue> Slot for Option<T> {
    fn fill(&mut self, value: Value, path: &str) -> Taken<()> {
        *self = Some(T::from_value(value, path)?);
        Ok(())
    }
}

impl<T: FromValue> Slot for Vec<T> {
    fn fill(&mut self, value: Value, path: &str) -> Taken<()> {
        value.each(path, &mut |item, place| {
            self.push(T::from_value(item, place)?);
            Ok(())
        })
    }
}

impl FromValue for String {
    fn from_value(value: Value, path: &str) -> Taken<Self> {
        match value {
            Value::Text(text) => Ok(text),
            other => other.refused(path, "a string"),
        }
    }
}

impl FromValue for bool {
    fn from_value(value: Value, path: &str) -> Taken<Self> {
        match value {
            Value::Bool(value) => Ok(value),
            other => other.refused(path, "true or false"),
        }
    }
}

impl FromValue for u32 {
    fn from_value(value: Value, path: &str) -> Taken<Self> {
        let whole = match &value {
            Value::Number(text) => text.parse().ok(),
            _ => None,
        };
        whole.map_or_else(|| value.refused(path, "a whole number that is not negative"), Ok)
    }
}

impl FromValue for u64 {
    fn from_value(value: Value, path: &str) -> Taken<Self> {
        let whole = match &value {
            Value::Number(text) => text.parse().ok(),
            _ => None,
        };
        whole.map_or_else(|| value.refused(path, "a whole number that is not negative"), Ok)
    }
}

impl FromValue for Value {
    fn from_value(value: Value, _: &str) -> Taken<Self> {
        Ok(value)
    }
}

impl FromValue for Date {
    fn from_value(value: Value, path: &str) -> Taken<Self> {
        let date = match &value {
            Value::Text(text) => Date::parse(text),
            _ => None,
        };
        date.map_or_else(|| value.refused(path, "a date of the form YYYY-MM-DD"), Ok)
    }
}

impl FromValue for Quantity {
    /// What is not money may come as a JavaScript number.
    fn from_value(value: Value, path: &str) -> Taken<Self> {
        let quantity = match &value {
            Value::Number(text) | Value::Text(text) => Quantity::parse(text).ok(),
            _ => None,
        };
        quantity.map_or_else(|| value.refused(path, "a number that is not negative"), Ok)
    }
}

impl FromValue for Usd {
    /// A JavaScript number is refused: it has been through a float already.
    fn from_value(value: Value, path: &str) -> Taken<Self> {
        let usd = match &value {
            Value::Text(text) => Usd::parse(text).ok().filter(|usd| !usd.is_negative()),
            _ => None,
        };
        usd.map_or_else(|| value.refused(path, "money as a decimal string such as \"0.05\""), Ok)
    }
}

/// A share such as a fee rate: a decimal string, for it multiplies money.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share(pub Quantity);

impl FromValue for Share {
    fn from_value(value: Value, path: &str) -> Taken<Self> {
        let share = match &value {
            Value::Text(text) => Quantity::parse(text).ok(),
            _ => None,
        };
        share.map_or_else(
            || value.refused(path, "a share as a decimal string such as \"0.02\""),
            |share| Ok(Self(share)),
        )
    }
}

/// A share of a whole: a decimal string from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Portion(pub Quantity);

impl FromValue for Portion {
    fn from_value(value: Value, path: &str) -> Taken<Self> {
        match &value {
            Value::Text(text) => Quantity::parse(text).ok().filter(|share| *share <= Quantity::ONE),
            _ => None,
        }
        .map_or_else(
            || value.refused(path, "a share from 0 to 1 as a decimal string such as \"0.05\""),
            |share| Ok(Self(share)),
        )
    }
}

impl<T: FromValue> FromValue for Vec<T> {
    fn from_value(value: Value, path: &str) -> Taken<Self> {
        let mut items = Vec::new();
        items.fill(value, path)?;
        Ok(items)
    }
}

/// Pairs of a name and a value, from an object whose keys are the user's own.
#[derive(Clone, Debug, PartialEq)]
pub struct Pairs<T>(pub Vec<(String, T)>);

impl<T> Default for Pairs<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: FromValue> FromValue for Pairs<T> {
    fn from_value(value: Value, path: &str) -> Taken<Self> {
        let mut pairs = Vec::new();
        value.each_field(path, &mut |key, value, place| {
            pairs.push((key, T::from_value(value, place)?));
            Ok(())
        })?;
        Ok(Self(pairs))
    }
}

/// The value of a word out of a list.
pub(crate) fn word<T: Copy>(value: &Value, path: &str, words: &[(&str, T)]) -> Taken<T> {
    let found = match value {
        Value::Text(text) => words.iter().find(|(word, _)| word == text).map(|&(_, value)| value),
        _ => None,
    };
    found.map_or_else(
        || {
            let known = listed(&mut words.iter().map(|(word, _)| (*word).to_owned()));
            value.refused(path, &format!("one of {known}"))
        },
        Ok,
    )
}
