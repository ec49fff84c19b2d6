//! Every named thing of a story, with the folded words of its names, so that the palette does not fold them at every
//! keystroke. Knows no query.

use std::collections::HashMap;
use std::ops::Range;

use super::fold::each_folded;
use crate::state::Selection;
use crate::story::Story;
use crate::story::id::{CharacterId, EventId, GroupId, PhaseId, PlaceId, TagId, ThreadId};

/// A thing of a story that has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::state) enum Thing {
    Event(EventId),
    Character(CharacterId),
    Place(PlaceId),
    Thread(ThreadId),
    Group(GroupId),
    Tag(TagId),
    Phase(PhaseId),
}

impl Thing {
    /// The selected thing; `None` for nothing, and for a character during a phase.
    pub(in crate::state) fn selected(selection: Selection) -> Option<Self> {
        Some(match selection {
            Selection::Event(id) => Self::Event(id),
            Selection::Character(id) => Self::Character(id),
            Selection::Place(id) => Self::Place(id),
            Selection::Thread(id) => Self::Thread(id),
            Selection::Group(id) => Self::Group(id),
            Selection::Tag(id) => Self::Tag(id),
            Selection::Nothing | Selection::Presence(..) => return None,
        })
    }

    /// Its names, the proper one first, then the aliases.
    pub(in crate::state) fn names(self, story: &Story) -> impl Iterator<Item = &str> {
        let (name, aliases): (&str, &[String]) = match self {
            Self::Event(id) => (story.events.title(id), &[]),
            Self::Character(id) => (&story.character(id).name, &story.character(id).aliases),
            Self::Place(id) => (&story.place(id).name, &[]),
            Self::Thread(id) => (&story.thread(id).title, &[]),
            Self::Group(id) => (&story.groups[id.index()], &[]),
            Self::Tag(id) => (&story.tags[id.index()], &[]),
            Self::Phase(id) => (&story.phase(id).title, &[]),
        };
        std::iter::once(name).chain(aliases.iter().map(String::as_str))
    }
}

/// A list of named things, with the words of their names.
#[derive(Clone, Debug, Default)]
pub(in crate::state) struct Roster {
    /// The things.
    pub(in crate::state) things: Vec<Thing>,
    /// Every different word of their names.
    pub(in crate::state) vocabulary: Vec<String>,
    /// The end of each thing's names in the list of names.
    names: Vec<u32>,
    /// The end of each name's words in the list of words.
    ends: Vec<u32>,
    /// The words of all names, as positions in the vocabulary.
    words: Vec<u32>,
}

/// Up to this many events of a story are in its roster. Of more events, the palette matches only the best hits of the
/// search.
pub(in crate::state) const MOST_EVENTS: usize = 20_000;

impl Roster {
    /// Everything with a name in `story`, but events only up to [`MOST_EVENTS`].
    pub(in crate::state) fn new(story: &Story) -> Self {
        let ids = |count: usize| 0..count as u32;
        let threads = story.threads_in_order().map(Thing::Thread);
        let characters = ids(story.characters.len()).map(|at| Thing::Character(CharacterId(at)));
        let places = ids(story.places.len()).map(|at| Thing::Place(PlaceId(at)));
        let groups = ids(story.groups.len()).map(|at| Thing::Group(GroupId(at)));
        let phases = ids(story.phases.len()).map(|at| Thing::Phase(PhaseId(at)));
        let tags = ids(story.tags.len()).map(|at| Thing::Tag(TagId(at)));
        let events = story.event_ids().filter(|_| story.events.len() <= MOST_EVENTS).map(Thing::Event);
        let few = threads.chain(characters).chain(places).chain(groups).chain(phases).chain(tags);
        Self::of(story, few.chain(events))
    }

    /// The roster of these things.
    pub(in crate::state) fn of(story: &Story, things: impl Iterator<Item = Thing>) -> Self {
        let mut roster = Self::default();
        let mut numbers: HashMap<String, u32> = HashMap::new();
        for thing in things {
            for name in thing.names(story) {
                each_folded(name, |word| {
                    let known = numbers.get(word).copied();
                    let number = known.unwrap_or_else(|| {
                        numbers.insert(word.to_owned(), roster.vocabulary.len() as u32);
                        roster.vocabulary.push(word.to_owned());
                        roster.vocabulary.len() as u32 - 1
                    });
                    roster.words.push(number);
                });
                roster.ends.push(roster.words.len() as u32);
            }
            roster.names.push(roster.ends.len() as u32);
            roster.things.push(thing);
        }
        roster
    }

    /// The names of the thing at a position: positions for [`Roster::words`].
    pub(in crate::state) fn names(&self, thing: usize) -> Range<usize> {
        range(&self.names, thing)
    }

    /// The words of a name, as positions in the vocabulary.
    pub(in crate::state) fn words(&self, name: usize) -> &[u32] {
        &self.words[range(&self.ends, name)]
    }
}

/// The range of the list at a position, if lists end at `ends`.
fn range(ends: &[u32], at: usize) -> Range<usize> {
    let start = at.checked_sub(1).map_or(0, |before| ends[before]);
    start as usize..ends[at] as usize
}
