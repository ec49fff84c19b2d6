//! The panel as the editor of threads, characters, places, groups, tags, phases, sources, the work and the kind of time.

use egui::{Key, Modifiers};

use crate::driver::{Role, Window, name};
use crate::panel_common::{text, undo_all, writing};

const STORY: &str = r#"{
  "plotlanes": 1,
  "title": "A trial",
  "work": { "author": "A. N. Other", "season": 7, "written_by": ["Ann", "Bob"] },
  "sources": [{ "id": "book", "title": "The book" }],
  "threads": [
    { "id": "war", "title": "The war", "group": "Abroad" },
    { "id": "home", "title": "At home" }
  ],
  "characters": [
    { "id": "anna", "name": "Anna", "group": "Abroad" },
    { "id": "annie", "name": "Annie" }
  ],
  "places": ["The front", { "id": "trench", "name": "The trench", "within": "the-front" }],
  "phases": [{ "title": "Before", "from": "call", "to": "call" }],
  "events": [
    { "id": "call", "title": "The call", "thread": "war", "cast": ["anna", "annie"], "tags": ["work", "news"] },
    { "id": "letter", "title": "A letter", "thread": "war", "cast": ["annie"], "tags": ["news"] },
    { "id": "harvest", "title": "The harvest", "thread": "home", "when": { "after": ["call"] }, "tags": ["work"] }
  ]
}
"#;

/// High enough for the whole page.
const HEIGHT: f32 = 1900.0;

/// Puts the keyboard at the end of a field, and types there.
#[track_caller]
fn type_into(window: &mut Window, field: &str, typed: &str) {
    let inputs = [Role::TextInput, Role::MultilineTextInput];
    let mut nodes = inputs.into_iter().flat_map(|role| window.nodes(role));
    nodes.find(|node| name(node) == field).unwrap_or_else(|| panic!("no field {field}")).focus();
    window.settle();
    window.chord(Modifiers::COMMAND, Key::End);
    window.type_text(typed);
    window.chord(Modifiers::COMMAND, Key::Enter);
    window.key(Key::Enter);
}

/// Empties a field.
#[track_caller]
fn clear(window: &mut Window, field: &str) {
    let nodes = window.nodes(Role::MultilineTextInput);
    nodes.iter().find(|node| name(node) == field).unwrap_or_else(|| panic!("no field {field}")).focus();
    window.settle();
    window.chord(Modifiers::COMMAND, Key::A);
    window.key(Key::Backspace);
}

#[track_caller]
fn check(window: &Window, expect: &str) {
    assert!(text(window).contains(expect), "no {expect} in {}", text(window));
}

