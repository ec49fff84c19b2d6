//! Moving events to another place of the axis, to another lane, or both.

use super::context::Context;
use super::ordered::{Into, Move, Ordered, ordered};
use super::outcome::{Outcome, Proposal, Refused};
use super::relaned::{Relaned, relaned};
use super::retold::retold;
use super::slot::Slot;
use super::{dates, timed};
use crate::document::change::Change;
use crate::state::lanes::{Lane, LaneKey};
use crate::story::id::EventId;
use crate::story::order::Order;
use crate::text::words::titled;
use crate::time::{Moment, Span};

/// The place that events are dragged to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Target {
    /// The lane under the pointer.
    pub lane: LaneKey,
    /// Where the grabbed event would start, in ticks; `None` if it only changes its lane. Then what it says of its time
    /// stays, unless it says nothing: so it keeps its place between the events of the new lane.
    pub at: Option<f64>,
    /// The event on whose bar the pointer is, not at its ends, to happen during it.
    pub on: Option<EventId>,
    /// Whether it stays in its lane too: the new thread, character or tag is added to the others.
    pub adds: bool,
    /// The ticks that the pointer is known to within, for exact times: they move by whole days, hours, minutes or seconds, or
    /// by a power of ten. 1 if the place is exact because it is [snapped](super::snapped).
    pub grain: i64,
    /// Whether an event without an exact time gets one, if there is a clock, instead of relations to its neighbours.
    pub exact: bool,
}

impl Target {
    /// A place in a lane, to the tick.
    pub fn at(lane: LaneKey, at: f64) -> Self {
        Self { at: Some(at), ..Self::lane(lane) }
    }

    /// Another lane, at the time that it has.
    pub fn lane(lane: LaneKey) -> Self {
        Self { lane, at: None, on: None, adds: false, grain: 1, exact: false }
    }
}

/// The proposal to drag events to a target. `grabbed` is the one under the pointer, taken in the lane `from`. The others of
/// its lane go with it to the same place; those of other lanes move as far as it does. All go to the target's lane if it is
/// another one.
///
/// Exact times move by as much and keep their precision. An event without any goes between its neighbours in the lane, by
/// relations or its place in the file; on a clock it gets a time instead if the target says so. In the order of telling
/// only the place in the telling changes, and the lane.
///
/// The target's lane must be one that is shown. O(events that are moved, log events in the lane).
///
/// # Errors
/// Nothing would change, or the lane is none that an event can be put into.
pub fn moved(
    context: Context<'_>,
    events: &[EventId],
    grabbed: EventId,
    from: Option<LaneKey>,
    target: Target,
) -> Outcome {
    let (story, state) = (context.story, context.state);
    let mut events = events.to_vec();
    if !events.contains(&grabbed) {
        events = vec![grabbed];
    }
    let span = |id: EventId| story.events.placed(id);
    events.sort_unstable_by_key(|&id| (span(id).start(), span(id).end(), id));
    events.dedup();
    if state.order() == Order::Telling {
        events.sort_unstable_by_key(|&id| story.events.told(id));
    }
    let lanes = &state.lineup().lanes;
    let shown = |key: LaneKey| state.lineup().find(story, key).map(|at| &lanes[at]);
    let lane = shown(target.lane).ok_or(Refused::Nothing)?;
    let changes_lane = from.and_then(shown).is_none_or(|own| own.key != lane.key);
    let put = if changes_lane { relaned(context, &events, from, lane.key, target.adds)? } else { Relaned::default() };
    let gesture = Gesture { context, events: &events, grabbed, lane, changes_lane, target };
    if state.order() == Order::Telling {
        return gesture.retell(put);
    }
    gesture.move_in_time(put)
}

/// The proposal to put events into a lane that need not be shown, at the times that they have; `adds` as in [`Target`].
///
/// # Errors
/// Nothing would change, or the lane is none that an event can be put into.
pub fn put_into(context: Context<'_>, events: &[EventId], from: Option<LaneKey>, to: LaneKey, adds: bool) -> Outcome {
    let &first = events.first().ok_or(Refused::Nothing)?;
    let lineup = context.state.lineup();
    if lineup.find(context.story, to).is_some_and(|at| lineup.lanes[at].key == to) {
        return moved(context, events, first, from, Target { adds, ..Target::lane(to) });
    }
    let put = relaned(context, events, from, to, adds)?;
    if put.edits.is_empty() {
        return Err(Refused::Nothing);
    }
    let name = format!("put {} into {}", context.name(events), titled(to.title(context.story)));
    let mut proposal = Proposal::new(Change::new(name, put.edits), put.says, events);
    proposal.lane = Some(to);
    Ok(proposal)
}

/// A gesture whose events and lanes are known.
struct Gesture<'a> {
    context: Context<'a>,
    /// In the order of the axis.
    events: &'a [EventId],
    grabbed: EventId,
    lane: &'a Lane,
    changes_lane: bool,
    target: Target,
}

