//! The cost of questions about the order of happening, of comparing it with the telling, and of the findings.
//! `cargo bench --bench orders`; with `MOST_EVENTS=100000` before it the largest stories are left out.

mod made;

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, LazyLock, Mutex};

use divan::Bencher;
use plotlanes::analysis::continuity::Findings;
use plotlanes::analysis::meanwhile;
use plotlanes::analysis::sequence::Sequence;
use plotlanes::analysis::telling::Telling;
use plotlanes::generate::{StorySpec, Time};
use plotlanes::story::compile::compile;
use plotlanes::story::id::EventId;
use plotlanes::story::order::Order;
use plotlanes::story::place::Entailed;
use plotlanes::story::{Story, words};

use made::{bytes, sizes};

fn main() {
    divan::main();
}

/// A made story of a kind of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Case {
    events: u32,
    has_clock: bool,
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.events, if self.has_clock { "by numbers" } else { "by relations" })
    }
}

fn cases() -> impl Iterator<Item = Case> {
    let all = [2_000].into_iter().chain(sizes());
    all.flat_map(|events| [true, false].map(|has_clock| Case { events, has_clock }))
}

impl Case {
    /// The story, generated once.
    fn story(self) -> &'static Story {
        static STORIES: LazyLock<Mutex<HashMap<Case, &'static Story>>> = LazyLock::new(Mutex::default);
        let mut stories = STORIES.lock().expect("no bench has panicked");
        stories.entry(self).or_insert_with(|| {
            let time = if self.has_clock { Time::Number } else { Time::Order };
            let bytes = bytes(&StorySpec { time, ..StorySpec::new(self.events) });
            Box::leak(Box::new(compile(&bytes).faultless().expect("a made story is good").0))
        })
    }

    /// An event from its middle.
    fn event(self) -> EventId {
        EventId(self.events / 2)
    }
}

/// The network, made once for a story.
#[divan::bench(args = cases(), sample_count = 5, sample_size = 1)]
fn the_network(bencher: Bencher<'_, '_>, case: Case) {
    bencher.bench_local(|| Entailed::of(case.story()));
}

/// A selected event: its place among all others, in words, and what happens meanwhile.
#[divan::bench(args = cases(), sample_count = 5, sample_size = 1)]
fn an_event(bencher: Bencher<'_, '_>, case: Case) {
    let (story, event) = (case.story(), case.event());
    let entailed = Entailed::of(story);
    entailed.around(event);
    bencher.bench_local(|| {
        let around = entailed.around(event);
        let beside = meanwhile::beside(story, event, &around);
        (around.places(), words::could_be(story, event, &around), beside)
    });
}

/// A pinned point of the axis.
#[divan::bench(args = cases(), sample_count = 5, sample_size = 1)]
fn a_point(bencher: Bencher<'_, '_>, case: Case) {
    let story = case.story();
    let entailed = Arc::new(Entailed::of(story));
    let at = story.event(case.event()).placed.start().0 as f64;
    bencher.bench_local(|| meanwhile::at(story, Order::Happening, at, || entailed.clone()));
}

/// The findings of continuity, once for a story. People in made stories are in many places at once.
#[divan::bench(args = cases(), sample_count = 5, sample_size = 1)]
fn the_findings(bencher: Bencher<'_, '_>, case: Case) {
    let story = case.story();
    let entailed = Arc::new(Entailed::of(story));
    bencher.bench_local(|| Findings::of(story, || entailed.clone()));
}

/// The two orders, once for a story.
#[divan::bench(args = cases(), sample_count = 5, sample_size = 1)]
fn the_telling(bencher: Bencher<'_, '_>, case: Case) {
    let story = case.story();
    let (sequence, entailed) = (Sequence::new(story), Arc::new(Entailed::of(story)));
    bencher.bench_local(|| Telling::along(story, &sequence, || entailed.clone()));
}
