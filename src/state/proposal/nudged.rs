//! Moving events by keys: one place on in their lane, or to the next lane; and the ends of one.

use super::context::Context;
use super::moved::{Target, moved};
use super::outcome::{Outcome, Refused};
use super::retold::retold;
use super::stretched::{Stretch, stretched};
use crate::state::lanes::LaneKey;
use crate::story::id::EventId;
use crate::story::order::Order;
use crate::story::relation::End;
use crate::time::Span;

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
        let by = unit(context, first).max(grain);
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

/// The proposal to move an end of an event by a key. An exact time moves by `grain` ticks, and by its own precision at
/// least; a length shrinks by half at most. Without exact times the end moves past the next event of the lane.
///
/// # Errors
/// There is nothing to pass, or as with [`stretched`].
pub fn nudged_end(context: Context<'_>, event: EventId, end: End, later: bool, grain: i64) -> Outcome {
    let (story, state) = (context.story, context.state);
    if state.order() == Order::Telling {
        let why = "how long it takes is said in the order of happening: press T";
        return Err(Refused::Because(why.to_owned()));
    }
    let span = story.events.placed(event);
    let own = if end == End::Start { span.start() } else { span.end() };
    let when = story.events.when(event);
    let has_length = story.event(event).when.lasts.is_some_and(|lasts| lasts != 0.into());
    if when.is_dated() || has_length {
        let shrinks = later == (end == End::Start);
        let unit = unit(context, event).max(1);
        let half = i64::try_from(span.length() / 2).unwrap_or(i64::MAX).max(unit);
        let by = if shrinks { grain.max(unit).min(half) } else { grain.max(unit) };
        let at = own.0.saturating_add(if later { by } else { -by }) as f64;
        return stretched(context, event, Stretch { end, at, on: None, grain: grain.min(by) });
    }
    let lane = state.lane_of(story, event).map(|at| &state.lineup().lanes[at]).ok_or(Refused::Nothing)?;
    let others = || lane.events.iter().filter(|&&other| other != event).map(|&other| story.events.placed(other));
    let at = match (end, later) {
        (End::Finish, true) => others().map(Span::end).filter(|&at| at > own).min(),
        (End::Start, false) => others().map(Span::start).filter(|&at| at < own).max(),
        // What it included comes to lie outside.
        (End::Finish, false) => others().map(Span::start).filter(|&at| span.start() <= at && at < own).max(),
        (End::Start, true) => others().map(Span::end).filter(|&at| own < at && at <= span.end()).min(),
    };
    let at = at.ok_or(Refused::Nothing)?.0 as f64;
    stretched(context, event, Stretch { end, at, on: None, grain })
}

/// The precision of the exact times of an event, in ticks; 0 if they are exact to the tick.
fn unit(context: Context<'_>, event: EventId) -> i64 {
    let when = context.story.events.when(event);
    let units = [when.at, when.from, when.to].into_iter().flatten().map(|given| given.span().length());
    units.max().and_then(|unit| i64::try_from(unit).ok()).unwrap_or(0)
}

/// So far past the end of an event is beyond it, in ticks; without a clock a place is on one side of the middle of a step.
const PAST: f64 = 0.1;
