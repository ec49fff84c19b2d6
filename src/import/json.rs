//! JSON files of other programs: whole, and their values as texts.

use serde_json::{Map, Value};

use super::Unreadable;

/// The value in a text.
///
/// # Errors
/// The text is no JSON, with the place of the mistake.
pub(super) fn parse(text: &str) -> Result<Value, Unreadable> {
    serde_json::from_str(text).map_err(|error| {
        let position = |at: usize| u32::try_from(at).ok().filter(|at| *at > 0);
        let reason = error.to_string();
        let reason = reason.split(" at line ").next().unwrap_or_default();
        let message = format!("The file is no whole JSON: {reason}. Save it again in the program that it comes from");
        Unreadable { line: position(error.line()), column: position(error.column()), message }
    })
}

/// A text, number or truth as text; empty for anything else.
pub(super) fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Bool(is_so) => is_so.to_string(),
        Value::Null | Value::Array(_) | Value::Object(_) => String::new(),
    }
}

/// A member as text; empty if there is none.
pub(super) fn member(object: &Value, name: &str) -> String {
    object.get(name).map(text).unwrap_or_default()
}

/// The members that are not among `known`, and those within them, as lines `name: value`.
pub(super) fn other_lines(object: &Value, known: &[&str]) -> Vec<String> {
    let mut lines = Vec::new();
    if let Value::Object(members) = object {
        collect(members, "", known, &mut lines);
    }
    lines
}

fn collect(members: &Map<String, Value>, before: &str, known: &[&str], lines: &mut Vec<String>) {
    for (name, value) in members.iter().filter(|(name, _)| !known.contains(&name.as_str())) {
        let name = format!("{before}{}", name.replace('_', " "));
        match value {
            Value::Object(members) => collect(members, &format!("{name} "), &[], lines),
            Value::Array(items) if !items.is_empty() => lines.push(format!("{name}: {value}")),
            _ => {
                let text = super::markup::plain(&text(value));
                if !text.is_empty() {
                    lines.push(format!("{name}: {text}"));
                }
            }
        }
    }
}
