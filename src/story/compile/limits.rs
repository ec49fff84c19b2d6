//! The most of each thing that a story may have: more than anybody tells of, and few enough for all that is done with
//! them.

use super::report::Report;
use crate::document::format::StoryFile;
use crate::story::Place;
use crate::story::problem::quoted;
use crate::text::path::Path;
use crate::time::digits::grouped;

/// The most of each in a story.
pub(super) const EVENTS: usize = 10_000_000;
pub(super) const THREADS: usize = 100_000;
pub(super) const CHARACTERS: usize = 1_000_000;
pub(super) const PLACES: usize = 100_000;
pub(super) const SOURCES: usize = 100_000;
pub(super) const PHASES: usize = 1000;
/// The most groups of threads and characters, and the most tags.
pub(super) const NAMES: usize = 20_000;
/// The most of each in one event, and the most facts and names in one list.
pub(super) const IN_ONE: usize = 10_000;
/// The most places around a place.
const DEEP: usize = 100;

/// Tells of the lists of a document that are too long.
pub(super) fn check(document: &StoryFile, events: usize, report: &mut Report) {
    let root = Path::ROOT;
    let lists = [
        ("work", document.work.0.len(), IN_ONE),
        ("sources", document.sources.len(), SOURCES),
        ("threads", document.threads.len(), THREADS),
        ("characters", document.characters.len(), CHARACTERS),
        ("places", document.places.len(), PLACES),
        ("phases", document.phases.len(), PHASES),
        ("events", events, EVENTS),
    ];
    for (name, count, most) in lists {
        at_most(count, most, name, &root.field(name), report);
    }
    let list = root.field("characters");
    for (index, who) in document.characters.iter().enumerate().filter(|(_, who)| who.aliases.len() > IN_ONE) {
        at_most(who.aliases.len(), IN_ONE, "names", &list.index(index).field("aliases"), report);
    }
}

/// The part of a list that one thing may have.
pub(super) fn within<T>(list: &[T]) -> &[T] {
    &list[..list.len().min(IN_ONE)]
}

/// The part of an event's list that it may have; tells if that is not all.
pub(super) fn entries<'l, T>(list: &'l [T], at: &Path, report: &mut Report) -> &'l [T] {
    at_most(list.len(), IN_ONE, "entries", at, report);
    within(list)
}

/// Tells if the story has too many different names of one kind.
pub(super) fn check_names(groups: usize, tags: usize, report: &mut Report) {
    at_most(groups, NAMES, "different groups", &Path::ROOT.field("threads"), report);
    at_most(tags, NAMES, "different tags", &Path::ROOT.field("events"), report);
}

/// Takes apart places that lie too deep in each other, and tells of them. Needs places without cycles.
pub(super) fn check_depth(places: &mut [Place], report: &mut Report) {
    let list = Path::ROOT.field("places");
    // The number of places around each, as far as it is known.
    let mut depths: Vec<Option<usize>> = vec![None; places.len()];
    let mut way = Vec::new();
    for start in 0..places.len() {
        let mut at = Some(start);
        while let Some(here) = at.filter(|&here| depths[here].is_none()) {
            way.push(here);
            at = places[here].within.map(crate::story::id::PlaceId::index);
        }
        let mut depth = at.and_then(|known| depths[known]).map_or(0, |depth| depth + 1);
        while let Some(here) = way.pop() {
            if depth == DEEP + 1 {
                report.error(&list.index(here).field("within"), "too-deep", || {
                    format!(
                        "{} lies within more than {DEEP} places in each other; take some out",
                        quoted(&places[here].name)
                    )
                });
            }
            if depth > 0 && depth.is_multiple_of(DEEP + 1) {
                places[here].within = None;
            }
            depths[here] = Some(depth);
            depth += 1;
        }
    }
}

fn at_most(count: usize, most: usize, what: &str, at: &Path, report: &mut Report) {
    if count > most {
        let (count, most) = (grouped(count), grouped(most));
        report.error(at, "too-many", || format!("{count} {what} are too many; {most} is the most here"));
    }
}
