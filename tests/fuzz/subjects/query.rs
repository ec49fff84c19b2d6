//! Any text as a search: reading and writing round-trip, and every hit is a hit.

use std::ops::Range;

use plotlanes::state::palette::{MOST_ENTRIES, palette};
use plotlanes::state::search::{Query, SearchField};

use super::made::{FRESH, STORY};

pub(super) fn run(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let query = Query::parse(&text);
    assert_eq!(Query::parse(&query.to_text()), query, "{text:?} {:?}", query.to_text());
    let derived = FRESH.derived();
    let search = derived.search(&STORY, &text);
    let mut hits = search.hits().to_vec();
    let mut ranked = search.ranked().to_vec();
    let listed: usize = search.grouped().map(|(_, events)| events.len()).sum();
    assert!(search.is_active() || hits.is_empty());
    assert_eq!(hits.len(), listed);
    hits.sort_unstable();
    ranked.sort_unstable();
    assert_eq!(hits, ranked);
    for id in STORY.event_ids() {
        assert_eq!(search.has(id), hits.contains(&id), "{id:?}");
        assert_eq!(search.has(id), search.place(id).is_some() && search.score(id) > 0, "{id:?}");
        let event = STORY.event(id);
        for (name, of) in [(&event.title, None), (&event.summary, None), (&event.id, Some(SearchField::Cast))] {
            check_marks(name, &search.highlights(name, of));
        }
    }
    // Stepping goes around all hits.
    let mut here = None;
    for _ in 0..hits.len() {
        here = search.step(here, true);
        assert!(here.is_some_and(|event| search.has(event)));
    }
    assert_eq!(search.step(here, true), search.step(None, true));
    for at in 0..search.terms().len() {
        assert!(Query::parse(&search.without(at)).terms().len() < query.terms().len(), "{text:?} without {at}");
    }
    check_marks(&text, &plotlanes::state::search::highlights(&text, &query));
    let entries = palette(&STORY, &FRESH, &text);
    assert!(text.trim().is_empty() || entries.len() <= MOST_ENTRIES);
    for entry in entries {
        check_marks(&entry.title, &entry.marks);
    }
}

/// Checks that marks are in order, do not overlap, and lie at character boundaries.
fn check_marks(text: &str, marks: &[Range<usize>]) {
    let mut end = 0;
    for mark in marks {
        assert!(end <= mark.start && mark.start < mark.end, "{text:?} {marks:?}");
        assert!(text.get(mark.clone()).is_some(), "{text:?} {marks:?}");
        end = mark.end;
    }
}
