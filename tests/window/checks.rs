//! The list of what is wrong in a story and what could be.

use egui::{Key, Modifiers};

use crate::driver::{Role, Window, name};

/// Two mistakes, and someone who acts after their death.
const TROUBLED: &str = r#"{ "plotlanes": 1, "title": "Troubled",
  "threads": [{ "id": "a", "title": "A" }],
  "characters": [{ "id": "x", "name": "Xenia" }],
  "events": [
    { "id": "dies", "title": "Xenia dies", "thread": "a", "cast": ["x"], "ends": ["x"] },
    { "id": "walks", "title": "Xenia walks", "thread": "a", "cast": ["x"], "when": { "after": ["dies"] } },
    { "id": "lost", "title": "Lost", "thread": "a", "place": "nowhere" }
  ] }"#;

#[test]
fn an_untroubled_story_has_nothing_to_mend() {
    let mut window = Window::episode();
    window.key(Key::K);
    assert!(window.has("Checks"));
    window.key(Key::K);
    assert!(!window.has("Checks"));
    let mut window = Window::story_text(r#"{ "plotlanes": 1, "title": "Sound", "threads": [], "events": [] }"#);
    window.key(Key::K);
    assert!(window.says("Nothing to mend."));
}

#[test]
fn checks_lead_to_what_they_are_about_and_can_be_muted() {
    let mut window = Window::story_text(TROUBLED);
    window.key(Key::K);
    assert!(window.has("2 problems"), "one mistake and one finding");
    let buttons = window.nodes(Role::Button);
    let finding = buttons.iter().map(name).find(|name| name.contains("Xenia") && name.contains("dies"));
    drop(buttons);
    let finding = finding.expect("the finding as a sentence");
    window.click_button(&finding);
    assert!(window.selected().is_some_and(|title| title.starts_with("Xenia")));
    window.click_button("Mute");
    assert!(!window.has(&finding) && window.says("1 problem") && window.says("not saved yet"));
    window.click("Show muted (1)");
    assert!(window.has(&finding));
    window.click_button("Unmute");
    assert!(window.has("2 problems"));
    for _ in 0..2 {
        window.chord(Modifiers::COMMAND, Key::Z);
    }
    assert!(!window.says("not saved yet"));
}

#[test]
fn checks_follow_what_is_written() {
    let mut window = Window::story_text(TROUBLED);
    window.key(Key::E);
    assert!(window.says("2 problems"), "in the status line");
    let edits =
        r#"[{ "do": "set", "event": "lost", "field": "place", "value": null }, { "do": "remove", "event": "walks" }]"#;
    window.make("mend it", edits);
    assert!(!window.says("problem"));
}
