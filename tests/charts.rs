//! The charts for a user: their descriptions, clicks, drags and the wheel, and that they do not move by themselves.

use egui::accesskit::Role;
use egui::emath::{Pos2, Rect, pos2, vec2};
use egui::{Event, Modifiers, PointerButton};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use plotlanes::analysis::curve::Curve;
use plotlanes::analysis::pacing::Pacing;
use plotlanes::analysis::presence::Presence;
use plotlanes::analysis::telling::Telling;
use plotlanes::charts::{ChartContext, ChartResponse, Figure, Spotlight, curve_ui, pacing_ui, presence_ui, stage_ui};
use plotlanes::export::{PictureSize, render};
use plotlanes::layout::scene::Emphasis;
use plotlanes::state::chart::Chart;
use plotlanes::story::Story;
use plotlanes::story::compile::compile;
use plotlanes::story::id::ThreadId;
use plotlanes::story::order::Order;
use plotlanes::theme::Theme;
use plotlanes::time::scale::Scale;
use plotlanes::time::window::Window;

/// A story with everything that charts count.
struct Fixture {
    story: Story,
    order: Order,
    window: Window,
    theme: Theme,
    pacing: Pacing,
    curve: Curve,
    presence: Presence,
    threads: Vec<ThreadId>,
}

impl Fixture {
    fn new(story: Story, order: Order) -> Self {
        Self {
            pacing: Pacing::new(&story, order, |_| true),
            curve: Curve::new(Telling::new(&story)),
            presence: Presence::new(&story),
            threads: story.threads_in_order().collect(),
            window: Window::fit(order.extent(&story)),
            theme: Theme::dark(),
            order,
            story,
        }
    }

    fn show(&self, ui: &mut egui::Ui, chart: Chart, rect: Rect, hover: Option<f64>) -> ChartResponse {
        let Self { story, order, window, theme, .. } = self;
        let setting = ChartContext { story, order: *order, window: *window, theme, hover };
        match chart {
            Chart::Pacing => pacing_ui(ui, rect, &self.pacing, &self.threads, &setting),
            Chart::Stage => stage_ui(ui, rect, &self.pacing, &setting),
            Chart::Curve => {
                let figures =
                    [Figure { name: "Nonlinearity", value: "0.13".to_owned(), explains: "How far from linear." }];
                let spotlight = Spotlight { selected: None, hovered: None, emphasis: &|_| Emphasis::Plain };
                curve_ui(ui, rect, &self.curve, &figures, &spotlight, &setting)
            }
            Chart::Presence => presence_ui(ui, rect, &self.presence, None, &setting),
        }
    }
}

/// A window of 800 × 200 points filled by one chart, and the user's actions there since they were last read.
fn shown(counted: Fixture, chart: Chart) -> Harness<'static, Vec<ChartResponse>> {
    let rect = Rect::from_min_size(Pos2::ZERO, vec2(800.0, 200.0));
    let mut ready = false;
    let mut harness = Harness::builder().with_size(rect.size()).build_ui_state(
        move |ui, done: &mut Vec<ChartResponse>| {
            if !ready {
                ui.ctx().set_fonts(plotlanes::theme::fonts());
                ui.ctx().all_styles_mut(|style| *style = Theme::dark().style());
                ready = true;
                return;
            }
            let acted = counted.show(ui, chart, rect, None);
            if acted != ChartResponse::default() {
                done.push(acted);
            }
        },
        Vec::new(),
    );
    harness.run();
    harness
}

fn episode(order: Order) -> Fixture {
    Fixture::new(plotlanes::ui::episode(), order)
}

fn press(harness: &mut Harness<'_, Vec<ChartResponse>>, at: Pos2, pressed: bool) {
    let event = Event::PointerButton { pos: at, button: PointerButton::Primary, pressed, modifiers: Modifiers::NONE };
    harness.input_mut().events.extend([Event::PointerMoved(at), event]);
    harness.step();
}

fn click(harness: &mut Harness<'_, Vec<ChartResponse>>, at: Pos2) {
    harness.input_mut().events.push(Event::PointerMoved(at));
    harness.run();
    press(harness, at, true);
    press(harness, at, false);
}

fn wheel(harness: &mut Harness<'_, Vec<ChartResponse>>, delta: egui::Vec2) {
    harness.input_mut().events.push(Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta,
        modifiers: Modifiers::NONE,
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
    });
    // egui spreads the wheel over several frames.
    harness.run_steps(20);
}

