//! The cost of commands that touch every event of a story. `cargo bench --bench arrange`; with `MOST_EVENTS=100000`
//! before it the largest stories are left out.

mod cases;
mod made;

use divan::Bencher;
use plotlanes::analysis::pacing::Pacing;
use plotlanes::analysis::presence::Presence;
use plotlanes::analysis::sequence::Sequence;
use plotlanes::state::arrangement::{LanesBy, Sort};
use plotlanes::state::command::Command;
use plotlanes::state::{Selection, State};
use plotlanes::story::id::CharacterId;
use plotlanes::story::order::Order;
use plotlanes::time::window::Window;

use cases::{Case, cases};

fn main() {
    divan::main();
}

/// Measures these commands in turn; the last one leads back to the state before the first.
fn commands(bencher: Bencher<'_, '_>, case: Case, commands: &[Command]) {
    let story = case.story();
    let mut state = State::new(story);
    bencher.bench_local(|| commands.iter().for_each(|command| _ = state.apply(story, command.clone())));
}

#[divan::bench(args = cases(), sample_count = 5, sample_size = 1)]
fn first_view(bencher: Bencher<'_, '_>, case: Case) {
    bencher.bench_local(|| State::new(case.story()));
}

#[divan::bench(args = cases(), sample_count = 5, sample_size = 1)]
fn by_place_and_back(bencher: Bencher<'_, '_>, case: Case) {
    commands(bencher, case, &[Command::LanesBy(LanesBy::Place), Command::LanesBy(LanesBy::Thread)]);
}

#[divan::bench(args = cases(), sample_count = 5, sample_size = 1)]
fn by_character_and_back(bencher: Bencher<'_, '_>, case: Case) {
    commands(bencher, case, &[Command::LanesBy(LanesBy::Character), Command::LanesBy(LanesBy::Thread)]);
}

#[divan::bench(args = cases(), sample_count = 5, sample_size = 1)]
fn by_tag_and_back(bencher: Bencher<'_, '_>, case: Case) {
    commands(bencher, case, &[Command::LanesBy(LanesBy::Tag), Command::LanesBy(LanesBy::Thread)]);
}

#[divan::bench(args = cases(), sample_count = 5, sample_size = 1)]
fn telling_and_back(bencher: Bencher<'_, '_>, case: Case) {
    commands(bencher, case, &[Command::ToggleOrder, Command::ToggleOrder]);
}

#[divan::bench(args = cases(), sample_count = 5, sample_size = 1)]
fn sorted_by_crossings_and_back(bencher: Bencher<'_, '_>, case: Case) {
    commands(bencher, case, &[Command::SortLanes(Sort::Crossings), Command::SortLanes(Sort::File)]);
}

#[divan::bench(args = cases(), sample_count = 5, sample_size = 1)]
fn select_a_character_and_zoom(bencher: Bencher<'_, '_>, case: Case) {
    let select = Command::Select(Selection::Character(CharacterId(3)));
    let all = [select, Command::ZoomIn, Command::ZoomOut, Command::Select(Selection::Nothing)];
    commands(bencher, case, &all);
}

#[divan::bench(args = cases(), sample_count = 5, sample_size = 1)]
fn pacing(bencher: Bencher<'_, '_>, case: Case) {
    let sequence = Sequence::new(case.story());
    bencher.bench_local(|| Pacing::along(case.story(), &sequence, Order::Happening, |_| true));
}

#[divan::bench(args = cases(), sample_count = 5, sample_size = 1)]
fn pacing_of_a_window(bencher: Bencher<'_, '_>, case: Case) {
    let pacing = Pacing::new(case.story(), Order::Happening, |_| true);
    bencher.bench_local(|| pacing.stretches(Window::fit(case.story().extent), 200));
}

#[divan::bench(args = cases(), sample_count = 5, sample_size = 1)]
fn presence(bencher: Bencher<'_, '_>, case: Case) {
    bencher.bench_local(|| Presence::new(case.story()));
}
