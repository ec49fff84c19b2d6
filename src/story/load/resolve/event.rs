//! One event after the other: from what a file says of it to what a story keeps of it.

use super::super::limits;
use super::super::report::Report;
use super::super::sheet::{Link, Sheet, Words, Written};
use super::super::when::Reading;
use super::Resolver;
use crate::story::events::{Builder, Draft};
use crate::story::id::{CharacterId, EventId, PlaceId, SourceId, ThreadId};
use crate::story::problem::quoted;
use crate::story::scheduler::{Part, Scheduler, Stage};
use crate::story::{Because, Cite, When};
use crate::text::path::Path;

/// The most characters that make a good label.
const LABEL: usize = 40;

/// Some events of a story, and what their order hangs on.
#[derive(Default)]
pub(in crate::story::load) struct Piece<'d> {
    pub(in crate::story::load) built: Builder<'d>,
    /// Where each is told; no number where the file does not say.
    pub(in crate::story::load) told: Vec<f64>,
    /// What each says of when it happens.
    pub(in crate::story::load) silent: Vec<Silence>,
}

impl Piece<'_> {
    fn append(&mut self, next: Self) {
        self.built.append(next.built);
        self.told.extend(next.told);
        self.silent.extend(next.silent);
    }
}

/// What an event leaves unsaid of its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::story::load) enum Silence {
    /// It says when it happens.
    Says,
    /// There is a `when`, which says at most how long.
    Empty,
    /// There is no `when`.
    Nothing,
}

impl<'d> Resolver<'d, '_> {
    /// Resolves all events, which come in pieces: on several hands where there are several and nothing is wrong.
    pub(super) async fn all_events<S: Scheduler>(
        &mut self,
        pieces: &'d [Sheet<'d>],
        scheduler: &S,
    ) -> Result<Piece<'d>, S::Stop> {
        let part = Part::new(Stage::Parsing, 0.7..0.95);
        let starts = pieces.iter().scan(0, |next, piece| Some(std::mem::replace(next, *next + piece.len())));
        let starts: Vec<usize> = starts.collect();
        if self.report.errors() == 0 && scheduler.workers() > 1 && pieces.len() > 1 {
            let (known, time) = (self.known, self.time);
            let resolved = part.each(scheduler, pieces.len(), |at| {
                let (mut report, mut piece) = (Report::of_part(), Piece::default());
                Resolver { known, time, report: &mut report }.events(&pieces[at], starts[at], &mut piece);
                (piece, report)
            });
            let resolved = resolved.await?;
            if resolved.iter().all(|(_, report)| report.errors() == 0) {
                let mut all = Piece::default();
                for (piece, report) in resolved {
                    all.append(piece);
                    self.report.absorb(report);
                }
                return Ok(all);
            }
        }
        let mut all = Piece::default();
        for (at, (events, start)) in pieces.iter().zip(starts).enumerate() {
            self.events(events, start, &mut all);
            part.yield_at(scheduler, at + 1, pieces.len()).await?;
        }
        Ok(all)
    }

    /// Resolves events, the first of which is the story's number `first`.
    fn events(&mut self, sheet: &'d Sheet<'d>, first: usize, piece: &mut Piece<'d>) {
        let list = Path::ROOT.field("events");
        for (index, event) in (first..).zip(sheet.iter()) {
            self.event(sheet, event, index, &list.index(index), &mut piece.built);
            piece.told.push(event.told);
            piece.silent.push(match event.has_when {
                true if event.says_not_when() => Silence::Empty,
                true => Silence::Says,
                false => Silence::Nothing,
            });
        }
    }

    fn event(&mut self, sheet: &'d Sheet<'d>, written: Written<'d>, index: usize, at: &Path, built: &mut Builder<'d>) {
        limits::check_event(&written, at, self.report);
        let (id, texts) = (EventId(index as u32), |words: &'d [Words]| words.iter().map(|&words| sheet.words(words)));
        let title = self.name(written.title, &at.field("title"));
        let length = if title.len() > LABEL { title.chars().count() } else { 0 };
        if length > LABEL {
            self.report.note(&at.field("title"), "title-too-long", || {
                format!("a title of {length} characters is too long for a label; {LABEL} is the most that reads well")
            });
        }
        let thread = self.known.threads.find(written.thread, &at.field("thread"), self.report);
        let place = written.place.and_then(|id| self.known.places.find(id, &at.field("place"), self.report));
        let draft = Draft {
            id: self.name(written.id, &at.field("id")),
            title,
            summary: self.prose(written.summary, &at.field("summary")),
            thread: ThreadId(thread.unwrap_or(0)),
            also: &self.also(&texts(written.also), thread, &at.field("also")),
            when: &self.when(sheet, &written, id, &at.field("when")),
            place: place.map(PlaceId),
            cast: &self.cast(&texts(written.cast), &at.field("cast")),
            because: &self.because(sheet, written.because, id, &at.field("because")),
            tags: &self.words(&texts(written.tags), &at.field("tags")),
            cites: &self.cites(sheet, written.cites, &at.field("cites")),
        };
        built.push(&draft);
    }

    fn when(&mut self, sheet: &'d Sheet<'d>, written: &Written<'d>, event: EventId, at: &Path) -> When {
        if !written.has_when {
            return When::default();
        }
        let time = (!self.report.is_muted(&Path::ROOT.field("time").field("kind"))).then_some(self.time);
        Reading { time, sheet, events: &self.known.events, report: self.report }.when(written, event, at)
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
            match self.known.threads.find(id, &at, self.report) {
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
            let character = self.known.characters.find(id, &at.index(index), self.report);
            cast.extend(character.map(|character| (CharacterId(character), index)));
        }
        self.once(cast, at, |index| quoted(written.clone().nth(index).unwrap_or_default()))
    }

    fn because(&mut self, sheet: &'d Sheet<'d>, written: &'d [Link], event: EventId, at: &Path) -> Vec<Because<'d>> {
        let mut because = Vec::with_capacity(written.len());
        for (index, link) in written.iter().enumerate() {
            let at = at.index(index);
            let path = if link.with.is_some() { at.field("event") } else { at };
            let [relation, note] = link.with.map_or([""; 2], |with| with.map(|words| sheet.words(words)));
            let (relation, note) = (self.label(relation, &at.field("relation")), self.prose(note, &at.field("note")));
            let found = self.known.events.find(sheet.words(link.event), &path, self.report);
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

    fn cites(&mut self, sheet: &'d Sheet<'d>, written: &'d [[Words; 2]], at: &Path) -> Vec<Cite<'d>> {
        let mut cites = Vec::with_capacity(written.len());
        for (index, cite) in written.iter().enumerate() {
            let path = at.index(index);
            let [source, place] = cite.map(|words| sheet.words(words));
            let place = self.label(place, &path.field("at"));
            let source = self.known.sources.find(source, &path.field("source"), self.report);
            cites.extend(source.map(|source| (Cite { source: SourceId(source), at: place }, index)));
        }
        self.once(cites, at, |_| "the same citation".into())
    }
}
