//! Moving events without exact times: what they say of their order becomes *after* the one neighbour and *before* the other.
//!
//! The rules leave the cleanest file that says it:
//!
//! - Events that say nothing of their time follow the one before them in the file. Where both neighbours are of the same
//!   thread and the later one only follows the earlier, such events are moved in the file and go on saying nothing. The
//!   telling follows, since it is the order of the file; where it is not, events never move in the file.
//! - Else a moved event says *after* and *before*, unless one of the two says so already. Of its other relations those stay
//!   that can be true there; relations to events of its lane or its thread also go if the new ones imply them.
//! - An event that only followed a moved one is not dragged along: it says then what it follows instead. So does one of the
//!   same thread that says *after* or *before* of a moved one what is not true any more.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashSet, VecDeque};

use super::context::Context;
use super::file_order::FileOrder;
use super::outcome::{about, plain};
use super::slot::Slot;
use super::written::{WhenText, Written};
use crate::document::edit::Edit;
use crate::story::id::{EventId, ThreadId};
use crate::story::relation::Relation;
use crate::story::words::Clause;

/// The most events that are looked at to see whether one is said to come after another.
const MOST_FOLLOWED: usize = 200;
/// The most events of a thread that are asked whether they relate to a moved one; in a larger one that is a contradiction.
const MOST_IN_THREAD: usize = 20_000;

/// An event and the slot that it is put into.
#[derive(Clone, Copy, Debug)]
pub(super) struct Move {
    pub(super) event: EventId,
    pub(super) slot: Slot,
}

/// The lane that events are put into, as far as it matters for their order.
#[derive(Clone, Copy, Debug)]
pub(super) struct Into<'a> {
    /// The thread that the lane stands for.
    pub(super) thread: Option<ThreadId>,
    /// Its events, in the order of the axis.
    pub(super) events: &'a [EventId],
}

/// Edits that put events into an order, and what they say.
#[derive(Clone, Debug, Default)]
pub(super) struct Ordered {
    pub(super) edits: Vec<Edit>,
    pub(super) says: Vec<Clause>,
    pub(super) unsays: Vec<Clause>,
}

/// The edits that put events, in the order of the axis, into their slots. `None` if the text does not have them.
pub(super) fn ordered(context: Context<'_>, moves: &[Move], into: Into<'_>) -> Option<Ordered> {
    let mut moved: Vec<EventId> = moves.iter().map(|one| one.event).collect();
    moved.sort_unstable();
    let mut said = Ordered { says: says(moves), ..Ordered::default() };
    let old = FileOrder { story: context.story, moved: &moved, thread: None, before: None };
    let new = FileOrder { thread: into.thread, ..old };
    match in_file(context, moves, into, new) {
        Some(InFile::Stays) => {}
        Some(InFile::Before(before)) => {
            let before = (before < context.story.events.len() as u32).then(|| context.item(EventId(before)).id);
            let edit = |&event: &EventId| Edit::Move { item: context.item(event), before: before.clone() };
            said.edits.extend(moved.iter().map(edit));
            said.says.push(plain("told there too"));
        }
        None => Relating { context, moves, into, old, new }.relate(&mut said)?,
    }
    Some(said)
}

/// The statements of a move, as people read them: those of the first event's left neighbour and the last one's right one.
fn says(moves: &[Move]) -> Vec<Clause> {
    let (Some(first), Some(last)) = (moves.first(), moves.last()) else { return Vec::new() };
    let during = first.slot.within.map(|event| about(Relation::During.words(), event));
    let after = first.slot.after.map(|event| about(Relation::After.words(), event));
    let before = last.slot.before.map(|event| about(Relation::Before.words(), event));
    [during, after, before].into_iter().flatten().collect()
}

/// How events that say nothing of their time get to another place.
enum InFile {
    /// They stay where they are in the file.
    Stays,
    /// They move before the event at this position.
    Before(u32),
}

