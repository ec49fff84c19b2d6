//! The fields that few events have, as written: entries of all events in one list, so that the others pay nothing for them.

use super::TextRange;
use crate::document::format::{Bound, Event, Knowledge, Text, TextOr};
use crate::story::continuity::Edge;

/// The rare fields of some events.
#[derive(Debug, Default)]
pub(super) struct Rare {
    /// Each with the row of its event; ascending.
    entries: Vec<(u32, RareEntry)>,
    /// The characters that entries name.
    names: Vec<TextRange>,
}

/// An entry of a rare field.
#[derive(Clone, Copy, Debug)]
pub(in crate::story::compile) enum RareEntry {
    /// The phase that the event belongs to.
    Phase(TextRange),
    /// A character who begins or ends with it; how, if it is written as an object.
    Bound(Edge, TextRange, Option<TextRange>),
    /// A fact that is learned, or else known.
    Knowledge {
        is_learned: bool,
        fact: TextRange,
        /// The range of the characters in [`Rare::names`], if it is written as an object.
        named: Option<[u32; 2]>,
    },
}

impl Rare {
    /// Adds the rare fields of an event; `range` gives the range of a text.
    pub(super) fn put<'t>(&mut self, row: usize, event: &Event<'t>, mut range: impl FnMut(&Text<'t>) -> TextRange) {
        let row = row as u32;
        if let Some(phase) = &event.phase {
            self.entries.push((row, RareEntry::Phase(range(phase))));
        }
        for (edge, bounds) in [(Edge::Begins, &event.begins), (Edge::Ends, &event.ends)] {
            let entries = bounds.iter().map(|bound| match bound {
                TextOr::Text(id) => RareEntry::Bound(edge, range(id), None),
                TextOr::Object(Bound { character, how }) => RareEntry::Bound(edge, range(character), Some(range(how))),
            });
            self.entries.extend(entries.map(|entry| (row, entry)));
        }
        for (is_learned, facts) in [(true, &event.learns), (false, &event.knows)] {
            for fact in facts.iter() {
                let (fact, named) = match fact {
                    TextOr::Text(fact) => (range(fact), None),
                    TextOr::Object(Knowledge { fact, characters }) => {
                        let start = self.names.len() as u32;
                        self.names.extend(characters.iter().map(&mut range));
                        (range(fact), Some([start, self.names.len() as u32]))
                    }
                };
                self.entries.push((row, RareEntry::Knowledge { is_learned, fact, named }));
            }
        }
    }

    /// The entries of the event in this row. O(log n).
    pub(super) fn get(&self, row: usize) -> &[(u32, RareEntry)] {
        let [from, to] = [row as u32, row as u32 + 1].map(|row| self.entries.partition_point(|&(at, _)| at < row));
        &self.entries[from..to]
    }

    /// The characters that an entry names.
    pub(super) fn names(&self, [from, to]: [u32; 2]) -> &[TextRange] {
        self.names.get(from as usize..to as usize).unwrap_or_default()
    }
}
