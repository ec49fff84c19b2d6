//! The panel as the editor: every field of an event typed where it is read, and back to the first byte.

use egui::{Key, Modifiers, vec2};
use plotlanes::ui::StorySource;

use crate::driver::{Role, Setup, Window, name};
use crate::panel_common::{text, undo_all};

const STORY: &str = r#"{
  "plotlanes": 1,
  "title": "A trial",
  "time": { "kind": "date" },
  "sources": [{ "id": "book", "title": "The book" }],
  "threads": [
    { "id": "war", "title": "The war" },
    { "id": "home", "title": "At home" }
  ],
  "characters": [
    { "id": "anna", "name": "Anna", "aliases": ["Annie"] },
    { "id": "ben", "name": "Ben" }
  ],
  "places": ["The front"],
  "events": [
    { "id": "call", "title": "The call", "thread": "war", "when": { "at": "1916" }, "cast": "anna" },
    { "id": "letter", "title": "A letter", "thread": "war" },
    { "id": "harvest", "title": "The harvest", "thread": "home", "when": { "after": ["call"] }, "tags": ["work"] }
  ]
}
"#;

/// A window in which this event is written.
fn writing(title: &str) -> Window {
    let source = StorySource::Bytes("a test".into(), STORY.as_bytes().into());
    // High enough for the whole page.
    let setup = Setup { source, any_letters: true, size: vec2(1280.0, 1500.0), ..Setup::default() };
    let mut window = Window::open(setup);
    window.key(Key::E);
    window.click_event(title);
    window
}

/// Puts the keyboard at the end of a field.
#[track_caller]
fn enter(window: &mut Window, field: &str) {
    let inputs = [Role::TextInput, Role::MultilineTextInput];
    let mut nodes = inputs.into_iter().flat_map(|role| window.nodes(role));
    nodes.find(|node| name(node) == field).unwrap_or_else(|| panic!("no field {field}")).focus();
    window.settle();
    window.chord(Modifiers::COMMAND, Key::End);
}

#[test]
fn a_title_typed_letter_by_letter_is_one_step() {
    let mut window = writing("The call");
    enter(&mut window, "Title");
    window.type_text(" to arms");
    assert_eq!(window.selected(), Some("The call to arms"), "each letter is seen at once");
    window.key(Key::Enter);
    assert_eq!(text(&window), STORY.replace("\"The call\"", "\"The call to arms\""));
    assert_eq!(undo_all(&mut window, STORY), 1);
    assert_eq!(window.selected(), Some("The call"));
}

#[test]
fn esc_takes_back_what_was_typed() {
    let mut window = writing("The call");
    enter(&mut window, "Title");
    window.type_text("s");
    window.key(Key::Escape);
    assert_eq!((text(&window), window.selected()), (STORY.to_owned(), Some("The call")));
    enter(&mut window, "Title");
    for _ in 0..20 {
        window.key(Key::Backspace);
    }
    assert!(window.says("It needs a title") && window.selected() == Some("T"), "an empty title is none");
    window.key(Key::Escape);
    assert_eq!(text(&window), STORY);
}

