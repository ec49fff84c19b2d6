//! A thing of a story by its kind and its name in the file, which stays the same when the file is edited.

use crate::state::Selection;
use crate::story::Story;
use crate::story::id::{CharacterId, EventId, PlaceId, ThreadId};

/// What kind of thing a name is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Something that happens.
    Event,
    /// A plot thread.
    Thread,
    /// Somebody who takes part.
    Character,
    /// A place.
    Place,
}

/// A thing by its name. The story need not have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its kind.
    pub kind: Kind,
    /// Its id in the file.
    pub id: String,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Event, Self::Thread, Self::Character, Self::Place];

    /// Its word, in links and in sentences.
    pub fn word(self) -> &'static str {
        match self {
            Self::Event => "event",
            Self::Thread => "thread",
            Self::Character => "character",
            Self::Place => "place",
        }
    }

    /// The ids that `story` has of this kind, in the file's order.
    pub fn ids(self, story: &Story) -> Vec<&str> {
        match self {
            Self::Event => story.events.iter().map(|it| it.id.as_str()).collect(),
            Self::Thread => story.threads.iter().map(|it| it.id.as_str()).collect(),
            Self::Character => story.characters.iter().map(|it| it.id.as_str()).collect(),
            Self::Place => story.places.iter().map(|it| it.id.as_str()).collect(),
        }
    }
}

impl Named {
    /// The name of what is selected, if anything is.
    pub fn of(story: &Story, selection: Selection) -> Option<Self> {
        let (kind, id) = match selection {
            Selection::Nothing => return None,
            Selection::Event(id) => (Kind::Event, &story.event(id).id),
            Selection::Thread(id) => (Kind::Thread, &story.thread(id).id),
            Selection::Character(id) => (Kind::Character, &story.character(id).id),
            Selection::Place(id) => (Kind::Place, &story.place(id).id),
        };
        Some(Self { kind, id: id.clone() })
    }

    /// The thing of that name, if `story` has it.
    pub fn find(&self, story: &Story) -> Option<Selection> {
        let at = self.kind.ids(story).iter().position(|id| *id == self.id)?;
        let at = u32::try_from(at).ok()?;
        Some(match self.kind {
            Kind::Event => Selection::Event(EventId(at)),
            Kind::Thread => Selection::Thread(ThreadId(at)),
            Kind::Character => Selection::Character(CharacterId(at)),
            Kind::Place => Selection::Place(PlaceId(at)),
        })
    }
}
