//! Reads a document that the quick way refused: field by field, so that everything wrong with it is found at once.
//!
//! Whatever is wrong is told and muted; its place is taken by an empty value, so that the document is always whole.
//! Knows which fields there are and of what kind; what they mean, [`super::resolve`] says.

use serde_json::value::RawValue;

use super::object::Reader;
use super::report::Report;
use crate::document::format::{
    Cause, Character, Cite, Event, Exact, Facts, Kind as TimeKind, Link, Named, Phase, Place, Source, StoryFile,
    Thread, Time, When,
};
use crate::story::problem::quoted;
use crate::story::scheduler::{Part, Scheduler};
use crate::text::nearest::Budget;
use crate::text::path::Path;
use crate::text::raw::{self, Kind};

/// How many events are read between two yields.
const YIELD_EVERY: usize = 1000;

/// The document in a text that is JSON.
pub(super) async fn document<'a, S: Scheduler>(
    text: &'a str,
    report: &mut Report,
    part: &Part,
    scheduler: &S,
) -> Result<StoryFile<'a>, S::Stop> {
    let Ok(value) = serde_json::from_str(text) else {
        report.error_at(0, &Path::ROOT, "syntax", || "this is no JSON".into());
        return Ok(StoryFile::default());
    };
    // Fields are few to choose from, so looking is cheap, and one slip is often made in every event.
    let budget = Budget::new(10_000);
    let mut reader = Reader { text, report, budget };
    let (mut document, events) = reader.document(value, &Path::ROOT);
    // The one list that may be long.
    let list = Path::ROOT.field("events");
    document.events.reserve_exact(events.len());
    let count = events.len();
    for (index, event) in events.into_iter().enumerate() {
        document.events.push(reader.event(event, &list.index(index)));
        if index % YIELD_EVERY == YIELD_EVERY - 1 {
            part.yield_at(scheduler, index, count).await?;
        }
    }
    Ok(document)
}

