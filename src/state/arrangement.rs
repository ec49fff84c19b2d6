//! The arrangement of a view: the order of the axis, the kind, order, folding, hiding and filtering of lanes, the paths
//! drawn, and the open chart. All of it is one value, so that undo is a list of such values and a link holds one.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::chart::Chart;
use super::lane_key::LaneKey;
use super::trail::BackForward;
use crate::story::id::CharacterId;
use crate::story::order::Order;

pub use super::lane_key::LanesBy;

/// The order of the lanes that were not dragged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Sort {
    /// As in the file; places after the place they lie in.
    #[default]
    File,
    /// By the first event on the axis.
    Appearance,
    /// By their number of events, most first.
    Size,
    /// By name.
    Name,
    /// So that links between lanes, and joints of events in several lanes, cross as few other lanes as possible.
    Crossings,
}

impl Sort {
    /// All of them.
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

    /// Its title in menus.
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

/// The events that are shown, and whether the rest is dimmed or hidden.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// A query as in the search; an empty query lets every event through.
    pub query: String,
    /// Whether the rest is hidden instead of dimmed.
    pub hides: bool,
}

impl Filter {
    /// Whether it has a query.
    pub fn is_active(&self) -> bool {
        !self.query.trim().is_empty()
    }
}

/// The arrangement of a view.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Arrangement {
    /// The order of the axis.
    pub order: Order,
    /// The kind of things that lanes stand for.
    pub lanes: LanesBy,
    /// The order of the lanes.
    pub sort: Sort,
    /// Lanes that were dragged: they come first, in this order. It may hold lanes of other kinds, for when these are
    /// shown.
    pub dragged: Vec<LaneKey>,
    /// Lanes folded to one row, and groups and places folded to one lane.
    pub folded: BTreeSet<LaneKey>,
    /// Lanes that are hidden.
    pub hidden: BTreeSet<LaneKey>,
    /// The only lanes shown; if empty, all that are not hidden.
    pub solo: BTreeSet<LaneKey>,
    /// The filter.
    pub filter: Filter,
    /// The characters whose paths are always drawn, not only when they are selected.
    pub paths: Vec<CharacterId>,
    /// How far the chain of a selected event is highlighted, in links; `None` is all of it.
    pub depth: Option<u32>,
    /// The chart that is open.
    pub chart: Option<Chart>,
}

/// The arrangements to undo and redo.
pub type History = BackForward<Arc<Arrangement>>;
