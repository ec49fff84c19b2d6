//! The cost of the whole window, with all its panels and no GPU: commands, each with the frame after it. `cargo bench --bench window`; with `MOST_EVENTS=100000` before it the largest is left out.
//!
//! The slowest sample includes what is made once and cached, such as a chart's counts.

mod made;

use std::sync::Arc;
use std::time::Duration;

use divan::Bencher;
use egui::{Context, Event, Pos2, RawInput, Rect, vec2};
use plotlanes::document::change::Change;
use plotlanes::document::edit::edits_from_json;
use plotlanes::generate::{StorySpec, Time};
use plotlanes::state::Selection;
use plotlanes::state::arrangement::LanesBy;
use plotlanes::state::chart::Chart;
use plotlanes::state::command::Command;
use plotlanes::story::id::{CharacterId, EventId, ThreadId};
use plotlanes::ui::{App, StorySource};

use serde_json::{Value, json};

use made::{bytes, sizes};

fn main() {
    divan::main();
}

/// A window with a generated story.
struct Window {
    ctx: Context,
    app: App,
    frames: u32,
}

impl Window {
    fn new(events: u32) -> Self {
        Self::of(&StorySpec::new(events))
    }

    fn of(spec: &StorySpec) -> Self {
        let (bytes, events) = (bytes(spec), spec.events);
        let ctx = Context::default();
        let app = App::new(&ctx, None, StorySource::Bytes("made.json".into(), bytes.into()));
        let mut window = Self { ctx, app, frames: 0 };
        window.rest();
        assert_eq!(window.app.story().events.len(), events as usize);
        window
    }

    fn frame(&mut self, events: Vec<Event>) {
        self.frames += 1;
        let screen_rect = Some(Rect::from_min_size(Pos2::ZERO, vec2(1280.0, 800.0)));
        let time = Some(f64::from(self.frames) / 60.0);
        let input = RawInput { screen_rect, time, events, ..RawInput::default() };
        let output = self.ctx.run_ui(input, |ui| self.app.frame(ui));
        let shapes = self.ctx.tessellate(output.shapes.clone(), output.pixels_per_point);
        divan::black_box(shapes.len());
        output.drop_without_applying_deltas();
    }

    /// Runs frames until no job and no animation is under way.
    fn rest(&mut self) {
        let mut still = 0;
        while still < 40 {
            self.frame(Vec::new());
            still = if self.app.is_busy() { 0 } else { still + 1 };
            if self.app.is_busy() {
                std::thread::sleep(Duration::from_millis(5));
            }
        }
    }

    fn run(&mut self, command: Command) {
        let ctx = self.ctx.clone();
        self.app.run(&ctx, command);
        self.frame(Vec::new());
    }
}

/// Measures commands in turn, each with the frame after it.
fn commands(bencher: Bencher<'_, '_>, events: u32, commands: &[Command]) {
    let mut window = Window::new(events);
    let mut next = commands.iter().cycle().cloned();
    bencher.bench_local(|| window.run(next.next().expect("they come again and again")));
}

#[divan::bench(args = sizes())]
fn still(bencher: Bencher<'_, '_>, events: u32) {
    let mut window = Window::new(events);
    bencher.bench_local(|| window.frame(Vec::new()));
}

#[divan::bench(args = sizes())]
fn pan(bencher: Bencher<'_, '_>, events: u32) {
    let mut window = Window::new(events);
    (0..8).for_each(|_| window.run(Command::ZoomIn));
    window.rest();
    let mut ways = [0.05, 0.05, -0.05, -0.05].into_iter().cycle();
    bencher.bench_local(|| window.run(Command::Pan(ways.next().expect("it goes on"))));
}

#[divan::bench(args = sizes())]
fn zoom(bencher: Bencher<'_, '_>, events: u32) {
    commands(bencher, events, &[Command::ZoomIn, Command::ZoomIn, Command::ZoomOut, Command::ZoomOut]);
}

#[divan::bench(args = sizes())]
fn select_an_event(bencher: Bencher<'_, '_>, events: u32) {
    let select = |at: u32| Command::Select(Selection::Event(EventId(events / 10 * at + 7)));
    commands(bencher, events, &[select(2), select(5), select(8)]);
}

