//! Moving events to another place of the axis, to another lane, or both.

use super::context::{Context, quoted};
use super::ordered::{Into, Move, Ordered, ordered};
use super::outcome::{Outcome, Proposal, Refused};
use super::relaned::{Relaned, relaned};
use super::slot::Slot;
use crate::document::change::Change;
use crate::state::lanes::{Lane, LaneKey};
use crate::story::id::EventId;

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
}

/// The proposal to drag events to a target. `grabbed` is the one under the pointer, taken in the lane `from`. The others of
/// its lane go with it to the same place; those of other lanes move as far as it does. All go to the target's lane if it is
/// another one.
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
    let lanes = &state.lineup().lanes;
    let shown = |key: LaneKey| state.lineup().find(story, key).map(|at| &lanes[at]);
    let lane = shown(target.lane).ok_or(Refused::Nothing)?;
    let changes_lane = from.and_then(shown).is_none_or(|own| own.key != lane.key);
    let put = if changes_lane { relaned(context, &events, from, lane.key, target.adds)? } else { Relaned::default() };
    let by = |id: EventId| target.at.map_or(0.0, |at| at - span(grabbed).start().0 as f64) + span(id).start().0 as f64;
    let mut sorted = events.clone();
    sorted.sort_unstable();
    let mut moves = Vec::new();
    for &event in &events {
        if target.at.is_none() && !(put.thread.is_some() && context.is_silent(event)) {
            continue;
        }
        // Those of the grabbed event's lane stay together.
        let own = state.lane_of(story, event).map(|at| &lanes[at]).filter(|_| !changes_lane && event != grabbed);
        let own = own.unwrap_or(lane);
        let (at, on) = if own.key == lane.key { (by(grabbed), target.on) } else { (by(event), None) };
        let on = on.filter(|on| sorted.binary_search(on).is_err());
        let slot = Slot::of(story, own, &sorted, at, on);
        if changes_lane || !is_there(context, own, &sorted, event, slot) {
            moves.push(Move { event, slot });
        }
    }
    let said = put_in_order(context, lane, &moves, &put)?;
    proposal(context, &events, lane.key, &moves, put, said)
}

/// Whether an event is in a slot already.
pub(super) fn is_there(context: Context<'_>, lane: &Lane, moved: &[EventId], event: EventId, slot: Slot) -> bool {
    let at = context.story.events.placed(event).start().0 as f64;
    let own = Slot::of(context.story, lane, moved, at, None);
    slot.within.is_none() && (own.after, own.before) == (slot.after, slot.before)
}

/// The edits that put events into their slots.
pub(super) fn put_in_order(
    context: Context<'_>,
    lane: &Lane,
    moves: &[Move],
    put: &Relaned,
) -> Result<Ordered, Refused> {
    if moves.is_empty() {
        return Ok(Ordered::default());
    }
    let thread = if let LaneKey::Thread(thread) = lane.key { Some(thread) } else { None };
    let is_in = |one: &Move| Some(context.story.events.thread(one.event)) == thread || put.thread == thread;
    let thread = thread.filter(|_| moves.iter().all(is_in));
    ordered(context, moves, Into { thread, events: &lane.events }).ok_or(Refused::Nothing)
}

/// The proposal of these edits.
pub(super) fn proposal(
    context: Context<'_>,
    events: &[EventId],
    lane: LaneKey,
    moves: &[Move],
    put: Relaned,
    said: Ordered,
) -> Outcome {
    let story = context.story;
    let mut edits = put.edits;
    let name = match (edits.is_empty(), said.edits.is_empty()) {
        (true, true) => return Err(Refused::Nothing),
        (true, false) => format!("move {}", context.name(events)),
        (false, _) => format!("put {} into {}", context.name(events), quoted(lane.title(story))),
    };
    edits.extend(said.edits);
    let says = put.says.into_iter().chain(said.says).collect();
    let mut proposal = Proposal::new(Change::new(name, edits), says, events);
    proposal.unsays = said.unsays;
    proposal.lane = Some(lane);
    let first = moves.first();
    proposal.span = first.map(|one| one.slot.ghost(story, story.events.placed(one.event).length()));
    Ok(proposal)
}