#[test]
fn a_thread_is_written_moved_and_deleted_with_what_depends_on_it() {
    let mut window = writing(STORY, HEIGHT);
    window.click_button("The war, 2 events");
    type_into(&mut window, "Title", "s");
    type_into(&mut window, "Summary", "Far away.");
    check(&window, r#"{ "id": "war", "title": "The wars", "summary": "Far away.", "group": "Abroad" }"#);
    window.click_button("Move down");
    assert_eq!(window.story().threads[1].title, "The wars");
    window.click_button("Delete this thread…");
    assert!(window.says("2 events have it as their thread"));
    window.click_button("Its events: are deleted too");
    window.click("move to At home");
    window.click_button("Delete");
    assert_eq!((window.story().threads.len(), window.story().events.len()), (1, 3));
    window.chord(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.story().threads.len(), 2);
    assert_eq!(undo_all(&mut window, STORY), 3);
}

#[test]
fn two_characters_are_made_one() {
    let mut window = writing(STORY, HEIGHT);
    window.click_button("Annie");
    window.click_button("Merge into…");
    window.type_text("anna");
    window.key(Key::Enter);
    check(&window, r#""thread": "war", "cast": ["anna"], "tags": ["work", "news"]"#);
    check(&window, r#""thread": "war", "cast": ["anna"], "tags": ["news"]"#);
    assert_eq!(window.story().characters.len(), 1);
    assert_eq!(undo_all(&mut window, STORY), 1);
}

#[test]
fn a_character_gets_names_and_a_group() {
    let mut window = writing(STORY, HEIGHT);
    window.click_button("Annie");
    window.click_button("+ name");
    window.type_text("Ann");
    window.key(Key::Enter);
    window.key(Key::Escape);
    window.click_button("Group: no group");
    window.type_text("abro");
    window.key(Key::Enter);
    type_into(&mut window, "Id in the file", "-2");
    check(&window, r#"{ "id": "annie-2", "name": "Annie", "aliases": ["Ann"], "group": "Abroad" }"#);
    check(&window, r#""cast": ["anna", "annie-2"]"#);
    assert_eq!(undo_all(&mut window, STORY), 3);
}

#[test]
fn places_lie_within_each_other() {
    let mut window = writing(STORY, HEIGHT);
    window.click_button("The front");
    window.click_button("Remove The trench from The front");
    check(&window, r#"{ "id": "trench", "name": "The trench" }"#);
    window.click_button("+ place");
    window.type_text("The wire");
    window.key(Key::Enter);
    window.key(Key::Escape);
    check(&window, r#"{ "id": "the-wire", "name": "The wire", "within": "the-front" }"#);
    assert_eq!(undo_all(&mut window, STORY), 2);
}

#[test]
fn groups_and_tags_change_everywhere() {
    let mut window = writing(STORY, HEIGHT);
    window.click_button("The war, 2 events");
    window.click_button("Group: Abroad");
    window.key(Key::Escape);
    window.click_event("The call");
    window.click_button("news");
    type_into(&mut window, "Name of the tag", "x");
    check(&window, r#""tags": ["work", "newsx"]"#);
    check(&window, r#""cast": ["annie"], "tags": ["newsx"]"#);
    assert!(window.has("Name of the tag"), "what is selected stays so");
    assert_eq!(undo_all(&mut window, STORY), 1);
    assert!(window.has("Name of the tag"), "also when it has its old name again");
    window.chord(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    clear(&mut window, "Name of the tag");
    type_into(&mut window, "Name of the tag", "work");
    check(
        &window,
        r#""tags": ["work"] },
    { "id": "letter""#,
    );
    assert_eq!(window.story().tags, ["work"]);
    assert!(window.has("Name of the tag"), "the two are one, which is selected");
    assert_eq!(undo_all(&mut window, STORY), 2);
}

#[test]
fn a_group_stays_selected_by_another_name() {
    let mut window = writing(STORY, HEIGHT);
    let group = plotlanes::state::Selection::Group(plotlanes::story::id::GroupId(0));
    window.run(plotlanes::state::command::Command::Select(group));
    type_into(&mut window, "Name of the group", "s");
    check(&window, r#""title": "The war", "group": "Abroads""#);
    check(&window, r#""name": "Anna", "group": "Abroads""#);
    assert_eq!(window.state().selection, group);
    assert_eq!(undo_all(&mut window, STORY), 1);
    assert_eq!(window.state().selection, group);
}

#[test]
fn the_story_is_written_with_all_that_it_has() {
    let mut window = writing(STORY, HEIGHT);
    type_into(&mut window, "Title of the story", "!");
    type_into(&mut window, "Summary of the story", "A war.");
    window.click_button("+ thread");
    window.type_text("The sea");
    window.key(Key::Enter);
    window.key(Key::Escape);
    check(&window, r#"{ "id": "the-sea", "title": "The sea" }"#);
    type_into(&mut window, "Title of the phase Before", " it");
    check(&window, r#""title": "Before it""#);
    window.click_button("Before it ends with: The call");
    window.type_text("harvest");
    window.key(Key::Enter);
    check(&window, r#"{ "title": "Before it", "from": "call", "to": "harvest" }"#);
    window.click_button("+ phase");
    window.type_text("After");
    window.key(Key::Enter);
    assert_eq!(window.story().phases.len(), 2);
    type_into(&mut window, "Licence of the source", "CC0");
    check(&window, r#"{ "id": "book", "title": "The book", "licence": "CC0" }"#);
    type_into(&mut window, "Fact season", "1");
    check(&window, r#""season": 71"#);
    type_into(&mut window, "Fact written_by", ", Cy");
    check(&window, r#""written_by": ["Ann", "Bob", "Cy"]"#);
    type_into(&mut window, "Fact author", ", B");
    window.click("author: several, with commas");
    check(&window, r#""author": ["A. N. Other", "B"]"#);
    window.click("author: several, with commas");
    check(&window, r#""author": "A. N. Other, B""#);
    window.click_button("Move season up");
    check(&window, r#""work": { "season": 71, "author""#);
    window.click_button("+ fact");
    window.type_text("network");
    window.key(Key::Enter);
    window.type_text("UPN");
    window.key(Key::Enter);
    check(&window, r#""network": "UPN""#);
    undo_all(&mut window, STORY);
}

#[test]
fn another_kind_of_time_says_what_it_changes() {
    let mut window = writing(STORY, HEIGHT);
    window.click_button("Kind of time: an order without a clock");
    window.click("numbers of a unit");
    if window.has("Change the kind of time") {
        window.click_button("Change the kind of time");
    }
    check(&window, r#""time": { "kind": "number" }"#);
    type_into(&mut window, "Unit", "day");
    check(&window, r#""time": { "kind": "number", "unit": "day" }"#);
    undo_all(&mut window, STORY);
}
