//! Writing on the timeline by the keyboard alone: selecting several, tying, stretching, and what comes into sight for it.

use egui::{Event, Key, Modifiers, vec2};
use egui_kittest::kittest::NodeT as _;
use plotlanes::state::Mode;
use plotlanes::state::command::Command;

use crate::driver::{Role, Window, name};

const CTRL: Modifiers = Modifiers::COMMAND;
const SHIFT: Modifiers = Modifiers::SHIFT;

/// Two threads of three events each, in an order of their own.
const ORDER: &str = r#"{
  "plotlanes": 1, "title": "Order",
  "threads": [{ "id": "t", "title": "North" }, { "id": "u", "title": "South" }],
  "events": [
    { "id": "a", "title": "Snow", "thread": "t" },
    { "id": "b", "title": "Ice", "thread": "t" },
    { "id": "c", "title": "Thaw", "thread": "t" },
    { "id": "x", "title": "Sand", "thread": "u" },
    { "id": "y", "title": "Wind", "thread": "u" }
  ]
}
"#;

/// Minutes, with a bar and moments.
const MINUTES: &str = r#"{
  "plotlanes": 1, "title": "Minutes", "time": { "kind": "number", "unit": "minute" },
  "threads": [{ "id": "t", "title": "North" }],
  "events": [
    { "id": "a", "title": "Snow", "thread": "t", "when": { "from": 10, "to": 50 } },
    { "id": "b", "title": "Ice", "thread": "t", "when": { "at": 80 } },
    { "id": "c", "title": "Thaw", "thread": "t", "when": { "at": 100 } }
  ]
}
"#;

fn writing(text: &str) -> Window {
    let mut window = Window::story_text(text);
    window.key(Key::E);
    assert_eq!(window.state().mode, Mode::Write);
    window
}

/// The titles of the selected events, in the order in which their nodes are read.
fn marked(window: &Window) -> Vec<String> {
    let nodes = window.nodes(Role::ListItem);
    let selected = nodes.iter().filter(|node| node.accesskit_node().is_selected() == Some(true));
    selected.map(|node| name(node).split(',').next().unwrap_or_default().to_owned()).collect()
}

/// Presses a key as often as it takes, and then undoes all of it to the first byte.
fn undone(window: &mut Window, before: &str) {
    while window.state().steps.undo.is_some() {
        window.chord(CTRL, Key::Z);
    }
    assert_eq!(window.app().text(), Some(before));
}

#[test]
fn events_are_selected_one_by_one() {
    let mut window = writing(ORDER);
    window.key(Key::ArrowRight);
    assert_eq!(marked(&window), ["Snow"]);
    // The keyboard goes on alone.
    window.chord(CTRL, Key::ArrowRight);
    window.chord(CTRL, Key::ArrowRight);
    assert_eq!((marked(&window), window.selected()), (vec!["Snow".to_owned()], Some("Snow")));
    assert!(window.focused().is_some_and(|name| name.starts_with("Thaw, ")), "{:?}", window.focused());
    window.key(Key::Space);
    assert_eq!(marked(&window), ["Snow", "Thaw"]);
    assert!(window.says("2 events selected, with “Thaw” in the panel"));
    window.chord(CTRL, Key::ArrowDown);
    window.chord(CTRL, Key::Space);
    assert_eq!(marked(&window), ["Snow", "Thaw", "Wind"]);
    // One of them no longer; the keyboard stays there.
    window.key(Key::Space);
    assert_eq!(marked(&window), ["Snow", "Thaw"]);
    assert!(window.focused().is_some_and(|name| name.starts_with("Wind, ")), "{:?}", window.focused());
    window.chord(CTRL, Key::ArrowLeft);
    assert!(window.focused().is_some_and(|name| name.starts_with("Sand, ")), "{:?}", window.focused());
    // What is selected is deleted, not what the keyboard is at.
    window.key(Key::Delete);
    assert_eq!(window.story().events.len(), 3);
    undone(&mut window, ORDER);
    // A plain arrow selects one again.
    window.key(Key::ArrowRight);
    assert_eq!(marked(&window).len(), 1);
    // Of two, the one that the panel is not about.
    window.click_event("Snow");
    window.chord(CTRL, Key::ArrowRight);
    window.key(Key::Space);
    window.chord(CTRL, Key::ArrowLeft);
    window.key(Key::Space);
    assert_eq!(marked(&window), ["Ice"]);
    assert!(window.focused().is_some_and(|name| name.starts_with("Snow, ")), "{:?}", window.focused());
}

