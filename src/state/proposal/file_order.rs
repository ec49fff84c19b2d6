//! The events of each thread in the order of the file, as a change would leave them: what says nothing of its time follows
//! the one before it there.

use crate::story::Story;
use crate::story::id::{EventId, ThreadId};

/// The order of the file with some events in another place or another thread.
#[derive(Clone, Copy, Debug)]
pub(super) struct FileOrder<'a> {
    pub(super) story: &'a Story,
    /// The events that are moved, ascending.
    pub(super) moved: &'a [EventId],
    /// The thread that they are put into, if it changes.
    pub(super) thread: Option<ThreadId>,
    /// The position of the event that they are put before, if they are moved in the file; may be one past the last.
    pub(super) before: Option<u32>,
}

/// A position in the file: of an event, or between two; and the rank among those put there.
type Position = (u64, u32);

impl FileOrder<'_> {
    fn rank(&self, event: EventId) -> Option<usize> {
        self.moved.binary_search(&event).ok()
    }

    /// Whether an event is one of the moved ones.
    pub(super) fn is_moved(&self, event: EventId) -> bool {
        self.rank(event).is_some()
    }

    fn position(&self, event: EventId) -> Position {
        match (self.rank(event), self.before) {
            (Some(rank), Some(before)) => (2 * u64::from(before), rank as u32),
            _ => (2 * u64::from(event.0) + 1, 0),
        }
    }

    /// The thread of an event.
    pub(super) fn thread_of(&self, event: EventId) -> ThreadId {
        let own = self.story.events.thread(event);
        if self.is_moved(event) { self.thread.unwrap_or(own) } else { own }
    }

    /// The event before one in its thread that is not moved itself.
    pub(super) fn unmoved_before(&self, event: EventId) -> Option<EventId> {
        let at = self.position(event);
        let events = &self.story.thread(self.thread_of(event)).events;
        let end = events.partition_point(|&id| (2 * u64::from(id.0) + 1, 0) < at);
        events[..end].iter().rev().copied().find(|&id| !self.is_moved(id))
    }

    /// The event after one in its thread that is not moved itself.
    pub(super) fn unmoved_after(&self, event: EventId) -> Option<EventId> {
        let at = self.position(event);
        let events = &self.story.thread(self.thread_of(event)).events;
        let start = events.partition_point(|&id| (2 * u64::from(id.0) + 1, 0) <= at);
        events[start..].iter().copied().find(|&id| !self.is_moved(id) && id != event)
    }

    /// The event before one in its thread.
    pub(super) fn before(&self, event: EventId) -> Option<EventId> {
        let (at, thread) = (self.position(event), self.thread_of(event));
        let moved = self.moved.iter().copied().filter(|&id| id != event && self.thread_of(id) == thread);
        let moved = moved.filter(|&id| self.position(id) < at);
        moved.chain(self.unmoved_before(event)).max_by_key(|&id| self.position(id))
    }
}