/// The last value that `what` finds in the responses.
fn done<T>(harness: &Harness<'_, Vec<ChartResponse>>, what: impl Fn(&ChartResponse) -> Option<T>) -> Option<T> {
    harness.state().iter().rev().find_map(what)
}

#[test]
fn every_chart_has_a_description() {
    let check = |chart, expect: &str| {
        let harness = shown(episode(Order::Happening), chart);
        let said = harness.get_by_role_and_label(Role::Image, expect);
        assert!(said.rect().is_positive());
    };
    check(Chart::Pacing, "Pacing: at most 8 events in one stretch, around “Winn poisons Dukat”, as drawn");
    check(Chart::Stage, "On stage: at most 5 threads active, at most 14 characters on stage, as drawn");
    let Fixture { story, presence, .. } = episode(Order::Happening);
    check(Chart::Curve, &format!("Story curve: {} events, nonlinearity 0.13", story.events.len()));
    let (rows, columns) = (presence.characters().len(), story.phases.len());
    check(Chart::Presence, &format!("Presence: {rows} characters by {columns} phases"));
}

#[test]
fn an_index_explains_itself() {
    let harness = shown(episode(Order::Happening), Chart::Curve);
    harness.get_by_label("Nonlinearity 0.13. How far from linear.");
}

#[test]
fn charts_without_anything_to_show_say_why() {
    let text = r#"{ "plotlanes": 1, "title": "T", "threads": [{ "id": "t", "title": "T" }],
        "events": [{ "id": "a", "title": "A", "thread": "t" }] }"#;
    let check = |chart, expect: &str| {
        let counted = Fixture::new(compile(text.as_bytes()).faultless().unwrap().0, Order::Happening);
        shown(counted, chart).get_by_role_and_label(Role::Image, expect);
    };
    check(Chart::Presence, "This story names no phases; give it `phases` to see who is present when.");
    check(Chart::Curve, "A story of a single event has but one order.");
    check(Chart::Pacing, "Pacing: at most one event in one stretch, around “A”, as drawn");
    check(Chart::Stage, "On stage: at most 1 thread active, as drawn");
}

#[test]
fn time_under_the_pointer_is_the_timelines() {
    for chart in [Chart::Pacing, Chart::Stage] {
        let counted = episode(Order::Happening);
        let scale = Scale { window: counted.window, x: egui::emath::Rangef::new(0.0, 800.0) };
        let mut harness = shown(counted, chart);
        click(&mut harness, pos2(300.0, 80.0));
        let near = |ticks: Option<f64>| (ticks.unwrap() - scale.ticks_from_x(300.0)).abs() < 1e-6;
        assert!(near(done(&harness, |acted| acted.hover_at)));
        assert!(near(done(&harness, |acted| acted.clicked_at)));
    }
}

#[test]
fn dragging_moves_the_window_and_the_wheel_zooms() {
    let counted = episode(Order::Happening);
    let per_point = counted.window.length() / 800.0;
    let mut harness = shown(counted, Chart::Pacing);
    press(&mut harness, pos2(300.0, 80.0), true);
    harness.input_mut().events.push(Event::PointerMoved(pos2(260.0, 80.0)));
    harness.step();
    press(&mut harness, pos2(260.0, 80.0), false);
    let moved: f64 = harness.state().iter().filter_map(|acted| acted.pan).sum();
    assert!((moved - 40.0 * per_point).abs() < 1e-6, "{moved}");
    wheel(&mut harness, vec2(0.0, 40.0));
    let factors: Vec<f64> = harness.state().iter().filter_map(|acted| acted.zoom.map(|(factor, _)| factor)).collect();
    assert!(!factors.is_empty() && factors.iter().all(|&factor| factor > 1.0), "{factors:?}");
}

#[test]
fn a_point_of_the_curve_can_be_pointed_at_and_clicked() {
    let counted = episode(Order::Happening);
    let last_told = *counted.curve.told().last().unwrap();
    let mut harness = shown(counted, Chart::Curve);
    // The event told last also happens last: its point is at the upper right.
    click(&mut harness, pos2(784.0, 17.0));
    assert_eq!(done(&harness, |acted| acted.hovered), Some(last_told));
    assert_eq!(done(&harness, |acted| acted.clicked), Some(last_told));
    harness.state_mut().clear();
    click(&mut harness, pos2(600.0, 165.0));
    assert_eq!(done(&harness, |acted| acted.clicked), None);
    assert!(done(&harness, |acted| acted.clicked_at).is_some());
}

