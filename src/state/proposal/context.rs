//! The ground that every proposal starts from: a story, the text it was compiled from, and the view of it.

use serde_json::value::RawValue;

use crate::document::Document;
use crate::document::edit::{Edit, FieldOwner, ItemId};
use crate::document::fields::ItemKind;
use crate::state::State;
use crate::story::Story;
use crate::story::id::{EventId, ThreadId};
use crate::story::order::Order;
use crate::text::words::titled;

/// A story as it is read, viewed and written. The story must be the one compiled from the document.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The story.
    pub story: &'a Story,
    /// The view of it.
    pub state: &'a State,
    /// Its text.
    pub document: &'a Document,
}

impl<'a> Context<'a> {
    /// The title of an event in quotes, cut if it is long.
    pub(super) fn quoted(self, event: EventId) -> String {
        titled(self.story.events.title(event))
    }

    /// One event by title, several by number: `“A”`, `3 events`.
    pub(super) fn name(self, events: &[EventId]) -> String {
        match events {
            [one] => self.quoted(*one),
            _ => format!("{} events", crate::story::words::number(events.len())),
        }
    }

    /// The edit that sets a field of an event to this JSON, or removes it; `None` if it is no JSON.
    pub(super) fn set(self, event: EventId, field: &str, json: Option<String>) -> Option<Edit> {
        set(item(self.story.event(event).id), field, json)
    }

    /// The name of an event for edits.
    pub(super) fn item(self, event: EventId) -> ItemId {
        item(self.story.event(event).id)
    }

    /// Whether the events are told in the order of the file, and none gives its place in the telling. O(events), and at worst
    /// a look through the text.
    pub(super) fn tells_in_file_order(self) -> bool {
        let told = self.state.derived().sequence(self.story).of(Order::Telling);
        let is_in_order = told.iter().zip(0..).all(|(&event, at)| event == EventId(at));
        is_in_order && !self.document.text().contains("\"told\"")
    }

    /// Whether an event says nothing of its time but perhaps its length.
    pub(super) fn is_silent(self, event: EventId) -> bool {
        let when = self.story.events.when(event);
        when.relations.is_empty() && !when.is_dated()
    }

    /// The events of a thread, in the file's order.
    pub(super) fn thread_events(self, thread: ThreadId) -> &'a [EventId] {
        &self.story.thread(thread).events
    }
}

/// The event with this id in the file, for edits.
pub(super) fn item(id: &str) -> ItemId {
    ItemId { kind: ItemKind::Event, id: id.to_owned() }
}

/// The edit that sets a field of an item to this JSON, or removes it; `None` if it is no JSON.
pub(super) fn set(item: ItemId, field: &str, json: Option<String>) -> Option<Edit> {
    let value = match json {
        Some(json) => Some(RawValue::from_string(json).ok()?),
        None => None,
    };
    Some(Edit::Set { owner: FieldOwner::Item(item), field: field.to_owned(), value })
}
