//! The search field: typing, stepping, leaving.

use egui::{Key, Modifiers};

use crate::driver::{Role, Window, name};

fn field_text(window: &Window) -> String {
    window.nodes(Role::TextInput).first().and_then(egui_kittest::Node::value).unwrap_or_default()
}

fn field_has_the_keyboard(window: &Window) -> bool {
    window.nodes(Role::TextInput).first().is_some_and(egui_kittest::Node::is_focused)
}

#[test]
fn slash_or_ctrl_f_gives_the_field_the_keyboard() {
    let ways: [fn(&mut Window); 3] = [
        |window| window.type_text("/"),
        |window| window.chord(Modifiers::COMMAND, Key::F),
        |window| {
            window.click_event("Damar is killed");
            window.type_text("/");
        },
    ];
    for way in ways {
        let mut window = Window::episode();
        assert!(!field_has_the_keyboard(&window));
        way(&mut window);
        assert!(field_has_the_keyboard(&window));
        assert_eq!(field_text(&window), "", "the slash itself is not searched for");
    }
}

#[test]
fn typing_finds_and_enter_steps_through_the_hits() {
    let mut window = Window::episode();
    window.type_text("/");
    window.type_text("quark");
    let listed = window.state().search.grouped().flat_map(|(_, events)| events);
    let hits: Vec<String> = listed.map(|&id| window.story().event(id).title.to_owned()).collect();
    assert!(hits.len() > 1 && hits.contains(&"“Including Quark”".to_owned()), "{hits:?}");
    assert!(window.says(&format!("{} found", hits.len())));
    assert!(window.says(&format!("{} events found", hits.len())));
    let mut at = 0;
    for (modifiers, step) in [
        (Modifiers::NONE, 0),
        (Modifiers::NONE, 1),
        (Modifiers::SHIFT, hits.len() - 1),
        (Modifiers::SHIFT, hits.len() - 1),
        (Modifiers::NONE, 1),
    ] {
        window.chord(modifiers, Key::Enter);
        at = (at + step) % hits.len();
        assert_eq!(window.selected(), Some(hits[at].as_str()), "{modifiers:?}");
        assert!(window.has(&format!("{} of {}", at + 1, hits.len())), "{at} of {}", hits.len());
        assert!(field_has_the_keyboard(&window), "so that the next Enter steps on");
    }
}

#[test]
fn letters_in_the_field_are_letters() {
    let mut window = Window::episode();
    let (shown, theme) = (window.shown(), window.settings());
    window.type_text("/");
    window.type_text("fld0+-=?/l");
    assert_eq!(field_text(&window), "fld0+-=?/l");
    assert_eq!(window.shown(), shown);
    assert!(window.state().arrangement().folded.is_empty());
    assert!(window.has("Hide this panel (D)") && !window.has("Close (Esc)"));
    assert_eq!(window.settings(), theme);
    for key in [Key::Home, Key::ArrowLeft, Key::ArrowDown, Key::Delete] {
        window.key(key);
    }
    assert_eq!((window.shown(), window.selected()), (shown, None));
}

#[test]
fn escape_clears_the_search_then_the_selection() {
    let mut window = Window::episode();
    window.click_event("Damar is killed");
    window.type_text("/");
    window.type_text("odo");
    window.key(Key::Escape);
    assert_eq!((field_text(&window).as_str(), window.selected()), ("", Some("Damar is killed")));
    assert!(!field_has_the_keyboard(&window));
    window.key(Key::Escape);
    assert_eq!(window.selected(), None);
}

#[test]
fn a_search_without_hits_says_so() {
    let mut window = Window::episode();
    window.type_text("/");
    window.type_text("tribble");
    assert!(window.has("none") && window.says("Nothing matches “tribble”"));
    window.key(Key::Enter);
    assert_eq!(window.selected(), None);
}

#[test]
fn f3_steps_without_the_field() {
    let mut window = Window::episode();
    window.type_text("/");
    window.type_text("quark");
    window.click_at(window.ground());
    assert!(!field_has_the_keyboard(&window));
    window.key(Key::F3);
    let first = window.selected().map(str::to_owned).expect("a hit");
    let focused = window.focused().unwrap_or_default();
    assert!(focused.starts_with(&first), "{focused}");
    window.key(Key::F3);
    assert_ne!(window.selected(), Some(first.as_str()));
    window.chord(Modifiers::SHIFT, Key::F3);
    assert_eq!(window.selected(), Some(first.as_str()));
}

#[test]
fn the_field_always_has_a_name() {
    let mut window = Window::episode();
    let named = |window: &Window| window.nodes(Role::TextInput).iter().map(name).collect::<Vec<_>>();
    assert_eq!(named(&window), ["Search events, people, places"]);
    window.type_text("/odo");
    assert_eq!(named(&window), ["Search events, people, places"]);
}

#[test]
fn letters_from_right_to_left_keep_their_names_and_their_order() {
    let mut window = Window::story_text(
        r#"{ "plotlanes": 1, "title": "סיפור", "threads": [{ "id": "a", "title": "חוט (א)" }],
            "events": [{ "id": "1", "title": "שנת 1948 Tel Aviv", "thread": "a" }, { "id": "2", "title": "עוד", "thread": "a" }] }"#,
    );
    assert!(window.find_event("שנת 1948 Tel Aviv").is_some(), "names are as they are written");
    window.type_text("/");
    window.type_text("שנת 1948");
    assert_eq!(field_text(&window), "שנת 1948");
    assert!(window.has("1 found"));
    window.key(Key::Home);
    window.type_text("!");
    assert_eq!(field_text(&window), "!שנת 1948", "the text begins at its first letter");
}
