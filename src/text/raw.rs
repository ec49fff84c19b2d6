//! Unparsed JSON values: their kinds, and the values in them.
//!
//! Works one level at a time and never recurses, so no nesting is too deep.

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
    /// The kind of a value, from its first character.
    pub(crate) fn of(json: &str) -> Self {
        match json.as_bytes().first() {
            Some(b'"') => Self::Text,
            Some(b'{') => Self::Object,
            Some(b'[') => Self::List,
            Some(b't' | b'f') => Self::Bool,
            Some(b'n') => Self::Null,
            _ => Self::Number,
        }
    }

    /// The kind in words, for messages.
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

/// The kind of a value.
pub(crate) fn kind(value: &RawValue) -> Kind {
    Kind::of(value.get())
}

/// The characters of a text; `None` for other kinds.
pub(crate) fn text(value: &RawValue) -> Option<Text<'_>> {
    serde_json::from_str(value.get()).ok()
}

/// The elements of a list; empty for other kinds.
pub(crate) fn elements(value: &RawValue) -> Vec<&RawValue> {
    serde_json::from_str(value.get()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_and_inner_values_are_found() {
        let whole: &RawValue = serde_json::from_str(r#"[1, "é\n", {"b": null}, [], true, null]"#).expect("valid");
        let list = elements(whole);
        let kinds: Vec<Kind> = list.iter().map(|value| kind(value)).collect();
        assert_eq!(kinds, [Kind::Number, Kind::Text, Kind::Object, Kind::List, Kind::Bool, Kind::Null]);
        assert_eq!((super::text(list[1]).as_deref(), super::text(list[0])), (Some("é\n"), None));
        assert_eq!(elements(list[2]).len(), 0);
    }
}
