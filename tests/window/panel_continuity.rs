//! The panel as the editor of what the checks rest on: facts that are learned and known, ways between places, muted
//! findings; and of the order of things.

use egui::Key;

use crate::panel_common::{check, retype, text, undo_all, writing};

const STORY: &str = r#"{
  "plotlanes": 1,
  "title": "A trial",
  "time": { "kind": "number", "unit": "day" },
  "sources": [{ "id": "book", "title": "The book" }, { "id": "film", "title": "The film" }],
  "threads": [{ "id": "war", "title": "The war" }],
  "characters": [{ "id": "anna", "name": "Anna" }, "Ben", "Cleo"],
  "places": ["The front", { "id": "town", "name": "Town", "travel": [{ "to": "the-front", "lasts": 2 }] }, "Sea"],
  "muted": [
    { "finding": "known-before-learned", "fact": "the plan", "why": "a hunch" }, // so be it
    { "finding": "after-end", "events": ["call"], "character": "anna" }
  ],
  "events": [
    { "id": "call", "title": "The call", "thread": "war", "when": { "at": 1 }, "cast": ["anna", "ben"], "learns": "the plan" },
    { "id": "letter", "title": "A letter", "thread": "war", "when": { "at": 2 }, "cast": ["ben"], "knows": [{ "fact": "the plan", "characters": ["ben"] }] }
  ]
}
"#;

/// High enough for the whole page.
const HEIGHT: f32 = 2200.0;

#[test]
fn an_event_says_who_learns_and_knows_what() {
    let mut window = writing(STORY, HEIGHT);
    window.click_event("The call");
    window.click_button("Who learns the plan");
    window.type_text("ann");
    window.key(Key::Enter);
    check(&window, r#""learns": { "fact": "the plan", "characters": ["anna"] }"#);
    window.type_text("Dora");
    window.key(Key::Enter);
    window.key(Key::Escape);
    check(&window, r#""learns": { "fact": "the plan", "characters": ["anna", "dora"] }"#);
    assert_eq!(window.story().characters.len(), 4);
    window.click_button("Remove Anna from the plan");
    check(&window, r#""characters": ["dora"] }"#);
    window.click_button("Everyone learns the plan");
    check(&window, r#""learns": "the plan""#);
    window.click_button("What is known already: + fact");
    window.type_text("the date");
    window.key(Key::Enter);
    check(&window, r#""knows": ["the date"]"#);
    // Facts that are there already are found by typing.
    window.click_button("Fact that one knows: the date");
    window.type_text("pla");
    window.key(Key::Enter);
    check(&window, r#""knows": ["the plan"]"#);
    window.click_button("Remove: knows the plan");
    assert_eq!(undo_all(&mut window, STORY), 7);
}

#[test]
fn a_phase_is_made_on_the_spot() {
    let mut window = writing(STORY, HEIGHT);
    window.click_event("The call");
    window.click_button("Lies in the phase: none");
    window.type_text("Act one");
    window.key(Key::Enter);
    check(&window, r#"{ "title": "Act one", "from": "call", "to": "call" }"#);
    check(&window, r#""phase": "Act one""#);
    assert_eq!(undo_all(&mut window, STORY), 1);
}

#[test]
fn a_character_learns_a_fact_in_an_event() {
    let mut window = writing(STORY, HEIGHT);
    window.click_button("Cleo");
    window.click_button("+ learns");
    window.type_text("the date");
    window.key(Key::Enter);
    window.type_text("letter");
    window.key(Key::Enter);
    check(&window, r#""learns": [{ "fact": "the date", "characters": ["cleo"] }]"#);
    window.click_button("No longer learns the date in A letter");
    assert_eq!(text(&window), STORY);
    window.click_button("+ knows");
    window.type_text("plan");
    window.key(Key::Enter);
    window.key(Key::Escape);
    assert_eq!(text(&window), STORY);
    assert_eq!(undo_all(&mut window, STORY), 2);
}

#[test]
fn a_fact_is_renamed_everywhere() {
    let mut window = writing(STORY, HEIGHT);
    assert!(window.says("learned in 1 event, known in 1 event"));
    retype(&mut window, "Words of the fact the plan", "what they plan");
    assert_eq!(text(&window), STORY.replace("the plan", "what they plan"));
    assert_eq!(undo_all(&mut window, STORY), 1);
    window.click_button("Remove the fact the plan");
    assert!(window.story().continuity.facts.is_empty());
    assert_eq!(undo_all(&mut window, STORY), 1);
}

#[test]
fn ways_to_other_places_are_given_and_checked() {
    let mut window = writing(STORY, HEIGHT);
    window.click_button("Town");
    retype(&mut window, "How long it takes to The front", "long");
    assert!(window.says("Write a number, such as 3 or 2.5"));
    assert_eq!(text(&window), STORY);
    retype(&mut window, "How long it takes to The front", "3.5");
    check(&window, r#"{ "to": "the-front", "lasts": 3.5 }"#);
    window.click_button("+ way to a place");
    window.type_text("sea");
    window.key(Key::Enter);
    assert_eq!(window.focused().as_deref(), Some("How long it takes to Sea"));
    assert!(!text(&window).contains("\"to\": \"sea\""), "a way takes a time");
    window.type_text("1");
    window.key(Key::Enter);
    check(&window, r#""travel": [{ "to": "the-front", "lasts": 3.5 }, { "to": "sea", "lasts": 1 }]"#);
    window.click_button("+ way to a place");
    window.type_text("Moon");
    window.key(Key::Enter);
    window.type_text("9");
    window.key(Key::Enter);
    check(&window, r#"{ "to": "moon", "lasts": 9 }"#);
    window.click_button("Remove the way to The front");
    window.click("Sea");
    assert!(window.says("The way back takes as long as the way from"));
    assert_eq!(undo_all(&mut window, STORY), 5);
}

#[test]
fn muted_findings_are_listed_and_unmuted() {
    let mut window = writing(STORY, HEIGHT);
    assert!(window.says("Known before it is learned") && window.says("“the plan”"));
    retype(&mut window, "Reason for muting 2: Takes part after their end", "a ghost");
    check(&window, r#""character": "anna", "why": "a ghost" }"#);
    window.click_button("Unmute 1: Known before it is learned");
    check(&window, "\"muted\": [\n    { \"finding\": \"after-end\"");
    window.click_button("Unmute 1: Takes part after their end");
    assert!(!text(&window).contains("muted"));
    assert!(!window.says("Muted checks"));
    undo_all(&mut window, STORY);
}

#[test]
fn places_characters_and_sources_are_put_in_order() {
    let mut window = writing(STORY, HEIGHT);
    window.click_button("Move the source The book down");
    check(&window, r#"[{ "id": "film", "title": "The film" }, { "id": "book", "title": "The book" }]"#);
    window.click_button("Cleo");
    retype(&mut window, "Place among the characters", "9");
    assert!(window.says("Write a number from 1 to 3"));
    retype(&mut window, "Place among the characters", "1");
    check(&window, r#"["Cleo", { "id": "anna", "name": "Anna" }, "Ben"]"#);
    window.click_button("Move down");
    check(&window, r#"[{ "id": "anna", "name": "Anna" }, "Cleo", "Ben"]"#);
    window.key(Key::Escape);
    window.click_button("Sea");
    window.click_button("Move up");
    assert_eq!(window.story().places[1].name, "Sea");
    assert_eq!(undo_all(&mut window, STORY), 4);
}
