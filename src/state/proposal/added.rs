//! Adding an event to a lane.

use super::context::Context;
use super::file_order::FileOrder;
use super::outcome::{Outcome, Proposal, Refused, about, plain};
use super::relaned::thread_of_group;
use super::slot::Slot;
use super::{dates, told};
use crate::document::change::Change;
use crate::document::edit::{Edit, ItemId};
use crate::document::fields::ItemKind;
use crate::document::fresh_id::fresh_id;
use crate::document::placeholder;
use crate::state::lanes::{Lane, LaneKey};
use crate::story::id::{EventId, ThreadId};
use crate::story::order::Order;
use crate::story::relation::Relation;
use crate::story::words::Clause;
use crate::text::quote::json;
use crate::text::words::titled;
use serde_json::value::RawValue;

/// Where an event is added in its lane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Place {
    /// At a place of the axis, in ticks. On a clock the event gets that time, as precise as `grain`, the ticks that the
    /// pointer is known to within.
    At {
        /// The place.
        at: f64,
        /// The precision.
        grain: i64,
    },
    /// After an event of the lane, before the next one there.
    After(EventId),
    /// After everything in the lane.
    End,
}

/// The proposal to add an event with this title to a lane that is shown.
///
/// Without a clock, or after another event, the new one says *after* its one neighbour and *before* the other, unless the
/// order of its thread in the file says so: then it is put there and says nothing. In the order of telling it is told where
/// it is added, and says nothing of its time. A story without threads gets one with it. Selects the event.
///
/// # Errors
/// The title is empty, or the lane is none that an event can be put into.
pub fn added(context: Context<'_>, lane: LaneKey, place: Place, title: &str) -> Outcome {
    let (story, state) = (context.story, context.state);
    let title = title.trim();
    if story.threads.is_empty() {
        return added_with_thread(context, title).ok_or(Refused::Nothing);
    }
    let shown = state.lineup().find(story, lane).map(|at| &state.lineup().lanes[at]);
    let lane = shown.filter(|_| !title.is_empty()).ok_or(Refused::Nothing)?;
    let slot = slot(context, lane, place);
    let thread = thread(context, lane, slot)?;
    let mut new = NewEvent { thread, when: None, told: None, before: end(context, thread), says: Vec::new() };
    new.says.push(plain(format!("in {}", lane.key.title(story))));
    let at = match place {
        Place::At { at, grain } if state.order() == Order::Happening => dates::at(&story.time, at, grain),
        _ => None,
    };
    let mut edits = Vec::new();
    if state.order() == Order::Telling {
        let at = match place {
            Place::At { at, .. } => (at.round().max(0.0) as usize).min(story.events.len()),
            Place::After(event) => story.events.told(event) as usize + 1,
            Place::End => story.events.len(),
        };
        tell(context, &mut new, told::neighbours(context, &[], at), &mut edits);
    } else {
        if let Some(at) = at {
            new.says.extend(dates::phrase(&story.time, &at).map(plain));
            new.when = Some(format!("{{\"at\":{at}}}"));
            if let Some(after) = slot.after.filter(|&after| story.events.thread(after) == thread) {
                new.before = next_in_file(context, after);
            }
        } else {
            order(context, &mut new, slot, lane);
        }
        if !context.tells_in_file_order() {
            let at = match (slot.after, slot.before) {
                (Some(after), _) => story.events.told(after) as usize + 1,
                (None, Some(before)) => story.events.told(before) as usize,
                (None, None) => story.events.len(),
            };
            number(context, &mut new, told::neighbours(context, &[], at), &mut edits);
        }
    }
    let id = fresh_id(context.document, ItemKind::Event, title).map_err(|_| Refused::Nothing)?;
    let value = new.json(context, &id, title, lane.key);
    let value = RawValue::from_string(value).map_err(|_| Refused::Nothing)?;
    let before = new.before.map(|before| story.event(before).id.to_owned());
    edits.push(Edit::Add { kind: ItemKind::Event, value, before });
    let change = Change::new(format!("add {}", titled(title)), edits);
    let mut proposal = Proposal::new(change.selecting(ItemId { kind: ItemKind::Event, id }), new.says, &[]);
    proposal.lane = Some(lane.key);
    proposal.span = Some(slot.ghost(story, i128::from(story.time.clock().is_none())));
    Ok(proposal)
}

/// The proposal to add the first event of a story without threads, in a thread that is added too. `None` without a title.
fn added_with_thread(context: Context<'_>, title: &str) -> Option<Proposal> {
    let document = context.document;
    let name = Some(placeholder::TITLE).filter(|_| !title.is_empty())?;
    let thread = fresh_id(document, ItemKind::Thread, name).ok()?;
    let id = fresh_id(document, ItemKind::Event, title).ok()?;
    let add = |kind, fields: &[(&str, &str)]| {
        let fields: Vec<String> = fields.iter().map(|(name, value)| format!("\"{name}\":{}", json(value))).collect();
        let value = RawValue::from_string(format!("{{{}}}", fields.join(","))).ok()?;
        Some(Edit::Add { kind, value, before: None })
    };
    let edits = vec![
        add(ItemKind::Thread, &[("id", &thread), ("title", name)])?,
        add(ItemKind::Event, &[("id", &id), ("title", title), ("thread", &thread)])?,
    ];
    let change = Change::new(format!("add {}", titled(title)), edits);
    let says = vec![plain(format!("in {name}"))];
    Some(Proposal::new(change.selecting(ItemId { kind: ItemKind::Event, id }), says, &[]))
}

/// An event that is to be added.
struct NewEvent {
    thread: ThreadId,
    when: Option<String>,
    told: Option<String>,
    /// The event that it is put before in the file; `None` at the end.
    before: Option<EventId>,
    says: Vec<Clause>,
}

