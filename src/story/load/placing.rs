//! Puts a resolved story's events and phases where their times say, and says so where those cannot all be true.

use super::report::Report;
use crate::story::amount::TICKS_PER_UNIT;
use crate::story::place::{self, Contradiction, Placed, Tie};
use crate::story::problem::quoted;
use crate::story::relation::Relation;
use crate::story::scheduler::{Part, Scheduler, Stage};
use crate::story::{Story, TimeKind};
use crate::text::path::Path;
use crate::time::calendar::DAY;
use crate::time::{Moment, Span};

/// The most defaults that give way in one story; past it a contradiction is told as it is.
const MOST_GIVEN_WAY: usize = 100;
/// The most events that are placed again for that, all times together: each default costs placing them all.
const MOST_PLACED: usize = 3_000_000;

/// Places all events and phases and sets the story's extent.
pub(super) async fn place<S: Scheduler>(story: &mut Story, report: &mut Report, scheduler: &S) -> Result<(), S::Stop> {
    match place_giving_way(story, report, scheduler).await? {
        Ok(placed) => {
            for (id, spot) in story.event_ids().zip(placed) {
                story.events.place(id, spot.placed, spot.earliest, spot.latest);
            }
        }
        Err(contradiction) => {
            let list = Path::ROOT.field("events");
            let first = contradiction.ring.first().map_or(0, |statement| statement.event.index());
            report.error(&list.index(first).field("when"), "contradictory-order", || {
                let words = contradiction.words(|event| short(story.event(event).title));
                format!("these cannot all be true: {words}; change or remove one of them")
            });
        }
    }
    if report.errors() > 0 {
        return Ok(());
    }
    let hull = story.event_ids().map(|id| story.events.placed(id)).reduce(Span::hull).unwrap_or_default();
    story.extent = if hull.is_moment() { with_room(hull.start(), &story.time) } else { hull };
    place_phases(story, report);
    note_late_causes(story, report);
    Ok(())
}

/// Places events; where an event stands after its thread's one before only for want of a `when`, and that
/// contradicts what is written elsewhere, what is written counts and the default goes, with a note.
async fn place_giving_way<S: Scheduler>(
    story: &mut Story,
    report: &mut Report,
    scheduler: &S,
) -> Result<Result<Vec<Placed>, Contradiction>, S::Stop> {
    let part = Part::new(Stage::Placing, 0.1..0.9);
    let most = (MOST_PLACED / story.events.len().max(1)).clamp(3, MOST_GIVEN_WAY);
    let mut given_way = Vec::new();
    let placed = loop {
        let whens = |id| story.events.when(id);
        let breathe = async |share: f32| part.yield_at(scheduler, (share * 100.0) as usize, 100).await;
        let contradiction = match place::place_all(story.events.len(), whens, &breathe).await? {
            Ok(placed) => break placed,
            Err(contradiction) => contradiction,
        };
        let default = contradiction.ring.iter().find_map(|statement| match statement.tie {
            Tie::Order(Relation::After) => Some(statement.event),
            Tie::Order(_) => Some(statement.other),
            _ => None,
        });
        let Some(event) = default.filter(|_| given_way.len() < most) else { return Ok(Err(contradiction)) };
        story.events.follow(event, None);
        given_way.push(event);
    };
    for event in given_way {
        report.note(&Path::ROOT.field("events").index(event.index()), "default-order-dropped", || {
            let title = quoted(story.event(event).title);
            format!(
                "{title} says nothing of its time, and what others say keeps it from following the event before it in \
                 its thread; give it a `when`"
            )
        });
    }
    Ok(Ok(placed))
}

/// A story of a single moment still has room around it: a step, a unit, a day on either side.
fn with_room(at: Moment, time: &TimeKind) -> Span {
    let ticks = match time {
        TimeKind::Order => 1,
        TimeKind::Number { .. } => TICKS_PER_UNIT,
        TimeKind::Date => DAY,
    };
    let (start, end) = (Moment(at.0.saturating_sub(ticks)), Moment(at.0.saturating_add(ticks)));
    Span::new(start, end).unwrap_or(Span::at(at))
}

/// The start of a title, as much of it as a message bears.
fn short(title: &str) -> &str {
    title.char_indices().nth(60).map_or(title, |(end, _)| &title[..end])
}

fn place_phases(story: &mut Story, report: &mut Report) {
    let list = Path::ROOT.field("phases");
    let events = &story.events;
    for (index, phase) in story.phases.iter_mut().enumerate() {
        let (from, to) = (events.get(phase.from), events.get(phase.to));
        match Span::new(from.placed.start(), to.placed.end()) {
            Some(placed) => phase.placed = placed,
            None => report.error(&list.index(index), "phase-backwards", || {
                let (title, from, to) = (quoted(&phase.title), quoted(from.title), quoted(to.title));
                format!("phase {title} runs backwards: {from} starts after {to} ends; swap from and to")
            }),
        }
    }
}

/// Causes that were placed after what they caused are more often a slip than a time machine.
fn note_late_causes(story: &Story, report: &mut Report) {
    let list = Path::ROOT.field("events");
    for effect in story.event_ids() {
        for (nth, cause) in story.events.causes(effect).enumerate() {
            if is_late(story.events.placed(cause), story.events.placed(effect)) {
                report.note(&list.index(effect.index()).field("because").index(nth), "cause-after-effect", || {
                    let [cause, effect] = [cause, effect].map(|id| quoted(story.event(id).title));
                    format!("{cause} is placed after {effect}, which came of it; check their times")
                });
            }
        }
    }
}

fn is_late(cause: Span, effect: Span) -> bool {
    cause.start() >= effect.end() && cause.start() > effect.start()
}
