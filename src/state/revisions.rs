//! Counts of the changes of each part of a view, for values kept between frames: such a value keeps the revisions that
//! it was made from, and is made again when they differ.

use std::sync::Arc;

use super::arrangement::Arrangement;
use super::lanes::{LaneKey, Lineup};
use super::{Selection, State};
use crate::story::id::EventId;
use crate::time::window::Window;

/// Counts of changes. [`State::apply`] and [`State::catch_up`] raise a count by one if they have changed that part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Revisions {
    /// The visible stretch of the axis, and how far the lanes are scrolled.
    pub window: u32,
    /// The selection, the events selected beside it, the one it is compared with, the lane it was selected in, and the
    /// paths.
    pub focus: u32,
    /// The pinned position on the axis.
    pub pin: u32,
    /// The search and the filter.
    pub search: u32,
    /// The lanes, their order, and the events in them.
    pub lineup: u32,
    /// Any part of the arrangement.
    pub arrangement: u32,
}

/// Everything whose changes are counted, as it is at one moment.
pub(super) struct Snapshot {
    window: (Window, f32),
    focus: (Selection, Option<LaneKey>, Option<EventId>),
    marked: Vec<EventId>,
    pin: Option<f64>,
    search: String,
    /// Whether the search or the filter still waits for the index.
    is_pending: bool,
    lineup: Arc<Lineup>,
    arrangement: Arc<Arrangement>,
}

impl Snapshot {
    pub(super) fn of(state: &State) -> Self {
        Self {
            window: (state.window, state.scroll),
            focus: (state.selection, state.lane, state.anchor),
            marked: state.marked.clone(),
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
        // Most commands do not replace the arrangement, and then its parts need not be compared.
        let (old, new) = (&before.arrangement, &after.arrangement);
        let is_same = Arc::ptr_eq(old, new);
        let searches = before.search != after.search || before.is_pending != after.is_pending;
        let changes = [
            (&mut self.window, before.window != after.window),
            (
                &mut self.focus,
                before.focus != after.focus
                    || before.marked != after.marked
                    || !is_same && (&old.paths, old.depth) != (&new.paths, new.depth),
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
