//! The cost of building the index and of answering a search, down to the list of results. `cargo bench --bench
//! search`; with `MOST_EVENTS=100000` before it the largest story is left out.

mod made;

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex};

use divan::Bencher;
use plotlanes::generate::StorySpec;
use plotlanes::state::State;
use plotlanes::state::derived::Derived;
use plotlanes::state::palette::palette;
use plotlanes::state::search::Index;
use plotlanes::story::Story;
use plotlanes::story::compile::compile;

use made::{bytes, sizes};

fn main() {
    divan::main();
}

/// A generated story with its index, made once.
fn searched(events: u32) -> &'static (Story, Derived) {
    static STORIES: LazyLock<Mutex<HashMap<u32, &'static (Story, Derived)>>> = LazyLock::new(Mutex::default);
    let mut stories = STORIES.lock().expect("no bench has panicked");
    stories.entry(events).or_insert_with(|| {
        let bytes = bytes(&StorySpec { threads: 200, characters: 200, ..StorySpec::new(events) });
        let story = compile(&bytes).faultless().expect("a made story is good").0;
        let derived = Derived::default();
        derived.search_index(&story);
        Box::leak(Box::new((story, derived)))
    })
}

#[divan::bench(args = sizes(), sample_count = 5, sample_size = 1)]
fn build(bencher: Bencher<'_, '_>, events: u32) {
    let (story, _) = searched(events);
    println!("{events}: {} bytes for each event", Index::new(story).size() / story.events.len());
    bencher.bench_local(|| Index::new(story));
}

/// Finds `query`, with what the list of results and the count beside the field show.
fn find(bencher: Bencher<'_, '_>, events: u32, query: &str) {
    let (story, derived) = searched(events);
    bencher.bench_local(|| {
        let search = derived.search(story, query);
        let mut left = 40_usize;
        for (_, events) in search.grouped() {
            left = left.saturating_sub(events.len());
            if left == 0 {
                break;
            }
        }
        (search.count(), search.step(None, true).and_then(|event| search.place(event)))
    });
}

#[divan::bench(args = sizes(), sample_count = 20, sample_size = 1)]
fn one_letter(bencher: Bencher<'_, '_>, events: u32) {
    find(bencher, events, "a");
}

#[divan::bench(args = sizes(), sample_count = 20, sample_size = 1)]
fn the_word_of_all(bencher: Bencher<'_, '_>, events: u32) {
    find(bencher, events, "the");
}

#[divan::bench(args = sizes(), sample_count = 20, sample_size = 1)]
fn a_word(bencher: Bencher<'_, '_>, events: u32) {
    find(bencher, events, "charter");
}

#[divan::bench(args = sizes(), sample_count = 20, sample_size = 1)]
fn a_misspelt_word(bencher: Bencher<'_, '_>, events: u32) {
    find(bencher, events, "chrater");
}

#[divan::bench(args = sizes(), sample_count = 20, sample_size = 1)]
fn a_phrase(bencher: Bencher<'_, '_>, events: u32) {
    find(bencher, events, "\"the charter\"");
}

#[divan::bench(args = sizes(), sample_count = 20, sample_size = 1)]
fn a_name(bencher: Bencher<'_, '_>, events: u32) {
    find(bencher, events, "cast:greta");
}

#[divan::bench(args = sizes(), sample_count = 20, sample_size = 1)]
fn all_but_a_word(bencher: Bencher<'_, '_>, events: u32) {
    find(bencher, events, "-charter");
}

/// What the palette offers for `text`.
fn offer(bencher: Bencher<'_, '_>, events: u32, text: &str) {
    let (story, _) = searched(events);
    let state = State::new(story);
    state.derived().search_index(story);
    bencher.bench_local(|| palette(story, &state, text));
}

#[divan::bench(args = sizes(), sample_count = 20, sample_size = 1)]
fn the_palette(bencher: Bencher<'_, '_>, events: u32) {
    offer(bencher, events, "charter");
}

#[divan::bench(args = sizes(), sample_count = 20, sample_size = 1)]
fn the_palette_finds_an_action(bencher: Bencher<'_, '_>, events: u32) {
    offer(bencher, events, "path of greta");
}

#[divan::bench(args = sizes(), sample_count = 20, sample_size = 1)]
fn the_palette_forgives_slips(bencher: Bencher<'_, '_>, events: u32) {
    offer(bencher, events, "chrater of grata");
}
