//! Declared data types: their fields are taken out of a tree by name, and the first that does not fit is told
//! with its path.

use crate::text::{listed, nearest, pointer_step, shown};
use crate::value::{Misfit, Slot, Taken, Value};

/// Declares an enumeration whose values are words on the wire.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$item_doc:meta])* $item:ident = $text:tt,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
        pub enum $name { $($(#[$item_doc])* #[cfg_attr(test, ts(rename = $text), schemars(rename = $text))] $item,)+ }

        impl $name {
            /// Every value, in the order of this file.
            pub const ALL: &'static [$name] = &[$($name::$item,)+];

            /// The word on the wire.
            pub const fn as_str(self) -> &'static str {
                match self { $($name::$item => $text,)+ }
            }

            /// The value of that word, if it is one.
            pub fn parse(word: &str) -> Option<Self> {
                match word { $($text => Some($name::$item),)+ _ => None }
            }
        }

        crate::packed::pack_word! { $name { $($item)+ } }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl crate::value::FromValue for $name {
            fn from_value(value: crate::value::Value, path: &str) -> crate::value::Taken<Self> {
                crate::value::word(&value, path, &[$(($text, $name::$item),)+])
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}
pub(crate) use words;

/// Takes the fields of a declared type out of a tree. The first misfit is told at the end, so that each
/// field costs one call and no way out of its own.
macro_rules! take_fields {
    ($value:expr, $path:expr;
        required { $($rfield:ident = $rkey:literal,)* }
        optional { $($ofield:ident = $okey:literal,)* }
        lists { $($lfield:ident = $lkey:literal,)* }
    ) => {{
        let mut fields = $crate::record::Fields::open($value, $path, &[$($rkey,)* $($okey,)* $($lkey,)*]);
        $(let mut $rfield = None;)*
        $(fields.required(&mut $rfield);)*
        match ($($rfield,)*) {
            ($(Some($rfield),)*) => {
                #[allow(unused_mut)]
                let mut taken = Self { $($rfield,)* $($ofield: None,)* $($lfield: Vec::new(),)* };
                $(fields.optional(&mut taken.$ofield);)*
                $(fields.optional(&mut taken.$lfield);)*
                fields.close().map(|()| taken)
            }
            #[allow(unreachable_patterns)]
            _ => Err(fields.refusal()),
        }
    }};
}
pub(crate) use take_fields;

/// Declares plain data that is read from a tree and written as JSON: its fields with their names on the
/// wire and the type that describes them in the JSON Schema.
macro_rules! record {
    (
        $(#[$doc:meta])* $name:ident {
            required { $($(#[$rdoc:meta])* $rfield:ident: $rtype:ty = $rkey:literal as $rschema:tt,)* }
            optional { $($(#[$odoc:meta])* $ofield:ident: $otype:ty = $okey:literal as $oschema:tt,)* }
            lists { $($(#[$ldoc:meta])* $lfield:ident: $ltype:ty = $lkey:literal as $lschema:tt,)* }
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, serde::Serialize)]
        #[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
        pub struct $name {
            $($(#[$rdoc])* #[serde(rename = $rkey)] #[cfg_attr(test, schemars(with = $rschema))] pub $rfield: $rtype,)*
            $(
                $(#[$odoc])*
                #[serde(rename = $okey, skip_serializing_if = "Option::is_none")]
                #[cfg_attr(test, schemars(with = $oschema, default))]
                pub $ofield: Option<$otype>,
            )*
            $(
                $(#[$ldoc])*
                #[serde(rename = $lkey, skip_serializing_if = "Vec::is_empty")]
                #[cfg_attr(test, schemars(with = $lschema, default))]
                pub $lfield: Vec<$ltype>,
            )*
        }

        impl $crate::value::FromValue for $name {
            fn from_value(value: $crate::value::Value, path: &str) -> $crate::value::Taken<Self> {
                $crate::record::take_fields!(value, path;
                    required { $($rfield = $rkey,)* } optional { $($ofield = $okey,)* } lists { $($lfield = $lkey,)* })
            }
        }
    };
}
pub(crate) use record;

/// The fields of an object, taken one by one in the order in which they are named at the opening; the first one
/// that does not fit is kept.
pub(crate) struct Fields<'p> {
    path: &'p str,
    known: std::slice::Iter<'p, &'p str>,
    fields: Vec<(String, Value)>,
    fault: Option<Misfit>,
}

impl<'p> Fields<'p> {
    /// Opens an object that may have these fields and no others. Nothing counts as an empty object.
    pub(crate) fn open(value: Value, path: &'p str, known: &'p [&'p str]) -> Self {
        let mut opened = Self { path, known: known.iter(), fields: Vec::new(), fault: None };
        match value {
            Value::Object(fields) => opened.fields = fields,
            Value::Null => {}
            other => opened.keep(other.refused(path, "an object")),
        }
        if let Some((key, _)) = opened.fields.iter().find(|(key, _)| !known.contains(&key.as_str())) {
            let near = nearest(key, known.iter().copied());
            let near = if near.is_empty() { known } else { &near };
            let near = listed(&mut near.iter().map(ToString::to_string));
            let place = format!("{path}/{}", pointer_step(&shown(key)));
            opened.fault = Some(Misfit::new(&place, format!("there is no such field; there is {near}")));
            return opened;
        }
        // All keys are known ones by here, so that one stated twice is soon found.
        let doubled =
            opened.fields.iter().enumerate().find(|(place, (key, _))| {
                opened.fields.iter().take(*place).any(|(earlier, _)| earlier == key)
            });
        if let (None, Some((_, (key, _)))) = (&opened.fault, doubled) {
            let why = "it is stated twice, so what it says is ambiguous";
            opened.fault = Some(Misfit::new(&format!("{path}/{}", pointer_step(key)), why));
        }
        opened
    }

    fn keep(&mut self, taken: Taken<()>) {
        if let Err(misfit) = taken {
            self.fault.get_or_insert(misfit);
        }
    }

    fn next(&mut self) -> (Value, String) {
        let key = self.known.next().copied().unwrap_or_default();
        let slot = self.fields.iter_mut().rfind(|(name, _)| name == key);
        let value = slot.map_or(Value::Null, |(_, value)| std::mem::replace(value, Value::Null));
        (value, format!("{}/{key}", self.path))
    }

    /// Puts the next field, which has to be there, into its place.
    #[inline(never)]
    pub(crate) fn required(&mut self, slot: &mut dyn Slot) {
        let (value, path) = self.next();
        let taken = match value {
            Value::Null => Err(Misfit::new(&path, "it is missing")),
            value => slot.fill(value, &path),
        };
        self.keep(taken);
    }

    /// Puts the next field into its place, where it is there.
    #[inline(never)]
    pub(crate) fn optional(&mut self, slot: &mut dyn Slot) {
        let (value, path) = self.next();
        if value != Value::Null {
            let taken = slot.fill(value, &path);
            self.keep(taken);
        }
    }

    /// The first misfit, if there was one.
    pub(crate) fn close(&mut self) -> Taken<()> {
        self.fault.take().map_or(Ok(()), Err)
    }

    /// The first misfit, where a field that has to be there is not.
    pub(crate) fn refusal(&mut self) -> Misfit {
        self.fault.take().unwrap_or_else(|| Misfit::new(self.path, "it does not fit"))
    }
}
