//! Conflicts in words.

use super::things::{Key, Things, is_same};
use super::{Conflict, Thing};
use crate::document::edit::ItemId;
use crate::text::quote::quoted;
use crate::text::scan::{self, Span};

/// The conflict of a thing that is written in three ways: in the base, by us, by them.
pub(super) fn conflict(
    key: &Key,
    [was, mine, other]: [Option<&str>; 3],
    [base, ours, theirs]: [&Things; 3],
) -> Conflict {
    let (thing, title) = match key {
        Key::Field(name) => (Thing::Field(name.clone()), name.clone()),
        Key::Item(kind, id, _) | Key::Nameless(kind, id, _) => {
            let item = ItemId { kind: *kind, id: id.clone() };
            let title = [ours, theirs, base].into_iter().find_map(|things| things.title(&item));
            (Thing::Item(item), title.unwrap_or_else(|| id.clone()))
        }
    };
    Conflict { thing, title, ours: did(was, mine), theirs: did(was, other) }
}

/// What was done to a thing.
fn did(was: Option<&str>, is: Option<&str>) -> String {
    match (was, is) {
        (_, None) => "removed it".to_owned(),
        (None, Some(_)) => "added it".to_owned(),
        (Some(was), Some(is)) => {
            let fields = changed_fields(was, is);
            let text = scan::string(is, Span::new(0, is.len()));
            match (fields.split_last(), text) {
                (_, Some(text)) => format!("changed it to {}", quoted(&text)),
                (None, _) => "changed it".to_owned(),
                (Some((last, [])), _) => format!("changed {last}"),
                (Some((last, others)), _) => format!("changed {} and {last}", others.join(", ")),
            }
        }
    }
}

/// The names of the fields that differ between two objects.
fn changed_fields(was: &str, is: &str) -> Vec<String> {
    let members = |json: &str| -> Vec<(String, String)> {
        let members = scan::members(json, Span::new(0, json.len())).unwrap_or_default();
        let name = |key| scan::string(json, key).unwrap_or_default().into_owned();
        members.into_iter().map(|member| (name(member.key), member.value.of(json).to_owned())).collect()
    };
    let (was, is) = (members(was), members(is));
    let value = |members: &[(String, String)], name: &str| {
        members.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone())
    };
    let mut names: Vec<String> = Vec::new();
    for (name, _) in is.iter().chain(&was) {
        let same = match (value(&was, name), value(&is, name)) {
            (Some(was), Some(is)) => is_same(&was, &is),
            _ => false,
        };
        if !same && !names.contains(name) {
            names.push(name.clone());
        }
    }
    names
}
