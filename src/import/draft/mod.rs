//! A story being made from another program's file: its things by name, each once, with ids made of their names, and the
//! text that it becomes.

mod ids;
mod limits;
mod time;
mod written;

use std::collections::HashMap;

use serde::Serialize;
use serde_json::{Map, Value};

use super::{Imported, Notes};
use ids::Ids;
pub(super) use limits::label;
pub use time::{TimeDraft, WhenDraft};

/// A story being made. The lists are in the order in which they are written.
#[derive(Debug, Default)]
pub struct Draft {
    /// The title; the file's name where that has none.
    pub title: String,
    /// What it is about; may be empty.
    pub summary: String,
    /// Facts about the work, by their names.
    pub work: Map<String, Value>,
    /// Its kind of time.
    pub time: TimeDraft,
    sources: Named<SourceDraft>,
    threads: Named<ThreadDraft>,
    characters: Named<PersonDraft>,
    places: Named<PlaceDraft>,
    /// The phases.
    pub phases: Vec<PhaseDraft>,
    /// The events, in the order of the telling.
    pub events: Vec<EventDraft>,
    event_ids: Ids,
    /// What it cannot say of the file.
    pub notes: Notes,
}

/// A source that events cite.
#[derive(Debug, Default, Serialize)]
pub struct SourceDraft {
    id: String,
    title: String,
    /// Its address; may be empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub url: String,
    /// Its licence; may be empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub licence: String,
}

/// A thread.
#[derive(Debug, Default, Serialize)]
pub struct ThreadDraft {
    id: String,
    title: String,
    /// What it is about; may be empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub summary: String,
    /// Its group; may be empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub group: String,
}

/// A character.
#[derive(Debug, Default, Serialize)]
pub struct PersonDraft {
    id: String,
    name: String,
    /// Other names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Its group; may be empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub group: String,
    /// About the character; may be empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub summary: String,
}

/// A place.
#[derive(Debug, Default, Serialize)]
pub struct PlaceDraft {
    id: String,
    name: String,
    /// The id of the place around it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within: Option<String>,
}

/// A phase, by the ids of its first and last event.
#[derive(Debug, Default, Serialize)]
pub struct PhaseDraft {
    /// The title.
    pub title: String,
    /// The first event.
    pub from: String,
    /// The last event.
    pub to: String,
}

/// An event. Ids are those that the [`Draft`] gave.
#[derive(Clone, Debug, Default, Serialize)]
pub struct EventDraft {
    id: String,
    title: String,
    /// What happens; may be empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub summary: String,
    /// Its main thread.
    pub thread: String,
    /// Other threads.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<String>,
    /// Its time. `None` lets it follow the event before it in its thread; [`WhenDraft::default`] says nothing at all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<WhenDraft>,
    /// The title of its phase; may be empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub phase: String,
    /// Its position in the telling, where that is not its position in the list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub told: Option<f64>,
    /// The place; may be empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// Who takes part.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cast: Vec<String>,
    /// Its causes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<CauseDraft>,
    /// Its tags.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// What describes it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cites: Vec<CiteDraft>,
}

