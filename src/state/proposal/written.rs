//! An event as its text has it, and its `when` to change and write back. Exact times and lengths stay as they are written.

use std::fmt::Write;

use super::context::{item, set};
use crate::document::Document;
use crate::document::edit::Edit;
use crate::document::fields::ItemKind;
use crate::story::place::TimeField;
use crate::story::relation::Relation;
use crate::text::quote::json;
use crate::text::scan::{self, Span};

/// An event in the text of a story.
#[derive(Clone, Copy, Debug)]
pub(super) struct Written<'d> {
    text: &'d str,
    item: Span,
    /// Its position in the list, from 0.
    pub(super) at: usize,
}

impl<'d> Written<'d> {
    /// The event with this id. `likely` is the position where it is looked for first: there it costs nothing.
    pub(super) fn of(document: &'d Document, id: &str, likely: usize) -> Option<Self> {
        let (text, items) = events(document)?;
        let is_it = |item: Span| {
            let found = scan::member(text, item, "id").ok().flatten();
            found.is_some_and(|found| scan::is(text, found.value, id))
        };
        let at = match items.get(likely) {
            Some(&item) if is_it(item) => likely,
            _ => items.iter().position(|&item| is_it(item))?,
        };
        Some(Self { text, item: items[at], at })
    }

    /// The value of a field, as JSON.
    pub(super) fn field(self, name: &str) -> Option<&'d str> {
        let member = scan::member(self.text, self.item, name).ok().flatten()?;
        Some(member.value.of(self.text))
    }

    /// The texts of a field that is a list of them, or a single one.
    pub(super) fn texts(self, name: &str) -> Vec<String> {
        let member = scan::member(self.text, self.item, name).ok().flatten();
        member.map_or_else(Vec::new, |member| texts(self.text, member.value))
    }

    /// The objects and texts of a list, each as JSON, or a single one.
    pub(super) fn items(self, name: &str) -> Vec<&'d str> {
        let Some(member) = scan::member(self.text, self.item, name).ok().flatten() else { return Vec::new() };
        let value = member.value;
        if !value.of(self.text).starts_with('[') {
            return vec![value.of(self.text)];
        }
        scan::items(self.text, value).unwrap_or_default().into_iter().map(|item| item.of(self.text)).collect()
    }

    /// Its `when`; empty if it has none.
    pub(super) fn when(self) -> WhenText {
        let mut when = WhenText::default();
        let Some(object) = scan::member(self.text, self.item, "when").ok().flatten() else { return when };
        for member in scan::members(self.text, object.value).unwrap_or_default() {
            let Some(name) = scan::string(self.text, member.key) else { continue };
            let value = member.value.of(self.text);
            if let Some(relation) = Relation::from_name(&name) {
                when.is_short |= value.starts_with('"');
                when.relations.extend(texts(self.text, member.value).into_iter().map(|id| (relation, id)));
            } else if let Some(field) = FIELDS.into_iter().find(|field| field.name() == name) {
                when.exact.push((field, value.to_owned()));
            }
        }
        when
    }
}

/// The number of events in the list.
pub(super) fn count(document: &Document) -> usize {
    events(document).map_or(0, |(_, items)| items.len())
}

fn events(document: &Document) -> Option<(&str, &[Span])> {
    let text = document.text();
    let (_, items) = document.tree().ok()?.field(text, ItemKind::Event.list())?;
    Some((text, items?))
}

fn texts(text: &str, value: Span) -> Vec<String> {
    let one = |value: Span| scan::string(text, value).map(std::borrow::Cow::into_owned);
    if value.of(text).starts_with('[') {
        scan::items(text, value).unwrap_or_default().into_iter().filter_map(one).collect()
    } else {
        one(value).into_iter().collect()
    }
}

const FIELDS: [TimeField; 4] = [TimeField::At, TimeField::From, TimeField::To, TimeField::Lasts];

/// The `when` of an event, with ids as in the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct WhenText {
    exact: Vec<(TimeField, String)>,
    relations: Vec<(Relation, String)>,
    /// Whether a single event is written without a list around it.
    is_short: bool,
}

impl WhenText {
    /// An exact time or length, as JSON.
    pub(super) fn exact(&self, field: TimeField) -> Option<&str> {
        self.exact.iter().find(|(known, _)| *known == field).map(|(_, json)| &**json)
    }

    /// Sets or removes an exact time or a length.
    pub(super) fn set_exact(&mut self, field: TimeField, json: Option<String>) {
        self.exact.retain(|(known, _)| *known != field);
        self.exact.extend(json.map(|json| (field, json)));
    }

    /// Whether it relates the event to another.
    pub(super) fn has_relations(&self) -> bool {
        !self.relations.is_empty()
    }

    /// Whether it has an exact time.
    pub(super) fn is_dated(&self) -> bool {
        self.exact.iter().any(|(field, _)| *field != TimeField::Lasts)
    }

    /// Adds a relation, if it is not there yet.
    pub(super) fn add(&mut self, relation: Relation, id: &str) {
        if !self.relations.iter().any(|(known, other)| (*known, &**other) == (relation, id)) {
            self.relations.push((relation, id.to_owned()));
        }
    }

    /// Removes a relation; whether it was there.
    pub(super) fn remove(&mut self, relation: Relation, id: &str) -> bool {
        let before = self.relations.len();
        self.relations.retain(|(known, other)| (*known, &**other) != (relation, id));
        self.relations.len() < before
    }

    /// Removes every relation to an event; whether there was any.
    pub(super) fn remove_all(&mut self, id: &str) -> bool {
        let before = self.relations.len();
        self.relations.retain(|(_, other)| other != id);
        self.relations.len() < before
    }

    /// Its JSON; `None` if it says nothing.
    pub(super) fn json(&self) -> Option<String> {
        if self.exact.is_empty() && self.relations.is_empty() {
            return None;
        }
        let mut out = String::from("{");
        let mut comma = "";
        for (field, json) in &self.exact {
            _ = write!(out, "{comma}\"{}\":{json}", field.name());
            comma = ",";
        }
        for relation in Relation::ALL {
            let ids = self.relations.iter().filter(|(known, _)| *known == relation);
            let ids: Vec<String> = ids.map(|(_, id)| json(id)).collect();
            let _ = match &*ids {
                [] => continue,
                [one] if self.is_short => write!(out, "{comma}\"{}\":{one}", relation.name()),
                _ => write!(out, "{comma}\"{}\":[{}]", relation.name(), ids.join(",")),
            };
            comma = ",";
        }
        out.push('}');
        Some(out)
    }

    /// The edit that writes it to the event with this id.
    pub(super) fn edit(&self, id: &str) -> Option<Edit> {
        set(item(id), "when", self.json())
    }
}
