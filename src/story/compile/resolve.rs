//! Turns a document into a story: resolves every name, checks every text, and orders the telling. Does not place events
//! in time.
//!
//! Reports every mistake and continues with an empty value, so that all problems are found at once. The result says
//! what must be left out of the story.

mod continuity;
mod event;

use std::collections::HashSet;
use std::hash::Hash;
use std::sync::Arc;

use super::alike::note_alike;
use super::calendar::calendar;
use super::event_table::EventTable;
use super::facts::facts;
use super::limits;
use super::names::{Listed, Names};
use super::order::{list_by_thread, order_telling, unnest};
use super::report::Report;
use super::salvage::LeftOut;
use super::texts::{Role, checked};
use crate::document::format::{self, StoryFile};
use crate::story::id::{EventId, GroupId, PhaseId, PlaceId};
use crate::story::problem::quoted;
use crate::story::scheduler::{Part, Scheduler, Stage};
use crate::story::{Character, Phase, Place, Source, Story, Thread, TimeKind};
use crate::text::path::Path;
use crate::time::Span;
use crate::time::calendar::{AnyCalendar, Dates};
use event::Resolved;

/// The version of the format that this program reads.
const VERSION: f64 = 1.0;

/// The story of a document whose events come in chunks, not placed in time yet, and the entries to leave out of it.
/// Until they are removed, every id in the story is an index in the file's lists.
pub(super) async fn resolve<S: Scheduler>(
    document: &StoryFile<'_>,
    chunks: &[EventTable<'_>],
    report: &mut Report,
    scheduler: &S,
) -> Result<(Story, LeftOut), S::Stop> {
    let root = Path::ROOT;
    check_version(document.plotlanes, &root.field("plotlanes"), report);
    let title = checked(&document.title, &root.field("title"), report, Role::Name).to_owned();
    let summary = checked(&document.summary, &root.field("summary"), report, Role::Prose).to_owned();
    let work = facts(&document.work, &root.field("work"), report);
    let time = time(&document.time, &root.field("time"), report);
    let count: usize = chunks.iter().map(EventTable::len).sum();
    limits::check(document, count, report);
    let mut names = AllNames {
        threads: Names::new(&document.threads[..], report),
        characters: Names::new(&document.characters[..], report),
        places: Names::new(&document.places[..], report),
        sources: Names::new(&document.sources[..], report),
        phases: Names::unchecked(&document.phases[..]),
        events: Names::with_room(count),
    };
    let part = Part::new(Stage::Parsing, 0.6..0.7);
    let mut start = 0;
    for (at, chunk) in chunks.iter().enumerate() {
        names.events.add(chunk, start, report);
        start += chunk.len();
        part.yield_at(scheduler, at + 1, chunks.len()).await?;
    }
    let mut resolver = Resolver { names: &names, time: &time, report };
    let sources = resolver.each(&document.sources, Resolver::source);
    let mut threads = resolver.each(&document.threads, Resolver::thread);
    let characters = resolver.each(&document.characters, Resolver::character);
    let mut places = resolver.each(&document.places, Resolver::place);
    let (phases, phase_ids) = resolver.phases(&document.phases);
    let Resolved { built, told, own_times, stated, left_out } = resolver.all_events(chunks, scheduler).await?;
    let (mut continuity, facts) = stated.finish(&phase_ids);
    continuity.travel = resolver.travel(&document.places);
    continuity.muted = resolver.muted(&document.muted, &facts);
    unnest(&mut places, report);
    limits::check_depth(&mut places, report);
    let left_out = LeftOut {
        threads: left_out_of(threads.iter().map(|it| &it.id), &names.threads.repeated, limits::THREADS),
        characters: left_out_of(characters.iter().map(|it| &it.id), &names.characters.repeated, limits::CHARACTERS),
        places: left_out_of(places.iter().map(|it| &it.id), &names.places.repeated, limits::PLACES),
        sources: left_out_of(sources.iter().map(|it| &it.id), &names.sources.repeated, limits::SOURCES),
        events: ascending(
            left_out.into_iter().chain(names.events.repeated.iter().copied()).chain(past(count, limits::EVENTS)),
        ),
    };
    let part = Part::new(Stage::Parsing, 0.95..1.0);
    let (mut events, tags) = built.finish();
    part.yield_at(scheduler, 1, 3).await?;
    order_telling(&told, &mut events);
    part.yield_at(scheduler, 2, 3).await?;
    list_by_thread(&own_times, &left_out.events, &mut threads, &mut events, report);
    part.yield_at(scheduler, 3, 3).await?;
    let groups = threads.iter().map(|thread| &thread.group).chain(characters.iter().map(|who| &who.group));
    let groups = each_once(groups.filter(|group| !group.is_empty()));
    let group_ids = groups.iter().cloned().zip((0..).map(GroupId)).collect();
    limits::check_names(groups.len(), tags.len(), report);
    let extent = Span::default();
    let story = Story {
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
        continuity,
        groups,
        group_ids,
        tags,
        extent,
        contradictions: Vec::new(),
        given_way: Vec::new(),
    };
    note_alike(&story, report);
    Ok((story, left_out))
}

fn check_version(version: f64, at: &Path, report: &mut Report) {
    if version.total_cmp(&VERSION).is_eq() {
        return;
    }
    report.error(at, "wrong-version", || {
        if version > VERSION && version <= f64::from(u32::MAX) && version.fract() == 0.0 {
            format!("the file is of format version {version}, and this program reads version {VERSION}; get a newer program, or write {VERSION}")
        } else {
            format!("this is not a version of the format; write {VERSION}")
        }
    });
}

/// The indices of the entries of a list that must be left out: without a usable id, with the id of an earlier entry, or
/// past the limit.
fn left_out_of<'i>(ids: impl ExactSizeIterator<Item = &'i String>, repeated: &[u32], most: usize) -> Vec<u32> {
    let too_many = past(ids.len(), most);
    let unusable = (0..).zip(ids).filter(|(_, id)| id.is_empty()).map(|(number, _)| number);
    ascending(unusable.chain(repeated.iter().copied()).chain(too_many))
}

