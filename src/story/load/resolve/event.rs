//! One event after the other: from what a file says of it to what a story keeps of it.

use super::super::limits;
use super::super::pace::{Pace, Part, Stage};
use super::super::path::Path;
use super::super::report::Report;
use super::super::when::{Reading, says_not_when};
use super::Resolver;
use crate::story::events::{Builder, Draft};
use crate::story::file::{self, Text};
use crate::story::id::{CharacterId, EventId, PlaceId, SourceId, ThreadId};
use crate::story::problem::quoted;
use crate::story::{Because, Cite, When};

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
    pub(super) async fn all_events<P: Pace>(
        &mut self,
        pieces: &'d [Vec<file::Event<'d>>],
        pace: &P,
    ) -> Result<Piece<'d>, P::Stop> {
        let part = Part::new(Stage::Parsing, 0.7..0.95);
        let starts = pieces.iter().scan(0, |next, piece| Some(std::mem::replace(next, *next + piece.len())));
        let starts: Vec<usize> = starts.collect();
        if self.report.errors() == 0 && pace.hands() > 1 && pieces.len() > 1 {
            let (known, time) = (self.known, self.time);
            let resolved = part.each(pace, pieces.len(), |at| {
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
            part.breathe(pace, at + 1, pieces.len()).await?;
        }
        Ok(all)
    }

    /// Resolves events, the first of which is the story's number `first`.
    fn events(&mut self, written: &'d [file::Event<'d>], first: usize, piece: &mut Piece<'d>) {
        let list = Path::ROOT.field("events");
        for (index, event) in (first..).zip(written) {
            self.event(event, index, &list.index(index), &mut piece.built);
            piece.told.push(event.told.unwrap_or(f64::NAN));
            piece.silent.push(match &event.when {
                Some(when) if says_not_when(when) => Silence::Empty,
                Some(_) => Silence::Says,
                None => Silence::Nothing,
            });
        }
    }

    fn event(&mut self, written: &'d file::Event<'d>, index: usize, at: &Path, built: &mut Builder<'d>) {
        limits::check_event(written, at, self.report);
        let title = self.name(&written.title, &at.field("title"));
        let length = if title.len() > LABEL { title.chars().count() } else { 0 };
        if length > LABEL {
            self.report.note(&at.field("title"), "title-too-long", || {
                format!("a title of {length} characters is too long for a label; {LABEL} is the most that reads well")
            });
        }
        let thread = self.known.threads.find(&written.thread, &at.field("thread"), self.report);
        let place = written.place.as_ref();
        let place = place.and_then(|id| self.known.places.find(id, &at.field("place"), self.report));
        let draft = Draft {
            id: self.name(&written.id, &at.field("id")),
            title,
            summary: self.prose(&written.summary, &at.field("summary")),
            thread: ThreadId(thread.unwrap_or(0)),
            also: &self.also(written, thread, &at.field("also")),
            when: &self.when(written, EventId(index as u32), &at.field("when")),
            place: place.map(PlaceId),
            cast: &self.cast(&written.cast, &at.field("cast")),
            because: &self.because(&written.because, EventId(index as u32), &at.field("because")),
            tags: &self.words(&written.tags, &at.field("tags")),
            cites: &self.cites(&written.cites, &at.field("cites")),
        };
        built.push(&draft);
    }

    fn when(&mut self, written: &file::Event, event: EventId, at: &Path) -> When {
        let Some(when) = &written.when else { return When::default() };
        let time = (!self.report.is_muted(&Path::ROOT.field("time").field("kind"))).then_some(self.time);
        Reading { time, events: &self.known.events, report: self.report }.when(when, event, at)
    }

    fn also(&mut self, written: &file::Event, first: Option<u32>, at: &Path) -> Vec<ThreadId> {
        let mut also = Vec::new();
        for (index, id) in written.also.iter().enumerate() {
            let at = at.index(index);
            match self.known.threads.find(id, &at, self.report) {
                Some(thread) if Some(thread) == first => self.report.note(&at, "repeated", || {
                    format!("{} is the event's first thread already; remove it here", quoted(id))
                }),
                Some(thread) => also.push((ThreadId(thread), index)),
                None => {}
            }
        }
        self.once(also, at, |index| quoted(&written.also[index]))
    }

    fn cast(&mut self, written: &[Text], at: &Path) -> Vec<CharacterId> {
        let mut cast = Vec::with_capacity(written.len());
        for (index, id) in written.iter().enumerate() {
            let character = self.known.characters.find(id, &at.index(index), self.report);
            cast.extend(character.map(|character| (CharacterId(character), index)));
        }
        self.once(cast, at, |index| quoted(&written[index]))
    }

    fn because(&mut self, written: &'d [file::Cause], event: EventId, at: &Path) -> Vec<Because<'d>> {
        let mut because = Vec::with_capacity(written.len());
        for (index, cause) in written.iter().enumerate() {
            let at = at.index(index);
            let (id, path, link) = match cause {
                file::Cause::Id(id) => (id, at, None),
                file::Cause::Link(link) => (&link.event, at.field("event"), Some(link)),
            };
            let relation = link.map(|link| self.label(&link.relation, &at.field("relation"))).unwrap_or_default();
            let note = link.map(|link| self.prose(&link.note, &at.field("note"))).unwrap_or_default();
            let Some(cause) = self.known.events.find(id, &path, self.report).map(EventId) else { continue };
            if cause == event {
                let message = "an event cannot be its own cause; remove it";
                self.report.error(&path, "relates-to-itself", || message.into());
            } else {
                because.push((Because { event: cause, relation, note }, index));
            }
        }
        self.once(because, at, |_| "the same link".into())
    }

    fn cites(&mut self, written: &'d [file::Cite], at: &Path) -> Vec<Cite<'d>> {
        let mut cites = Vec::with_capacity(written.len());
        for (index, cite) in written.iter().enumerate() {
            let path = at.index(index);
            let place = self.label(&cite.at, &path.field("at"));
            let source = self.known.sources.find(&cite.source, &path.field("source"), self.report);
            cites.extend(source.map(|source| (Cite { source: SourceId(source), at: place }, index)));
        }
        self.once(cites, at, |_| "the same citation".into())
    }
}
