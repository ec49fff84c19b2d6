//! From a document to a story: every name resolved, every text checked, the telling put in order. Nothing is placed yet.
//!
//! Tells of everything wrong on the way and goes on with something empty, so that all problems come out at once; with
//! an error told, the story is not fit to be shown.

use std::collections::HashSet;
use std::hash::Hash;

use super::facts::facts;
use super::names::{Named, Names};
use super::order::{order_telling, thread_up, unnest};
use super::path::Path;
use super::report::Report;
use super::texts::{Role, checked};
use super::when::Reading;
use crate::story::file::{self, Document, Text};
use crate::story::id::{CharacterId, EventId, PlaceId, SourceId, ThreadId};
use crate::story::problem::quoted;
use crate::story::{Because, Character, Cite, Event, Phase, Place, Source, Story, Thread, TimeKind, When};
use crate::time::Span;

/// The version of the format that this program reads.
const VERSION: u32 = 1;
/// The most characters that make a good label.
const LABEL: usize = 40;

/// The story of a document, unplaced.
pub(super) fn resolve(document: &Document, report: &mut Report) -> Story {
    let root = Path::ROOT;
    if document.plotlanes != VERSION {
        report.error(&root.field("plotlanes"), "wrong-version", || match document.plotlanes {
            newer @ 2.. => format!(
                "the file is of format version {newer}, and this program reads version {VERSION}; get a newer program, or write {VERSION}"
            ),
            _ => format!("this is no version of the format; write {VERSION}"),
        });
    }
    let title = checked(&document.title, &root.field("title"), report, Role::Name);
    let summary = checked(&document.summary, &root.field("summary"), report, Role::Prose);
    let work = facts(&document.work, &root.field("work"), report);
    let time = time(&document.time, &root.field("time"), report);
    if document.threads.is_empty() {
        report.error(&root.field("threads"), "empty-story", || "a story needs at least one thread; add one".into());
    }
    if document.events.is_empty() {
        report.error(&root.field("events"), "empty-story", || "a story needs at least one event; add one".into());
    }
    let mut resolver = Resolver {
        threads: Names::new(&document.threads, report),
        characters: Names::new(&document.characters, report),
        places: Names::new(&document.places, report),
        sources: Names::new(&document.sources, report),
        events: Names::new(&document.events, report),
        time: &time,
        report,
    };
    let sources = resolver.each(&document.sources, Resolver::source);
    let mut threads = resolver.each(&document.threads, Resolver::thread);
    let characters = resolver.each(&document.characters, Resolver::character);
    let mut places = resolver.each(&document.places, Resolver::place);
    let phases = resolver.phases(&document.phases);
    let mut events = resolver.each(&document.events, Resolver::event);
    unnest(&mut places, report);
    order_telling(document, &mut events);
    thread_up(document, &mut threads, &mut events, report);
    link_effects(&mut events);
    let groups = threads.iter().map(|thread| &thread.group).chain(characters.iter().map(|who| &who.group));
    let groups = each_once(groups.filter(|group| !group.is_empty()));
    let tags = each_once(events.iter().flat_map(|event: &Event| &event.tags));
    let extent = Span::default();
    Story { title, summary, work, time, sources, threads, characters, places, phases, events, groups, tags, extent }
}

/// The names that come, in the order in which they first come.
fn each_once<'n>(names: impl Iterator<Item = &'n String>) -> Vec<String> {
    let mut seen = HashSet::new();
    names.filter(|name| seen.insert(name.as_str())).cloned().collect()
}

struct Resolver<'d, 'r> {
    threads: Names<'d, file::Thread<'d>>,
    characters: Names<'d, file::Character<'d>>,
    places: Names<'d, file::Place<'d>>,
    sources: Names<'d, file::Source<'d>>,
    events: Names<'d, file::Event<'d>>,
    time: &'d TimeKind,
    report: &'r mut Report,
}