impl<'a> Reader<'a, '_> {
    /// The document without its events, and those as they are written.
    fn document(&mut self, value: &'a RawValue, at: &Path) -> (StoryFile<'a>, Vec<&'a RawValue>) {
        let Some(mut o) = self.object("story", value, at) else { return Default::default() };
        let document = StoryFile {
            schema: self.optional(&mut o, "$schema", Self::text),
            plotlanes: self.required(&mut o, "plotlanes", Self::version),
            title: self.required(&mut o, "title", Self::text),
            summary: self.optional(&mut o, "summary", Self::text),
            work: self.optional(&mut o, "work", Self::facts),
            time: self.optional(&mut o, "time", Self::time),
            sources: self.optional(&mut o, "sources", |r, value, at| r.list(value, at, Self::source)),
            threads: self.required(&mut o, "threads", |r, value, at| r.list(value, at, Self::thread)),
            characters: self.optional(&mut o, "characters", |r, value, at| r.list(value, at, Self::character_or_name)),
            places: self.optional(&mut o, "places", |r, value, at| r.list(value, at, Self::place_or_name)),
            phases: self.optional(&mut o, "phases", |r, value, at| r.list(value, at, Self::phase)),
            events: Vec::new(),
        };
        let events = self.required(&mut o, "events", |r, value, at| r.list(value, at, |_, event, _| Some(event)));
        self.close(o);
        (document, events.into_iter().flatten().collect())
    }

    fn time(&mut self, value: &'a RawValue, at: &Path) -> Time<'a> {
        let Some(mut o) = self.object("time", value, at) else { return Time::default() };
        let time = Time {
            kind: self.required(&mut o, "kind", Self::time_kind),
            unit: self.optional(&mut o, "unit", Self::text),
            units: self.optional(&mut o, "units", Self::text),
        };
        self.close(o);
        time
    }

    fn source(&mut self, value: &'a RawValue, at: &Path) -> Source<'a> {
        let Some(mut o) = self.object("source", value, at) else { return Source::default() };
        let source = Source {
            id: self.required(&mut o, "id", Self::text),
            title: self.required(&mut o, "title", Self::text),
            url: self.optional(&mut o, "url", Self::text),
            licence: self.optional(&mut o, "licence", Self::text),
        };
        self.close(o);
        source
    }

    fn thread(&mut self, value: &'a RawValue, at: &Path) -> Thread<'a> {
        let Some(mut o) = self.object("thread", value, at) else { return Thread::default() };
        let thread = Thread {
            id: self.required(&mut o, "id", Self::text),
            title: self.required(&mut o, "title", Self::text),
            summary: self.optional(&mut o, "summary", Self::text),
            group: self.optional(&mut o, "group", Self::text),
        };
        self.close(o);
        thread
    }

    fn character_or_name(&mut self, value: &'a RawValue, at: &Path) -> Character<'a> {
        if raw::kind(value) == Kind::Text { Named::from_name(self.text(value, at)) } else { self.character(value, at) }
    }

    fn place_or_name(&mut self, value: &'a RawValue, at: &Path) -> Place<'a> {
        if raw::kind(value) == Kind::Text { Named::from_name(self.text(value, at)) } else { self.place(value, at) }
    }

    fn character(&mut self, value: &'a RawValue, at: &Path) -> Character<'a> {
        let Some(mut o) = self.object("character", value, at) else { return Character::default() };
        let character = Character {
            id: self.required(&mut o, "id", Self::text),
            name: self.required(&mut o, "name", Self::text),
            aliases: self.optional(&mut o, "aliases", Self::texts),
            group: self.optional(&mut o, "group", Self::text),
            summary: self.optional(&mut o, "summary", Self::text),
        };
        self.close(o);
        character
    }

    fn place(&mut self, value: &'a RawValue, at: &Path) -> Place<'a> {
        let Some(mut o) = self.object("place", value, at) else { return Place::default() };
        let place = Place {
            id: self.required(&mut o, "id", Self::text),
            name: self.required(&mut o, "name", Self::text),
            within: self.optional(&mut o, "within", |r, value, at| Some(r.text(value, at))),
        };
        self.close(o);
        place
    }

    fn phase(&mut self, value: &'a RawValue, at: &Path) -> Phase<'a> {
        let Some(mut o) = self.object("phase", value, at) else { return Phase::default() };
        let phase = Phase {
            title: self.required(&mut o, "title", Self::text),
            from: self.required(&mut o, "from", Self::text),
            to: self.required(&mut o, "to", Self::text),
        };
        self.close(o);
        phase
    }

    fn event(&mut self, value: &'a RawValue, at: &Path) -> Event<'a> {
        let Some(mut o) = self.object("event", value, at) else { return Event::default() };
        let event = Event {
            id: self.required(&mut o, "id", Self::text),
            title: self.required(&mut o, "title", Self::text),
            summary: self.optional(&mut o, "summary", Self::text),
            thread: self.required(&mut o, "thread", Self::text),
            also: self.optional(&mut o, "also", Self::texts),
            when: self.optional(&mut o, "when", |r, value, at| Some(Box::new(r.when(value, at)))),
            told: self.optional(&mut o, "told", Self::number),
            place: self.optional(&mut o, "place", |r, value, at| Some(r.text(value, at))),
            cast: self.optional(&mut o, "cast", Self::texts),
            because: self.optional(&mut o, "because", |r, value, at| {
                r.one_or_many(value, at, &[Kind::Text, Kind::Object], Self::cause)
            }),
            tags: self.optional(&mut o, "tags", Self::texts),
            cites: self.optional(&mut o, "cites", |r, value, at| r.list(value, at, Self::cite)),
        };
        self.close(o);
        event
    }

    fn when(&mut self, value: &'a RawValue, at: &Path) -> When<'a> {
        let Some(mut o) = self.object("when", value, at) else { return When::default() };
        let exact = |_: &mut Self, value, _: &Path| Some(Exact(value));
        let when = When {
            at: self.optional(&mut o, "at", exact),
            from: self.optional(&mut o, "from", exact),
            to: self.optional(&mut o, "to", exact),
            lasts: self.optional(&mut o, "lasts", exact),
            before: self.optional(&mut o, "before", Self::texts),
            after: self.optional(&mut o, "after", Self::texts),
            meets: self.optional(&mut o, "meets", Self::texts),
            met_by: self.optional(&mut o, "met_by", Self::texts),
            overlaps: self.optional(&mut o, "overlaps", Self::texts),
            overlapped_by: self.optional(&mut o, "overlapped_by", Self::texts),
            during: self.optional(&mut o, "during", Self::texts),
            contains: self.optional(&mut o, "contains", Self::texts),
            starts: self.optional(&mut o, "starts", Self::texts),
            started_by: self.optional(&mut o, "started_by", Self::texts),
            finishes: self.optional(&mut o, "finishes", Self::texts),
            finished_by: self.optional(&mut o, "finished_by", Self::texts),
            equals: self.optional(&mut o, "equals", Self::texts),
            meanwhile: self.optional(&mut o, "meanwhile", Self::texts),
        };
        self.close(o);
        when
    }

    fn cause(&mut self, value: &'a RawValue, at: &Path) -> Cause<'a> {
        match raw::kind(value) {
            Kind::Text => Cause::Id(self.text(value, at)),
            Kind::Object => {
                let Some(mut o) = self.object("link", value, at) else { return Cause::Link(Link::default()) };
                let link = Link {
                    event: self.required(&mut o, "event", Self::text),
                    relation: self.optional(&mut o, "relation", Self::text),
                    note: self.optional(&mut o, "note", Self::text),
                };
                self.close(o);
                Cause::Link(link)
            }
            _ => {
                self.wrong_type("an event's id, or an object with event, relation and note", value, at);
                Cause::Link(Link::default())
            }
        }
    }

    fn cite(&mut self, value: &'a RawValue, at: &Path) -> Cite<'a> {
        let Some(mut o) = self.object("citation", value, at) else { return Cite::default() };
        let cite =
            Cite { source: self.required(&mut o, "source", Self::text), at: self.optional(&mut o, "at", Self::text) };
        self.close(o);
        cite
    }

    fn facts(&mut self, value: &'a RawValue, at: &Path) -> Facts<'a> {
        let object = self.object("work", value, at);
        Facts(object.map_or_else(Vec::new, |o| o.left.into_iter().map(|(label, _, value)| (label, value)).collect()))
    }

    /// The format's version: any number here, to be judged by who knows the versions.
    fn version(&mut self, value: &'a RawValue, at: &Path) -> u32 {
        if raw::kind(value) != Kind::Number {
            self.wrong_type("the number 1", value, at);
            return 0;
        }
        let number: f64 = serde_json::from_str(value.get()).unwrap_or(0.0);
        // 1.0 is the number 1; other fractions are no version, and 0 is none either.
        if number.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&number) { number as u32 } else { 0 }
    }

    fn time_kind(&mut self, value: &'a RawValue, at: &Path) -> TimeKind {
        match &*self.text(value, at) {
            "order" => TimeKind::Order,
            "number" => TimeKind::Number,
            "date" => TimeKind::Date,
            other => {
                let kinds = ["order", "number", "date"];
                let mend = match self.budget.nearest(other, kinds.into_iter()) {
                    Some(kind) => format!("did you mean {}?", quoted(kind)),
                    None => "it is \"order\", \"number\" or \"date\"".into(),
                };
                self.report.error(at, "unknown-kind", || format!("unknown kind of time {}; {mend}", quoted(other)));
                TimeKind::default()
            }
        }
    }
}
