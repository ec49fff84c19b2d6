//! How often each part of a view has changed, for what is kept between frames: a value keeps the revisions that it was
//! made from, and is made again when they are others.

use std::sync::Arc;

use super::arrangement::Arrangement;
use super::lanes::{LaneKey, Lineup};
use super::{Selection, State};
use crate::story::id::EventId;
use crate::time::window::Window;

/// Counts of changes. [`State::apply`] and [`State::catch_up`] raise them, each by at most one for a command, and only
/// where the command has changed something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Revisions {
    /// The visible stretch of the axis, and how far the lanes are scrolled.
    pub window: u32,
    /// What stands out: the selection, what it is compared with, the lane it was selected in, and the paths.
    pub focus: u32,
    /// The place on the axis that is held on to.
    pub pin: u32,
    /// What is searched for and what is filtered by.
    pub search: u32,
    /// Which lanes there are, in which order, and which events are in them.
    pub lineup: u32,
    /// How the view is arranged, in any respect.
    pub arrangement: u32,
}

/// Everything that revisions count the changes of, as it is at one moment.
pub(super) struct Snapshot {
    window: (Window, f32),
    focus: (Selection, Option<LaneKey>, Option<EventId>),
    pin: Option<f64>,
    search: String,
    /// Whether it is not known yet what the search and the filter find.
    is_pending: bool,
    lineup: Arc<Lineup>,
    arrangement: Arc<Arrangement>,
}

impl Snapshot {
    pub(super) fn of(state: &State) -> Self {
        Self {
            window: (state.window, state.scroll),
            focus: (state.selection, state.lane, state.anchor),
            pin: state.pin,
            search: state.search.query().to_owned(),
            is_pending: state.is_pending(),
            lineup: state.lineup.clone(),
            arrangement: state.arrangement.clone(),
        }
    }
}

impl Revisions {
    /// Raises the count of everything that differs between `before` and `after`.
    pub(super) fn raise(&mut self, before: &Snapshot, after: &Snapshot) {
        // Most commands leave the arrangement itself alone, so that its parts need no comparing.
        let (old, new) = (&before.arrangement, &after.arrangement);
        let is_same = Arc::ptr_eq(old, new);
        let searches = before.search != after.search || before.is_pending != after.is_pending;
        let changes = [
            (&mut self.window, before.window != after.window),
            (
                &mut self.focus,
                before.focus != after.focus || !is_same && (&old.paths, old.depth) != (&new.paths, new.depth),
            ),
            (&mut self.pin, before.pin != after.pin),
            (&mut self.search, searches || !is_same && old.filter != new.filter),
            (&mut self.lineup, !Arc::ptr_eq(&before.lineup, &after.lineup)),
            (&mut self.arrangement, !is_same && old != new),
        ];
        for (revision, _) in changes.into_iter().filter(|(_, is_changed)| *is_changed) {
            *revision += 1;
        }
    }
}
