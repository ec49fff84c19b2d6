//! Changes the ids of items, and every reference to them.

use std::borrow::Cow;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap, HashSet};

use super::{EditError, Editor, Edits, ItemId, value};
use crate::document::fields::{Field, ItemKind, ObjectKind, STORY, Shape};
use crate::text::Fault;
use crate::text::quote::json;
use crate::text::scan::{self, Span};

impl<'d> Editor<'d> {
    /// Gives items new ids, each in the text that those before it leave.
    ///
    /// # Errors
    /// One cannot be renamed, with its position; of the items that are not found the nearest ids are as in this text.
    pub(super) fn rename_all(&self, renames: &[(&ItemId, &str)]) -> Result<Edits, (usize, EditError)> {
        let whole = |error| (0, error);
        let new = self.new_ids(renames)?;
        let mut edits = Edits::new();
        for (&(kind, at), &to) in &new.of_items {
            let item = self.items(kind).map_err(whole)?[at];
            let to = json(to);
            if item.of(self.text).starts_with('"') {
                let object = format!("{{\"id\":{to},\"name\":{}}}", item.of(self.text));
                let style = self.style(kind, at).map_err(whole)?;
                edits.push((item.range(), value::written(&object, Shape::Objects(kind.object()), &style, false, "")));
            } else if let Some(name) =
                scan::member(self.text, item, kind.naming_field()).map_err(|it| whole(it.into()))?
            {
                edits.push((name.value.range(), to));
            }
        }
        if !new.of_items.is_empty() {
            let found = self.references(&new).map_err(whole)?;
            edits.extend(found.into_iter().map(|(found, to)| (found.range(), json(to))));
        }
        Ok(edits)
    }

    /// The new ids of items, and of the names that refer to them.
    fn new_ids<'r>(&self, renames: &[(&'r ItemId, &'r str)]) -> Result<NewIds<'r>, (usize, EditError)>
    where
        'd: 'r,
    {
        let mut ids: HashMap<ItemKind, Ids<'r>> = HashMap::new();
        let mut new = NewIds::default();
        for (number, &(ItemId { kind, id }, to)) in renames.iter().enumerate() {
            let refused = |error| Err((number, error));
            if !ids.contains_key(kind) {
                ids.insert(*kind, self.ids(*kind).map_err(|error| (number, error))?);
            }
            let Some(ids) = ids.get_mut(kind) else { continue };
            let Some(at) = ids.first.get(&**id).copied() else {
                return self.find(*kind, id).map_err(|error| (number, error)).and_then(|_| {
                    let (kind, id) = (*kind, id.clone());
                    refused(EditError::UnknownItem { kind, id, nearest: None })
                });
            };
            if id == to {
                continue;
            }
            if to.trim().is_empty() {
                return refused(EditError::Empty);
            }
            if ids.first.contains_key(to) {
                return refused(EditError::Taken { kind: *kind, id: to.to_owned() });
            }
            ids.give(id, at, to);
            new.of_items.insert((*kind, at), to);
            new.of_names.entry((*kind, id)).or_default().push((number, to));
        }
        Ok(new)
    }

    fn ids(&self, kind: ItemKind) -> Result<Ids<'d>, EditError> {
        let items = self.items(kind)?;
        let mut ids = Ids { first: HashMap::with_capacity(items.len()), later: HashMap::new() };
        for (at, &item) in items.iter().enumerate() {
            let Some(id) = self.id_of(kind, item) else { continue };
            match ids.first.entry(id) {
                Entry::Occupied(known) => ids.later.entry(known.key().clone()).or_default().push(at),
                Entry::Vacant(free) => _ = free.insert(at),
            }
        }
        Ok(ids)
    }

    /// The references that get a new name.
    fn references<'r>(&self, new: &NewIds<'r>) -> Result<Vec<(Span, &'r str)>, EditError> {
        let kinds: Vec<ItemKind> =
            ItemKind::ALL.into_iter().filter(|kind| new.of_names.keys().any(|(it, _)| it == kind)).collect();
        let names: HashSet<&str> = new.of_names.keys().map(|&(_, id)| id).collect();
        let written: Vec<String> = names.iter().map(|id| format!("\"{id}\"")).collect();
        let mut references = References { text: self.text, kinds: &kinds, new, found: Vec::new() };
        // An item without the quoted id and without escapes cannot refer to it and need not be parsed: 2 ms instead of
        // 13 ms for 20,000 events (`cargo bench --bench edit -- rename`).
        let may_name = |item: &Span| {
            let json = item.of(self.text);
            match &written[..] {
                _ if json.contains('\\') => true,
                [one] => json.contains(one),
                _ => json.split('"').skip(1).step_by(2).any(|text| names.contains(text)),
            }
        };
        for other in ItemKind::ALL {
            if other.fields().iter().any(|field| may_refer(field.shape, &kinds)) {
                let mut items = self.items(other)?.iter().copied().filter(may_name);
                items.try_for_each(|item| references.object(item, other.fields()))?;
            }
        }
        for field in STORY.fields.iter().filter(|field| may_refer(field.shape, &kinds)) {
            if let Some((member, _)) = self.tree.field(self.text, field.name) {
                references.value(member.value, field.shape)?;
            }
        }
        Ok(references.found)
    }
}

