//! The cost of opening, from bytes to a placed story, against `serde_json` alone on the same types.
//! `cargo bench --bench load`; with `MOST_EVENTS=100000` before it the largest stories are left out.

mod made;

use std::fmt;

use divan::Bencher;
use divan::counter::BytesCount;
use plotlanes::document::format::StoryFile;
use plotlanes::generate::{StorySpec, Time};
use plotlanes::story::compile::compile;

use made::{bytes, sizes};

fn main() {
    divan::main();
}

/// A generated story.
#[derive(Clone, Copy)]
struct Case {
    time: Time,
    events: u32,
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let times = match self.time {
            Time::Number => "numbers",
            Time::Date => "dates",
            // Including the placement by relations.
            Time::Order => "order",
        };
        write!(f, "{times}, {} events", self.events)
    }
}

fn cases() -> impl Iterator<Item = Case> {
    let times = [Time::Number, Time::Date, Time::Order].into_iter();
    times.flat_map(|time| sizes().map(move |events| Case { time, events }))
}

fn file(Case { time, events }: Case) -> Vec<u8> {
    bytes(&StorySpec { time, ..StorySpec::new(events) })
}

/// `serde_json` alone with the same types: the budget is twice this.
#[divan::bench(args = cases(), sample_count = 10, sample_size = 1)]
fn bare_serde_json(bencher: Bencher<'_, '_>, case: Case) {
    let bytes = file(case);
    let text = std::str::from_utf8(&bytes).expect("a made story is text");
    let parse = || serde_json::from_str::<StoryFile<'_>>(text).map(|document| document.events.len());
    bencher.counter(BytesCount::of_slice(&bytes)).bench(parse);
}

#[divan::bench(args = cases(), sample_count = 10, sample_size = 1)]
fn loading(bencher: Bencher<'_, '_>, case: Case) {
    let bytes = file(case);
    bencher
        .counter(BytesCount::of_slice(&bytes))
        .bench(|| compile(&bytes).faultless().map(|(story, _)| story.events.len()));
}

/// Generating a story, for comparison.
#[divan::bench(args = cases(), sample_count = 10, sample_size = 1)]
fn generate(case: Case) -> usize {
    file(case).len()
}
