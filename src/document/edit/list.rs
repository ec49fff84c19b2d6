//! Edits as they are written in a file: a list of objects such as
//! `{"do": "set", "event": "siege", "field": "title", "value": "The siege"}`.

use serde_json::value::RawValue;

use super::{Edit, FieldOwner, ItemId};
use crate::document::fields::ItemKind;
use crate::text::nearest::Budget;
use crate::text::path::Cursor;
use crate::text::quote::quoted;
use crate::text::raw::Kind;
use crate::text::scan::{self, Member, Span};
use crate::text::syntax;

/// A fault in a list of edits.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{message}", if .path.is_empty() { String::new() } else { format!("{path}: ") })]
pub struct EditsError {
    /// The path of the faulty value in the list, such as `[2].field`; empty for the whole list.
    pub path: String,
    /// What is wrong and how to fix it.
    pub message: String,
}

/// The verbs, and the fields of each besides "do" and the item to edit.
const VERBS: [(&str, &[&str]); 5] =
    [("set", &["field", "value"]), ("add", &["before"]), ("remove", &[]), ("rename", &["to"]), ("move", &["before"])];

/// The edits in a JSON list.
///
/// # Errors
/// The first fault in the list.
pub fn edits_from_json(text: &str) -> Result<Vec<Edit>, EditsError> {
    let checked = syntax::check_at_once(text);
    if let Some(fault) = checked.faults.first() {
        let (line, column) = Cursor::new(text).go_to(fault.offset);
        return Err(EditsError { path: String::new(), message: format!("{line}:{column} {}", fault.message) });
    }
    let text = &*checked.text;
    let start = scan::skip_trivia(text.as_bytes(), 0);
    let list = Span::new(start, text.trim_end().len());
    let error = |message: String| EditsError { path: String::new(), message };
    if !list.of(text).starts_with('[') {
        return Err(error(format!("expected a list of edits, found {}", Kind::of(list.of(text)).words())));
    }
    let items = scan::items(text, list).map_err(|fault| error(fault.message))?;
    items.into_iter().enumerate().map(|(at, item)| Reader { text, at }.edit(item)).collect()
}

/// Reads one edit of the list.
struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl Reader<'_> {
    fn error(&self, field: &str, message: String) -> EditsError {
        let path = if field.is_empty() { format!("[{}]", self.at) } else { format!("[{}].{field}", self.at) };
        EditsError { path, message }
    }

    fn edit(&self, item: Span) -> Result<Edit, EditsError> {
        let json = item.of(self.text);
        if !json.starts_with('{') {
            return Err(self.error(
                "",
                format!(
                    "expected an edit such as {{\"do\": \"remove\", \"event\": \"siege\"}}, found {}",
                    Kind::of(json).words()
                ),
            ));
        }
        let members = scan::members(self.text, item).map_err(|fault| self.error("", fault.message))?;
        let find = |name: &str| members.iter().find(|member| scan::is(self.text, member.key, name)).copied();
        let Some(verb) = find("do") else {
            return Err(self.error("", "missing field \"do\"; it is set, add, remove, rename or move".into()));
        };
        let verb = self.string("do", verb.value)?;
        let Some((verb, fields)) = VERBS.iter().find(|(known, _)| *known == verb) else {
            let near = Budget::new(1).nearest(&verb, VERBS.iter().map(|(verb, _)| *verb));
            let fix = near.map_or("it is set, add, remove, rename or move".into(), |near| {
                format!("did you mean {}?", quoted(near))
            });
            return Err(self.error("do", format!("unknown edit {}; {fix}", quoted(&verb))));
        };
        let (kind, subject) = self.subject(&members, verb, fields)?;
        let needed = |name: &str| {
            find(name).ok_or_else(|| {
                self.error("", format!("missing field {}; every {} has one", quoted(name), quoted(verb)))
            })
        };
        let before = match find("before").map(|member| member.value) {
            Some(id) if id.of(self.text) != "null" => Some(self.string("before", id)?),
            _ => None,
        };
        let Some(kind) = kind else {
            // With "story", the value is the name of the story's field.
            let field = self.string("story", subject)?;
            return Ok(Edit::Set { owner: FieldOwner::Story, field, value: self.raw(needed("value")?.value)? });
        };
        if *verb == "add" {
            let Some(value) = self.raw(subject)? else {
                return Err(
                    self.error(kind.word(), format!("expected the {} with its fields, found null", kind.word()))
                );
            };
            return Ok(Edit::Add { kind, value, before });
        }
        let item = ItemId { kind, id: self.string(kind.word(), subject)? };
        Ok(match *verb {
            "set" => Edit::Set {
                owner: FieldOwner::Item(item),
                field: self.string("field", needed("field")?.value)?,
                value: self.raw(needed("value")?.value)?,
            },
            "remove" => Edit::Remove(item),
            "rename" => Edit::Rename { item, to: self.string("to", needed("to")?.value)? },
            _ => Edit::Move { item, before },
        })
    }

    /// The kind of item to edit, or `None` for the story, and the value that names it. Fields that the verb does not
    /// have are errors.
    fn subject(&self, members: &[Member], verb: &str, fields: &[&str]) -> Result<(Option<ItemKind>, Span), EditsError> {
        let mut subject = None;
        let mut seen: Vec<String> = Vec::new();
        for member in members {
            let name = scan::string(self.text, member.key).unwrap_or_default().into_owned();
            let kind = ItemKind::ALL.into_iter().find(|kind| kind.word() == name);
            if seen.contains(&name) {
                return Err(self.error("", format!("field {} is given twice; keep one of the two", quoted(&name))));
            }
            if kind.is_some() || name == "story" && verb == "set" {
                if subject.is_some() {
                    return Err(self.error(&name, "an edit changes one thing; write two edits".into()));
                }
                subject = Some((kind, member.value));
            } else if name != "do" && !fields.contains(&&*name) {
                let words = ItemKind::ALL.map(ItemKind::word);
                let known = || ["do"].into_iter().chain(words).chain(fields.iter().copied());
                let fix = match Budget::new(1).nearest(&name, known()) {
                    Some(near) => format!("did you mean {}?", quoted(near)),
                    None => format!("the fields here are {}", known().collect::<Vec<_>>().join(", ")),
                };
                return Err(self.error("", format!("unknown field {}; {fix}", quoted(&name))));
            }
            seen.push(name);
        }
        if let Some((None, _)) = subject
            && seen.iter().any(|name| name == "field")
        {
            return Err(self.error("field", "\"story\" names the field already; leave this out".into()));
        }
        subject.ok_or_else(|| {
            let words = ItemKind::ALL.map(ItemKind::word).join(", ");
            let story = if verb == "set" { " or story" } else { "" };
            self.error("", format!("nothing to edit is named; name it with one of {words}{story}"))
        })
    }

    fn string(&self, field: &str, text: Span) -> Result<String, EditsError> {
        let found = Kind::of(text.of(self.text)).words();
        let string = scan::string(self.text, text).map(String::from);
        string.ok_or_else(|| self.error(field, format!("expected a text, found {found}")))
    }

    /// A value as written; `None` for null.
    fn raw(&self, value: Span) -> Result<Option<Box<RawValue>>, EditsError> {
        let json = value.of(self.text);
        if json == "null" {
            return Ok(None);
        }
        RawValue::from_string(json.to_owned()).map(Some).map_err(|error| self.error("value", error.to_string()))
    }
}