#[divan::bench(args = sizes())]
fn select_a_thread(bencher: Bencher<'_, '_>, events: u32) {
    let select = |at: u32| Command::Select(Selection::Thread(ThreadId(at)));
    commands(bencher, events, &[select(2), select(5), select(8)]);
}

#[divan::bench(args = sizes())]
fn select_a_character(bencher: Bencher<'_, '_>, events: u32) {
    let select = |at: u32| Command::Select(Selection::Character(CharacterId(at)));
    commands(bencher, events, &[select(2), select(5), select(8)]);
}

#[divan::bench(args = sizes())]
fn a_letter_typed(bencher: Bencher<'_, '_>, events: u32) {
    let mut window = Window::new(events);
    window.run(Command::Search("the".into()));
    window.rest();
    let mut words = ["lett", "lette", "letter", "lette"].into_iter().cycle();
    bencher.bench_local(|| window.run(Command::Search(words.next().expect("it goes on").into())));
}

#[divan::bench(args = sizes())]
fn lanes_by_something_else(bencher: Bencher<'_, '_>, events: u32) {
    commands(bencher, events, &LanesBy::ALL.map(Command::LanesBy));
}

#[divan::bench(args = sizes())]
fn the_other_order(bencher: Bencher<'_, '_>, events: u32) {
    commands(bencher, events, &[Command::ToggleOrder]);
}

#[divan::bench(args = sizes())]
fn another_chart(bencher: Bencher<'_, '_>, events: u32) {
    let mut window = Window::new(events);
    let mut charts = Chart::ALL.into_iter().map(Some).cycle();
    bencher.bench_local(|| window.run(Command::ShowChart(charts.next().expect("it goes on"))));
}

/// Changes of a field of an event in the middle, by turns, each until the picture shows it.
fn written(bencher: Bencher<'_, '_>, spec: &StorySpec, field: &str, values: &[Value; 2]) {
    let (mut window, at) = (Window::of(spec), EventId(spec.events / 2));
    let middle = window.app.story().event(at).id.to_owned();
    let change = |value: &Value| {
        let edit = json!([{ "do": "set", "event": middle, "field": field, "value": value }]);
        let edits = edits_from_json(&edit.to_string()).expect("an edit");
        Command::Make(Arc::new(Change::new("one", edits)))
    };
    let shown = |window: &Window| {
        let event = window.app.story().event(at);
        (event.title.to_owned(), event.when.relations.to_owned())
    };
    let mut values = values.iter().cycle();
    bencher.bench_local(|| {
        let before = shown(&window);
        window.run(change(values.next().expect("they come again and again")));
        while shown(&window) == before {
            std::thread::sleep(Duration::from_millis(1));
            window.frame(Vec::new());
        }
    });
}

/// Of a story by numbers.
#[divan::bench(args = [1_000, 2_000, 20_000, 100_000], sample_count = 10, sample_size = 1)]
fn an_edit(bencher: Bencher<'_, '_>, events: u32) {
    written(bencher, &StorySpec::new(events), "title", &[json!("One"), json!("Another")]);
}

/// Of a story without a clock.
#[divan::bench(args = [1_000, 2_000, 20_000, 100_000], sample_count = 10, sample_size = 1)]
fn an_edit_without_a_clock(bencher: Bencher<'_, '_>, events: u32) {
    let spec = StorySpec { time: Time::Order, ..StorySpec::new(events) };
    written(bencher, &spec, "title", &[json!("One"), json!("Another")]);
}

/// Of the time of an event of such a story, so that it is placed anew.
#[divan::bench(args = [1_000, 2_000, 20_000, 100_000], sample_count = 10, sample_size = 1)]
fn an_edit_of_a_time(bencher: Bencher<'_, '_>, events: u32) {
    let spec = StorySpec { time: Time::Order, ..StorySpec::new(events) };
    let after = |number: u32| json!({ "after": format!("e{number}") });
    written(bencher, &spec, "when", &[after(events / 2 - 9), after(events / 2 - 5)]);
}