/// Whether the place of the moved events in the file says all of it.
fn in_file(context: Context<'_>, moves: &[Move], into: Into<'_>, new: FileOrder<'_>) -> Option<InFile> {
    let story = context.story;
    let thread = into.thread?;
    let slot = moves.first()?.slot;
    let is_same = |one: &Move| (one.slot.after, one.slot.before) == (slot.after, slot.before);
    if slot.within.is_some() || !moves.iter().all(|one| is_same(one) && context.is_silent(one.event)) {
        return None;
    }
    // Several keep their order only if it is that of the file.
    if !moves.is_sorted_by_key(|one| one.event) {
        return None;
    }
    let rest = |id: &EventId| !new.is_moved(*id);
    let events = context.thread_events(thread);
    let before = match (slot.after, slot.before) {
        (None, None) => return events.iter().copied().find(rest).is_none().then_some(InFile::Stays),
        (after, Some(before)) => {
            let at = events.binary_search(&before).ok()?;
            let follows = story.events.when(before).follows;
            let is_plain = context.is_silent(before)
                && events[..at].iter().rev().copied().find(rest) == after
                && (follows == after || follows.is_none_or(|event| new.is_moved(event)) && follows.is_some());
            if !is_plain {
                return None;
            }
            before.0
        }
        (Some(after), None) => {
            if events.iter().rev().copied().find(rest) != Some(after) {
                return None;
            }
            after.0 + 1
        }
    };
    let stays = moves
        .iter()
        .all(|one| new.unmoved_before(one.event) == slot.after && new.unmoved_after(one.event) == slot.before);
    if stays {
        return Some(InFile::Stays);
    }
    if !context.tells_in_file_order() {
        return None;
    }
    let end = story.events.len() as u32;
    Some(InFile::Before((before..end).find(|&at| rest(&EventId(at))).unwrap_or(end)))
}

/// The search for what moved events, and those that followed them, have to say.
struct Relating<'a> {
    context: Context<'a>,
    moves: &'a [Move],
    into: Into<'a>,
    old: FileOrder<'a>,
    new: FileOrder<'a>,
}