#[test]
fn while_exploring_the_keys_of_several_only_go_on() {
    let mut window = Window::story_text(ORDER);
    window.key(Key::ArrowRight);
    window.chord(CTRL, Key::ArrowRight);
    assert_eq!(marked(&window), ["Ice"]);
    window.key(Key::Space);
    assert_eq!(marked(&window), ["Ice"]);
}

#[test]
fn two_events_are_tied_by_typing_the_title_of_the_other() {
    let mut window = writing(ORDER);
    window.click_event("Wind");
    window.key(Key::R);
    window.settle();
    assert!(window.says("Tie “Wind” to"));
    window.type_text("ic");
    window.key(Key::Enter);
    window.settle();
    assert_eq!(window.focused().as_deref(), Some("“Wind” led to “Ice”"));
    // Letters and arrows are for the question now, however fast they come.
    window.key(Key::D);
    let press = |window: &mut Window, key| {
        window.harness.event(Event::Key {
            key,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers: Modifiers::NONE,
        });
    };
    for key in [Key::ArrowDown, Key::ArrowDown, Key::ArrowDown, Key::ArrowUp, Key::ArrowUp, Key::ArrowUp] {
        press(&mut window, key);
        press(&mut window, key);
        window.harness.step();
    }
    window.settle();
    assert_eq!(window.focused().as_deref(), Some("“Wind” led to “Ice”"));
    window.key(Key::ArrowDown);
    assert_eq!(window.focused().as_deref(), Some("“Wind” came of “Ice”"));
    window.key(Key::ArrowDown);
    assert_eq!(window.focused().as_deref(), Some("“Wind” before “Ice”"));
    // The last of the choices comes into sight with the keyboard.
    window.key(Key::ArrowUp);
    window.key(Key::ArrowUp);
    window.key(Key::ArrowUp);
    let (last, other) = (window.focused().expect("the last choice"), window.named("“Ice”").rect());
    assert!(window.named(&last).rect().max.y <= other.min.y, "{last}");
    for _ in 0..3 {
        window.key(Key::ArrowDown);
    }
    window.key(Key::Enter);
    let text = window.app().text().expect("a text").to_owned();
    assert!(text.contains(r#""before": ["b"]"#), "{text}");
    assert_eq!(window.selected(), Some("Wind"));
    assert!(window.focused().is_some_and(|name| name.starts_with("Wind, ")), "{:?}", window.focused());
    undone(&mut window, ORDER);
    // Esc leaves the field and changes nothing.
    window.key(Key::R);
    window.settle();
    window.key(Key::Escape);
    window.settle();
    assert!(!window.says("Tie “Wind” to") && window.selected() == Some("Wind"));
    assert_eq!(window.app().text(), Some(ORDER));
}

#[test]
fn two_selected_events_are_tied_at_once() {
    let mut window = writing(ORDER);
    window.click_event("Snow");
    window.chord(CTRL, Key::ArrowRight);
    window.key(Key::Space);
    window.key(Key::R);
    window.settle();
    assert_eq!(window.focused().as_deref(), Some("“Snow” led to “Ice”"));
    window.key(Key::Enter);
    let text = window.app().text().expect("a text").to_owned();
    assert!(text.contains(r#""because": ["a"]"#), "{text}");
    undone(&mut window, ORDER);
    // Three cannot be.
    window.click_event("Snow");
    window.chord(CTRL, Key::A);
    window.key(Key::R);
    assert!(window.says("Select one event, or the two that are to be tied"));
}

#[test]
fn ends_are_moved_by_keys() {
    let mut window = writing(MINUTES);
    let span = |window: &Window, title: &str| {
        let story = window.story();
        let event = story.events.iter().find(|event| event.title == title).expect("an event");
        (event.placed.start().0, event.placed.end().0)
    };
    window.click_event("Snow");
    let before = span(&window, "Snow");
    window.chord(CTRL | SHIFT, Key::ArrowRight);
    let later = span(&window, "Snow");
    assert!(later.0 == before.0 && later.1 > before.1, "{before:?} {later:?}");
    window.chord(CTRL | SHIFT, Key::ArrowLeft);
    window.chord(CTRL | SHIFT, Key::ArrowLeft);
    assert!(span(&window, "Snow").1 < before.1);
    window.chord(Modifiers::ALT | SHIFT, Key::ArrowRight);
    assert!(span(&window, "Snow").0 > before.0);
    window.chord(Modifiers::ALT | SHIFT, Key::ArrowLeft);
    // A moment becomes a span.
    window.click_event("Ice");
    window.chord(CTRL | SHIFT, Key::ArrowRight);
    let ice = span(&window, "Ice");
    assert!(ice.1 > ice.0, "{ice:?}");
    undone(&mut window, MINUTES);
}

#[test]
fn the_field_for_a_new_event_brings_its_place_into_sight() {
    // More threads than fit, the last of them out of sight.
    let threads: Vec<String> = (0..30).map(|n| format!(r#"{{ "id": "t{n}", "title": "Thread {n}" }}"#)).collect();
    let events: Vec<String> = (0..30)
        .map(|n| {
            format!(r#"{{ "id": "e{n}", "title": "Event {n}", "thread": "t{n}", "when": {{ "at": {} }} }}"#, n * 10)
        })
        .collect();
    let text = format!(
        r#"{{ "plotlanes": 1, "title": "Many", "time": {{ "kind": "number" }}, "threads": [{}], "events": [{}] }}"#,
        threads.join(","),
        events.join(",")
    );
    let mut window = writing(&text);
    let last = window.story().event_ids().last().expect("events");
    window.run(Command::Select(plotlanes::state::Selection::Event(last)));
    window.run(Command::ScrollTo(0.0));
    let start = window.state().window;
    window.run(Command::Show(plotlanes::time::window::Window::new(0.0, start.length() / 20.0)));
    assert!(window.find_event("Event 29").is_none());
    window.key(Key::A);
    window.settle();
    let (field, mark) = (window.named("Title of the new event").rect(), window.event("Event 29").rect());
    assert!(window.state().scroll > 0.0);
    let away = field.min - mark.right_bottom();
    assert!((-350.0..60.0).contains(&away.x) && (-260.0..60.0).contains(&away.y), "{field} {mark}");
    window.key(Key::Escape);

    // For the lane of a thread that is out of sight, too.
    let thread = window.story().threads_in_order().last().expect("threads");
    window.run(Command::Select(plotlanes::state::Selection::Thread(thread)));
    window.run(Command::ScrollTo(0.0));
    window.key(Key::A);
    window.settle();
    assert!(window.state().scroll > 0.0);
    let (field, lane) = (window.named("Title of the new event").rect(), window.named("Lane Thread 29, 1 event").rect());
    assert!((field.center().y - lane.center().y).abs() < 260.0, "{field} {lane}");
}

#[test]
fn the_field_for_a_new_event_has_buttons_too() {
    let mut window = writing(ORDER);
    window.click_event("Ice");
    window.key(Key::A);
    window.type_text("Fog");
    window.click_button("Add and go on");
    window.type_text("Rain");
    window.click_button("Add");
    let titles: Vec<&str> = window.story().events.iter().map(|event| event.title).collect();
    assert_eq!(titles, ["Snow", "Ice", "Fog", "Rain", "Thaw", "Sand", "Wind"]);
    // Letters and Enter in one frame.
    window.key(Key::A);
    window.harness.event(Event::Text("Sleet".to_owned()));
    window.key(Key::Enter);
    assert_eq!(window.selected(), Some("Sleet"));
    window.key(Key::A);
    window.click_button("Cancel");
    assert!(!window.has("Title of the new event"));
    undone(&mut window, ORDER);
}

#[test]
fn a_key_sends_tips_away_until_the_pointer_moves() {
    let mut window = Window::story_text(ORDER);
    let at = window.event("Ice").rect().left_center() + vec2(6.0, 0.0);
    let tips = |window: &Window| window.nodes(Role::Tooltip).len();
    let rest = |window: &mut Window| {
        for _ in 0..6 {
            window.harness.step();
        }
    };
    window.harness.event(Event::PointerMoved(at));
    rest(&mut window);
    assert_eq!(tips(&window), 1, "a tip under the resting pointer");
    window.key(Key::E);
    rest(&mut window);
    assert_eq!(tips(&window), 0, "gone with the key, and it does not come back");
    window.harness.event(Event::PointerMoved(at + vec2(1.0, 0.0)));
    rest(&mut window);
    assert_eq!(tips(&window), 1, "back with the pointer");
}