impl<'d> Resolver<'d, '_> {
    fn each<T: Named, S>(&mut self, list: &'d [T], resolve: fn(&mut Self, &'d T, usize, &Path) -> S) -> Vec<S> {
        let path = Path::ROOT.field(T::LIST);
        list.iter().enumerate().map(|(index, item)| resolve(self, item, index, &path.index(index))).collect()
    }

    fn name(&mut self, text: &Text, at: &Path) -> String {
        checked(text, at, self.report, Role::Name)
    }

    fn label(&mut self, text: &Text, at: &Path) -> String {
        checked(text, at, self.report, Role::Label)
    }

    fn prose(&mut self, text: &Text, at: &Path) -> String {
        checked(text, at, self.report, Role::Prose)
    }

    fn source(&mut self, written: &'d file::Source, _: usize, at: &Path) -> Source {
        Source {
            id: self.name(&written.id, &at.field("id")),
            title: self.name(&written.title, &at.field("title")),
            url: self.label(&written.url, &at.field("url")),
            licence: self.label(&written.licence, &at.field("licence")),
        }
    }

    fn thread(&mut self, written: &'d file::Thread, _: usize, at: &Path) -> Thread {
        Thread {
            id: self.name(&written.id, &at.field("id")),
            title: self.name(&written.title, &at.field("title")),
            summary: self.prose(&written.summary, &at.field("summary")),
            group: self.label(&written.group, &at.field("group")),
            events: Vec::new(),
        }
    }

    fn character(&mut self, written: &'d file::Character, _: usize, at: &Path) -> Character {
        Character {
            id: self.name(&written.id, &at.field("id")),
            name: self.name(&written.name, &at.field("name")),
            aliases: self.words(&written.aliases, &at.field("aliases")),
            group: self.label(&written.group, &at.field("group")),
            summary: self.prose(&written.summary, &at.field("summary")),
        }
    }

    fn place(&mut self, written: &'d file::Place, _: usize, at: &Path) -> Place {
        let within = written.within.as_ref();
        Place {
            id: self.name(&written.id, &at.field("id")),
            name: self.name(&written.name, &at.field("name")),
            within: within.and_then(|id| self.places.find(id, &at.field("within"), self.report)).map(PlaceId),
        }
    }

    fn phases(&mut self, written: &'d [file::Phase]) -> Vec<Phase> {
        let list = Path::ROOT.field("phases");
        let mut phases = Vec::with_capacity(written.len());
        for (index, phase) in written.iter().enumerate() {
            let at = list.index(index);
            let title = self.name(&phase.title, &at.field("title"));
            let from = self.events.find(&phase.from, &at.field("from"), self.report);
            let to = self.events.find(&phase.to, &at.field("to"), self.report);
            if let (Some(from), Some(to)) = (from, to) {
                phases.push(Phase { title, from: EventId(from), to: EventId(to), placed: Span::default() });
            }
        }
        phases
    }

    fn event(&mut self, written: &'d file::Event, index: usize, at: &Path) -> Event {
        let title = self.name(&written.title, &at.field("title"));
        let length = if title.len() > LABEL { title.chars().count() } else { 0 };
        if length > LABEL {
            self.report.note(&at.field("title"), "title-too-long", || {
                format!("a title of {length} characters is too long for a label; {LABEL} is the most that reads well")
            });
        }
        let thread = self.threads.find(&written.thread, &at.field("thread"), self.report);
        let place = written.place.as_ref();
        let place = place.and_then(|id| self.places.find(id, &at.field("place"), self.report));
        Event {
            id: self.name(&written.id, &at.field("id")),
            title,
            summary: self.prose(&written.summary, &at.field("summary")),
            thread: ThreadId(thread.unwrap_or(0)),
            also: self.also(written, thread, &at.field("also")),
            when: self.when(written, EventId(index as u32), &at.field("when")),
            placed: Span::default(),
            earliest: Span::default(),
            latest: Span::default(),
            told: 0,
            place: place.map(PlaceId),
            cast: self.cast(&written.cast, &at.field("cast")),
            because: self.because(&written.because, EventId(index as u32), &at.field("because")),
            led_to: Vec::new(),
            tags: self.words(&written.tags, &at.field("tags")),
            cites: self.cites(&written.cites, &at.field("cites")),
        }
    }

    fn when(&mut self, written: &file::Event, event: EventId, at: &Path) -> When {
        let Some(when) = &written.when else { return When::default() };
        let time = (!self.report.is_muted(&Path::ROOT.field("time").field("kind"))).then_some(self.time);
        Reading { time, events: &self.events, report: self.report }.when(when, event, at)
    }

    fn also(&mut self, written: &file::Event, first: Option<u32>, at: &Path) -> Vec<ThreadId> {
        let mut also = Vec::new();
        for (index, id) in written.also.iter().enumerate() {
            let at = at.index(index);
            match self.threads.find(id, &at, self.report) {
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
            let character = self.characters.find(id, &at.index(index), self.report);
            cast.extend(character.map(|character| (CharacterId(character), index)));
        }
        self.once(cast, at, |index| quoted(&written[index]))
    }

    fn because(&mut self, written: &[file::Cause], event: EventId, at: &Path) -> Vec<Because> {
        let mut because = Vec::with_capacity(written.len());
        for (index, cause) in written.iter().enumerate() {
            let at = at.index(index);
            let (id, path, link) = match cause {
                file::Cause::Id(id) => (id, at, None),
                file::Cause::Link(link) => (&link.event, at.field("event"), Some(link)),
            };
            let relation = link.map(|link| self.label(&link.relation, &at.field("relation"))).unwrap_or_default();
            let note = link.map(|link| self.prose(&link.note, &at.field("note"))).unwrap_or_default();
            let Some(cause) = self.events.find(id, &path, self.report).map(EventId) else { continue };
            if cause == event {
                let message = "an event cannot be its own cause; remove it";
                self.report.error(&path, "relates-to-itself", || message.into());
            } else {
                because.push((Because { event: cause, relation, note }, index));
            }
        }
        self.once(because, at, |_| "the same link".into())
    }

    fn cites(&mut self, written: &[file::Cite], at: &Path) -> Vec<Cite> {
        let mut cites = Vec::with_capacity(written.len());
        for (index, cite) in written.iter().enumerate() {
            let path = at.index(index);
            let place = self.label(&cite.at, &path.field("at"));
            let source = self.sources.find(&cite.source, &path.field("source"), self.report);
            cites.extend(source.map(|source| (Cite { source: SourceId(source), at: place }, index)));
        }
        self.once(cites, at, |_| "the same citation".into())
    }

    fn words(&mut self, written: &[Text], at: &Path) -> Vec<String> {
        let words =
            written.iter().enumerate().map(|(index, word)| (self.name(word, &at.index(index)), index)).collect();
        self.once(words, at, |index| quoted(&written[index]))
    }

    /// The items of a list, each once, with a note on every repetition.
    fn once<T: Clone + Eq + Hash>(
        &mut self,
        items: Vec<(T, usize)>,
        at: &Path,
        named: impl Fn(usize) -> String,
    ) -> Vec<T> {
        if items.len() < 2 {
            return items.into_iter().map(|(item, _)| item).collect();
        }
        let mut seen = HashSet::with_capacity(items.len());
        let mut once = Vec::with_capacity(items.len());
        for (item, index) in items {
            if seen.insert(item.clone()) {
                once.push(item);
            } else {
                self.report
                    .note(&at.index(index), "repeated", || format!("{} stands here twice; remove one", named(index)));
            }
        }
        once
    }
}

fn time(written: &file::Time, at: &Path, report: &mut Report) -> TimeKind {
    let unit = checked(&written.unit, &at.field("unit"), report, Role::Label);
    if written.kind != file::Kind::Number && !written.unit.is_empty() && !report.is_muted(&at.field("kind")) {
        report.error(&at.field("unit"), "contradictory-fields", || {
            "`unit` is for times of kind \"number\" only; remove it, or change `kind`".into()
        });
    }
    match written.kind {
        file::Kind::Order => TimeKind::Order,
        file::Kind::Number => TimeKind::Number { unit },
        file::Kind::Date => TimeKind::Date,
    }
}
/// The other side of every because-link.
fn link_effects(events: &mut [Event]) {
    for effect in 0..events.len() {
        for nth in 0..events[effect].because.len() {
            let cause = events[effect].because[nth].event.index();
            events[cause].led_to.push(EventId(effect as u32));
        }
    }
}
