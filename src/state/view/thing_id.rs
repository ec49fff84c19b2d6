//! A thing of a story by its kind and its id in the file, which stays the same when the file is edited.

use std::collections::HashMap;

use crate::state::Selection;
use crate::state::arrangement::LanesBy;
use crate::state::lanes::LaneKey;
use crate::story::Story;
use crate::story::id::{CharacterId, EventId, GroupId, PhaseId, PlaceId, TagId, ThreadId};

/// The kind of a thing in a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ThingKind {
    /// An event.
    Event,
    /// A plot thread.
    Thread,
    /// A character.
    Character,
    /// A place.
    Place,
    /// A group of threads or characters.
    Group,
    /// A tag.
    Tag,
    /// A character during a phase: the character's id, a slash, the phase's title.
    Presence,
    /// The lane of the events without a place, character, group or tag; its id is one of these words.
    Rest,
}

/// A thing by its kind and id. A story may lack it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThingId {
    /// Its kind.
    pub kind: ThingKind,
    /// Its id in the file, or its name if it has no id.
    pub id: String,
}

impl ThingKind {
    /// The kinds that can be selected.
    pub const ALL: [Self; 7] =
        [Self::Event, Self::Thread, Self::Character, Self::Place, Self::Group, Self::Tag, Self::Presence];
    /// The kinds that have lanes.
    pub const LANES: [Self; 6] = [Self::Thread, Self::Character, Self::Place, Self::Group, Self::Tag, Self::Rest];

    /// Its word, in links and in sentences.
    pub fn word(self) -> &'static str {
        match self {
            Self::Event => "event",
            Self::Thread => "thread",
            Self::Character => "character",
            Self::Place => "place",
            Self::Group => "group",
            Self::Tag => "tag",
            Self::Presence => "presence",
            Self::Rest => "rest",
        }
    }

    /// The ids of this kind in `story`, in the file's order. Empty for presences, which would be too many.
    pub fn ids(self, story: &Story) -> Vec<&str> {
        match self {
            Self::Event => story.events.iter().map(|it| it.id).collect(),
            Self::Thread => story.threads.iter().map(|it| it.id.as_str()).collect(),
            Self::Character => story.characters.iter().map(|it| it.id.as_str()).collect(),
            Self::Place => story.places.iter().map(|it| it.id.as_str()).collect(),
            Self::Group => story.groups.iter().map(String::as_str).collect(),
            Self::Tag => story.tags.iter().map(String::as_str).collect(),
            Self::Presence => Vec::new(),
            Self::Rest => LanesBy::ALL.map(LanesBy::word).to_vec(),
        }
    }
}

impl ThingId {
    /// The selected thing; `None` if nothing is selected.
    pub fn of(story: &Story, selection: Selection) -> Option<Self> {
        let (kind, id) = match selection {
            Selection::Nothing => return None,
            Selection::Event(id) => (ThingKind::Event, story.event(id).id),
            Selection::Thread(id) => (ThingKind::Thread, story.thread(id).id.as_str()),
            Selection::Character(id) => (ThingKind::Character, story.character(id).id.as_str()),
            Selection::Place(id) => (ThingKind::Place, story.place(id).id.as_str()),
            Selection::Group(id) => (ThingKind::Group, story.groups[id.index()].as_str()),
            Selection::Tag(id) => (ThingKind::Tag, story.tags[id.index()].as_str()),
            Selection::Presence(who, phase) => {
                let id = format!("{}/{}", story.character(who).id, story.phase(phase).title);
                return Some(Self { kind: ThingKind::Presence, id });
            }
        };
        Some(Self { kind, id: id.to_owned() })
    }

    /// The thing that a lane stands for.
    pub fn of_lane(story: &Story, key: LaneKey) -> Self {
        let (kind, id) = match key {
            LaneKey::Thread(id) => (ThingKind::Thread, story.thread(id).id.as_str()),
            LaneKey::Place(id) => (ThingKind::Place, story.place(id).id.as_str()),
            LaneKey::Character(id) => (ThingKind::Character, story.character(id).id.as_str()),
            LaneKey::Group(id) => (ThingKind::Group, story.groups[id.index()].as_str()),
            LaneKey::Tag(id) => (ThingKind::Tag, story.tags[id.index()].as_str()),
            LaneKey::Rest(by) => (ThingKind::Rest, by.word()),
        };
        Self { kind, id: id.to_owned() }
    }

    /// The same thing in `story`, if the story has it. O(things of this kind).
    pub fn find(&self, story: &Story) -> Option<Selection> {
        if self.kind == ThingKind::Presence {
            return presence(story, &self.id);
        }
        let at = self.kind.ids(story).iter().position(|id| *id == self.id)?;
        selection(self.kind, u32::try_from(at).ok()?)
    }
}

/// Finds many things in one story; each kind is read once.
pub(super) struct ThingFinder<'s> {
    story: &'s Story,
    places: HashMap<ThingKind, HashMap<&'s str, u32>>,
}

impl<'s> ThingFinder<'s> {
    pub(super) fn new(story: &'s Story) -> Self {
        Self { story, places: HashMap::new() }
    }

    fn at(&mut self, named: &ThingId) -> Option<u32> {
        let story = self.story;
        let list = || named.kind.ids(story).into_iter().zip(0..).collect();
        self.places.entry(named.kind).or_insert_with(list).get(named.id.as_str()).copied()
    }

    /// Whether the story has it.
    pub(super) fn has(&mut self, named: &ThingId) -> bool {
        if named.kind == ThingKind::Presence {
            presence(self.story, &named.id).is_some()
        } else {
            self.at(named).is_some()
        }
    }

    /// The lane of this thing.
    pub(super) fn lane(&mut self, named: &ThingId) -> Option<LaneKey> {
        let at = self.at(named)?;
        match selection(named.kind, at) {
            Some(Selection::Thread(id)) => Some(LaneKey::Thread(id)),
            Some(Selection::Character(id)) => Some(LaneKey::Character(id)),
            Some(Selection::Place(id)) => Some(LaneKey::Place(id)),
            Some(Selection::Group(id)) => Some(LaneKey::Group(id)),
            Some(Selection::Tag(id)) => Some(LaneKey::Tag(id)),
            _ if named.kind == ThingKind::Rest => LanesBy::ALL.get(at as usize).copied().map(LaneKey::Rest),
            _ => None,
        }
    }
}

fn selection(kind: ThingKind, at: u32) -> Option<Selection> {
    Some(match kind {
        ThingKind::Event => Selection::Event(EventId(at)),
        ThingKind::Thread => Selection::Thread(ThreadId(at)),
        ThingKind::Character => Selection::Character(CharacterId(at)),
        ThingKind::Place => Selection::Place(PlaceId(at)),
        ThingKind::Group => Selection::Group(GroupId(at)),
        ThingKind::Tag => Selection::Tag(TagId(at)),
        ThingKind::Presence | ThingKind::Rest => return None,
    })
}

/// The character during a phase with this `id/title`. Ids may contain slashes.
fn presence(story: &Story, id: &str) -> Option<Selection> {
    let phase_of = |who: &str| {
        let title = id.strip_prefix(who)?.strip_prefix('/')?;
        story.phases.iter().position(|phase| phase.title == title)
    };
    let found = story.characters.iter().enumerate().find_map(|(at, who)| Some((at, phase_of(&who.id)?)));
    found.map(|(who, phase)| Selection::Presence(CharacterId(who as u32), PhaseId(phase as u32)))
}
