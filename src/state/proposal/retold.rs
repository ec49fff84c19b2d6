//! Moving events in the order of telling.

use super::context::Context;
use super::file_order::FileOrder;
use super::outcome::{Outcome, Proposal, Refused, about};
use super::told;
use crate::document::change::Change;
use crate::document::edit::Edit;
use crate::story::id::EventId;
use crate::time::{Moment, Span};

/// The proposal to tell events, one after the other in the order they have, at a place of the telling: `at` counts the other
/// events told before it.
///
/// Where the telling is the order of the file, they are moved in the file, unless that would change what comes after what
/// in their threads. Else they get numbers between those of their neighbours, and if there is no room between these, so do
/// the events that follow.
///
/// # Errors
/// They are told there already.
pub fn retold(context: Context<'_>, events: &[EventId], at: usize) -> Outcome {
    let story = context.story;
    let mut moved = events.to_vec();
    moved.sort_unstable();
    moved.dedup();
    let mut in_order = moved.clone();
    in_order.sort_unstable_by_key(|&event| story.events.told(event));
    let at = at.min(story.events.len() - moved.len());
    let is_there = in_order.iter().zip(at..).all(|(&event, at)| story.events.told(event) as usize == at);
    if is_there || moved.is_empty() {
        return Err(Refused::Nothing);
    }
    let between = told::neighbours(context, &moved, at);
    let edits = in_file(context, &moved, between).map_or_else(
        || {
            let (own, others) = told::numbers(context, &moved, between, moved.len());
            told::edits(context, in_order.iter().copied().zip(own).chain(others).collect()).ok_or(Refused::Nothing)
        },
        Ok,
    )?;
    let [after, before] = between;
    let says = [after.map(|event| about("told after", event)), before.map(|event| about("told before", event))];
    let change = Change::new(format!("tell {} elsewhere", context.name(&in_order)), edits);
    let mut proposal = Proposal::new(change, says.into_iter().flatten().collect(), &in_order);
    let place = |at: usize| Span::at(Moment(i64::try_from(at).unwrap_or(i64::MAX)));
    proposal.span = Some(place(at).hull(place(at + 1)));
    Ok(proposal)
}

/// The edits that move events in the file, if the file is the order of the telling and that changes nothing else.
fn in_file(context: Context<'_>, moved: &[EventId], [after, before]: [Option<EventId>; 2]) -> Option<Vec<Edit>> {
    let story = context.story;
    let end = story.events.len() as u32;
    let position = before.map_or(end, |event| event.0).max(after.map_or(0, |event| event.0 + 1));
    let old = FileOrder { story, moved, thread: None, before: None };
    let new = FileOrder { before: Some(position), ..old };
    let keeps = |event: EventId| !context.is_silent(event) || old.before(event) == new.before(event);
    let is_kept = moved.iter().all(|&event| {
        let next = [old.unmoved_after(event), new.unmoved_after(event)];
        keeps(event) && next.into_iter().flatten().all(keeps)
    });
    if !is_kept || !context.tells_in_file_order() {
        return None;
    }
    let before = (position < end).then(|| context.item(EventId(position)).id);
    let edit = |&event: &EventId| Edit::Move { item: context.item(event), before: before.clone() };
    Some(moved.iter().map(edit).collect())
}