impl NewEvent {
    fn json(&self, context: Context<'_>, id: &str, title: &str, lane: LaneKey) -> String {
        let story = context.story;
        let mut fields =
            vec![("id", json(id)), ("title", json(title)), ("thread", json(&story.thread(self.thread).id))];
        fields.extend(self.when.clone().map(|when| ("when", when)));
        fields.extend(self.told.clone().map(|told| ("told", told)));
        match lane {
            LaneKey::Place(place) => fields.push(("place", json(&story.place(place).id))),
            LaneKey::Character(who) => fields.push(("cast", format!("[{}]", json(&story.character(who).id)))),
            LaneKey::Tag(tag) => fields.push(("tags", format!("[{}]", json(&story.tags[tag.index()])))),
            LaneKey::Thread(_) | LaneKey::Group(_) | LaneKey::Rest(_) => {}
        }
        let fields: Vec<String> = fields.into_iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
        format!("{{{}}}", fields.join(","))
    }
}

fn slot(context: Context<'_>, lane: &Lane, place: Place) -> Slot {
    let story = context.story;
    let span = |id: EventId| context.state.order().span(story, id);
    match place {
        Place::At { at, .. } => Slot::of(story, lane, &[], at, None),
        Place::After(event) => {
            let at = span(event).end().0 as f64;
            Slot { after: Some(event), ..Slot::of(story, lane, &[event], at, None) }
        }
        Place::End => {
            let at = lane.events.iter().map(|&id| span(id).end()).max().map_or(0.0, |end| end.0 as f64);
            let after = lane.events.iter().copied().max_by_key(|&id| (span(id).end(), id));
            Slot { after, before: None, within: None, at }
        }
    }
}

/// The thread of a new event: the lane's, or else that of a neighbour.
fn thread(context: Context<'_>, lane: &Lane, slot: Slot) -> Result<ThreadId, Refused> {
    let story = context.story;
    let neighbour = slot.after.or(slot.before).map(|event| story.events.thread(event));
    match lane.key {
        LaneKey::Thread(thread) => Ok(thread),
        LaneKey::Group(group) => match neighbour {
            Some(thread) if story.thread(thread).group == story.groups[group.index()] => Ok(thread),
            _ => thread_of_group(context, group),
        },
        _ => neighbour
            .or_else(|| story.threads_in_order().next())
            .ok_or_else(|| Refused::Because("an event needs a thread; add a thread first".to_owned())),
    }
}

/// The event in the file after another one.
fn next_in_file(context: Context<'_>, event: EventId) -> Option<EventId> {
    Some(EventId(event.0 + 1)).filter(|next| next.index() < context.story.events.len())
}

/// The event in the file after the last one of a thread.
fn end(context: Context<'_>, thread: ThreadId) -> Option<EventId> {
    context.thread_events(thread).last().and_then(|&last| next_in_file(context, last))
}

/// Says the order of a new event, by its place in the file or by relations.
fn order(context: Context<'_>, new: &mut NewEvent, slot: Slot, lane: &Lane) {
    let story = context.story;
    let file = FileOrder { story, moved: &[], thread: None, before: None };
    let said = [(Relation::During, slot.within), (Relation::After, slot.after), (Relation::Before, slot.before)];
    let said: Vec<(Relation, EventId)> =
        said.into_iter().filter_map(|(relation, event)| Some((relation, event?))).collect();
    new.says.extend(said.iter().map(|&(relation, event)| about(relation.words(), event)));
    let is_own = |event: EventId| story.events.thread(event) == new.thread;
    let is_default = |event: EventId| context.is_silent(event);
    let is_last = |event: Option<EventId>| context.thread_events(new.thread).last().copied() == event;
    match (slot.after, slot.before) {
        (after, None) if slot.within.is_none() && is_last(after) => return,
        (after, Some(before)) if slot.within.is_none() && is_own(before) && is_default(before) => {
            let follows = story.events.when(before).follows;
            if file.unmoved_before(before) == after && follows == after {
                new.before = Some(before);
                return;
            }
        }
        _ => {}
    }
    // Nothing that follows the event before it may come to follow the new one.
    let goes_on = |event: EventId| file.unmoved_after(event).is_some_and(is_default);
    match (slot.after, slot.before) {
        (Some(after), _) if is_own(after) && !goes_on(after) => new.before = next_in_file(context, after),
        (_, Some(before)) if is_own(before) && !is_default(before) => new.before = Some(before),
        _ => {}
    }
    if said.is_empty() && !matches!(lane.key, LaneKey::Thread(_)) {
        return;
    }
    let list =
        |(relation, event): &(Relation, EventId)| format!("\"{}\":[{}]", relation.name(), json(story.event(*event).id));
    let lists: Vec<String> = said.iter().map(list).collect();
    new.when = (!lists.is_empty()).then(|| format!("{{{}}}", lists.join(",")));
}

/// Puts a new event between two that are told one after the other: in the file, if that is the order of the telling.
fn tell(context: Context<'_>, new: &mut NewEvent, between: [Option<EventId>; 2], edits: &mut Vec<Edit>) {
    let [after, before] = between;
    new.says.extend(after.map(|event| about("told after", event)));
    new.says.extend(before.map(|event| about("told before", event)));
    if context.tells_in_file_order() {
        new.before = before;
    } else {
        number(context, new, between, edits);
    }
}

/// Gives a new event a number between two that are told one after the other.
fn number(context: Context<'_>, new: &mut NewEvent, between: [Option<EventId>; 2], edits: &mut Vec<Edit>) {
    let (own, others) = told::numbers(context, &[], between, 1);
    new.told = own.into_iter().next();
    edits.extend(told::edits(context, others).unwrap_or_default());
}
