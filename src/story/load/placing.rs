//! Puts a resolved story's events and phases where their times say, and says so where those cannot all be true.

use super::path::Path;
use super::report::Report;
use crate::story::place;
use crate::story::problem::quoted;
use crate::story::{Event, Story, When};
use crate::time::Span;

/// Places all events and phases and sets the story's extent.
pub(super) fn place(story: &mut Story, report: &mut Report) {
    // The times are lent to the solver in one piece and given back.
    let whens: Vec<When> = story.events.iter_mut().map(|event| std::mem::take(&mut event.when)).collect();
    let placed = place::place(&story.time, &whens);
    for (event, when) in story.events.iter_mut().zip(whens) {
        event.when = when;
    }
    match placed {
        Ok(placed) => {
            for (event, spot) in story.events.iter_mut().zip(placed) {
                (event.placed, event.earliest, event.latest) = (spot.placed, spot.earliest, spot.latest);
            }
        }
        Err(contradiction) => {
            let list = Path::ROOT.field("events");
            let first = contradiction.ring.first().map_or(0, |statement| statement.event.index());
            report.error(&list.index(first).field("when"), "contradictory-order", || {
                let words = contradiction.words(|event| short(&story.events[event.index()].title));
                format!("these cannot all be true: {words}; change or remove one of them")
            });
        }
    }
    if report.errors() > 0 {
        return;
    }
    story.extent = story.events.iter().map(|event| event.placed).reduce(Span::hull).unwrap_or_default();
    place_phases(story, report);
    note_late_causes(story, report);
}

/// The start of a title, as much of it as a message bears.
fn short(title: &str) -> &str {
    title.char_indices().nth(60).map_or(title, |(end, _)| &title[..end])
}

fn place_phases(story: &mut Story, report: &mut Report) {
    let list = Path::ROOT.field("phases");
    let events = &story.events;
    for (index, phase) in story.phases.iter_mut().enumerate() {
        let (from, to) = (&events[phase.from.index()], &events[phase.to.index()]);
        match Span::new(from.placed.start(), to.placed.end()) {
            Some(placed) => phase.placed = placed,
            None => report.error(&list.index(index), "phase-backwards", || {
                let (title, from, to) = (quoted(&phase.title), quoted(&from.title), quoted(&to.title));
                format!("phase {title} runs backwards: {from} starts after {to} ends; swap from and to")
            }),
        }
    }
}

/// Causes that were placed after what they caused are more often a slip than a time machine.
fn note_late_causes(story: &Story, report: &mut Report) {
    let list = Path::ROOT.field("events");
    for (index, effect) in story.events.iter().enumerate() {
        for (nth, because) in effect.because.iter().enumerate() {
            let cause = &story.events[because.event.index()];
            if is_late(cause, effect) {
                report.note(&list.index(index).field("because").index(nth), "cause-after-effect", || {
                    let (cause, effect) = (quoted(&cause.title), quoted(&effect.title));
                    format!("{cause} is placed after {effect}, which came of it; check their times")
                });
            }
        }
    }
}

fn is_late(cause: &Event, effect: &Event) -> bool {
    let start = cause.placed.start();
    start >= effect.placed.end() && start > effect.placed.start()
}
