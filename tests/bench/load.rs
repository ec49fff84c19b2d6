//! How long opening takes, from bytes to a placed story, against `serde_json` alone on the same types.
//! `cargo bench --bench load`

use divan::Bencher;
use divan::counter::BytesCount;
use plotlanes::generate::{Time, Wanted, write};
use plotlanes::story::file::Document;
use plotlanes::story::load::load;

fn main() {
    divan::main();
}

const EVENTS: [u32; 3] = [10_000, 100_000, 1_000_000];

fn made(events: u32, time: Time) -> Vec<u8> {
    let mut bytes = Vec::new();
    write(&Wanted { time, ..Wanted::new(events) }, &mut bytes).expect("memory has room");
    bytes
}

fn loading(bencher: Bencher<'_, '_>, bytes: &[u8]) {
    bencher.counter(BytesCount::of_slice(bytes)).bench(|| load(bytes).map(|(story, _)| story.events.len()));
}

/// What `serde_json` alone takes for the same types: the budget is twice this.
fn bare(bencher: Bencher<'_, '_>, bytes: &[u8]) {
    let text = std::str::from_utf8(bytes).expect("a made story is text");
    let parse = || serde_json::from_str::<Document<'_>>(text).map(|document| document.events.len());
    bencher.counter(BytesCount::of_slice(bytes)).bench(parse);
}

#[divan::bench(args = EVENTS, sample_count = 10, sample_size = 1)]
fn bare_numbers(bencher: Bencher<'_, '_>, events: u32) {
    bare(bencher, &made(events, Time::Number));
}

#[divan::bench(args = EVENTS, sample_count = 10, sample_size = 1)]
fn bare_dates(bencher: Bencher<'_, '_>, events: u32) {
    bare(bencher, &made(events, Time::Date));
}

#[divan::bench(args = EVENTS, sample_count = 10, sample_size = 1)]
fn bare_order(bencher: Bencher<'_, '_>, events: u32) {
    bare(bencher, &made(events, Time::Order));
}

#[divan::bench(args = EVENTS, sample_count = 10, sample_size = 1)]
fn numbers(bencher: Bencher<'_, '_>, events: u32) {
    loading(bencher, &made(events, Time::Number));
}

#[divan::bench(args = EVENTS, sample_count = 10, sample_size = 1)]
fn dates(bencher: Bencher<'_, '_>, events: u32) {
    loading(bencher, &made(events, Time::Date));
}

/// With the search for places that relations allow.
#[divan::bench(args = EVENTS, sample_count = 10, sample_size = 1)]
fn order(bencher: Bencher<'_, '_>, events: u32) {
    loading(bencher, &made(events, Time::Order));
}

/// Making one, for comparison.
#[divan::bench(args = EVENTS, sample_count = 10, sample_size = 1)]
fn generate(events: u32) -> usize {
    made(events, Time::Number).len()
}
