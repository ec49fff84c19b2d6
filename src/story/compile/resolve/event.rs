//! Resolves events, from their form in the file to their form in the story.

use super::super::event_table::{EventTable, Link, TextRange, WrittenEvent};
use super::super::limits;
use super::super::order::OwnTime;
use super::super::report::Report;
use super::super::when::Reading;
use super::Resolver;
use super::continuity::Stated;
use crate::story::events::{Builder, Draft};
use crate::story::id::{CharacterId, EventId, PlaceId, SourceId, ThreadId};
use crate::story::problem::quoted;
use crate::story::scheduler::{Part, Scheduler, Stage};
use crate::story::{Because, Cite, When};
use crate::text::path::Path;
use crate::time::digits::grouped;

/// The most characters that make a good label.
const LABEL: usize = 40;

/// Resolved events, with the values that determine their order.
#[derive(Default)]
pub(super) struct Resolved<'d> {
    pub(super) built: Builder<'d>,
    /// The position of each event in the telling; NaN if the file gives none.
    pub(super) told: Vec<f64>,
    /// Whether each event gives its own time.
    pub(super) own_times: Vec<OwnTime>,
    /// What they state for the checks of continuity.
    pub(super) stated: Stated<'d>,
    /// The indices in the file of events that cannot be shown; ascending.
    pub(super) left_out: Vec<u32>,
}

impl Resolved<'_> {
    /// Appends the next events, none of which may be left out.
    fn append(&mut self, next: Self) {
        self.built.append(next.built);
        self.told.extend(next.told);
        self.own_times.extend(next.own_times);
        self.stated.append(next.stated);
    }
}

