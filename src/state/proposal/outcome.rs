//! A proposal: what a gesture would say and change, or why it can't.

use crate::document::change::Change;
use crate::state::lanes::LaneKey;
use crate::story::id::EventId;
use crate::story::words::Clause;
use crate::time::Span;

/// What a gesture would do, if it ended here.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// The change to make; see [`History::make`](crate::document::history::History::make).
    pub change: Change,
    /// The statements it would make, such as *after* X, *before* Y: a line each.
    pub says: Vec<Clause>,
    /// The statements of the moved events that it would take back because they can't be true there. Those that the new
    /// ones plainly replace are not listed.
    pub unsays: Vec<Clause>,
    /// The events that the gesture moves, in the order of the axis; empty for a new event.
    pub events: Vec<EventId>,
    /// The stretch of the axis where the first of them would stand, for its ghost. Without a clock this is the gap between
    /// its neighbours; [`Trial::stands`](super::Trial::stands) has the exact place.
    pub span: Option<Span>,
    /// The lane that the ghost is in; `None` for the lane it has now.
    pub lane: Option<LaneKey>,
}

/// Why there is no proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It would change nothing.
    Nothing,
    /// It can't be done; the reason is a sentence for people.
    Because(String),
}

/// A proposal, or why there is none.
pub type Outcome = Result<Proposal, Refused>;

impl Proposal {
    /// A proposal of this change.
    pub(super) fn new(change: Change, says: Vec<Clause>, events: &[EventId]) -> Self {
        Self { change, says, unsays: Vec::new(), events: events.to_vec(), span: None, lane: None }
    }
}

/// A clause without an event.
pub(super) fn plain(text: impl Into<String>) -> Clause {
    Clause { text: text.into(), event: None }
}

/// A clause that names an event.
pub(super) fn about(text: impl Into<String>, event: EventId) -> Clause {
    Clause { text: text.into(), event: Some(event) }
}
