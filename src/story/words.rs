//! What is known of an event, in words: for the detail panel, tooltips and screen readers.

use super::amount::{length_words, moment_words};
use super::id::EventId;
use super::{Event, Story, TimeKind};

/// A part of a sentence, with the event it names, if any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// What it says of the event, such as `after`.
    pub text: String,
    /// The event that follows these words.
    pub event: Option<EventId>,
}

impl Clause {
    fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), event: None }
    }
}

/// When an event happens, as far as the story says: exact times first, then how it stands to other events.
pub fn when(story: &Story, id: EventId) -> Vec<Clause> {
    let event = story.event(id);
    let said = &event.when;
    let words = |at| moment_words(&story.time, at);
    let mut clauses = Vec::new();
    match (said.at, said.from, said.to) {
        (Some(at), ..) => clauses.push(Clause::plain(format!("at {}", words(at)))),
        (None, Some(from), Some(to)) => clauses.push(Clause::plain(format!("from {} to {}", words(from), words(to)))),
        (None, Some(from), None) => clauses.push(Clause::plain(format!("from {}", words(from)))),
        (None, None, Some(to)) => clauses.push(Clause::plain(format!("until {}", words(to)))),
        (None, None, None) => {}
    }
    match said.lasts {
        Some(0) if said.at.is_none() => clauses.push(Clause::plain("a moment")),
        Some(ticks) if ticks > 0 => clauses.push(Clause::plain(format!("lasts {}", length_words(&story.time, ticks)))),
        _ => {}
    }
    for &(relation, other) in &said.relations {
        clauses.push(Clause { text: relation.words().to_owned(), event: Some(other) });
    }
    if let Some(before) = said.follows {
        clauses.push(Clause { text: "placed by its order in the thread, after".to_owned(), event: Some(before) });
    }
    if clauses.is_empty() {
        let opens = story.thread(event.thread).events.first() == Some(&id);
        clauses.push(Clause::plain(if opens {
            "nothing is said of its time; it opens its thread"
        } else {
            "nothing is said of its time, and what others say keeps it from following the event before it"
        }));
    }
    clauses
}

/// Where else it could lie, or `None` where it is fixed.
pub fn could_be(story: &Story, id: EventId) -> Option<Vec<Clause>> {
    let event = story.event(id);
    let earlier = event.earliest.start() < event.placed.start();
    let later = event.latest.end() > event.placed.end();
    if !earlier && !later {
        return None;
    }
    let mut clauses = Vec::new();
    if earlier {
        clauses.push(beside(story, id, "could be as early as", "could start as early as", true));
    }
    if later {
        clauses.push(beside(story, id, "could be as late as", "could end as late as", false));
    }
    Some(clauses)
}

/// The earliest or latest place of an event: by its neighbour there where there is no clock, by the clock elsewhere.
fn beside(story: &Story, id: EventId, orderly: &str, exactly: &str, early: bool) -> Clause {
    let event = story.event(id);
    if story.time != TimeKind::Order {
        let at = if early { event.earliest.start() } else { event.latest.end() };
        return Clause::plain(format!("{exactly} {}", moment_words(&story.time, at)));
    }
    // The event placed nearest to that end of the stretch says more than the number of a step.
    let distance = |other: &Event| {
        if early {
            other.placed.start().0.abs_diff(event.earliest.start().0)
        } else {
            other.placed.end().0.abs_diff(event.latest.end().0)
        }
    };
    let nearest = story.event_ids().filter(|&other| other != id).min_by_key(|&other| distance(story.event(other)));
    Clause { text: orderly.to_owned(), event: nearest }
}

/// One line with everything of [`when`], the events by title in quotes.
pub fn when_line(story: &Story, id: EventId) -> String {
    let clauses = when(story, id);
    let parts = clauses.iter().map(|clause| match clause.event {
        Some(event) => format!("{} “{}”", clause.text, story.event(event).title),
        None => clause.text.clone(),
    });
    parts.collect::<Vec<_>>().join(", ")
}

/// What a screen reader says of an event: its title, its thread and its time.
pub fn spoken(story: &Story, id: EventId) -> String {
    let event = story.event(id);
    format!("{}, {}, {}", event.title, story.thread(event.thread).title, when_line(story, id))
}

/// The work's name, season and episodes in one line, as far as the story's facts tell; may be empty.
pub fn subtitle(story: &Story) -> String {
    let fact = |label: &str| story.work.iter().find(|(name, _)| name.eq_ignore_ascii_case(label)).map(|(_, text)| text);
    let mut line = fact("series").cloned().unwrap_or_default();
    let season = fact("season").map(|season| format!("season {season}"));
    let episodes = fact("episodes").map(|list| format!("episodes {}", with_and(list)));
    let episode = fact("episode").map(|episode| format!("episode {episode}"));
    let place: Vec<String> = [season, episodes, episode].into_iter().flatten().collect();
    if !place.is_empty() {
        if !line.is_empty() {
            line.push_str(" · ");
        }
        line.push_str(&place.join(", "));
    }
    if line.is_empty() {
        let first = story.work.first();
        line = first.map(|(label, text)| format!("{label} {text}")).unwrap_or_default();
    }
    line
}

/// `25, 26` → `25 and 26`.
fn with_and(list: &str) -> String {
    match list.rsplit_once(", ") {
        Some((before, last)) => format!("{before} and {last}"),
        None => list.to_owned(),
    }
}
