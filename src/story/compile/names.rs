//! Resolves the ids in a file to threads, characters, places, events and sources.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::event_table::EventTable;
use super::report::Report;
use crate::document::format::{Character, Phase, Place, Source, Thread};
use crate::story::problem::quoted;
use crate::text::nearest::Budget;
use crate::text::path::Path;

/// A list, or a chunk of one, whose entries are referred to by id.
pub(super) trait Listed<'d>: Copy {
    /// The word for one of its entries, in messages.
    const WHAT: &'static str;
    /// The name of the list.
    const LIST: &'static str;
    /// The problem code for an id that is not in the list.
    const UNKNOWN: &'static str;
    /// The field that its entries are referred to by.
    const NAMED_BY: &'static str = "id";

    /// The ids of the entries.
    fn ids(self) -> impl Iterator<Item = &'d str>;

    /// The id of the entry with this title, name or alias, for the author who wrote that instead of the id.
    fn id_by_name(self, name: &str) -> Option<&'d str>;
}

macro_rules! listed {
    ($list:ty, $what:literal, $name:literal, $unknown:literal, $is_called:expr) => {
        impl<'d> Listed<'d> for $list {
            const WHAT: &'static str = $what;
            const LIST: &'static str = $name;
            const UNKNOWN: &'static str = $unknown;

            fn ids(self) -> impl Iterator<Item = &'d str> {
                self.iter().map(|it| &*it.id)
            }

            fn id_by_name(self, name: &str) -> Option<&'d str> {
                self.iter().find(|it| $is_called(it, name)).map(|it| &*it.id)
            }
        }
    };
}

listed!(&'d [Thread<'d>], "thread", "threads", "unknown-thread", |it: &&Thread, name: &str| *it.title == *name);
listed!(&'d [Character<'d>], "character", "characters", "unknown-character", |it: &&Character, name: &str| {
    *it.name == *name || it.aliases.iter().any(|alias| **alias == *name)
});
listed!(&'d [Place<'d>], "place", "places", "unknown-place", |it: &&Place, name: &str| *it.name == *name);
listed!(&'d [Source<'d>], "source", "sources", "unknown-source", |it: &&Source, name: &str| *it.title == *name);

impl<'d> Listed<'d> for &'d [Phase<'d>] {
    const WHAT: &'static str = "phase";
    const LIST: &'static str = "phases";
    const UNKNOWN: &'static str = "unknown-phase";
    const NAMED_BY: &'static str = "title";

    fn ids(self) -> impl Iterator<Item = &'d str> {
        self.iter().map(|phase| &*phase.title)
    }

    fn id_by_name(self, _: &str) -> Option<&'d str> {
        None
    }
}

impl<'d> Listed<'d> for &'d EventTable<'d> {
    const WHAT: &'static str = "event";
    const LIST: &'static str = "events";
    const UNKNOWN: &'static str = "unknown-event";

    fn ids(self) -> impl Iterator<Item = &'d str> {
        EventTable::ids(self)
    }

    fn id_by_name(self, name: &str) -> Option<&'d str> {
        self.id_of_title(name)
    }
}

/// The ids of one list.
pub(super) struct Names<'d, L> {
    /// The list, in one or more chunks.
    chunks: Vec<L>,
    by_id: HashMap<&'d str, u32, RandomState>,
    /// The indices of entries that repeat the id of an earlier entry.
    pub(super) repeated: Vec<u32>,
    budget: Budget,
}

impl<'d, L: Listed<'d>> Names<'d, L> {
    /// The ids of a list. Reports repeated ids.
    pub(super) fn new(list: L, report: &mut Report) -> Self {
        let mut names = Self::with_room(list.ids().count());
        names.add(list, 0, report);
        names
    }

    /// The ids of a list in which several may be the same; the first counts.
    pub(super) fn unchecked(list: L) -> Self {
        let mut names = Self::with_room(list.ids().count());
        names.chunks.push(list);
        for (index, id) in (0..).zip(list.ids()) {
            names.by_id.entry(id).or_insert(index);
        }
        names
    }

    /// An empty table with room for `count` ids.
    pub(super) fn with_room(count: usize) -> Self {
        let by_id = HashMap::with_capacity_and_hasher(count, RandomState::default());
        Self { chunks: Vec::new(), by_id, repeated: Vec::new(), budget: Budget::new(50) }
    }

    /// Adds the ids of the next chunk of the list, whose first entry has the index `start`. Reports repeated ids.
    pub(super) fn add(&mut self, chunk: L, start: usize, report: &mut Report) {
        self.chunks.push(chunk);
        for (index, id) in (start..).zip(chunk.ids()) {
            let first = *self.by_id.entry(id).or_insert(index as u32);
            if first as usize != index {
                self.repeated.push(index as u32);
                let path = Path::ROOT.field(L::LIST);
                report.error(&path.index(index).field("id"), "duplicate-id", || {
                    let (what, list, id) = (L::WHAT, L::LIST, quoted(id));
                    format!("duplicate {what} id {id}; {list}[{first}] has it too, so give one of them another")
                });
            }
        }
    }

    /// The index of the entry with an id. Reports an unknown id.
    pub(super) fn find(&self, id: &str, at: &Path, report: &mut Report) -> Option<u32> {
        let found = self.by_id.get(id).copied();
        // If the list itself could not be read, every id is unknown, and reporting each would not help.
        if found.is_none() && !report.is_suppressed(&Path::ROOT.field(L::LIST)) {
            report.error(at, L::UNKNOWN, || self.unknown(id));
        }
        found
    }

    fn unknown(&self, id: &str) -> String {
        let ids = || self.chunks.iter().flat_map(|chunk| chunk.ids());
        let nearest = self.budget.nearest(id, ids());
        let nearest = nearest.or_else(|| self.chunks.iter().find_map(|chunk| chunk.id_by_name(id)));
        let (what, name, by, id) = (L::WHAT, L::LIST, L::NAMED_BY, quoted(id));
        match nearest {
            Some(nearest) => format!("unknown {what} {id}; did you mean {}?", quoted(nearest)),
            None if ids().next().is_none() => format!("unknown {what} {id}; {name} is empty, so add it there"),
            None => format!("unknown {what} {id}; use the {by} of one in {name}, or add it there"),
        }
    }
}
