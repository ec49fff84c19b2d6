//! The keys of the timeline: arrows, zoom, jumps.

use egui::{Key, Modifiers};

use crate::driver::Window;

/// Two lanes on a clock from 0 to 100, and one event in a third.
pub(crate) const CLOCK: &str = r#"{
    "plotlanes": 1, "title": "By the clock", "time": { "kind": "number", "unit": "minute" },
    "threads": [{ "id": "a", "title": "A" }, { "id": "b", "title": "B" }, { "id": "none", "title": "None" }, { "id": "c", "title": "C" }],
    "phases": [{ "title": "Early", "from": "a1", "to": "b1" }],
    "events": [
        { "id": "a1", "title": "A one", "thread": "a", "when": { "from": 0, "to": 10 } },
        { "id": "a3", "title": "A three", "thread": "a", "when": { "from": 90, "to": 100 } },
        { "id": "a2", "title": "A two", "thread": "a", "when": { "from": 40, "to": 50 } },
        { "id": "b1", "title": "B one", "thread": "b", "when": { "from": 20, "to": 30 } },
        { "id": "b2", "title": "B two", "thread": "b", "when": { "from": 60, "to": 70 } },
        { "id": "c1", "title": "C one", "thread": "c", "when": { "at": 55 } }
    ]
}"#;

#[test]
fn arrows_move_along_the_lane_and_to_its_neighbours() {
    use Key::{ArrowDown as Down, ArrowLeft as Left, ArrowRight as Right, ArrowUp as Up};
    for (from, key, to) in [
        ("A one", Right, "A two"),
        ("A two", Right, "A three"),
        ("A three", Right, "A three"),
        ("A three", Left, "A two"),
        ("A one", Left, "A one"),
        ("A one", Down, "B one"),
        ("A two", Down, "B one"),
        ("A three", Down, "B two"),
        ("B two", Up, "A two"),
        ("B two", Down, "C one"),
        ("C one", Down, "C one"),
        ("C one", Up, "B two"),
        ("A one", Up, "A one"),
    ] {
        let mut window = Window::story_text(CLOCK);
        window.click_event(from);
        window.key(key);
        assert_eq!(window.selected(), Some(to), "{from} {key:?}");
        if to != from {
            let focused = window.focused().unwrap_or_default();
            assert!(focused.starts_with(&format!("{to}, ")), "{from} {key:?}: the keyboard is at {focused:?}");
        }
    }
}

#[test]
fn an_arrow_without_a_selection_selects_the_first_visible_event() {
    let mut window = Window::story_text(CLOCK);
    window.key(Key::ArrowDown);
    assert_eq!(window.selected(), Some("A one"));
}

#[test]
fn the_keyboard_stays_at_the_selection_while_the_view_moves() {
    let mut window = Window::story_text(CLOCK);
    window.key(Key::ArrowRight);
    window.key(Key::ArrowRight);
    for key in [Key::Plus, Key::Minus, Key::F, Key::Num0, Key::L, Key::L] {
        window.key(key);
        let focused = window.focused().unwrap_or_default();
        assert!(focused.starts_with("A two, "), "{key:?}: the keyboard is at {focused:?}");
    }
    window.key(Key::ArrowRight);
    assert_eq!(window.selected(), Some("A three"));
}

#[test]
fn an_arrow_scrolls_its_selection_into_view() {
    let mut window = Window::story_text(CLOCK);
    window.click_event("A one");
    window.key(Key::F);
    assert!(window.find_event("A three").is_none(), "zoomed to another one");
    window.key(Key::ArrowRight);
    window.key(Key::ArrowRight);
    let rect = window.event("A three").rect();
    assert!(rect.is_positive() && window.body().contains(rect.center().x), "{rect:?}");
}

#[test]
fn keys_move_the_view() {
    use Key::{End, F, Home, Minus, Num0, PageDown, PageUp, Plus};
    // The whole story has a margin of a fiftieth at both ends: -2 to 102.
    for (keys, expect) in [
        (&[][..], [-2.0, 102.0]),
        (&[Plus], [15.33, 84.67]),
        (&[Key::Equals], [15.33, 84.67]),
        (&[Plus, Plus], [26.89, 73.11]),
        (&[Plus, Minus], [-2.0, 102.0]),
        (&[Minus], [-2.0, 102.0]),
        (&[Plus, Home], [-2.0, 67.33]),
        (&[Plus, End], [32.67, 102.0]),
        (&[Plus, Plus, Home, PageDown], [34.98, 81.2]),
        (&[Plus, Plus, Home, PageDown, PageUp], [-2.0, 44.22]),
        (&[Plus, PageDown, PageDown], [32.67, 102.0]),
        (&[Plus, Plus, Num0], [-2.0, 102.0]),
        (&[F], [-2.0, 102.0]),
    ] {
        let mut window = Window::story_text(CLOCK);
        for &key in keys {
            window.key(key);
        }
        assert_eq!(window.shown().map(|end| (end * 100.0).round() / 100.0), expect, "{keys:?}");
    }
}

#[test]
fn f_fits_the_selection() {
    let mut window = Window::story_text(CLOCK);
    window.click_event("A two");
    window.key(Key::F);
    assert_eq!(window.shown(), [35.0, 55.0]);
}

#[test]
fn f_at_a_moment_shows_something_around_it() {
    let mut window = Window::story_text(CLOCK);
    window.click_event("C one");
    window.key(Key::F);
    let [start, end] = window.shown();
    assert!(start < 55.0 && end > 55.0 && window.length() > 1.0, "{start} to {end}");
}

#[test]
fn plus_zooms_about_the_selection() {
    let mut window = Window::story_text(CLOCK);
    window.click_event("A one");
    let share = |window: &Window| (5.0 - window.shown()[0]) / (window.shown()[1] - window.shown()[0]);
    let before = share(&window);
    window.key(Key::Plus);
    // The view cannot go past the end of the story.
    assert!((share(&window) - before).abs() < 0.001, "{before} {:?}", window.shown());
}

#[test]
fn with_ctrl_or_alt_a_letter_is_no_shortcut() {
    for (modifiers, key) in [(Modifiers::CTRL, Key::L), (Modifiers::ALT, Key::D), (Modifiers::CTRL, Key::D)] {
        let mut window = Window::story_text(CLOCK);
        window.click_event("A one");
        window.chord(modifiers, key);
        assert!(
            window.state().arrangement().folded.is_empty() && window.has("Hide this panel (D)"),
            "{modifiers:?} {key:?}"
        );
    }
}
