//! Generates stories of any size with the structure of real ones, for benchmarks and for trying out large stories.
//!
//! Writes story files; knows neither how they are read nor how they are shown. The same spec gives the same bytes on
//! every machine. Memory does not grow with the number of events.
//!
//! ```text
//! setting: threads, people, places ─┐
//! course: true times of events ─────┴─▸ when: stated times ─▸ event: titles, summaries ─▸ a line of the file
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
    /// No clock: only relations between events.
    Order,
    /// Numbers of hours.
    Number,
    /// Dates.
    Date,
}

/// The story to generate.
#[derive(Clone, Copy, Debug)]
pub struct StorySpec {
    /// The number of events, at least 1.
    pub events: u32,
    /// The number of threads, from 1 to the number of events: each thread has an event.
    pub threads: u32,
    /// The number of characters.
    pub characters: u32,
    /// The number of places.
    pub places: u32,
    /// Another seed gives another story.
    pub seed: u64,
    /// Its kind of time.
    pub time: Time,
}

impl StorySpec {
    /// A story of `events` events, with suitable numbers of threads, characters and places.
    pub fn new(events: u32) -> Self {
        let part = |of: u32, most: u32| (events / of).clamp(1, most);
        let (threads, characters, places) = (part(4, 20), part(8, 200), part(16, 100));
        Self { events, threads, characters, places, seed: 1, time: Time::Number }
    }

    /// The numbers of the first and the last event of each phase; none in a short story, a few dozen in a long one.
    fn phases(&self) -> impl Iterator<Item = [u32; 2]> + use<> {
        let (events, phases) = (self.events, if self.events < 12 { 0 } else { (self.events.isqrt() / 5).clamp(3, 36) });
        let edge = move |phase: u32| (u64::from(events) * u64::from(phase) / u64::from(phases)) as u32;
        (0..phases).map(move |phase| [edge(phase), edge(phase + 1) - 1])
    }
}

/// Writes the story.
///
/// # Errors
/// The error of the writer.
pub fn write(spec: &StorySpec, out: &mut dyn Write) -> io::Result<()> {
    // A story needs at least one of each, and every thread an event.
    let events = spec.events.max(1);
    let spec = &StorySpec { events, threads: spec.threads.clamp(1, events), ..*spec };
    // Each part has its own random numbers, so that more characters do not change the rest.
    let random = |part: u64| Random::new(spec.seed ^ (part << 56));
    let mut words = random(1);
    let title = setting::title(&mut words);
    write!(out, "{{\n  \"plotlanes\": 1,\n  \"title\": ")?;
    serde_json::to_writer(&mut *out, &title)?;
    write!(out, ",\n  \"summary\": \"A made story: its events are shaped like those of a told one.\"")?;
    write!(out, ",\n  \"work\": {{ \"Made by\": \"plotlanes generate\", \"Seed\": {} }}", spec.seed)?;
    let time = match spec.time {
        Time::Order => r#"{ "kind": "order" }"#,
        Time::Number => r#"{ "kind": "number", "unit": "hour" }"#,
        Time::Date => r#"{ "kind": "date" }"#,
    };
    write!(out, ",\n  \"time\": {time}")?;
    let sources = (spec.events / 200).clamp(1, 8);
    list(out, "sources", setting::sources(sources, &mut words))?;
    list(out, "threads", setting::threads(spec.threads, &mut random(2)))?;
    list(out, "characters", setting::characters(spec.characters, &mut random(3)))?;
    list(out, "places", setting::places(spec.places, &mut random(4)))?;
    let phases = (1..).zip(spec.phases()).map(|(number, [from, to])| Phase {
        title: format!("{number}. {}", setting::title(&mut words)),
        from: setting::event_id(from),
        to: setting::event_id(to),
    });
    list(out, "phases", phases)?;
    let (course, mut sayings, mut texts) = (Course::new(spec, random(5)), random(6), random(7));
    let mut past = Past::new(spec.threads);
    let events = course.map(|happening| {
        let said = when::say(spec.time, &happening, &past, &mut sayings);
        past.add(&happening, said.since, &mut sayings);
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

/// Writes a list under its name, a line for each item.
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