/// A cause of an event.
#[derive(Clone, Debug, Default, Serialize)]
pub struct CauseDraft {
    /// The causing event.
    pub event: String,
    /// A word on how; may be empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub relation: String,
    /// More words on how; may be empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// A passage of a source.
#[derive(Clone, Debug, Default, Serialize)]
pub struct CiteDraft {
    /// The source.
    pub source: String,
    /// The place in it; may be empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub at: String,
}

impl EventDraft {
    /// Its id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Its title.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Adds a paragraph to the summary; an empty one adds nothing.
    pub fn tell(&mut self, paragraph: &str) {
        let paragraph = paragraph.trim();
        if !paragraph.is_empty() {
            if !self.summary.is_empty() {
                self.summary.push_str("\n\n");
            }
            self.summary.push_str(paragraph);
        }
    }
}

impl CauseDraft {
    /// A cause of which nothing more is said.
    pub fn new(event: impl Into<String>) -> Self {
        Self { event: event.into(), ..Self::default() }
    }
}

/// Things of one kind by the keys that the file has for them.
#[derive(Debug)]
struct Named<T> {
    list: Vec<T>,
    by_key: HashMap<String, usize>,
    ids: Ids,
}

impl<T> Default for Named<T> {
    fn default() -> Self {
        Self { list: Vec::new(), by_key: HashMap::new(), ids: Ids::default() }
    }
}

impl<T> Named<T> {
    /// The thing with this key, made by `make` from an id if there is none yet.
    fn with(&mut self, key: &str, name: &str, kind: &str, make: impl FnOnce(String) -> T) -> &mut T {
        let at = *self.by_key.entry(key.to_owned()).or_insert_with(|| {
            self.list.push(make(self.ids.fresh(name, kind)));
            self.list.len() - 1
        });
        &mut self.list[at]
    }
}

impl Draft {
    /// A story with this title, which may be empty until [`finish`](Self::finish).
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), ..Self::default() }
    }

    /// The id of the thread with this title; it is added if there is none. An empty title is `Untitled`.
    pub fn thread(&mut self, title: &str) -> String {
        self.thread_of(title, title).id.clone()
    }

    /// The thread that the file knows by `key`, whatever its title; it is added if there is none.
    pub fn thread_of(&mut self, key: &str, title: &str) -> &mut ThreadDraft {
        let title = limits::title(title);
        self.threads.with(key, &title, "thread", |id| ThreadDraft {
            id,
            title: title.clone(),
            ..ThreadDraft::default()
        })
    }

    /// The id of the character with this name; it is added if there is none.
    pub fn character(&mut self, name: &str) -> String {
        self.character_of(name, name).id.clone()
    }

    /// The character that the file knows by `key`, whatever the name; it is added if there is none.
    pub fn character_of(&mut self, key: &str, name: &str) -> &mut PersonDraft {
        let name = limits::title(name);
        self.characters.with(key, &name, "character", |id| PersonDraft {
            id,
            name: name.clone(),
            ..PersonDraft::default()
        })
    }

    /// The id of the place with this name; it is added if there is none.
    pub fn place(&mut self, name: &str) -> String {
        self.place_of(name, name).id.clone()
    }

    /// The place that the file knows by `key`, whatever its name; it is added if there is none.
    pub fn place_of(&mut self, key: &str, name: &str) -> &mut PlaceDraft {
        let name = limits::title(name);
        self.places.with(key, &name, "place", |id| PlaceDraft { id, name: name.clone(), within: None })
    }

    /// The source with this title; it is added if there is none.
    pub fn source(&mut self, title: &str) -> &mut SourceDraft {
        let name = limits::title(title);
        self.sources.with(title, &name, "source", |id| SourceDraft {
            id,
            title: name.clone(),
            ..SourceDraft::default()
        })
    }

    /// A new event in a thread, by its id; it is the last one told. A title that is longer than one may be is cut, and
    /// whole in the summary.
    pub fn event(&mut self, title: &str, thread: &str) -> EventDraft {
        let (title, rest) = limits::title_and_rest(title);
        let id = self.event_ids.fresh(&title, "event");
        let mut event = EventDraft { id, title, thread: thread.to_owned(), ..EventDraft::default() };
        event.tell(&rest);
        event
    }

    /// The same with the id that the file has for it, if that is not taken.
    pub fn event_with_id(&mut self, id: &str, title: &str, thread: &str) -> EventDraft {
        let (title, rest) = limits::title_and_rest(title);
        let id = self.event_ids.this_or_fresh(id, &title, "event");
        let mut event = EventDraft { id, title, thread: thread.to_owned(), ..EventDraft::default() };
        event.tell(&rest);
        event
    }

    /// The story as a document, and the notes. A story without a title is called as `name` says: the file's name without
    /// its ending.
    pub fn finish(mut self, name: &str) -> Imported {
        if self.title.trim().is_empty() {
            self.title = limits::title(name);
        }
        self.title = limits::title(&self.title);
        for event in &mut self.events {
            if limits::cut(&mut event.summary) {
                self.notes.of(&*event.title, "the summary is longer than 20,000 characters and was cut there");
            }
        }
        let notes = std::mem::take(&mut self.notes).finish();
        Imported { document: written::document(&self), notes }
    }
}

macro_rules! ids {
    ($($draft:ident),*) => { $(
        impl $draft {
            /// Its id.
            pub fn id(&self) -> &str {
                &self.id
            }
        }
    )* };
}

ids!(SourceDraft, ThreadDraft, PersonDraft, PlaceDraft);

#[cfg(test)]
mod tests;
