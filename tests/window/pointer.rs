//! The pointer over timeline and overview: wheel, drag, double-click, brush.

use egui::{Modifiers, Pos2, vec2};
use plotlanes::state::Selection;
use plotlanes::ui::StorySource;

use crate::driver::{Role, Setup, Window, name};
use crate::keys::CLOCK;

/// Checks that two times are equal to a quarter of a point on the screen.
#[track_caller]
fn same(window: &Window, found: f64, expect: f64, what: &str) {
    let point = window.length() / f64::from(window.body().span());
    assert!((found - expect).abs() < point / 4.0, "{what}: {found}, not {expect}");
}

#[test]
fn the_wheel_zooms_and_the_time_under_the_pointer_stays() {
    for modifiers in [Modifiers::NONE, Modifiers::COMMAND] {
        for share in [0.15, 0.5, 0.8] {
            let mut window = Window::story_text(CLOCK);
            let at = Pos2::new(window.body().min + window.body().span() * share, 400.0);
            let (before, time) = (window.length(), window.time_at(at.x));
            window.wheel(at, vec2(0.0, 120.0), modifiers);
            assert!(window.length() < before * 0.9, "{share} {modifiers:?}");
            same(&window, window.time_at(at.x), time, "zooming in");
            window.wheel(at, vec2(0.0, -40.0), modifiers);
            same(&window, window.time_at(at.x), time, "zooming out");
            window.wheel(at, vec2(0.0, -2000.0), modifiers);
            same(&window, window.shown()[0], -2.0, "no further out than all of it");
            same(&window, window.shown()[1], 102.0, "no further out than all of it");
        }
    }
}

#[test]
fn shift_and_wheel_or_a_sideways_wheel_pans() {
    for (delta, modifiers) in [(vec2(0.0, -60.0), Modifiers::SHIFT), (vec2(-60.0, 0.0), Modifiers::NONE)] {
        let mut window = Window::story_text(CLOCK);
        window.key(egui::Key::Plus);
        let (start, before) = (window.shown()[0], window.length());
        let at = Pos2::new(window.body().center(), 400.0);
        window.wheel(at, delta, modifiers);
        same(&window, window.length(), before, "the length stays");
        let moved = (window.shown()[0] - start) / before * f64::from(window.body().span());
        assert!((moved - 60.0).abs() < 1.0, "{modifiers:?}: {moved} points");
    }
}

#[test]
fn the_wheel_over_the_heads_or_the_panel_does_not_move_time_elsewhere() {
    let mut window = Window::story_text(CLOCK);
    let beside = Pos2::new(window.body().max + 60.0, 400.0);
    window.wheel(beside, vec2(0.0, 120.0), Modifiers::NONE);
    assert_eq!(window.shown(), [-2.0, 102.0]);
}

#[test]
fn dragging_takes_the_time_along_and_stops_at_the_ends() {
    let mut window = Window::story_text(CLOCK);
    window.key(egui::Key::Plus);
    let from = window.ground();
    let time = window.time_at(from.x);
    window.drag(from, vec2(40.0, 0.0));
    same(&window, window.time_at(from.x + 40.0), time, "the time follows the pointer");
    let before = window.length();
    for (by, end, expect) in [(700.0, 0, -2.0), (-700.0, 1, 102.0)] {
        for _ in 0..2 {
            window.drag(window.ground(), vec2(by, 0.0));
        }
        same(&window, window.shown()[end], expect, "the end with its margin");
        same(&window, window.length(), before, "the length stays");
    }
    assert_eq!(window.state().selection, Selection::Nothing, "a drag selects nothing");
}

