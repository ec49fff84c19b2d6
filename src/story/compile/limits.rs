//! Limits on the size of a story: higher than any real story needs, and low enough that everything the program does
//! with a story stays possible.

use super::report::Report;
use crate::document::format::StoryFile;
use crate::story::Place;
use crate::story::problem::quoted;
use crate::text::path::Path;
use crate::time::digits::grouped;

/// The most events, threads and so on in a story.
pub(super) const EVENTS: usize = 10_000_000;
pub(super) const THREADS: usize = 100_000;
pub(super) const CHARACTERS: usize = 1_000_000;
pub(super) const PLACES: usize = 100_000;
pub(super) const SOURCES: usize = 100_000;
pub(super) const PHASES: usize = 1000;
/// The most different groups of threads and characters together, and the most different tags.
pub(super) const NAMES: usize = 20_000;
/// The most entries in each list of an event, the most facts, and the most aliases of a character.
pub(super) const IN_ONE: usize = 10_000;
/// The deepest nesting of places: the most places around one place.
const DEEP: usize = 100;

/// Reports the lists of a document that are too long.
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

/// The entries of an item's list up to the limit.
pub(super) fn within<T>(list: &[T]) -> &[T] {
    &list[..list.len().min(IN_ONE)]
}

/// The entries of an event's list up to the limit; reports a list that is longer.
pub(super) fn entries<'l, T>(list: &'l [T], at: &Path, report: &mut Report) -> &'l [T] {
    at_most(list.len(), IN_ONE, "entries", at, report);
    within(list)
}

/// Reports too many different groups or tags.
pub(super) fn check_names(groups: usize, tags: usize, report: &mut Report) {
    at_most(groups, NAMES, "different groups", &Path::ROOT.field("threads"), report);
    at_most(tags, NAMES, "different tags", &Path::ROOT.field("events"), report);
}

/// Separates places that are nested too deep, and reports them. The places must have no cycles.
pub(super) fn check_depth(places: &mut [Place], report: &mut Report) {
    let list = Path::ROOT.field("places");
    // The number of places around each place; `None` until it is known.
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
