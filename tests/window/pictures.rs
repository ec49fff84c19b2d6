//! A few pictures of the window, exact to the pixel.

use egui::Key;

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
    let mut window = Window::open(Setup { size: egui::vec2(640.0, 480.0), source, ..Setup::default() });
    window.click_button("Show all 2");
    assert_picture("window/problems", &window.picture());
}
