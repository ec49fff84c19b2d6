//! Stories of every kind in the window: none makes it panic, and each shows all of its events.

use egui::Key;

use crate::driver::{Role, Window, name};

/// A story of the given time with the given threads, and events as (title, thread, further fields).
fn story(time: &str, threads: &[&str], events: &[(&str, usize, &str)]) -> String {
    let threads: Vec<String> =
        threads.iter().enumerate().map(|(at, title)| format!(r#"{{ "id": "t{at}", "title": "{title}" }}"#)).collect();
    let event = |(at, (title, thread, rest)): (usize, &(&str, usize, &str))| {
        let comma = if rest.is_empty() { "" } else { ", " };
        format!(r#"{{ "id": "e{at}", "title": "{title}", "thread": "t{thread}"{comma}{rest} }}"#)
    };
    let events: Vec<String> = events.iter().enumerate().map(event).collect();
    format!(
        r#"{{ "plotlanes": 1, "title": "A story", "time": {{ {time} }}, "threads": [{}], "events": [{}] }}"#,
        threads.join(", "),
        events.join(", ")
    )
}

/// Uses every key and gesture that changes the view.
fn exercise(window: &mut Window) {
    for key in [
        Key::ArrowRight,
        Key::F,
        Key::ArrowDown,
        Key::Plus,
        Key::Plus,
        Key::End,
        Key::PageUp,
        Key::Home,
        Key::L,
        Key::Minus,
        Key::Num0,
        Key::L,
        Key::Escape,
        Key::D,
        Key::D,
    ] {
        window.key(key);
        let [start, end] = window.shown();
        assert!(start.is_finite() && end > start, "{key:?}: {start} to {end}");
    }
    let middle = egui::pos2(window.body().center(), 300.0);
    for delta in [400.0, 400.0, -200.0, -2000.0] {
        window.wheel(middle, egui::vec2(0.0, delta), egui::Modifiers::COMMAND);
    }
    window.drag(middle, egui::vec2(200.0, 100.0));
}

#[test]
fn stories_of_every_kind_show_their_events() {
    let order = r#""kind": "order""#;
    let number = r#""kind": "number", "unit": "minute""#;
    let date = r#""kind": "date""#;
    let long = "A title that goes on and on, as if nobody had ever told its author that labels have an end, and then goes on some more";
    let table = [
        ("order", story(order, &["T"], &[("One", 0, ""), ("Two", 0, r#""when": { "after": ["e0"] }"#)])),
        (
            "number",
            story(
                number,
                &["T"],
                &[("One", 0, r#""when": { "at": 3.5 }"#), ("Two", 0, r#""when": { "from": 4, "to": 9 }"#)],
            ),
        ),
        (
            "date",
            story(
                date,
                &["T"],
                &[
                    ("One", 0, r#""when": { "at": "-0043-03-15" }"#),
                    ("Two", 0, r#""when": { "from": "1999-06-02", "to": "1999-06-03" }"#),
                ],
            ),
        ),
        ("one moment", story(number, &["T"], &[("Only", 0, r#""when": { "at": 7 }"#)])),
        ("one event without a time", story(order, &["T"], &[("Only", 0, "")])),
        (
            "far apart",
            story(
                number,
                &["T"],
                &[("One", 0, r#""when": { "at": -9000000000 }"#), ("Two", 0, r#""when": { "at": 9000000000 }"#)],
            ),
        ),
        (
            "far away",
            story(
                number,
                &["T"],
                &[("One", 0, r#""when": { "at": 9000000000 }"#), ("Two", 0, r#""when": { "at": 9000000001 }"#)],
            ),
        ),
        (
            "the ends of the calendar",
            story(
                date,
                &["T"],
                &[("One", 0, r#""when": { "at": "-9998-01-01" }"#), ("Two", 0, r#""when": { "at": "9999-12-31" }"#)],
            ),
        ),
        ("lanes without events", story(order, &["T", "Empty", "Void", "Nothing"], &[("One", 0, "")])),
        ("right to left", story(order, &["المسار"], &[("بداية القصة", 0, ""), ("نهاية القصة", 0, "")])),
        ("wide letters", story(order, &["物語の筋"], &[("始まりの出来事", 0, ""), ("终结", 0, "")])),
        (
            "emoji and combining letters",
            story(order, &["🧵"], &[("🚀 Start", 0, ""), ("e\u{301}\u{302}\u{303}\u{304}nd", 0, "")]),
        ),
        ("long titles", story(order, &[long], &[(long, 0, ""), ("Two", 0, "")])),
        (
            "all at once",
            story(
                number,
                &["T"],
                &[
                    ("One", 0, r#""when": { "at": 1 }"#),
                    ("Two", 0, r#""when": { "at": 1 }"#),
                    ("Three", 0, r#""when": { "at": 1 }"#),
                ],
            ),
        ),
    ];
    for (what, text) in table {
        let mut window = Window::story_text(&text);
        assert_eq!(window.story().title, "A story", "{what}: did not open");
        let names: Vec<String> = window.nodes(Role::ListItem).iter().map(name).collect();
        assert_eq!(names.len(), window.story().events.len(), "{what}: {names:?}");
        for event in window.story().events.iter() {
            assert!(names.iter().any(|name| name.starts_with(event.title)), "{what}: {names:?}");
        }
        let lanes = window.nodes(Role::Button).iter().filter(|node| name(node).starts_with("Lane ")).count();
        assert_eq!(lanes, window.story().threads.len(), "{what}");
        exercise(&mut window);
    }
}

#[test]
fn three_hundred_lanes_scroll() {
    let titles: Vec<String> = (0..300).map(|nth| format!("Thread {nth}")).collect();
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    let events: Vec<(String, usize)> = (0..300).map(|nth| (format!("Event {nth}"), nth)).collect();
    let events: Vec<(&str, usize, &str)> = events.iter().map(|(title, thread)| (title.as_str(), *thread, "")).collect();
    let mut window = Window::story_text(&story(r#""kind": "order""#, &titles, &events));
    assert!(window.find_event("Event 0").is_some() && window.find_event("Event 299").is_none());
    window.wheel(egui::pos2(500.0, 400.0), egui::vec2(0.0, -99_999.0), egui::Modifiers::NONE);
    assert!(window.find_event("Event 0").is_none() && window.find_event("Event 299").is_some());
    let mut last = String::new();
    window.wheel(egui::pos2(500.0, 400.0), egui::vec2(0.0, 99_999.0), egui::Modifiers::NONE);
    for _ in 0..40 {
        window.key(Key::ArrowDown);
        window.selected().unwrap_or_default().clone_into(&mut last);
        let rect = window.event(&last).rect();
        assert!(rect.is_positive() && rect.max.y <= 720.0, "{last} is out of sight: {rect:?}");
    }
    assert_eq!(last, "Event 39");
    exercise(&mut window);
}

#[test]
fn five_thousand_events_stay_few_nodes() {
    let events: Vec<(String, usize, String)> = (0..5000)
        .map(|nth| {
            (format!("Event {nth}"), nth % 10, format!(r#""when": {{ "from": {nth}, "to": {} }}"#, nth + 1 + nth % 7))
        })
        .collect();
    let events: Vec<(&str, usize, &str)> =
        events.iter().map(|(title, thread, rest)| (title.as_str(), *thread, rest.as_str())).collect();
    let lanes = ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J"];
    let mut window = Window::story_text(&story(r#""kind": "number", "unit": "minute""#, &lanes, &events));
    assert_eq!(window.story().events.len(), 5000);
    assert!(window.every_node().len() < 3000, "{} nodes", window.every_node().len());
    let body = window.body();
    window.click_at(egui::pos2(body.min + body.span() * 0.02 + 2.0, 107.0));
    assert_eq!(window.selected(), Some("Event 0"), "by pointer, though it has no label");
    window.key(Key::ArrowRight);
    assert_eq!(window.selected(), Some("Event 10"));
    assert!(window.focused().is_some_and(|name| name.starts_with("Event 10, ")), "{:?}", window.focused());
    window.key(Key::Escape);
    window.key(Key::ArrowRight);
    window.key(Key::F);
    assert!(window.find_event("Event 0").is_some());
    exercise(&mut window);
}

#[test]
fn letters_of_our_scripts_are_in_the_font() {
    // Unless told otherwise, the harness panics at a letter that no font has.
    let text = story(
        r#""kind": "order""#,
        &["Čeština, Ελληνικά, Українська"],
        &[("Žluťoučký kůň – “quoted” … ½ × →", 0, ""), ("Ærøskøbing, Łódź, Ðà Nẵng", 0, "")],
    );
    let source = plotlanes::ui::StorySource::Bytes("letters".into(), text.as_bytes().into());
    let window = Window::open(crate::driver::Setup { source, ..crate::driver::Setup::default() });
    assert_eq!(window.nodes(Role::ListItem).len(), 2);
}
