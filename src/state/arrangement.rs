//! How a view is arranged: which order the axis follows, what the lanes stand for and in which order they come, what is
//! folded, hidden and filtered, whose paths are drawn, and which chart is open. All of it is one value, so that undo
//! is a list of such values and a link is one of them.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::chart::Chart;
use super::lanes::LaneKey;
use crate::story::id::CharacterId;
use crate::story::order::Order;

/// What a lane stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LanesBy {
    /// A plot thread.
    #[default]
    Thread,
    /// A place; an event stands at its own.
    Place,
    /// A character; an event stands in the lane of each of its cast.
    Character,
    /// A group: of the event's threads, or of its cast where no thread of the story has one.
    Group,
    /// A tag; an event stands in the lane of each of its tags.
    Tag,
}

impl LanesBy {
    /// Each of them.
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

    /// Its name for people.
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

/// The order in which lanes come that nobody has dragged elsewhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Sort {
    /// As the file lists them; places below the place they lie in.
    #[default]
    File,
    /// By the first event on the axis.
    Appearance,
    /// By how many events they have, most first.
    Size,
    /// By name.
    Name,
    /// So that links between lanes, and events that stand in several, run through as few other lanes as can be.
    Crossings,
}

impl Sort {
    /// Each of them.
    pub const ALL: [Self; 5] = [Self::File, Self::Appearance, Self::Size, Self::Name, Self::Crossings];

    /// Its word, in links.
    pub fn word(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Appearance => "appearance",
            Self::Size => "size",
            Self::Name => "name",
            Self::Crossings => "crossings",
        }
    }

    /// Its name for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::File => "As in the file",
            Self::Appearance => "First appearance",
            Self::Size => "Most events first",
            Self::Name => "Name",
            Self::Crossings => "Least crossing of links",
        }
    }
}

/// What is let through, and what becomes of the rest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// A query as in the search; empty lets everything through.
    pub query: String,
    /// Whether the rest is hidden rather than dimmed.
    pub hides: bool,
}

impl Filter {
    /// Whether it keeps anything back.
    pub fn is_active(&self) -> bool {
        !self.query.trim().is_empty()
    }
}

/// How a view is arranged.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Arrangement {
    /// What the axis follows.
    pub order: Order,
    /// What a lane stands for.
    pub lanes: LanesBy,
    /// The order of the lanes.
    pub sort: Sort,
    /// Lanes that were dragged: they come first, in this order. Those of another kind wait for their turn.
    pub dragged: Vec<LaneKey>,
    /// Lanes folded to one row, and groups and places folded to one lane.
    pub folded: BTreeSet<LaneKey>,
    /// Lanes left out.
    pub hidden: BTreeSet<LaneKey>,
    /// The only lanes shown; empty shows all that are not hidden.
    pub solo: BTreeSet<LaneKey>,
    /// What is let through.
    pub filter: Filter,
    /// Whose paths are drawn, whatever is selected.
    pub paths: Vec<CharacterId>,
    /// How far the chain of a selected event is lit, in links; `None` is all of it.
    pub depth: Option<u32>,
    /// The chart that is open.
    pub chart: Option<Chart>,
}

/// Arrangements before and after the one there is. Copies share it.
#[derive(Clone, Debug, Default)]
pub struct History {
    steps: Arc<Steps>,
}

#[derive(Clone, Debug, Default)]
struct Steps {
    behind: Vec<Arc<Arrangement>>,
    ahead: Vec<Arc<Arrangement>>,
}

/// How many arrangements are remembered.
const LENGTH: usize = 200;

impl History {
    /// Notes that `left` gave way to something new.
    pub fn leave(&mut self, left: Arc<Arrangement>) {
        let Steps { behind, ahead } = Arc::make_mut(&mut self.steps);
        ahead.clear();
        if behind.len() == LENGTH {
            behind.remove(0);
        }
        behind.push(left);
    }

    /// What there was before `here`, if anything.
    pub fn undo(&mut self, here: &Arc<Arrangement>) -> Option<Arc<Arrangement>> {
        let Steps { behind, ahead } = Arc::make_mut(&mut self.steps);
        let there = behind.pop()?;
        ahead.push(here.clone());
        Some(there)
    }

    /// What there was after `here`, if anything.
    pub fn redo(&mut self, here: &Arc<Arrangement>) -> Option<Arc<Arrangement>> {
        let Steps { behind, ahead } = Arc::make_mut(&mut self.steps);
        let there = ahead.pop()?;
        behind.push(here.clone());
        Some(there)
    }

    /// The same with each arrangement as `there` has it.
    #[must_use]
    pub fn mapped(&self, there: impl Fn(&Arrangement) -> Arrangement) -> Self {
        let all = |all: &[Arc<Arrangement>]| all.iter().map(|one| Arc::new(there(one))).collect();
        Self { steps: Arc::new(Steps { behind: all(&self.steps.behind), ahead: all(&self.steps.ahead) }) }
    }

    /// Whether there is anything to undo.
    pub fn has_undo(&self) -> bool {
        !self.steps.behind.is_empty()
    }

    /// Whether there is anything to redo.
    pub fn has_redo(&self) -> bool {
        !self.steps.ahead.is_empty()
    }
}
