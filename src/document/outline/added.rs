//! An outline as edits that add it to a story, and as a story of its own.

use std::collections::HashMap;

use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::{Outline, OutlineEvent, OutlineThread};
use crate::document::Document;
use crate::document::addition::{Addition, folded};
use crate::document::edit::{Edit, FieldOwner};
use crate::document::fields::ItemKind;
use crate::document::fresh_id::FreshIds;
use crate::document::placeholder;
use crate::document::telling::told_between;
use crate::text::Fault;

/// The edits that add an outline to a story. Its events are inserted before the event `before`, or at the end. A thread
/// of the story with the title of a heading is used; other threads are added at the end of theirs. Events before the
/// first heading belong to `thread`, or else to the story's first one. A title above all headings becomes the group of
/// their threads.
///
/// # Errors
/// The text is not JSON, so the ids in use cannot be found.
pub fn edits(
    outline: &Outline,
    document: &Document,
    thread: Option<&str>,
    before: Option<&str>,
) -> Result<Addition, Fault> {
    let group = outline.title.as_deref();
    let mut addition = added(outline, document, thread, before, group)?;
    addition.notes = outline.notes.iter().map(ToString::to_string).collect();
    Ok(addition)
}

/// A new story with this title and the threads and events of an outline. Without threads it has one to start with.
pub fn new_story(outline: &Outline, title: &str) -> Document {
    let quoted = Value::from(title);
    let lists = "\"threads\": [],\n  \"events\": []";
    let mut story = Document::from_text(format!("{{\n  \"plotlanes\": 1,\n  \"title\": {quoted},\n  {lists}\n}}\n"));
    let mut edits = added(outline, &story, None, None, None).map(|addition| addition.edits).unwrap_or_default();
    let summary = raw(&Value::from(&*outline.summary)).filter(|_| !outline.summary.is_empty());
    if summary.is_some() {
        edits.insert(0, Edit::Set { owner: FieldOwner::Story, field: "summary".to_owned(), value: summary });
    }
    let is_made = !outline.threads.is_empty() && story.make(&edits).is_ok();
    if is_made { story } else { Document::new_story(title) }
}

fn added(
    outline: &Outline,
    document: &Document,
    thread: Option<&str>,
    before: Option<&str>,
    group: Option<&str>,
) -> Result<Addition, Fault> {
    let mut threads = Threads::new(document)?;
    let mut ids = FreshIds::new(document, ItemKind::Event)?;
    let told = told_between(document, before, outline.event_count())?;
    let mut told = told.into_iter().flatten();
    let mut events = Vec::new();
    let mut new_ids = Vec::new();
    let mut uses_placeholder = false;
    for part in &outline.threads {
        let thread = match (&part.title, thread) {
            (None, Some(thread)) => thread.to_owned(),
            _ => threads.id(part, group),
        };
        uses_placeholder |= thread == placeholder::ID;
        for event in &part.events {
            let id = ids.for_name(&event.title);
            let value = event_value(event, &id, &thread, told.next());
            events.extend(value.map(|value| Edit::Add {
                kind: ItemKind::Event,
                value,
                before: before.map(str::to_owned),
            }));
            new_ids.push(id);
        }
    }
    // The thread of a new story is not needed beside those of the outline.
    let removed = placeholder::removal(document).filter(|_| !uses_placeholder && !threads.added.is_empty());
    let edits = threads.added.into_iter().chain(events).chain(removed).collect();
    Ok(Addition { edits, events: new_ids, notes: Vec::new() })
}

/// The threads by their titles, and the edits that add new ones.
struct Threads {
    first: Option<String>,
    by_title: HashMap<String, String>,
    ids: FreshIds,
    added: Vec<Edit>,
}

impl Threads {
    fn new(document: &Document) -> Result<Self, Fault> {
        let mut by_title = HashMap::new();
        let mut first = None;
        for thread in document.items(ItemKind::Thread)? {
            let Some(id) = thread.id() else { continue };
            first.get_or_insert_with(|| id.clone().into_owned());
            by_title.entry(folded(&thread.title())).or_insert_with(|| id.into_owned());
        }
        Ok(Self { first, by_title, ids: FreshIds::new(document, ItemKind::Thread)?, added: Vec::new() })
    }

    /// The id of the thread for a part of an outline.
    fn id(&mut self, part: &OutlineThread, group: Option<&str>) -> String {
        let title = match (&part.title, &self.first) {
            (None, Some(first)) => return first.clone(),
            (None, None) => placeholder::TITLE,
            (Some(title), _) => title,
        };
        if let Some(id) = self.by_title.get(&folded(title)) {
            return id.clone();
        }
        let id = self.ids.for_name(title);
        self.by_title.insert(folded(title), id.clone());
        self.first.get_or_insert_with(|| id.clone());
        let mut thread = Map::new();
        thread.insert("id".to_owned(), id.as_str().into());
        thread.insert("title".to_owned(), title.into());
        if !part.summary.is_empty() {
            thread.insert("summary".to_owned(), part.summary.as_str().into());
        }
        if let Some(group) = part.group.as_deref().or(group) {
            thread.insert("group".to_owned(), group.into());
        }
        let add = |value| Edit::Add { kind: ItemKind::Thread, value, before: None };
        self.added.extend(raw(&thread.into()).map(add));
        id
    }
}

fn event_value(event: &OutlineEvent, id: &str, thread: &str, told: Option<f64>) -> Option<Box<RawValue>> {
    let mut value = Map::new();
    value.insert("id".to_owned(), id.into());
    value.insert("title".to_owned(), event.title.as_str().into());
    if !event.summary.is_empty() {
        value.insert("summary".to_owned(), event.summary.as_str().into());
    }
    value.insert("thread".to_owned(), thread.into());
    if let Some(told) = told {
        value.insert("told".to_owned(), told.into());
    }
    raw(&value.into())
}

fn raw(value: &Value) -> Option<Box<RawValue>> {
    RawValue::from_string(value.to_string()).ok()
}
