//! Moving the selection with the arrow keys: along a lane, and to the next lane.

use super::lanes::{Lane, LaneKey};
use super::{Selection, State};
use crate::story::Story;
use crate::story::id::EventId;

/// The direction of an arrow key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// To the event before, in the same lane.
    Previous,
    /// To the event after, in the same lane.
    Next,
    /// To the nearest event in the lane above.
    Up,
    /// To the nearest event in the lane below.
    Down,
}

/// The next event from the selection in `direction`, and its lane; `None` if there is none.
pub fn step(story: &Story, state: &State, direction: Direction) -> Option<(EventId, LaneKey)> {
    let lanes = &state.lineup().lanes;
    let within = |lane: &Lane, event: EventId| Some((event, lane.key));
    let Selection::Event(here) = state.selection else {
        // From a selected lane to its first event; with nothing selected, to the first event that is visible.
        let lane = state.selected_lane(story).and_then(|key| lanes.iter().find(|lane| lane.key == key));
        let first = lane.and_then(|lane| within(lane, *lane.events.first()?));
        return first.or_else(|| lanes.iter().find_map(|lane| within(lane, first_visible(story, state, lane)?)));
    };
    // A hidden event is in no lane; from it, too, the arrows lead to the first visible event.
    let Some(at) = state.lane_of(story, here) else {
        return lanes.iter().find_map(|lane| within(lane, first_visible(story, state, lane)?));
    };
    let events = &lanes[at].events;
    match direction {
        Direction::Previous | Direction::Next => {
            let at_event = state.lineup().place_in(story, at, here)?;
            let to = if direction == Direction::Next { at_event.checked_add(1) } else { at_event.checked_sub(1) };
            within(&lanes[at], *events.get(to?)?)
        }
        Direction::Up => (0..at).rev().find_map(|at| within(&lanes[at], nearest(story, state, at, here)?)),
        Direction::Down => (at + 1..lanes.len()).find_map(|at| within(&lanes[at], nearest(story, state, at, here)?)),
    }
}

/// The first event of `lane` that reaches into the window. Linear in the events that start before its end, as any of
/// them may be long.
fn first_visible(story: &Story, state: &State, lane: &Lane) -> Option<EventId> {
    let (window, order) = (state.window, state.order());
    let begun = lane.events.partition_point(|&id| order.span(story, id).start().0 as f64 <= window.end());
    lane.events[..begun].iter().copied().find(|&id| order.span(story, id).end().0 as f64 >= window.start())
}

/// The event of a lane whose start is nearest to the start of `here` (the earlier of two equally near); `here` itself
/// if it is in that lane too. O(log n).
fn nearest(story: &Story, state: &State, lane: usize, here: EventId) -> Option<EventId> {
    if state.lineup().place_in(story, lane, here).is_some() {
        return Some(here);
    }
    let events = &state.lineup().lanes[lane].events;
    let start = |id| state.order().span(story, id).start().0;
    let own = start(here);
    let after = events.partition_point(|&id| start(id) < own);
    // Of the events before that start together, the first.
    let last = after.checked_sub(1).map(|at| start(events[at]));
    let before = last.map(|last| events[events.partition_point(|&id| start(id) < last)]);
    before.into_iter().chain(events.get(after).copied()).min_by_key(|&id| start(id).abs_diff(own))
}
