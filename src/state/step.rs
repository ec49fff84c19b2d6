//! Moving the selection by arrow keys: along a lane, and to the lane beside it.

use super::lanes::{Lane, LaneKey};
use super::{Selection, State};
use crate::story::Story;
use crate::story::id::EventId;

/// Where an arrow key leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// The event before in the same lane.
    Previous,
    /// The event after in the same lane.
    Next,
    /// The nearest event in the lane above.
    Up,
    /// The nearest event in the lane below.
    Down,
}

/// The event that `direction` leads to from what is selected, and its lane; `None` at the end of the way.
pub fn step(story: &Story, state: &State, direction: Direction) -> Option<(EventId, LaneKey)> {
    let lanes = &state.lineup().lanes;
    let within = |lane: &Lane, event: EventId| Some((event, lane.key));
    let Selection::Event(here) = state.selection else {
        // From a lane's head to its first event; from nowhere to what is seen first.
        let lane = state.selected_lane(story).and_then(|key| lanes.iter().find(|lane| lane.key == key));
        let first = lane.and_then(|lane| within(lane, *lane.events.first()?));
        return first.or_else(|| lanes.iter().find_map(|lane| within(lane, first_visible(story, state, lane)?)));
    };
    // What is hidden is nowhere; from there too the arrows lead back to what is seen.
    let Some(at) = state.lane_of(story, here) else {
        return lanes.iter().find_map(|lane| within(lane, first_visible(story, state, lane)?));
    };
    let events = &lanes[at].events;
    match direction {
        Direction::Previous | Direction::Next => {
            let at_event = events.iter().position(|&event| event == here)?;
            let to = if direction == Direction::Next { at_event.checked_add(1) } else { at_event.checked_sub(1) };
            within(&lanes[at], *events.get(to?)?)
        }
        Direction::Up => lanes[..at].iter().rev().find_map(|lane| within(lane, nearest(story, state, lane, here)?)),
        Direction::Down => lanes[at + 1..].iter().find_map(|lane| within(lane, nearest(story, state, lane, here)?)),
    }
}

fn first_visible(story: &Story, state: &State, lane: &Lane) -> Option<EventId> {
    let window = state.window;
    lane.events.iter().copied().find(|&id| {
        let span = state.order().span(story, id);
        span.end().0 as f64 >= window.start() && span.start().0 as f64 <= window.end()
    })
}

/// The event of `lane` whose start is nearest to that of `here`; the earlier of two equally near. Itself, where it
/// stands in that lane too.
fn nearest(story: &Story, state: &State, lane: &Lane, here: EventId) -> Option<EventId> {
    let start = |id| state.order().span(story, id).start().0;
    lane.events.iter().copied().min_by_key(|&id| (id != here, start(id).abs_diff(start(here))))
}
