//! From a document to a story: every name resolved, every text checked, the telling put in order. Nothing is placed yet.
//!
//! Tells of everything wrong on the way and goes on with something empty, so that all problems come out at once; with
//! an error told, the story is not fit to be shown.

mod event;

use std::collections::HashSet;
use std::hash::Hash;

use super::facts::facts;
use super::limits;
use super::names::{Listed, Names};
use super::order::{order_telling, thread_up, unnest};
use super::report::Report;
use super::sheet::Sheet;
use super::texts::{Role, checked};
use crate::document::format::{self, Document};
use crate::story::id::{EventId, GroupId, PlaceId};
use crate::story::problem::quoted;
use crate::story::scheduler::{Part, Scheduler, Stage};
use crate::story::{Character, Phase, Place, Source, Story, Thread, TimeKind};
use crate::text::path::Path;
use crate::time::Span;
use event::Piece;
pub(super) use event::Silence;

/// The version of the format that this program reads.
const VERSION: u32 = 1;

/// The story of a document whose events come in pieces, unplaced.
pub(super) async fn resolve<S: Scheduler>(
    document: &Document<'_>,
    pieces: &[Sheet<'_>],
    report: &mut Report,
    scheduler: &S,
) -> Result<Story, S::Stop> {
    let root = Path::ROOT;
    if document.plotlanes != VERSION {
        report.error(&root.field("plotlanes"), "wrong-version", || match document.plotlanes {
            newer @ 2.. => format!(
                "the file is of format version {newer}, and this program reads version {VERSION}; get a newer program, or write {VERSION}"
            ),
            _ => format!("this is no version of the format; write {VERSION}"),
        });
    }
    let title = checked(&document.title, &root.field("title"), report, Role::Name).to_owned();
    let summary = checked(&document.summary, &root.field("summary"), report, Role::Prose).to_owned();
    let work = facts(&document.work, &root.field("work"), report);
    let time = time(&document.time, &root.field("time"), report);
    if document.threads.is_empty() {
        report.error(&root.field("threads"), "empty-story", || "a story needs at least one thread; add one".into());
    }
    let count: usize = pieces.iter().map(Sheet::len).sum();
    if count == 0 {
        report.error(&root.field("events"), "empty-story", || "a story needs at least one event; add one".into());
    }
    limits::check(document, count, report);
    let mut known = Known {
        threads: Names::new(&document.threads[..], report),
        characters: Names::new(&document.characters[..], report),
        places: Names::new(&document.places[..], report),
        sources: Names::new(&document.sources[..], report),
        events: Names::with_room(count),
    };
    let part = Part::new(Stage::Parsing, 0.6..0.7);
    let mut start = 0;
    for (at, piece) in pieces.iter().enumerate() {
        known.events.add(piece, start, report);
        start += piece.len();
        part.yield_at(scheduler, at + 1, pieces.len()).await?;
    }
    let mut resolver = Resolver { known: &known, time: &time, report };
    let sources = resolver.each(&document.sources, Resolver::source);
    let mut threads = resolver.each(&document.threads, Resolver::thread);
    let characters = resolver.each(&document.characters, Resolver::character);
    let mut places = resolver.each(&document.places, Resolver::place);
    let phases = resolver.phases(&document.phases);
    let Piece { built, told, silent } = resolver.all_events(pieces, scheduler).await?;
    unnest(&mut places, report);
    limits::check_depth(&places, report);
    let part = Part::new(Stage::Parsing, 0.95..1.0);
    let (mut events, tags) = built.finish();
    part.yield_at(scheduler, 1, 3).await?;
    order_telling(&told, &mut events);
    part.yield_at(scheduler, 2, 3).await?;
    thread_up(&silent, &mut threads, &mut events, report);
    part.yield_at(scheduler, 3, 3).await?;
    let groups = threads.iter().map(|thread| &thread.group).chain(characters.iter().map(|who| &who.group));
    let groups = each_once(groups.filter(|group| !group.is_empty()));
    let group_ids = groups.iter().cloned().zip((0..).map(GroupId)).collect();
    limits::check_names(groups.len(), tags.len(), report);
    let extent = Span::default();
    Ok(Story {
        title,
        summary,
        work,
        time,
        sources,
        threads,
        characters,
        places,
        phases,
        events,
        groups,
        group_ids,
        tags,
        extent,
    })
}

/// The names that come, in the order in which they first come.
fn each_once<'n>(names: impl Iterator<Item = &'n String>) -> Vec<String> {
    let mut seen = HashSet::new();
    names.filter(|name| seen.insert(name.as_str())).cloned().collect()
}

