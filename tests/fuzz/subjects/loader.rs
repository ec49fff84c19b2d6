//! Any bytes as a story: the part that is shown is valid, and every mistake is reported with its place.

use std::sync::Arc;

use plotlanes::analysis::pacing::Pacing;
use plotlanes::analysis::presence::Presence;
use plotlanes::analysis::telling::Telling;
use plotlanes::analysis::{chain, meanwhile};
use plotlanes::story::compile::{Compiled, compile};
use plotlanes::story::order::Order;
use plotlanes::story::place::Entailed;
use plotlanes::story::problem::Severity;
use plotlanes::story::{Story, words};
use plotlanes::time::window::Window;

use super::network::{Ends, check_when};

pub(super) fn run(data: &[u8]) {
    let Compiled { story, problems, is_sound } = compile(data);
    let is_wrong = problems.iter().any(|problem| problem.severity == Severity::Error);
    assert!(story.is_some() && is_sound || is_wrong, "{problems:#?}");
    for problem in &problems {
        assert!(!problem.message.is_empty() && problem.message.len() < 4000, "{problem:#?}");
        assert!(problem.line.is_some() || problem.code == "more-problems", "{problem:#?}");
    }
    if let Some(story) = story {
        check(&story);
    }
}

/// Checks that a story is valid, and placed as it says.
pub(super) fn check(story: &Story) {
    let mut told: Vec<u32> = story.events.iter().map(|event| event.told).collect();
    told.sort_unstable();
    assert!(told.into_iter().eq(0..story.events.len() as u32));
    assert!(story.extent.start() < story.extent.end(), "{:?}", story.extent);
    let ends: Vec<Ends> = story.events.iter().map(|event| Ends::of(event.placed)).collect();
    for (index, event) in story.events.iter().enumerate() {
        check_when(index, event.when, &ends, story.time.clock().is_some());
        let [earliest, latest] = [event.earliest, event.latest].map(Ends::of);
        assert!(earliest.start <= ends[index].start && ends[index].start <= latest.start, "event {index}: {event:?}");
        assert!(earliest.end <= ends[index].end && ends[index].end <= latest.end, "event {index}: {event:?}");
        assert!(story.extent.start() <= event.placed.start() && event.placed.end() <= story.extent.end());
    }
    for phase in &story.phases {
        let (from, to) = (story.event(phase.from), story.event(phase.to));
        assert_eq!((phase.placed.start(), phase.placed.end()), (from.placed.start(), to.placed.end()));
    }
    told_in_words(story);
}

/// Builds the words of the first events' pages, and the counts of the charts.
fn told_in_words(story: &Story) {
    words::subtitle(story);
    let telling = Telling::new(story);
    assert!(telling.nonlinearity.is_finite() && (0.0..=1.0).contains(&telling.inversions), "{telling:?}");
    let extent = Window::fit(story.extent);
    assert!(!Pacing::new(story, Order::Happening, |_| true).stretches(extent, 40).is_empty());
    Presence::new(story);
    let ordered = telling.ordered;
    assert!((0.0..=1.0).contains(&ordered.as_told) && ordered.share() <= 1.0 + 1e-9, "{ordered:?}");
    let entailed = Arc::new(Entailed::of(story));
    for id in story.event_ids().take(20) {
        let around = entailed.around(id);
        assert!(!words::spoken(story, id).is_empty());
        words::said_elsewhere(story, id);
        words::could_be(story, id, &around);
        for reason in chain::why(story, id, None) {
            assert!(!reason.sentence(story).is_empty());
        }
        meanwhile::beside(story, id, &around);
        for (order, at) in
            [(Order::Telling, story.event(id).told.into()), (Order::Happening, story.event(id).placed.start().0)]
        {
            meanwhile::at(story, order, at as f64, || entailed.clone());
        }
    }
}
