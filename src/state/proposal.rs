//! Writing on the timeline: from a story, a view and a gesture to a [`Proposal`]: what dropping would say, the edits that
//! say it, and where it would stand. Changes nothing; knows no pointer and no widget.
//!
//! # From a gesture to a change
//!
//! 1. While the pointer moves, the window turns it into a place of the axis, which it may let [`snapped`] move, and asks
//!    for a proposal: [`moved`], [`stretched`], [`added`], [`related`]; keys ask for [`nudged`] and [`nudged_end`]. It draws [`Proposal::span`] in
//!    [`Proposal::lane`] as a ghost, and beside it [`Proposal::says`] and [`Proposal::unsays`]. A proposal takes well under
//!    a millisecond. [`Refused::Because`] is shown in its place; for [`Refused::Nothing`] there is no ghost.
//! 2. When the proposal differs from the last one, [`tried`] compiles the story with its change: in the frame for a story of
//!    up to some thousand events, on a worker above. [`Trial::stands`] says where the events come to lie, to move the ghost
//!    there, [`Trial::moves_words`] what else moves, [`Trial::contradiction`] what is in the way.
//! 3. When the pointer is released, the window makes [`Proposal::change`] if the trial is sound, and the change
//!    [`Contradiction::without`] what is in the way if that was chosen. A trial that is still under way is no reason to wait:
//!    a contradiction is shown and undone like any other.

mod added;
mod context;
mod dates;
mod file_order;
mod moved;
mod nudged;
mod ordered;
mod outcome;
mod relaned;
mod related;
mod retold;
mod slot;
mod snap;
mod stretched;
mod timed;
mod told;
mod trial;
mod written;

pub use added::{Place, added};
pub use context::Context;
pub use moved::{Target, moved, put_into};
pub use nudged::{Nudge, nudged, nudged_end};
pub use outcome::{Outcome, Proposal, Refused};
pub use related::{Link, related};
pub use retold::retold;
pub use snap::{Snap, snapped};
pub use stretched::{Stretch, stretched};
pub use trial::{Contradiction, Trial, tried};

#[cfg(test)]
mod tests;