#[test]
fn a_drag_takes_over_from_a_window_that_glides() {
    let source = StorySource::Bytes("a test".into(), CLOCK.as_bytes().into());
    let settings = Some(r#"{"theme":"dark"}"#.to_owned());
    let mut window = Window::open(Setup { settings, source, frame_seconds: 0.02, ..Setup::default() });
    window.key(egui::Key::Plus);
    let (from, length) = (window.ground(), window.length());
    let time = window.time_at(from.x);
    window.drag(from, vec2(-60.0, 0.0));
    same(&window, window.time_at(from.x - 60.0), time, "the time follows the pointer");
    same(&window, window.length(), length, "the length stays");
}

#[test]
fn a_drag_that_starts_on_an_event_pans_too() {
    let mut window = Window::story_text(CLOCK);
    window.key(egui::Key::Plus);
    let from = window.event("A two").rect().center();
    let time = window.time_at(from.x);
    window.drag(from, vec2(-50.0, 0.0));
    same(&window, window.time_at(from.x - 50.0), time, "the time follows the pointer");
    assert_eq!(window.selected(), None, "a drag selects nothing");
}

#[test]
fn double_clicks_fit() {
    let mut window = Window::story_text(CLOCK);
    window.double_click_at(window.event("A two").rect().center());
    assert_eq!((window.selected(), window.shown()), (Some("A two"), [35.0, 55.0]));
    window.double_click_at(window.ground());
    assert_eq!(window.shown(), [-2.0, 102.0]);
}

#[test]
fn the_wheel_scrolls_overflowing_lanes_and_ctrl_wheel_zooms() {
    let mut window = Window::sized(480.0, 360.0);
    let (shown, at) = (window.shown(), Pos2::new(300.0, 250.0));
    assert!(window.find_event("Montages of their bonds").is_none(), "the last lane is out of sight");
    window.wheel(at, vec2(0.0, -30.0), Modifiers::NONE);
    assert_eq!((window.state().scroll.round(), window.shown()), (30.0, shown));
    window.wheel(at, vec2(0.0, -5000.0), Modifiers::NONE);
    assert!(window.find_event("Montages of their bonds").is_some(), "scrolled to the end");
    assert!(window.find_event("Morning of departure").is_none());
    let scroll = window.state().scroll;
    window.wheel(at, vec2(0.0, 60.0), Modifiers::COMMAND);
    assert!(window.length() < shown[1] - shown[0]);
    assert_eq!(window.state().scroll, scroll, "zooming leaves the lanes where they are");
    window.wheel(at, vec2(0.0, 9000.0), Modifiers::NONE);
    assert_eq!(window.state().scroll, 0.0);
}

#[test]
fn dragging_scrolls_lanes_that_overflow() {
    let mut window = Window::sized(480.0, 360.0);
    let at = window.event("Morning of departure").rect().center();
    window.drag(at, vec2(0.0, -40.0));
    assert_eq!(window.state().scroll.round(), 40.0);
}

#[test]
fn the_wheel_follows_the_setting() {
    for (wheel, size, zooms, scrolls) in [
        ("auto", [1280.0, 800.0], true, false),
        ("zoom", [480.0, 360.0], true, false),
        ("auto", [480.0, 360.0], false, true),
        ("scroll", [1280.0, 800.0], false, false),
    ] {
        let mut window = Window::with_settings(&format!(r#"{{"wheel":"{wheel}","still":true}}"#));
        window.resize(size.into());
        let before = window.length();
        window.wheel(Pos2::new(300.0, 250.0), vec2(0.0, 40.0), Modifiers::NONE);
        window.wheel(Pos2::new(300.0, 250.0), vec2(0.0, -20.0), Modifiers::NONE);
        assert_eq!((window.length() < before, window.state().scroll > 0.0), (zooms, scrolls), "{wheel} {size:?}");
    }
}

#[test]
fn hovering_tells_the_whole_title_the_thread_and_the_time() {
    let mut window = Window::story_text(CLOCK);
    assert!(!window.has("from minute 40 to minute 50"));
    window.event("A two").hover();
    // A tooltip waits until the pointer rests.
    for _ in 0..4 {
        window.settle();
    }
    assert!(window.has("from minute 40 to minute 50"), "a tooltip");
}

#[test]
fn clicking_a_phase_shows_it() {
    let mut window = Window::story_text(CLOCK);
    window.click("Phase Early");
    let [start, end] = window.shown();
    // From 0 to 30, as nine tenths of the window.
    assert!((start - -1.67).abs() < 0.01 && (end - 31.67).abs() < 0.01, "{start} {end}");
}

#[test]
fn events_close_together_are_one_node_that_zooms_to_them() {
    let events: Vec<String> = (0..300)
        .map(|n| {
            format!(r#"{{ "id": "e{n}", "title": "Event {n}", "thread": "t", "when": {{ "at": {} }} }}"#, 1000 + n)
        })
        .collect();
    let text = format!(
        r#"{{ "plotlanes": 1, "title": "Close", "time": {{ "kind": "number" }}, "threads": [{{ "id": "t", "title": "T" }}],
        "events": [{{ "id": "far", "title": "Far", "thread": "t", "when": {{ "at": 100000 }} }}, {}] }}"#,
        events.join(",")
    );
    let mut window = Window::story_text(&text);
    let before = window.length();
    let items = window.nodes(Role::ListItem);
    items.iter().find(|node| name(node).contains("events close together")).expect("a run").click();
    window.settle();
    assert!(window.length() < before / 50.0, "{} of {before}", window.length());
}

#[test]
fn the_overview_moves_and_resizes_the_view() {
    let mut window = Window::story_text(CLOCK);
    window.key(egui::Key::Plus);
    window.key(egui::Key::Plus);
    let strip = window.named("Visible stretch of the story").rect();
    // The strip is the whole story from -2 to 102.
    let x = |time: f64| strip.min.x + strip.width() * ((time + 2.0) / 104.0) as f32;
    let y = strip.center().y;
    let tolerance = 104.0 / f64::from(strip.width());
    let near = |window: &Window, expect: [f64; 2], what: &str| {
        let found = window.shown();
        let far = (0..2).any(|end| (found[end] - expect[end]).abs() > tolerance);
        assert!(!far, "{what}: {found:?}, not {expect:?}");
    };
    near(&window, [26.89, 73.11], "at first");
    window.drag(Pos2::new(x(50.0), y), vec2(x(60.0) - x(50.0), 0.0));
    near(&window, [36.89, 83.11], "dragging the brush");
    window.drag(Pos2::new(x(36.89) + 1.0, y), vec2(x(46.89) - x(36.89), 0.0));
    near(&window, [46.89, 83.11], "dragging its start");
    window.drag(Pos2::new(x(83.11) - 1.0, y), vec2(x(63.11) - x(83.11), 0.0));
    near(&window, [46.89, 63.11], "dragging its end");
    window.click_at(Pos2::new(x(20.0), y));
    near(&window, [11.89, 28.11], "clicking beside it");
    window.drag(Pos2::new(x(28.11) - 1.0, y), vec2(-400.0, 0.0));
    let [start, end] = window.shown();
    assert!((start - 11.89).abs() < tolerance && end > start, "an end dragged past the start: {start} {end}");
}
