//! Brings our changes into their text.

use std::collections::{HashMap, HashSet};

use serde_json::value::RawValue;

use super::LISTS;
use super::order::{before, moved};
use super::things::{Key, Things};
use crate::document::Document;
use crate::document::edit::{self, Edit, EditError, FieldOwner, ItemId, insert_as_written, remove_at};
use crate::document::fields::ItemKind;
use crate::text::patch::Patch;
use crate::text::syntax;

/// Our changes of things.
#[derive(Default)]
pub(super) struct Changes {
    /// Things that both texts have, with our text of them.
    replaced: Vec<(Key, String)>,
    /// Things that only their text has.
    removed: Vec<Key>,
    /// Things that only our text has.
    added: Vec<(Key, String)>,
}

impl Changes {
    /// Adds the change of a thing from their text of it to ours.
    pub(super) fn add(&mut self, key: &Key, ours: Option<&str>, theirs: Option<&str>) {
        match (ours, theirs) {
            (Some(ours), Some(_)) => self.replaced.push((key.clone(), ours.to_owned())),
            (Some(ours), None) => self.added.push((key.clone(), ours.to_owned())),
            (None, Some(_)) => self.removed.push(key.clone()),
            (None, None) => {}
        }
    }

    /// Their text with our changes, and what could not be done.
    pub(super) fn make(self, things: [&Things; 3], theirs: &Document) -> (Document, Vec<String>) {
        let [_, _, their_things] = things;
        let mut making = Making { document: theirs.clone(), notes: Vec::new() };
        let edits =
            self.replaced.iter().filter_map(|(key, text)| Some((their_things.span(key)?.range(), text.clone())));
        // Ranges of different things cannot overlap.
        if let Some(patch) = Patch::new(edits.collect()) {
            making.apply(Ok(patch), "");
        }
        for (key, text) in &self.added {
            if let Key::Field(name) = key {
                making.set_field(name, Some(text));
            }
        }
        for key in &self.removed {
            if let Key::Field(name) = key {
                making.set_field(name, None);
            }
        }
        for kind in LISTS {
            self.make_list(kind, things, &mut making);
        }
        (making.document, making.notes)
    }

    /// Removes, moves and adds the items of a list.
    fn make_list(&self, kind: ItemKind, [base, ours, theirs]: [&Things; 3], making: &mut Making) {
        let [base, ours] = [base, ours].map(|things| things.list(kind));
        let is_of_it = |key: &Key| key.kind() == Some(kind);
        let is_same = self.removed.iter().all(|key| !is_of_it(key)) && self.added.iter().all(|(key, _)| !is_of_it(key));
        if is_same && base == ours {
            return;
        }
        let theirs = theirs.list(kind);
        let mut order = theirs.clone();
        for key in &self.removed {
            if let Some(at) = order.iter().position(|other| other == key) {
                order.remove(at);
                making.remove(kind, at);
            }
        }
        let (moved_here, moved_there) = (moved(&base, &ours), moved(&base, &theirs));
        let present: HashSet<Key> = order.iter().cloned().collect();
        // Those that stand where they belong.
        let mut settled: HashSet<Key> = present.iter().filter(|key| !moved_here.contains(key)).cloned().collect();
        let added: HashMap<&Key, &str> = self.added.iter().map(|(key, text)| (key, &**text)).collect();
        let mut unclear = false;
        for (index, key) in ours.iter().enumerate() {
            let is_present = present.contains(key);
            let added = added.get(key).filter(|_| !is_present);
            if added.is_none() && !(is_present && moved_here.contains(key)) {
                continue;
            }
            let counts = |other: &Key| settled.contains(other);
            let after = before(&ours, key, counts);
            let next = ours[index + 1..].iter().find(|other| counts(other));
            let position = |of: &Key| order.iter().position(|other| other == of);
            let to = match (after.and_then(position), next.and_then(position)) {
                (Some(after), _) => after + 1,
                (None, Some(next)) => next,
                (None, None) => order.len(),
            };
            if let Some(text) = added {
                making.insert(kind, text, to);
                order.insert(to, key.clone());
            } else if let Some(from) = position(key).filter(|&from| to != from && to != from + 1) {
                if moved_there.contains(key) {
                    unclear = true;
                    continue;
                }
                if making.shift(key, order.get(to)) {
                    let key = order.remove(from);
                    order.insert(if to > from { to - 1 } else { to }, key);
                }
            }
            settled.insert(key.clone());
        }
        if unclear {
            making.notes.push(format!("Both changed the order of {}; it is kept as it is there.", kind.list()));
        }
    }
}

/// The text with the changes so far.
struct Making {
    document: Document,
    notes: Vec<String>,
}

impl Making {
    /// Applies a patch; notes it if there is none.
    fn apply(&mut self, patch: Result<Patch, EditError>, what: &str) -> bool {
        match patch {
            Ok(patch) => self.document.apply(&patch).is_some(),
            Err(error) => {
                self.notes.push(format!("{what} could not be brought in: {error}."));
                false
            }
        }
    }

    fn set_field(&mut self, name: &str, text: Option<&str>) {
        let value = text.and_then(|text| RawValue::from_string(syntax::check_at_once(text).text.into_owned()).ok());
        if text.is_some() && value.is_none() {
            self.notes.push(format!("The field “{name}” could not be brought in: it is not JSON."));
            return;
        }
        let edit = Edit::Set { owner: FieldOwner::Story, field: name.to_owned(), value };
        let patch = edit::patch(&self.document, &edit);
        self.apply(patch, &format!("The field “{name}”"));
    }

    fn remove(&mut self, kind: ItemKind, at: usize) {
        let patch = remove_at(&self.document, kind, at);
        self.apply(patch, &format!("The removal of a {}", kind.word()));
    }

    fn insert(&mut self, kind: ItemKind, text: &str, at: usize) {
        let patch = insert_as_written(&self.document, kind, text, at);
        self.apply(patch, &format!("A new {}", kind.word()));
    }

    /// Moves an item before another, or to the end. Whether it could be done: items without ids stay.
    fn shift(&mut self, key: &Key, before: Option<&Key>) -> bool {
        let Key::Item(kind, id, 0) = key else { return false };
        let before = match before {
            None => None,
            Some(Key::Item(_, id, 0)) => Some(id.clone()),
            Some(_) => return false,
        };
        let edit = Edit::Move { item: ItemId { kind: *kind, id: id.clone() }, before };
        let patch = edit::patch(&self.document, &edit);
        self.apply(patch, &format!("The place of a {}", kind.word()))
    }
}
