//! Made stories of any size that are shaped like told ones: for measuring, and for seeing how a large one looks.
//!
//! Writes story files and knows nothing else: not how they are read, nor how they are shown. The same wishes give the
//! same bytes on every machine. Nothing that grows with the number of events is kept.
//!
//! ```text
//! setting: threads, people, places ─┐
//! course: what truly happens when ──┴─▸ when: what is said of it ─▸ event: in words ─▸ a line of the file
//! ```

mod course;
mod event;
mod past;
mod random;
mod setting;
mod when;
mod words;

use std::io::{self, Write};

use serde::Serialize;

use course::Course;
use past::Past;
use random::Random;

/// A kind of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Time {
    /// No clock: relations, and what follows what.
    Order,
    /// Numbers of hours.
    Number,
    /// Dates.
    Date,
}

/// What story to make.
#[derive(Clone, Copy, Debug)]
pub struct StorySpec {
    /// How many events, at least 1.
    pub events: u32,
    /// How many threads, at least 1 and no more than events: each has an event.
    pub threads: u32,
    /// How many characters.
    pub characters: u32,
    /// How many places.
    pub places: u32,
    /// Another number makes another story.
    pub seed: u64,
    /// Its kind of time.
    pub time: Time,
}

impl StorySpec {
    /// A story of so many events, with as many threads, people and places as suit it.
    pub fn new(events: u32) -> Self {
        let part = |of: u32, most: u32| (events / of).clamp(1, most);
        let (threads, characters, places) = (part(4, 20), part(8, 200), part(16, 100));
        Self { events, threads, characters, places, seed: 1, time: Time::Number }
    }

    /// The first and the last event of each phase, by number: none in a short story, a few dozen in a long one.
    fn phases(&self) -> impl Iterator<Item = [u32; 2]> + use<> {
        let (events, phases) = (self.events, if self.events < 12 { 0 } else { (self.events.isqrt() / 5).clamp(3, 36) });
        let edge = move |phase: u32| (u64::from(events) * u64::from(phase) / u64::from(phases)) as u32;
        (0..phases).map(move |phase| [edge(phase), edge(phase + 1) - 1])
    }
}

/// Writes the story.
///
/// # Errors
/// What the writer says.
pub fn write(wanted: &StorySpec, out: &mut dyn Write) -> io::Result<()> {
    // A story needs both, and no thread is without an event.
    let events = wanted.events.max(1);
    let wanted = &StorySpec { events, threads: wanted.threads.clamp(1, events), ..*wanted };
    // Each part has numbers of its own, so that a wish for more people leaves the rest alone.
    let random = |part: u64| Random::new(wanted.seed ^ (part << 56));
    let mut words = random(1);
    let title = setting::title(&mut words);
    write!(out, "{{\n  \"plotlanes\": 1,\n  \"title\": ")?;
    serde_json::to_writer(&mut *out, &title)?;
    write!(out, ",\n  \"summary\": \"A made story: its events are shaped like those of a told one.\"")?;
    write!(out, ",\n  \"work\": {{ \"Made by\": \"plotlanes generate\", \"Seed\": {} }}", wanted.seed)?;
    let time = match wanted.time {
        Time::Order => r#"{ "kind": "order" }"#,
        Time::Number => r#"{ "kind": "number", "unit": "hour" }"#,
        Time::Date => r#"{ "kind": "date" }"#,
    };
    write!(out, ",\n  \"time\": {time}")?;
    let sources = (wanted.events / 200).clamp(1, 8);
    list(out, "sources", setting::sources(sources, &mut words))?;
    list(out, "threads", setting::threads(wanted.threads, &mut random(2)))?;
    list(out, "characters", setting::characters(wanted.characters, &mut random(3)))?;
    list(out, "places", setting::places(wanted.places, &mut random(4)))?;
    let phases = (1..).zip(wanted.phases()).map(|(number, [from, to])| Phase {
        title: format!("{number}. {}", setting::title(&mut words)),
        from: setting::event_id(from),
        to: setting::event_id(to),
    });
    list(out, "phases", phases)?;
    let (course, mut sayings, mut texts) = (Course::new(wanted, random(5)), random(6), random(7));
    let mut past = Past::new(wanted.threads);
    let events = course.map(|happening| {
        let said = when::say(wanted.time, &happening, &past, &mut sayings);
        past.tell(&happening, said.since, &mut sayings);
        event::write(&happening, said, sources, &mut texts)
    });
    list(out, "events", events)?;
    writeln!(out, "\n}}")
}

#[derive(Serialize)]
struct Phase {
    title: String,
    from: String,
    to: String,
}

/// A list under its name, a line for each item.
fn list<T: Serialize>(out: &mut dyn Write, name: &str, items: impl Iterator<Item = T>) -> io::Result<()> {
    write!(out, ",\n  \"{name}\": [")?;
    let mut between = "\n    ";
    for item in items {
        out.write_all(between.as_bytes())?;
        serde_json::to_writer(&mut *out, &item)?;
        between = ",\n    ";
    }
    write!(out, "\n  ]")
}