#[test]
fn a_relation_is_added_and_changed_and_removed() {
    let mut window = writing("A letter");
    assert!(window.says("Follows “The call” in its thread"));
    // As a dated story, it offers a date first.
    window.click_button("What to add: at");
    window.click("after");
    enter(&mut window, "Find an event: after …");
    window.type_text("harv");
    window.key(Key::Enter);
    assert!(text(&window).contains(r#""thread": "war", "when": { "after": ["harvest"] } }"#), "{}", text(&window));
    window.key(Key::Escape);
    window.click_button("Relation to The harvest: after");
    window.click("during");
    assert!(text(&window).contains(r#""when": { "during": ["harvest"] }"#), "{}", text(&window));
    window.click_button("Remove: during The harvest");
    assert_eq!(text(&window), STORY);
    undo_all(&mut window, STORY);
}

#[test]
fn a_bad_date_is_told_as_it_is_typed_and_not_taken() {
    let mut window = writing("The call");
    enter(&mut window, "Time: at");
    window.type_text("-13");
    assert!(window.says("there is no month 13"));
    let reason = window.rect_of("there is no month 13");
    assert!(reason.width() > 100.0 && reason.height() < 60.0, "it stands below its field, not beside it: {reason}");
    window.key(Key::Enter);
    assert!(window.says("there is no month 13"), "it is still told when the field is left");
    assert_eq!(text(&window), STORY);
    enter(&mut window, "Time: at");
    window.key(Key::Backspace);
    window.type_text("1");
    window.key(Key::Enter);
    assert!(!window.says("there is no month"));
    assert_eq!(text(&window), STORY.replace("\"1916\"", "\"1916-11\""));
    undo_all(&mut window, STORY);
}

#[test]
fn a_character_is_made_on_the_spot() {
    let mut window = writing("The call");
    window.click_button("+ name");
    window.type_text("Captain Orr");
    window.key(Key::Enter);
    let made = text(&window);
    assert!(made.contains(r#"{ "id": "captain-orr", "name": "Captain Orr" }"#), "{made}");
    assert!(made.contains(r#""cast": ["anna", "captain-orr"]"#), "{made}");
    // The field stays for the next, who is known by another name; the first is found no more.
    window.type_text("annie");
    window.key(Key::Enter);
    window.key(Key::Escape);
    assert!(text(&window).contains("\"name\": \"annie\""), "Anna is in the cast already, so this is another");
    assert_eq!(undo_all(&mut window, STORY), 2);
}

#[test]
fn every_field_of_an_event_is_set_and_undone() {
    let mut window = writing("A letter");
    window.click_button("Thread of this event: The war");
    window.type_text("home");
    window.key(Key::Enter);
    enter(&mut window, "What happens");
    window.type_text("It comes late.");
    window.chord(Modifiers::COMMAND, Key::Enter);
    window.click_button("Place: nowhere in particular");
    window.type_text("front");
    window.key(Key::Enter);
    window.click_button("+ name");
    window.type_text("annie");
    window.key(Key::Enter);
    window.key(Key::Escape);
    window.click_button("+ cause");
    window.type_text("call");
    window.key(Key::Enter);
    window.click_button("Kind of the link from The call: because");
    window.click("motivates");
    enter(&mut window, "Note on the cause The call");
    window.type_text("she has to");
    window.key(Key::Enter);
    window.click_button("+ tag");
    window.type_text("mail");
    window.key(Key::Enter);
    window.key(Key::Escape);
    window.click_button("+ thread");
    window.type_text("war");
    window.key(Key::Enter);
    window.key(Key::Escape);
    window.click_button("+ source");
    window.type_text("book");
    window.key(Key::Enter);
    enter(&mut window, "Place in The book");
    window.type_text("p. 7");
    window.key(Key::Enter);
    enter(&mut window, "Place in the telling");
    window.type_text("9");
    window.key(Key::Enter);
    enter(&mut window, "Time: at");
    window.type_text("1917");
    window.key(Key::Enter);
    window.click("Takes exactly");
    enter(&mut window, "How long it takes");
    window.chord(Modifiers::COMMAND, Key::A);
    window.type_text("2 days");
    window.key(Key::Enter);
    enter(&mut window, "Id in the file");
    window.type_text("-home");
    window.key(Key::Enter);
    let expect = r#"    { "id": "letter-home", "title": "A letter", "summary": "It comes late.", "thread": "home", "also": ["war"], "when": { "at": "1917", "lasts": "P2D" }, "told": 9, "place": "the-front", "cast": ["anna"], "because": [{ "event": "call", "relation": "motivates", "note": "she has to" }], "tags": ["mail"], "cites": [{ "source": "book", "at": "p. 7" }] },"#;
    let written = text(&window);
    let line = written.lines().find(|line| line.contains("letter-home")).unwrap_or_default();
    assert_eq!(line, expect);
    assert_eq!(window.selected(), Some("A letter"));
    undo_all(&mut window, STORY);
}

#[test]
fn the_panel_is_reached_and_used_by_the_keyboard() {
    let mut window = writing("The harvest");
    // Until the field of the title has the keyboard.
    for _ in 0..200 {
        if window.focused().as_deref() == Some("Title") {
            break;
        }
        window.key(Key::Tab);
    }
    assert_eq!(window.focused().as_deref(), Some("Title"));
    window.type_text("x");
    window.key(Key::Tab);
    assert!(text(&window).contains("harvestx") || text(&window).contains("xThe harvest"));
    let mut seen = Vec::new();
    for _ in 0..40 {
        seen.extend(window.focused());
        window.key(Key::Tab);
    }
    for part in [
        "Relation to The call: after",
        "Remove: after The call",
        "Place: nowhere in particular",
        "+ name",
        "What happens",
        "+ cause",
    ] {
        assert!(seen.iter().any(|name| name == part), "{part} is not reached: {seen:?}");
    }
    while window.focused().as_deref() != Some("+ name") {
        window.key(Key::Tab);
    }
    window.key(Key::Space);
    window.type_text("b");
    window.key(Key::ArrowDown);
    window.key(Key::ArrowUp);
    window.key(Key::Enter);
    window.key(Key::Escape);
    assert!(text(&window).contains(r#""cast": ["ben"]"#), "{}", text(&window));
    assert_eq!(window.focused().as_deref(), Some("+ name"), "the keyboard is back where it was");
    assert_eq!(undo_all(&mut window, STORY), 2);
}