impl<'d> Resolver<'d, '_> {
    /// Resolves all events: on several workers as long as there are no errors, else one chunk after the other.
    pub(super) async fn all_events<S: Scheduler>(
        &mut self,
        chunks: &'d [EventTable<'d>],
        scheduler: &S,
    ) -> Result<Resolved<'d>, S::Stop> {
        let part = Part::new(Stage::Parsing, 0.7..0.95);
        let starts = chunks.iter().scan(0, |next, chunk| Some(std::mem::replace(next, *next + chunk.len())));
        let starts: Vec<usize> = starts.collect();
        if self.report.errors() == 0 && scheduler.workers() > 1 && chunks.len() > 1 {
            let (names, time) = (self.names, self.time);
            let resolved = part.each(scheduler, chunks.len(), |at| {
                let (mut report, mut chunk) = (Report::of_part(), Resolved::default());
                Resolver { names, time, report: &mut report }.events(&chunks[at], starts[at], &mut chunk);
                (chunk, report)
            });
            let resolved = resolved.await?;
            if resolved.iter().all(|(_, report)| report.errors() == 0) {
                let mut all = Resolved::default();
                for (chunk, report) in resolved {
                    all.append(chunk);
                    self.report.absorb(report);
                }
                return Ok(all);
            }
        }
        let mut all = Resolved::default();
        for (at, (events, start)) in chunks.iter().zip(starts).enumerate() {
            self.events(events, start, &mut all);
            part.yield_at(scheduler, at + 1, chunks.len()).await?;
        }
        Ok(all)
    }

    /// Resolves events, the first of which has the index `first` in the file.
    fn events(&mut self, table: &'d EventTable<'d>, first: usize, resolved: &mut Resolved<'d>) {
        let list = Path::ROOT.field("events");
        for (index, event) in (first..).zip(table.iter()) {
            if !self.event(table, event, index, &list.index(index), resolved) {
                resolved.left_out.push(index as u32);
            }
            resolved.told.push(event.told);
            resolved.own_times.push(event.own_time());
        }
    }

    /// Adds an event. Returns whether it can be shown.
    fn event(
        &mut self,
        table: &'d EventTable<'d>,
        written: WrittenEvent<'d>,
        index: usize,
        at: &Path,
        resolved: &mut Resolved<'d>,
    ) -> bool {
        let number = EventId(index as u32);
        let entries = |resolver: &mut Self, list: &'d [TextRange], at: &Path| {
            limits::entries(list, at, resolver.report).iter().map(|&words| table.text(words))
        };
        let id = self.name(written.id, &at.field("id"));
        let title = self.name(written.title, &at.field("title"));
        let length = if title.len() > LABEL { title.chars().count() } else { 0 };
        if length > LABEL {
            self.report.note(&at.field("title"), "title-too-long", || {
                let length = grouped(length);
                format!("a title of {length} characters is too long for a label; {LABEL} is the most that reads well")
            });
        }
        let thread = self.names.threads.find(written.thread, &at.field("thread"), self.report);
        let place = written.place.and_then(|id| self.names.places.find(id, &at.field("place"), self.report));
        let also = entries(self, written.also, &at.field("also"));
        let cast = entries(self, written.cast, &at.field("cast"));
        let tags = entries(self, written.tags, &at.field("tags"));
        let cast = self.cast(&cast, &at.field("cast"));
        if !written.rare.is_empty() {
            self.rare(table, &written, (number, &cast), at, &mut resolved.stated);
        }
        let draft = Draft {
            id,
            title: if title.is_empty() { id } else { title },
            summary: self.prose(written.summary, &at.field("summary")),
            thread: ThreadId(thread.unwrap_or(0)),
            also: &self.also(&also, thread, &at.field("also")),
            when: &self.when(table, &written, number, &at.field("when")),
            place: place.map(PlaceId),
            cast: &cast,
            because: &self.because(table, written.because, number, &at.field("because")),
            tags: &self.words(&tags, &at.field("tags")),
            cites: &self.cites(table, written.cites, &at.field("cites")),
        };
        resolved.built.push(&draft);
        !id.is_empty() && thread.is_some()
    }

    fn when(&mut self, table: &'d EventTable<'d>, written: &WrittenEvent<'d>, event: EventId, at: &Path) -> When {
        let time = (!self.report.is_suppressed(&Path::ROOT.field("time").field("kind"))).then_some(self.time);
        Reading { time, table, events: &self.names.events, report: self.report }.when(written, event, at)
    }

    fn also(
        &mut self,
        written: &(impl Iterator<Item = &'d str> + Clone),
        first: Option<u32>,
        at: &Path,
    ) -> Vec<ThreadId> {
        let mut also = Vec::new();
        for (index, id) in written.clone().enumerate() {
            let at = at.index(index);
            match self.names.threads.find(id, &at, self.report) {
                Some(thread) if Some(thread) == first => self.report.note(&at, "repeated", || {
                    format!("{} is the event's first thread already; remove it here", quoted(id))
                }),
                Some(thread) => also.push((ThreadId(thread), index)),
                None => {}
            }
        }
        self.once(also, at, |index| quoted(written.clone().nth(index).unwrap_or_default()))
    }

    fn cast(&mut self, written: &(impl ExactSizeIterator<Item = &'d str> + Clone), at: &Path) -> Vec<CharacterId> {
        let mut cast = Vec::with_capacity(written.len());
        for (index, id) in written.clone().enumerate() {
            let character = self.names.characters.find(id, &at.index(index), self.report);
            cast.extend(character.map(|character| (CharacterId(character), index)));
        }
        self.once(cast, at, |index| quoted(written.clone().nth(index).unwrap_or_default()))
    }

    fn because(
        &mut self,
        table: &'d EventTable<'d>,
        written: &'d [Link],
        event: EventId,
        at: &Path,
    ) -> Vec<Because<'d>> {
        let mut because = Vec::with_capacity(written.len());
        for (index, link) in limits::entries(written, at, self.report).iter().enumerate() {
            let at = at.index(index);
            let path = if link.with.is_some() { at.field("event") } else { at };
            let [relation, note] = link.with.map_or([""; 2], |with| with.map(|words| table.text(words)));
            let (relation, note) = (self.label(relation, &at.field("relation")), self.prose(note, &at.field("note")));
            let found = self.names.events.find(table.text(link.event), &path, self.report);
            let Some(cause) = found.map(EventId) else { continue };
            if cause == event {
                let message = "an event cannot be its own cause; remove it";
                self.report.error(&path, "relates-to-itself", || message.into());
            } else {
                because.push((Because { event: cause, relation, note }, index));
            }
        }
        self.once(because, at, |_| "the same link".into())
    }

    fn cites(&mut self, table: &'d EventTable<'d>, written: &'d [[TextRange; 2]], at: &Path) -> Vec<Cite<'d>> {
        let mut cites = Vec::with_capacity(written.len());
        for (index, cite) in limits::entries(written, at, self.report).iter().enumerate() {
            let path = at.index(index);
            let [source, place] = cite.map(|words| table.text(words));
            let place = self.label(place, &path.field("at"));
            let source = self.names.sources.find(source, &path.field("source"), self.report);
            cites.extend(source.map(|source| (Cite { source: SourceId(source), at: place }, index)));
        }
        self.once(cites, at, |_| "the same citation".into())
    }
}
