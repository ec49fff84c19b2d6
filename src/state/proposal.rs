//! Writing on the timeline: from a story, a view and a gesture to a [`Proposal`]: what dropping would say, the edits that
//! say it, and where it would stand. Changes nothing; knows no pointer and no widget.
//!
//! A window asks for a proposal whenever the pointer moves, and draws its ghost and its words. It then tries the change
//! with [`tried`], on a worker if the story is large, to learn what it contradicts and what else would move. When the
//! pointer is released it makes the proposal's change, or that of the trial that also drops what is in the way.

mod added;
mod context;
mod dates;
mod file_order;
mod moved;
mod ordered;
mod outcome;
mod relaned;
mod related;
mod slot;
mod told;
mod trial;
mod written;

pub use added::{Place, added};
pub use context::Context;
pub use moved::{Target, moved};
pub use outcome::{Outcome, Proposal, Refused};
pub use related::{Link, related};
pub use trial::{Contradiction, Trial, tried};

#[cfg(test)]
mod tests;
