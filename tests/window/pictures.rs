//! A few pictures of the window, exact to the pixel.

use egui::{Key, vec2};

use crate::common::assert_picture;
use crate::driver::{Setup, Window};

#[test]
fn the_first_view() {
    assert_picture("window/first_view", &Window::episode().picture());
}

#[test]
fn an_event_selected_in_the_light_theme() {
    let mut window = Window::with_settings(r#"{"theme":"light","still":true}"#);
    window.event("Command center stormed").click_accesskit();
    window.settle();
    assert_picture("window/selected_light", &window.picture());
}

#[test]
fn a_small_window() {
    let mut window = Window::sized(480.0, 360.0);
    window.key(Key::ArrowRight);
    window.key(Key::ArrowRight);
    assert_picture("window/small", &window.picture());
}

#[test]
fn the_problems_of_a_broken_story() {
    let text = r#"{ "plotlanes": 1, "title": "Broken", "threads": [{ "id": "uprising", "title": "U" }],
  "events": [{ "id": "a", "title": "A", "thread": "uprsing" }, { "id": "b", "title": "B", "thread": "uprising", "cast": ["nobody"] }] }"#;
    let source = plotlanes::ui::StorySource::Bytes("broken.json".into(), text.as_bytes().into());
    let mut window = Window::open(Setup { size: vec2(640.0, 480.0), source, ..Setup::default() });
    window.click_button("Show all 2");
    assert_picture("window/problems", &window.picture());
}

/// The README's picture: an event is being dragged, past another one that it is said to come before.
#[test]
fn writing() {
    let mut window = Window::sized(1280.0, 760.0);
    window.scale(2.0);
    window.key(Key::E);
    window.click_event("Cardassian ships switch sides");
    let mark = |window: &Window, title: &str| window.event(title).rect().left_center() + vec2(7.0, 0.0);
    let from = mark(&window, "Cardassian ships switch sides");
    let to = mark(&window, "Retreat to the perimeter") + vec2(24.0, 0.0);
    let to = egui::pos2(to.x, from.y);
    window.harness.hover_at(from);
    window.harness.drag_at(from);
    window.harness.hover_at(from + (to - from) * 0.5);
    window.harness.hover_at(to);
    window.settle();
    assert!(window.says("Drop here to say") && window.says("that one would have to go"));
    assert_picture("assets/readme/writing", &window.picture());
}
