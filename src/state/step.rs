//! Moving the selection by arrow keys: along a lane, and to the lane beside it.

use super::{Selection, State};
use crate::story::Story;
use crate::story::id::{EventId, ThreadId};

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

/// The event that `direction` leads to from what is selected, or `None` at the end of the way.
pub fn step(story: &Story, state: &State, direction: Direction) -> Option<EventId> {
    let here = match state.selection {
        Selection::Event(event) => event,
        Selection::Thread(thread) => return in_order(story, thread).first().copied(),
        // From nowhere an arrow leads to what is seen first.
        _ => return story.threads_in_order().find_map(|thread| first_visible(story, state, thread)),
    };
    let lane = story.event(here).thread;
    match direction {
        Direction::Previous | Direction::Next => {
            let events = in_order(story, lane);
            let at = events.iter().position(|&event| event == here)?;
            let to = if direction == Direction::Next { at.checked_add(1) } else { at.checked_sub(1) };
            events.get(to?).copied()
        }
        Direction::Up => (0..lane.0).rev().find_map(|thread| nearest(story, ThreadId(thread), here)),
        Direction::Down => {
            (lane.0 + 1..story.threads.len() as u32).find_map(|thread| nearest(story, ThreadId(thread), here))
        }
    }
}

/// The events of a lane by when they start, then by the file's order.
fn in_order(story: &Story, thread: ThreadId) -> Vec<EventId> {
    let mut events = story.thread(thread).events.clone();
    events.sort_by_key(|&id| (story.event(id).placed.start(), id));
    events
}

fn first_visible(story: &Story, state: &State, thread: ThreadId) -> Option<EventId> {
    let window = state.window;
    in_order(story, thread).into_iter().find(|&id| {
        let placed = story.event(id).placed;
        placed.end().0 as f64 >= window.start() && placed.start().0 as f64 <= window.end()
    })
}

/// The event of `thread` whose start is nearest to that of `here`; the earlier of two equally near.
fn nearest(story: &Story, thread: ThreadId, here: EventId) -> Option<EventId> {
    let from = story.event(here).placed.start().0;
    in_order(story, thread).into_iter().min_by_key(|&id| story.event(id).placed.start().0.abs_diff(from))
}
