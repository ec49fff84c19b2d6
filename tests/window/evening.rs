//! A novelist's evening: a story in a file of an odd form is written on by keyboard and pointer, and undone to the first
//! byte.

use egui::{Event, Key, Modifiers, Pos2, vec2};
use plotlanes::ui::StorySource;

use crate::driver::{Setup, Window, name};

/// With a byte-order mark, Windows line ends, tabs, comments, and numbers and fields in an order of their own.
const STORY: &str = "\u{feff}{\r\n\t\"title\" : \"The lighthouse\",\t// a working title\r\n\t\"plotlanes\":1,\r\n\
\t\"events\": [\r\n\t\t{\"title\":\"The lamp goes out\", \"id\":\"lamp\", \"thread\":\"keeper\", \"told\":1.50},\r\n\r\n\
\t\t{ \"id\": \"ship\",\r\n\t\t  \"title\": \"A ship is seen\",\r\n\t\t  \"thread\": \"sea\", \"when\": {\"after\": \"lamp\"} },\r\n\
\t\t/* perhaps earlier */ {\"id\":\"storm\",\"title\":\"The storm\",\"thread\":\"sea\",\"because\":[\"ship\",],}\r\n\t],\r\n\
\t\"threads\": [ {\"id\":\"keeper\", \"title\":\"The keeper\"}, {\"id\":\"sea\", \"title\":\"At sea\"} ]\r\n}\r\n";

/// The window with the story, in which it is written.
fn opened() -> Window {
    let source = StorySource::Bytes("lighthouse.json".into(), STORY.as_bytes().into());
    let mut window = Window::open(Setup { source, any_letters: true, ..Setup::default() });
    window.key(Key::E);
    window
}

fn text(window: &Window) -> String {
    window.app().text().expect("it can be edited").to_owned()
}

/// The start of the mark of an event.
#[track_caller]
fn mark(window: &Window, title: &str) -> Pos2 {
    let start = format!("{title}, ");
    let nodes = window.every_node();
    let node = nodes.iter().find(|node| name(node).starts_with(&start)).unwrap_or_else(|| panic!("no mark {title}"));
    node.rect().left_center() + vec2(8.0, 0.0)
}

/// Adds an event after the selected one.
fn add(window: &mut Window, title: &str) {
    window.key(Key::A);
    window.type_text(title);
    window.key(Key::Enter);
    assert_eq!(window.selected(), Some(title));
}

#[test]
fn a_novelists_evening_undone_to_the_first_byte() {
    let mut window = opened();
    let first = text(&window);
    assert_eq!(first, STORY.trim_start_matches('\u{feff}'));
    let shift = Modifiers::SHIFT;

    // A third plot, a few scenes in each.
    window.click_event("The lamp goes out");
    add(&mut window, "He climbs the stairs");
    add(&mut window, "No oil is left");
    window.chord(shift, Key::A);
    window.type_text("The village");
    window.key(Key::Enter);
    window.type_text("The bell rings");
    window.chord(shift, Key::Enter);
    window.type_text("Boats are manned");
    window.key(Key::Enter);
    // An outline of what comes after.
    window.harness.event(Event::Paste("The crew is saved\n\tAll but one.\nThe keeper is thanked\n".to_owned()));
    window.settle();
    // Moved by key and by pointer.
    window.click_event("No oil is left");
    window.chord(shift, Key::ArrowLeft);
    let (from, to) = (mark(&window, "Boats are manned"), mark(&window, "The bell rings"));
    window.drag(from, vec2(to.x - from.x - 40.0, 0.0));
    // Into another thread, doubled, and deleted again with another.
    window.click_event("The keeper is thanked");
    window.chord(shift, Key::ArrowUp);
    window.chord(Modifiers::COMMAND, Key::D);
    window.key(Key::Delete);
    window.click_event("The storm");
    window.key(Key::Delete);
    // A title written anew in the panel.
    window.click_event("A ship is seen");
    window.key(Key::F2);
    window.type_text(" in the dark");
    window.key(Key::Enter);

    let last = text(&window);
    assert!(window.story().threads.len() == 3 && !last.contains("storm") && last.contains("in the dark"), "{last}");
    assert!(last.contains("// a working title\r\n") && last.contains("\"told\":1.50"), "{last}");
    let mut steps = 0;
    while window.state().steps.undo.is_some() {
        window.chord(Modifiers::COMMAND, Key::Z);
        steps += 1;
    }
    assert!(steps >= 11, "only {steps} steps");
    assert_eq!(text(&window), first);
    while window.state().steps.redo.is_some() {
        window.chord(Modifiers { shift: true, ..Modifiers::COMMAND }, Key::Z);
    }
    assert_eq!(text(&window), last);
}
