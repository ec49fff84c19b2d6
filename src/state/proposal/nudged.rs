//! Moving events by keys: one place on in their lane, or to the next lane.

use super::context::Context;
use super::moved::{Target, moved};
use super::outcome::{Outcome, Refused};
use super::retold::retold;
use crate::state::lanes::LaneKey;
use crate::story::id::EventId;
use crate::story::order::Order;

/// The direction of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nudge {
    /// Before the event that it comes after now; exact times by a step earlier.
    Earlier,
    /// After the next event; exact times by a step later.
    Later,
    /// To the lane above.
    Up,
    /// To the lane below.
    Down,
}

/// The proposal to move events by a key: the first of them by one place or lane, the others with it. `lane` is the one that
/// the first is seen in; an exact time moves by `grain` ticks, such as the distance of two ticks of the axis.
///
/// # Errors
/// It is the first or last of its lane, or in the first or last lane; or as with [`moved`].
pub fn nudged(context: Context<'_>, events: &[EventId], lane: LaneKey, nudge: Nudge, grain: i64) -> Outcome {
    let (story, state) = (context.story, context.state);
    let &first = events.first().ok_or(Refused::Nothing)?;
    let lineup = state.lineup();
    let at = lineup.find(story, lane).ok_or(Refused::Nothing)?;
    let own = &lineup.lanes[at];
    let to = match nudge {
        Nudge::Up | Nudge::Down => {
            let to = if nudge == Nudge::Up { at.checked_sub(1) } else { at.checked_add(1) };
            let to = to.and_then(|to| lineup.lanes.get(to)).ok_or(Refused::Nothing)?;
            return moved(context, events, first, Some(own.key), Target::lane(to.key));
        }
        Nudge::Earlier => false,
        Nudge::Later => true,
    };
    let is_moved = |event: &EventId| events.contains(event);
    if state.order() == Order::Telling {
        let told = |event: &EventId| story.events.told(*event) as usize;
        let ahead = if to { events.iter().map(told).max() } else { events.iter().map(told).min() };
        let ahead = ahead.ok_or(Refused::Nothing)?;
        let place =
            if to { (ahead + 2).saturating_sub(events.len()) } else { ahead.checked_sub(1).ok_or(Refused::Nothing)? };
        return retold(context, events, place);
    }
    let span = |event: EventId| story.events.placed(event);
    if story.events.when(first).is_dated() {
        // A year moves by a year at least.
        let when = story.events.when(first);
        let units = [when.at, when.from, when.to].into_iter().flatten().map(|given| given.span().length());
        let by = units.max().and_then(|unit| i64::try_from(unit).ok()).unwrap_or(0).max(grain);
        let at = span(first).start().0.saturating_add(if to { by } else { -by });
        let target = Target { grain, ..Target::at(own.key, at as f64) };
        return moved(context, events, first, Some(own.key), target);
    }
    let place = lineup.place_in(story, at, first).ok_or(Refused::Nothing)?;
    let beside = if to {
        own.events[place..].iter().copied().find(|event| !is_moved(event))
    } else {
        own.events[..place].iter().rev().copied().find(|event| !is_moved(event))
    };
    let beside = span(beside.ok_or(Refused::Nothing)?);
    let at = if to { beside.end().0 as f64 + PAST } else { beside.start().0 as f64 - PAST };
    moved(context, events, first, Some(own.key), Target::at(own.key, at))
}

/// So far past the end of an event is beyond it, in ticks; without a clock a place is on one side of the middle of a step.
const PAST: f64 = 0.1;