impl Relating<'_> {
    fn relate(&self, said: &mut Ordered) -> Option<()> {
        let story = self.context.story;
        let left: Vec<EventId> = self.left_behind();
        for (rank, &one) in self.moves.iter().enumerate() {
            let id = story.event(one.event).id;
            let old = Written::of(self.context.document, id, one.event.index())?.when();
            let mut when = old.clone();
            self.say(rank, one, &left, &mut when, &mut said.unsays);
            if when != old {
                said.edits.push(when.edit(id)?);
            }
        }
        for &event in &left {
            let id = story.event(event).id;
            let mut when = Written::of(self.context.document, id, event.index())?.when();
            if let Some(before) = self.new.unmoved_before(event) {
                when.add(Relation::After, story.event(before).id);
            } else {
                let ahead = self.moves.iter().find(|one| one.slot.after == Some(event)).map(|one| one.event);
                let Some(next) = ahead.or_else(|| self.new.unmoved_after(event)) else { continue };
                when.add(Relation::Before, story.event(next).id);
            }
            said.edits.push(when.edit(id)?);
        }
        said.edits.extend(self.let_go()?);
        Some(())
    }

    /// The edits of events that say they are *after* or *before* a moved one of their thread. If that is not true in its
    /// slot, or the moved one is no longer between them and those that it was after or before, they say it of those.
    fn let_go(&self) -> Option<Vec<Edit>> {
        let story = self.context.story;
        let mut changed: BTreeMap<EventId, WhenText> = BTreeMap::new();
        for one in self.moves {
            let thread = self.context.thread_events(story.events.thread(one.event));
            if thread.len() > MOST_IN_THREAD {
                continue;
            }
            let leaves = self.new.thread_of(one.event) != self.old.thread_of(one.event);
            for &event in thread.iter().filter(|&&event| !self.new.is_moved(event)) {
                for &(relation, other) in story.events.relations(event) {
                    if other != one.event || !matches!(relation, Relation::After | Relation::Before) {
                        continue;
                    }
                    let is_true = one.slot.allows(story, relation.converse(), event);
                    let mut beyond = self.beyond(other, relation);
                    beyond.retain(|&beyond| beyond != event && !(is_true && one.slot.allows(story, relation, beyond)));
                    if is_true && beyond.is_empty() {
                        continue;
                    }
                    let when = match changed.entry(event) {
                        Entry::Occupied(entry) => entry.into_mut(),
                        Entry::Vacant(entry) => {
                            let written = Written::of(self.context.document, story.events.id(event), event.index())?;
                            entry.insert(written.when())
                        }
                    };
                    if !(is_true && leaves) {
                        when.remove(relation, story.events.id(other));
                    }
                    for beyond in beyond {
                        when.add(relation, story.events.id(beyond));
                    }
                }
            }
        }
        let edit = |(event, mut when): (EventId, WhenText)| {
            let ahead = self.new.before(event).filter(|&ahead| self.new.is_moved(ahead) && !when.has_relations());
            if let Some(ahead) = ahead {
                when.add(Relation::Before, story.events.id(ahead));
            }
            when.edit(story.events.id(event))
        };
        changed.into_iter().map(edit).collect()
    }

    /// The events of its thread that a moved one says it is after, or before; those beyond one that is moved too.
    fn beyond(&self, event: EventId, relation: Relation) -> Vec<EventId> {
        let story = self.context.story;
        let touching = if relation == Relation::After { Relation::MetBy } else { Relation::Meets };
        let mut found = Vec::new();
        let (mut ahead, mut seen) = (vec![event], HashSet::from([event]));
        while let Some(event) = ahead.pop() {
            let when = story.events.when(event);
            let follows = when.follows.filter(|_| relation == Relation::After);
            let said = when.relations.iter().filter(|(known, _)| [relation, touching].contains(known));
            for next in said.map(|(_, other)| *other).chain(follows) {
                if story.events.thread(next) != story.events.thread(event) || !seen.insert(next) {
                    continue;
                }
                if self.new.is_moved(next) { ahead.push(next) } else { found.push(next) }
            }
        }
        found
    }

    /// Changes what a moved event says.
    fn say(&self, rank: usize, one: Move, left: &[EventId], when: &mut WhenText, unsays: &mut Vec<Clause>) {
        let (story, Move { event, slot }) = (self.context.story, one);
        let id = |other: EventId| story.event(other).id;
        let mut kept: Vec<(Relation, EventId)> = Vec::new();
        for &(relation, other) in story.events.relations(event) {
            let is_order = matches!(relation, Relation::Before | Relation::After);
            let is_near = story.events.thread(other) == story.events.thread(event) || self.is_in_lane(other);
            if self.new.is_moved(other) {
                kept.push((relation, other));
            } else if !slot.allows(story, relation, other) {
                when.remove(relation, id(other));
                if !(is_order && is_near) {
                    unsays.push(about(relation.words(), other));
                }
            } else if is_order && is_near && self.is_implied(slot, relation, other) {
                when.remove(relation, id(other));
            } else {
                kept.push((relation, other));
            }
        }
        let says = |relations: &[Relation], other: EventId| {
            relations.iter().any(|&relation| {
                kept.contains(&(relation, other))
                    || story.events.relations(other).contains(&(relation.converse(), event))
            })
        };
        let follows = story.events.when(event).follows.filter(|&other| self.new.is_moved(other));
        let earlier = |other: EventId| follows == Some(other) || says(&[Relation::After, Relation::MetBy], other);
        let is_led = self.moves[..rank].iter().any(|led| led.slot.after == slot.after && earlier(led.event));
        let is_leading = self.moves[rank + 1..]
            .iter()
            .any(|next| next.slot.before == slot.before && self.is_after(next.event, event));
        let within =
            slot.within.filter(|&outer| !says(&[Relation::During, Relation::Starts, Relation::Finishes], outer));
        let after = slot.after.filter(|&other| !is_led && !says(&[Relation::After, Relation::MetBy], other));
        let before = slot.before.filter(|&other| {
            let is_default = !left.contains(&other) && self.follows_as_meant(other, event);
            !is_leading && !is_default && !says(&[Relation::Before, Relation::Meets], other)
        });
        let mut is_silent = kept.is_empty() && within.is_none() && before.is_none() && !when.is_dated();
        // It goes on following the event before it in its thread, if that is the one to follow.
        let default = self.new.before(event);
        is_silent &= default == slot.after || after.is_none() && follows.is_some() && default == follows;
        if is_silent {
            return;
        }
        for (relation, other) in [
            (Relation::During, within),
            (Relation::After, after),
            (Relation::After, follows),
            (Relation::Before, before),
        ] {
            if let Some(other) = other {
                when.add(relation, id(other));
            }
        }
        if !when.has_relations() && !when.is_dated() && default.is_some() {
            // Saying nothing would mean to follow another event.
            if let Some(other) = slot.before {
                when.add(Relation::Before, id(other));
            } else if let Some(other) = slot.after {
                when.add(Relation::After, id(other));
            }
        }
    }

    fn is_in_lane(&self, event: EventId) -> bool {
        let story = self.context.story;
        let key = |id: EventId| (story.events.placed(id).start(), story.events.placed(id).end(), id);
        self.into.events.binary_search_by_key(&key(event), |&id| key(id)).is_ok()
    }

    /// Whether a relation to an event other than the neighbours follows from what the neighbours say.
    fn is_implied(&self, slot: Slot, relation: Relation, other: EventId) -> bool {
        match relation {
            Relation::After => slot.after.is_some_and(|after| after != other && self.is_after(after, other)),
            Relation::Before => slot.before.is_some_and(|before| before != other && self.is_after(other, before)),
            _ => false,
        }
    }

    /// Whether an event is said to come after another, by its own words and those of the events that it follows.
    fn is_after(&self, event: EventId, other: EventId) -> bool {
        let story = self.context.story;
        let mut seen: HashSet<EventId> = HashSet::from([event]);
        let mut ahead = VecDeque::from([event]);
        while let Some(event) = ahead.pop_front() {
            let when = story.events.when(event);
            let follows = when.follows.map(|other| (Relation::After, other));
            for (relation, next) in when.relations.iter().copied().chain(follows) {
                use Relation::{After, During, Equals, Finishes, MetBy, OverlappedBy, StartedBy, Starts};
                if next == other && matches!(relation, After | MetBy) {
                    return true;
                }
                // What starts with or after the next one comes after all that the next one comes after.
                let is_later =
                    matches!(relation, After | MetBy | During | Equals | Finishes | OverlappedBy | StartedBy | Starts);
                // A chain closes behind a moved event of its thread.
                let closes = matches!(relation, After) && story.events.thread(next) == story.events.thread(event);
                let is_free = seen.len() < MOST_FOLLOWED && (closes || !self.new.is_moved(next));
                if is_later && is_free && seen.insert(next) {
                    ahead.push_back(next);
                }
            }
        }
        false
    }

    /// Whether an event that says nothing follows a moved one as the slot of that one means it.
    fn follows_as_meant(&self, event: EventId, moved: EventId) -> bool {
        let slot = self.moves.iter().find(|one| one.event == moved).map(|one| one.slot);
        let first = self.new.unmoved_before(event);
        self.context.is_silent(event)
            && self.new.before(event) == Some(moved)
            && slot.is_some_and(|slot| slot.before == Some(event) && slot.after == first)
    }

    /// The events that say nothing of their time and would follow a moved one though they should not.
    fn left_behind(&self) -> Vec<EventId> {
        let mut left: Vec<EventId> = Vec::new();
        for one in self.moves {
            for next in [self.old.unmoved_after(one.event), self.new.unmoved_after(one.event)].into_iter().flatten() {
                let is_default = self.context.is_silent(next)
                    && (self.context.story.events.when(next).follows.is_some() || self.old.before(next).is_none());
                let Some(ahead) = self.new.before(next).filter(|&ahead| is_default && self.new.is_moved(ahead)) else {
                    continue;
                };
                if !self.follows_as_meant(next, ahead) && !left.contains(&next) {
                    left.push(next);
                }
            }
        }
        left
    }
}