#[test]
fn dragging_over_the_curve_brushes_the_order_shown() {
    let brush = |order: Order, from: Pos2, to: Pos2| {
        let mut harness = shown(episode(order), Chart::Curve);
        press(&mut harness, from, true);
        harness.input_mut().events.push(Event::PointerMoved(to));
        harness.step();
        let brushed = done(&harness, |acted| acted.brushed);
        press(&mut harness, to, false);
        brushed.unwrap()
    };
    let whole = Rect::from_min_max(pos2(30.0, 5.0), pos2(795.0, 176.0));
    let [start, end] = brush(Order::Telling, whole.left_top(), whole.right_bottom());
    assert!(start.abs() < 1e-9 && (end - 60.0).abs() < 1e-9, "{start} to {end}");
    let [start, end] = brush(Order::Telling, pos2(200.0, 60.0), pos2(400.0, 61.0));
    assert!(start > 8.0 && end < 32.0 && end - start > 12.0, "{start} to {end}");
    let story = plotlanes::ui::episode();
    let first = story.events.iter().map(|event| event.placed.start().0).min().unwrap();
    let [start, end] = brush(Order::Happening, whole.left_bottom(), pos2(40.0, 100.0));
    assert!((start - first as f64).abs() < 1e-9 && end < story.extent.end().0 as f64, "{start} to {end}");
}

#[test]
fn a_cell_is_a_button_with_a_name() {
    let counted = episode(Order::Happening);
    let who = counted.presence.characters()[0];
    let name = counted.story.character(who).name.clone();
    let phase = (0..counted.presence.phases()).find(|&phase| counted.presence.count(who, phase) > 1).unwrap();
    let events = counted.presence.count(who, phase);
    let label = format!("{name} · {}: {events} events", counted.story.phases[phase].title);
    let mut harness = shown(counted, Chart::Presence);
    harness.get_by_role_and_label(Role::Button, &label).click_accesskit();
    harness.run();
    assert_eq!(done(&harness, |acted| acted.cell), Some((who, phase)));
}

#[test]
fn rows_that_do_not_fit_are_scrolled_to() {
    let counted = episode(Order::Happening);
    let last = *counted.presence.characters().last().unwrap();
    let name = format!("{} · ", counted.story.character(last).name);
    let mut harness = shown(counted, Chart::Presence);
    assert!(harness.query_by_label_contains(&name).is_none());
    harness.input_mut().events.push(Event::PointerMoved(pos2(400.0, 100.0)));
    harness.run();
    wheel(&mut harness, vec2(0.0, -5000.0));
    assert!(harness.query_all_by_label_contains(&name).next().is_some());
}

#[test]
fn charts_do_not_move_by_themselves() {
    let counted = [episode(Order::Happening), episode(Order::Telling)];
    for chart in Chart::ALL {
        for counted in &counted {
            let size = PictureSize::new(400, 130, 1.0).unwrap();
            let paint = || {
                let dress = |ctx: &egui::Context| ctx.all_styles_mut(|style| *style = counted.theme.style());
                let middle = Some(counted.window.start() + counted.window.length() / 3.0);
                render(size, dress, |ui| {
                    let rect = ui.ctx().content_rect();
                    assert_eq!(counted.show(ui, chart, rect, middle), ChartResponse::default());
                })
                .unwrap()
            };
            let (first, second) = (paint(), paint());
            assert!(first.rgba == second.rgba, "{chart:?} differs");
            let colours: std::collections::HashSet<&[u8]> = first.rgba.chunks(4).collect();
            assert!(colours.len() > 20, "{chart:?} is all but empty");
            assert!(first.rgba.chunks(4).all(|pixel| pixel[3] == 255), "{chart:?} leaves holes");
        }
    }
}

#[test]
fn any_size_and_any_time_is_drawn() {
    let mut counted = episode(Order::Happening);
    for window in [Window::new(-1e18, 2e18), Window::new(9e18, 1.0), Window::new(f64::NAN, 0.0), counted.window] {
        counted.window = window;
        for chart in Chart::ALL {
            for [width, height] in [[0.0, 0.0], [20.0, 300.0], [96.0, 48.0], [97.3, 49.1], [333.3, 61.7]] {
                let size = PictureSize::new(340, 80, 1.0).unwrap();
                let rect = Rect::from_min_size(pos2(0.4, 0.7), vec2(width, height));
                for hover in [None, Some(f64::NAN), Some(window.start()), Some(window.end())] {
                    render(
                        size,
                        |_| {},
                        |ui| {
                            counted.show(ui, chart, rect, hover);
                        },
                    )
                    .unwrap();
                }
            }
        }
    }
}
