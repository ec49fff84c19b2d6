//! Writing on the timeline: from nothing by the keyboard alone, moving with the pointer, several at once, and back to the
//! first byte.

use egui::{Event, Key, Modifiers, Pos2, vec2};
use plotlanes::state::{Mode, Selection};
use plotlanes::ui::EPISODE;

use crate::driver::{Window, name};

const SHIFT_ENTER: (Modifiers, Key) = (Modifiers::SHIFT, Key::Enter);

/// A window with a new story, and the keyboard in the field for its first event.
fn new_story() -> Window {
    let mut window = Window::episode();
    window.chord(Modifiers::COMMAND, Key::N);
    window
}

/// Types lines, each ended with this key.
fn type_lines(window: &mut Window, lines: &[&str], end: (Modifiers, Key)) {
    for line in lines {
        window.type_text(line);
        window.chord(end.0, end.1);
    }
}

fn titles(window: &Window, thread: &str) -> Vec<String> {
    let story = window.story();
    let thread = story.threads.iter().find(|it| it.title == thread).unwrap_or_else(|| panic!("no thread {thread}"));
    let mut events = thread.events.clone();
    events.sort_by_key(|&id| story.event(id).placed.start());
    events.into_iter().map(|id| story.event(id).title.to_owned()).collect()
}

/// The middle of the mark of an event.
#[track_caller]
fn mark(window: &Window, title: &str) -> Pos2 {
    let start = format!("{title}, ");
    let nodes = window.every_node();
    let node = nodes.iter().find(|node| name(node).starts_with(&start)).unwrap_or_else(|| panic!("no mark {title}"));
    node.rect().left_center() + vec2(8.0, 0.0)
}

#[test]
fn a_story_is_written_by_the_keyboard_alone() {
    let mut window = new_story();
    assert_eq!(window.state().mode, Mode::Write);
    type_lines(&mut window, &["Anna finds the letter", "She reads it", "She burns it"], SHIFT_ENTER);
    window.type_text("The fire spreads");
    window.key(Key::Enter);
    assert_eq!(window.selected(), Some("The fire spreads"));
    // Enter opens the field again, and a new thread takes what follows.
    window.key(Key::Enter);
    window.type_text("# The inspector");
    window.key(Key::Enter);
    type_lines(&mut window, &["A smell of smoke"], SHIFT_ENTER);
    window.type_text("He asks the maid");
    window.key(Key::Enter);
    assert_eq!(
        titles(&window, "Main plot"),
        ["Anna finds the letter", "She reads it", "She burns it", "The fire spreads"]
    );
    assert_eq!(titles(&window, "The inspector"), ["A smell of smoke", "He asks the maid"]);
    let text = window.app().text().expect("it can be edited").to_owned();
    assert!(!text.contains("\"when\""), "the order of a thread in the file says it all:\n{text}");
    for _ in 0..7 {
        window.chord(Modifiers::COMMAND, Key::Z);
    }
    assert!(window.story().events.is_empty() && window.story().threads.len() == 1);
    for _ in 0..7 {
        window.chord(Modifiers { shift: true, ..Modifiers::COMMAND }, Key::Z);
    }
    assert_eq!(window.app().text(), Some(&*text));
}

#[test]
fn nothing_changes_while_exploring_and_the_episode_becomes_a_copy() {
    let mut window = Window::episode();
    window.click_event("Dukat rises again");
    for key in [Key::A, Key::Delete, Key::Backspace] {
        window.key(key);
    }
    window.harness.event(Event::Cut);
    window.harness.event(Event::Paste("An event".to_owned()));
    window.settle();
    let from = mark(&window, "Dukat rises again");
    window.drag(from, vec2(-120.0, 0.0));
    assert_eq!(window.app().text().map(str::as_bytes), Some(EPISODE));
    assert!(window.says("press E to write"));
    window.key(Key::E);
    assert!(window.state().mode == Mode::Write && window.says("not saved yet"));
}

#[test]
fn an_event_is_dragged_and_taken_back_to_the_first_byte() {
    let mut window = new_story();
    type_lines(&mut window, &["One", "Two", "Three", "Four"], SHIFT_ENTER);
    window.key(Key::Escape);
    let text = window.app().text().map(str::to_owned);
    let (from, to) = (mark(&window, "Three"), mark(&window, "One"));
    window.drag(from, vec2(to.x - from.x - 30.0, 0.0));
    assert_eq!(titles(&window, "Main plot"), ["Three", "One", "Two", "Four"]);
    assert_eq!(window.selected(), Some("Three"));
    window.chord(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.app().text().map(str::to_owned), text);
    assert!(window.says("Undone: move “Three”"));
}

#[test]
fn while_an_event_is_dragged_it_is_told_what_dropping_it_says() {
    let mut window = new_story();
    type_lines(&mut window, &["One", "Two", "Three", "Four"], SHIFT_ENTER);
    window.key(Key::Escape);
    let (from, to) = (mark(&window, "Four"), mark(&window, "One"));
    let to = Pos2::new(mark(&window, "Two").x - 20.0, to.y);
    window.harness.hover_at(from);
    window.harness.drag_at(from);
    window.harness.hover_at(from + (to - from) * 0.5);
    window.harness.hover_at(to);
    window.settle();
    assert!(window.says("Drop here to say") && window.says("Nothing else moves."));
    window.key(Key::Escape);
    window.harness.drop_at(to);
    window.settle();
    assert_eq!(titles(&window, "Main plot"), ["One", "Two", "Three", "Four"], "Esc leaves it where it was");
}

#[test]
fn several_events_are_selected_and_deleted_together() {
    let mut window = new_story();
    type_lines(&mut window, &["One", "Two", "Three", "Four"], SHIFT_ENTER);
    window.key(Key::Escape);
    let text = window.app().text().map(str::to_owned);
    let (first, last) = (mark(&window, "One"), mark(&window, "Two"));
    window.harness.event(Event::ModifiersChanged(Modifiers::SHIFT));
    let from = Pos2::new(first.x - 20.0, first.y - 40.0);
    window.drag(from, vec2(last.x - from.x + 10.0, 80.0));
    window.harness.event(Event::ModifiersChanged(Modifiers::NONE));
    let marked: Vec<&str> =
        window.state().selected_events().into_iter().map(|id| window.story().event(id).title).collect();
    assert_eq!(marked, ["One", "Two"]);
    assert!(window.says("2 events selected"), "no chain of cause and effect");
    window.key(Key::Delete);
    assert_eq!(titles(&window, "Main plot"), ["Three", "Four"]);
    window.chord(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.app().text().map(str::to_owned), text);
}

#[test]
fn an_outline_is_pasted_and_events_are_duplicated() {
    let mut window = new_story();
    window.key(Key::Escape);
    window.harness.event(Event::Paste("# North\nSnow\n\tIt falls all night.\nIce\n# South\nSand\n".to_owned()));
    window.settle();
    assert_eq!(titles(&window, "North"), ["Snow", "Ice"]);
    assert_eq!(titles(&window, "South"), ["Sand"]);
    window.click_event("Snow");
    window.chord(Modifiers::COMMAND, Key::D);
    assert_eq!(titles(&window, "North"), ["Snow", "Snow", "Ice"]);
    assert!(matches!(window.state().selection, Selection::Event(_)));
}
