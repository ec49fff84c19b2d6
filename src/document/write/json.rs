//! JSON values put together from values that are written already. The parts stay as they are.

use serde_json::value::RawValue;

use crate::text::raw::Kind;
use crate::text::scan::{self, Span};

/// A text as JSON.
pub(crate) fn text(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// The characters of a JSON text; `None` for other values.
pub(crate) fn string(json: &str) -> Option<String> {
    scan::string(json, whole(json)).map(std::borrow::Cow::into_owned)
}

/// A text, number, true or false as a field shows it: a text without its quotes, all else as it is written.
pub fn shown(json: &str) -> String {
    string(json).unwrap_or_else(|| json.to_owned())
}

/// The items of a list, each as JSON; any other value is the only item.
pub(crate) fn items(json: &str) -> Vec<String> {
    if Kind::of(json) != Kind::List {
        return vec![json.to_owned()];
    }
    let items = scan::items(json, whole(json)).unwrap_or_default();
    items.into_iter().map(|item| item.of(json).to_owned()).collect()
}

/// The members of an object: names, and values as JSON; none for other values.
pub(crate) fn members(json: &str) -> Vec<(String, String)> {
    let members = scan::members(json, whole(json)).unwrap_or_default();
    let name = |key| scan::string(json, key).unwrap_or_default().into_owned();
    members.into_iter().map(|member| (name(member.key), member.value.of(json).to_owned())).collect()
}

/// A list of values.
pub(crate) fn list(items: &[String]) -> String {
    format!("[{}]", items.join(","))
}

/// An object of members.
pub(crate) fn object(members: &[(String, String)]) -> String {
    let members: Vec<String> = members.iter().map(|(name, value)| format!("{}:{value}", text(name))).collect();
    format!("{{{}}}", members.join(","))
}

/// Sets, adds or removes a member.
pub(crate) fn set(members: &mut Vec<(String, String)>, name: &str, value: Option<String>) {
    let at = members.iter().position(|(known, _)| known == name);
    match (at, value) {
        (Some(at), Some(value)) => members[at].1 = value,
        (Some(at), None) => drop(members.remove(at)),
        (None, Some(value)) => members.push((name.to_owned(), value)),
        (None, None) => {}
    }
}

/// A value to be written.
pub(crate) fn raw(json: String) -> Result<Box<RawValue>, String> {
    RawValue::from_string(json).map_err(|error| format!("This cannot be written: {error}"))
}

fn whole(json: &str) -> Span {
    Span::new(0, json.len())
}