/// The indices of the entries of a list past its limit.
fn past(count: usize, most: usize) -> std::ops::Range<u32> {
    most as u32..count.max(most) as u32
}

fn ascending(numbers: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut numbers: Vec<u32> = numbers.collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// The names without repetitions, in the order of their first appearance.
fn each_once<'n>(names: impl Iterator<Item = &'n String>) -> Vec<String> {
    let mut seen = HashSet::new();
    names.filter(|name| seen.insert(name.as_str())).cloned().collect()
}

/// The ids of all lists of a document.
struct AllNames<'d> {
    threads: Names<'d, &'d [format::Thread<'d>]>,
    characters: Names<'d, &'d [format::Character<'d>]>,
    places: Names<'d, &'d [format::Place<'d>]>,
    sources: Names<'d, &'d [format::Source<'d>]>,
    phases: Names<'d, &'d [format::Phase<'d>]>,
    events: Names<'d, &'d EventTable<'d>>,
}

struct Resolver<'d, 'r> {
    names: &'r AllNames<'d>,
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

    /// Checks an id and a name. If the name cannot be used, the id takes its place.
    fn id_and_name(&mut self, id: &'d str, (name, field): (&'d str, &str), at: &Path) -> [String; 2] {
        let id = self.name(id, &at.field("id"));
        let name = self.name(name, &at.field(field));
        [id, if name.is_empty() { id } else { name }].map(str::to_owned)
    }

    fn label(&mut self, text: &'d str, at: &Path) -> &'d str {
        checked(text, at, self.report, Role::Label)
    }

    fn prose(&mut self, text: &'d str, at: &Path) -> &'d str {
        checked(text, at, self.report, Role::Prose)
    }

    fn source(&mut self, written: &'d format::Source, _: usize, at: &Path) -> Source {
        let [id, title] = self.id_and_name(&written.id, (&written.title, "title"), at);
        Source {
            id,
            title,
            url: self.label(&written.url, &at.field("url")).to_owned(),
            licence: self.label(&written.licence, &at.field("licence")).to_owned(),
        }
    }

    fn thread(&mut self, written: &'d format::Thread, _: usize, at: &Path) -> Thread {
        let [id, title] = self.id_and_name(&written.id, (&written.title, "title"), at);
        Thread {
            id,
            title,
            summary: self.prose(&written.summary, &at.field("summary")).to_owned(),
            group: self.label(&written.group, &at.field("group")).to_owned(),
            events: Vec::new(),
        }
    }

    fn character(&mut self, written: &'d format::Character, _: usize, at: &Path) -> Character {
        let [id, name] = self.id_and_name(&written.id, (&written.name, "name"), at);
        Character {
            id,
            name,
            aliases: self
                .words(&limits::within(&written.aliases[..]).iter().map(|alias| &**alias), &at.field("aliases"))
                .into_iter()
                .map(str::to_owned)
                .collect(),
            group: self.label(&written.group, &at.field("group")).to_owned(),
            is_collective: written.collective,
            summary: self.prose(&written.summary, &at.field("summary")).to_owned(),
        }
    }

    fn place(&mut self, written: &'d format::Place, _: usize, at: &Path) -> Place {
        let within = written.within.as_ref();
        let [id, name] = self.id_and_name(&written.id, (&written.name, "name"), at);
        Place {
            id,
            name,
            within: within.and_then(|id| self.names.places.find(id, &at.field("within"), self.report)).map(PlaceId),
        }
    }

    /// The phases that can be shown, and which each of the file's list became.
    fn phases(&mut self, written: &'d [format::Phase]) -> (Vec<Phase>, Vec<Option<PhaseId>>) {
        let list = Path::ROOT.field("phases");
        let mut phases = Vec::with_capacity(written.len());
        let mut ids = vec![None; written.len()];
        for (index, phase) in written.iter().enumerate().take(limits::PHASES) {
            let at = list.index(index);
            let title = self.name(&phase.title, &at.field("title")).to_owned();
            let from = self.names.events.find(&phase.from, &at.field("from"), self.report);
            let to = self.names.events.find(&phase.to, &at.field("to"), self.report);
            if let (Some(from), Some(to), false) = (from, to, title.is_empty()) {
                ids[index] = Some(PhaseId(phases.len() as u32));
                phases.push(Phase { title, from: EventId(from), to: EventId(to), placed: Span::default() });
            }
        }
        (phases, ids)
    }

    fn words(&mut self, written: &(impl ExactSizeIterator<Item = &'d str> + Clone), at: &Path) -> Vec<&'d str> {
        let words = written.clone().enumerate();
        let words = words.map(|(index, word)| (self.name(word, &at.index(index)), index));
        let words = words.filter(|(word, _)| !word.is_empty()).collect();
        self.once(words, at, |index| quoted(written.clone().nth(index).unwrap_or_default()))
    }

    /// The entries of a list without repetitions; adds a note for each repetition.
    fn once<T: Copy + Eq + Hash>(
        &mut self,
        items: Vec<(T, usize)>,
        at: &Path,
        named: impl Fn(usize) -> String,
    ) -> Vec<T> {
        let mut once: Vec<T> = Vec::with_capacity(items.len());
        // In a short list a linear search is faster: hashing every list would take 5 % of the time to load a million
        // events (`cargo bench --bench load -- numbers`).
        let mut seen = (items.len() > 16).then(|| HashSet::with_capacity(items.len()));
        for (item, index) in items {
            let fresh = seen.as_mut().map_or_else(|| !once.contains(&item), |seen| seen.insert(item));
            if fresh {
                once.push(item);
            } else {
                self.report
                    .note(&at.index(index), "repeated", || format!("{} is listed twice; remove one", named(index)));
            }
        }
        once
    }
}

fn time(written: &format::Time, at: &Path, report: &mut Report) -> TimeKind {
    let unit = checked(&written.unit, &at.field("unit"), report, Role::Label);
    let units = checked(&written.units, &at.field("units"), report, Role::Label);
    for (field, text) in [("unit", &written.unit), ("units", &written.units)] {
        if written.kind != format::Kind::Number && !text.is_empty() && !report.is_suppressed(&at.field("kind")) {
            report.error(&at.field(field), "contradictory-fields", || {
                format!("`{field}` is for times of kind \"number\" only; remove it, or change `kind`")
            });
        }
    }
    if written.kind != format::Kind::Calendar {
        // Of fields that make no sense here the first is enough.
        let given = [
            ("months", written.months.is_empty()),
            ("days_outside", written.days_outside.is_empty()),
            ("weekdays", written.weekdays.is_empty()),
            ("eras", written.eras.is_empty()),
            ("leap", written.leap.is_none()),
            ("hours_in_day", written.hours_in_day.is_none()),
            ("minutes_in_hour", written.minutes_in_hour.is_none()),
        ];
        if let Some((field, _)) = given.into_iter().find(|&(_, is_absent)| !is_absent)
            && !report.is_suppressed(&at.field("kind"))
        {
            report.error(&at.field(field), "contradictory-fields", || {
                format!("`{field}` is for times of kind \"calendar\" only; remove it, or change `kind`")
            });
        }
    }
    match written.kind {
        format::Kind::Order => TimeKind::Order,
        format::Kind::Number => TimeKind::Number { unit: unit.to_owned(), units: units.to_owned() },
        format::Kind::Date => TimeKind::Date(Dates::new(AnyCalendar::Gregorian)),
        format::Kind::Calendar => {
            if let Some(calendar) = calendar(written, at, report) {
                return TimeKind::Date(Dates::new(AnyCalendar::Invented(Arc::new(calendar))));
            }
            // Without its calendar no date can be read.
            report.suppress(&at.field("kind"));
            TimeKind::Order
        }
    }
}
