//! Finding events by their words: titles, summaries, cast with aliases, places, threads and tags.

use std::collections::HashSet;

use crate::story::Story;
use crate::story::id::EventId;

/// What is searched for and what was found.
#[derive(Clone, Debug, Default)]
pub struct Search {
    query: String,
    hits: Vec<EventId>,
    found: HashSet<EventId>,
}

impl Search {
    /// Searches `story` for events that have every word of `query` somewhere, in any case; hits in placed order.
    pub fn new(story: &Story, query: &str) -> Self {
        let words: Vec<String> = query.split_whitespace().map(str::to_lowercase).collect();
        let mut hits: Vec<EventId> = if words.is_empty() {
            Vec::new()
        } else {
            story.event_ids().filter(|&id| matches(story, id, &words)).collect()
        };
        hits.sort_by_key(|&id| (story.event(id).placed.start(), id));
        Self { query: query.to_owned(), found: hits.iter().copied().collect(), hits }
    }

    /// What was typed.
    pub fn query(&self) -> &str {
        &self.query
    }

    /// Whether there is anything to search for.
    pub fn is_active(&self) -> bool {
        !self.query.trim().is_empty()
    }

    /// The events found, in the order in which they are placed.
    pub fn hits(&self) -> &[EventId] {
        &self.hits
    }

    /// Whether `event` was found.
    pub fn has(&self, event: EventId) -> bool {
        self.found.contains(&event)
    }

    /// The hit after `here` (`on`) or before it, around the end; the first or last one where `here` is none of them.
    pub fn step(&self, here: Option<EventId>, on: bool) -> Option<EventId> {
        let count = self.hits.len();
        let at = here.and_then(|event| self.hits.iter().position(|&hit| hit == event));
        let next = match (at, on) {
            _ if count == 0 => return None,
            (Some(at), true) => (at + 1) % count,
            (Some(at), false) => (at + count - 1) % count,
            (None, true) => 0,
            (None, false) => count - 1,
        };
        self.hits.get(next).copied()
    }
}

fn matches(story: &Story, id: EventId, words: &[String]) -> bool {
    let event = story.event(id);
    let mut text = format!("{}\n{}\n{}", event.title, event.summary, story.thread(event.thread).title);
    for thread in &event.also {
        text.push('\n');
        text.push_str(&story.thread(*thread).title);
    }
    for &who in &event.cast {
        let who = story.character(who);
        for name in std::iter::once(&who.name).chain(&who.aliases) {
            text.push('\n');
            text.push_str(name);
        }
    }
    for place in event.place.into_iter().flat_map(|at| story.places_around(at)) {
        text.push('\n');
        text.push_str(&story.place(place).name);
    }
    for tag in &event.tags {
        text.push('\n');
        text.push_str(tag);
    }
    // Stories are set with curved apostrophes, keyboards have straight ones.
    let text = text.to_lowercase().replace('’', "'");
    words.iter().all(|word| text.contains(&word.replace('’', "'")))
}
