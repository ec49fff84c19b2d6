//! Which name stands for which thread, character, place, event or source.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::nearest::Budget;
use super::path::Path;
use super::report::Report;
use crate::story::file::{Character, Event, Place, Source, Text, Thread};
use crate::story::problem::quoted;

/// Something that others call by its id.
pub(super) trait Named {
    /// What it is, for messages.
    const WHAT: &'static str;
    /// The list it stands in.
    const LIST: &'static str;
    /// The code of a name that nobody in the list has.
    const UNKNOWN: &'static str;

    fn id(&self) -> &str;

    /// What people call it, which is easily taken for its id.
    fn is_called(&self, name: &str) -> bool;
}

macro_rules! named {
    ($name:ident, $what:literal, $list:literal, $unknown:literal, $called:expr) => {
        impl Named for $name<'_> {
            const WHAT: &'static str = $what;
            const LIST: &'static str = $list;
            const UNKNOWN: &'static str = $unknown;

            fn id(&self) -> &str {
                &self.id
            }

            fn is_called(&self, name: &str) -> bool {
                let called: fn(&Self, &str) -> bool = $called;
                called(self, name)
            }
        }
    };
}

named!(Thread, "thread", "threads", "unknown-thread", |it, name| *it.title == *name);
named!(Character, "character", "characters", "unknown-character", |it, name| {
    *it.name == *name || it.aliases.iter().any(|alias| **alias == *name)
});
named!(Place, "place", "places", "unknown-place", |it, name| *it.name == *name);
named!(Event, "event", "events", "unknown-event", |it, name| *it.title == *name);
named!(Source, "source", "sources", "unknown-source", |it, name| *it.title == *name);

/// The names of one list.
pub(super) struct Names<'d, T> {
    /// The list, which may come in pieces.
    pieces: Vec<&'d [T]>,
    by_id: HashMap<&'d str, u32, RandomState>,
    budget: Budget,
}

impl<'d, T: Named> Names<'d, T> {
    /// The names of a list, repeated ones told of.
    pub(super) fn new(list: &'d [T], report: &mut Report) -> Self {
        let mut names = Self::with_room(list.len());
        names.add(list, report);
        names
    }

    /// No names yet, with room for so many.
    pub(super) fn with_room(count: usize) -> Self {
        let by_id = HashMap::with_capacity_and_hasher(count, RandomState::default());
        Self { pieces: Vec::new(), by_id, budget: Budget::new(50) }
    }

    /// Adds the names of the next piece of the list, repeated ones told of.
    pub(super) fn add(&mut self, piece: &'d [T], report: &mut Report) {
        let start: usize = self.pieces.iter().map(|piece| piece.len()).sum();
        self.pieces.push(piece);
        for (index, item) in (start..).zip(piece) {
            let first = *self.by_id.entry(item.id()).or_insert(index as u32);
            if first as usize != index {
                let path = Path::ROOT.field(T::LIST);
                report.error(&path.index(index).field("id"), "duplicate-id", || {
                    let (what, list, id) = (T::WHAT, T::LIST, quoted(item.id()));
                    format!("duplicate {what} id {id}; {list}[{first}] has it too, so give one of them another")
                });
            }
        }
    }

    /// The index of what `id` names; tells of a name that nobody has.
    pub(super) fn find(&self, id: &Text, at: &Path, report: &mut Report) -> Option<u32> {
        let found = self.by_id.get(&**id).copied();
        // With the whole list unreadable, every name would be unknown, and that says nothing new.
        if found.is_none() && !report.is_muted(&Path::ROOT.field(T::LIST)) {
            report.error(at, T::UNKNOWN, || self.unknown(id));
        }
        found
    }

    fn unknown(&self, id: &str) -> String {
        let list = || self.pieces.iter().copied().flatten();
        let nearest = self.budget.nearest(id, list().map(Named::id));
        let nearest = nearest.or_else(|| list().find(|item| item.is_called(id)).map(Named::id));
        let (what, name, id) = (T::WHAT, T::LIST, quoted(id));
        match nearest {
            Some(nearest) => format!("unknown {what} {id}; did you mean {}?", quoted(nearest)),
            None if list().next().is_none() => format!("unknown {what} {id}; {name} is empty, so add it there"),
            None => format!("unknown {what} {id}; use the id of one in {name}, or add it there"),
        }
    }
}