/// What the names in a document stand for.
struct Known<'d> {
    threads: Names<'d, &'d [format::Thread<'d>]>,
    characters: Names<'d, &'d [format::Character<'d>]>,
    places: Names<'d, &'d [format::Place<'d>]>,
    sources: Names<'d, &'d [format::Source<'d>]>,
    events: Names<'d, &'d Sheet<'d>>,
}

struct Resolver<'d, 'r> {
    known: &'r Known<'d>,
    time: &'r TimeKind,
    report: &'r mut Report,
}

impl<'d> Resolver<'d, '_> {
    fn each<T, S>(&mut self, list: &'d [T], resolve: fn(&mut Self, &'d T, usize, &Path) -> S) -> Vec<S>
    where
        &'d [T]: Listed<'d>,
    {
        let path = Path::ROOT.field(<&'d [T]>::LIST);
        list.iter().enumerate().map(|(index, item)| resolve(self, item, index, &path.index(index))).collect()
    }

    fn name(&mut self, text: &'d str, at: &Path) -> &'d str {
        checked(text, at, self.report, Role::Name)
    }

    fn label(&mut self, text: &'d str, at: &Path) -> &'d str {
        checked(text, at, self.report, Role::Label)
    }

    fn prose(&mut self, text: &'d str, at: &Path) -> &'d str {
        checked(text, at, self.report, Role::Prose)
    }

    fn source(&mut self, written: &'d format::Source, _: usize, at: &Path) -> Source {
        Source {
            id: self.name(&written.id, &at.field("id")).to_owned(),
            title: self.name(&written.title, &at.field("title")).to_owned(),
            url: self.label(&written.url, &at.field("url")).to_owned(),
            licence: self.label(&written.licence, &at.field("licence")).to_owned(),
        }
    }

    fn thread(&mut self, written: &'d format::Thread, _: usize, at: &Path) -> Thread {
        Thread {
            id: self.name(&written.id, &at.field("id")).to_owned(),
            title: self.name(&written.title, &at.field("title")).to_owned(),
            summary: self.prose(&written.summary, &at.field("summary")).to_owned(),
            group: self.label(&written.group, &at.field("group")).to_owned(),
            events: Vec::new(),
        }
    }

    fn character(&mut self, written: &'d format::Character, _: usize, at: &Path) -> Character {
        Character {
            id: self.name(&written.id, &at.field("id")).to_owned(),
            name: self.name(&written.name, &at.field("name")).to_owned(),
            aliases: self
                .words(&written.aliases.iter().map(|alias| &**alias), &at.field("aliases"))
                .into_iter()
                .map(str::to_owned)
                .collect(),
            group: self.label(&written.group, &at.field("group")).to_owned(),
            summary: self.prose(&written.summary, &at.field("summary")).to_owned(),
        }
    }

    fn place(&mut self, written: &'d format::Place, _: usize, at: &Path) -> Place {
        let within = written.within.as_ref();
        Place {
            id: self.name(&written.id, &at.field("id")).to_owned(),
            name: self.name(&written.name, &at.field("name")).to_owned(),
            within: within.and_then(|id| self.known.places.find(id, &at.field("within"), self.report)).map(PlaceId),
        }
    }

    fn phases(&mut self, written: &'d [format::Phase]) -> Vec<Phase> {
        let list = Path::ROOT.field("phases");
        let mut phases = Vec::with_capacity(written.len());
        for (index, phase) in written.iter().enumerate() {
            let at = list.index(index);
            let title = self.name(&phase.title, &at.field("title")).to_owned();
            let from = self.known.events.find(&phase.from, &at.field("from"), self.report);
            let to = self.known.events.find(&phase.to, &at.field("to"), self.report);
            if let (Some(from), Some(to)) = (from, to) {
                phases.push(Phase { title, from: EventId(from), to: EventId(to), placed: Span::default() });
            }
        }
        phases
    }

    fn words(&mut self, written: &(impl ExactSizeIterator<Item = &'d str> + Clone), at: &Path) -> Vec<&'d str> {
        let words = written.clone().enumerate();
        let words = words.map(|(index, word)| (self.name(word, &at.index(index)), index)).collect();
        self.once(words, at, |index| quoted(written.clone().nth(index).unwrap_or_default()))
    }

    /// The items of a list, each once, with a note on every repetition.
    fn once<T: Copy + Eq + Hash>(
        &mut self,
        items: Vec<(T, usize)>,
        at: &Path,
        named: impl Fn(usize) -> String,
    ) -> Vec<T> {
        let mut once: Vec<T> = Vec::with_capacity(items.len());
        // In a short list looking is quicker than hashing.
        let mut seen = (items.len() > 16).then(|| HashSet::with_capacity(items.len()));
        for (item, index) in items {
            let fresh = seen.as_mut().map_or_else(|| !once.contains(&item), |seen| seen.insert(item));
            if fresh {
                once.push(item);
            } else {
                self.report
                    .note(&at.index(index), "repeated", || format!("{} stands here twice; remove one", named(index)));
            }
        }
        once
    }
}

fn time(written: &format::Time, at: &Path, report: &mut Report) -> TimeKind {
    let unit = checked(&written.unit, &at.field("unit"), report, Role::Label);
    if written.kind != format::Kind::Number && !written.unit.is_empty() && !report.is_muted(&at.field("kind")) {
        report.error(&at.field("unit"), "contradictory-fields", || {
            "`unit` is for times of kind \"number\" only; remove it, or change `kind`".into()
        });
    }
    match written.kind {
        format::Kind::Order => TimeKind::Order,
        format::Kind::Number => TimeKind::Number { unit: unit.to_owned() },
        format::Kind::Date => TimeKind::Date,
    }
}
