//! The key of a lane: the thing of the story that it stands for, and the kinds of such things. Knows no events and no
//! arrangement.

use super::Selection;
use crate::story::Story;
use crate::story::id::{CharacterId, GroupId, PlaceId, TagId, ThreadId};

/// The kind of things that lanes stand for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LanesBy {
    /// A plot thread.
    #[default]
    Thread,
    /// A place; an event is in the lane of its own place.
    Place,
    /// A character; an event is in the lane of each member of its cast.
    Character,
    /// A group: of the event's threads, or of its cast if no thread of the story has a group.
    Group,
    /// A tag; an event is in the lane of each of its tags.
    Tag,
}

impl LanesBy {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Thread, Self::Place, Self::Character, Self::Group, Self::Tag];

    /// Its word, in links and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Thread => "thread",
            Self::Place => "place",
            Self::Character => "character",
            Self::Group => "group",
            Self::Tag => "tag",
        }
    }

    /// Its title in menus.
    pub fn title(self) -> &'static str {
        match self {
            Self::Thread => "Thread",
            Self::Place => "Place",
            Self::Character => "Character",
            Self::Group => "Group",
            Self::Tag => "Tag",
        }
    }
}

/// The thing of the story that a lane stands for, or a group or place around lanes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LaneKey {
    /// A thread.
    Thread(ThreadId),
    /// A place.
    Place(PlaceId),
    /// A character.
    Character(CharacterId),
    /// A group.
    Group(GroupId),
    /// A tag.
    Tag(TagId),
    /// The events that have no thread, place, character, group or tag.
    Rest(LanesBy),
}

impl LaneKey {
    /// The kind of lanes that it is among. A group can also be among lanes of threads or characters that are folded
    /// into it.
    pub fn kind(self) -> LanesBy {
        match self {
            Self::Thread(_) => LanesBy::Thread,
            Self::Place(_) => LanesBy::Place,
            Self::Character(_) => LanesBy::Character,
            Self::Group(_) => LanesBy::Group,
            Self::Tag(_) => LanesBy::Tag,
            Self::Rest(by) => by,
        }
    }

    /// Its title.
    pub fn title(self, story: &Story) -> &str {
        match self {
            Self::Thread(id) => &story.thread(id).title,
            Self::Place(id) => &story.place(id).name,
            Self::Character(id) => &story.character(id).name,
            Self::Group(id) => &story.groups[id.index()],
            Self::Tag(id) => &story.tags[id.index()],
            Self::Rest(LanesBy::Place) => "Place not told",
            Self::Rest(LanesBy::Character) => "Nobody named",
            Self::Rest(LanesBy::Group) => "In no group",
            Self::Rest(LanesBy::Tag) => "Without a tag",
            Self::Rest(LanesBy::Thread) => "In no thread",
        }
    }

    /// Its summary; may be empty.
    pub fn summary(self, story: &Story) -> &str {
        match self {
            Self::Thread(id) => &story.thread(id).summary,
            Self::Character(id) => &story.character(id).summary,
            Self::Place(_) | Self::Group(_) | Self::Tag(_) | Self::Rest(_) => "",
        }
    }

    /// The selection that a click on the lane's head makes.
    pub fn selection(self) -> Selection {
        match self {
            Self::Thread(id) => Selection::Thread(id),
            Self::Place(id) => Selection::Place(id),
            Self::Character(id) => Selection::Character(id),
            Self::Group(id) => Selection::Group(id),
            Self::Tag(id) => Selection::Tag(id),
            Self::Rest(_) => Selection::Nothing,
        }
    }

    /// The search term that finds its events; `None` if there is none.
    pub fn term(self, story: &Story) -> Option<String> {
        let field = match self {
            Self::Group(id) if story.threads.iter().all(|thread| thread.group != story.groups[id.index()]) => "cast",
            Self::Thread(_) | Self::Group(_) => "thread",
            Self::Place(_) => "place",
            Self::Character(_) => "cast",
            Self::Tag(_) => "tag",
            Self::Rest(_) => return None,
        };
        Some(format!("{field}:\"{}\"", self.title(story).replace('"', " ")))
    }

    /// The group or place directly around it.
    fn parent(self, story: &Story) -> Option<Self> {
        let group = |name: &str| story.group(name).map(Self::Group);
        match self {
            Self::Thread(id) => group(&story.thread(id).group),
            Self::Character(id) => group(&story.character(id).group),
            Self::Place(id) => story.place(id).within.map(Self::Place),
            Self::Group(_) | Self::Tag(_) | Self::Rest(_) => None,
        }
    }

    /// All groups and places around it, from the outside in.
    pub(super) fn ancestors(self, story: &Story) -> Vec<Self> {
        let mut ancestors: Vec<Self> = std::iter::successors(self.parent(story), |outer| outer.parent(story)).collect();
        ancestors.reverse();
        ancestors
    }
}
