//! Values of a JSON text that are still text: what kind they are, what is in them, and where they stand.
//!
//! Works one level at a time and never recurses, so no nesting is too deep for it.

use std::fmt;

use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::Text;

/// The kind of a JSON value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Number,
    Bool,
    Null,
    List,
    Object,
}

impl Kind {
    /// As a message names it.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Text => "a text",
            Self::Number => "a number",
            Self::Bool => "true or false",
            Self::Null => "null",
            Self::List => "a list",
            Self::Object => "an object",
        }
    }
}

/// The kind of a value, which its first character tells.
pub(crate) fn kind(value: &RawValue) -> Kind {
    match value.get().as_bytes().first() {
        Some(b'"') => Kind::Text,
        Some(b'{') => Kind::Object,
        Some(b'[') => Kind::List,
        Some(b't' | b'f') => Kind::Bool,
        Some(b'n') => Kind::Null,
        _ => Kind::Number,
    }
}

/// A text's characters; nothing for other kinds.
pub(crate) fn text(value: &RawValue) -> Option<Text<'_>> {
    serde_json::from_str(value.get()).ok()
}

/// An object's keys and values, repeated ones too; nothing for other kinds.
pub(crate) fn fields(value: &RawValue) -> Vec<(&RawValue, &RawValue)> {
    struct FieldsVisitor;
    impl<'de> Visitor<'de> for FieldsVisitor {
        type Value = Vec<(&'de RawValue, &'de RawValue)>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut fields = Vec::new();
            while let Some(field) = map.next_entry()? {
                fields.push(field);
            }
            Ok(fields)
        }
    }
    let mut json = serde_json::Deserializer::from_str(value.get());
    (&mut json).deserialize_map(FieldsVisitor).unwrap_or_default()
}

/// A list's elements; nothing for other kinds.
pub(crate) fn elements(value: &RawValue) -> Vec<&RawValue> {
    serde_json::from_str(value.get()).unwrap_or_default()
}

/// Where in `text` a value stands that was cut from it.
pub(crate) fn offset(text: &str, value: &RawValue) -> usize {
    (value.get().as_ptr() as usize).saturating_sub(text.as_ptr() as usize).min(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_know_where_they_stand() {
        let text = r#" {"a" : [1, "é\n"], "a": {"b":null} } "#;
        let whole: &RawValue = serde_json::from_str(text).expect("valid");
        let fields = fields(whole);
        let at = |value| offset(text, value);
        assert_eq!(fields.iter().map(|(key, value)| (at(key), at(value))).collect::<Vec<_>>(), [(2, 8), (21, 26)]);
        let list = elements(fields[0].1);
        assert_eq!((at(list[1]), kind(list[1]), super::text(list[1]).as_deref()), (12, Kind::Text, Some("é\n")));
        assert_eq!((kind(fields[1].1), elements(fields[1].1).len()), (Kind::Object, 0));
    }
}