impl Gesture<'_> {
    fn retell(&self, put: Relaned) -> Outcome {
        let story = self.context.story;
        let told = |id: EventId| story.events.told(id) as usize;
        let at = self.target.at.map(|at| {
            // The others of the telling, without the moved ones, have whole places.
            let ahead = self.events.iter().filter(|&&id| told(id) < told(self.grabbed)).count();
            (at.round() - ahead as f64).clamp(0.0, story.events.len() as f64) as usize
        });
        match at.map_or(Err(Refused::Nothing), |at| retold(self.context, self.events, at)) {
            Ok(mut proposal) => {
                proposal.change.edits.splice(..0, put.edits);
                proposal.says.splice(..0, put.says);
                proposal.lane = Some(self.lane.key);
                Ok(proposal)
            }
            Err(Refused::Nothing) => self.proposal(&[], put, Ordered::default()),
            Err(refused) => Err(refused),
        }
    }

    fn move_in_time(&self, put: Relaned) -> Outcome {
        let Self { context, lane, changes_lane, target, grabbed, .. } = *self;
        let story = context.story;
        let span = |id: EventId| story.events.placed(id);
        let by = target.at.map_or(0.0, |at| at - span(grabbed).start().0 as f64);
        let by_ticks = dates::rounded(&story.time, by, target.grain);
        let mut sorted = self.events.to_vec();
        sorted.sort_unstable();
        let (mut moves, mut said) = (Vec::new(), Ordered::default());
        for &event in self.events {
            if story.events.when(event).is_dated() {
                if let Some((edit, says)) = target.at.and_then(|_| timed::shifted(context, event, by_ticks)) {
                    said.edits.push(edit);
                    said.says.extend(Some(says).filter(|_| event == grabbed).into_iter().flatten());
                }
                continue;
            }
            if target.at.is_none() && !(put.thread.is_some() && context.is_silent(event)) {
                continue;
            }
            // Those of the grabbed event's lane stay together.
            let lanes = &context.state.lineup().lanes;
            let own = context.state.lane_of(story, event).map(|at| &lanes[at]);
            let own = own.filter(|_| !changes_lane && event != grabbed).unwrap_or(lane);
            let start = span(if own.key == lane.key { grabbed } else { event }).start().0 as f64;
            let on = target.on.filter(|on| own.key == lane.key && sorted.binary_search(on).is_err());
            let slot = Slot::of(story, own, &sorted, start + by, on);
            let fixed = Some(slot).filter(|_| target.exact && target.at.is_some());
            if let Some((edit, says)) = fixed.and_then(|slot| timed::fixed(context, event, slot, target.grain)) {
                said.edits.push(edit);
                said.says.extend(Some(says).filter(|_| event == grabbed).into_iter().flatten());
            } else if changes_lane || !is_there(context, own, &sorted, event, slot) {
                moves.push(Move { event, slot });
            }
        }
        let in_order = put_in_order(context, lane, &moves, &put)?;
        said.edits.extend(in_order.edits);
        said.says.extend(in_order.says);
        said.unsays.extend(in_order.unsays);
        let mut proposal = self.proposal(&moves, put, said)?;
        if proposal.span.is_none() && target.at.is_some() {
            proposal.span = Some(shifted(span(grabbed), by_ticks));
        }
        Ok(proposal)
    }

    /// The proposal of these edits.
    fn proposal(&self, moves: &[Move], put: Relaned, said: Ordered) -> Outcome {
        let Self { context, events, lane, .. } = *self;
        let story = context.story;
        let mut edits = put.edits;
        let name = match (edits.is_empty(), said.edits.is_empty()) {
            (true, true) => return Err(Refused::Nothing),
            (true, false) => format!("move {}", context.name(events)),
            (false, _) => format!("put {} into {}", context.name(events), titled(lane.key.title(story))),
        };
        edits.extend(said.edits);
        let says = put.says.into_iter().chain(said.says).collect();
        let mut proposal = Proposal::new(Change::new(name, edits), says, events);
        proposal.unsays = said.unsays;
        proposal.lane = Some(lane.key);
        let first = moves.iter().find(|one| one.event == self.grabbed);
        proposal.span = first.map(|one| one.slot.ghost(story, story.events.placed(one.event).length()));
        Ok(proposal)
    }
}

/// Whether an event is in a slot already.
fn is_there(context: Context<'_>, lane: &Lane, moved: &[EventId], event: EventId, slot: Slot) -> bool {
    let at = context.story.events.placed(event).start().0 as f64;
    let own = Slot::of(context.story, lane, moved, at, None);
    slot.within.is_none() && (own.after, own.before) == (slot.after, slot.before)
}

/// The edits that put events into their slots.
fn put_in_order(context: Context<'_>, lane: &Lane, moves: &[Move], put: &Relaned) -> Result<Ordered, Refused> {
    if moves.is_empty() {
        return Ok(Ordered::default());
    }
    let thread = if let LaneKey::Thread(thread) = lane.key { Some(thread) } else { None };
    let is_in = |one: &Move| Some(context.story.events.thread(one.event)) == thread || put.thread == thread;
    let thread = thread.filter(|_| moves.iter().all(is_in));
    ordered(context, moves, Into { thread, events: &lane.events }).ok_or(Refused::Nothing)
}

/// A span moved by so many ticks.
fn shifted(span: Span, by: i64) -> Span {
    let at = |moment: Moment| Span::at(Moment(moment.0.saturating_add(by)));
    at(span.start()).hull(at(span.end()))
}
