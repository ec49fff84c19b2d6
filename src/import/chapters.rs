//! Chapters of other programs as phases. A phase goes from one event to another, whose order must be known; a chapter is
//! only a list of events.

use std::collections::HashMap;

use super::draft::{Draft, PhaseDraft, label};

/// A chapter.
pub(super) struct Chapter {
    /// Its title.
    pub(super) title: String,
    /// Its events by their places in the draft's list, in the order of the telling; with the number by which those with a
    /// time are sorted.
    pub(super) events: Vec<(usize, Option<i64>)>,
}

/// Adds chapters as phases, and tells their events of them. Two chapters with one title are told apart by a number.
///
/// A phase goes from the first event with a time to the last. If none has one, it goes from the first to the last event
/// in the largest thread, if events of a thread follow each other; else it is its first event. A chapter without events
/// is left out, with a note.
pub(super) fn add(chapters: &[Chapter], is_thread_ordered: bool, draft: &mut Draft) {
    let mut sizes: HashMap<String, usize> = HashMap::new();
    for event in &draft.events {
        *sizes.entry(event.thread.clone()).or_default() += 1;
    }
    let mut titles = Titles::default();
    for chapter in chapters {
        let Some((first, _)) = chapter.events.first() else {
            let place = format!("chapter “{}”", chapter.title);
            draft.notes.of(place, "none of its scenes is an event, and a phase needs one; it is left out");
            continue;
        };
        let title = label(&chapter.title);
        let title = titles.fresh(if title.is_empty() { "Chapter" } else { &title });
        let timed = || chapter.events.iter().filter_map(|(at, key)| Some((key.as_ref()?, *at)));
        let span = if let (Some((_, from)), Some((_, to))) = (timed().min(), timed().max()) {
            (from, to)
        } else if is_thread_ordered {
            let thread = |at: usize| draft.events[at].thread.as_str();
            // The last of the largest is taken; the first one is meant.
            let events = || chapter.events.iter().map(|(at, _)| *at);
            let main = events().map(thread).rev().max_by_key(|thread| sizes.get(*thread)).unwrap_or_default();
            let mut within = events().filter(|at| thread(*at) == main);
            let from = within.next().unwrap_or(*first);
            (from, within.next_back().unwrap_or(from))
        } else {
            (*first, *first)
        };
        let [from, to] = [span.0, span.1].map(|at| draft.events[at].id().to_owned());
        draft.phases.push(PhaseDraft { title: title.clone(), from, to });
        for (at, _) in &chapter.events {
            draft.events[*at].phase.clone_from(&title);
        }
    }
}

/// Titles, no two the same.
#[derive(Default)]
struct Titles {
    numbers: HashMap<String, u32>,
}

impl Titles {
    /// This title if it is not taken, else with a number.
    fn fresh(&mut self, title: &str) -> String {
        let mut number = self.numbers.get(title).copied().unwrap_or_default();
        let free = loop {
            number += 1;
            let free = if number == 1 { title.to_owned() } else { format!("{title} ({number})") };
            if !self.numbers.contains_key(&free) {
                break free;
            }
        };
        self.numbers.insert(title.to_owned(), number);
        self.numbers.entry(free.clone()).or_insert(1);
        free
    }
}
