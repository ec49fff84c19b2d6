//! The cost of a frame, layout and painting, and of what is made again when more than the window changes.
//! `cargo bench --bench frame`; with `MOST_EVENTS=100000` before it the largest stories are left out.
//!
//! The budget of a frame is 4 ms, whatever the size of the story.

mod cases;
mod made;

use divan::Bencher;
use egui::{Context, RawInput, Rect, Vec2, vec2};
use plotlanes::layout::emphasis::EmphasisMap;
use plotlanes::layout::focus::{Focus, FocusKey};
use plotlanes::layout::plan::Plan;
use plotlanes::layout::{FixedWidth, body_size, compose};
use plotlanes::paint::{self, FontMetrics};
use plotlanes::state::State;
use plotlanes::state::arrangement::LanesBy;
use plotlanes::state::command::Command;
use plotlanes::story::Story;
use plotlanes::theme::{self, Theme};
use plotlanes::time::window::Window;

use cases::{Case, cases};

fn main() {
    divan::main();
}

const SIZE: Vec2 = vec2(1280.0, 720.0);

/// Measures frames of the story after some commands: layout and painting up to egui's shapes.
fn frames(bencher: Bencher<'_, '_>, case: Case, commands: &[Command]) {
    let story = case.story();
    let state = after(story, commands);
    let ctx = Context::default();
    ctx.set_fonts(theme::fonts());
    let input = || RawInput { screen_rect: Some(Rect::from_min_size(egui::Pos2::ZERO, SIZE)), ..RawInput::default() };
    ctx.run_ui(input(), |_| {}).drop_without_applying_deltas();
    let focus = Focus::new(story, state.lineup(), &FocusKey::of(&state));
    let theme = Theme::dark();
    let mut kept: Option<(Plan, EmphasisMap)> = None;
    let mut frame = || {
        let output = ctx.run_ui(input(), |ui| {
            let metrics = FontMetrics::new(ui.painter());
            let (plan, standing) = kept.get_or_insert_with(|| {
                let plan = Plan::new(story, state.lineup(), state.order(), body_size(SIZE), &metrics);
                let standing = EmphasisMap::new(&state, &plan, &focus);
                (plan, standing)
            });
            let scene = compose(story, &state, plan, &focus, standing, SIZE, &metrics);
            paint::timeline(&scene, &theme, ui.painter(), egui::Pos2::ZERO, paint::Medium::Window(None));
        });
        let shapes = output.shapes.len();
        output.drop_without_applying_deltas();
        shapes
    };
    // The first frame makes the plan and rasterises every letter.
    frame();
    bencher.bench_local(frame);
}

fn after(story: &Story, commands: &[Command]) -> State {
    let mut state = State::new(story);
    for command in commands {
        state.apply(story, command.clone());
    }
    state
}

/// A part of the story around its middle.
fn part(story: &Story, share: f64) -> Command {
    let (start, length) = (story.extent.start().0 as f64, story.extent.length() as f64);
    Command::Show(Window::new(start + length / 2.0, length * share))
}

#[divan::bench(args = cases())]
fn whole(bencher: Bencher<'_, '_>, case: Case) {
    frames(bencher, case, &[]);
}

/// A hundredth of the story.
#[divan::bench(args = cases())]
fn zoomed(bencher: Bencher<'_, '_>, case: Case) {
    frames(bencher, case, &[part(case.story(), 0.01)]);
}

/// Some dozen events.
#[divan::bench(args = cases())]
fn close(bencher: Bencher<'_, '_>, case: Case) {
    frames(bencher, case, &[part(case.story(), 50.0 / f64::from(case.events))]);
}

#[divan::bench(args = cases())]
fn searching(bencher: Bencher<'_, '_>, case: Case) {
    frames(bencher, case, &[Command::Search("letter".into())]);
}

#[divan::bench(args = cases(), consts = [0, 1, 2, 3])]
fn lanes_by<const OTHER: usize>(bencher: Bencher<'_, '_>, case: Case) {
    frames(bencher, case, &[Command::LanesBy(LanesBy::ALL[OTHER + 1])]);
}

/// The cost of a new width or another arrangement.
#[divan::bench(args = cases(), sample_count = 5)]
fn plan(bencher: Bencher<'_, '_>, case: Case) {
    let story = case.story();
    let state = State::new(story);
    bencher.bench(|| Plan::new(story, state.lineup(), state.order(), body_size(SIZE), &FixedWidth(6.0)));
}

/// The cost of another kind of lanes, without its plan.
#[divan::bench(args = cases(), sample_count = 5)]
fn lineup(bencher: Bencher<'_, '_>, case: Case) {
    let story = case.story();
    bencher.bench(|| after(story, &[Command::LanesBy(LanesBy::Character)]));
}