/// The items of a list by their ids.
struct Ids<'a> {
    first: HashMap<Cow<'a, str>, usize>,
    /// The further items of ids that are repeated.
    later: HashMap<Cow<'a, str>, Vec<usize>>,
}

impl<'a> Ids<'a> {
    /// Gives the item with an id another one; the next item with that id takes its place.
    fn give(&mut self, id: &'a str, at: usize, to: &'a str) {
        self.first.remove(id);
        if let Some(later) = self.later.get_mut(id).filter(|later| !later.is_empty()) {
            self.first.insert(id.into(), later.remove(0));
        }
        self.first.insert(to.into(), at);
    }
}

/// The new ids of items.
#[derive(Default)]
struct NewIds<'r> {
    /// By kind and index.
    of_items: BTreeMap<(ItemKind, usize), &'r str>,
    /// By the name that refers to them: the renames of it, with their numbers.
    of_names: HashMap<(ItemKind, &'r str), Vec<(usize, &'r str)>>,
}

impl<'r> NewIds<'r> {
    /// What a name becomes that refers to an item of this kind; `None` if it stays.
    fn of_name(&self, kind: ItemKind, name: &str) -> Option<&'r str> {
        let (mut last, mut next) = (None, 0);
        while let Some(&(number, to)) = self
            .of_names
            .get(&(kind, last.unwrap_or(name)))
            .and_then(|all| all.iter().find(|(number, _)| *number >= next))
        {
            (last, next) = (Some(to), number + 1);
        }
        last
    }
}

/// Whether a field of this shape may refer to items of these kinds.
fn may_refer(shape: Shape, kinds: &[ItemKind]) -> bool {
    let any = |object: &ObjectKind| object.fields.iter().any(|field| may_refer(field.shape, kinds));
    match shape {
        Shape::Id(named) | Shape::Ids(named) => kinds.contains(&named),
        Shape::Links(named, object) => kinds.contains(&named) || any(object),
        Shape::Object(object) | Shape::Objects(object) | Shape::Phrases(object) => any(object),
        Shape::Text
        | Shape::Word(..)
        | Shape::Number
        | Shape::Flag
        | Shape::List(_)
        | Shape::Version
        | Shape::Exact
        | Shape::Texts
        | Shape::Items(_)
        | Shape::Facts => false,
    }
}

/// Finds the references to items.
struct References<'a, 'r> {
    text: &'a str,
    kinds: &'a [ItemKind],
    new: &'a NewIds<'r>,
    found: Vec<(Span, &'r str)>,
}

impl References<'_, '_> {
    fn object(&mut self, object: Span, fields: &[Field]) -> Result<(), Fault> {
        for member in scan::members(self.text, object)? {
            if let Some(field) = fields.iter().find(|field| scan::is(self.text, member.key, field.name))
                && may_refer(field.shape, self.kinds)
            {
                self.value(member.value, field.shape)?;
            }
        }
        Ok(())
    }

    fn value(&mut self, value: Span, shape: Shape) -> Result<(), Fault> {
        match value.of(self.text).as_bytes().first() {
            Some(b'"') => {
                if let Shape::Id(kind) | Shape::Ids(kind) | Shape::Links(kind, _) = shape
                    && let Some(name) = scan::string(self.text, value).filter(|_| self.kinds.contains(&kind))
                {
                    self.found.extend(self.new.of_name(kind, &name).map(|to| (value, to)));
                }
                Ok(())
            }
            Some(b'[') => scan::items(self.text, value)?.into_iter().try_for_each(|item| self.value(item, shape)),
            Some(b'{') => match shape {
                Shape::Object(kind) | Shape::Objects(kind) | Shape::Links(_, kind) | Shape::Phrases(kind) => {
                    self.object(value, kind.fields)
                }
                _ => Ok(()),
            },
            _ => Ok(()),
        }
    }
}
